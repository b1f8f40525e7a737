// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/drawnlink.h"

#include "canvas/canvasscene.h"

#include <utility>

namespace moa {

DrawnLink::DrawnLink(CanvasScene &scene)
    : m_scene(scene)
    , m_line(scene.look(), {})
{
    m_line.setVisible(false);
    m_line.setEmphasis(LinkItem::Emphasis::Selected);
    m_line.setZValue(7);
    scene.addItem(&m_line);
}

void DrawnLink::begin(const AgentId &fixed, edit::LinkEnd loose, const QSet<AgentId> &accepting,
                      const std::optional<Link> &hidden)
{
    m_fixed = fixed;
    m_loose = loose;
    m_accepting = accepting;
    m_hidden = hidden;
    const auto lit = loose == edit::LinkEnd::To ? AgentItem::Accepting : AgentItem::Offering;
    for (const AgentId &id : accepting) {
        if (AgentItem *item = m_scene.card(id))
            item->setAspect(lit, true);
    }
    m_scene.updateReveal();
    setHidden(true);
}

void DrawnLink::setHidden(bool hidden) const
{
    if (LinkItem *line = m_hidden ? m_scene.links().item(*m_hidden) : nullptr)
        line->setVisible(!hidden);
}

void DrawnLink::moveTo(QPointF end, const AgentId &under)
{
    const AgentItem *stays = m_scene.card(m_fixed);
    if (!stays)
        return;
    const AgentId target = m_accepting.contains(under) ? under : AgentId();
    if (AgentItem *before = m_scene.card(std::exchange(m_target, target)))
        before->setAspect(AgentItem::Targeted, false);
    AgentItem *taker = m_scene.card(target);
    if (taker)
        taker->setAspect(AgentItem::Targeted, true);
    if (m_loose == edit::LinkEnd::To)
        m_line.setPath(curve(outputPort(stays->card()), taker ? inputPort(taker->card()) : end));
    else
        m_line.setPath(curve(taker ? outputPort(taker->card()) : end, inputPort(stays->card())));
    m_line.setVisible(true);
}

void DrawnLink::end()
{
    if (m_fixed.isEmpty())
        return;
    m_fixed = {};
    m_line.setVisible(false);
    setHidden(false);
    m_hidden.reset();
    for (const AgentId &id : std::exchange(m_accepting, {})) {
        if (AgentItem *item = m_scene.card(id)) {
            for (const auto aspect :
                 {AgentItem::Accepting, AgentItem::Offering, AgentItem::Targeted})
                item->setAspect(aspect, false);
        }
    }
    m_target = {};
    m_scene.updateReveal();
}

} // namespace moa
