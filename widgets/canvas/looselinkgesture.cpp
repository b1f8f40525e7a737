// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/looselinkgesture.h"

#include "canvas/canvasscene.h"
#include "canvas/pointerhint.h"

#include <QApplication>
#include <QGraphicsView>

namespace moa {

LooseLinkGesture::LooseLinkGesture(const GestureParts &parts, const PointerAt &pressed,
                                   const AgentId &fixed, edit::LinkEnd loose)
    : CanvasGesture(parts)
    , m_pressed(pressed)
    , m_fixed(fixed)
    , m_loose(loose)
{
    parts.view.viewport()->setCursor(Qt::CrossCursor);
}

AgentId LooseLinkGesture::cardUnder(const PointerAt &at) const
{
    return parts().scene.hitTest(at.scene).agent;
}

void LooseLinkGesture::begin()
{
    m_drawing = true;
    QSet<AgentId> accepting;
    for (const Layer &layer : parts().scene.mixture().layers) {
        for (const Agent &agent : layer.agents) {
            if (accepts(agent.id))
                accepting.insert(agent.id);
        }
    }
    parts().scene.drawnLink().begin(m_fixed, m_loose, accepting, hidden());
}

void LooseLinkGesture::follow(const PointerAt &at)
{
    const bool still =
        (at.view - m_pressed.view).manhattanLength() < QApplication::startDragDistance();
    if (!m_drawing && still)
        return;
    if (!m_drawing)
        begin();
    const AgentId under = cardUnder(at);
    parts().scene.drawnLink().moveTo(at.scene, under);
    QString text;
    if (under.isEmpty()) {
        text = groundHint(at);
    } else if (under != m_fixed) {
        if (const Result<void> taken = accepts(under); !taken)
            text = taken.error().message;
    }
    parts().hint.say(text, at.view);
}

void LooseLinkGesture::finish(const PointerAt &at)
{
    if (!m_drawing) {
        click();
        return;
    }
    const AgentId under = cardUnder(at);
    cancel();
    if (!under.isEmpty() && under != m_fixed)
        dropOnCard(under);
    else if (under.isEmpty() && parts().view.viewport()->rect().contains(at.view))
        dropOnGround(at);
}

void LooseLinkGesture::cancel()
{
    parts().hint.say({}, {});
    parts().scene.drawnLink().end();
}

} // namespace moa
