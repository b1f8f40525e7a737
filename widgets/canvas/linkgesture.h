// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "canvas/looselinkgesture.h"

#include <QCoreApplication>

namespace moa {

/**
 * Draws a new link from a port of a card, forwards from an output or backwards from an input. Let
 * go on empty ground, a link forwards asks for a new agent there.
 */
class LinkGesture : public LooseLinkGesture
{
    Q_DECLARE_TR_FUNCTIONS(LinkGesture)

public:
    LinkGesture(const GestureParts &parts, const PointerAt &pressed, const AgentId &card,
                edit::LinkEnd loose);

protected:
    [[nodiscard]] Result<void> accepts(const AgentId &agent) const override;
    [[nodiscard]] QString groundHint(const PointerAt &at) const override;
    void click() override;
    void dropOnCard(const AgentId &agent) override;
    void dropOnGround(const PointerAt &at) override;

private:
    [[nodiscard]] Link linkTo(const AgentId &agent) const;
    /// Whether an agent at the pointer would stand after the one that the link comes from.
    [[nodiscard]] bool isLater(const PointerAt &at) const;
};

} // namespace moa
