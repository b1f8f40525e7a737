// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/pointerhint.h"

#include "theme/theme.h"

#include <algorithm>
#include <QPainter>

namespace moa {

PointerHint::PointerHint(QWidget *canvas)
    : QLabel(canvas)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    setMargin(space::small);
    hide();
}

void PointerHint::say(const QString &text, QPoint at)
{
    if (text.isEmpty()) {
        hide();
        return;
    }
    if (text != this->text()) {
        setFont(type::secondary());
        setText(text);
    }
    const int wide = fontMetrics().horizontalAdvance(text) + 2 * space::small + 2;
    const int width = std::min({wide, hint::width, parentWidget()->width()});
    resize(width, heightForWidth(width));
    // Below the pointer, where the hand doesn't hide it; near an edge, where there is room.
    const QSize room = parentWidget()->size() - size();
    QPoint corner = at + QPoint(space::large, space::huge);
    if (corner.y() > room.height())
        corner.setY(at.y() - space::large - height());
    move(std::clamp(corner.x(), 0, std::max(0, room.width())),
         std::clamp(corner.y(), 0, std::max(0, room.height())));
    show();
    raise();
}

void PointerHint::paintEvent(QPaintEvent *event)
{
    const Theme theme = Theme::of(this);
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(theme.outline, moa::card::border));
        painter.setBrush(theme.surface);
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), space::radius,
                                space::radius);
    }
    QLabel::paintEvent(event);
}

} // namespace moa
