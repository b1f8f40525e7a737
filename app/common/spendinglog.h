// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/usd.h"
#include "mixture/error.h"

#include <QDate>
#include <QString>

namespace moa {

/** Where the programs keep together what was spent. */
[[nodiscard]] QString spendingFilePath();

/**
 * What was spent, in a file that several programs add to: a lock beside it makes one wait for the
 * other, five seconds at most, so it is not for the GUI thread. Failures are sentences.
 */
class SpendingLog
{
public:
    explicit SpendingLog(QString path = spendingFilePath());

    /// Nothing, if there is no file.
    [[nodiscard]] Result<Usd> spentOn(const QDate &day) const;
    /// An amount of 0 touches no file.
    [[nodiscard]] Result<void> add(const QDate &day, Usd amount) const;

private:
    QString m_path;
};

} // namespace moa
