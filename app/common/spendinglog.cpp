// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/spendinglog.h"

#include "mixture/fileio.h"
#include "run/spending.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QDir>
#include <QFileInfo>
#include <QLockFile>
#include <QStandardPaths>

namespace moa {

namespace {

constexpr qsizetype mostBytes = 1024 * 1024;
constexpr int longestWaitMs = 5000;
constexpr int lookMs = 20;

Result<Spending> load(const QString &path)
{
    if (!QFile::exists(path))
        return Spending();
    return readFile(path, mostBytes)
        .and_then(Spending::read)
        .map_error([&path](const Error &error) {
            return Error{QCoreApplication::translate(
                             "moa",
                             "What was spent so far can't be read from %1: %2 Remove the "
                             "file to count from zero.")
                             .arg(path, error.message)};
        });
}

} // namespace

QString spendingFilePath()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation)
        + QStringLiteral("/spending.json");
}

SpendingLog::SpendingLog(QString path)
    : m_path(std::move(path))
{ }

Result<Usd> SpendingLog::spentOn(const QDate &day) const
{
    return load(m_path).map([&day](const Spending &spending) { return spending.on(day); });
}

Result<void> SpendingLog::add(const QDate &day, Usd amount) const
{
    if (amount == Usd())
        return {};
    const auto unwritten = [this](const QString &why) {
        return failure(QCoreApplication::translate("moa", "What was spent can't be added to %1: %2")
                           .arg(m_path, why));
    };
    if (!QDir().mkpath(QFileInfo(m_path).absolutePath()))
        return unwritten(QCoreApplication::translate("moa", "its folder can't be made."));
    QLockFile lock(m_path + QStringLiteral(".lock"));
    // One long wait would look ever more seldom, and miss its turn among several that write.
    const QDeadlineTimer patience(longestWaitMs);
    while (!lock.tryLock(lookMs)) {
        if (patience.hasExpired())
            return unwritten(QCoreApplication::translate("moa", "another program holds it."));
    }
    Result<Spending> spending = load(m_path);
    if (!spending)
        return tl::make_unexpected(spending.error());
    spending->add(day, amount);
    if (const Result<void> written = replaceFile(m_path, spending->write()); !written)
        return unwritten(written.error().message);
    return {};
}

} // namespace moa
