// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "canvas/canvasgesture.h"
#include "canvas/landing.h"

namespace moa {

/**
 * A press on a card: a click, or the start of carrying the selected cards to another place. With
 * Alt held it carries copies. A single card can be dropped on a link.
 */
class CarryGesture : public CanvasGesture
{
public:
    /// @p selectOnClick: the card is one of several selected ones, and a mere click selects it
    /// alone.
    CarryGesture(const GestureParts &parts, const PointerAt &pressed, const AgentId &card,
                 bool selectOnClick);

    void follow(const PointerAt &at) override;
    void finish(const PointerAt &at) override;
    void cancel() override;
    [[nodiscard]] bool scrollsAtEdges() const override { return !m_carried.ids.isEmpty(); }

private:
    void lift();
    [[nodiscard]] DropAim aim(const PointerAt &at) const;
    void showHint(const DropAim &aim, const PointerAt &at) const;

    PointerAt m_pressed;
    CarriedSet m_carried; ///< no ids: still no more than a press
    bool m_selectOnClick;
    double m_grabbedHeight = 0.0; ///< the middle of the grabbed card before it was lifted
};

} // namespace moa
