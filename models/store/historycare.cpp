// SPDX-License-Identifier: GPL-3.0-or-later
// What a HistoryStore does with runs that nobody is running: interrupted and removed ones.
#include "run/runtotals.h"
#include "store/database.h"
#include "store/historystore.h"
#include "store/storedrun.h"
#include "store/writerlock.h"

#include <algorithm>
#include <QCoreApplication>
#include <QFileInfo>

namespace moa {

namespace {

/// Runs that are deleted together, so that nobody who writes meanwhile waits for long.
constexpr qsizetype c_batch = 50;

QString translated(const char *text)
{
    return QCoreApplication::translate("moa", text);
}

/// As a run ends that is stopped: whatever was not final is cancelled, with the text it had.
void cancel(RunRecord &record)
{
    record.state = RunState::Cancelled;
    record.error = translated("The program ended while the run was going on.");
    qint64 last = 0;
    for (Response &response : record.responses) {
        if (!isFinal(response.state))
            response.state = ResponseState::Cancelled;
        last = std::max(last, response.timing.finished.value_or(0));
    }
    record.totals = totalsOf(record.responses);
    record.totals.wallMs = last;
    record.totals.criticalPathMs = criticalPathOf(record.responses, record.final);
}

struct GoingOn
{
    qint64 number = 0;
    qint64 writer = 0;
};

Result<QList<GoingOn>> goingOn(const Database &database)
{
    Result<QSqlQuery> rows =
        database.query(QStringLiteral("SELECT number, writer FROM runs WHERE writer IS NOT NULL"));
    if (!rows)
        return tl::make_unexpected(rows.error());
    QList<GoingOn> runs;
    while (rows->next())
        runs.append({rows->value(0).toLongLong(), rows->value(1).toLongLong()});
    return database.ended(*rows).map([&runs] { return runs; });
}

/// Ends the run that its writer has left, unless somebody else has done so.
Result<void> endAbandoned(const Database &database, const GoingOn &run)
{
    Result<Transaction> transaction = Transaction::begin(database);
    if (!transaction)
        return tl::make_unexpected(transaction.error());
    const Result<QVariant> writer =
        database.value(QStringLiteral("SELECT writer FROM runs WHERE number = ?"), {run.number});
    if (!writer)
        return tl::make_unexpected(writer.error());
    if (writer->isNull() || writer->toLongLong() != run.writer)
        return {};
    Result<RunRecord> record = storedrun::read(database, run.number);
    if (!record)
        return tl::make_unexpected(record.error());
    cancel(*record);
    if (const Result<qint64> written = storedrun::write(database, *record, {}); !written)
        return tl::make_unexpected(written.error());
    const Result<void> marked = database.execute(
        QStringLiteral("UPDATE runs SET interrupted = 1 WHERE number = ?"), {run.number});
    return marked ? transaction->commit() : marked;
}

/// The index of words keeps what was taken out of it until its parts are merged. Does so in small
/// steps, for about as long as taking out @p runs took.
Result<void> mergeIndex(const Database &database, qsizetype runs)
{
    const auto changes = [&database] {
        return database.value(QStringLiteral("SELECT total_changes()"));
    };
    QString pages = QStringLiteral("-500"); // negative: begins with parts of one size, too
    for (qsizetype step = 0; step < runs / 10 + 1; ++step) {
        const Result<QVariant> before = changes();
        const Result<void> merged = database.execute(
            QStringLiteral("INSERT INTO words (words, rank) VALUES ('merge', %1)").arg(pages));
        const Result<QVariant> after = changes();
        if (!before || !merged || !after) {
            return tl::make_unexpected(!before       ? before.error()
                                           : !merged ? merged.error()
                                                     : after.error());
        }
        constexpr qint64 nothingLeft = 2; // changes that a step without work makes
        if (after->toLongLong() - before->toLongLong() < nothingLeft)
            break;
        pages = QStringLiteral("500");
    }
    return {};
}

/// Gives what is free in the file back to the disk.
Result<void> vacuum(const Database &database)
{
    const Result<QVariant> free = database.value(QStringLiteral("PRAGMA freelist_count"));
    Result<Transaction> transaction = Transaction::begin(database);
    if (!free || !transaction)
        return tl::make_unexpected(free ? transaction.error() : free.error());
    // A statement without columns takes one step only in Qt: one page.
    for (qint64 page = 0; page < free->toLongLong(); ++page) {
        const Result<void> done = database.execute(QStringLiteral("PRAGMA incremental_vacuum"));
        if (!done)
            return done;
    }
    return transaction->commit();
}

/// In batches, each as a whole.
Result<void> erase(const Database &database, const QList<qint64> &numbers)
{
    for (qsizetype first = 0; first < numbers.size(); first += c_batch) {
        Result<Transaction> transaction = Transaction::begin(database);
        if (!transaction)
            return tl::make_unexpected(transaction.error());
        for (const qint64 number : numbers.mid(first, c_batch)) {
            if (const Result<void> done = storedrun::erase(database, number); !done)
                return done;
        }
        if (const Result<void> done = transaction->commit(); !done)
            return done;
    }
    if (numbers.isEmpty())
        return {};
    if (const Result<void> merged = mergeIndex(database, numbers.size()); !merged)
        return merged;
    const Result<void> vacuumed = vacuum(database);
    return vacuumed ? database.execute(QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)"))
                    : vacuumed;
}

Result<QList<qint64>> numbers(const Database &database, const QString &sql,
                              const QVariantList &values = {})
{
    return database.strings(sql, values).map([](const QStringList &texts) {
        QList<qint64> result;
        for (const QString &text : texts)
            result.append(text.toLongLong());
        return result;
    });
}

/// The oldest runs that have to go for the file to be no larger than @p mostBytes.
Result<QList<qint64>> beyondSize(const Database &database, qint64 mostBytes)
{
    const Result<QVariant> used = database.value(
        QStringLiteral("SELECT (page_count - freelist_count) * page_size"
                       " FROM pragma_page_count, pragma_freelist_count, pragma_page_size"));
    const Result<QVariant> documents =
        database.value(QStringLiteral("SELECT total(bytes) FROM runs"));
    if (!used || !documents)
        return tl::make_unexpected(used ? documents.error() : used.error());
    const double all = documents->toDouble();
    if (used->toLongLong() <= mostBytes || all <= 0)
        return QList<qint64>();
    // Its part of the index of words, which shrinks later, goes with each document.
    const double factor = used->toDouble() / all;
    double toFree = (used->toDouble() - static_cast<double>(mostBytes)) / factor;
    Result<QSqlQuery> rows = database.query(QStringLiteral(
        "SELECT number, bytes FROM runs WHERE starred = 0 AND writer IS NULL ORDER BY number"));
    if (!rows)
        return tl::make_unexpected(rows.error());
    QList<qint64> result;
    while (toFree > 0 && rows->next()) {
        result.append(rows->value(0).toLongLong());
        toFree -= rows->value(1).toDouble();
    }
    return database.ended(*rows).map([&result] { return result; });
}

} // namespace

Result<QList<RunSummary>> HistoryStore::interrupted()
{
    const Result<QList<GoingOn>> runs = goingOn(*m_database);
    if (!runs)
        return tl::make_unexpected(runs.error());
    QList<RunSummary> abandoned; // that can't be ended in a store that is only read
    for (const GoingOn &run : *runs) {
        const bool isOwn = m_writer && m_writer->number() == run.writer;
        if (isOwn || WriterLock::isHeldByAnother(m_database->path(), run.writer))
            continue;
        if (access() == Access::ReadWrite) {
            if (const Result<void> ended = endAbandoned(*m_database, run); !ended)
                return tl::make_unexpected(ended.error());
            continue;
        }
        const Result<RunSummary> summary = storedrun::summaryOf(*m_database, run.number);
        if (!summary)
            return tl::make_unexpected(summary.error());
        abandoned.append(*summary);
    }
    Result<QSqlQuery> rows = m_database->query(
        QStringLiteral("SELECT %1 FROM runs WHERE interrupted = 1 AND removed_ms IS NULL"
                       " ORDER BY number DESC")
            .arg(storedrun::summaryColumns));
    if (!rows)
        return tl::make_unexpected(rows.error());
    QList<RunSummary> result = abandoned;
    while (rows->next())
        result.append(storedrun::summaryAt(*m_database, *rows));
    return m_database->ended(*rows).map([&result] { return result; });
}

Result<void> HistoryStore::settle(const QStringList &ids)
{
    Result<Transaction> transaction = Transaction::begin(*m_database);
    if (!transaction)
        return tl::make_unexpected(transaction.error());
    for (const QString &id : ids) {
        const Result<void> done = m_database->execute(
            QStringLiteral("UPDATE runs SET interrupted = 2 WHERE id = ? AND interrupted = 1"),
            {id});
        if (!done)
            return done;
    }
    return transaction->commit();
}

Result<QStringList> HistoryStore::remove(const QStringList &ids)
{
    Result<Transaction> transaction = Transaction::begin(*m_database);
    if (!transaction)
        return tl::make_unexpected(transaction.error());
    QStringList removed;
    for (const QString &id : ids) {
        const Result<QStringList> done = m_database->strings(
            QStringLiteral("UPDATE runs SET removed_ms = ? WHERE id = ? AND writer IS NULL"
                           " RETURNING id"),
            {QDateTime::currentMSecsSinceEpoch(), id});
        if (!done)
            return done;
        removed += *done;
    }
    return transaction->commit().map([&removed] { return removed; });
}

Result<QList<RunSummary>> HistoryStore::restore(const QStringList &ids)
{
    Result<Transaction> transaction = Transaction::begin(*m_database);
    if (!transaction)
        return tl::make_unexpected(transaction.error());
    QList<RunSummary> restored;
    for (const QString &id : ids) {
        const Result<qint64> number = storedrun::numberOf(*m_database, id);
        if (!number)
            return tl::make_unexpected(number.error());
        const Result<void> done = m_database->execute(
            QStringLiteral("UPDATE runs SET removed_ms = NULL WHERE number = ?"), {*number});
        if (!done)
            return tl::make_unexpected(done.error());
        const Result<RunSummary> summary = storedrun::summaryOf(*m_database, *number);
        if (!summary)
            return tl::make_unexpected(summary.error());
        restored.append(*summary);
    }
    return transaction->commit().map([&restored] { return restored; });
}

Result<void> HistoryStore::purgeRemoved(qint64 olderThanMs)
{
    const Result<QList<qint64>> removed =
        numbers(*m_database, QStringLiteral("SELECT number FROM runs WHERE removed_ms <= ?"),
                {QDateTime::currentMSecsSinceEpoch() - olderThanMs});
    return removed ? erase(*m_database, *removed) : tl::make_unexpected(removed.error());
}

Result<QStringList> HistoryStore::applyLimits(const HistoryLimits &limits)
{
    QList<qint64> beyond;
    if (limits.maxAgeDays) {
        const qint64 bound =
            QDateTime::currentDateTimeUtc().addDays(-*limits.maxAgeDays).toMSecsSinceEpoch()
            * storedrun::numbersPerMs;
        const Result<QList<qint64>> old = numbers(
            *m_database,
            QStringLiteral(
                "SELECT number FROM runs WHERE number < ? AND starred = 0 AND writer IS NULL"),
            {bound});
        if (!old)
            return tl::make_unexpected(old.error());
        beyond = *old;
    }
    const auto eraseAll = [this, &beyond]() -> Result<QStringList> {
        QStringList ids;
        for (const qint64 number : std::as_const(beyond)) {
            const Result<QVariant> id =
                m_database->value(QStringLiteral("SELECT id FROM runs WHERE number = ?"), {number});
            if (!id)
                return tl::make_unexpected(id.error());
            ids.append(id->toString());
        }
        return erase(*m_database, beyond).map([&ids] { return ids; });
    };
    Result<QStringList> erased = eraseAll();
    if (!erased || !limits.maxBytes)
        return erased;
    const Result<QList<qint64>> excess = beyondSize(*m_database, *limits.maxBytes);
    if (!excess)
        return tl::make_unexpected(excess.error());
    beyond = *excess;
    return eraseAll().map([&erased](const QStringList &more) { return *erased + more; });
}

Result<void> HistoryStore::integrityCheck() const
{
    Result<QStringList> problems = m_database->strings(QStringLiteral("PRAGMA integrity_check"));
    if (!problems)
        return tl::make_unexpected(problems.error());
    problems->removeAll(QStringLiteral("ok"));
    const Result<QStringList> orphans =
        m_database->strings(QStringLiteral("PRAGMA foreign_key_check"));
    const Result<QStringList> lacking = m_database->strings(
        QStringLiteral("SELECT id FROM runs WHERE number NOT IN (SELECT number FROM documents)"));
    if (!orphans || !lacking)
        return tl::make_unexpected(orphans ? lacking.error() : orphans.error());
    for (const QString &table : *orphans)
        problems->append(translated("a row of %1 belongs to no run").arg(table));
    for (const QString &id : *lacking)
        problems->append(translated("the run %1 has no document").arg(id));
    if (!problems->isEmpty()) {
        return failure(translated("The history at %1 is damaged: %2.")
                           .arg(m_database->path(), problems->join(QStringLiteral("; "))));
    }
    // The index of words checks itself, which counts as writing.
    return access() == Access::ReadWrite ? m_database->execute(
               QStringLiteral("INSERT INTO words (words) VALUES ('integrity-check')"))
                                         : Result<void>();
}

qint64 HistoryStore::sizeOnDisk() const
{
    return QFileInfo(m_database->path()).size()
        + QFileInfo(m_database->path() + QStringLiteral("-wal")).size();
}

} // namespace moa
