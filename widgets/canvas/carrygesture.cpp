// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/carrygesture.h"

#include "canvas/canvascommands.h"
#include "canvas/canvasscene.h"

#include <QApplication>
#include <QGraphicsView>

namespace moa {

CarryGesture::CarryGesture(const GestureParts &parts, const PointerAt &pressed, const AgentId &card,
                           bool selectOnClick)
    : CanvasGesture(parts)
    , m_pressed(pressed)
    , m_card(card)
    , m_selectOnClick(selectOnClick)
{ }

void CarryGesture::lift()
{
    CanvasScene &scene = parts().scene;
    const QList<AgentId> selected = scene.selectedAgents();
    // The press may have taken the card out of the selection.
    if (!selected.contains(m_card))
        return;
    m_carried = selected;
    scene.setHovered({});
    scene.carriedCards().lift(m_carried);
    parts().view.viewport()->setCursor(Qt::ClosedHandCursor);
}

void CarryGesture::follow(const PointerAt &at)
{
    const bool still =
        (at.view - m_pressed.view).manhattanLength() < QApplication::startDragDistance();
    if (m_carried.isEmpty() && !still)
        lift();
    if (m_carried.isEmpty())
        return;
    CanvasScene &scene = parts().scene;
    scene.carriedCards().moveBy(at.scene - m_pressed.scene);
    scene.carriedCards().aimAt(scene.canvasLayout().dropPlace(at.scene));
}

void CarryGesture::finish(const PointerAt &at)
{
    CanvasScene &scene = parts().scene;
    if (m_carried.isEmpty()) {
        if (m_selectOnClick)
            scene.selectAgents({m_card});
        return;
    }
    const DropPlace place = scene.canvasLayout().dropPlace(at.scene);
    // The edit, if it is one, brings the cards to their places.
    scene.carriedCards().settle();
    parts().commands.dropAgents(m_carried, place);
}

void CarryGesture::cancel()
{
    if (!m_carried.isEmpty())
        parts().scene.carriedCards().settle();
}

} // namespace moa
