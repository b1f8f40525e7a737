// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/jsonfields.h"

#include <QString>
#include <QUrl>

namespace moa {

/** How requests leave this machine. Loopback addresses are always asked directly. */
struct NetworkSettings
{
    enum class Proxy {
        System, ///< as the system or the environment says
        None,
        Manual
    };

    Proxy proxy = Proxy::System;
    /// Of a manual one: http://host:port or socks5://host:port, without a password.
    QUrl proxyUrl{};
    /// Every request goes here instead of to its provider: a replayed cassette. Never kept.
    QUrl replay{};
    QString caFile{}; ///< PEM certificates to be trusted besides the system's; empty: none
    JsonFields unknown{}; ///< fields of a later version of the format, written back

    friend bool operator==(const NetworkSettings &, const NetworkSettings &) = default;
};

} // namespace moa
