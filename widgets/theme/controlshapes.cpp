// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/controlshapes.h"

#include <cmath>
#include <numbers>
#include <QPainter>
#include <QStyleOption>

namespace moa::shape {

namespace {

constexpr double hovered = 0.06; ///< part of the text's colour in a ground
constexpr double pressed = 0.14;
constexpr int points = 5; ///< of a star
/// Of a star's inner corners to its points: a regular star.
constexpr double innerRadius = 0.382;

/// Antialiasing and an icon's stroke, taken back at the end of the scope.
class Strokes
{
public:
    Strokes(QPainter *painter, const QColor &color)
        : m_painter(painter)
    {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setBrush(Qt::NoBrush);
        painter->setPen(
            QPen(color, column::iconStroke, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    }
    ~Strokes() { m_painter->restore(); }
    Q_DISABLE_COPY_MOVE(Strokes)

private:
    QPainter *m_painter;
};

QColor mixed(const QColor &ground, const QColor &other, double part)
{
    const auto channel = [part](int a, int b) { return qRound(a + (b - a) * part); };
    return {channel(ground.red(), other.red()), channel(ground.green(), other.green()),
            channel(ground.blue(), other.blue())};
}

} // namespace

void box(QPainter *painter, const QRectF &rect, const QColor &fill, const QColor &outline,
         double line, double radius)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const double inset = outline.isValid() ? line / 2.0 : 0.0;
    painter->setPen(outline.isValid() ? QPen(outline, line) : QPen(Qt::NoPen));
    painter->setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    const double round = qMax(radius - inset, 0.0);
    painter->drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), round, round);
    painter->restore();
}

QPainterPath star(const QRectF &box)
{
    QPainterPath path;
    for (int corner = 0; corner < 2 * points; ++corner) {
        const double radius = box.width() / 2.0 * (corner % 2 == 0 ? 1.0 : innerRadius);
        const double angle = std::numbers::pi * corner / points - std::numbers::pi / 2.0;
        const QPointF place =
            box.center() + QPointF(radius * std::cos(angle), radius * std::sin(angle));
        if (corner == 0)
            path.moveTo(place);
        else
            path.lineTo(place);
    }
    path.closeSubpath();
    return path;
}

void focusRing(QPainter *painter, const QRectF &rect, const QColor &color)
{
    box(painter, rect, {}, color, control::focusRing);
}

void field(QPainter *painter, const QStyleOption &option, const Theme &theme)
{
    const bool enabled = option.state & QStyle::State_Enabled;
    const QColor ground = enabled ? option.palette.color(QPalette::Base) : theme.window;
    if (enabled && option.state & QStyle::State_HasFocus) {
        box(painter, option.rect, ground, theme.accent, control::focusRing);
        return;
    }
    const bool pointedAt = option.state & QStyle::State_MouseOver;
    const QColor outline = pointedAt ? theme.secondaryText : theme.outline;
    box(painter, option.rect, ground, enabled ? outline : theme.line);
}

void button(QPainter *painter, const QStyleOption &option, const Theme &theme)
{
    const bool enabled = option.state & QStyle::State_Enabled;
    const auto *push = qstyleoption_cast<const QStyleOptionButton *>(&option);
    const bool isDefault = push && push->features.testFlag(QStyleOptionButton::DefaultButton);
    QColor ground = option.palette.color(QPalette::Button);
    const bool accented = enabled && ground == theme.accent;
    QColor outline = isDefault ? theme.accent : theme.outline;
    if (!enabled) {
        ground = theme.window;
        outline = theme.line;
    } else if (accented) {
        outline = QColor();
    }
    const QColor text = option.palette.color(QPalette::ButtonText);
    if (option.state & (QStyle::State_Sunken | QStyle::State_On))
        ground = mixed(ground, text, pressed);
    else if (enabled && option.state & QStyle::State_MouseOver)
        ground = mixed(ground, text, hovered);
    box(painter, option.rect, ground, outline);
    if (!(option.state & QStyle::State_HasFocus
          && option.state & QStyle::State_KeyboardFocusChange))
        return;
    if (accented) {
        // On the accent the ring is seen only inside, in the text's colour.
        constexpr int inset = control::focusRing;
        focusRing(painter, QRectF(option.rect).adjusted(inset, inset, -inset, -inset), text);
    } else {
        focusRing(painter, option.rect, theme.accent);
    }
}

void checkMark(QPainter *painter, const QRectF &rect, const QColor &color, bool partly)
{
    const Strokes strokes(painter, color);
    const QPointF middle = rect.center();
    if (partly)
        painter->drawLine(middle + QPointF(-3.5, 0), middle + QPointF(3.5, 0));
    else
        painter->drawPolyline(QPolygonF({middle + QPointF(-3.5, 0.25), middle + QPointF(-1, 2.75),
                                         middle + QPointF(3.5, -2.5)}));
}

void chevron(QPainter *painter, const QRectF &rect, const QColor &color, Qt::ArrowType direction)
{
    const Strokes strokes(painter, color);
    painter->translate(rect.center());
    constexpr int quarter = 90;
    switch (direction) {
    case Qt::UpArrow:
        painter->rotate(2 * quarter);
        break;
    case Qt::LeftArrow:
        painter->rotate(quarter);
        break;
    case Qt::RightArrow:
        painter->rotate(-quarter);
        break;
    case Qt::DownArrow:
    case Qt::NoArrow:
        break;
    }
    painter->drawPolyline(QPolygonF({QPointF(-3.5, -1.75), QPointF(0, 1.75), QPointF(3.5, -1.75)}));
}

void sign(QPainter *painter, const QRectF &rect, const QColor &color, bool plus)
{
    const Strokes strokes(painter, color);
    const QPointF middle = rect.center();
    painter->drawLine(middle + QPointF(-3.5, 0), middle + QPointF(3.5, 0));
    if (plus)
        painter->drawLine(middle + QPointF(0, -3.5), middle + QPointF(0, 3.5));
}

} // namespace moa::shape
