// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/error.h"
#include "providers/networksettings.h"

#include <memory>
#include <QNetworkAccessManager>
#include <QSslConfiguration>

namespace moa {

/**
 * A manager that sends requests as @p settings say: through their proxy but to loopback addresses
 * always directly, with the certificates of their CA file trusted besides the system's. It follows
 * no redirect, keeps no cookie and leaves replies to who asked for them.
 *
 * A CA file that can't be read adds nothing: checkNetwork() tells of it beforehand.
 */
[[nodiscard]] std::unique_ptr<QNetworkAccessManager>
makeNetworkManager(const NetworkSettings &settings);

/** Whether requests can be sent as @p settings say; the failure is a sentence. Reads the CA file.
 */
[[nodiscard]] Result<void> checkNetwork(const NetworkSettings &settings);

/**
 * Whether @p url can be a manual proxy: http or socks5 with host and port and nothing else, so no
 * password either. The failure is the end of a sentence, without a full stop.
 */
[[nodiscard]] Result<void> checkProxyUrl(const QUrl &url);

/**
 * How a server's certificate is judged: by the system's authorities, and by those in the CA file if
 * there is one. The failure is a sentence: the file can't be read or holds no certificate.
 */
[[nodiscard]] Result<QSslConfiguration> sslConfiguration(const NetworkSettings &settings);

} // namespace moa
