// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/mixtureedits.h"

/**
 * Edits that are about links, under the rules of mixtureedits.h.
 */
namespace moa::edit {

enum class LinkEnd { From, To };

/** Whether that end of @p link can go to @p agent instead; if not, the reason in a sentence. */
[[nodiscard]] Result<void> canMoveLinkEnd(const Mixture &mixture, const Link &link, LinkEnd end,
                                          const AgentId &agent);
/** Takes that end of @p link to @p agent; nothing if canMoveLinkEnd() refuses. */
[[nodiscard]] Mixture moveLinkEnd(const Mixture &mixture, const Link &link, LinkEnd end,
                                  const AgentId &agent);

/** Cuts every link that ends (To) or begins (From) at the agent. */
[[nodiscard]] Mixture cutLinks(const Mixture &mixture, const AgentId &id, LinkEnd end);

/**
 * Puts an agent between the ends of @p link, which is replaced by one to it and one from it; other
 * links stay. Between adjacent layers a new one is made for it; else it stands at @p place if that
 * is in a layer between, or at the end of the first such layer. Nothing if there is no such link,
 * or if the agent is one of its ends.
 */
[[nodiscard]] Mixture insertOnLink(const Mixture &mixture, const AgentId &id, const Link &link,
                                   const std::optional<AgentPosition> &place = {});
/** The same with an agent that is new: it gets no reference but the link's source. */
[[nodiscard]] Added insertOnLink(const Mixture &mixture, Agent agent, const Link &link,
                                 const std::optional<AgentPosition> &place = {});

/** Removes agents; those that had their responses get the responses that they had. */
[[nodiscard]] Mixture removeKeepingLinks(const Mixture &mixture, const QList<AgentId> &ids);
/**
 * Whether removeAgents() cuts somebody off from responses that removeKeepingLinks() would hand on.
 * Layers that are and stay fully connected don't count: nobody drew those links.
 */
[[nodiscard]] bool removalLosesLinks(const Mixture &mixture, const QList<AgentId> &ids);

} // namespace moa::edit
