// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/error.h"
#include "providers/keyring.h"

#include <memory>
#include <QThread>
#include <QUrl>

namespace moa {

class CassetteServer;

/** Plays a cassette in a thread of its own, for as long as it exists. */
class CassettePlayer
{
public:
    /// Opens the file at @p path and begins to answer; the failure is a sentence that names it.
    [[nodiscard]] static Result<std::unique_ptr<CassettePlayer>> open(const QString &path);
    ~CassettePlayer();
    Q_DISABLE_COPY_MOVE(CassettePlayer)

    /// For NetworkSettings::replay.
    [[nodiscard]] const QUrl &address() const { return m_address; }

private:
    CassettePlayer() = default;

    QThread m_thread;
    CassetteServer *m_server = nullptr; ///< lives in the thread and is deleted there at its end
    QUrl m_address;
};

/// Keys for a run whose answers come from a cassette, which asks for none: they say nothing.
[[nodiscard]] KeyRing replayKeys(const QList<Provider> &providers);

} // namespace moa
