// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "providers/providerkeys.h"
#include "support/fakekeystore.h"
#include "support/scriptedserver.h"
#include "ui/appearance.h"
#include "ui/settings/discovery.h"
#include "ui/settings/knownmodels.h"
#include "ui/settings/livecontext.h"
#include "ui/settings/providersettings.h"
#include "ui/settings/settingscontrol.h"

#include <memory>
#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QMainWindow>
#include <QTemporaryDir>
#include <QTest>

namespace moa::test {

/**
 * The settings of a window as the program composes them, with a keychain of the test's own and two
 * built-in providers: "cloud" that needs a key, and "here" at a scripted server with two models
 * that answers "Hi".
 */
class SettingsFixture
{
public:
    SettingsFixture()
    {
        m_server->setHandler([](const ScriptedRequest &request) {
            if (request.path.endsWith("/models")) {
                return ScriptedReply::body(
                    R"({"object": "list", "data": [{"id": "small", "object": "model"},
                        {"id": "large", "object": "model", "context_length": 131072,
                         "pricing": {"prompt": "0.000002", "completion": "0.000008"}}]})");
            }
            if (request.path.endsWith("/chat/completions")) {
                return request.json()[u"stream"].toBool() ? ScriptedReply::openAiStream(u"Hi"_qs)
                                                          : ScriptedReply::openAiJson(u"Hi"_qs);
            }
            return ScriptedReply::openAiError(404, u"No such page"_qs);
        });
        Provider cloud;
        cloud.id = ProviderId(u"cloud"_qs);
        cloud.name = u"Cloud"_qs;
        cloud.baseUrl = QUrl(u"https://cloud.example/v1"_qs);
        cloud.keyVariables = {u"CLOUD_API_KEY"_qs};
        Provider here;
        here.id = ProviderId(u"here"_qs);
        here.name = u"Here"_qs;
        here.baseUrl = m_server->baseUrl();
        m_builtIn = {cloud, here};
        m_path = m_folder.filePath(u"providers.json"_qs);
        m_store.isPrompt = true;
    }

    /// Opens the settings, with @p environment as the program's.
    void open(const QHash<QString, QByteArray> &environment = {})
    {
        m_settings = std::make_unique<ProviderSettings>(m_path, m_builtIn);
        m_keys = std::make_unique<ProviderKeys>(&m_store, [environment](const QString &variable) {
            return environment.value(variable);
        });
        m_models = std::make_unique<KnownModels>(ModelCatalogue());
        m_context = std::make_unique<LiveContext>(m_settings.get(), m_keys.get(), m_models.get(),
                                                  QList<Provider>());
        m_discovery =
            std::make_unique<Discovery>(m_settings.get(), m_keys.get(), m_models.get(), QString());
        m_window = std::make_unique<QMainWindow>();
        m_control =
            new SettingsControl(m_window.get(),
                                {.settings = m_settings.get(),
                                 .keys = m_keys.get(),
                                 .models = m_models.get(),
                                 .discovery = m_discovery.get(),
                                 .keychain = m_store.name()},
                                {.load = [this] { return m_caps; },
                                 .save = [this](const SpendingCaps &caps) { m_caps = caps; },
                                 .spentToday = [this] { return m_spent; }});
        m_window->addAction(m_control->action);
        m_window->show();
        m_control->action->trigger();
        QVERIFY(QTest::qWaitForWindowActive(&dialog()));
    }

    [[nodiscard]] ScriptedServer &server() { return m_server.server(); }
    [[nodiscard]] FakeKeyStore &store() { return m_store; }
    [[nodiscard]] ProviderSettings &settings() { return *m_settings; }
    [[nodiscard]] ProviderKeys &keys() { return *m_keys; }
    [[nodiscard]] KnownModels &models() { return *m_models; }
    [[nodiscard]] LiveContext &context() { return *m_context; }
    [[nodiscard]] Discovery &discovery() { return *m_discovery; }
    [[nodiscard]] SettingsControl &control() { return *m_control; }
    [[nodiscard]] QMainWindow &window() { return *m_window; }
    [[nodiscard]] SettingsDialog &dialog() { return *m_control->dialog(); }
    [[nodiscard]] const QString &path() const { return m_path; }
    [[nodiscard]] const QTemporaryDir &folder() const { return m_folder; }
    [[nodiscard]] SpendingCaps &caps() { return m_caps; }
    void setSpent(Usd spent) { m_spent = spent; }

    /// The part of the settings that is called @p name.
    template <typename Part = QWidget>
    [[nodiscard]] Part &part(const char *name)
    {
        auto *found = dialog().findChild<Part *>(QLatin1String(name));
        if (!found)
            qFatal("The settings have no %s", name);
        return *found;
    }
    void click(const char *name) { QTest::mouseClick(&part(name), Qt::LeftButton); }
    /// Replaces what is in the field by typing, and confirms it.
    void type(const char *name, const QString &text)
    {
        auto &field = part<QLineEdit>(name);
        field.setFocus();
        field.selectAll();
        if (text.isEmpty())
            QTest::keyClick(&field, Qt::Key_Delete);
        QTest::keyClicks(&field, text);
        QTest::keyClick(&field, Qt::Key_Return);
    }
    /// What the label says; nothing while it is hidden.
    [[nodiscard]] QString label(const char *name)
    {
        const auto &found = part<QLabel>(name);
        return found.isVisible() ? found.text() : QString();
    }
    /// Every sentence that is visible in the settings.
    [[nodiscard]] QStringList sentences()
    {
        QStringList result;
        for (const QLabel *found : dialog().findChildren<QLabel *>()) {
            if (found->isVisible() && !found->text().isEmpty())
                result.append(found->text());
        }
        return result;
    }
    [[nodiscard]] bool says(const QString &part) { return !sentences().filter(part).isEmpty(); }
    void choose(const QString &provider)
    {
        m_control->dialog()->providersPage()->showProvider(ProviderId(provider));
    }
    [[nodiscard]] const Provider &provider(const QString &id)
    {
        const Provider *found = m_settings->provider(ProviderId(id));
        if (!found)
            qFatal("There is no provider %s", qPrintable(id));
        return *found;
    }

private:
    Appearance m_appearance;
    QTemporaryDir m_folder;
    QString m_path;
    ThreadedScriptedServer m_server;
    FakeKeyStore m_store;
    SpendingCaps m_caps;
    Usd m_spent;
    QList<Provider> m_builtIn;
    std::unique_ptr<ProviderSettings> m_settings;
    std::unique_ptr<ProviderKeys> m_keys;
    std::unique_ptr<KnownModels> m_models;
    std::unique_ptr<LiveContext> m_context;
    std::unique_ptr<Discovery> m_discovery;
    std::unique_ptr<QMainWindow> m_window;
    SettingsControl *m_control = nullptr; ///< the window's
};

} // namespace moa::test
