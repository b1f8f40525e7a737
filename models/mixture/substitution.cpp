// SPDX-License-Identifier: GPL-3.0-or-later
#include "mixture/substitution.h"

#include "mixture/mixtureedits.h"
#include "providers/sandbox/sandboxmodels.h"

#include <algorithm>
#include <QSet>
#include <vector>

namespace moa {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype c_mostSubstitutes = 8;
constexpr int c_mostOfOneProvider = 2;

/// What says how a model was served or trained to talk, not which it is.
bool isNoise(const QString &word)
{
    static const QSet<QString> noise{u"instruct"_s,  u"chat"_s,    u"hf"_s,   u"it"_s,   u"turbo"_s,
                                     u"latest"_s,    u"preview"_s, u"free"_s, u"fp"_s,   u"awq"_s,
                                     u"gptq"_s,      u"gguf"_s,    u"lite"_s, u"tput"_s, u"maas"_s,
                                     u"versatile"_s, u"instant"_s, u"v"_s,    u"p"_s,    u"meta"_s,
                                     u"reference"_s};
    return noise.contains(word);
}

/// "qwen", "1", "5", "72", "b" of "Qwen/Qwen1.5-72B-Chat".
QStringList wordsOf(const QString &model)
{
    const QString name = shortModelName(model).toLower();
    QStringList words;
    bool isDigit = false;
    bool isInWord = false;
    for (const QChar c : name) {
        if (!c.isLetterOrNumber()) {
            isInWord = false;
            continue;
        }
        if (isInWord && c.isDigit() == isDigit)
            words.last() += c;
        else
            words.append(c);
        isInWord = true;
        isDigit = c.isDigit();
    }
    QStringList result;
    bool isInDate = false;
    for (const QString &word : std::as_const(words)) {
        const bool isNumber = word.front().isDigit();
        constexpr qsizetype yearSize = 4;
        isInDate = isNumber && (word.size() >= yearSize || (isInDate && word.size() == 2));
        if (!isInDate && !isNoise(word))
            result.append(word);
    }
    return result.isEmpty() ? words : result;
}

/// Of all words in either how many are in both.
double likeness(const QStringList &a, const QStringList &b)
{
    qsizetype common = 0;
    QStringList rest = b;
    for (const QString &word : a)
        common += rest.removeOne(word) ? 1 : 0;
    return static_cast<double>(common) / static_cast<double>(a.size() + b.size() - common);
}

bool canAsk(const Provider &provider, const KeyRing &keys)
{
    return checkBaseUrl(provider.baseUrl, provider.allowInsecure)
        && (!needsKey(provider) || !keys.key(provider.id).secretFor(provider.baseUrl).isEmpty());
}

/** A model that can be asked here. */
struct Candidate
{
    Substitute substitute;
    QStringList words;
};

struct Scored
{
    Substitute substitute;
    double score = 0.0;
};

/** Finds what stands in for what. */
class Review
{
public:
    Review(const RunningMeans &means)
        : m_means(means)
    { }

    [[nodiscard]] const Provider *provider(const ProviderId &id) const
    {
        const auto found =
            std::find_if(m_means.providers.cbegin(), m_means.providers.cend(),
                         [&id](const Provider &provider) { return provider.id == id; });
        return found == m_means.providers.cend() ? nullptr : &*found;
    }

    [[nodiscard]] Obstacle obstacleOf(const ProviderId &id, const QString &model) const
    {
        const Provider *known = provider(id);
        if (!known)
            return Obstacle::UnknownProvider;
        if (!canAsk(*known, m_means.keys))
            return Obstacle::NoKey;
        const QStringList models = modelsAt(*known);
        const ModelFacts facts = m_means.models.facts(*known, model);
        const bool isKnown = models.isEmpty() || models.contains(model, Qt::CaseInsensitive)
            || facts.price || facts.contextWindow;
        return isKnown ? Obstacle::None : Obstacle::UnknownModel;
    }

    /// @p others: what the mixture asks and can be asked.
    [[nodiscard]] QList<Substitute> substitutesFor(const ProviderId &id, const QString &model,
                                                   const QList<Substitute> &others)
    {
        const QStringList wanted = wordsOf(model);
        std::vector<Scored> found;
        for (const Candidate &candidate : candidates()) {
            if (candidate.words.constFirst() != wanted.constFirst())
                continue;
            Scored scored{candidate.substitute, likeness(wanted, candidate.words)};
            const bool isSame = candidate.words == wanted;
            scored.substitute.kinship = isSame ? Kinship::SameModel : Kinship::SameFamily;
            // Of several names of the same model the one that it had, and the provider that it had.
            scored.score += isSame ? 1.0 : 0.0;
            if (isSame
                && shortModelName(candidate.substitute.model)
                        .compare(shortModelName(model), Qt::CaseInsensitive)
                    == 0)
                scored.score += 0.5;
            scored.score += candidate.substitute.provider == id ? 0.25 : 0.0;
            found.push_back(scored);
        }
        std::stable_sort(found.begin(), found.end(),
                         [](const Scored &a, const Scored &b) { return a.score > b.score; });
        QList<Substitute> result;
        QHash<ProviderId, int> counts;
        for (const Scored &scored : found) {
            if (result.size() < c_mostSubstitutes
                && counts[scored.substitute.provider]++ < c_mostOfOneProvider)
                result.append(scored.substitute);
        }
        const auto add = [&result](const Substitute &other) {
            const bool isThere =
                std::any_of(result.cbegin(), result.cend(), [&other](const Substitute &each) {
                    return each.provider == other.provider && each.model == other.model;
                });
            if (!isThere)
                result.append(other);
        };
        for (const Substitute &other : others)
            add(other);
        for (const Substitute &other : unlikeOnes(wanted)) {
            if (result.size() < c_mostSubstitutes)
                add(other);
        }
        if (const Provider *sandbox = provider(ProviderId(u"sandbox"_s)))
            add({sandbox->id, sandboxModels().constFirst().id, Kinship::Other});
        return result;
    }

private:
    /// Some of each provider: whoever has none of the family has something to choose from.
    [[nodiscard]] QList<Substitute> unlikeOnes(const QStringList &wanted)
    {
        QList<Substitute> result;
        QHash<ProviderId, int> counts;
        for (const Candidate &candidate : candidates()) {
            const ProviderId &provider = candidate.substitute.provider;
            if (provider != ProviderId(u"sandbox"_s)
                && candidate.words.constFirst() != wanted.constFirst()
                && counts[provider]++ < c_mostOfOneProvider)
                result.append(candidate.substitute);
        }
        return result;
    }

    [[nodiscard]] QStringList modelsAt(const Provider &provider) const
    {
        if (provider.id != ProviderId(u"sandbox"_s))
            return m_means.models.models(provider);
        QStringList ids;
        for (const SandboxModel &model : sandboxModels())
            ids.append(model.id);
        return ids;
    }

    [[nodiscard]] const std::vector<Candidate> &candidates()
    {
        if (!m_candidates.empty())
            return m_candidates;
        for (const Provider &provider : m_means.providers) {
            if (!canAsk(provider, m_means.keys))
                continue;
            for (const QString &model : modelsAt(provider)) {
                QStringList words = wordsOf(model);
                if (!words.isEmpty())
                    m_candidates.push_back({{provider.id, model, Kinship::Other}, words});
            }
        }
        return m_candidates;
    }

    const RunningMeans &m_means;
    std::vector<Candidate> m_candidates;
};

void addExtraFields(QStringList &names, const AgentSettings &settings)
{
    for (const JsonField &field : settings.extra) {
        if (!names.contains(field.name))
            names.append(field.name);
    }
}

} // namespace

QList<ModelUse> modelUses(const Mixture &mixture, const RunningMeans &means)
{
    Review review(means);
    QList<ModelUse> uses;
    for (const Layer &layer : mixture.layers) {
        for (const Agent &agent : layer.agents) {
            auto use = std::find_if(uses.begin(), uses.end(), [&agent](const ModelUse &each) {
                return each.provider == agent.provider && each.model == agent.model;
            });
            if (use == uses.end()) {
                ModelUse added;
                added.provider = agent.provider;
                added.model = agent.model;
                added.obstacle = review.obstacleOf(agent.provider, agent.model);
                if (const Provider *provider = review.provider(agent.provider)) {
                    added.host = provider->baseUrl.host();
                    added.isLocal = isLoopback(added.host);
                }
                use = uses.insert(uses.end(), added);
            }
            use->agents.append(agent.id);
            addExtraFields(use->extraFields, resolved(agent.settings, mixture.defaults));
        }
    }
    QList<Substitute> usable;
    for (const ModelUse &use : std::as_const(uses)) {
        if (use.obstacle == Obstacle::None)
            usable.append({use.provider, use.model, Kinship::Other});
    }
    for (ModelUse &use : uses) {
        if (use.obstacle != Obstacle::None && !wordsOf(use.model).isEmpty())
            use.substitutes = review.substitutesFor(use.provider, use.model, usable);
    }
    return uses;
}

Mixture substituted(const Mixture &mixture, const ModelUse &use, const Substitute &substitute)
{
    return edit::replaceModel(mixture, use.agents, {substitute.provider, substitute.model, {}});
}

bool isSameModel(const QString &model, const QString &other)
{
    const QStringList words = wordsOf(model);
    return !words.isEmpty() && words == wordsOf(other);
}

} // namespace moa
