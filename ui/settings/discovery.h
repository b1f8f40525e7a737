// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "providers/listedmodel.h"
#include "providers/provider.h"

#include <memory>
#include <QObject>

namespace moa {

class KnownModels;
class LocalServers;
class ProviderKeys;
class ProviderSettings;

/** A model server that answers on this machine. */
struct FoundServer
{
    Provider provider; ///< as it is set up if it is, else as it may be added
    QList<ListedModel> models;
    bool isSetUp = false; ///< there is a provider with its address

    friend bool operator==(const FoundServer &, const FoundServer &) = default;
};

/** A key that stands in the environment. */
struct FoundKey
{
    ProviderId provider;
    QString variable;

    friend bool operator==(const FoundKey &, const FoundKey &) = default;
};

/**
 * What is there without anybody having set it up: servers on this machine, which alone are asked,
 * and keys in the usual environment variables.
 */
class Discovery : public QObject
{
    Q_OBJECT

public:
    /// All three outlive this. What a server lists is told to @p models. @p ollamaHost is the
    /// value of OLLAMA_HOST.
    Discovery(ProviderSettings *settings, ProviderKeys *keys, KnownModels *models,
              const QString &ollamaHost, QObject *parent = nullptr);
    ~Discovery() override;

    /// Asks this machine; once more replaces what was found before.
    void look();
    [[nodiscard]] bool isLooking() const { return m_servers != nullptr; }

    [[nodiscard]] const QList<FoundServer> &servers() const { return m_found; }
    [[nodiscard]] QList<FoundKey> keys() const;

Q_SIGNALS:
    void changed();

private:
    void take(const Provider &provider, const QList<ListedModel> &models);
    void finish();
    void settle();

    ProviderSettings *m_settings;
    ProviderKeys *m_keys;
    KnownModels *m_models;
    QString m_ollamaHost;
    std::unique_ptr<LocalServers> m_servers;
    QList<FoundServer> m_found;
    QList<FoundServer> m_arriving; ///< while it is looked once more
};

} // namespace moa
