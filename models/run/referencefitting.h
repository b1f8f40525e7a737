// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/agent.h"
#include "mixture/conversation.h"
#include "providers/modelcatalogue.h"
#include "run/tokencounter.h"

namespace moa {

/** What is to be put before an agent, and what its model takes. */
struct FittingTask
{
    QString name; ///< the model's, for sentences
    Role role = Role::Proposer;
    AgentSettings settings; ///< resolved
    Conversation conversation;
    QStringList references;
    ModelFacts facts;
    TokenCounter counter;
};

/** The references as they can be sent, or why nothing can. */
struct AppliedFit
{
    QStringList references;
    QStringList notices; ///< what was cut, in sentences; empty: all is as it was
    QString refusal; ///< a sentence; not empty: the agent must not be asked

    friend bool operator==(const AppliedFit &, const AppliedFit &) = default;
};

/// The most output tokens that a reply can have, reasoning included; absent: not limited.
[[nodiscard]] std::optional<qint64> mostOutput(const AgentSettings &settings,
                                               const ModelFacts &facts);

/// Tokens of the context window that are kept for the answer: what is asked for at most, or, if
/// nothing is said, enough for a short one.
[[nodiscard]] qint64 answerRoom(const AgentSettings &settings, const ModelFacts &facts);

/**
 * Fits the references of @p task into the model's context window, if one is known. Where they
 * don't fit, Overflow says what is done: with Overflow::Shorten those above a common length lose
 * their middle, so that the short ones stay whole; else the agent is refused, as it is when the
 * prompt alone does not fit.
 */
[[nodiscard]] AppliedFit fitReferences(const FittingTask &task);

/**
 * @p text with @p length of its characters or a little less, from its two ends; between them a line
 * that tells how much is left out. Cuts stand between words where there are any near, never within
 * a character as a person sees it. A text that is not longer stays as it is.
 */
[[nodiscard]] QString withoutMiddle(const QString &text, qsizetype length);

} // namespace moa
