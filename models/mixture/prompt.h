// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/agent.h"
#include "mixture/conversation.h"

namespace moa {

/**
 * The method's own instruction: the Aggregate-and-Synthesize prompt of Table 1 in Wang, Wang,
 * Athiwaratkun, Zhang, Zou, "Mixture-of-Agents Enhances Large Language Model Capabilities",
 * arXiv 2406.04692, with the line under which the responses follow. 606 characters, no line break
 * at the end.
 */
[[nodiscard]] const QString &aggregateAndSynthesize();

/**
 * @p instruction with its placeholders filled in: `{references}` by the numbered list ("1. ...",
 * "2. ...", a line each), `{prompt}` by @p prompt. Without `{references}` the list follows after a
 * line break. What is filled in is not looked at again, so a reference that says "{prompt}" stays
 * as it is. References lose their white space at both ends.
 */
[[nodiscard]] QString referenceBlock(const QString &instruction, const QStringList &references,
                                     const QString &prompt);

/**
 * The messages for an agent: @p conversation with the agent's system prompt and, if there are
 * references, the instruction with them at its placement.
 *
 * The system message is one: the conversation's leading one, the agent's own prompt, and with
 * Placement::System the block, joined by blank lines. Placement::Assistant adds the block as a
 * turn after the last user message. Placement::User puts it into that message, before the
 * prompt and a blank line; if the instruction has a place for `{prompt}`, the block is the message.
 *
 * @p settings are the agent's resolved ones; an empty system prompt or instruction counts as
 * absent. @p references are in the order of the links.
 */
[[nodiscard]] Conversation buildConversation(const AgentSettings &settings,
                                             const Conversation &conversation,
                                             const QStringList &references);

/**
 * The messages for a ranker: the last user message carries the instruction and every reference
 * under an identifier ("A", "B", ... "Z", "AA"), and asks for exactly one of them. The instruction
 * and placement in @p settings are for agents that write and have no say here.
 */
[[nodiscard]] Conversation buildRankerConversation(const AgentSettings &settings,
                                                   const Conversation &conversation,
                                                   const QStringList &references);

/**
 * Which of @p count references a ranker picked, from 0: its trimmed reply is an identifier, or
 * contains exactly one as a whole word. Nothing if it picked none or several: never a guess.
 */
[[nodiscard]] std::optional<qsizetype> readPick(QStringView reply, qsizetype count);

/// The ranker's name for the reference at @p index: "A" for 0, "Z" for 25, "AA" for 26.
[[nodiscard]] QString rankIdentifier(qsizetype index);

} // namespace moa
