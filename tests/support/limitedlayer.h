// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/runplan.h"
#include "support/scriptedserver.h"
#include "support/servedlimits.h"

namespace moa {

/**
 * A server that enforces rate limits, and a layer of agents to ask it. It counts a request when it
 * comes: a token for four characters of the prompt, and all that max_tokens allows for the answer.
 */
class LimitedLayer
{
public:
    /** How long an answer takes. */
    struct Pace
    {
        int headMs = 100;
        int streamMs = 100;
    };

    static constexpr int width = 64;

    LimitedLayer(const ServedRules &rules, const Pace &pace);

    /// One agent with 64 samples; or 64 agents with a model each and one that gets the first
    /// one's answer. At most as many at once as the server allows.
    [[nodiscard]] RunPlan plan(bool manyModels);
    /// So far.
    [[nodiscard]] ServedLimits limits() const;

private:
    [[nodiscard]] ScriptedReply answer(const ScriptedRequest &request);

    const ServedRules m_rules;
    const Pace m_pace;
    mutable QMutex m_mutex; ///< guards m_limits
    ServedLimits m_limits;
    ThreadedScriptedServer m_server; ///< ends before what its handler uses
};

} // namespace moa
