// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "providers/exchange.h"

#include <QElapsedTimer>

class QNetworkRequest;

namespace moa {

/**
 * Keeps the attempts of one call, in bounded memory. It does not know what is secret: it is told
 * nothing that is. Times count from its making.
 */
class ExchangeRecorder
{
public:
    explicit ExchangeRecorder(Dialect dialect, QStringList variables = {});

    /// An attempt is sent.
    void begin(const QNetworkRequest &request, const QByteArray &body);
    void addReply(const QByteArray &bytes);
    /// It is over; without an attempt that goes on nothing happens.
    void end(int status, const HttpHeaders &headers, const QString &failure);

    [[nodiscard]] bool isOpen() const;
    [[nodiscard]] const QList<Exchange> &exchanges() const { return m_exchanges; }

private:
    Dialect m_dialect;
    QStringList m_variables;
    QList<Exchange> m_exchanges;
    QElapsedTimer m_clock;
    qsizetype m_left = mostReplyBytes; ///< of what may still be kept
};

} // namespace moa
