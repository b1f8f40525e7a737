// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/error.h"

#include <memory>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QVariantList>

namespace moa {

/**
 * One connection to an SQLite file. Blocks: where another connection writes, for a few seconds.
 * Failures are sentences that name the file.
 */
class Database
{
public:
    enum class Access { ReadWrite, ReadOnly };

    /// Opens the file at @p path as it is; with write access it is made if there is none.
    /// Where that fails since it is no whole database, @p isDamaged is set.
    [[nodiscard]] static Result<std::unique_ptr<Database>> open(const QString &path, Access access,
                                                                bool &isDamaged);
    ~Database();
    Q_DISABLE_COPY_MOVE(Database)

    [[nodiscard]] const QString &path() const { return m_path; }
    [[nodiscard]] Access access() const { return m_access; }

    /// Whether anything failed since the file is damaged.
    [[nodiscard]] bool foundDamage() const { return m_damaged; }

    /// Runs one statement whose parameters are @p values: strings and blobs that are null are
    /// stored as empty ones. The query stands before its first row.
    [[nodiscard]] Result<QSqlQuery> query(const QString &sql,
                                          const QVariantList &values = {}) const;
    /// Whether the rows of @p query ended because there were no more.
    [[nodiscard]] Result<void> ended(const QSqlQuery &query) const;
    /// The same for a statement without rows.
    [[nodiscard]] Result<void> execute(const QString &sql, const QVariantList &values = {}) const;
    /// The first column of the first row, null if there is no row.
    [[nodiscard]] Result<QVariant> value(const QString &sql, const QVariantList &values = {}) const;
    /// The first column of all rows.
    [[nodiscard]] Result<QStringList> strings(const QString &sql,
                                              const QVariantList &values = {}) const;

private:
    Database(QString path, Access access, bool isImmutable);
    [[nodiscard]] Result<void> prepare();

    QString m_path;
    QString m_connection; ///< its name
    Access m_access;
    QSqlDatabase m_database;
    mutable bool m_damaged = false;
};

/** Writes of one connection that happen together: undone unless commit() is called. */
class Transaction
{
public:
    /// Waits for other connections that write.
    [[nodiscard]] static Result<Transaction> begin(const Database &database);
    Transaction(Transaction &&other) noexcept;
    Transaction &operator=(Transaction &&) = delete;
    ~Transaction();

    [[nodiscard]] Result<void> commit();

private:
    explicit Transaction(const Database &database);

    const Database *m_database; ///< null: it has ended
};

} // namespace moa
