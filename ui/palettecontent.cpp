// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/palettecontent.h"

#include "mixture/bundledpresets.h"
#include "mixture/mixturefile.h"
#include "providers/sandbox/sandboxmodels.h"

#include <QCoreApplication>
#include <QHash>
#include <QLocale>
#include <QSet>

namespace moa {

namespace {

/// "128 k", "1.05 M".
QString tokensText(qint64 tokens, const QLocale &locale)
{
    constexpr qint64 thousand = 1'000;
    constexpr qint64 million = 1'000'000;
    constexpr int figures = 3;
    if (tokens < thousand)
        return locale.toString(tokens);
    const auto count = static_cast<double>(tokens);
    if (tokens < million - thousand / 2) {
        return QCoreApplication::translate("moa", "%1 k")
            .arg(locale.toString(qRound64(count / thousand)));
    }
    return QCoreApplication::translate("moa", "%1 M")
        .arg(locale.toString(count / million, 'g', figures));
}

/**
 * The words for what is known of models. A thousand models share few prices, and each would
 * be put into words anew.
 */
class Words
{
public:
    [[nodiscard]] QString description(const ModelFacts &facts)
    {
        const QString cost = facts.price ? ratesText(facts.price->rates)
                                         : QCoreApplication::translate("moa", "unpriced");
        if (!facts.contextWindow)
            return cost;
        return QCoreApplication::translate("moa", "%1 context, %2")
            .arg(tokensText(*facts.contextWindow, m_locale), cost);
    }

    [[nodiscard]] QString source(const Price &price)
    {
        QString &words = m_sources[{price.source, price.date}];
        if (words.isEmpty())
            words = sourceText(price, m_today, m_locale);
        return words;
    }

private:
    [[nodiscard]] QString ratesText(const Rates &perToken)
    {
        QString &words = m_rates[{perToken.input.pico(), perToken.output.pico()}];
        if (words.isEmpty()) {
            constexpr qint64 million = 1'000'000;
            words = QCoreApplication::translate("moa", "%1 in, %2 out per million tokens")
                        .arg((perToken.input * million).display(m_locale),
                             (perToken.output * million).display(m_locale));
        }
        return words;
    }

    const QLocale m_locale;
    const QDate m_today = QDate::currentDate();
    QHash<QPair<qint64, qint64>, QString> m_rates;
    QHash<QPair<QString, QDate>, QString> m_sources;
};

/** The palette's list while it grows; a model that stands in it is not put there again. */
class Entries
{
public:
    Entries(const QList<Provider> &providers, const ModelCatalogue &models)
        : m_models(models)
    {
        for (const Provider &provider : providers)
            m_providers.insert(provider.id, provider);
    }

    void add(const SandboxModel &model)
    {
        const Provider sandbox = provider(ProviderId(QStringLiteral("sandbox")));
        if (isNew(sandbox.id, model.id)) {
            m_entries.append(
                {sandbox.id, sandbox.displayName(), model.id, model.name, model.description});
        }
    }

    void add(const ProviderId &id, const QString &model)
    {
        if (!isNew(id, model))
            return;
        const Provider seller = provider(id);
        const ModelFacts facts = m_models.facts(seller, model);
        m_entries.append({id, seller.displayName(), model, QString(), m_words.description(facts),
                          facts.price ? m_words.source(*facts.price) : QString()});
    }

    [[nodiscard]] const QList<PaletteEntry> &list() const { return m_entries; }

private:
    [[nodiscard]] Provider provider(const ProviderId &id) const
    {
        Provider unknown;
        unknown.id = id;
        return m_providers.value(id, unknown);
    }

    [[nodiscard]] bool isNew(const ProviderId &id, const QString &model)
    {
        const qsizetype before = m_known.size();
        m_known.insert({id, model});
        return m_known.size() > before;
    }

    const ModelCatalogue &m_models;
    Words m_words;
    QHash<ProviderId, Provider> m_providers;
    QSet<QPair<ProviderId, QString>> m_known;
    QList<PaletteEntry> m_entries;
};

} // namespace

QList<PaletteEntry> paletteEntries(const QList<Provider> &providers, const ModelCatalogue &models)
{
    Entries entries(providers, models);
    for (const SandboxModel &model : sandboxModels())
        entries.add(model);
    for (const BundledPreset &preset : bundledPresets()) {
        const Result<Mixture> mixture = loadMixture(preset.path);
        if (!mixture)
            continue;
        for (const Layer &layer : mixture->layers) {
            for (const Agent &agent : layer.agents)
                entries.add(agent.provider, agent.model);
        }
    }
    for (const Provider &provider : providers) {
        for (const QString &model : models.models(provider))
            entries.add(provider.id, model);
    }
    return entries.list();
}

} // namespace moa
