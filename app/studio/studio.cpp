// SPDX-License-Identifier: GPL-3.0-or-later
#include "studio/studio.h"

#include "common/cassetteplayer.h"
#include "common/environment.h"
#include "common/historydatabase.h"
#include "common/historyfile.h"
#include "common/keychain.h"
#include "common/presetplaces.h"
#include "ui/appearance.h"
#include "ui/librarycontrol.h"
#include "ui/mainwindow.h"
#include "ui/settings/discoverybar.h"
#include "ui/settings/lookpage.h"
#include "ui/settings/newmixturespage.h"
#include "ui/settings/shortcutspage.h"
#include "ui/settings/storagepage.h"
#include "ui/shortcuts.h"

#include <QSettings>
#include <QtConcurrent>

namespace moa {

namespace {

const QString capPerRunKey = QStringLiteral("spending/perRun");
const QString capPerDayKey = QStringLiteral("spending/perDay");
const QString dismissedKey = QStringLiteral("discovery/dismissed");
const QString layoutKey = QStringLiteral("settings/layout");
const QString foldersKey = QStringLiteral("library/folders");
const QString libraryLayoutKey = QStringLiteral("library/layout");
const QString languageKey = QStringLiteral("window/language");
const QString historyDaysKey = QStringLiteral("history/maxAgeDays");
const QString historyBytesKey = QStringLiteral("history/maxBytes");
const QString defaultsKey = QStringLiteral("mixtures/defaults");

Provider sandbox()
{
    // The window's runs give it the address of its server.
    return sandboxProvider(QUrl(QStringLiteral("http://127.0.0.1/v1")));
}

void keepCap(QSettings *settings, const QString &key, const std::optional<Usd> &cap)
{
    if (cap)
        settings->setValue(key, cap->toString());
    else
        settings->remove(key);
}

} // namespace

Studio::Studio(const QString &providersFile, QSettings *kept)
    : m_kept(kept)
    , m_settings(providersFile, builtInProviders())
    , m_keychain(openKeychain())
    , m_keys(m_keychain.get(), environmentValue)
    , m_models(bundledCatalogue())
    , m_discovery(&m_settings, &m_keys, &m_models,
                  QString::fromLocal8Bit(environmentValue(QStringLiteral("OLLAMA_HOST"))))
    , m_live(&m_settings, &m_keys, &m_models, {sandbox()})
    , m_history(historyDatabasePath())
    , m_typical(&m_history)
{
    m_history.applyLimits(historyLimits());
    m_files.setMaxThreadCount(1);
    m_changed.setSingleShot(true);
    m_changed.setInterval(0);
    connect(&m_live, &LiveContext::changed, &m_changed, qOverload<>(&QTimer::start));
    inTurn([] {
        return Past{loadModelHistory().history,
                    SpendingLog().spentOn(QDate::currentDate()).value_or(Usd())};
    });
}

Studio::~Studio() = default;

void Studio::replay(std::unique_ptr<CassettePlayer> player)
{
    m_player = std::move(player);
}

StudioContext Studio::context() const
{
    StudioContext context = m_live.context();
    context.history = m_past.history;
    context.spentToday = m_past.spentToday;
    context.maxCost = caps().perRun;
    context.maxCostToday = caps().perDay;
    if (m_player) {
        context.network.replay = m_player->address();
        context.keys = replayKeys(context.providers);
    }
    return context;
}

void Studio::attach(MainWindow *window)
{
    m_control = new SettingsControl(window,
                                    {.settings = &m_settings,
                                     .keys = &m_keys,
                                     .models = &m_models,
                                     .discovery = &m_discovery,
                                     .keychain = m_keychain ? m_keychain->name() : QString()},
                                    {.load = [this] { return caps(); },
                                     .save = [this](const SpendingCaps &caps) { setCaps(caps); },
                                     .spentToday = [this] { return m_past.spentToday; }});
    m_control->restoreLayout(m_kept->value(layoutKey).toByteArray());
    window->addSettings(m_control->action);
    connect(&m_changed, &QTimer::timeout, window,
            [this, window] { window->setContext(context()); });
    connect(window, &MainWindow::runEnded, this, &Studio::learn);
    connect(window, &MainWindow::providerRequested, m_control, &SettingsControl::showProvider);
    connect(window, &MainWindow::omissionWanted, this,
            [this, window](const ProviderId &provider, const QString &model,
                           const QStringList &settings) {
                omit(provider, model, settings);
                window->tell(tr("From now on %1 is not sent to %2. Settings > Providers > Models "
                                "has it.")
                                 .arg(settings.join(tr(", ")), model));
            });

    // What is played again cost nothing and is no run of the person's.
    window->keepHistory(&m_history, m_player == nullptr);
    window->setPlaces({ownPresetsFolder(), presetRevisionsFolder()});
    m_library = window->library();
    const auto showTypical = [this] {
        m_library->setTypical([this](const QString &preset, const QStringList &models) {
            return m_typical.of({preset, models});
        });
    };
    showTypical();
    connect(&m_typical, &TypicalRuns::changed, m_library, showTypical);
    m_library->setFolders(m_kept->value(foldersKey).toStringList());
    m_library->restoreLayout(m_kept->value(libraryLayoutKey).toByteArray());
    connect(m_library, &LibraryControl::foldersChanged, this,
            [this] { m_kept->setValue(foldersKey, m_library->folders()); });

    auto *bar = new DiscoveryBar(&m_discovery, window);
    bar->setDismissed(m_kept->value(dismissedKey).toStringList());
    connect(bar, &DiscoveryBar::dismissedChanged, this,
            [this](const QStringList &offers) { m_kept->setValue(dismissedKey, offers); });
    connect(bar, &DiscoveryBar::providersRequested, m_control,
            [this] { m_control->show(SettingsDialog::Page::Providers); });
    connect(bar, &DiscoveryBar::localModelsRequested, window,
            [window] { window->openPreset(QStringLiteral("local-ollama")); });
    window->addNotice(bar);
    m_discovery.look();
}

void Studio::addPages(MainWindow *window, Appearance *appearance)
{
    const auto defaults = [this] { return settingsFrom(m_kept->value(defaultsKey).toString()); };
    window->setNewMixtureDefaults(defaults());
    auto *shortcuts = new Shortcuts(window, m_kept);
    m_control->addPage(tr("Look"), [this, appearance] {
        return new LookPage(
            appearance,
            {.load = [this] { return m_kept->value(languageKey).toString(); },
             .save = [this](const QString &name) { m_kept->setValue(languageKey, name); }});
    });
    m_control->addPage(tr("New Mixtures"), [this, window, defaults] {
        return new NewMixturesPage(
            {.load = defaults, .save = [this, window](const AgentSettings &settings) {
                 m_kept->setValue(defaultsKey, settingsText(settings));
                 window->setNewMixtureDefaults(settings);
             }});
    });
    m_control->addPage(tr("Storage"), [this] {
        return new StoragePage({.path = m_history.path(),
                                .size = [this] { return m_history.sizeOnDisk(); },
                                .load = [this] { return historyLimits(); },
                                .save =
                                    [this](const HistoryLimits &limits) {
                                        keepHistoryLimits(limits);
                                        m_history.applyLimits(limits);
                                    }});
    });
    m_control->addPage(tr("Shortcuts"), [shortcuts] { return new ShortcutsPage(shortcuts); });
}

void Studio::keepLayout()
{
    m_kept->setValue(layoutKey, m_control->layoutState());
    m_kept->setValue(libraryLayoutKey, m_library->layoutState());
}

void Studio::learn(const RunRecord &run)
{
    if (m_player)
        return; // it cost nothing, and tells nothing new
    m_past.spentToday += run.totals.cost;
    m_changed.start();
    inTurn([run] {
        const QDate today = QDate::currentDate();
        const SpendingLog log;
        (void)log.add(today, run.totals.cost); // what can't be written counts until the end
        const Result<LoadedHistory> learnt = recordRun(run);
        return Past{learnt ? learnt->history : loadModelHistory().history,
                    log.spentOn(today).value_or(Usd())};
    });
}

void Studio::inTurn(const std::function<Past()> &work)
{
    // Not QFuture::then(): with a context it is not safe against that one's end (Qt 6.4).
    auto *watcher = new QFutureWatcher<Past>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher] {
        take(watcher->result());
        watcher->deleteLater();
    });
    watcher->setFuture(QtConcurrent::run(&m_files, work));
}

void Studio::take(const Past &past)
{
    m_past.history = past.history;
    // Another program may have added to it; what this one could not write stays.
    m_past.spentToday = std::max(m_past.spentToday, past.spentToday);
    m_changed.start();
}

void Studio::omit(const ProviderId &provider, const QString &model, const QStringList &settings)
{
    const Provider *known = m_settings.provider(provider);
    if (!known)
        return;
    Provider changed = *known;
    auto own = std::find_if(changed.models.begin(), changed.models.end(),
                            [&model](const ModelOverride &each) { return each.model == model; });
    if (own == changed.models.end()) {
        ModelOverride added;
        added.model = model;
        own = changed.models.insert(changed.models.end(), added);
    }
    own->omit += settings;
    own->omit.removeDuplicates();
    m_settings.setProvider(changed);
}

HistoryLimits Studio::historyLimits() const
{
    HistoryLimits limits;
    bool isSet = false;
    if (const int days = m_kept->value(historyDaysKey).toInt(&isSet); isSet && days > 0)
        limits.maxAgeDays = days;
    if (const qint64 bytes = m_kept->value(historyBytesKey).toLongLong(&isSet); isSet && bytes > 0)
        limits.maxBytes = bytes;
    return limits;
}

void Studio::keepHistoryLimits(const HistoryLimits &limits)
{
    m_kept->setValue(historyDaysKey, limits.maxAgeDays.value_or(0));
    m_kept->setValue(historyBytesKey, limits.maxBytes.value_or(0));
}

SpendingCaps Studio::caps() const
{
    return {.perRun = Usd::fromString(m_kept->value(capPerRunKey).toString()),
            .perDay = Usd::fromString(m_kept->value(capPerDayKey).toString())};
}

void Studio::setCaps(const SpendingCaps &caps)
{
    keepCap(m_kept, capPerRunKey, caps.perRun);
    keepCap(m_kept, capPerDayKey, caps.perDay);
    m_changed.start();
}

} // namespace moa
