// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/cardglance.h"

#include "canvas/boxes.h"

#include <algorithm>
#include <cmath>
#include <QPainter>

namespace moa {

namespace {

constexpr double markSize = 9.0;
constexpr double smallestMark = 5.0;
constexpr double edge = 3.0;
constexpr double stripe = 3.0;
constexpr double focusGap = 1.5;
constexpr double blockOpacity = 0.45;
constexpr double mutedOpacity = 0.15;

QColor toneColor(const Theme &theme, CardState::Tone tone)
{
    switch (tone) {
    case CardState::Tone::Quiet:
        return theme.secondaryText;
    case CardState::Tone::Busy:
        return theme.accent;
    case CardState::Tone::Good:
        return theme.good;
    case CardState::Tone::Warning:
        return theme.warning;
    case CardState::Tone::Danger:
        return theme.danger;
    }
    Q_UNREACHABLE();
}

/// Every tone has a shape of its own, so that it needs no colour to be told.
void paintTone(QPainter &painter, const QRectF &box, const Theme &theme, CardState::Tone tone)
{
    const QColor ink = toneColor(theme, tone);
    const double line = std::max(1.5, box.width() / 5.0);
    const QRectF inner = box.adjusted(line / 2.0, line / 2.0, -line / 2.0, -line / 2.0);
    painter.setRenderHint(QPainter::Antialiasing, tone != CardState::Tone::Busy);
    painter.setPen(QPen(ink, line, Qt::SolidLine, Qt::FlatCap));
    painter.setBrush(Qt::NoBrush);
    switch (tone) {
    case CardState::Tone::Quiet:
        painter.drawEllipse(inner);
        break;
    case CardState::Tone::Busy: // three dots: it is what changes most often, and must be cheap
        for (const double part : {0.0, 0.375, 0.75}) {
            const double side = box.width() / 4.0;
            painter.fillRect(
                QRectF(box.left() + part * box.width(), box.center().y() - side / 2.0, side, side),
                ink);
        }
        break;
    case CardState::Tone::Good:
        painter.drawPolyline(QPolygonF{QPointF(inner.left(), inner.center().y()),
                                       QPointF(inner.center().x() - 0.5, inner.bottom()),
                                       inner.topRight()});
        break;
    case CardState::Tone::Warning:
        painter.setPen(Qt::NoPen);
        painter.fillPath(warningShape(box), ink);
        break;
    case CardState::Tone::Danger:
        painter.drawLine(inner.topLeft(), inner.bottomRight());
        painter.drawLine(inner.bottomLeft(), inner.topRight());
        break;
    }
}

/// What of a glance is marked; from farthest only what wants or will soon want someone.
std::optional<CardState::Tone> markOf(const CardGlance &glance, Detail detail)
{
    if (glance.muted)
        return std::nullopt;
    if (glance.tone && detail == Detail::Blocks && *glance.tone != CardState::Tone::Busy
        && *glance.tone != CardState::Tone::Warning && *glance.tone != CardState::Tone::Danger)
        return std::nullopt;
    if (glance.tone)
        return glance.tone;
    return glance.problem && detail == Detail::Names ? std::optional(CardState::Tone::Warning)
                                                     : std::nullopt;
}

void paintFrame(QPainter &painter, const QRectF &card, const Theme &theme, const CardGlance &glance)
{
    if (glance.framed)
        box::drawFrame(painter, card, moa::card::selectedBorder, theme.accent);
    else if (glance.hovered)
        box::drawFrame(painter, card, moa::card::border, theme.secondaryText);
}

/// @p gap: between the card and the ring; what the card's margin leaves at that scale.
void paintFocus(QPainter &painter, const QRectF &card, const Theme &theme, double gap)
{
    const double reach = gap + moa::card::selectedBorder / 2.0;
    box::drawFrame(painter, card.adjusted(-reach, -reach, reach, reach), moa::card::selectedBorder,
                   theme.accent);
}

void paintBlock(QPainter &painter, const QRectF &card, const Theme &theme, const CardGlance &glance)
{
    painter.fillRect(card, theme.surface);
    painter.fillRect(card, faded(glance.color, glance.muted ? mutedOpacity : blockOpacity));
    if (glance.selected)
        painter.fillRect(card, faded(theme.accent, blockOpacity));
    paintFrame(painter, card, theme, glance);
    if (glance.focused)
        paintFocus(painter, card, theme, 0.0);
}

void paintGround(QPainter &painter, const QRectF &card, const Theme &theme,
                 const CardGlance &glance)
{
    const QColor ground = glance.muted ? theme.window : theme.surface;
    painter.fillRect(card, theme.line);
    painter.fillRect(card.adjusted(1, 1, -1, -1), ground);
    if (glance.selected)
        painter.fillRect(card, faded(theme.accent, 0.06));
    const QRectF side(card.left(), card.top(), edge, card.height());
    painter.fillRect(side, glance.muted ? faded(glance.color, 0.5) : glance.color);
    for (double y = side.top() + stripe; glance.striped && y < side.bottom(); y += 2.0 * stripe)
        painter.fillRect(QRectF(side.left(), y, side.width(), stripe / 2.0) & side, ground);
}

/// Along the edges, over the name.
void paintEdges(QPainter &painter, const QRectF &card, const Theme &theme, const CardGlance &glance)
{
    const std::optional<double> length = progressLength(card.width() - edge, glance.progress);
    if (length && !glance.muted) {
        painter.fillRect(QRectF(card.left() + edge, card.bottom() - 2.0, *length, 2.0),
                         theme.accent);
    }
    paintFrame(painter, card, theme, glance);
    if (glance.focused)
        paintFocus(painter, card, theme, focusGap);
}

} // namespace

std::optional<double> progressLength(double room, std::optional<double> progress)
{
    if (!progress)
        return std::nullopt;
    return std::round(room * std::clamp(*progress, 0.0, 1.0));
}

void paintGlance(QPainter &painter, const QRectF &card, const CanvasLook &look,
                 const CardGlance &glance, Detail detail, StillGlance &still, bool isOnScreen)
{
    const QTransform toView = painter.worldTransform();
    const QRectF shown = box::onPixels(painter, card);
    painter.setWorldTransform(QTransform());
    painter.setRenderHint(QPainter::Antialiasing, false);
    QRectF inner = shown.adjusted(edge + space::hair, 1, -space::hair, -1);
    const auto paintMark = [&](QPainter &on) {
        const std::optional<CardState::Tone> tone = markOf(glance, detail);
        if (!tone)
            return;
        const double size =
            std::clamp(markSize * look.metrics.factor, smallestMark, inner.height());
        const QRectF mark(inner.right() - size, inner.center().y() - size / 2.0, size, size);
        paintTone(on, mark, look.theme, *tone);
        inner.setRight(mark.left() - space::hair);
    };
    const auto paintStill = [&](QPainter &on) {
        paintGround(on, shown, look.theme, glance);
        paintMark(on);
        on.setPen(glance.muted ? look.theme.secondaryText : look.theme.text);
        still.name.drawParagraph(on, inner, look.glance, glance.name);
    };
    if (detail == Detail::Blocks) {
        paintBlock(painter, shown, look.theme, glance);
        paintMark(painter);
    } else {
        if (isOnScreen) {
            still.room = shown.width() - edge;
            still.picture.draw(painter, shown, {}, paintStill);
        } else {
            paintStill(painter);
        }
        paintEdges(painter, shown, look.theme, glance);
    }
    painter.setWorldTransform(toView);
}

} // namespace moa
