// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "canvas/canvasgesture.h"
#include "mixture/linkedits.h"

namespace moa {

/**
 * A link with one end at a card and the other in the hand: the cards that would take it are lit,
 * and why another would not is said where the pointer is.
 */
class LooseLinkGesture : public CanvasGesture
{
public:
    void follow(const PointerAt &at) final;
    void finish(const PointerAt &at) final;
    void cancel() final;
    [[nodiscard]] bool scrollsAtEdges() const final { return m_drawing; }

protected:
    /// @p fixed: the card at the end that stays; @p loose: which end is in the hand.
    LooseLinkGesture(const GestureParts &parts, const PointerAt &pressed, const AgentId &fixed,
                     edit::LinkEnd loose);

    [[nodiscard]] const AgentId &fixed() const { return m_fixed; }
    [[nodiscard]] edit::LinkEnd loose() const { return m_loose; }

    /// Whether the loose end can go to this card; if not, why.
    [[nodiscard]] virtual Result<void> accepts(const AgentId &agent) const = 0;
    /// The link that is not shown meanwhile, if there is one.
    [[nodiscard]] virtual std::optional<Link> hidden() const { return std::nullopt; }
    /// What letting go on empty ground would do; may be empty.
    [[nodiscard]] virtual QString groundHint(const PointerAt &at) const = 0;
    /// The pointer was pressed and released on one spot.
    virtual void click() = 0;
    virtual void dropOnCard(const AgentId &agent) = 0;
    virtual void dropOnGround(const PointerAt &at) = 0;

private:
    [[nodiscard]] AgentId cardUnder(const PointerAt &at) const;
    void begin();

    PointerAt m_pressed;
    AgentId m_fixed;
    edit::LinkEnd m_loose;
    bool m_drawing = false; ///< still no more than a press without it
};

} // namespace moa
