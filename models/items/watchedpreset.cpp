// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/watchedpreset.h"

#include "mixture/fileio.h"
#include "mixture/jsonvalue.h"

#include <QFileInfo>
#include <QtConcurrent>

namespace moa {

namespace {

constexpr int settleMs = 200; ///< a file that is being replaced may be away for a moment

} // namespace

WatchedPreset::WatchedPreset(QObject *parent)
    : QObject(parent)
{
    m_pool.setMaxThreadCount(1);
    m_settled.setSingleShot(true);
    m_settled.setInterval(settleMs);
    connect(&m_settled, &QTimer::timeout, this, &WatchedPreset::look);
    for (const auto &signal :
         {&QFileSystemWatcher::fileChanged, &QFileSystemWatcher::directoryChanged}) {
        connect(&m_watcher, signal, &m_settled, [this] {
            if (!m_settled.isActive())
                m_settled.start();
        });
    }
    connect(&m_reading, &QFutureWatcherBase::finished, this, [this] {
        if (!m_again)
            take(m_reading.result());
        else
            look();
    });
}

WatchedPreset::~WatchedPreset()
{
    m_reading.disconnect(this);
    m_pool.waitForDone();
}

void WatchedPreset::follow(const QString &path, const QByteArray &content)
{
    m_path = path;
    m_known = content;
    m_content = content;
    // What is being read now may be older than what was just written.
    m_again = m_reading.isRunning();
    watch();
    if (m_state != State::Same) {
        m_state = State::Same;
        Q_EMIT changed();
    }
}

void WatchedPreset::accept()
{
    follow(m_path, m_content);
}

std::optional<QByteArray> WatchedPreset::foreignContent()
{
    if (m_path.isEmpty())
        return std::nullopt;
    const Result<QByteArray> content = readFile(m_path, JsonLimits().bytes);
    if (!content || *content == m_known)
        return std::nullopt;
    return *content;
}

void WatchedPreset::look()
{
    if (m_path.isEmpty())
        return;
    m_again = m_reading.isRunning();
    if (m_again)
        return;
    m_reading.setFuture(
        QtConcurrent::run(&m_pool, [path = m_path] { return readFile(path, JsonLimits().bytes); }));
}

void WatchedPreset::take(const Result<QByteArray> &content)
{
    watch();
    State state = State::Changed;
    if (!content)
        state = QFileInfo::exists(m_path) ? m_state : State::Gone;
    else if (*content == m_known)
        state = State::Same;
    const QByteArray &seen = content ? *content : m_content;
    if (state == m_state && seen == m_content)
        return;
    m_state = state;
    m_content = seen;
    Q_EMIT changed();
}

void WatchedPreset::watch()
{
    // Anew each time: what has this name now may be another file than the one watched before.
    const QStringList watched = m_watcher.files() + m_watcher.directories();
    if (!watched.isEmpty())
        m_watcher.removePaths(watched);
    if (m_path.isEmpty())
        return;
    m_watcher.addPath(QFileInfo(m_path).path());
    if (QFileInfo::exists(m_path))
        m_watcher.addPath(m_path);
}

} // namespace moa
