// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/drafts.h"

#include "mixture/fileio.h"

#include <algorithm>
#include <cstdlib>
#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QUuid>

namespace moa {

namespace {

const QString lockName = QStringLiteral("lock");
const QString draftName = QStringLiteral("draft.json");
const QString damagedName = QStringLiteral("damaged.json");

constexpr qsizetype mostBytes = qsizetype{256} * 1024 * 1024;
constexpr int mostTries = 5;
constexpr int newLockMs = 1000; ///< a younger lock may be about to be taken

Error unusable(const QString &root, const QString &reason)
{
    return {QCoreApplication::translate(
                "moa", "Unsaved work can't be kept for the case of a crash: %1: %2")
                .arg(QDir::toNativeSeparators(root), reason)};
}

} // namespace

DraftFolder::DraftFolder(Token, const QString &path)
    : m_path(path)
    , m_lock(path + u'/' + lockName)
{
    // However old a lock is, it is a dead one's only if its process is gone.
    m_lock.setStaleLockTime(0);
}

Result<std::unique_ptr<DraftFolder>> DraftFolder::create(const QString &root)
{
    // Another window that looks for what was left may take an empty folder away before it is
    // locked.
    for (int tries = 0; tries < mostTries; ++tries) {
        const QString path = root + u'/' + QUuid::createUuid().toString(QUuid::WithoutBraces);
        if (!QDir().mkpath(path)) {
            return tl::make_unexpected(
                unusable(root, QCoreApplication::translate("moa", "the folder can't be made.")));
        }
        // Drafts are nobody else's business.
        QFile::setPermissions(
            path, QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
        auto folder = std::make_unique<DraftFolder>(Token(), path);
        if (folder->m_lock.tryLock(0))
            return folder;
        QDir().rmdir(path);
    }
    return tl::make_unexpected(
        unusable(root,
                 QCoreApplication::translate("moa",
                                             "files can't be made there. Look whether the "
                                             "disk is full or may not be written to.")));
}

std::unique_ptr<DraftFolder> DraftFolder::claim(const QString &path)
{
    auto folder = std::make_unique<DraftFolder>(Token(), path);
    if (folder->m_lock.tryLock(0) || folder->takeFromDead())
        return folder;
    return nullptr;
}

bool DraftFolder::takeFromDead()
{
    // The lock's file may say nothing, if its process was killed before it had written it, or name
    // a process that has got the number of the dead one since. The kernel knows better: it lets the
    // file go only if nobody holds it.
    const QDateTime taken = QFileInfo(m_lock.fileName()).lastModified();
    return std::abs(taken.msecsTo(QDateTime::currentDateTime())) > newLockMs
        && m_lock.removeStaleLockFile() && m_lock.tryLock(0);
}

QString DraftFolder::file() const
{
    return m_path + u'/' + draftName;
}

Result<void> DraftFolder::write(const Draft &draft)
{
    return replaceFile(file(), writeDraft(draft)).map_error([this](const Error &error) {
        return unusable(m_path, error.message);
    });
}

bool DraftFolder::hasDraft() const
{
    return QFile::exists(file());
}

Result<Draft> DraftFolder::read() const
{
    return readFile(file(), mostBytes).and_then(readDraft);
}

void DraftFolder::clear()
{
    QFile::remove(file());
}

void DraftFolder::remove()
{
    QDir folder(m_path);
    // With them what was being written when the process ended.
    for (const QString &name : folder.entryList(QDir::Files | QDir::Hidden)) {
        if (name != lockName)
            folder.remove(name);
    }
    m_lock.unlock();
    QDir().rmdir(m_path);
}

std::vector<LeftDraft> claimLeftDrafts(const QString &root)
{
    std::vector<LeftDraft> left;
    for (const QString &name : QDir(root).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        const QString path = root + u'/' + name;
        // Nothing that does not look like a window's folder is touched.
        if (QUuid(name).isNull())
            continue;
        std::unique_ptr<DraftFolder> folder = DraftFolder::claim(path);
        if (!folder)
            continue;
        if (folder->hasDraft()) {
            if (Result<Draft> draft = folder->read())
                left.push_back({std::move(folder), std::move(*draft)});
            else
                QFile::rename(path + u'/' + draftName, path + u'/' + damagedName);
        } else if (!QFile::exists(path + u'/' + damagedName)) {
            folder->remove();
        }
    }
    std::sort(left.begin(), left.end(), [](const LeftDraft &a, const LeftDraft &b) {
        return a.draft.changedAt > b.draft.changedAt;
    });
    return left;
}

} // namespace moa
