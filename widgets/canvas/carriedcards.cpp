// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/carriedcards.h"

#include "canvas/canvasscene.h"

#include <utility>

namespace moa {

CarriedCards::CarriedCards(CanvasScene &scene)
    : m_scene(scene)
    , m_indicator(scene.look())
{
    scene.addItem(&m_indicator);
}

void CarriedCards::lift(const QList<AgentId> &ids)
{
    m_ids = ids;
    m_scene.placeCards(false);
    for (const AgentId &id : ids) {
        if (AgentItem *item = m_scene.card(id)) {
            m_from.insert(id, item->pos());
            item->setAspect(AgentItem::Lifted, true);
            item->setZValue(6);
        }
    }
    m_scene.setLifted(QSet<AgentId>(ids.cbegin(), ids.cend()));
}

void CarriedCards::moveBy(QPointF offset)
{
    for (const AgentId &id : std::as_const(m_ids)) {
        if (AgentItem *item = m_scene.card(id))
            item->setPos(m_from.value(id) + offset);
    }
}

void CarriedCards::aimAt(const DropPlace &place)
{
    m_indicator.setPlace(place);
    m_scene.setTargetedLane(place.kind == DropPlace::Kind::IntoLane
                                ? std::optional(place.position.layer)
                                : std::nullopt);
}

void CarriedCards::settle()
{
    const bool carried = !m_ids.isEmpty();
    letGo();
    if (carried)
        m_scene.placeCards(true);
}

void CarriedCards::letGo()
{
    aimAt({});
    for (const AgentId &id : std::exchange(m_ids, {})) {
        if (AgentItem *item = m_scene.card(id)) {
            item->setAspect(AgentItem::Lifted, false);
            item->setZValue(3);
        }
    }
    m_from.clear();
    m_scene.setLifted({});
}

} // namespace moa
