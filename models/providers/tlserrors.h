// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSslError>
#include <QString>

namespace moa {

/**
 * Why the certificate of @p host is not accepted, and what to do about it: sentences that begin in
 * lower case and lack the last full stop, to stand behind a name and a colon. Empty if @p errors
 * is.
 */
[[nodiscard]] QString certificateObjection(const QString &host, const QList<QSslError> &errors);

} // namespace moa
