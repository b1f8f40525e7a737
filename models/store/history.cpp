// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/history.h"

#include <QElapsedTimer>
#include <QPromise>
#include <QSet>
#include <QTimer>
#include <utility>

namespace moa {

namespace {

constexpr qint64 c_purgeAfterMs = 60 * 60 * 1000;
constexpr qint64 c_reopenAfterMs = 2000;
constexpr int c_purgeEveryMs = 10 * 60 * 1000;

} // namespace

/** Lives in the history's thread, with the store. */
class History::Worker : public QObject
{
    Q_OBJECT

public:
    Worker(QString path, Access access)
        : m_path(std::move(path))
        , m_access(access)
    { }

    void open()
    {
        m_store = HistoryStore::open(m_path, m_access);
        m_sinceOpening.start();
        if (!m_store)
            return;
        if (const QString notice = (*m_store)->notice(); notice != m_notice) {
            m_notice = notice;
            if (!notice.isEmpty())
                Q_EMIT noticed(notice);
        }
        if ((*m_store)->access() != Access::ReadWrite)
            return;
        // Not now: the first page is waited for.
        auto *timer = new QTimer(this);
        connect(timer, &QTimer::timeout, this, [this] {
            if (const Result<void> purged = (*m_store)->purgeRemoved(c_purgeAfterMs); !purged)
                Q_EMIT failed(purged.error().message);
        });
        timer->start(c_purgeEveryMs);
    }

    /// Tried again, after a while, where it could not be opened, or only for reading: a disk may
    /// have room by then.
    [[nodiscard]] const Result<std::unique_ptr<HistoryStore>> &store()
    {
        const bool isWhole = m_store && (*m_store)->access() == m_access;
        if (!isWhole && m_sinceOpening.hasExpired(c_reopenAfterMs))
            open();
        return m_store;
    }

    void tellAdded(const RunSummary &summary)
    {
        m_added.insert(summary.id);
        Q_EMIT runAdded(summary);
    }
    void tellEnded(const RunSummary &summary)
    {
        if (m_added.contains(summary.id))
            Q_EMIT runChanged(summary);
        else
            tellAdded(summary);
    }

Q_SIGNALS:
    void runAdded(const moa::RunSummary &summary);
    void runChanged(const moa::RunSummary &summary);
    void runsRemoved(const QStringList &ids);
    void failed(const QString &sentence);
    void noticed(const QString &sentence);

private:
    QString m_path;
    Access m_access;
    Result<std::unique_ptr<HistoryStore>> m_store;
    QString m_notice; ///< that was told last
    QElapsedTimer m_sinceOpening;
    QSet<QString> m_added; ///< runs that runAdded() has told of
};

History::History(const QString &path, Access access, QObject *parent)
    : QObject(parent)
    , m_path(path)
    , m_worker(new Worker(path, access)) // NOLINT: the thread deletes it
{
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    connect(m_worker, &Worker::runAdded, this, &History::runAdded);
    connect(m_worker, &Worker::runChanged, this, &History::runChanged);
    connect(m_worker, &Worker::runsRemoved, this, &History::runsRemoved);
    connect(m_worker, &Worker::failed, this, &History::failed);
    connect(m_worker, &Worker::noticed, this, &History::noticed);
    m_thread.setObjectName(QStringLiteral("history"));
    m_thread.start();
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker] { worker->open(); }, Qt::QueuedConnection);
}

History::~History()
{
    // Behind all that was asked.
    QMetaObject::invokeMethod(
        m_worker, [this] { m_thread.quit(); }, Qt::QueuedConnection);
    m_thread.wait();
}

template <typename Call, typename Then>
auto History::ask(Call call, Then then) -> QFuture<std::invoke_result_t<Call, HistoryStore &>>
{
    using Answer = std::invoke_result_t<Call, HistoryStore &>;
    const auto promise = std::make_shared<QPromise<Answer>>();
    promise->start();
    const auto answer = [worker = m_worker, promise, call, then] {
        if (!promise->isCanceled()) {
            const auto &store = worker->store();
            Answer result = store ? call(**store) : Answer(tl::make_unexpected(store.error()));
            then(*worker, std::as_const(result));
            promise->addResult(std::move(result));
        }
        promise->finish();
    };
    QMetaObject::invokeMethod(m_worker, answer, Qt::QueuedConnection);
    return promise->future();
}

template <typename Call>
auto History::ask(Call call) -> QFuture<std::invoke_result_t<Call, HistoryStore &>>
{
    return ask(call, [](Worker &, const auto &) {});
}

template <typename Call, typename Then>
auto History::change(Call call, Then then) -> QFuture<std::invoke_result_t<Call, HistoryStore &>>
{
    return ask(call, [then](Worker &worker, const auto &result) {
        if (result)
            then(worker, result);
        else
            Q_EMIT worker.failed(result.error().message);
    });
}

QFuture<Result<RunSummary>> History::begin(const RunRecord &record)
{
    return ask([record](HistoryStore &store) { return store.begin(record); },
               [](Worker &worker, const Result<RunSummary> &result) {
                   if (result)
                       worker.tellAdded(*result);
               });
}

QFuture<Result<void>> History::keep(const QString &runId, const Response &response)
{
    return ask([runId, response](HistoryStore &store) { return store.keep(runId, response); });
}

QFuture<Result<void>> History::keepTexts(const QString &runId, const QList<StreamedText> &texts)
{
    return ask([runId, texts](HistoryStore &store) { return store.keepTexts(runId, texts); });
}

QFuture<Result<RunSummary>> History::finish(const RunRecord &record)
{
    return ask([record](HistoryStore &store) { return store.finish(record); },
               [](Worker &worker, const Result<RunSummary> &result) {
                   if (result)
                       worker.tellEnded(*result);
               });
}

QFuture<Result<RunSummary>> History::importRun(const RunRecord &record, const Judgement &judgement)
{
    return change(
        [record, judgement](HistoryStore &store) { return store.importRun(record, judgement); },
        [](Worker &worker, const auto &result) { worker.tellAdded(*result); });
}

QFuture<Result<RunSummary>> History::setStarred(const QString &id, bool starred)
{
    return change([id, starred](HistoryStore &store) { return store.setStarred(id, starred); },
                  [](Worker &worker, const auto &result) { Q_EMIT worker.runChanged(*result); });
}

QFuture<Result<RunSummary>> History::setNote(const QString &id, const QString &note)
{
    return change([id, note](HistoryStore &store) { return store.setNote(id, note); },
                  [](Worker &worker, const auto &result) { Q_EMIT worker.runChanged(*result); });
}

QFuture<Result<RunSummary>> History::setTags(const QString &id, const QStringList &tags)
{
    return change([id, tags](HistoryStore &store) { return store.setTags(id, tags); },
                  [](Worker &worker, const auto &result) { Q_EMIT worker.runChanged(*result); });
}

QFuture<Result<RunSummary>> History::setJudgement(const QString &id, const Judgement &judgement)
{
    return change(
        [id, judgement](HistoryStore &store) { return store.setJudgement(id, judgement); },
        [](Worker &worker, const auto &result) { Q_EMIT worker.runChanged(*result); });
}

QFuture<Result<void>> History::settle(const QStringList &ids)
{
    return change([ids](HistoryStore &store) { return store.settle(ids); },
                  [](Worker &, const auto &) {});
}

QFuture<Result<QStringList>> History::remove(const QStringList &ids)
{
    return change([ids](HistoryStore &store) { return store.remove(ids); },
                  [](Worker &worker, const auto &result) { Q_EMIT worker.runsRemoved(*result); });
}

QFuture<Result<QList<RunSummary>>> History::restore(const QStringList &ids)
{
    return change([ids](HistoryStore &store) { return store.restore(ids); },
                  [](Worker &worker, const auto &result) {
                      for (const RunSummary &summary : *result)
                          worker.tellAdded(summary);
                  });
}

QFuture<Result<void>> History::purgeRemoved()
{
    return change([](HistoryStore &store) { return store.purgeRemoved(); },
                  [](Worker &, const auto &) {});
}

QFuture<Result<QStringList>> History::applyLimits(const HistoryLimits &limits)
{
    return change([limits](HistoryStore &store) { return store.applyLimits(limits); },
                  [](Worker &worker, const auto &result) {
                      if (!result->isEmpty())
                          Q_EMIT worker.runsRemoved(*result);
                  });
}

QFuture<Result<RunRecord>> History::run(const QString &id)
{
    return ask([id](HistoryStore &store) { return store.run(id); });
}

QFuture<Result<Judgement>> History::judgement(const QString &id)
{
    return ask([id](HistoryStore &store) { return store.judgement(id); });
}

QFuture<Result<RunSummary>> History::summary(const QString &id)
{
    return ask([id](HistoryStore &store) { return store.summary(id); });
}

QFuture<Result<HistoryPage>> History::find(const HistoryQuery &query,
                                           const std::optional<HistoryKey> &after, int count)
{
    return ask(
        [query, after, count](HistoryStore &store) { return store.find(query, after, count); });
}

QFuture<Result<qint64>> History::count(const HistoryQuery &query)
{
    return ask([query](HistoryStore &store) { return store.count(query); });
}

QFuture<Result<QStringList>> History::presets()
{
    return ask([](HistoryStore &store) { return store.presets(); });
}

QFuture<Result<QStringList>> History::models()
{
    return ask([](HistoryStore &store) { return store.models(); });
}

QFuture<Result<QStringList>> History::tags()
{
    return ask([](HistoryStore &store) { return store.tags(); });
}

QFuture<Result<TypicalRun>> History::typicalOf(const QString &preset, const QStringList &models)
{
    return ask([preset, models](HistoryStore &store) { return store.typicalOf(preset, models); });
}

QFuture<Result<QList<RunSummary>>> History::interrupted()
{
    return ask([](HistoryStore &store) { return store.interrupted(); });
}

QFuture<Result<void>> History::integrityCheck()
{
    return ask([](HistoryStore &store) { return store.integrityCheck(); });
}

QFuture<Result<qint64>> History::sizeOnDisk()
{
    return ask([](HistoryStore &store) { return Result<qint64>(store.sizeOnDisk()); });
}

} // namespace moa

#include "history.moc"
