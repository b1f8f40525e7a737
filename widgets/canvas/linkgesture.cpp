// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/linkgesture.h"

#include "canvas/canvascommands.h"
#include "canvas/canvasscene.h"
#include "mixture/mixtureedits.h"

#include <QGraphicsView>

namespace moa {

LinkGesture::LinkGesture(const GestureParts &parts, const AgentId &from)
    : CanvasGesture(parts)
    , m_from(from)
{
    QSet<AgentId> accepting;
    const Mixture &mixture = parts.scene.mixture();
    for (const Layer &layer : mixture.layers) {
        for (const Agent &agent : layer.agents) {
            if (edit::canLink(mixture, from, agent.id))
                accepting.insert(agent.id);
        }
    }
    parts.scene.drawnLink().begin(from, accepting);
    parts.view.viewport()->setCursor(Qt::CrossCursor);
}

AgentId LinkGesture::cardUnder(const PointerAt &at) const
{
    const CanvasHit hit = parts().scene.hitTest(at.scene);
    return hit.agent == m_from ? AgentId() : hit.agent;
}

void LinkGesture::follow(const PointerAt &at)
{
    parts().scene.drawnLink().moveTo(at.scene, cardUnder(at));
}

void LinkGesture::finish(const PointerAt &at)
{
    const AgentId to = cardUnder(at);
    parts().scene.drawnLink().end();
    if (to.isEmpty())
        return;
    if (const Result<void> linked = parts().commands.link(m_from, to); !linked)
        parts().say(linked.error().message);
}

void LinkGesture::cancel()
{
    parts().scene.drawnLink().end();
}

} // namespace moa
