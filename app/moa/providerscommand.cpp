// SPDX-License-Identifier: GPL-3.0-or-later
#include "moa/providerscommand.h"

#include "common/environment.h"
#include "moa/commandkeys.h"
#include "moa/console.h"
#include "moa/interruptwatcher.h"
#include "moa/sharedoptions.h"
#include "moa/texttable.h"
#include "providers/localservers.h"
#include "providers/networkmanager.h"
#include "providers/providerprobe.h"
#include "providers/providersfile.h"

#include <algorithm>
#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QNetworkAccessManager>

namespace moa {

namespace {

using Step = ProviderProbe::Step;

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(moa)
};

/// How long a server on this machine is waited for.
constexpr std::chrono::milliseconds localLimit{3'000};

struct Row
{
    Provider provider;
    KeyStatus key;
    QString keyPlace; ///< in words, if there is a key
    bool isBuiltIn = false; ///< it is part of this program
    bool isFound = false; ///< it runs on this machine and is not configured
    std::optional<bool> reachable; ///< absent: it was not asked
    qsizetype models = 0;
    QString sentence;
    QList<Step> steps; ///< of a test
};

QString stepName(Step::Kind kind)
{
    switch (kind) {
    case Step::Kind::Reach:
        return QStringLiteral("reach");
    case Step::Kind::Key:
        return QStringLiteral("key");
    case Step::Kind::Models:
        return QStringLiteral("models");
    case Step::Kind::Call:
        return QStringLiteral("call");
    }
    return {};
}

QString stateName(Step::State state)
{
    switch (state) {
    case Step::State::Passed:
        return QStringLiteral("passed");
    case Step::State::Failed:
        return QStringLiteral("failed");
    case Step::State::Skipped:
        return QStringLiteral("skipped");
    }
    return {};
}

QString placeName(KeyPlace place)
{
    switch (place) {
    case KeyPlace::None:
        return QStringLiteral("none");
    case KeyPlace::Keychain:
        return QStringLiteral("keychain");
    case KeyPlace::Environment:
        return QStringLiteral("environment");
    case KeyPlace::Session:
        return QStringLiteral("session");
    }
    return {};
}

QString shownUrl(const Provider &provider)
{
    return Secrets(provider, {}, provider.baseUrl).maskedUrl(provider.baseUrl).toString();
}

QString keyWords(const Row &row)
{
    if (row.key.place != KeyPlace::None)
        return row.keyPlace;
    if (row.isBuiltIn || !needsKey(row.provider))
        return Text::tr("none needed");
    return Text::tr("none: set %1").arg(row.provider.keyVariables.constFirst());
}

QString stateWords(const Row &row)
{
    if (row.isBuiltIn)
        return Text::tr("part of this program");
    if (row.isFound) {
        return Text::tr("found on this machine, not configured, models: %1")
            .arg(QLocale().toString(row.models));
    }
    if (!row.reachable)
        return Text::tr("not asked");
    return *row.reachable ? Text::tr("answers, models: %1").arg(QLocale().toString(row.models))
                          : row.sentence;
}

QString overview(const QList<Row> &rows)
{
    QList<QStringList> lines{{Text::tr("PROVIDER"), Text::tr("NAME"), Text::tr("ADDRESS"),
                              Text::tr("KEY"), Text::tr("STATE")}};
    for (const Row &row : rows) {
        lines.append({row.provider.id.toString(), row.provider.displayName(),
                      row.isBuiltIn ? QString() : shownUrl(row.provider), keyWords(row),
                      stateWords(row)});
    }
    return textTable(lines, {});
}

QString stepWords(Step::Kind kind)
{
    switch (kind) {
    case Step::Kind::Reach:
        return Text::tr("reach");
    case Step::Kind::Key:
        return Text::tr("key");
    case Step::Kind::Models:
        return Text::tr("models");
    case Step::Kind::Call:
        return Text::tr("call");
    }
    return {};
}

QString testReport(const QList<Row> &rows)
{
    QString text;
    for (const Row &row : rows) {
        if (!text.isEmpty())
            text += u'\n';
        QList<QStringList> lines;
        for (const Step &step : row.steps) {
            const bool isSkipped = step.state == Step::State::Skipped;
            const QString state = step.state == Step::State::Passed ? Text::tr("passed")
                : isSkipped                                         ? Text::tr("skipped")
                                                                    : Text::tr("failed");
            lines.append(
                {QString(), stepWords(step.kind), state,
                 isSkipped ? QString() : Text::tr("%1 ms").arg(QLocale().toString(step.ms)),
                 step.sentence});
        }
        text += textTable({{row.provider.id.toString(), row.provider.displayName(),
                            shownUrl(row.provider)}},
                          {})
            + textTable(lines, {3});
    }
    return text;
}

QJsonObject toJson(const Row &row)
{
    QJsonArray steps;
    for (const Step &step : row.steps) {
        steps.append(QJsonObject{{QStringLiteral("step"), stepName(step.kind)},
                                 {QStringLiteral("state"), stateName(step.state)},
                                 {QStringLiteral("ms"), step.ms},
                                 {QStringLiteral("text"), step.sentence}});
    }
    const QJsonObject key{
        {QStringLiteral("place"), placeName(row.key.place)},
        {QStringLiteral("variable"),
         row.key.variable.isEmpty() ? QJsonValue() : QJsonValue(row.key.variable)},
        {QStringLiteral("needed"), !row.isBuiltIn && needsKey(row.provider)}};
    QJsonObject object{
        {QStringLiteral("id"), row.provider.id.toString()},
        {QStringLiteral("name"), row.provider.displayName()},
        {QStringLiteral("base_url"), row.isBuiltIn ? QJsonValue() : shownUrl(row.provider)},
        {QStringLiteral("configured"), !row.isFound},
        {QStringLiteral("key"), key},
        {QStringLiteral("reachable"), row.reachable ? QJsonValue(*row.reachable) : QJsonValue()},
        {QStringLiteral("models"),
         row.reachable.value_or(false) ? QJsonValue(static_cast<qint64>(row.models))
                                       : QJsonValue()},
        {QStringLiteral("text"), row.sentence.isEmpty() ? QJsonValue() : QJsonValue(row.sentence)}};
    if (!steps.isEmpty())
        object.insert(QStringLiteral("steps"), steps);
    return object;
}

QByteArray asJson(const QList<Row> &rows)
{
    QJsonArray providers;
    for (const Row &row : rows)
        providers.append(toJson(row));
    return QJsonDocument(
               QJsonObject{{QStringLiteral("format"), QStringLiteral("moa-studio/provider-status")},
                           {QStringLiteral("version"), 1},
                           {QStringLiteral("providers"), providers}})
        .toJson();
}

/// Asks providers and keeps what they tell; ends the program's event loop after the last.
class Inquiry : public QObject
{
public:
    Inquiry(QList<Row> rows, const NetworkSettings &network)
        : m_rows(std::move(rows))
        , m_network(network)
        , m_manager(makeNetworkManager(network))
    { }

    void list(qsizetype index, const ApiKey &key)
    {
        ++m_open;
        const Provider &provider = m_rows.at(index).provider;
        m_jobs.push_back(std::make_unique<ModelListJob>(provider, key, m_manager.get()));
        m_jobs.back()->setTimeLimit(localLimit);
        connect(m_jobs.back().get(), &ModelListJob::finished, this,
                [this, index](const Result<QList<ListedModel>> &models) {
                    Row &row = m_rows[index];
                    row.reachable = models.has_value();
                    if (models)
                        row.models = models->size();
                    else
                        row.sentence = models.error().message;
                    close();
                });
        m_jobs.back()->start();
    }

    /// Adds the servers that run on this machine where no provider of the rows is.
    void find(const QList<Provider> &candidates)
    {
        QStringList known;
        for (const Row &row : std::as_const(m_rows))
            known.append(originOf(row.provider.baseUrl));
        ++m_open;
        m_servers = std::make_unique<LocalServers>(candidates);
        connect(m_servers.get(), &LocalServers::found, this,
                [this, known](const Provider &provider, const QList<ListedModel> &models) {
                    if (!known.contains(originOf(provider.baseUrl)))
                        m_rows.append({provider, {}, {}, false, true, true, models.size(), {}, {}});
                });
        connect(m_servers.get(), &LocalServers::finished, this, &Inquiry::close);
        m_servers->start();
    }

    void test(qsizetype index, const ApiKey &key)
    {
        ++m_open;
        m_probes.push_back(
            std::make_unique<ProviderProbe>(m_rows.at(index).provider, key, m_network));
        ProviderProbe *const probe = m_probes.back().get();
        connect(probe, &ProviderProbe::stepFinished, this, [this, index](const Step &step) {
            Row &row = m_rows[index];
            row.steps.append(step);
            if (step.kind == Step::Kind::Reach)
                row.reachable = step.state == Step::State::Passed;
            if (step.state == Step::State::Failed)
                row.sentence = step.sentence;
        });
        connect(probe, &ProviderProbe::finished, this,
                [this, index](const QList<ListedModel> &models) {
                    m_rows[index].models = models.size();
                    close();
                });
        probe->start();
    }

    [[nodiscard]] bool isOpen() const { return m_open > 0; }
    [[nodiscard]] const QList<Row> &rows() const { return m_rows; }

private:
    void close()
    {
        if (--m_open == 0)
            QCoreApplication::exit(static_cast<int>(ExitCode::Done));
    }

    QList<Row> m_rows;
    int m_open = 0;
    NetworkSettings m_network;
    std::unique_ptr<QNetworkAccessManager> m_manager; ///< before those who use it
    std::vector<std::unique_ptr<ModelListJob>> m_jobs;
    std::vector<std::unique_ptr<ProviderProbe>> m_probes;
    std::unique_ptr<LocalServers> m_servers;
};

ExitCode testCode(const QList<Row> &rows)
{
    const auto failed = std::count_if(rows.cbegin(), rows.cend(), [](const Row &row) {
        return std::any_of(row.steps.cbegin(), row.steps.cend(),
                           [](const Step &step) { return step.state == Step::State::Failed; });
    });
    if (failed == 0)
        return ExitCode::Done;
    return failed == rows.size() ? ExitCode::NoFinalAnswer : ExitCode::Degraded;
}

/// The rows to tell of: of those named, or all.
Result<QList<Row>> rowsFor(const QList<Provider> &providers, const ProviderKeys &keys,
                           const QStringList &ids, bool isTest)
{
    QList<Row> rows;
    const auto isWanted = [&ids](const ProviderId &id) {
        return ids.isEmpty() || ids.contains(id.toString());
    };
    if (isWanted(sandboxProviderId()) && !isTest)
        rows.append({sandboxProvider({}), {}, {}, true, false, {}, 0, {}, {}});
    for (const Provider &provider : providers) {
        const Row row{
            provider, keys.status(provider.id), keys.describe(provider.id), false, false, {}, 0, {},
            {}};
        // Without being named, one that can't be asked for want of a key is not worth a failure.
        const bool canBeTested = !needsKey(provider) || row.key.place != KeyPlace::None;
        if (isWanted(provider.id) && (!isTest || !ids.isEmpty() || canBeTested))
            rows.append(row);
    }
    for (const QString &id : ids) {
        const bool isThere = std::any_of(rows.cbegin(), rows.cend(), [&id](const Row &row) {
            return row.provider.id.toString() == id;
        });
        if (isThere)
            continue;
        return failure(id == sandboxProviderId().toString()
                           ? Text::tr("The Sandbox is part of this program: there is nothing to "
                                      "test.")
                           : Text::tr("There is no provider “%1”. “moa providers” lists those that "
                                      "there are.")
                                 .arg(id));
    }
    return rows;
}

} // namespace

ExitCode providersCommand(const QStringList &arguments)
{
    const QCommandLineOption test(
        QStringLiteral("test"),
        Text::tr("Tries each provider: whether it answers, takes the key, lists its models and "
                 "responds to a request for one token, which may cost a fraction of a cent. "
                 "Without an ID, those that have a key or need none."));
    const QCommandLineOption ownProviders = providersOption();
    const FormatOption format;
    QCommandLineParser parser;
    parser.setApplicationDescription(Text::tr(
        "Tells which providers are configured, where their keys come from and what answers, also "
        "servers on this machine that are not configured (OLLAMA_HOST tells where Ollama is). "
        "Without --test nothing but this machine is asked. Exit codes: 0 done, 1 every test "
        "failed, 2 wrong usage or unreadable input, 3 some tests failed, 130 interrupted."));
    parser.addPositionalArgument(QStringLiteral("ID"),
                                 Text::tr("Providers to tell of; without, all."),
                                 QStringLiteral("[ID...]"));
    parser.addOptions({test, ownProviders, format.option});
    if (const auto code = parseArguments(parser, QStringLiteral("providers"), arguments))
        return *code;
    const Result<bool> isJson = format.isJson(parser);
    if (!isJson)
        return badInput(isJson.error().message);
    const Result<ProvidersFile> settings = loadProviderSettings(parser.value(ownProviders));
    if (!settings)
        return badInput(settings.error().message);
    InterruptWatcher interrupts;
    QObject::connect(&interrupts, &InterruptWatcher::interrupted, QCoreApplication::instance(),
                     [] { QCoreApplication::exit(static_cast<int>(ExitCode::Interrupted)); });
    CommandKeys commandKeys;
    QObject::connect(&commandKeys, &CommandKeys::ready, QCoreApplication::instance(),
                     [] { QCoreApplication::exit(static_cast<int>(ExitCode::Done)); });
    commandKeys.read(settings->providers);
    if (const auto code = static_cast<ExitCode>(QCoreApplication::exec()); code != ExitCode::Done)
        return code;

    const bool isTest = parser.isSet(test);
    const Result<QList<Row>> rows =
        rowsFor(settings->providers, commandKeys.keys(), parser.positionalArguments(), isTest);
    if (!rows)
        return badInput(rows.error().message);
    const KeyRing keys = commandKeys.keys().ring();
    Inquiry inquiry(*rows, settings->network);
    for (qsizetype index = 0; index < rows->size(); ++index) {
        const Provider &provider = rows->at(index).provider;
        if (isTest)
            inquiry.test(index, keys.key(provider.id));
        else if (!rows->at(index).isBuiltIn && isLoopback(provider.baseUrl.host()))
            inquiry.list(index, keys.key(provider.id));
    }
    if (!isTest && parser.positionalArguments().isEmpty()) {
        inquiry.find(
            localServerCandidates(builtInProviders(), qEnvironmentVariable("OLLAMA_HOST")));
    }
    if (inquiry.isOpen()) {
        const auto code = static_cast<ExitCode>(QCoreApplication::exec());
        if (code != ExitCode::Done)
            return code;
    }
    const QByteArray output = *isJson ? asJson(inquiry.rows())
        : isTest                      ? testReport(inquiry.rows()).toLocal8Bit()
                                      : overview(inquiry.rows()).toLocal8Bit();
    if (!writeOut(output))
        return badInput(Text::tr("Standard output can't be written."));
    return testCode(inquiry.rows());
}

} // namespace moa
