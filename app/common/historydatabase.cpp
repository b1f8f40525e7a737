// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/historydatabase.h"

#include <QStandardPaths>

namespace moa {

QString historyDatabasePath()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation)
        + QStringLiteral("/history.sqlite");
}

} // namespace moa
