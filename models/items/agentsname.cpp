// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/agentsname.h"

#include <QCoreApplication>
#include <QLocale>

namespace moa {

QString agentsName(const Mixture &mixture, const QList<AgentId> &ids)
{
    const Agent *only = ids.size() == 1 ? mixture.agent(ids.constFirst()) : nullptr;
    if (only)
        return only->displayName();
    return QCoreApplication::translate("moa", "%1 agents").arg(QLocale().toString(ids.size()));
}

} // namespace moa
