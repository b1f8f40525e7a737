// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/presetplaces.h"

#include <QStandardPaths>

namespace moa {

QString ownPresetsFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation)
        + QStringLiteral("/MoA Studio");
}

QString presetRevisionsFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation)
        + QStringLiteral("/revisions");
}

} // namespace moa
