// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/partialrun.h"

#include "mixture/prompt.h"
#include "run/runtotals.h"

namespace moa {

namespace {

/// All that decides about an agent's request, but for its sample's number.
struct Asked
{
    ProviderId provider;
    QString model;
    AgentSettings sampling; ///< what is sent beside the messages
    Conversation messages;
    bool picks = false;

    friend bool operator==(const Asked &, const Asked &) = default;
};

Asked askedOf(const Agent &agent, const AgentSettings &defaults, const Conversation &conversation,
              const QStringList &references)
{
    Asked asked;
    asked.provider = agent.provider;
    asked.model = agent.model;
    asked.picks = agent.role == Role::Ranker;
    asked.sampling = resolved(agent.settings, defaults);
    asked.messages = asked.picks ? buildRankerConversation(asked.sampling, conversation, references)
                                 : buildConversation(asked.sampling, conversation, references);
    // They are in the messages, as far as they have a say in them.
    asked.sampling.systemPrompt.reset();
    asked.sampling.instruction.reset();
    asked.sampling.placement.reset();
    // How references are made to fit matters only where there are some.
    if (references.isEmpty())
        asked.sampling.overflow.reset();
    return asked;
}

/// Adds what @p kept took, but for its time.
void count(const Response &kept, Saving &saving)
{
    ++saving.responses;
    if (kept.kept->cost)
        saving.cost += *kept.kept->cost;
    else if (kept.kept->usage)
        ++saving.unpriced;
}

/** Decides response by response, in the run's order. */
class Planner
{
public:
    Planner(const RunRecord &before, const Mixture &now, const Conversation &conversation,
            const PartialChanges &changes)
        : m_before(before)
        , m_now(now)
        , m_conversation(conversation)
        , m_changes(changes)
    { }

    [[nodiscard]] PartialPlan plan()
    {
        for (qsizetype layer = 0; layer < m_now.layers.size(); ++layer) {
            const AgentList &agents = m_now.layers.at(layer).agents;
            for (qsizetype row = 0; row < agents.size(); ++row)
                decide(agents.at(row), {layer, row});
            // Only now: agents of a layer don't see each other.
            for (const Agent &agent : agents) {
                if (!agent.muted)
                    m_samples.insert(agent.id, agent.samples);
            }
        }
        m_plan.saving.ms = savedMs();
        return m_plan;
    }

private:
    /// What an agent would be given, as far as that is known before the run.
    struct References
    {
        QList<ResponseId> ids;
        QStringList texts;
        bool areKept = true; ///< all of them; else their texts are not known
    };

    /// Samples that were given the same are asked the same: their prompts may be large.
    struct Compared
    {
        std::optional<QList<ResponseId>> given;
        bool areSame = false;
    };

    void decide(const Agent &agent, AgentPosition place)
    {
        if (agent.muted)
            return;
        const References references = referencesAt(place);
        Compared compared;
        for (int sample = 1; sample <= agent.samples; ++sample) {
            const ResponseId id{agent.id, sample};
            if (const std::optional<Response> kept = keptFor(id, agent, references, compared)) {
                m_plan.kept[agent.id].append(*kept);
                count(*kept, m_plan.saving);
            } else {
                m_plan.asked.append(id);
            }
        }
    }

    [[nodiscard]] std::optional<Response> keptFor(const ResponseId &id, const Agent &agent,
                                                  const References &references,
                                                  Compared &compared) const
    {
        if (m_changes.rerun.contains(id))
            return std::nullopt;
        if (const Response *pinned = pinnedResponse(m_changes.pinned, id)) {
            Response kept = *pinned;
            if (!kept.kept)
                kept.kept = keptAs(kept, Kept::Reason::Pinned);
            return kept;
        }
        const Response *earlier = m_before.response(id);
        if (!earlier || !wasAskedAs(*earlier, agent, references, compared))
            return std::nullopt;
        Response kept = *earlier;
        kept.kept = keptAs(*earlier, Kept::Reason::Unchanged);
        // The same texts, but they may be other agents' now.
        if (earlier->picked)
            kept.picked = references.ids.value(earlier->references.indexOf(*earlier->picked));
        kept.references = references.ids;
        return kept;
    }

    /// Whether @p earlier answered the very request that the agent would make now.
    [[nodiscard]] bool wasAskedAs(const Response &earlier, const Agent &agent,
                                  const References &references, Compared &compared) const
    {
        const bool wasAsked = earlier.state == ResponseState::Done
            || (earlier.state == ResponseState::Pinned && earlier.kept
                && earlier.kept->reason == Kept::Reason::Unchanged);
        const Agent *then = m_before.mixture.agent(earlier.id.agent);
        if (!wasAsked || !then || !references.areKept)
            return false;
        if (compared.given == earlier.references)
            return compared.areSame;
        QStringList textsThen;
        for (const ResponseId &reference : earlier.references) {
            const Response *given = m_before.response(reference);
            if (!given)
                return false;
            textsThen.append(given->text);
        }
        compared.given = earlier.references;
        compared.areSame = askedOf(agent, m_now.defaults, m_conversation, references.texts)
            == askedOf(*then, m_before.mixture.defaults, m_before.conversation, textsThen);
        return compared.areSame;
    }

    [[nodiscard]] References referencesAt(AgentPosition place) const
    {
        References result;
        for (const AgentId &agent : m_now.referencesAt(place)) {
            for (int sample = 1; sample <= m_samples.value(agent); ++sample) {
                const ResponseId id{agent, sample};
                const Response *kept = pinnedResponse(m_plan.kept, id);
                result.areKept = result.areKept && kept;
                result.ids.append(id);
                result.texts.append(kept ? kept->text : QString());
            }
        }
        return result;
    }

    /// The difference between the longest chains of answers, with and without those that are kept.
    [[nodiscard]] qint64 savedMs() const
    {
        QList<Response> all;
        QList<Response> rest;
        for (const Response &earlier : m_before.responses) {
            if (!isAnswer(earlier.state))
                continue;
            Response response = earlier;
            if (earlier.kept)
                response.timing = earlier.kept->timing;
            all.append(response);
            if (pinnedResponse(m_plan.kept, earlier.id))
                response.timing = {};
            rest.append(response);
        }
        return criticalPathOf(all, m_before.final) - criticalPathOf(rest, m_before.final);
    }

    const RunRecord &m_before;
    const Mixture &m_now;
    const Conversation &m_conversation;
    const PartialChanges &m_changes;
    PartialPlan m_plan;
    QHash<AgentId, int> m_samples; ///< how many, of the agents of earlier layers that take part
};

} // namespace

PartialPlan partialPlan(const RunRecord &before, const Mixture &now,
                        const Conversation &conversation, const PartialChanges &changes)
{
    return Planner(before, now, conversation, changes).plan();
}

PinnedResponses finishedResponses(const RunRecord &record)
{
    PinnedResponses finished;
    for (const Response &response : record.responses) {
        if (!isAnswer(response.state))
            continue;
        Response kept = response;
        if (!kept.kept) {
            kept.kept = keptAs(response,
                               response.state == ResponseState::Pinned ? Kept::Reason::Pinned
                                                                       : Kept::Reason::Unchanged);
        }
        finished[response.id.agent].append(kept);
    }
    return finished;
}

PinnedResponses keptByHand(const RunRecord &record)
{
    PinnedResponses byHand;
    for (const Response &response : record.responses) {
        if (response.state != ResponseState::Pinned
            || (response.kept && response.kept->reason == Kept::Reason::Unchanged))
            continue;
        byHand[response.id.agent].append(response);
    }
    return byHand;
}

Saving savingOf(const QList<Response> &responses, const std::optional<ResponseId> &last)
{
    Saving saving;
    QList<Response> all;
    for (const Response &response : responses) {
        all.append(response);
        if (!response.kept)
            continue;
        count(response, saving);
        all.last().timing = response.kept->timing;
    }
    saving.ms = criticalPathOf(all, last) - criticalPathOf(responses, last);
    return saving;
}

Kept keptAs(const Response &response, Kept::Reason reason)
{
    if (response.kept) {
        Kept kept = *response.kept;
        kept.reason = reason;
        return kept;
    }
    return {reason, response.usage, response.cost, response.costReported, response.timing};
}

Response edited(const Response &response, const QString &text)
{
    Response result = response;
    result.kept = keptAs(response, Kept::Reason::Edited);
    result.state = ResponseState::Pinned;
    result.text = text;
    // What was said of the model's own text.
    result.picked.reset();
    result.stopReason = StopReason::None;
    result.stopName.clear();
    result.error.clear();
    return result;
}

} // namespace moa
