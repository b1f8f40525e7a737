// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "canvas/canvasgesture.h"
#include "mixture/ids.h"

#include <QList>

namespace moa {

/** A press on a card: a click, or the start of carrying the selected cards to another place. */
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
    [[nodiscard]] bool scrollsAtEdges() const override { return !m_carried.isEmpty(); }

private:
    void lift();

    PointerAt m_pressed;
    AgentId m_card;
    bool m_selectOnClick;
    QList<AgentId> m_carried; ///< empty: still no more than a press
};

} // namespace moa
