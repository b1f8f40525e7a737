// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/historyfile.h"

#include "mixture/fileio.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLockFile>
#include <QStandardPaths>

namespace moa {

namespace {

constexpr qsizetype c_mostBytes = qsizetype{8} * 1024 * 1024;
constexpr int c_lockWaitMs = 2000;

QString translated(const char *text)
{
    return QCoreApplication::translate("moa", text);
}

QString setAside(const QString &path, const QString &reason)
{
    const QString kept = path
        + QDateTime::currentDateTimeUtc().toString(QStringLiteral("'.damaged-'yyyyMMdd-HHmmss"));
    const QString sentence =
        translated("What was learnt about the models can't be read (%1: %2), so estimates begin "
                   "anew.")
            .arg(path, reason);
    return QFile::rename(path, kept)
        ? sentence + u' ' + translated("The file was put aside as %1.").arg(kept)
        : sentence;
}

} // namespace

QString modelHistoryPath()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation)
        + QStringLiteral("/model-history.json");
}

LoadedHistory loadModelHistory(const QString &path)
{
    if (!QFile::exists(path))
        return {};
    const Result<ModelHistory> history = readFile(path, c_mostBytes).and_then(&ModelHistory::read);
    if (history)
        return {*history, {}};
    return {{}, setAside(path, history.error().message)};
}

Result<LoadedHistory> recordRun(const RunRecord &run, const QString &path)
{
    const auto failed = [&path](const QString &reason) {
        return failure(translated("What the run showed about its models can't be kept: %1: %2")
                           .arg(path, reason));
    };
    if (!QDir().mkpath(QFileInfo(path).path()))
        return failed(translated("its folder can't be made."));
    QLockFile lock(path + QStringLiteral(".lock"));
    if (!lock.tryLock(c_lockWaitMs))
        return failed(translated("another program is writing it."));
    LoadedHistory loaded = loadModelHistory(path);
    loaded.history.observe(run);
    if (const Result<void> written = replaceFile(path, loaded.history.write()); !written)
        return failed(written.error().message);
    return loaded;
}

} // namespace moa
