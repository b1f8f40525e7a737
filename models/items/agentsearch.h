// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/fuzzymatch.h"
#include "mixture/mixture.h"

#include <QHash>

namespace moa {

/** The search for an agent of a mixture by its name, model and provider. */
class AgentSearch
{
public:
    AgentSearch() = default;
    /// @p providers: the names to search for by provider's id.
    AgentSearch(const Mixture &mixture, const QHash<ProviderId, QString> &providers);

    /// The best first, among equals in the order of the picture; none without a word.
    [[nodiscard]] QList<AgentId> find(const QString &search) const;

private:
    struct Entry
    {
        AgentId id;
        FoldedText name;
        FoldedText model;
        qsizetype provider = 0;
    };

    [[nodiscard]] std::optional<int> score(const Entry &entry, const FoldedText &word) const;

    QList<Entry> m_entries;
    QList<FoldedText> m_providers;
};

} // namespace moa
