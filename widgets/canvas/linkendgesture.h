// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "canvas/looselinkgesture.h"

namespace moa {

/** Takes one end of a link to another card. Let go anywhere else, the link stays as it is. */
class LinkEndGesture : public LooseLinkGesture
{
public:
    LinkEndGesture(const GestureParts &parts, const PointerAt &pressed, const Link &link,
                   edit::LinkEnd end);

protected:
    [[nodiscard]] Result<void> accepts(const AgentId &agent) const override;
    [[nodiscard]] std::optional<Link> hidden() const override { return m_link; }
    [[nodiscard]] QString groundHint(const PointerAt &at) const override;
    void click() override;
    void dropOnCard(const AgentId &agent) override;
    void dropOnGround(const PointerAt &at) override;

private:
    Link m_link;
    Mixture m_without; ///< the mixture without the link
};

} // namespace moa
