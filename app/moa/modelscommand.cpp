// SPDX-License-Identifier: GPL-3.0-or-later
#include "moa/modelscommand.h"

#include "common/environment.h"
#include "moa/commandkeys.h"
#include "moa/console.h"
#include "moa/interruptwatcher.h"
#include "moa/sharedoptions.h"
#include "moa/texttable.h"
#include "providers/modellistjob.h"
#include "providers/networkmanager.h"
#include "providers/sandbox/sandboxserver.h"

#include <algorithm>
#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QNetworkAccessManager>

namespace moa {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(moa)
};

struct Row
{
    ListedModel listed;
    ModelFacts facts; ///< from all that is known
};

Usd perMillion(Usd perToken)
{
    return perToken * 1'000'000;
}

bool isFound(const ListedModel &model, const QString &words)
{
    const QStringList all = words.split(u' ', Qt::SkipEmptyParts);
    return std::all_of(all.begin(), all.end(), [&model](const QString &word) {
        return model.id.contains(word, Qt::CaseInsensitive)
            || model.name.contains(word, Qt::CaseInsensitive);
    });
}

QString tokens(const std::optional<qint64> &count)
{
    return count ? QLocale().toString(*count) : Text::tr("unknown");
}

QString asText(const QList<Row> &rows)
{
    QList<QStringList> lines{{Text::tr("MODEL"), Text::tr("CONTEXT"), Text::tr("INPUT"),
                              Text::tr("CACHED"), Text::tr("OUTPUT"), Text::tr("NAME")}};
    const auto price = [](Usd perToken) { return perMillion(perToken).display(QLocale()); };
    for (const Row &row : rows) {
        const std::optional<Price> &known = row.facts.price;
        QStringList line{row.listed.id, tokens(row.facts.contextWindow)};
        if (known) {
            const Rates &rates = known->rates;
            line += {price(rates.input), rates.cachedInput ? price(*rates.cachedInput) : QString(),
                     price(rates.output)};
        } else {
            line += {Text::tr("unpriced"), QString(), QString()};
        }
        lines.append(line << row.listed.name);
    }
    return textTable(lines, {1, 2, 3, 4});
}

QJsonValue json(const std::optional<qint64> &count)
{
    return count ? QJsonValue(*count) : QJsonValue();
}

QJsonValue json(const std::optional<Usd> &perToken)
{
    return perToken ? QJsonValue(perMillion(*perToken).toString()) : QJsonValue();
}

QByteArray asJson(const Provider &provider, const QList<Row> &rows)
{
    QJsonArray models;
    for (const Row &row : rows) {
        const std::optional<Price> &price = row.facts.price;
        const std::optional<Rates> rates = price ? std::optional(price->rates) : std::nullopt;
        const auto rate = [&rates](auto member) {
            return json(rates ? std::optional<Usd>((*rates).*member) : std::nullopt);
        };
        const auto optionalRate = [&rates](auto member) {
            return json(rates ? (*rates).*member : std::optional<Usd>());
        };
        models.append(QJsonObject{
            {QStringLiteral("model"), row.listed.id},
            {QStringLiteral("name"), row.listed.name},
            {QStringLiteral("context_window"), json(row.facts.contextWindow)},
            {QStringLiteral("max_output"), json(row.facts.maxOutput)},
            {QStringLiteral("input"), rate(&Rates::input)},
            {QStringLiteral("cached_input"), optionalRate(&Rates::cachedInput)},
            {QStringLiteral("cache_write"), optionalRate(&Rates::cacheWrite)},
            {QStringLiteral("output"), rate(&Rates::output)},
            {QStringLiteral("price_source"), price ? QJsonValue(price->source) : QJsonValue()},
            {QStringLiteral("reasons"), row.facts.reasons || row.listed.reasons},
            {QStringLiteral("chats"), row.listed.chats}});
    }
    return QJsonDocument(
               QJsonObject{{QStringLiteral("format"), QStringLiteral("moa-studio/models")},
                           {QStringLiteral("version"), 1},
                           {QStringLiteral("provider"), provider.id.toString()},
                           {QStringLiteral("models"), models}})
        .toJson();
}

Result<Provider> providerCalled(const QString &id, const QList<Provider> &providers)
{
    for (const Provider &provider : providers) {
        if (provider.id.toString() == id)
            return provider;
    }
    return failure(
        Text::tr("There is no provider “%1”. “moa providers” lists those that there are.").arg(id));
}

/// What @p provider lists, or the code to end with.
tl::expected<QList<ListedModel>, ExitCode> listOf(const Provider &provider,
                                                  const NetworkSettings &network)
{
    InterruptWatcher interrupts;
    QObject::connect(&interrupts, &InterruptWatcher::interrupted, QCoreApplication::instance(),
                     [] { QCoreApplication::exit(static_cast<int>(ExitCode::Interrupted)); });
    const std::unique_ptr<QNetworkAccessManager> manager = makeNetworkManager(network);
    Result<QList<ListedModel>> list;
    CommandKeys keys;
    std::unique_ptr<ModelListJob> job;
    QObject::connect(&keys, &CommandKeys::ready, &keys, [&] {
        job = std::make_unique<ModelListJob>(provider, keys.keys().ring().key(provider.id),
                                             manager.get());
        QObject::connect(job.get(), &ModelListJob::finished, job.get(),
                         [&list](const Result<QList<ListedModel>> &models) {
                             list = models;
                             QCoreApplication::exit(static_cast<int>(ExitCode::Done));
                         });
        job->start();
    });
    keys.read({provider});
    const auto code = static_cast<ExitCode>(QCoreApplication::exec());
    if (code != ExitCode::Done)
        return tl::make_unexpected(code);
    if (!list) {
        printNote(QStringLiteral("moa: ") + list.error().message);
        return tl::make_unexpected(ExitCode::NoFinalAnswer);
    }
    return *list;
}

} // namespace

ExitCode modelsCommand(const QStringList &arguments)
{
    const QCommandLineOption search(
        QStringLiteral("search"),
        Text::tr("Only models whose id or name holds each of these words."),
        QStringLiteral("words"));
    const QCommandLineOption ownProviders = providersOption();
    const FormatOption format;
    QCommandLineParser parser;
    parser.setApplicationDescription(Text::tr(
        "Asks a provider for its models and tells their context in tokens and their prices in US "
        "dollars per million tokens. Exit codes: 0 done, 1 there is no list, 2 wrong usage or "
        "unreadable input, 130 interrupted."));
    parser.addPositionalArgument(QStringLiteral("provider"),
                                 Text::tr("A provider's id, as “moa providers” tells them."),
                                 QStringLiteral("PROVIDER"));
    parser.addOptions({search, ownProviders, format.option});
    if (const auto code = parseArguments(parser, QStringLiteral("models"), arguments))
        return *code;
    const Result<bool> isJson = format.isJson(parser);
    if (!isJson)
        return badInput(isJson.error().message);
    if (parser.positionalArguments().size() != 1)
        return badInput(Text::tr("models takes exactly one provider. Try “moa models --help”."));
    const Result<ProvidersFile> settings = loadProviderSettings(parser.value(ownProviders));
    if (!settings)
        return badInput(settings.error().message);
    QList<Provider> providers = settings->providers;

    const QString id = parser.positionalArguments().constFirst();
    SandboxServer sandbox;
    if (id == sandboxProviderId().toString()) {
        if (const Result<quint16> listening = sandbox.listen(); !listening)
            return badInput(listening.error().message);
        providers.prepend(sandboxProvider(sandbox.baseUrl()));
    }
    const Result<Provider> provider = providerCalled(id, providers);
    if (!provider)
        return badInput(provider.error().message);
    const auto list = listOf(*provider, settings->network);
    if (!list)
        return list.error();

    ModelCatalogue catalogue = bundledCatalogue();
    catalogue.setListing(provider->id, *list);
    QList<Row> rows;
    qsizetype hidden = 0;
    for (const ListedModel &model : *list) {
        if (!isFound(model, parser.value(search)))
            continue;
        if (!*isJson && !model.chats)
            ++hidden;
        else
            rows.append({model, catalogue.facts(*provider, model.id)});
    }
    if (!writeOut(*isJson ? asJson(*provider, rows) : asText(rows).toLocal8Bit()))
        return badInput(Text::tr("Standard output can't be written."));
    if (hidden > 0)
        printNote(Text::tr("Left out, since they don't chat: %1.").arg(QLocale().toString(hidden)));
    return ExitCode::Done;
}

} // namespace moa
