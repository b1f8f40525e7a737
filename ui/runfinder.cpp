// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runfinder.h"

#include "items/futurewatch.h"
#include "store/history.h"

namespace moa {

namespace {

constexpr int mostLookedAt = 1000; // runs before this one
constexpr qsizetype mostRead = 100;

/// Whether the beginnings that a list has of the run are those of an earlier turn.
bool mayBeOf(const RunSummary &summary, const Conversation &conversation)
{
    for (qsizetype at = 0; at + 1 < conversation.size(); ++at) {
        if (conversation.at(at).author == Message::Author::User
            && conversation.at(at).text.simplified().startsWith(summary.prompt)
            && conversation.at(at + 1).text.simplified().startsWith(summary.answer))
            return true;
    }
    return false;
}

} // namespace

RunFinder::RunFinder(History *history, QObject *parent)
    : QObject(parent)
    , m_history(history)
{ }

void RunFinder::before(const RunRecord &run, const Receiver &receiver)
{
    const quint64 search = ++m_search;
    if (run.conversation.size() < 2) {
        receiver({});
        return;
    }
    HistoryQuery query;
    query.to = run.startedAt.toLocalTime().date();
    whenDone(this, m_history->find(query, std::nullopt, mostLookedAt),
             [this, search, run, receiver](const Result<HistoryPage> &page) {
                 QStringList ids;
                 const QList<RunSummary> runs = page ? page->runs : QList<RunSummary>();
                 for (const RunSummary &each : runs) {
                     if (each.id != run.id && ids.size() < mostRead
                         && mayBeOf(each, run.conversation))
                         ids.append(each.id);
                 }
                 read(search, ids, {}, receiver);
             });
}

void RunFinder::ofPreset(const QString &name, int most, const Receiver &receiver)
{
    const quint64 search = ++m_search;
    HistoryQuery query;
    query.preset = name;
    query.states = {RunState::Done, RunState::Degraded, RunState::Failed, RunState::Cancelled,
                    RunState::Limited};
    whenDone(this, m_history->find(query, std::nullopt, most),
             [this, search, receiver](const Result<HistoryPage> &page) {
                 QStringList ids;
                 const QList<RunSummary> runs = page ? page->runs : QList<RunSummary>();
                 for (const RunSummary &each : runs)
                     ids.append(each.id);
                 read(search, ids, {}, receiver);
             });
}

void RunFinder::read(quint64 search, const QStringList &ids, const QList<RunDocument> &found,
                     const Receiver &receiver)
{
    if (search != m_search)
        return;
    if (ids.isEmpty()) {
        receiver(found);
        return;
    }
    const QString &id = ids.constFirst();
    whenDone(this, m_history->run(id), [=, this](const Result<RunRecord> &run) {
        whenDone(this, m_history->judgement(id), [=, this](const Result<Judgement> &judgement) {
            QList<RunDocument> more = found;
            if (run)
                more.append({*run, judgement.value_or(Judgement())});
            read(search, ids.sliced(1), more, receiver);
        });
    });
}

} // namespace moa
