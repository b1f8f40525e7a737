// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/historystore.h"

#include <QFuture>
#include <QObject>
#include <QThread>
#include <type_traits>

namespace moa {

/**
 * The history for a window: a HistoryStore in a thread of its own, to which everything is handed
 * in the order of the calls. What a call comes to is in its future (watch it with a QFutureWatcher:
 * QFuture::then() with a context is not safe in Qt 6.4). A future that is cancelled before its turn
 * costs nothing: cancel a search when the next letter is typed.
 *
 * The file is opened at once, in that thread; where that fails, every call fails with that
 * sentence until it can be opened. The destructor waits until all that was handed over is written.
 */
class History : public QObject
{
    Q_OBJECT

public:
    using Access = HistoryStore::Access;

    explicit History(const QString &path, Access access = Access::ReadWrite,
                     QObject *parent = nullptr);
    ~History() override;

    [[nodiscard]] const QString &path() const { return m_path; }

    // As the functions of HistoryStore of the same name. Who does not need the answer of one that
    // changes something may drop it: failed() tells of a failure anyway.
    QFuture<Result<RunSummary>> begin(const RunRecord &record);
    QFuture<Result<void>> keep(const QString &runId, const Response &response);
    QFuture<Result<void>> keepTexts(const QString &runId, const QList<StreamedText> &texts);
    QFuture<Result<RunSummary>> finish(const RunRecord &record);
    QFuture<Result<RunSummary>> importRun(const RunRecord &record, const Judgement &judgement = {});
    QFuture<Result<RunSummary>> setStarred(const QString &id, bool starred);
    QFuture<Result<RunSummary>> setNote(const QString &id, const QString &note);
    QFuture<Result<RunSummary>> setTags(const QString &id, const QStringList &tags);
    QFuture<Result<RunSummary>> setJudgement(const QString &id, const Judgement &judgement);
    QFuture<Result<void>> settle(const QStringList &ids);
    QFuture<Result<QStringList>> remove(const QStringList &ids);
    QFuture<Result<QList<RunSummary>>> restore(const QStringList &ids);
    QFuture<Result<void>> purgeRemoved();
    QFuture<Result<QStringList>> applyLimits(const HistoryLimits &limits);

    [[nodiscard]] QFuture<Result<RunRecord>> run(const QString &id);
    [[nodiscard]] QFuture<Result<Judgement>> judgement(const QString &id);
    [[nodiscard]] QFuture<Result<RunSummary>> summary(const QString &id);
    [[nodiscard]] QFuture<Result<HistoryPage>>
    find(const HistoryQuery &query, const std::optional<HistoryKey> &after, int count);
    [[nodiscard]] QFuture<Result<qint64>> count(const HistoryQuery &query);
    [[nodiscard]] QFuture<Result<QStringList>> presets();
    [[nodiscard]] QFuture<Result<QStringList>> models();
    [[nodiscard]] QFuture<Result<QStringList>> tags();
    [[nodiscard]] QFuture<Result<TypicalRun>> typicalOf(const QString &preset,
                                                        const QStringList &models);
    [[nodiscard]] QFuture<Result<QList<RunSummary>>> interrupted();
    [[nodiscard]] QFuture<Result<void>> integrityCheck();
    [[nodiscard]] QFuture<Result<qint64>> sizeOnDisk();

Q_SIGNALS:
    // What this History changed; what other programs write is found by the next query.
    void runAdded(const moa::RunSummary &summary); ///< begun, imported or restored
    void runChanged(const moa::RunSummary &summary); ///< ended, starred, rated, ...
    void runsRemoved(const QStringList &ids);
    /// What was to be marked, removed or imported is not, and why. Of runs that can't be written
    /// while they go on, RunRecorder tells.
    void failed(const QString &sentence);
    /// On opening: what HistoryStore::notice() says.
    void noticed(const QString &sentence);

private:
    class Worker;

    /// Hands @p call to the thread; there @p then is told what came of it.
    template <typename Call, typename Then>
    auto ask(Call call, Then then) -> QFuture<std::invoke_result_t<Call, HistoryStore &>>;
    template <typename Call>
    auto ask(Call call) -> QFuture<std::invoke_result_t<Call, HistoryStore &>>;
    /// The same for one whose failure is told.
    template <typename Call, typename Then>
    auto change(Call call, Then then) -> QFuture<std::invoke_result_t<Call, HistoryStore &>>;

    QString m_path;
    QThread m_thread;
    Worker *m_worker; ///< lives in the thread, which deletes it as it ends
};

} // namespace moa
