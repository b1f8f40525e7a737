// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/database.h"

#include <QCoreApplication>
#include <QFile>
#include <QSqlError>
#include <QUrl>
#include <QUuid>

namespace moa {

namespace {

constexpr int c_busyMs = 5000;

/// Result codes of SQLite.
enum Code {
    Busy = 5,
    Locked = 6,
    ReadOnlyFile = 8,
    InputOutput = 10,
    Corrupt = 11,
    Full = 13,
    CantOpen = 14,
    NotADatabase = 26
};

QString translated(const char *text)
{
    return QCoreApplication::translate("moa", text);
}

int primaryCode(const QSqlError &error)
{
    constexpr int mask = 0xff; // what an extended code of SQLite has of its primary one
    return error.nativeErrorCode().toInt() & mask;
}

bool meansDamage(int code)
{
    return code == Corrupt || code == NotADatabase;
}

QString sentenceOf(const QSqlError &error, const QString &path)
{
    switch (primaryCode(error)) {
    case Busy:
    case Locked:
        return translated("The history is being written by another program (%1); try again when "
                          "it has finished.")
            .arg(path);
    case ReadOnlyFile:
        return translated("The history can't be written: %1 is read-only.").arg(path);
    case Full:
        return translated("The history can't be written: the disk of %1 is full. Make room and "
                          "try again.")
            .arg(path);
    case Corrupt:
    case NotADatabase:
        return translated("The history is damaged: %1 (%2).").arg(path, error.databaseText());
    case CantOpen:
        return translated("The history can't be opened: %1. Check that its folder exists and "
                          "belongs to you.")
            .arg(path);
    case InputOutput:
        return translated("The history can't be read or written: the disk of %1 reports an error "
                          "(%2).")
            .arg(path, error.databaseText());
    default:
        return translated("The history can't be used: %1 (%2).").arg(path, error.text());
    }
}

QVariant boundValue(const QVariant &value)
{
    // Qt stores null strings as NULL.
    if (value.metaType().id() == QMetaType::QString && value.toString().isNull())
        return QLatin1String("");
    if (value.metaType().id() == QMetaType::QByteArray && value.toByteArray().isNull())
        return QByteArray("");
    return value;
}

} // namespace

Database::Database(QString path, Access access, bool isImmutable)
    : m_path(std::move(path))
    , m_connection(QUuid::createUuid().toString(QUuid::WithoutBraces))
    , m_access(access)
    , m_database(QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_connection))
{
    QString options = QStringLiteral("QSQLITE_BUSY_TIMEOUT=%1").arg(c_busyMs);
    if (access == Access::ReadOnly)
        options += QStringLiteral(";QSQLITE_OPEN_READONLY");
    QString name = m_path;
    if (isImmutable) {
        options += QStringLiteral(";QSQLITE_OPEN_URI");
        QUrl url = QUrl::fromLocalFile(m_path);
        url.setQuery(QStringLiteral("immutable=1"));
        name = url.toString(QUrl::FullyEncoded);
    }
    m_database.setDatabaseName(name);
    m_database.setConnectOptions(options);
}

Database::~Database()
{
    m_database = QSqlDatabase(); // the connection may only go when nothing uses it
    QSqlDatabase::removeDatabase(m_connection);
}

Result<std::unique_ptr<Database>> Database::open(const QString &path, Access access,
                                                 bool &isDamaged)
{
    const auto make = [&path, access](bool isImmutable) {
        return std::unique_ptr<Database>(new Database(path, access, isImmutable));
    };
    if (!QSqlDatabase::isDriverAvailable(QStringLiteral("QSQLITE"))) {
        return failure(translated("The history can't be used: Qt's driver for SQLite is missing. "
                                  "Install the package libqt6sql6-sqlite."));
    }
    std::unique_ptr<Database> database = make(false);
    Result<void> prepared = database->prepare();
    // Where SQLite can't make its file of shared memory, as in a folder that is read-only, it
    // still reads a file that nobody writes.
    if (!prepared && access == Access::ReadOnly && !database->m_damaged && QFile::exists(path)) {
        database = make(true);
        prepared = database->prepare();
    }
    isDamaged = !prepared && database->m_damaged;
    if (!prepared)
        return tl::make_unexpected(prepared.error());
    return database;
}

Result<void> Database::prepare()
{
    if (!m_database.open())
        return failure(sentenceOf(m_database.lastError(), m_path));
    QStringList settings{QStringLiteral("PRAGMA foreign_keys = ON"),
                         QStringLiteral("PRAGMA temp_store = MEMORY"),
                         QStringLiteral("PRAGMA cache_size = -16000")};
    if (m_access == Access::ReadWrite) {
        // auto_vacuum only counts for a file that is still empty.
        settings += {QStringLiteral("PRAGMA auto_vacuum = INCREMENTAL"),
                     QStringLiteral("PRAGMA journal_mode = WAL"),
                     QStringLiteral("PRAGMA synchronous = NORMAL"),
                     QStringLiteral("PRAGMA journal_size_limit = 16777216")};
    }
    for (const QString &setting : std::as_const(settings)) {
        if (const Result<void> done = execute(setting); !done)
            return done;
    }
    // The first thing that is read.
    return value(QStringLiteral("SELECT count(*) FROM sqlite_master")).map([](const QVariant &) {});
}

Result<QSqlQuery> Database::query(const QString &sql, const QVariantList &values) const
{
    QSqlQuery query(m_database);
    query.setForwardOnly(true); // else it keeps every row in memory
    bool isDone = query.prepare(sql);
    if (isDone) {
        for (const QVariant &value : values)
            query.addBindValue(boundValue(value));
        isDone = query.exec();
    }
    if (!isDone) {
        m_damaged = m_damaged || meansDamage(primaryCode(query.lastError()));
        return failure(sentenceOf(query.lastError(), m_path));
    }
    return query;
}

Result<void> Database::ended(const QSqlQuery &query) const
{
    if (!query.lastError().isValid())
        return {};
    return failure(sentenceOf(query.lastError(), m_path));
}

Result<void> Database::execute(const QString &sql, const QVariantList &values) const
{
    Result<QSqlQuery> done = query(sql, values);
    if (!done)
        return tl::make_unexpected(done.error());
    while (done->next()) { } // some statements do their work row by row
    return ended(*done);
}

Result<QVariant> Database::value(const QString &sql, const QVariantList &values) const
{
    return query(sql, values).map([](QSqlQuery &&query) {
        return query.next() ? query.value(0) : QVariant();
    });
}

Result<QStringList> Database::strings(const QString &sql, const QVariantList &values) const
{
    Result<QSqlQuery> rows = query(sql, values);
    if (!rows)
        return tl::make_unexpected(rows.error());
    QStringList result;
    while (rows->next())
        result.append(rows->value(0).toString());
    return ended(*rows).map([&result] { return result; });
}

Transaction::Transaction(const Database &database)
    : m_database(&database)
{ }

Transaction::Transaction(Transaction &&other) noexcept
    : m_database(std::exchange(other.m_database, nullptr))
{ }

Transaction::~Transaction()
{
    if (m_database)
        (void)m_database->execute(QStringLiteral("ROLLBACK"));
}

Result<Transaction> Transaction::begin(const Database &database)
{
    // At once, so that no later statement finds that another connection has written meanwhile.
    if (const Result<void> begun = database.execute(QStringLiteral("BEGIN IMMEDIATE")); !begun)
        return tl::make_unexpected(begun.error());
    return Transaction(database);
}

Result<void> Transaction::commit()
{
    const Result<void> done = m_database->execute(QStringLiteral("COMMIT"));
    if (done)
        m_database = nullptr;
    return done;
}

} // namespace moa
