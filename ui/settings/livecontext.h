// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/runsession.h"

#include <QObject>

namespace moa {

class KnownModels;
class ProviderKeys;
class ProviderSettings;

/** What runs need of the world, put together from the settings as they are, and told when it is
 * another. Tells the keys which providers there are. */
class LiveContext : public QObject
{
    Q_OBJECT

public:
    /// @p always are providers that no settings hold: the Sandbox. The others outlive this.
    LiveContext(ProviderSettings *settings, ProviderKeys *keys, KnownModels *models,
                QList<Provider> always, QObject *parent = nullptr);

    [[nodiscard]] StudioContext context() const;

Q_SIGNALS:
    void changed();

private:
    ProviderSettings *m_settings;
    ProviderKeys *m_keys;
    KnownModels *m_models;
    QList<Provider> m_always;
};

} // namespace moa
