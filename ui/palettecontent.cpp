// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/palettecontent.h"

#include "mixture/bundledpresets.h"
#include "mixture/mixturefile.h"
#include "providers/sandbox/sandboxmodels.h"

#include <QCoreApplication>
#include <QLocale>
#include <QSet>

namespace moa {

namespace {

QString priceText(const std::optional<Price> &price)
{
    if (!price)
        return QCoreApplication::translate("moa", "unpriced");
    constexpr qint64 million = 1'000'000;
    const QLocale locale;
    return QCoreApplication::translate("moa", "%1 in, %2 out per million tokens")
        .arg((price->rates.input * million).display(locale),
             (price->rates.output * million).display(locale));
}

QString providerName(const QList<Provider> &providers, const ProviderId &id)
{
    for (const Provider &provider : providers) {
        if (provider.id == id)
            return provider.displayName();
    }
    return id.toString();
}

ModelFacts factsOf(const QList<Provider> &providers, const ModelCatalogue &models,
                   const Agent &agent)
{
    for (const Provider &provider : providers) {
        if (provider.id == agent.provider)
            return models.facts(provider, agent.model);
    }
    Provider unknown;
    unknown.id = agent.provider;
    return models.facts(unknown, agent.model);
}

} // namespace

QList<PaletteEntry> paletteEntries(const QList<Provider> &providers, const ModelCatalogue &models)
{
    const ProviderId sandbox(QStringLiteral("sandbox"));
    QList<PaletteEntry> entries;
    QSet<QPair<ProviderId, QString>> known;
    for (const SandboxModel &model : sandboxModels()) {
        entries.append(
            {sandbox, providerName(providers, sandbox), model.id, model.name, model.description});
        known.insert({sandbox, model.id});
    }
    for (const BundledPreset &preset : bundledPresets()) {
        const Result<Mixture> mixture = loadMixture(preset.path);
        if (!mixture)
            continue;
        for (const Layer &layer : mixture->layers) {
            for (const Agent &agent : layer.agents) {
                if (known.contains({agent.provider, agent.model}))
                    continue;
                known.insert({agent.provider, agent.model});
                entries.append({agent.provider, providerName(providers, agent.provider),
                                agent.model, QString(),
                                priceText(factsOf(providers, models, agent).price)});
            }
        }
    }
    return entries;
}

} // namespace moa
