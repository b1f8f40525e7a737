// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/historystore.h"

#include "store/database.h"
#include "store/historyschema.h"
#include "store/storedrun.h"
#include "store/writerlock.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLockFile>
#include <QStorageInfo>

namespace moa {

namespace {

constexpr qint64 c_fullBytes = 1024 * 1024; ///< a disk with less left counts as full

QString translated(const char *text)
{
    return QCoreApplication::translate("moa", text);
}

Database::Access databaseAccess(HistoryStore::Access access)
{
    return access == HistoryStore::Access::ReadWrite ? Database::Access::ReadWrite
                                                     : Database::Access::ReadOnly;
}

bool canBeWritten(const QString &path)
{
    const QFileInfo file(path);
    return file.isWritable() && QFileInfo(file.path()).isWritable();
}

/// Moves the file, and what SQLite keeps beside it, out of the way.
Result<QString> setAside(const QString &path)
{
    const QString suffix =
        QDateTime::currentDateTimeUtc().toString(QStringLiteral("'.damaged-'yyyyMMdd-HHmmss"));
    if (!QFile::rename(path, path + suffix)) {
        return failure(translated("The history at %1 is damaged and can't be put aside; move it "
                                  "elsewhere so that a new one can be begun.")
                           .arg(path));
    }
    for (const QString &beside : {QStringLiteral("-wal"), QStringLiteral("-shm")})
        QFile::rename(path + beside, path + suffix + beside);
    return translated("The history could not be read, as its file is damaged: it was put aside "
                      "as %1, and a new one was begun.")
        .arg(path + suffix);
}

Result<std::unique_ptr<Database>> openMigrated(const QString &path, bool &isDamaged)
{
    Result<std::unique_ptr<Database>> database =
        Database::open(path, Database::Access::ReadWrite, isDamaged);
    if (!database)
        return database;
    if (const Result<void> migrated = historyschema::migrate(**database); !migrated) {
        isDamaged = (*database)->foundDamage();
        return tl::make_unexpected(migrated.error());
    }
    return database;
}

/// Of the changed run.
Result<RunSummary> committed(const Database &database, Transaction &transaction, qint64 number,
                             const Result<void> &done)
{
    if (!done)
        return tl::make_unexpected(done.error());
    const Result<RunSummary> summary = storedrun::summaryOf(database, number);
    if (!summary)
        return summary;
    if (const Result<void> ended = transaction.commit(); !ended)
        return tl::make_unexpected(ended.error());
    return summary;
}

/// Changes the run @p id by @p change, which is given its number.
template <typename Change>
Result<RunSummary> changed(const Database &database, const QString &id, Change change)
{
    Result<Transaction> transaction = Transaction::begin(database);
    if (!transaction)
        return tl::make_unexpected(transaction.error());
    const Result<qint64> number = storedrun::numberOf(database, id);
    if (!number)
        return tl::make_unexpected(number.error());
    return committed(database, *transaction, *number, change(*number));
}

} // namespace

HistoryStore::HistoryStore(std::unique_ptr<Database> database)
    : m_database(std::move(database))
{ }

HistoryStore::~HistoryStore() = default;

HistoryStore::Access HistoryStore::access() const
{
    return m_database->access() == Database::Access::ReadWrite ? Access::ReadWrite
                                                               : Access::ReadOnly;
}

Result<std::unique_ptr<HistoryStore>> HistoryStore::open(const QString &path, Access access)
{
    return access == Access::ReadWrite ? openForWriting(path) : openForReading(path, {});
}

Result<std::unique_ptr<HistoryStore>> HistoryStore::openForReading(const QString &path,
                                                                   const QString &notice)
{
    if (!QFile::exists(path))
        return failure(translated("There is no history yet: %1 does not exist.").arg(path));
    bool isDamaged = false;
    Result<std::unique_ptr<Database>> database =
        Database::open(path, databaseAccess(Access::ReadOnly), isDamaged);
    if (!database)
        return tl::make_unexpected(database.error());
    if (const Result<void> readable = historyschema::checkReadable(**database); !readable)
        return tl::make_unexpected(readable.error());
    std::unique_ptr<HistoryStore> store(new HistoryStore(std::move(*database)));
    store->m_notice = notice;
    return store;
}

Result<std::unique_ptr<HistoryStore>> HistoryStore::openForWriting(const QString &path)
{
    if (QFile::exists(path) && !canBeWritten(path)) {
        return openForReading(path,
                              translated("The history at %1 can be read but not written: runs "
                                         "won't be kept. Make the file and its folder writable, "
                                         "or choose another place for it.")
                                  .arg(path));
    }
    if (!QDir().mkpath(QFileInfo(path).path())) {
        return failure(translated("The history can't be begun: the folder %1 can't be made.")
                           .arg(QFileInfo(path).path()));
    }
    // One program at a time makes the file, brings it up to date or puts it aside. Where no lock
    // can be had, as on a full disk, there is nothing that could be made either.
    QLockFile lock(path + QStringLiteral("-opening"));
    constexpr int waitMs = 10'000;
    (void)lock.tryLock(waitMs);
    bool isDamaged = false;
    Result<std::unique_ptr<Database>> database = openMigrated(path, isDamaged);
    QString notice;
    if (!database && isDamaged) {
        const Result<QString> aside = setAside(path);
        if (!aside)
            return tl::make_unexpected(aside.error());
        notice = *aside;
        database = openMigrated(path, isDamaged);
    }
    if (!database) {
        // On a full disk what is there can be read all the same.
        if (QStorageInfo(QFileInfo(path).path()).bytesAvailable() < c_fullBytes) {
            if (auto readable = openForReading(path, database.error().message))
                return readable;
        }
        return tl::make_unexpected(database.error());
    }
    std::unique_ptr<HistoryStore> store(new HistoryStore(std::move(*database)));
    store->m_notice = notice;
    return store;
}

Result<RunSummary> HistoryStore::begin(const RunRecord &record)
{
    if (!m_writer) {
        Result<std::unique_ptr<WriterLock>> writer = WriterLock::take(m_database->path());
        if (!writer)
            return tl::make_unexpected(writer.error());
        m_writer = std::move(*writer);
    }
    Result<Transaction> transaction = Transaction::begin(*m_database);
    if (!transaction)
        return tl::make_unexpected(transaction.error());
    const Result<qint64> number = storedrun::write(*m_database, record, m_writer->number());
    if (!number)
        return tl::make_unexpected(number.error());
    return committed(*m_database, *transaction, *number, {});
}

Result<void> HistoryStore::keep(const QString &runId, const Response &response)
{
    return changed(
               *m_database, runId,
               [&](qint64 number) { return storedrun::writePart(*m_database, number, response); })
        .map([](const RunSummary &) {});
}

Result<void> HistoryStore::keepTexts(const QString &runId, const QList<StreamedText> &texts)
{
    return changed(*m_database, runId,
                   [&](qint64 number) {
                       Result<void> done;
                       for (auto text = texts.cbegin(); text != texts.cend() && done; ++text)
                           done = storedrun::writeStreamed(*m_database, number, *text);
                       return done;
                   })
        .map([](const RunSummary &) {});
}

Result<RunSummary> HistoryStore::finish(const RunRecord &record)
{
    Result<Transaction> transaction = Transaction::begin(*m_database);
    if (!transaction)
        return tl::make_unexpected(transaction.error());
    const Result<qint64> number = storedrun::write(*m_database, record, {});
    if (!number)
        return tl::make_unexpected(number.error());
    const Result<void> whole = m_database->execute(
        QStringLiteral("UPDATE runs SET interrupted = 0 WHERE number = ?"), {*number});
    return committed(*m_database, *transaction, *number, whole);
}

Result<RunSummary> HistoryStore::importRun(const RunRecord &record, const Judgement &judgement)
{
    Result<Transaction> transaction = Transaction::begin(*m_database);
    if (!transaction)
        return tl::make_unexpected(transaction.error());
    const Result<std::optional<qint64>> known = storedrun::findNumber(*m_database, record.id);
    if (!known)
        return tl::make_unexpected(known.error());
    if (*known) {
        // It may be that it was removed.
        const Result<void> back = m_database->execute(
            QStringLiteral("UPDATE runs SET removed_ms = NULL WHERE number = ?"), {**known});
        return committed(*m_database, *transaction, **known, back);
    }
    const Result<qint64> number = storedrun::write(*m_database, record, {});
    if (!number)
        return tl::make_unexpected(number.error());
    return committed(*m_database, *transaction, *number,
                     storedrun::writeJudgement(*m_database, *number, judgement));
}

Result<RunRecord> HistoryStore::run(const QString &id) const
{
    return storedrun::numberOf(*m_database, id).and_then([this](qint64 number) {
        return storedrun::read(*m_database, number);
    });
}

Result<Judgement> HistoryStore::judgement(const QString &id) const
{
    return storedrun::numberOf(*m_database, id).and_then([this](qint64 number) {
        return storedrun::readJudgement(*m_database, number);
    });
}

Result<RunSummary> HistoryStore::summary(const QString &id) const
{
    return storedrun::numberOf(*m_database, id).and_then([this](qint64 number) {
        return storedrun::summaryOf(*m_database, number);
    });
}

Result<RunSummary> HistoryStore::setStarred(const QString &id, bool starred)
{
    return changed(*m_database, id, [&](qint64 number) {
        return m_database->execute(QStringLiteral("UPDATE runs SET starred = ? WHERE number = ?"),
                                   {starred ? 1 : 0, number});
    });
}

Result<RunSummary> HistoryStore::setNote(const QString &id, const QString &note)
{
    return changed(*m_database, id, [&](qint64 number) {
        return m_database->execute(QStringLiteral("UPDATE runs SET note = ? WHERE number = ?"),
                                   {note, number});
    });
}

Result<RunSummary> HistoryStore::setTags(const QString &id, const QStringList &tags)
{
    QStringList names;
    for (const QString &tag : tags)
        names.append(tag.simplified());
    names.removeAll(QString());
    names.sort();
    names.removeDuplicates();
    return changed(*m_database, id, [&](qint64 number) {
        Result<void> done =
            m_database->execute(QStringLiteral("UPDATE runs SET tags = ? WHERE number = ?"),
                                {names.join(u'\n'), number});
        if (done) {
            done = m_database->execute(QStringLiteral("DELETE FROM run_tags WHERE number = ?"),
                                       {number});
        }
        for (auto name = names.cbegin(); name != names.cend() && done; ++name) {
            done = m_database->execute(
                QStringLiteral("INSERT INTO run_tags (tag, number) VALUES (?, ?)"),
                {*name, number});
        }
        return done;
    });
}

Result<RunSummary> HistoryStore::setJudgement(const QString &id, const Judgement &judgement)
{
    return changed(*m_database, id, [&](qint64 number) {
        return storedrun::writeJudgement(*m_database, number, judgement);
    });
}

} // namespace moa
