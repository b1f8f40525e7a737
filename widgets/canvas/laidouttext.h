// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QList>
#include <QRectF>
#include <QStaticText>

class QPainter;

namespace moa {

/**
 * A text elided and laid out for the room it last had, and again only for another one. That is most
 * of what painting a text costs, and hundreds of cards are painted in one frame. Draws with the
 * painter's pen, in the middle of the box's height.
 */
class LaidOutText
{
public:
    /// One line, elided at its end.
    void draw(QPainter &painter, const QRectF &box, const QFont &font, const QString &text);
    /// One line: @p text elided in its middle, then @p origin, at most two fifths of it.
    void draw(QPainter &painter, const QRectF &box, const QFont &font, const QString &text,
              const QString &origin);
    /// As many lines as there is room for.
    void drawParagraph(QPainter &painter, const QRectF &box, const QFont &font,
                       const QString &text);

    /// Of the first line that was drawn last.
    [[nodiscard]] double width() const;

private:
    [[nodiscard]] bool takes(const QSizeF &room, const QFont &font, const QString &text,
                             const QString &origin);
    void setLines(const QStringList &lines);
    void drawLines(QPainter &painter, const QRectF &box) const;

    QString m_text;
    QString m_origin;
    QSizeF m_room;
    QFont m_font;
    double m_lineHeight = 0.0;
    QList<QStaticText> m_lines;
};

} // namespace moa
