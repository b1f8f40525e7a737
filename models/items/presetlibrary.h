// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/presetscan.h"

#include <QFileSystemWatcher>
#include <QFutureWatcher>
#include <QObject>
#include <QThreadPool>
#include <QTimer>

namespace moa {

/**
 * All presets in reach: the bundled ones, those in the person's own folder, and those in folders
 * that were added. Watches the folders, and reads them in another thread when something changed;
 * one that vanishes stays and comes back with its presets.
 */
class PresetLibrary : public QObject
{
    Q_OBJECT

public:
    /// @p mine: the person's own folder, which need not exist yet.
    explicit PresetLibrary(const QString &mine, QObject *parent = nullptr);
    ~PresetLibrary() override;

    [[nodiscard]] const QString &mine() const { return m_mine; }
    /// The folders besides the bundled presets and the own folder, in the order of adding.
    [[nodiscard]] const QStringList &added() const { return m_added; }
    void setAdded(const QStringList &folders);
    /// One that is there already, or is the own one, is not added again.
    void add(const QString &folder);
    void remove(const QString &folder);

    /// As they were when they were last read; empty until then.
    [[nodiscard]] const QList<LibraryFolder> &folders() const { return m_folders; }
    /// The preset of this path, or null. Valid until the next changed().
    [[nodiscard]] const LibraryPreset *find(const QString &path) const;
    /// Reads the folders anew: where changes are not told, as on network drives.
    void rescan();

Q_SIGNALS:
    /// folders() says something else.
    void changed();
    /// added() says something else.
    void addedChanged();

private:
    void take();
    void watch();

    QString m_mine;
    QStringList m_added;
    QList<LibraryFolder> m_folders;
    QFileSystemWatcher m_watcher;
    QTimer m_settled; ///< once for a burst of changes
    QThreadPool m_pool; ///< one thread
    QFutureWatcher<QList<LibraryFolder>> m_scan;
    bool m_again = false; ///< something changed while a scan was under way
};

} // namespace moa
