// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/agentsearch.h"

#include <algorithm>

namespace moa {

namespace {

/// What a match in a model's id or a provider's name counts less than one in the agent's name.
constexpr int lessForModel = 50;
constexpr int lessForProvider = 400;

std::optional<int> scoreIn(const FoldedText &word, const FoldedText &text, int less)
{
    const std::optional<int> score = fuzzy::score(word, text, {0, text.size()});
    return score ? std::optional(*score - less) : std::nullopt;
}

} // namespace

AgentSearch::AgentSearch(const Mixture &mixture, const QHash<ProviderId, QString> &providers)
{
    QHash<ProviderId, qsizetype> known;
    QHash<QString, FoldedText> models;
    m_entries.reserve(mixture.agentCount());
    for (const Layer &layer : mixture.layers) {
        for (const Agent &agent : layer.agents) {
            if (!known.contains(agent.provider)) {
                known.insert(agent.provider, m_providers.size());
                m_providers.append(
                    FoldedText(providers.value(agent.provider, agent.provider.toString())));
            }
            // Large mixtures have few models.
            if (!models.contains(agent.model))
                models.insert(agent.model, FoldedText(agent.model));
            m_entries.append({agent.id, FoldedText(agent.displayName()), models.value(agent.model),
                              known.value(agent.provider)});
        }
    }
}

std::optional<int> AgentSearch::score(const Entry &entry, const FoldedText &word) const
{
    std::optional<int> best = scoreIn(word, entry.name, 0);
    best = std::max(best, scoreIn(word, entry.model, lessForModel));
    return std::max(best, scoreIn(word, m_providers.at(entry.provider), lessForProvider));
}

QList<AgentId> AgentSearch::find(const QString &search) const
{
    const QList<FoldedText> words = fuzzy::words(search);
    if (words.isEmpty())
        return {};
    QList<QPair<int, AgentId>> hits;
    for (const Entry &entry : m_entries) {
        int sum = 0;
        const bool hasAll = std::all_of(words.cbegin(), words.cend(), [&](const FoldedText &word) {
            const std::optional<int> found = score(entry, word);
            sum += found.value_or(0);
            return found.has_value();
        });
        if (hasAll)
            hits.append({sum, entry.id});
    }
    std::stable_sort(hits.begin(), hits.end(),
                     [](const auto &a, const auto &b) { return a.first > b.first; });
    QList<AgentId> ids;
    ids.reserve(hits.size());
    for (const auto &hit : std::as_const(hits))
        ids.append(hit.second);
    return ids;
}

} // namespace moa
