// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTextCharFormat>
#include <QTextObjectInterface>

class QTextDocument;

namespace moa {

/**
 * Draws the name of an invisible character in a small box in its place, where it can neither hide
 * nor reorder anything.
 */
class ControlMark : public QObject, public QTextObjectInterface
{
    Q_OBJECT
    Q_INTERFACES(QTextObjectInterface)

public:
    /// Makes the layout of @p document, which must stay the same from then on, draw the marks.
    static void installOn(QTextDocument *document);
    /// The format for an object replacement character that stands for the character @p code.
    [[nodiscard]] static QTextCharFormat formatFor(char32_t code, const QTextCharFormat &around);

    [[nodiscard]] QSizeF intrinsicSize(QTextDocument *document, int position,
                                       const QTextFormat &format) override;
    void drawObject(QPainter *painter, const QRectF &rect, QTextDocument *document, int position,
                    const QTextFormat &format) override;

private:
    using QObject::QObject;
};

} // namespace moa
