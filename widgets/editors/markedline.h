// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/textrange.h"

#include <QColor>
#include <QFont>
#include <QList>
#include <QTextLayout>

class QPainter;

namespace moa {

/** A line of text with stretches in other looks, cut to a width as a whole. */
class MarkedLine
{
public:
    MarkedLine(const QString &text, const QFont &font, const QColor &color);

    /// Another colour for a stretch.
    void paint(TextRange range, const QColor &color);
    /// What was searched for: bold and underlined.
    void mark(const QList<TextRange> &ranges);
    /// In @p box, in the middle of its height; cut to its width. To be called once. The width that
    /// it took.
    int draw(QPainter &painter, const QRect &box, Qt::TextElideMode mode);

private:
    void add(TextRange range, const QTextCharFormat &format);
    /// Cuts the text, and moves the formats with what is left of it.
    void elide(int width, Qt::TextElideMode mode);

    QString m_text;
    QFont m_font;
    QColor m_color;
    QList<QTextLayout::FormatRange> m_formats;
};

} // namespace moa
