// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/turnsmodel.h"
#include "run/conversationtree.h"
#include "run/liverun.h"
#include "run/runjsonreading.h"
#include "run/runplan.h"
#include "ui/runthread.h"

#include <QObject>

namespace moa {

class MixtureDocument;
class ResponsesModel;

/** What a window's runs need of the world outside the document. */
struct StudioContext
{
    QList<Provider> providers; ///< the Sandbox is one of them
    KeyRing keys;
    ModelCatalogue models;
    NetworkSettings network{};
    ModelHistory history{};
    std::optional<Usd> maxCost{}; ///< of one run; absent: no limit
    std::optional<Usd> maxCostToday{}; ///< of all runs of today
    Usd spentToday{}; ///< so far
};

/**
 * A window's conversation: runs the document's mixture as it is at that moment for one turn after
 * the other, and keeps the responses model showing the run of one of them. Another turn may be
 * looked at while a run goes on; it goes on all the same.
 */
class RunSession : public QObject
{
    Q_OBJECT

public:
    /// @p document and @p responses outlive this.
    RunSession(StudioContext context, MixtureDocument *document, ResponsesModel *responses,
               QObject *parent);

    /// For the runs from the next one on: keys, providers and network may change meanwhile.
    void setContext(const StudioContext &context);

    /// For the runs from the next one on: what they keep instead of asking; see RunPlan::pinned.
    void setPinned(const PinnedResponses &pinned);

    [[nodiscard]] bool isRunning() const { return m_running; }

    [[nodiscard]] const ConversationTree &conversation() const { return m_conversation; }
    /// The current path of the conversation, always up to date.
    [[nodiscard]] TurnsModel *turns() { return &m_turns; }
    /// The turn whose run goes on; empty: none does.
    [[nodiscard]] const TurnId &runningTurn() const { return m_runningTurn; }
    /// The turn whose run the responses model shows; empty: none.
    [[nodiscard]] const TurnId &shownTurn() const { return m_shownTurn; }
    /// The last turn if @p prompt is its prompt to the letter, so that run() runs it again; else
    /// empty.
    [[nodiscard]] TurnId repeatedTurn(const QString &prompt) const;

    /// What rerunTurn() would do now, with other answers kept if need be; an empty plan: there is
    /// no such turn.
    [[nodiscard]] RunPlan planFor(const TurnId &id) const;
    /// What run() would do now with @p prompt.
    [[nodiscard]] RunPlan nextPlan(const QString &prompt) const;

    // None of these six does anything while a run goes on.
    /// What a press of Run means: the last turn's prompt once more runs that turn again, with the
    /// mixture as it is now; any other prompt continues the conversation.
    void run(const QString &prompt);
    /// Continues the conversation after its last turn.
    void start(const QString &prompt);
    /// Runs another prompt in place of the turn's own, as a branch.
    void editTurn(const TurnId &id, const QString &prompt);
    /// Runs the turn's prompt once more, as a branch.
    void rerunTurn(const TurnId &id);
    /// The same with @p mixture, and with @p kept in place of what is pinned.
    void rerunTurn(const TurnId &id, const Mixture &mixture, const PinnedResponses &kept);

    /// Goes on with a run that was interrupted, wherever it comes from, in a conversation of its
    /// own: keeps its answers and asks for the rest. The turns before it are there too, with their
    /// runs as far as those are among @p earlier.
    void resume(const RunRecord &interrupted, const QList<RunDocument> &earlier = {});

    /// Shows a run of another day as a conversation of its own, with the turns before it as
    /// resume() does; nothing while a run goes on.
    void open(const RunRecord &run, const Judgement &judgement,
              const QList<RunDocument> &earlier = {});

    void stop();
    /// Shows the turn's run, on the branch that the turn is part of.
    void showTurn(const TurnId &id);
    /// What is run next begins a conversation of its own; the turns so far stay as branches of the
    /// first one. The run that is shown, or goes on, stays too.
    void beginAnew();
    /// As beginAnew(), and shows nothing until then; a run that goes on is stopped.
    void newConversation();
    void setJudgement(const TurnId &id, const Judgement &judgement);

    /// Where the runs go on: for who follows them.
    [[nodiscard]] RunThread &thread() { return m_thread; }

Q_SIGNALS:
    void runningChanged(bool running);
    /// The next run keeps other answers.
    void pinnedChanged();
    /// A run has ended, however it came about.
    void runEnded(const moa::RunRecord &run);
    /// A person thinks otherwise of the responses of the run with this id.
    void judged(const QString &run, const moa::Judgement &judgement);
    /// There are other turns, one of them is another or has ended, or another one is shown.
    void conversationChanged();

private:
    /// Begins a conversation anew up to the turn of @p run, whose id it returns.
    TurnId recall(const RunRecord &run, const QList<RunDocument> &earlier);
    void begin(const TurnId &turn);
    void begin(const TurnId &turn, const RunPlan &plan);
    void takeStart(const RunRecord &record);
    void takeResponse(const Response &response);
    void takeText(const ResponseId &id, const QString &text, const QString &reasoning);
    void takeEnd(const RunRecord &record);
    /// Whether the signals of the run are for the responses model.
    [[nodiscard]] bool showsRunning() const;
    void publish();
    [[nodiscard]] RunPlan plan(const Conversation &messages) const;
    void setRunning(bool running);

    StudioContext m_context;
    PinnedResponses m_pinned;
    MixtureDocument *m_document;
    ResponsesModel *m_responses;
    ConversationTree m_conversation;
    TurnsModel m_turns{this};
    TurnId m_runningTurn;
    TurnId m_shownTurn;
    /// The run that goes on, once it has begun: the responses model may be showing another.
    std::optional<LiveRun> m_live;
    RunThread m_thread;
    bool m_running = false;
};

} // namespace moa
