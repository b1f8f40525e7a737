// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/carrygesture.h"

#include "canvas/canvascommands.h"
#include "canvas/canvasscene.h"
#include "canvas/linkcommands.h"
#include "canvas/pointerhint.h"

#include <QApplication>
#include <QGraphicsView>

namespace moa {

CarryGesture::CarryGesture(const GestureParts &parts, const PointerAt &pressed, const AgentId &card,
                           bool selectOnClick)
    : CanvasGesture(parts)
    , m_pressed(pressed)
    , m_carried{{}, card, false}
    , m_selectOnClick(selectOnClick)
{ }

void CarryGesture::lift()
{
    CanvasScene &scene = parts().scene;
    const QList<AgentId> selected = scene.selectedAgents();
    // The press may have taken the card out of the selection.
    if (!selected.contains(m_carried.grabbed))
        return;
    m_carried.ids = selected;
    m_grabbedHeight = scene.canvasLayout().card(m_carried.grabbed).center().y();
    scene.setHovered({});
    scene.carriedCards().lift(selected);
}

DropAim CarryGesture::aim(const PointerAt &at) const
{
    const CanvasScene &scene = parts().scene;
    const CanvasLayout &layout = scene.canvasLayout();
    if (m_carried.ids.size() == 1 && !m_carried.copies) {
        if (const std::optional<Link> link = scene.linkAt(at.scene)) {
            DropAim aim;
            aim.landing.place = layout.dropPlace(at.scene);
            aim.link = link;
            return aim;
        }
    }
    const double height = m_grabbedHeight + at.scene.y() - m_pressed.scene.y();
    return {landingOf(m_carried, scene.mixture(), layout, at.scene, height), std::nullopt, {}};
}

void CarryGesture::follow(const PointerAt &at)
{
    const bool still =
        (at.view - m_pressed.view).manhattanLength() < QApplication::startDragDistance();
    if (m_carried.ids.isEmpty() && !still)
        lift();
    if (m_carried.ids.isEmpty())
        return;
    m_carried.copies = at.modifiers.testFlag(Qt::AltModifier);
    parts().view.viewport()->setCursor(m_carried.copies ? Qt::DragCopyCursor
                                                        : Qt::ClosedHandCursor);
    CarriedCards &carried = parts().scene.carriedCards();
    carried.setCopying(m_carried.copies);
    carried.moveBy(at.scene - m_pressed.scene);
    const DropAim aimed = aim(at);
    carried.aimAt(aimed);
    showHint(aimed, at);
}

void CarryGesture::showHint(const DropAim &aim, const PointerAt &at) const
{
    parts().hint.say(aim.link ? insertionHint(parts().scene.mixture(), *aim.link) : QString(),
                     at.view);
}

void CarryGesture::finish(const PointerAt &at)
{
    CanvasScene &scene = parts().scene;
    if (m_carried.ids.isEmpty()) {
        if (m_selectOnClick)
            scene.selectAgents({m_carried.grabbed});
        return;
    }
    m_carried.copies = at.modifiers.testFlag(Qt::AltModifier);
    const DropAim aimed = aim(at);
    cancel();
    // The edit, if it is one, brings the cards to their places.
    if (aimed.link)
        parts().links.insert(m_carried.grabbed, *aimed.link, aimed.landing.place.position);
    else if (m_carried.copies)
        scene.selectAgents(parts().commands.dropCopies(m_carried.ids, aimed.landing.place));
    else
        parts().commands.dropAgents(m_carried.ids, aimed.landing.place);
}

void CarryGesture::cancel()
{
    if (m_carried.ids.isEmpty())
        return;
    parts().hint.say({}, {});
    parts().scene.carriedCards().settle();
}

} // namespace moa
