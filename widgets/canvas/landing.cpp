// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/landing.h"

#include "mixture/mixtureedits.h"

#include <algorithm>
#include <cmath>
#include <QSet>

namespace moa {

namespace {

/// The cards' rectangles in a lane that gets @p arriving new ones once @p leaving are gone.
QList<QRectF> columnAfter(const Mixture &mixture, const CanvasMetrics &metrics, qsizetype lane,
                          qsizetype arriving, const QSet<AgentId> &leaving)
{
    Mixture after = mixture;
    if (!leaving.isEmpty()) {
        for (Layer &layer : after.layers)
            layer.agents.removeIf([&](const Agent &agent) { return leaving.contains(agent.id); });
    }
    for (qsizetype count = 0; count < arriving; ++count)
        after.layers[lane].agents.append(Agent());
    return CanvasLayout(after, metrics).lanes().at(lane).cards;
}

/// @p order: who stands in the lane then, with no id for those that land.
Landing landingInLane(const QList<QRectF> &column, const QList<AgentId> &order, double padding)
{
    Landing landing;
    for (qsizetype row = 0; row < order.size(); ++row) {
        if (order.at(row).isEmpty())
            landing.places.append(column.at(row));
        else
            landing.displaced.insert(order.at(row), column.at(row).topLeft());
    }
    landing.laneBottom = column.constLast().bottom() + padding;
    return landing;
}

QList<AgentId> idsOf(const Layer &layer)
{
    QList<AgentId> ids;
    for (const Agent &agent : layer.agents)
        ids.append(agent.id);
    return ids;
}

/// Whether agents don't just stand where they are put: alternates come after the final agent.
bool layerOrders(const Layer &layer)
{
    return layer.mainCount() != layer.agents.size();
}

/// @p order, or if the edit that led to @p after keeps an order of its own, that.
QList<AgentId> orderAfter(const QList<AgentId> &order, const Mixture &after,
                          const QList<AgentId> &landed)
{
    const std::optional<AgentPosition> place = after.find(landed.constFirst());
    if (!place)
        return order;
    QList<AgentId> settled = idsOf(after.layers.at(place->layer));
    for (AgentId &id : settled) {
        if (landed.contains(id))
            id = {};
    }
    return settled.size() == order.size() ? settled : order;
}

/// Whether these agents are a layer already that would move to where it stands.
bool changesNothing(const QList<AgentId> &ids, const Mixture &mixture, qsizetype newLayer)
{
    const std::optional<AgentPosition> first = mixture.find(ids.constFirst());
    // Only they alone can be it: the edit, which knows, is dear while the hand moves.
    return first && mixture.layers.at(first->layer).agents.size() == ids.size()
        && edit::moveAgentsToNewLayer(mixture, ids, newLayer) == mixture;
}

} // namespace

Landing landingOf(const CarriedSet &cards, const Mixture &mixture, const CanvasLayout &layout,
                  QPointF pointer, double height)
{
    const DropPlace place = layout.dropPlace(pointer);
    if (place.kind == DropPlace::Kind::NewLane) {
        Landing landing;
        landing.place = place;
        if (!cards.copies && changesNothing(cards.ids, mixture, place.position.layer)) {
            landing.place.indicator = {};
            for (const AgentId &id : cards.ids)
                landing.places.append(layout.card(id));
        }
        return landing;
    }

    const qsizetype lane = place.position.layer;
    const QList<AgentId> standing = idsOf(mixture.layers.at(lane));
    const QSet<AgentId> carried(cards.ids.begin(), cards.ids.end());
    QList<AgentId> stay = standing;
    if (!cards.copies)
        stay.removeIf([&carried](const AgentId &id) { return carried.contains(id); });
    const qsizetype arriving = cards.ids.size();
    const QList<QRectF> column = columnAfter(mixture, layout.metrics(), lane, arriving,
                                             cards.copies ? QSet<AgentId>() : carried);

    // The place of the grabbed card that is nearest to it decides.
    const qsizetype grabbed = std::max<qsizetype>(cards.ids.indexOf(cards.grabbed), 0);
    qsizetype row = 0;
    for (qsizetype candidate = 1; candidate <= stay.size(); ++candidate) {
        const auto distance = [&](qsizetype first) {
            return std::abs(column.at(first + grabbed).center().y() - height);
        };
        if (distance(candidate) < distance(row))
            row = candidate;
    }
    const AgentPosition position{
        lane, row < stay.size() ? standing.indexOf(stay.at(row)) : standing.size()};
    QList<AgentId> order = stay;
    order.insert(row, arriving, AgentId());
    if (!cards.copies && layerOrders(mixture.layers.at(lane)))
        order = orderAfter(order, edit::moveAgents(mixture, cards.ids, position), cards.ids);
    Landing landing = landingInLane(column, order, layout.metrics().lanePadding);
    landing.place = place;
    landing.place.position = position;
    return landing;
}

Landing landingOfNewCard(const Mixture &mixture, const CanvasLayout &layout, const DropPlace &place)
{
    if (place.kind != DropPlace::Kind::IntoLane)
        return {place, {}, {}, 0.0};
    const qsizetype lane = place.position.layer;
    QList<AgentId> order = idsOf(mixture.layers.at(lane));
    order.insert(std::clamp<qsizetype>(place.position.row, 0, order.size()), AgentId());
    if (layerOrders(mixture.layers.at(lane))) {
        const edit::Added added = edit::addAgent(mixture, Agent(), place.position);
        order = orderAfter(order, added.mixture, added.ids);
    }
    Landing landing = landingInLane(columnAfter(mixture, layout.metrics(), lane, 1, {}), order,
                                    layout.metrics().lanePadding);
    landing.place = place;
    return landing;
}

} // namespace moa
