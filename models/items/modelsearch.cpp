// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/modelsearch.h"

#include "mixture/agent.h"

#include <algorithm>

namespace moa {

namespace {

/// Between a model's name and its id in the title.
constexpr QStringView titleGap = u"  ";

constexpr int wholeId = 4 * fuzzy::perfect;
constexpr int idStart = fuzzy::perfect;
constexpr int mostForUse = 240; ///< what the latest use adds: it decides among equals
constexpr int leastForUse = 120;
constexpr int providerStart = 400; ///< a provider's name narrows the choice, it doesn't make it
constexpr int providerWithin = 100;
constexpr qsizetype leastTyped = 2; ///< characters of an id that no list knows

/// Whether @p word is the provider's name or stands in it; letter by letter is for models.
std::optional<int> providerScore(const FoldedText &word, const FoldedText &name,
                                 QList<TextRange> *matched = nullptr)
{
    for (qsizetype at = name.folded().indexOf(word.folded()); at >= 0;
         at = name.folded().indexOf(word.folded(), at + 1)) {
        if (matched)
            *matched = {TextRange{at, word.size()}};
        if (name.startsWord(at))
            return providerStart;
    }
    return name.folded().contains(word.folded()) ? std::optional(providerWithin) : std::nullopt;
}

} // namespace

void ModelSearch::setEntries(const QList<PaletteEntry> &entries)
{
    if (entries == m_entries)
        return;
    m_entries = entries;
    rebuild();
}

void ModelSearch::setRecent(const RecentModels &recent)
{
    if (recent == m_recent)
        return;
    const bool areListed = std::all_of(
        recent.models().cbegin(), recent.models().cend(), [this](const ModelRef &model) {
            const auto seller = m_sellerOf.constFind(model.provider);
            return seller == m_sellerOf.cend() || isListed(*seller, model.model);
        });
    m_recent = recent;
    if (!areListed) {
        rebuild();
        return;
    }
    for (Choice &choice : m_choices)
        choice.recent = m_recent.rank(choice.entry.provider, choice.entry.model);
}

void ModelSearch::rebuild()
{
    m_choices.clear();
    m_sellers.clear();
    m_sellerOf.clear();
    m_listed.clear();
    m_choices.reserve(m_entries.size());
    for (const PaletteEntry &entry : std::as_const(m_entries))
        addChoice(entry);
    // Models that were typed: no list has them.
    for (const ModelRef &model : m_recent.models()) {
        const auto seller = m_sellerOf.constFind(model.provider);
        if (seller == m_sellerOf.cend() || isListed(*seller, model.model))
            continue;
        addChoice({model.provider, m_sellers.at(*seller).name.text(), model.model,
                   model.name == shortModelName(model.model) ? QString() : model.name, QString(),
                   QString()});
    }
}

void ModelSearch::addChoice(const PaletteEntry &entry)
{
    if (!m_sellerOf.contains(entry.provider)) {
        const QString name =
            entry.providerName.isEmpty() ? entry.provider.toString() : entry.providerName;
        m_sellerOf.insert(entry.provider, m_sellers.size());
        m_sellers.append(
            {entry.provider, FoldedText(name), FoldedText(entry.provider.toString()), 0});
    }
    Choice choice;
    choice.entry = entry;
    choice.provider = m_sellerOf.value(entry.provider);
    const QString shortName = shortModelName(entry.model);
    if (entry.name.isEmpty() || entry.name == shortName) {
        choice.title = FoldedText(entry.model);
        const qsizetype length = FoldedText(shortName).size();
        choice.name = {choice.title.size() - length, length};
    } else {
        choice.title = FoldedText(entry.name + titleGap.toString() + entry.model);
        choice.name = {0, FoldedText(entry.name).size()};
    }
    choice.recent = m_recent.rank(entry.provider, entry.model);
    ++m_sellers[choice.provider].models;
    m_listed.insert({choice.provider, entry.model});
    m_choices.append(choice);
}

bool ModelSearch::isListed(qsizetype seller, const QString &model) const
{
    return m_listed.contains({seller, model});
}

QString ModelSearch::providerName(const ProviderId &provider) const
{
    const auto seller = m_sellerOf.constFind(provider);
    return seller == m_sellerOf.cend() ? provider.toString() : m_sellers.at(*seller).name.text();
}

ModelSearch::Query ModelSearch::parsed(const QString &search) const
{
    Query query;
    query.rest = search.trimmed();
    const qsizetype colon = query.rest.indexOf(u':');
    if (colon > 0) {
        const QString wanted = FoldedText(query.rest.left(colon).trimmed()).folded();
        const QString behind = query.rest.mid(colon + 1);
        // Ids have colons too ("llama3:8b"): then the provider must be spelt out.
        const bool mayBeShort = behind.isEmpty() || behind.at(0).isSpace();
        for (qsizetype index = 0; index < m_sellers.size(); ++index) {
            const Seller &seller = m_sellers.at(index);
            const auto names = [&](const FoldedText &name) {
                return name.folded() == wanted || (mayBeShort && name.folded().startsWith(wanted));
            };
            if (names(seller.name) || names(seller.foldedId))
                query.sellers.append(index);
        }
        if (!query.sellers.isEmpty())
            query.rest = behind.trimmed();
    }
    query.words = fuzzy::words(query.rest);
    return query;
}

std::optional<int> ModelSearch::score(const Choice &choice, const Query &query,
                                      const FoldedText &whole) const
{
    if (!query.sellers.isEmpty() && !query.sellers.contains(choice.provider))
        return std::nullopt;
    int sum = 0;
    for (const FoldedText &word : query.words) {
        const std::optional<int> inTitle = fuzzy::score(word, choice.title, choice.name);
        const std::optional<int> inProvider =
            providerScore(word, m_sellers.at(choice.provider).name);
        if (!inTitle && !inProvider)
            return std::nullopt;
        sum += std::max(inTitle.value_or(0), inProvider.value_or(0));
    }
    const QStringView title(choice.title.folded());
    const QStringView name = title.sliced(choice.name.start, choice.name.size);
    const QStringView id = choice.name.start > 0
        ? title
        : title.sliced(title.size() - std::min(title.size(), choice.entry.model.size()));
    if (id == whole.folded() || name == whole.folded())
        sum += wholeId;
    else if (id.startsWith(whole.folded()) || name.startsWith(whole.folded()))
        sum += idStart;
    if (choice.recent) {
        sum += mostForUse
            - static_cast<int>(*choice.recent * (mostForUse - leastForUse) / RecentModels::most);
    }
    return sum;
}

QList<qsizetype> ModelSearch::inOrderOfUse(const Query &query) const
{
    QList<qsizetype> order;
    for (qsizetype index = 0; index < m_choices.size(); ++index) {
        if (query.sellers.isEmpty() || query.sellers.contains(m_choices.at(index).provider))
            order.append(index);
    }
    std::stable_sort(order.begin(), order.end(), [this](qsizetype a, qsizetype b) {
        constexpr qsizetype never = RecentModels::most;
        return m_choices.at(a).recent.value_or(never) < m_choices.at(b).recent.value_or(never);
    });
    return order;
}

ModelSearch::Found ModelSearch::find(const QString &search) const
{
    const Query query = parsed(search);
    Found found;
    found.isProviderNamed = !query.sellers.isEmpty();
    if (query.words.isEmpty()) {
        found.choices = inOrderOfUse(query);
        return found;
    }

    struct Hit
    {
        int score;
        qsizetype length;
        qsizetype choice;
    };
    QList<Hit> hits;
    const FoldedText whole(query.rest.simplified());
    for (qsizetype index = 0; index < m_choices.size(); ++index) {
        const Choice &choice = m_choices.at(index);
        if (const std::optional<int> value = score(choice, query, whole))
            hits.append({*value, choice.title.size(), index});
    }
    std::stable_sort(hits.begin(), hits.end(), [](const Hit &a, const Hit &b) {
        return a.score != b.score ? a.score > b.score : a.length < b.length;
    });
    found.choices.reserve(hits.size());
    for (const Hit &hit : std::as_const(hits))
        found.choices.append(hit.choice);
    found.typed = typed(query, found.choices);
    return found;
}

QList<ModelRef> ModelSearch::typed(const Query &query, const QList<qsizetype> &found) const
{
    const bool isId = query.rest.size() >= leastTyped
        && std::none_of(query.rest.cbegin(), query.rest.cend(),
                        [](QChar unit) { return unit.isSpace(); });
    if (!isId)
        return {};
    QList<qsizetype> sellers = query.sellers;
    if (sellers.isEmpty() && !found.isEmpty()) {
        sellers.append(m_choices.at(found.constFirst()).provider);
    } else if (sellers.isEmpty()) {
        for (qsizetype index = 0; index < m_sellers.size(); ++index)
            sellers.append(index);
        // Used before, or with many models: there an unknown one is the likeliest.
        const auto lastUse = [this](qsizetype seller) {
            const auto use = std::find_if(
                m_recent.models().cbegin(), m_recent.models().cend(),
                [&](const ModelRef &model) { return model.provider == m_sellers.at(seller).id; });
            return std::distance(m_recent.models().cbegin(), use);
        };
        std::stable_sort(sellers.begin(), sellers.end(), [&](qsizetype a, qsizetype b) {
            const auto first = lastUse(a);
            const auto second = lastUse(b);
            return first != second ? first < second
                                   : m_sellers.at(a).models > m_sellers.at(b).models;
        });
    }
    QList<ModelRef> models;
    for (const qsizetype seller : std::as_const(sellers)) {
        if (!isListed(seller, query.rest))
            models.append({m_sellers.at(seller).id, query.rest, shortModelName(query.rest)});
    }
    return models;
}

ModelSearch::Marks ModelSearch::marks(qsizetype choice, const QString &search) const
{
    const Choice &shown = m_choices.at(choice);
    const Seller &seller = m_sellers.at(shown.provider);
    const Query query = parsed(search);
    Marks marks;
    for (const FoldedText &word : query.words) {
        QList<TextRange> inTitle;
        QList<TextRange> inProvider;
        const std::optional<int> title = fuzzy::score(word, shown.title, shown.name, &inTitle);
        const std::optional<int> provider = providerScore(word, seller.name, &inProvider);
        if (title && title.value_or(0) >= provider.value_or(0))
            marks.title.append(inTitle);
        else if (provider)
            marks.provider.append(inProvider);
    }
    marks.title = fuzzy::joined(marks.title);
    marks.provider = fuzzy::joined(marks.provider);
    return marks;
}

} // namespace moa
