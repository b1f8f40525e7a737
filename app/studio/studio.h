// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/spendinglog.h"
#include "providers/providerkeys.h"
#include "store/history.h"
#include "ui/settings/discovery.h"
#include "ui/settings/knownmodels.h"
#include "ui/settings/livecontext.h"
#include "ui/settings/providersettings.h"
#include "ui/settings/settingscontrol.h"
#include "ui/typicalruns.h"

#include <memory>
#include <QThreadPool>
#include <QTimer>

class QSettings;

namespace moa {

class Appearance;
class CassettePlayer;
class DiscoveryBar;
class LibraryControl;
class MainWindow;

/**
 * What the window needs of this machine and its user: providers, keys, models, what was learnt and
 * spent. Puts them together, and keeps them while the program runs.
 */
class Studio : public QObject
{
    Q_OBJECT

public:
    /// @p providersFile: where the user's providers stand. @p kept outlives this.
    Studio(const QString &providersFile, QSettings *kept);
    ~Studio() override;

    /// From now on @p player answers instead of the providers.
    void replay(std::unique_ptr<CassettePlayer> player);
    /// What runs need, as it is now.
    [[nodiscard]] StudioContext context() const;
    /// Gives @p window its settings and what was found on this machine, and follows its runs.
    void attach(MainWindow *window);
    /// Adds the pages on looks, new mixtures and keys to the settings of @p window, and applies
    /// what was chosen there; to be called last. @p appearance outlives the window.
    void addPages(MainWindow *window, Appearance *appearance);
    /// Why the user's providers are not there, as a sentence; empty: they are.
    [[nodiscard]] const QString &problem() const { return m_settings.problem(); }
    /// To be called before the window goes.
    void keepLayout();

private:
    /// What the files say of the past.
    struct Past
    {
        ModelHistory history;
        Usd spentToday;
    };

    void learn(const RunRecord &run);
    /// Does @p work in another thread, after what was to be done before, and takes what it tells.
    void inTurn(const std::function<Past()> &work);
    void take(const Past &past);
    void omit(const ProviderId &provider, const QString &model, const QStringList &settings);
    [[nodiscard]] HistoryLimits historyLimits() const;
    void keepHistoryLimits(const HistoryLimits &limits);
    [[nodiscard]] SpendingCaps caps() const;
    void setCaps(const SpendingCaps &caps);

    QSettings *m_kept;
    ProviderSettings m_settings;
    std::unique_ptr<KeyStore> m_keychain;
    ProviderKeys m_keys;
    KnownModels m_models;
    Discovery m_discovery;
    LiveContext m_live;
    std::unique_ptr<CassettePlayer> m_player;
    SettingsControl *m_control = nullptr; ///< the window's
    LibraryControl *m_library = nullptr; ///< likewise
    QTimer m_changed; ///< once for a burst of changes
    Past m_past;
    History m_history;
    TypicalRuns m_typical;
    QThreadPool m_files; ///< one thread: what is written is written in order
};

} // namespace moa
