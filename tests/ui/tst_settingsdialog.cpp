// SPDX-License-Identifier: GPL-3.0-or-later
#include "settingsfixture.h"
#include "ui/settings/discoverybar.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDir>
#include <QFile>
#include <QListWidget>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTabBar>

using namespace moa;
using moa::test::SettingsFixture;

namespace {

/// Of a "Test Authority" that signs nothing; its key was never kept.
const QByteArray certificate = "-----BEGIN CERTIFICATE-----\n"
                               "MIIBiTCCAS+gAwIBAgIUBP8SOVdJsFJd5zHKML19ipvZmRIwCgYIKoZIzj0EAwIw\n"
                               "GTEXMBUGA1UEAwwOVGVzdCBBdXRob3JpdHkwIBcNMjYxMTIzMDA0MzQwWhgPMjEy\n"
                               "NjEwMzAwMDQzNDBaMBkxFzAVBgNVBAMMDlRlc3QgQXV0aG9yaXR5MFkwEwYHKoZI\n"
                               "zj0CAQYIKoZIzj0DAQcDQgAE9jU4jJUH0C1KvQ+uqMdKHQyVoJ2py1ThzVNPSNls\n"
                               "CbTS4jZZ/swrHLkMv6wFx9//6e+QEa6CwS/sI6D4zyXxVKNTMFEwHQYDVR0OBBYE\n"
                               "FH8ICMUqlPQXsZOR63SJRfRnoVKJMB8GA1UdIwQYMBaAFH8ICMUqlPQXsZOR63SJ\n"
                               "RfRnoVKJMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIgZ+VDHK83\n"
                               "WenvLC/PQDLnZ6Y9zBO/X7JpxwygOBv1yg0CIQDNas4slB9sM1x7T40ZZpHz0ta4\n"
                               "CZ2D3ePN5B8bmnHbJA==\n"
                               "-----END CERTIFICATE-----\n";

} // namespace

class TestSettingsDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_fixture = std::make_unique<SettingsFixture>(); }
    void cleanup() { m_fixture.reset(); }

    void theWindowStaysBesideTheOthers();
    void theSizeIsKept();
    void pagesAreReachedByTheKeyboard();
    void everyFieldIsReachedByTab_data();
    void everyFieldIsReachedByTab();
    void noTwoMnemonicsOfAPageAreTheSame_data();
    void noTwoMnemonicsOfAPageAreTheSame();
    void aFailedSavingIsToldAndTriedAgain();
    void aProxyIsTaken();
    void aWrongProxyIsToldAndNotTaken();
    void theFileOfCertificatesIsLookedInto_data();
    void theFileOfCertificatesIsLookedInto();
    void aFileOfCertificatesIsTaken();
    void capsAreTaken();
    void aReachedCapIsTold();
    void theContextFollowsTheSettings();
    void theBarOffersKeysOfTheEnvironment();
    void aDismissedBarComesBackForNewsOnly();
    void serversOfThisMachineAreOffered();

private:
    void openPage(SettingsDialog::Page page)
    {
        m_fixture->open();
        m_fixture->dialog().showPage(page);
    }
    void addStates();

    std::unique_ptr<SettingsFixture> m_fixture;
};

void TestSettingsDialog::theWindowStaysBesideTheOthers()
{
    m_fixture->open();
    QVERIFY(!m_fixture->dialog().isModal());
    m_fixture->window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&m_fixture->window()));
    m_fixture->dialog().close();
    m_fixture->window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&m_fixture->window()));
    QTest::keyClick(&m_fixture->window(), Qt::Key_Comma, Qt::ControlModifier);
    QTRY_VERIFY(m_fixture->dialog().isVisible());
}

void TestSettingsDialog::theSizeIsKept()
{
    m_fixture->open();
    m_fixture->dialog().resize(1000, 700);
    const QByteArray kept = m_fixture->control().layoutState();
    m_fixture->dialog().resize(800, 600);
    m_fixture->control().restoreLayout(kept);
    QCOMPARE(m_fixture->dialog().size(), QSize(1000, 700));
}

void TestSettingsDialog::pagesAreReachedByTheKeyboard()
{
    m_fixture->open();
    auto &pages = m_fixture->part<QListWidget>("settingsPages");
    pages.setFocus();
    QTest::keyClick(&pages, Qt::Key_Down);
    QVERIFY(m_fixture->part("proxyAddress").isVisible());
    QTest::keyClick(&pages, Qt::Key_Down);
    QVERIFY(m_fixture->part("capPerRun").isVisible());
}

void TestSettingsDialog::addStates()
{
    QTest::addColumn<int>("page");
    QTest::addColumn<int>("tab");
    QTest::newRow("connection") << 0 << 0;
    QTest::newRow("models") << 0 << 1;
    QTest::newRow("limits") << 0 << 2;
    QTest::newRow("network") << 1 << 0;
    QTest::newRow("spending") << 2 << 0;
}

void TestSettingsDialog::everyFieldIsReachedByTab_data()
{
    addStates();
}

void TestSettingsDialog::everyFieldIsReachedByTab()
{
    QFETCH(int, page);
    QFETCH(int, tab);
    openPage(static_cast<SettingsDialog::Page>(page));
    m_fixture->part<QTabBar>("providerTabs").setCurrentIndex(tab);
    m_fixture->part("settingsPages").setFocus();
    QSet<QWidget *> reached;
    constexpr int enough = 60;
    for (int step = 0; step < enough; ++step) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        reached.insert(QApplication::focusWidget());
    }
    for (QWidget *part : m_fixture->dialog().findChildren<QWidget *>()) {
        const bool takesInput =
            qobject_cast<QLineEdit *>(part) || qobject_cast<QAbstractButton *>(part);
        // A spin box has the focus for its line, a group of radio buttons is one stop.
        if (!takesInput || !part->isVisible() || !part->isEnabled()
            || !(part->focusPolicy() & Qt::TabFocus) || part->focusProxy()
            || qobject_cast<QRadioButton *>(part) || part->objectName() == u"qt_spinbox_lineedit")
            continue;
        QVERIFY2(reached.contains(part),
                 qPrintable(part->objectName() + u' ' + part->accessibleName()));
    }
}

void TestSettingsDialog::noTwoMnemonicsOfAPageAreTheSame_data()
{
    addStates();
}

void TestSettingsDialog::noTwoMnemonicsOfAPageAreTheSame()
{
    QFETCH(int, page);
    QFETCH(int, tab);
    openPage(static_cast<SettingsDialog::Page>(page));
    m_fixture->part<QTabBar>("providerTabs").setCurrentIndex(tab);
    if (m_fixture->part("setKey").isVisible())
        m_fixture->click("setKey");
    QHash<QKeySequence, QString> seen;
    for (const QWidget *part : m_fixture->dialog().findChildren<QWidget *>()) {
        QString text;
        if (const auto *button = qobject_cast<const QAbstractButton *>(part))
            text = button->text();
        else if (const auto *label = qobject_cast<const QLabel *>(part); label && label->buddy())
            text = label->text();
        const QKeySequence key = QKeySequence::mnemonic(text);
        if (!part->isVisible() || key.isEmpty())
            continue;
        QVERIFY2(!seen.contains(key),
                 qPrintable(u"%1: %2, %3"_qs.arg(key.toString(), seen.value(key), text)));
        seen.insert(key, text);
    }
}

void TestSettingsDialog::aFailedSavingIsToldAndTriedAgain()
{
    m_fixture->open();
    QVERIFY(!m_fixture->part("settingsNotice").isVisible());
    // Also who may write everywhere can't replace a folder by a file.
    QVERIFY(QDir().mkpath(m_fixture->path() + u"/x"_qs));
    m_fixture->type("providerName", u"Thunder"_qs);
    QTRY_VERIFY(m_fixture->label("settingsProblem").contains(u"not saved"));
    QVERIFY(QDir(m_fixture->path()).removeRecursively());
    m_fixture->click("overwriteSettings");
    QTRY_VERIFY(!m_fixture->part("settingsNotice").isVisible());
    QVERIFY(QFile::exists(m_fixture->path()));
}

void TestSettingsDialog::aProxyIsTaken()
{
    openPage(SettingsDialog::Page::Network);
    QTest::keyClick(&m_fixture->dialog(), Qt::Key_T, Qt::AltModifier);
    QTRY_VERIFY(m_fixture->part("proxyAddress").isEnabled());
    m_fixture->type("proxyAddress", u"socks5://127.0.0.1:1080"_qs);
    QCOMPARE(m_fixture->settings().network().proxy, NetworkSettings::Proxy::Manual);
    QCOMPARE(m_fixture->settings().network().proxyUrl, QUrl(u"socks5://127.0.0.1:1080"_qs));
    QTest::keyClick(&m_fixture->dialog(), Qt::Key_N, Qt::AltModifier);
    QTRY_COMPARE(m_fixture->settings().network().proxy, NetworkSettings::Proxy::None);
    QTRY_VERIFY(m_fixture->settings().isSaved());
}

void TestSettingsDialog::aWrongProxyIsToldAndNotTaken()
{
    openPage(SettingsDialog::Page::Network);
    QTest::keyClick(&m_fixture->dialog(), Qt::Key_T, Qt::AltModifier);
    QTRY_VERIFY(m_fixture->part("proxyAddress").isEnabled());
    m_fixture->type("proxyAddress", u"http://me:word@proxy.example:3128"_qs);
    QVERIFY(m_fixture->says(u"password"_qs));
    QCOMPARE(m_fixture->settings().network().proxy, NetworkSettings::Proxy::System);
}

void TestSettingsDialog::theFileOfCertificatesIsLookedInto_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("told");
    QTest::newRow("nothing of the kind") << QByteArray("hello") << u"no certificate"_qs;
    QTest::newRow("empty") << QByteArray() << u"no certificate"_qs;
}

void TestSettingsDialog::theFileOfCertificatesIsLookedInto()
{
    QFETCH(QByteArray, content);
    QFETCH(QString, told);
    const QString path = m_fixture->folder().filePath(u"ca.pem"_qs);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
    file.close();
    openPage(SettingsDialog::Page::Network);
    m_fixture->type("caFile", path);
    QVERIFY2(m_fixture->says(told), qPrintable(m_fixture->sentences().join(u'\n')));
    QVERIFY(m_fixture->settings().network().caFile.isEmpty());
    m_fixture->type("caFile", path + u".gone"_qs);
    QVERIFY(m_fixture->says(u"cannot be opened"_qs));
    m_fixture->type("caFile", QString());
    QVERIFY(!m_fixture->says(u"cannot be opened"_qs));
}

void TestSettingsDialog::aFileOfCertificatesIsTaken()
{
    const QString path = m_fixture->folder().filePath(u"ca.pem"_qs);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(certificate), certificate.size());
    file.close();
    openPage(SettingsDialog::Page::Network);
    m_fixture->type("caFile", path);
    QVERIFY(m_fixture->label("certificatesFound").contains(u"of Test Authority"));
    QCOMPARE(m_fixture->settings().network().caFile, path);
    m_fixture->click("clearCaFile");
    QVERIFY(m_fixture->settings().network().caFile.isEmpty());
    QVERIFY(m_fixture->label("certificatesFound").isEmpty());
}

void TestSettingsDialog::capsAreTaken()
{
    openPage(SettingsDialog::Page::Spending);
    m_fixture->type("capPerRun", u"0.50"_qs);
    m_fixture->type("capPerDay", u"$5"_qs);
    QCOMPARE(m_fixture->caps().perRun, Usd::fromString(u"0.5"));
    QCOMPARE(m_fixture->caps().perDay, Usd::fromString(u"5"));
    m_fixture->type("capPerRun", u"much"_qs);
    QVERIFY(m_fixture->says(u"amount"_qs));
    QCOMPARE(m_fixture->caps().perRun, Usd::fromString(u"0.5"));
    m_fixture->type("capPerRun", QString());
    QVERIFY(!m_fixture->says(u"amount"_qs));
    QVERIFY(!m_fixture->caps().perRun);
}

void TestSettingsDialog::aReachedCapIsTold()
{
    m_fixture->setSpent(*Usd::fromString(u"1.25"));
    openPage(SettingsDialog::Page::Spending);
    QVERIFY(m_fixture->label("spentToday").contains(u"$1.25"));
    m_fixture->type("capPerDay", u"1"_qs);
    QVERIFY(m_fixture->label("spentToday").contains(u"reached"));
}

void TestSettingsDialog::theContextFollowsTheSettings()
{
    m_fixture->open();
    QSignalSpy changes(&m_fixture->context(), &LiveContext::changed);
    m_fixture->type("providerName", u"X"_qs);
    QVERIFY(changes.count() > 0);
    QCOMPARE(m_fixture->context().context().providers.constFirst().name, u"X"_qs);
    NetworkSettings network;
    network.proxy = NetworkSettings::Proxy::None;
    m_fixture->settings().setNetwork(network);
    QCOMPARE(m_fixture->context().context().network, network);
    changes.clear();
    m_fixture->keys().setKey(ProviderId(u"cloud"_qs), "sk-planted-0123456789", false);
    QVERIFY(changes.count() > 0);
    QVERIFY(!m_fixture->context().context().keys.key(ProviderId(u"cloud"_qs)).isEmpty());
}

void TestSettingsDialog::theBarOffersKeysOfTheEnvironment()
{
    m_fixture->open({{u"CLOUD_API_KEY"_qs, "sk-planted-0123456789"}});
    DiscoveryBar bar(&m_fixture->discovery());
    QVERIFY(!bar.isHidden());
    QCOMPARE(bar.sentence(), u"Set in the environment: CLOUD_API_KEY."_qs);
    QVERIFY(bar.findChild<QWidget *>(u"useLocalModels"_qs)->isHidden());
    QSignalSpy asked(&bar, &DiscoveryBar::providersRequested);
    bar.show();
    QTest::mouseClick(bar.findChild<QWidget *>(u"showProviders"_qs), Qt::LeftButton);
    QCOMPARE(asked.count(), 1);
}

void TestSettingsDialog::aDismissedBarComesBackForNewsOnly()
{
    m_fixture->open({{u"CLOUD_API_KEY"_qs, "sk-planted-0123456789"}});
    QStringList kept;
    {
        DiscoveryBar bar(&m_fixture->discovery());
        bar.show();
        QSignalSpy dismissed(&bar, &DiscoveryBar::dismissedChanged);
        QTest::mouseClick(bar.findChild<QWidget *>(u"dismissDiscovery"_qs), Qt::LeftButton);
        QVERIFY(bar.isHidden());
        QCOMPARE(dismissed.count(), 1);
        kept = bar.dismissed();
    }
    DiscoveryBar next(&m_fixture->discovery());
    next.setDismissed(kept);
    QVERIFY(next.isHidden());
    next.setDismissed({u"OTHER_API_KEY"_qs});
    QVERIFY(!next.isHidden());
}

void TestSettingsDialog::serversOfThisMachineAreOffered()
{
    // As Ollama answers.
    m_fixture->server().setHandler([](const ScriptedRequest &request) {
        if (request.path == "/")
            return ScriptedReply::body("Ollama is running", "text/plain");
        if (request.path.endsWith("/api/version"))
            return ScriptedReply::body(R"({"version": "0.6.2"})");
        if (request.path.endsWith("/api/tags")) {
            return ScriptedReply::body(R"({"models": [{"name": "llama3.2:latest",
                "model": "llama3.2:latest"}]})");
        }
        if (request.path.endsWith("/v1/models")) {
            return ScriptedReply::body(
                R"({"object": "list", "data": [{"id": "llama3.2:latest", "object": "model"}]})");
        }
        return ScriptedReply::openAiError(404, u"No such page"_qs);
    });
    m_fixture->open();
    DiscoveryBar bar(&m_fixture->discovery());
    QVERIFY(bar.isHidden());
    m_fixture->discovery().look();
    QTRY_VERIFY(!m_fixture->discovery().isLooking());
    QCOMPARE(m_fixture->discovery().servers().size(), 1);
    QVERIFY(!bar.isHidden());
    QVERIFY2(bar.sentence().contains(u"answers on this machine"), qPrintable(bar.sentence()));
    QVERIFY(!bar.findChild<QWidget *>(u"useLocalModels"_qs)->isHidden());
    QVERIFY(m_fixture->says(u"running here"_qs));
}

QTEST_MAIN(TestSettingsDialog)
#include "tst_settingsdialog.moc"
