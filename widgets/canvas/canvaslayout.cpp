// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/canvaslayout.h"

#include <algorithm>
#include <cmath>

namespace moa {

namespace {

/// How many card pitches a short column is moved down at most towards the middle of the tallest:
/// beside a column of many screens it must stay in sight of the top.
constexpr double deepestCentre = 3.0;

double columnHeight(qsizetype cards, const CanvasMetrics &metrics)
{
    const auto count = static_cast<double>(cards);
    return cards == 0 ? 0.0 : count * metrics.card.height() + (count - 1.0) * metrics.cardGap;
}

void appendCurve(QPainterPath &path, QPointF to)
{
    const QPointF from = path.currentPosition();
    const double reach = std::max(std::abs(to.x() - from.x()) / 2.0, 12.0);
    path.cubicTo(from + QPointF(reach, 0), to - QPointF(reach, 0), to);
}

} // namespace

CanvasMetrics CanvasMetrics::scaled(double fontFactor)
{
    CanvasMetrics metrics;
    metrics.factor = std::max(fontFactor, 1.0);
    metrics.card *= metrics.factor;
    metrics.prompt *= metrics.factor;
    metrics.laneHeader *= metrics.factor;
    metrics.laneWidth = metrics.card.width() + 2.0 * metrics.lanePadding;
    return metrics;
}

CanvasLayout::CanvasLayout(const Mixture &mixture, const CanvasMetrics &metrics)
    : m_metrics(metrics)
{
    qsizetype tallest = 1;
    for (const Layer &layer : mixture.layers)
        tallest = std::max(tallest, layer.agents.size());
    const double height = columnHeight(tallest, metrics);
    const double pitch = metrics.card.height() + metrics.cardGap;
    const double laneHeight = metrics.laneHeader + height + 2.0 * metrics.lanePadding;

    const auto top = [&](double column) {
        const double centred = std::min((height - column) / 2.0, deepestCentre * pitch);
        return metrics.laneHeader + metrics.lanePadding + std::floor(centred);
    };

    m_prompt = QRectF(QPointF(0, top(metrics.prompt.height())), metrics.prompt);
    for (qsizetype index = 0; index < mixture.layers.size(); ++index) {
        const AgentList &agents = mixture.layers.at(index).agents;
        Lane lane;
        lane.rect = laneRect(index, laneHeight);
        lane.header = QRectF(lane.rect.topLeft(), QSizeF(lane.rect.width(), metrics.laneHeader));
        QPointF corner(lane.rect.left() + metrics.lanePadding,
                       top(columnHeight(agents.size(), metrics)));
        for (const Agent &agent : agents) {
            const QRectF card(corner, metrics.card);
            lane.cards.append(card);
            m_cards.insert(agent.id, card);
            corner.ry() += pitch;
        }
        m_lanes.append(lane);
    }
}

QRectF CanvasLayout::laneRect(qsizetype index, double height) const
{
    const double pitch = m_metrics.laneWidth + m_metrics.gutter;
    const double left =
        m_metrics.prompt.width() + m_metrics.gutter + static_cast<double>(index) * pitch;
    return {left, 0.0, m_metrics.laneWidth, height};
}

QList<AgentPosition> CanvasLayout::cardsNear(QPointF point, double reach) const
{
    QList<AgentPosition> found;
    for (qsizetype index = 0; index < m_lanes.size(); ++index) {
        const Lane &lane = m_lanes.at(index);
        if (point.x() < lane.rect.left() - reach || point.x() > lane.rect.right() + reach)
            continue;
        auto card =
            std::lower_bound(lane.cards.cbegin(), lane.cards.cend(), point.y() - reach,
                             [](const QRectF &each, double y) { return each.bottom() < y; });
        for (; card != lane.cards.cend() && card->top() <= point.y() + reach; ++card)
            found.append({index, std::distance(lane.cards.cbegin(), card)});
    }
    return found;
}

QRectF CanvasLayout::nextLane() const
{
    const double height = m_lanes.isEmpty()
        ? m_metrics.laneHeader + m_metrics.card.height() + 2.0 * m_metrics.lanePadding
        : m_lanes.constFirst().rect.height();
    return laneRect(m_lanes.size(), height);
}

QRectF CanvasLayout::bounds() const
{
    QRectF all = m_prompt;
    all |= m_lanes.isEmpty() ? nextLane() : m_lanes.constFirst().rect | m_lanes.constLast().rect;
    return all.adjusted(-space::huge, -space::huge, space::huge, space::huge);
}

DropPlace CanvasLayout::dropPlace(QPointF point) const
{
    // A quarter of a gutter at either side still belongs to the lane: one need not aim.
    const double slack = m_metrics.gutter / 4.0;
    for (qsizetype index = 0; index < m_lanes.size(); ++index) {
        const Lane &lane = m_lanes.at(index);
        if (point.x() < lane.rect.left() - slack) {
            const QRectF gap(lane.rect.left() - m_metrics.gutter, lane.rect.top(), m_metrics.gutter,
                             lane.rect.height());
            return {DropPlace::Kind::NewLane, {index, 0}, gap};
        }
        if (point.x() > lane.rect.right() + slack)
            continue;

        const auto below =
            std::find_if(lane.cards.cbegin(), lane.cards.cend(),
                         [&point](const QRectF &card) { return point.y() < card.center().y(); });
        const qsizetype row = std::distance(lane.cards.cbegin(), below);
        double y = lane.header.bottom() + m_metrics.lanePadding;
        if (below != lane.cards.cend())
            y = below->top() - m_metrics.cardGap / 2.0;
        else if (!lane.cards.isEmpty())
            y = lane.cards.constLast().bottom() + m_metrics.cardGap / 2.0;
        const QRectF line(lane.rect.left() + m_metrics.lanePadding, y, m_metrics.card.width(), 0);
        return {DropPlace::Kind::IntoLane, {index, row}, line};
    }
    return {DropPlace::Kind::NewLane, {m_lanes.size(), 0}, nextLane()};
}

double CanvasLayout::passage(qsizetype lane, double y) const
{
    const QList<QRectF> &cards = m_lanes.at(lane).cards;
    if (cards.isEmpty())
        return y;
    double best = cards.constFirst().top() - m_metrics.cardGap / 2.0;
    if (y < best)
        return std::max(y, m_lanes.at(lane).header.bottom() + m_metrics.cardGap / 2.0);
    if (y > cards.constLast().bottom() + m_metrics.cardGap / 2.0)
        return y;
    for (const QRectF &card : cards) {
        const double gap = card.bottom() + m_metrics.cardGap / 2.0;
        if (std::abs(gap - y) < std::abs(best - y))
            best = gap;
    }
    return best;
}

QPainterPath CanvasLayout::linkPath(QPointF from, qsizetype fromLayer, QPointF to,
                                    qsizetype toLayer) const
{
    QPainterPath path(from);
    for (qsizetype lane = fromLayer + 1; lane < std::min(toLayer, m_lanes.size()); ++lane) {
        const QRectF rect = m_lanes.at(lane).rect;
        const double part = (rect.center().x() - from.x()) / (to.x() - from.x());
        const double y = passage(lane, from.y() + part * (to.y() - from.y()));
        appendCurve(path, {rect.left(), y});
        path.lineTo(rect.right(), y);
    }
    appendCurve(path, to);
    return path;
}

QPainterPath curve(QPointF from, QPointF to)
{
    QPainterPath path(from);
    appendCurve(path, to);
    return path;
}

QPainterPath band(QPointF firstFrom, QPointF lastFrom, QPointF firstTo, QPointF lastTo,
                  double spread)
{
    const QPointF up(0, -spread);
    QPainterPath path(firstFrom + up);
    const double reach = (firstTo.x() - firstFrom.x()) / 2.0;
    path.cubicTo(firstFrom + up + QPointF(reach, 0), firstTo + up - QPointF(reach, 0),
                 firstTo + up);
    path.lineTo(lastTo - up);
    path.cubicTo(lastTo - up - QPointF(reach, 0), lastFrom - up + QPointF(reach, 0), lastFrom - up);
    path.closeSubpath();
    return path;
}

} // namespace moa
