// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/error.h"

#include <QFileSystemWatcher>
#include <QFutureWatcher>
#include <QObject>
#include <QThreadPool>
#include <QTimer>

namespace moa {

/**
 * The file of the preset that is open: tells when something else stands in it than what was last
 * read from it or written to it here.
 */
class WatchedPreset : public QObject
{
    Q_OBJECT

public:
    enum class State {
        Same, ///< also without a file
        Changed, ///< somebody else wrote it
        Gone
    };

    explicit WatchedPreset(QObject *parent = nullptr);
    ~WatchedPreset() override;

    /// From now on @p path, in which @p content stands; an empty path: nothing.
    void follow(const QString &path, const QByteArray &content);
    /// What is in the file now counts as known.
    void accept();

    [[nodiscard]] State state() const { return m_state; }
    /// What was last seen in the file, by somebody else or not.
    [[nodiscard]] const QByteArray &content() const { return m_content; }
    /// Reads the file here and now: what somebody else has written into it; nothing if it holds
    /// what is known, or can't be read.
    [[nodiscard]] std::optional<QByteArray> foreignContent();

Q_SIGNALS:
    /// state() or content() says something else.
    void changed();

private:
    void look();
    void take(const Result<QByteArray> &content);
    void watch();

    QString m_path;
    QByteArray m_known;
    QByteArray m_content;
    State m_state = State::Same;
    QFileSystemWatcher m_watcher;
    QTimer m_settled;
    QThreadPool m_pool; ///< one thread
    QFutureWatcher<Result<QByteArray>> m_reading;
    bool m_again = false;
};

} // namespace moa
