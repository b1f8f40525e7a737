// SPDX-License-Identifier: GPL-3.0-or-later
#include "moa/runcommand.h"

#include "common/environment.h"
#include "common/historyfile.h"
#include "common/inputfiles.h"
#include "common/keychain.h"
#include "common/spendinglog.h"
#include "mixture/fileio.h"
#include "moa/console.h"
#include "moa/interruptwatcher.h"
#include "moa/runprogress.h"
#include "providers/providerkeys.h"
#include "providers/sandbox/sandboxserver.h"
#include "run/runengine.h"
#include "run/runhtml.h"
#include "run/runjson.h"
#include "run/runmarkdown.h"

#include <QCoreApplication>
#include <QLocale>
#include <QSaveFile>
#include <QStringConverter>

namespace moa {

namespace {

/// A keychain that has to be unlocked first is not waited for: the environment may have the keys.
constexpr std::chrono::seconds keychainLimit{3};

enum class Format { Text, Markdown, Html, Json };

struct Request
{
    RunPlan plan;
    Format format = Format::Text;
    RunDetail detail = RunDetail::Responses; ///< of JSON
    bool keepsHistory = true;
    QString out;
    bool quiet = false;
};

QString translated(const char *text)
{
    return QCoreApplication::translate("moa", text);
}

class RunOptions
{
public:
    RunOptions();
    /// What is asked for, or the code to end with.
    [[nodiscard]] tl::expected<Request, ExitCode> parse(const QStringList &arguments);

private:
    [[nodiscard]] Result<void> readPlan(Request &request);
    [[nodiscard]] Result<void> readLimits(Request &request) const;
    [[nodiscard]] Result<Conversation> readConversation(const QString &example) const;

    QCommandLineParser m_parser;
    QCommandLineOption m_prompt{QStringLiteral("prompt"), translated("The prompt."),
                                QStringLiteral("text")};
    QCommandLineOption m_promptFile{
        QStringLiteral("prompt-file"),
        translated("Reads the prompt from a file; - is standard input."), QStringLiteral("file")};
    QCommandLineOption m_conversation{
        QStringLiteral("conversation"),
        translated(
            "Earlier turns: a JSON list of {\"role\", \"content\"}. Without a prompt it must "
            "end with a user's turn."),
        QStringLiteral("file")};
    QCommandLineOption m_providers{QStringLiteral("providers"),
                                   translated("Providers besides the built-in ones."),
                                   QStringLiteral("file")};
    QCommandLineOption m_format{QStringLiteral("format"),
                                translated("text (the default, streams the final answer), "
                                           "markdown, html or json (the whole run)."),
                                QStringLiteral("format"), QStringLiteral("text")};
    QCommandLineOption m_exchanges{
        QStringLiteral("exchanges"),
        translated("Adds to json every attempt as it went over the wire, but for keys.")};
    QCommandLineOption m_out{QStringLiteral("out"),
                             translated("Writes the result to a file instead of standard output."),
                             QStringLiteral("file")};
    QCommandLineOption m_maxCost{
        QStringLiteral("max-cost"),
        translated("Stops before a call that could make the run cost more US dollars than this."),
        QStringLiteral("usd")};
    QCommandLineOption m_maxCostToday{
        QStringLiteral("max-cost-today"),
        translated("The same for all runs of today together, in the window too."),
        QStringLiteral("usd")};
    QCommandLineOption m_timeout{QStringLiteral("timeout"),
                                 translated("Stops after this many seconds."),
                                 QStringLiteral("seconds")};
    QCommandLineOption m_noHistory{QStringLiteral("no-history"),
                                   translated("Keeps no record of the run.")};
    QCommandLineOption m_quiet{QStringLiteral("quiet"),
                               translated("Says nothing on standard error.")};
};

RunOptions::RunOptions()
{
    m_parser.setApplicationDescription(translated(
        "Runs a mixture. Exit codes: 0 done, 1 no final answer, 2 wrong usage or unreadable input, "
        "3 done but an agent failed, 4 stopped by a limit, 130 interrupted."));
    m_parser.addPositionalArgument(QStringLiteral("preset"),
                                   translated("A preset file or the name of a bundled preset."));
    m_parser.addOptions({m_prompt, m_promptFile, m_conversation, m_providers, m_format, m_exchanges,
                         m_out, m_maxCost, m_maxCostToday, m_timeout, m_noHistory, m_quiet});
}

tl::expected<Request, ExitCode> RunOptions::parse(const QStringList &arguments)
{
    if (const auto code = parseArguments(m_parser, QStringLiteral("run"), arguments))
        return tl::make_unexpected(*code);
    if (m_parser.positionalArguments().size() != 1) {
        return tl::make_unexpected(
            badInput(translated("run takes exactly one preset. Try “moa run --help”.")));
    }
    Request request;
    request.out = m_parser.value(m_out);
    request.quiet = m_parser.isSet(m_quiet);
    request.keepsHistory = !m_parser.isSet(m_noHistory);
    const QString format = m_parser.value(m_format);
    if (format == u"markdown")
        request.format = Format::Markdown;
    else if (format == u"html")
        request.format = Format::Html;
    else if (format == u"json")
        request.format = Format::Json;
    else if (format != u"text")
        return tl::make_unexpected(badInput(
            translated("--format is text, markdown, html or json, not “%1”.").arg(format)));
    if (m_parser.isSet(m_exchanges)) {
        if (request.format != Format::Json)
            return tl::make_unexpected(badInput(translated("--exchanges needs --format json.")));
        request.detail = RunDetail::Exchanges;
    }
    if (const Result<void> plan = readPlan(request); !plan)
        return tl::make_unexpected(badInput(plan.error().message));
    return request;
}

Result<void> RunOptions::readPlan(Request &request)
{
    const Result<Mixture> mixture = loadPresetArgument(m_parser.positionalArguments().constFirst());
    if (!mixture)
        return tl::make_unexpected(mixture.error());
    request.plan.mixture = *mixture;
    const Result<ProvidersFile> settings = loadProviderSettings(m_parser.value(m_providers));
    if (!settings)
        return tl::make_unexpected(settings.error());
    request.plan.providers = settings->providers;
    request.plan.network = settings->network;
    request.plan.models = bundledCatalogue();
    const LoadedHistory loaded = loadModelHistory();
    if (!loaded.notice.isEmpty() && !request.quiet)
        printNote(loaded.notice);
    request.plan.history = loaded.history;
    const Result<Conversation> conversation = readConversation(mixture->examplePrompt);
    if (!conversation)
        return tl::make_unexpected(conversation.error());
    request.plan.conversation = *conversation;
    return readLimits(request);
}

Result<void> RunOptions::readLimits(Request &request) const
{
    if (m_parser.isSet(m_maxCost)) {
        const QString text = m_parser.value(m_maxCost);
        request.plan.maxCost = Usd::fromString(text);
        if (!request.plan.maxCost)
            return failure(
                translated("--max-cost is an amount of US dollars such as 0.05, not “%1”.")
                    .arg(text));
    }
    if (m_parser.isSet(m_maxCostToday)) {
        const QString text = m_parser.value(m_maxCostToday);
        request.plan.maxCostToday = Usd::fromString(text);
        if (!request.plan.maxCostToday)
            return failure(
                translated("--max-cost-today is an amount of US dollars such as 2, not “%1”.")
                    .arg(text));
        const Result<Usd> spent = SpendingLog().spentOn(QDate::currentDate());
        if (!spent)
            return tl::make_unexpected(spent.error());
        request.plan.spentToday = *spent;
    }
    if (m_parser.isSet(m_timeout)) {
        const QString text = m_parser.value(m_timeout);
        bool isNumber = false;
        const double seconds = text.toDouble(&isNumber);
        constexpr double longest = 7.0 * 24 * 3600;
        if (!isNumber || !(seconds > 0.0 && seconds <= longest))
            return failure(
                translated("--timeout is a number of seconds such as 120, not “%1”.").arg(text));
        request.plan.timeout = std::chrono::milliseconds(qRound64(seconds * 1000.0));
    }
    return {};
}

Result<Conversation> RunOptions::readConversation(const QString &example) const
{
    const auto given = [this](const QCommandLineOption &option) {
        return m_parser.isSet(option) ? std::optional(m_parser.value(option)) : std::nullopt;
    };
    return readPrompt({given(m_prompt), given(m_promptFile), given(m_conversation)}, example);
}

ExitCode exitCodeOf(RunState state)
{
    switch (state) {
    case RunState::Done:
        return ExitCode::Done;
    case RunState::Degraded:
        return ExitCode::Degraded;
    case RunState::Limited:
        return ExitCode::Limited;
    case RunState::Cancelled:
        return ExitCode::Interrupted;
    case RunState::Running:
    case RunState::Failed:
        return ExitCode::NoFinalAnswer;
    }
    Q_UNREACHABLE();
}

/** One run from the command line: what comes where while it goes on, and the code at its end. */
class ConsoleRun : public QObject
{
public:
    explicit ConsoleRun(Request request)
        : m_request(std::move(request))
        , m_file(m_request.out)
        , m_keychain(openKeychain())
        , m_keys(m_keychain.get(), environmentValue)
    {
        m_keys.setAnswerLimit(keychainLimit);
        connect(&m_keys, &ProviderKeys::changed, this, &ConsoleRun::startWithKeys);
        connect(&m_engine, &RunEngine::started, this, &ConsoleRun::begin);
        connect(&m_engine, &RunEngine::responseChanged, this, [this](const Response &response) {
            if (!m_request.quiet)
                m_progress.change(response);
        });
        connect(&m_engine, &RunEngine::textAdded, this, &ConsoleRun::stream);
        connect(&m_engine, &RunEngine::finished, this, &ConsoleRun::finish);
        connect(&m_interrupts, &InterruptWatcher::interrupted, this, &ConsoleRun::stop);
    }

    /// What has to be known before anything is sent, and so before it costs anything; keys come
    /// later.
    [[nodiscard]] Result<void> prepare()
    {
        if (const Result<void> sandbox = addSandbox(); !sandbox)
            return sandbox;
        if (!m_request.out.isEmpty() && !m_file.open(QIODevice::WriteOnly))
            return failure(
                translated("%1 can't be written: %2.").arg(m_request.out, m_file.errorString()));
        return {};
    }

    [[nodiscard]] ExitCode exec()
    {
        QMetaObject::invokeMethod(
            this, [this] { m_keys.setProviders(usedProviders()); }, Qt::QueuedConnection);
        return static_cast<ExitCode>(QCoreApplication::exec());
    }

private:
    [[nodiscard]] bool streams() const
    {
        return m_request.format == Format::Text && m_request.out.isEmpty();
    }

    /// Those whose keys are needed, the others' are nobody's business.
    [[nodiscard]] QList<Provider> usedProviders() const
    {
        QList<Provider> used;
        for (const Provider &provider : m_request.plan.providers) {
            const auto asks = [&provider](const Agent &agent) {
                return !agent.muted && agent.provider == provider.id;
            };
            const QList<Layer> &layers = m_request.plan.mixture.layers;
            if (provider.baseUrl != m_sandbox.baseUrl()
                && std::any_of(layers.cbegin(), layers.cend(), [&asks](const Layer &layer) {
                       return std::any_of(layer.agents.cbegin(), layer.agents.cend(), asks);
                   }))
                used.append(provider);
        }
        return used;
    }

    void startWithKeys()
    {
        if (m_isStarted || !m_keys.isReady())
            return;
        m_isStarted = true;
        m_request.plan.keys = m_keys.ring();
        if (const Result<void> usable = checkPlan(m_request.plan); !usable) {
            for (const Provider &provider : usedProviders()) {
                const KeyStatus status = m_keys.status(provider.id);
                if (status.place == KeyPlace::None && !status.problem.isEmpty())
                    printNote(QStringLiteral("moa: ") + status.problem);
            }
            QCoreApplication::exit(static_cast<int>(badInput(usable.error().message)));
            return;
        }
        m_engine.start(m_request.plan);
    }

    void stop()
    {
        if (m_isStarted)
            m_engine.stop();
        else
            QCoreApplication::exit(static_cast<int>(ExitCode::Interrupted));
    }

    Result<void> addSandbox()
    {
        const bool isKnown = findProvider(m_request.plan.providers, sandboxProviderId()) != nullptr;
        if (isKnown)
            return {};
        if (const Result<quint16> port = m_sandbox.listen(); !port)
            return tl::make_unexpected(port.error());
        m_request.plan.providers.append(sandboxProvider(m_sandbox.baseUrl()));
        return {};
    }

    void begin(const RunRecord &record)
    {
        if (!m_request.quiet)
            m_progress.begin(record);
        const Agent *last = record.mixture.finalAgent();
        if (last)
            m_final = {last->id, 1};
    }

    void stream(const ResponseId &id, const QString &text)
    {
        if (streams() && id == m_final)
            write(m_encoder.encode(text));
    }

    void finish(const RunRecord &record)
    {
        const auto added = SpendingLog().add(QDate::currentDate(), record.totals.cost);
        if (!added && !m_request.quiet)
            printNote(added.error().message);
        if (!m_request.quiet)
            m_progress.end(record);
        if (m_request.format == Format::Json)
            write(writeRun(record, m_request.detail));
        else if (m_request.format == Format::Markdown)
            write(runAsMarkdown(record).toUtf8());
        else if (m_request.format == Format::Html)
            write(runAsHtml(record));
        else
            writeFinalText(record);
        if (m_request.keepsHistory)
            keep(record);
        // A later run of the event loop: this one may be called from inside start().
        const ExitCode code = outcome(record);
        QMetaObject::invokeMethod(
            this, [code] { QCoreApplication::exit(static_cast<int>(code)); }, Qt::QueuedConnection);
    }

    /// What the models showed is for later estimates; a run is not worse without.
    void keep(const RunRecord &record) const
    {
        const Result<LoadedHistory> kept = recordRun(record);
        if (m_request.quiet)
            return;
        if (!kept)
            printNote(kept.error().message);
        else if (!kept->notice.isEmpty())
            printNote(kept->notice);
    }

    void writeFinalText(const RunRecord &record)
    {
        // A ranker's pick, or a file: nothing was streamed. A terminal wants its line ended.
        if (m_written == 0 && record.final)
            write(record.finalText.toUtf8());
        if (m_written > 0)
            write("\n");
    }

    ExitCode outcome(const RunRecord &record)
    {
        if (!m_request.out.isEmpty()) {
            if (const Result<void> written = writeAndCommit(m_file, m_fileContent); !written)
                return badInput(
                    QStringLiteral("%1: %2").arg(m_request.out, written.error().message));
        }
        return m_outputFailed ? badInput(translated("Standard output can't be written."))
                              : exitCodeOf(record.state);
    }

    void write(const QByteArray &bytes)
    {
        m_written += bytes.size();
        if (!m_request.out.isEmpty()) {
            m_fileContent += bytes;
        } else if (!m_outputFailed && !writeOut(bytes)) {
            m_outputFailed = true;
            // Nobody reads on: whatever is still asked for is paid for nothing.
            QMetaObject::invokeMethod(&m_engine, &RunEngine::stop, Qt::QueuedConnection);
        }
    }

    Request m_request;
    QSaveFile m_file; ///< opened before anything is sent
    QByteArray m_fileContent;
    std::unique_ptr<KeyStore> m_keychain; ///< null: there is none
    ProviderKeys m_keys;
    bool m_isStarted = false;
    InterruptWatcher m_interrupts;
    SandboxServer m_sandbox;
    RunEngine m_engine;
    RunProgress m_progress;
    ResponseId m_final;
    QStringEncoder m_encoder{
        QStringEncoder::Utf8}; ///< keeps half a surrogate pair for the next piece
    qint64 m_written = 0;
    bool m_outputFailed = false;
};

} // namespace

ExitCode runCommand(const QStringList &arguments)
{
    RunOptions options;
    const tl::expected<Request, ExitCode> request = options.parse(arguments);
    if (!request)
        return request.error();
    ConsoleRun run(*request);
    if (const Result<void> prepared = run.prepare(); !prepared)
        return badInput(prepared.error().message);
    return run.exec();
}

} // namespace moa
