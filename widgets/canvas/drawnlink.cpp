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

void DrawnLink::begin(const AgentId &from, const QSet<AgentId> &accepting)
{
    m_from = from;
    m_accepting = accepting;
    for (const AgentId &id : accepting) {
        if (AgentItem *item = m_scene.card(id))
            item->setAspect(AgentItem::Accepting, true);
    }
    m_scene.updateReveal();
}

void DrawnLink::moveTo(QPointF end, const AgentId &under)
{
    const AgentItem *source = m_scene.card(m_from);
    if (!source)
        return;
    const AgentId target = m_accepting.contains(under) ? under : AgentId();
    if (AgentItem *before = m_scene.card(std::exchange(m_target, target)))
        before->setAspect(AgentItem::Targeted, false);
    AgentItem *taker = m_scene.card(target);
    if (taker)
        taker->setAspect(AgentItem::Targeted, true);
    m_line.setPath(curve(outputPort(source->card()), taker ? inputPort(taker->card()) : end));
    m_line.setVisible(true);
}

void DrawnLink::end()
{
    if (m_from.isEmpty())
        return;
    m_from = {};
    m_line.setVisible(false);
    for (const AgentId &id : std::exchange(m_accepting, {})) {
        if (AgentItem *item = m_scene.card(id)) {
            item->setAspect(AgentItem::Accepting, false);
            item->setAspect(AgentItem::Targeted, false);
        }
    }
    m_target = {};
    m_scene.updateReveal();
}

} // namespace moa
