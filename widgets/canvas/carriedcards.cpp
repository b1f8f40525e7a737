// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/carriedcards.h"

#include "canvas/canvasscene.h"

#include <utility>

namespace moa {

namespace {

constexpr double restingZ = 3.0;
constexpr double carriedZ = 6.0;

} // namespace

CarriedCards::CarriedCards(CanvasScene &scene)
    : m_scene(scene)
    , m_indicator(scene.look())
{
    scene.addItem(&m_indicator);
    m_room.setDuration(motion::move);
    m_room.setEasingCurve(QEasingCurve::OutCubic);
    m_room.setStartValue(0.0);
    m_room.setEndValue(1.0);
    QObject::connect(&m_room, &QVariantAnimation::valueChanged, &m_room,
                     [this](const QVariant &value) { roomStep(value.toDouble()); });
}

CarriedCards::~CarriedCards() = default;

void CarriedCards::lift(const QList<AgentId> &ids)
{
    m_ids = ids;
    m_offset = {};
    m_scene.placeCards(false);
    for (const AgentId &id : ids) {
        if (const AgentItem *item = m_scene.card(id))
            m_from.insert(id, item->pos());
    }
    pickUp();
}

void CarriedCards::pickUp()
{
    for (const AgentId &id : std::as_const(m_ids)) {
        if (AgentItem *item = m_scene.card(id)) {
            item->setAspect(AgentItem::Lifted, true);
            item->setZValue(carriedZ);
        }
    }
    m_scene.setLifted(QSet<AgentId>(m_ids.cbegin(), m_ids.cend()));
}

void CarriedCards::putDown()
{
    for (const AgentId &id : std::as_const(m_ids)) {
        if (AgentItem *item = m_scene.card(id)) {
            item->setAspect(AgentItem::Lifted, false);
            item->setZValue(restingZ);
        }
    }
    m_scene.setLifted({});
}

void CarriedCards::setCopying(bool copying)
{
    if (copying == !m_copies.empty() || m_ids.isEmpty())
        return;
    m_copies.clear();
    if (!copying) {
        pickUp();
        moveBy(m_offset);
        return;
    }
    putDown();
    for (const AgentId &id : std::as_const(m_ids)) {
        AgentItem *item = m_scene.card(id);
        if (!item)
            continue;
        item->setPos(m_from.value(id));
        auto copy = std::make_unique<AgentItem>(m_scene.look());
        copy->setAgent(item->agent());
        copy->setAspect(AgentItem::Lifted, true);
        copy->setZValue(carriedZ);
        copy->setPos(m_from.value(id) + m_offset);
        m_scene.addItem(copy.get());
        m_copies.push_back(std::move(copy));
    }
    m_scene.followCards(QSet<AgentId>(m_ids.cbegin(), m_ids.cend()));
}

void CarriedCards::moveBy(QPointF offset)
{
    m_offset = offset;
    for (const std::unique_ptr<AgentItem> &copy : m_copies)
        copy->setPos(m_from.value(copy->id()) + offset);
    if (!m_copies.empty())
        return;
    for (const AgentId &id : std::as_const(m_ids)) {
        if (AgentItem *item = m_scene.card(id))
            item->setPos(m_from.value(id) + offset);
    }
}

DropIndicatorItem::Sign CarriedCards::signOf(const DropAim &aim) const
{
    using Kind = DropIndicatorItem::Sign::Kind;
    const bool adds = m_ids.isEmpty() || !m_copies.empty();
    if (aim.link)
        return {};
    if (!aim.replaced.isEmpty()) {
        QList<QRectF> rects;
        for (const AgentId &id : aim.replaced)
            rects.append(m_scene.canvasLayout().card(id));
        return {Kind::Replace, rects, false};
    }
    if (!aim.landing.places.isEmpty())
        return {Kind::Places, aim.landing.places, adds};
    if (aim.landing.place.kind == DropPlace::Kind::NewLane)
        return {Kind::NewLane, {aim.landing.place.indicator}, adds};
    return {};
}

void CarriedCards::aimAt(const DropAim &aim)
{
    m_indicator.setSign(signOf(aim));
    if (aim == m_aim)
        return;
    m_aim = aim;
    const DropPlace &place = aim.landing.place;
    const bool intoLane = place.kind == DropPlace::Kind::IntoLane && !aim.landing.places.isEmpty();
    m_scene.setTargetedLane(intoLane ? std::optional(place.position.layer) : std::nullopt,
                            aim.landing.laneBottom);
    m_scene.setTargetedLink(aim.link);
    makeRoom(aim.landing.displaced);
}

void CarriedCards::makeRoom(const QHash<AgentId, QPointF> &displaced)
{
    if (displaced.isEmpty() && m_displaced.isEmpty())
        return;
    // Nothing else moves these cards meanwhile.
    if (m_displaced.isEmpty() && m_ids.isEmpty())
        m_scene.placeCards(false);
    m_room.stop();
    m_roomFrom.clear();
    m_roomTo.clear();
    const auto send = [this](const AgentId &id, QPointF to) {
        if (const AgentItem *item = m_scene.card(id)) {
            m_roomFrom.insert(id, item->pos());
            m_roomTo.insert(id, to);
        }
    };
    for (auto entry = m_displaced.cbegin(); entry != m_displaced.cend(); ++entry)
        send(entry.key(), m_scene.canvasLayout().card(entry.key()).topLeft());
    for (auto entry = displaced.cbegin(); entry != displaced.cend(); ++entry)
        send(entry.key(), entry.value());
    m_displaced = displaced;
    if (m_animated && m_scene.moves())
        m_room.start();
    else
        roomStep(1.0);
}

void CarriedCards::roomStep(double progress)
{
    QSet<AgentId> moved;
    for (auto entry = m_roomTo.cbegin(); entry != m_roomTo.cend(); ++entry) {
        AgentItem *item = m_scene.card(entry.key());
        if (!item || item->is(AgentItem::Lifted))
            continue;
        const QPointF from = m_roomFrom.value(entry.key());
        item->setPos(progress >= 1.0 ? *entry : from + (*entry - from) * progress);
        moved.insert(entry.key());
    }
    m_scene.followCards(moved);
}

void CarriedCards::settle()
{
    const bool moved = !m_ids.isEmpty() || !m_displaced.isEmpty();
    // Copies vanish where they are; the originals stand where they stood.
    letGo();
    if (moved)
        m_scene.placeCards(m_animated);
}

void CarriedCards::letGo()
{
    m_room.stop();
    m_roomTo.clear();
    m_roomFrom.clear();
    m_displaced.clear();
    aimAt({});
    m_copies.clear();
    if (!m_ids.isEmpty())
        putDown();
    m_ids.clear();
    m_from.clear();
}

} // namespace moa
