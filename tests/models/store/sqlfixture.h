// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTest>

namespace moa {

/// Runs statements on the file as another program would.
inline void execute(const QString &path, const QStringList &statements)
{
    {
        QSqlDatabase database =
            QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("test"));
        database.setDatabaseName(path);
        QVERIFY(database.open());
        for (const QString &statement : statements) {
            QSqlQuery query(database);
            QVERIFY2(query.exec(statement), qUtf8Printable(query.lastError().text()));
        }
    }
    QSqlDatabase::removeDatabase(QStringLiteral("test"));
}

} // namespace moa
