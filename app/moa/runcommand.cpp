// SPDX-License-Identifier: GPL-3.0-or-later
#include "moa/runcommand.h"

#include "common/cassetteplayer.h"
#include "common/environment.h"
#include "common/historydatabase.h"
#include "common/historyfile.h"
#include "common/spendinglog.h"
#include "mixture/fileio.h"
#include "moa/commandkeys.h"
#include "moa/console.h"
#include "moa/interruptwatcher.h"
#include "moa/runoptions.h"
#include "moa/runprogress.h"
#include "providers/sandbox/sandboxserver.h"
#include "run/runcassette.h"
#include "run/runengine.h"
#include "run/runhtml.h"
#include "run/runjson.h"
#include "run/runmarkdown.h"
#include "store/runrecorder.h"

#include <QCoreApplication>
#include <QLocale>
#include <QSaveFile>
#include <QStringConverter>

namespace moa {

namespace {

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
    Q_DECLARE_TR_FUNCTIONS(moa)

public:
    explicit ConsoleRun(RunOrder order)
        : m_order(std::move(order))
        , m_file(m_order.out)
        , m_recording(m_order.record)
    {
        connect(&m_keys, &CommandKeys::ready, this, &ConsoleRun::startWithKeys);
        connect(&m_engine, &RunEngine::started, this, &ConsoleRun::begin);
        connect(&m_engine, &RunEngine::responseChanged, this, [this](const Response &response) {
            if (!m_order.quiet)
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
        if (!m_order.replay.isEmpty()) {
            Result<std::unique_ptr<CassettePlayer>> player = CassettePlayer::open(m_order.replay);
            if (!player)
                return tl::make_unexpected(player.error());
            m_player = std::move(*player);
            m_order.plan.network.replay = m_player->address();
        }
        if (!m_order.record.isEmpty() && !m_recording.open(QIODevice::WriteOnly)) {
            return failure(
                tr("%1 can't be written: %2.").arg(m_order.record, m_recording.errorString()));
        }
        if (m_order.keepsHistory && !m_player) {
            m_history = std::make_unique<History>(historyDatabasePath());
            m_recorder = std::make_unique<RunRecorder>(*m_history);
            m_recorder->follow(&m_engine);
            connect(m_recorder.get(), &RunRecorder::failed, this, &ConsoleRun::note);
            connect(m_history.get(), &History::noticed, this, &ConsoleRun::note);
        }
        if (!m_order.out.isEmpty() && !m_file.open(QIODevice::WriteOnly))
            return failure(tr("%1 can't be written: %2.").arg(m_order.out, m_file.errorString()));
        return {};
    }

    [[nodiscard]] ExitCode exec()
    {
        m_keys.read(usedProviders());
        return static_cast<ExitCode>(QCoreApplication::exec());
    }

private:
    [[nodiscard]] bool streams() const
    {
        return m_order.format == RunFormat::Text && m_order.out.isEmpty();
    }

    /// Those whose keys are needed, the others' are nobody's business.
    [[nodiscard]] QList<Provider> usedProviders() const
    {
        QList<Provider> used;
        for (const Provider &provider : m_order.plan.providers) {
            const auto asks = [&provider](const Agent &agent) {
                return !agent.muted && agent.provider == provider.id;
            };
            const QList<Layer> &layers = m_order.plan.mixture.layers;
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
        m_isStarted = true;
        m_order.plan.keys = m_player ? replayKeys(m_order.plan.providers) : m_keys.keys().ring();
        if (const Result<void> usable = checkPlan(m_order.plan); !usable) {
            for (const Provider &provider : usedProviders()) {
                const KeyStatus status = m_keys.keys().status(provider.id);
                if (status.place == KeyPlace::None && !status.problem.isEmpty())
                    printNote(QStringLiteral("moa: ") + status.problem);
            }
            QCoreApplication::exit(static_cast<int>(badInput(usable.error().message)));
            return;
        }
        m_engine.start(m_order.plan);
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
        const bool isKnown = findProvider(m_order.plan.providers, sandboxProviderId()) != nullptr;
        if (isKnown)
            return {};
        if (const Result<quint16> port = m_sandbox.listen(); !port)
            return tl::make_unexpected(port.error());
        m_order.plan.providers.append(sandboxProvider(m_sandbox.baseUrl()));
        return {};
    }

    void begin(const RunRecord &record)
    {
        if (!m_order.quiet)
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
        if (!m_player)
            spend(record.totals.cost);
        if (!m_order.quiet)
            m_progress.end(record);
        if (m_order.format == RunFormat::Json)
            write(writeRun(record, m_order.detail));
        else if (m_order.format == RunFormat::Markdown)
            write(runAsMarkdown(record).toUtf8());
        else if (m_order.format == RunFormat::Html)
            write(runAsHtml(record));
        else
            writeFinalText(record);
        if (m_history) {
            keep(record);
            if (!m_order.resumed.isEmpty())
                m_history->settle({m_order.resumed});
        }
        // A later run of the event loop: this one may be called from inside start().
        const ExitCode code = outcome(record);
        QMetaObject::invokeMethod(
            this, [code] { QCoreApplication::exit(static_cast<int>(code)); }, Qt::QueuedConnection);
    }

    void note(const QString &sentence) const
    {
        if (!m_order.quiet)
            printNote(sentence);
    }

    void spend(Usd amount) const
    {
        const auto added = SpendingLog().add(QDate::currentDate(), amount);
        if (!added && !m_order.quiet)
            printNote(added.error().message);
    }

    /// What the models showed is for later estimates; a run is not worse without.
    void keep(const RunRecord &record) const
    {
        const Result<LoadedHistory> kept = recordRun(record);
        if (m_order.quiet)
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
        if (!m_order.out.isEmpty()) {
            if (const Result<void> written = writeAndCommit(m_file, m_fileContent); !written)
                return badInput(QStringLiteral("%1: %2").arg(m_order.out, written.error().message));
        }
        if (!m_order.record.isEmpty()) {
            const QByteArray cassette = writeCassette(cassetteOf(record));
            if (const Result<void> written = writeAndCommit(m_recording, cassette); !written)
                return badInput(
                    QStringLiteral("%1: %2").arg(m_order.record, written.error().message));
        }
        return m_outputFailed ? badInput(tr("Standard output can't be written."))
                              : exitCodeOf(record.state);
    }

    void write(const QByteArray &bytes)
    {
        m_written += bytes.size();
        if (!m_order.out.isEmpty()) {
            m_fileContent += bytes;
        } else if (!m_outputFailed && !writeOut(bytes)) {
            m_outputFailed = true;
            // Nobody reads on: whatever is still asked for is paid for nothing.
            QMetaObject::invokeMethod(&m_engine, &RunEngine::stop, Qt::QueuedConnection);
        }
    }

    RunOrder m_order;
    std::unique_ptr<CassettePlayer> m_player; ///< null: the providers answer
    QSaveFile m_file; ///< opened before anything is sent
    QSaveFile m_recording; ///< the same
    QByteArray m_fileContent;
    CommandKeys m_keys;
    bool m_isStarted = false;
    InterruptWatcher m_interrupts;
    SandboxServer m_sandbox;
    RunEngine m_engine;
    std::unique_ptr<History> m_history; ///< null: nothing is kept
    std::unique_ptr<RunRecorder> m_recorder; ///< likewise
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
    const tl::expected<RunOrder, ExitCode> order = options.parse(arguments);
    if (!order)
        return order.error();
    ConsoleRun run(*order);
    if (const Result<void> prepared = run.prepare(); !prepared)
        return badInput(prepared.error().message);
    return run.exec();
}

} // namespace moa
