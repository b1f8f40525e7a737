// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "canvas/canvasgesture.h"
#include "mixture/ids.h"

namespace moa {

/** Draws a link from a card's port to another card. */
class LinkGesture : public CanvasGesture
{
public:
    LinkGesture(const GestureParts &parts, const AgentId &from);

    void follow(const PointerAt &at) override;
    void finish(const PointerAt &at) override;
    void cancel() override;
    [[nodiscard]] bool scrollsAtEdges() const override { return true; }

private:
    /// The card under the pointer, if it isn't the one that the link starts from.
    [[nodiscard]] AgentId cardUnder(const PointerAt &at) const;

    AgentId m_from;
};

} // namespace moa
