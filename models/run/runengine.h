// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "providers/requestscheduler.h"
#include "run/response.h"
#include "run/runplan.h"
#include "run/tokencounter.h"

#include <QElapsedTimer>
#include <QFutureWatcher>
#include <QObject>
#include <QTimer>
#include <vector>

namespace moa {

class ChatCall;
struct ChatRequest;
struct Outcome;

/**
 * Runs one mixture on one conversation at a time. An agent starts as soon as its own references are
 * final; one that fails is left out of the references of later ones, as long as its layer can still
 * reach its quorum.
 *
 * Lives in one thread, of which it needs the event loop; the window gives it one of its own, so
 * that parsing never holds the display. Connections stay warm between runs.
 */
class RunEngine : public QObject
{
    Q_OBJECT

public:
    explicit RunEngine(QObject *parent = nullptr);
    ~RunEngine() override;

    [[nodiscard]] bool isRunning() const { return m_phase != Phase::Idle; }

public Q_SLOTS:
    /// Starts @p plan; a run that is under way is stopped first. A plan that can't be run
    /// (checkPlan()) ends at once as failed, with the reason in the record's error.
    void start(const moa::RunPlan &plan);
    /// Ends all of it at once: sockets are closed before this returns.
    void stop();

Q_SIGNALS:
    /// The run begins; every response of the mixture is there, waiting, muted or pinned.
    void started(const moa::RunRecord &record);
    /// State, timing, attempts or figures of a response changed. Its text and reasoning are only
    /// set once it is final; while it streams, textAdded() carries them.
    void responseChanged(const moa::Response &response);
    /// More of a response's answer or reasoning.
    void textAdded(const moa::ResponseId &id, const QString &text, const QString &reasoning);
    /// The end, however it came about.
    void finished(const moa::RunRecord &record);

private:
    enum class Phase {
        Idle,
        Running,
        Ending, ///< whatever is open is being cancelled
        Scoring ///< all responses are final; figures are computed elsewhere
    };

    using Scores = QList<std::optional<double>>; ///< of the record's responses

    /// What the engine knows of the response of the same index in the record.
    struct Node
    {
        const Agent *agent = nullptr; ///< in the record's mixture
        std::vector<qsizetype> references; ///< of agents that are not muted
        std::vector<qsizetype> dependents;
        int pending = 0; ///< references that are not final yet
        ChatCall *call = nullptr; ///< a child of m_calls
        Usd reserved; ///< what the call may cost, while there is one
    };

    void buildNodes();
    void beginReady();
    void begin(qsizetype index);
    [[nodiscard]] TokenCounter counterFor(const Response &response) const;
    [[nodiscard]] QString quorumFailure(const Node &node) const;
    /// Sets what the request is likely to take.
    void expectTokens(ChatRequest &request, const TokenCounter &counter) const;
    /// Reserves what the request may cost; if a cap stands against it, that is kept in
    /// m_capReached.
    [[nodiscard]] bool affords(qsizetype index, const ChatRequest &request);
    void connectCall(qsizetype index);
    void callFinished(qsizetype index, const Outcome &outcome);
    void takeReply(qsizetype index);
    void takePick(qsizetype index);
    void settle(qsizetype index, ResponseState state, const QString &error = {});
    void end(RunState state);
    void judgeEnd();
    void score();
    void takeScores();
    void finish();
    [[nodiscard]] qint64 now() const { return m_clock.elapsed(); }

    RequestScheduler m_scheduler;
    /// Parent of the calls. They use the scheduler's connections, also those that have ended and
    /// wait to be deleted: so they go before it does.
    QObject m_calls;
    QTimer *m_timeout;
    QFutureWatcher<Scores> m_scoring;
    RunPlan m_plan;
    RunRecord m_record;
    std::vector<Node> m_nodes;
    std::vector<qsizetype> m_ready; ///< to begin, in order
    qsizetype m_unsettled = 0;
    QString m_capReached; ///< why nothing more may be sent
    using ModelKey = QPair<ProviderId, QString>;
    QHash<ModelKey, qint64> m_usualOutput; ///< tokens of its answers so far, the late ones most
    QElapsedTimer m_clock;
    Phase m_phase = Phase::Idle;
    bool m_beginning = false; ///< in beginReady()
};

} // namespace moa
