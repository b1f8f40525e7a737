// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/linkendgesture.h"

#include "canvas/canvasscene.h"
#include "canvas/linkcommands.h"

namespace moa {

LinkEndGesture::LinkEndGesture(const GestureParts &parts, const PointerAt &pressed,
                               const Link &link, edit::LinkEnd end)
    : LooseLinkGesture(parts, pressed, end == edit::LinkEnd::From ? link.to : link.from, end)
    , m_link(link)
    , m_without(edit::unlink(parts.scene.mixture(), link.from, link.to))
{ }

Result<void> LinkEndGesture::accepts(const AgentId &agent) const
{
    return loose() == edit::LinkEnd::From ? edit::canLink(m_without, agent, m_link.to)
                                          : edit::canLink(m_without, m_link.from, agent);
}

QString LinkEndGesture::groundHint(const PointerAt &at) const
{
    Q_UNUSED(at)
    return {};
}

void LinkEndGesture::click()
{
    parts().scene.selectLink(m_link);
}

void LinkEndGesture::dropOnCard(const AgentId &agent)
{
    if (const Result<void> moved = parts().links.moveEnd(m_link, loose(), agent); !moved)
        parts().say(moved.error().message);
}

void LinkEndGesture::dropOnGround(const PointerAt &at)
{
    Q_UNUSED(at)
}

} // namespace moa
