// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/ids.h"
#include "mixture/jsonfields.h"

#include <optional>
#include <QStringList>

namespace moa {

/** What an agent does with the responses that are put before it. */
enum class Role {
    Proposer, ///< its answer is material for later agents
    Aggregator, ///< synthesises its references into one answer
    Ranker ///< writes nothing: picks one of its references
};

/** Where the instruction and the numbered references stand in the request. */
enum class Placement {
    System, ///< in the system message, as the method's reference implementation does
    Assistant, ///< as an assistant turn after the user's prompt
    User ///< inside the user's message, before the prompt
};

/** What is done when the references would not fit into the model's context window. */
enum class Overflow {
    Refuse, ///< the agent is not asked, and says why
    Shorten ///< every reference loses some of its middle, evenly; the response says so
};

/**
 * Everything about a request that can be set for the whole mixture (its defaults) or for one
 * agent. What is absent comes from the defaults; absent there too, it is not sent.
 */
struct AgentSettings
{
    std::optional<QString> systemPrompt;
    std::optional<QString> instruction; ///< template with {references} and {prompt}
    std::optional<Placement> placement;
    std::optional<double> temperature; ///< 0 to 2
    std::optional<double> topP; ///< 0 to 1
    std::optional<int> maxTokens; ///< output tokens, at least 1
    std::optional<QStringList> stop;
    std::optional<qint64> seed;
    std::optional<QString> reasoningEffort;
    std::optional<Overflow> overflow; ///< absent everywhere: refuse
    JsonFields extra; ///< merged into the request body

    friend bool operator==(const AgentSettings &, const AgentSettings &) = default;
};

/** @p own, with @p defaults where it is silent. Extra fields: the defaults', then its own. */
[[nodiscard]] AgentSettings resolved(const AgentSettings &own, const AgentSettings &defaults);

/** One model with its sampling settings, prompts and role, at one place in a mixture. */
struct Agent
{
    AgentId id; ///< unique in the mixture
    QString name; ///< empty: the model's short name stands in, see displayName()
    Role role = Role::Proposer;
    ProviderId provider;
    QString model;
    int samples = 1; ///< responses it stands for, 1 to 64
    bool muted = false; ///< takes no part in a run
    /// Stands in the last layer beside the final agent, to be compared with it: asked like that
    /// one, but its answer is never the final answer.
    bool alternate = false;
    /// Earlier agents whose responses it gets, in order. Absent: everyone in the layer before; for
    /// an alternate, those of the final agent.
    std::optional<QList<AgentId>> references;
    AgentSettings settings;
    std::optional<int> color; ///< palette index; absent: derived from the id
    JsonFields unknown; ///< fields of a later version of the format, written back

    [[nodiscard]] QString displayName() const;

    friend bool operator==(const Agent &, const Agent &) = default;
};

/** "Qwen1.5-72B-Chat" for "Qwen/Qwen1.5-72B-Chat": what is left of a model id for a card. */
[[nodiscard]] QString shortModelName(const QString &model);

inline constexpr int maxSamples = 64;

} // namespace moa
