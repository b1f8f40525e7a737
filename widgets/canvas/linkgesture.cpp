// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/linkgesture.h"

#include "canvas/canvascommands.h"
#include "canvas/canvasscene.h"
#include "canvas/quickaddspot.h"
#include "items/agentsname.h"

namespace moa {

LinkGesture::LinkGesture(const GestureParts &parts, const PointerAt &pressed, const AgentId &card,
                         edit::LinkEnd loose)
    : LooseLinkGesture(parts, pressed, card, loose)
{ }

Link LinkGesture::linkTo(const AgentId &agent) const
{
    return loose() == edit::LinkEnd::To ? Link{fixed(), agent} : Link{agent, fixed()};
}

Result<void> LinkGesture::accepts(const AgentId &agent) const
{
    const Link link = linkTo(agent);
    return edit::canLink(parts().scene.mixture(), link.from, link.to);
}

bool LinkGesture::isLater(const PointerAt &at) const
{
    const DropPlace place = parts().scene.canvasLayout().dropPlace(at.scene);
    const std::optional<AgentPosition> source = parts().scene.mixture().find(fixed());
    return source && place.position.layer > source->layer;
}

QString LinkGesture::groundHint(const PointerAt &at) const
{
    if (loose() == edit::LinkEnd::From || !isLater(at))
        return {};
    const DropPlace place = parts().scene.canvasLayout().dropPlace(at.scene);
    if (place.kind == DropPlace::Kind::NewLane)
        return tr("Add an agent in a new layer");
    return tr("Add an agent to layer %1")
        .arg(parts().scene.look().locale.toString(place.position.layer + 1));
}

void LinkGesture::click()
{
    parts().scene.selectAgents({fixed()});
    parts().scene.setCurrent(fixed(), false);
}

void LinkGesture::dropOnCard(const AgentId &agent)
{
    const Link link = linkTo(agent);
    if (const Result<void> linked = parts().commands.link(link.from, link.to); !linked)
        parts().say(linked.error().message);
}

void LinkGesture::dropOnGround(const PointerAt &at)
{
    if (loose() == edit::LinkEnd::From) {
        parts().say(tr("No agent stands there. Let the link go on an agent of an earlier layer."));
    } else if (!isLater(at)) {
        parts().say(tr("An agent there would not answer after %1. Let the link go in a later layer "
                       "to add one that gets its response.")
                        .arg(agentsName(parts().scene.mixture(), {fixed()})));
    } else {
        parts().requestAgent(
            {parts().scene.canvasLayout().dropPlace(at.scene), fixed(), at.global});
    }
}

} // namespace moa
