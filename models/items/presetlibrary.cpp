// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/presetlibrary.h"

#include <QDir>
#include <QFileInfo>
#include <QSet>
#include <QtConcurrent>

namespace moa {

namespace {

constexpr int settleMs = 200;

QString cleaned(const QString &folder)
{
    return QDir::cleanPath(QFileInfo(folder).absoluteFilePath());
}

/// The folder that is there and in which something on the way to @p path would appear.
QString nearestThere(QString path)
{
    while (!QFileInfo(path).isDir()) {
        const QString parent = QFileInfo(path).path();
        if (parent == path)
            return {};
        path = parent;
    }
    return path;
}

} // namespace

PresetLibrary::PresetLibrary(const QString &mine, QObject *parent)
    : QObject(parent)
    , m_mine(cleaned(mine))
{
    m_pool.setMaxThreadCount(1);
    m_settled.setSingleShot(true);
    m_settled.setInterval(settleMs);
    connect(&m_settled, &QTimer::timeout, this, &PresetLibrary::rescan);
    // A burst may go on for long: what is shown is never older than the interval.
    const auto note = [this] {
        if (!m_settled.isActive())
            m_settled.start();
    };
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, &m_settled, note);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, &m_settled,
            [this, note](const QString &path) {
                // What is there now may be another file by the same name: it is watched anew.
                m_watcher.removePath(path);
                note();
            });
    connect(&m_scan, &QFutureWatcherBase::finished, this, &PresetLibrary::take);
    rescan();
}

PresetLibrary::~PresetLibrary()
{
    m_scan.disconnect(this);
    m_pool.waitForDone();
}

void PresetLibrary::setAdded(const QStringList &folders)
{
    QStringList added;
    for (const QString &folder : folders) {
        const QString path = cleaned(folder);
        if (!folder.isEmpty() && path != m_mine && !added.contains(path))
            added.append(path);
    }
    if (added == m_added)
        return;
    m_added = added;
    Q_EMIT addedChanged();
    rescan();
}

void PresetLibrary::add(const QString &folder)
{
    setAdded(QStringList(m_added) << folder);
}

void PresetLibrary::remove(const QString &folder)
{
    QStringList left = m_added;
    left.removeAll(cleaned(folder));
    setAdded(left);
}

const LibraryPreset *PresetLibrary::find(const QString &path) const
{
    for (const LibraryFolder &folder : m_folders) {
        for (const LibraryPreset &preset : folder.presets) {
            if (preset.path == path)
                return &preset;
        }
    }
    return nullptr;
}

void PresetLibrary::rescan()
{
    if (m_scan.isRunning()) {
        m_again = true;
        return;
    }
    m_again = false;
    m_scan.setFuture(QtConcurrent::run(
        &m_pool, [mine = m_mine, added = m_added, before = m_folders]() -> QList<LibraryFolder> {
            const auto known = [&before](LibraryFolder::Kind kind, const QString &path) {
                for (const LibraryFolder &folder : before) {
                    if (folder.kind == kind && folder.path == path)
                        return folder;
                }
                return LibraryFolder();
            };
            const LibraryFolder bundled = known(LibraryFolder::Kind::Bundled, {});
            QList<LibraryFolder> folders{bundled.presets.isEmpty() ? bundledFolder() : bundled};
            const auto scan = [&](LibraryFolder::Kind kind, const QString &path) {
                folders.append(scanFolder(kind, path, known(kind, path)));
            };
            scan(LibraryFolder::Kind::Mine, mine);
            for (const QString &path : added)
                scan(LibraryFolder::Kind::Added, path);
            return folders;
        }));
}

void PresetLibrary::take()
{
    const QList<LibraryFolder> folders = m_scan.result();
    const bool news = folders != m_folders;
    m_folders = folders;
    watch();
    if (m_again)
        rescan();
    if (news)
        Q_EMIT changed();
}

void PresetLibrary::watch()
{
    QSet<QString> wanted;
    for (const LibraryFolder &folder : m_folders) {
        if (folder.kind == LibraryFolder::Kind::Bundled)
            continue;
        if (folder.subfolders.isEmpty())
            wanted.insert(nearestThere(folder.path));
        for (const QString &path : folder.subfolders)
            wanted.insert(path);
        // A folder tells who came and went, not what was written into a file that stays.
        for (const LibraryPreset &preset : folder.presets)
            wanted.insert(preset.path);
    }
    wanted.remove(QString());
    const QStringList watched = m_watcher.files() + m_watcher.directories();
    QStringList unwanted;
    for (const QString &path : watched) {
        if (!wanted.remove(path))
            unwanted.append(path);
    }
    if (!unwanted.isEmpty())
        m_watcher.removePaths(unwanted);
    if (wanted.isEmpty())
        return;
    // What changed between the reading and the watching is not told: one more look.
    const qsizetype refused = m_watcher.addPaths(wanted.values()).size();
    if (refused < wanted.size())
        m_settled.start();
}

} // namespace moa
