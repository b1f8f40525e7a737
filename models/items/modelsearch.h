// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/fuzzymatch.h"
#include "items/modelpalettemodel.h"
#include "items/recentmodels.h"

namespace moa {

/**
 * The search for a model among thousands: words in any order, in one piece or letter by letter, in
 * name, id and provider. "together: qwen" asks Together alone. What is made ready of an entry is
 * made ready once.
 */
class ModelSearch
{
public:
    /** A model as the search shows it. */
    struct Choice
    {
        PaletteEntry entry;
        FoldedText title; ///< "maker/model", or the name and behind it the id
        TextRange name; ///< of the title
        qsizetype provider = 0; ///< which of the providers
        std::optional<qsizetype> recent; ///< how many were used after it
    };

    /** What a search has found. */
    struct Found
    {
        QList<qsizetype> choices; ///< the best first
        /// What was typed, as an id that no list knows, at the providers that may know it.
        QList<ModelRef> typed;
        /// The person has named the provider.
        bool isProviderNamed = false;
    };

    /** Where in a choice's two lines the words were found. */
    struct Marks
    {
        QList<TextRange> title;
        QList<TextRange> provider;
    };

    void setEntries(const QList<PaletteEntry> &entries);
    /// Those of providers that have no entry are left out.
    void setRecent(const RecentModels &recent);

    [[nodiscard]] Found find(const QString &search) const;
    [[nodiscard]] const Choice &choice(qsizetype index) const { return m_choices.at(index); }
    [[nodiscard]] Marks marks(qsizetype choice, const QString &search) const;
    /// The name to show of a provider; its id if it has none.
    [[nodiscard]] QString providerName(const ProviderId &provider) const;
    [[nodiscard]] bool isEmpty() const { return m_choices.isEmpty(); }

private:
    struct Seller
    {
        ProviderId id;
        FoldedText name;
        FoldedText foldedId;
        qsizetype models = 0;
    };

    /** A search taken apart. */
    struct Query
    {
        QList<qsizetype> sellers; ///< those the search is limited to; empty: all
        QString rest;
        QList<FoldedText> words;
    };

    void rebuild();
    void addChoice(const PaletteEntry &entry);
    [[nodiscard]] Query parsed(const QString &search) const;
    /// Nothing if a word is nowhere in it.
    [[nodiscard]] std::optional<int> score(const Choice &choice, const Query &query,
                                           const FoldedText &whole) const;
    [[nodiscard]] QList<qsizetype> inOrderOfUse(const Query &query) const;
    [[nodiscard]] QList<ModelRef> typed(const Query &query, const QList<qsizetype> &found) const;
    [[nodiscard]] bool isListed(qsizetype seller, const QString &model) const;

    QList<PaletteEntry> m_entries;
    RecentModels m_recent;
    QList<Choice> m_choices;
    QList<Seller> m_sellers;
    QHash<ProviderId, qsizetype> m_sellerOf;
    QSet<QPair<qsizetype, QString>> m_listed;
};

} // namespace moa
