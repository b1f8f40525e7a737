// SPDX-License-Identifier: GPL-3.0-or-later
#include "settingsfixture.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QListWidget>
#include <QPushButton>
#include <QSpinBox>
#include <QTabBar>
#include <QTableWidget>
#include <QTreeView>

using namespace moa;
using moa::test::SettingsFixture;

namespace {

const QByteArray secret = "sk-planted-0123456789";

ListedModel listed(const QString &id)
{
    ListedModel model;
    model.id = id;
    return model;
}

} // namespace

class TestProvidersPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_fixture = std::make_unique<SettingsFixture>(); }
    void cleanup() { m_fixture.reset(); }

    void theListTellsWhereKeysAre();
    void aProviderIsAddedByTheKeyboardAlone();
    void aWrongAddressIsToldAndNotTaken_data();
    void aWrongAddressIsToldAndNotTaken();
    void aTypedAddressCountsOnceItIsComplete();
    void aKeyIsSetAndNeverShown();
    void escGivesUpTheKeyThenCloses();
    void aKeyCanLastForTheSessionAndBeForgotten();
    void aKeyOfTheEnvironmentIsNamed();
    void anotherServerAsksForTheKeyAgain();
    void aTestShowsFourStepsAndTheModels();
    void aFailedTestSaysWhy();
    void aTestCanBeStopped();
    void aPriceOfOnesOwnIsTaken();
    void halfAPriceIsTold();
    void aModelOfNoListCanBeAdded();
    void theListOfModelsCanBeRefreshed();
    void aHeaderWithAKeyIsRefused();
    void aHeaderIsTaken();
    void limitsAreTaken();
    void aBuiltInProviderIsResetAndAnOwnRemoved();
    void aChangeOfTheFileIsShown();

private:
    void openTab(int tab) { m_fixture->part<QTabBar>("providerTabs").setCurrentIndex(tab); }
    [[nodiscard]] QString cell(int row, int column)
    {
        return m_fixture->part<QTreeView>("models").model()->index(row, column).data().toString();
    }

    std::unique_ptr<SettingsFixture> m_fixture;
};

void TestProvidersPage::theListTellsWhereKeysAre()
{
    m_fixture->open({{u"CLOUD_API_KEY"_qs, secret}});
    auto &list = m_fixture->part<QListWidget>("providers");
    QCOMPARE(list.count(), 2);
    QCOMPARE(list.item(0)->text(), u"Cloud"_qs);
    QCOMPARE(list.item(0)->data(Qt::AccessibleDescriptionRole).toString(),
             u"OpenAI · From CLOUD_API_KEY"_qs);
    QCOMPARE(list.item(1)->data(Qt::AccessibleDescriptionRole).toString(), u"OpenAI"_qs);
}

void TestProvidersPage::aProviderIsAddedByTheKeyboardAlone()
{
    m_fixture->open();
    QTest::keyClick(&m_fixture->dialog(), Qt::Key_A, Qt::AltModifier);
    QTRY_VERIFY(QApplication::activeModalWidget());
    QTRY_COMPARE(QApplication::focusWidget()->objectName(), u"newName"_qs);
    QTest::keyClicks(QApplication::focusWidget(), u"My Gateway"_qs);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Down); // the Anthropic dialect
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QTest::keyClicks(QApplication::focusWidget(), u"gateway.example"_qs);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    const Provider &added = m_fixture->provider(u"my-gateway"_qs);
    QCOMPARE(added.name, u"My Gateway"_qs);
    QCOMPARE(added.dialect, Dialect::Anthropic);
    QCOMPARE(added.baseUrl, QUrl(u"https://gateway.example"_qs));
    QCOMPARE(m_fixture->part<QListWidget>("providers").currentItem()->text(), u"My Gateway"_qs);
    QCOMPARE(m_fixture->part<QLineEdit>("baseUrl").text(), u"https://gateway.example"_qs);
    QTRY_VERIFY(m_fixture->settings().isSaved());
}

void TestProvidersPage::aWrongAddressIsToldAndNotTaken_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("told");
    QTest::newRow("empty") << QString() << u"needs an address"_qs;
    QTest::newRow("plain http") << u"http://public.example/v1"_qs << u"plain http"_qs;
    QTest::newRow("another scheme") << u"ftp://cloud.example"_qs << u"neither"_qs;
    QTest::newRow("password") << u"https://me:word@cloud.example"_qs << u"password"_qs;
}

void TestProvidersPage::aWrongAddressIsToldAndNotTaken()
{
    QFETCH(QString, address);
    QFETCH(QString, told);
    m_fixture->open();
    const QUrl before = m_fixture->provider(u"cloud"_qs).baseUrl;
    m_fixture->type("baseUrl", address);
    QVERIFY2(m_fixture->says(told), qPrintable(m_fixture->sentences().join(u'\n')));
    QCOMPARE(m_fixture->provider(u"cloud"_qs).baseUrl, before);
    m_fixture->type("baseUrl", u"https://other.example/v1"_qs);
    QVERIFY(!m_fixture->says(told));
    QCOMPARE(m_fixture->provider(u"cloud"_qs).baseUrl, QUrl(u"https://other.example/v1"_qs));
}

void TestProvidersPage::aTypedAddressCountsOnceItIsComplete()
{
    m_fixture->open({{u"CLOUD_API_KEY"_qs, secret}});
    auto &field = m_fixture->part<QLineEdit>("baseUrl");
    field.setFocus();
    field.selectAll();
    QTest::keyClicks(&field, u"https://elsewhere.example/v1"_qs);
    QVERIFY(m_fixture->says(u"asked for again"_qs));
    QCOMPARE(m_fixture->provider(u"cloud"_qs).baseUrl, QUrl(u"https://cloud.example/v1"_qs));
    m_fixture->dialog().close();
    QCOMPARE(m_fixture->provider(u"cloud"_qs).baseUrl, QUrl(u"https://elsewhere.example/v1"_qs));
}

void TestProvidersPage::aKeyIsSetAndNeverShown()
{
    m_fixture->open();
    QCOMPARE(m_fixture->label("keyState"), u"None"_qs);
    m_fixture->click("setKey");
    auto &field = m_fixture->part<QLineEdit>("keyField");
    QVERIFY(field.hasFocus());
    QVERIFY(m_fixture->part<QCheckBox>("keepKey").isChecked());
    QTest::keyClicks(&field, QString::fromLatin1(secret));
    QVERIFY(!field.displayText().contains(u"planted"));
    field.selectAll();
    QTest::keySequence(&field, QKeySequence::Copy);
    QTest::keyClick(&field, Qt::Key_Return);

    QCOMPARE(m_fixture->label("keyState"), u"In the fake keychain"_qs);
    QCOMPARE(m_fixture->store().secrets.values(), QList<QByteArray>{secret});
    QCOMPARE(m_fixture->keys()
                 .ring()
                 .key(ProviderId(u"cloud"_qs))
                 .secretFor(QUrl(u"https://cloud.example/v1"_qs)),
             secret);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QVERIFY(!m_fixture->dialog().findChild<QLineEdit *>(u"keyField"_qs));
    for (const QLineEdit *left : m_fixture->dialog().findChildren<QLineEdit *>())
        QVERIFY(!left->text().contains(QString::fromLatin1(secret)));
    QVERIFY(!QGuiApplication::clipboard()->text().contains(u"planted"));
    m_fixture->settings().overwrite();
    QTRY_VERIFY(m_fixture->settings().isSaved());
    QFile file(m_fixture->path());
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(!file.readAll().contains("planted"));
}

void TestProvidersPage::escGivesUpTheKeyThenCloses()
{
    m_fixture->open();
    m_fixture->click("setKey");
    QTest::keyClicks(&m_fixture->part("keyField"), QString::fromLatin1(secret));
    QTest::keyClick(&m_fixture->part("keyField"), Qt::Key_Escape);
    QVERIFY(m_fixture->dialog().isVisible());
    QVERIFY(m_fixture->part("setKey").hasFocus());
    QVERIFY(m_fixture->store().secrets.isEmpty());
    QTest::keyClick(&m_fixture->part("setKey"), Qt::Key_Escape);
    QVERIFY(!m_fixture->dialog().isVisible());
}

void TestProvidersPage::aKeyCanLastForTheSessionAndBeForgotten()
{
    m_fixture->open();
    m_fixture->click("setKey");
    m_fixture->click("keepKey");
    QTest::keyClicks(&m_fixture->part("keyField"), QString::fromLatin1(secret));
    m_fixture->click("useKey");
    QCOMPARE(m_fixture->label("keyState"), u"For this session only"_qs);
    QVERIFY(m_fixture->store().secrets.isEmpty());
    m_fixture->click("forgetKey");
    QCOMPARE(m_fixture->label("keyState"), u"None"_qs);
    QVERIFY(m_fixture->keys().ring().key(ProviderId(u"cloud"_qs)).isEmpty());
}

void TestProvidersPage::aKeyOfTheEnvironmentIsNamed()
{
    m_fixture->open({{u"CLOUD_API_KEY"_qs, secret}});
    QCOMPARE(m_fixture->label("keyState"), u"From CLOUD_API_KEY"_qs);
    QVERIFY(!m_fixture->part("forgetKey").isEnabled());
    QVERIFY(m_fixture->says(u"is set"_qs));
    m_fixture->choose(u"here"_qs);
    QCOMPARE(m_fixture->label("keyState"), u"None needed"_qs);
}

void TestProvidersPage::anotherServerAsksForTheKeyAgain()
{
    m_fixture->open();
    m_fixture->keys().setKey(ProviderId(u"cloud"_qs), secret, true);
    QCOMPARE(m_fixture->label("keyState"), u"In the fake keychain"_qs);
    m_fixture->type("baseUrl", u"https://cloud.example/v2"_qs);
    QCOMPARE(m_fixture->label("keyState"), u"In the fake keychain"_qs);
    m_fixture->type("baseUrl", u"https://elsewhere.example/v2"_qs);
    QCOMPARE(m_fixture->label("keyState"), u"None"_qs);
    QVERIFY(!m_fixture->label("keySaid").isEmpty());
    QVERIFY(m_fixture->keys().ring().key(ProviderId(u"cloud"_qs)).isEmpty());
}

void TestProvidersPage::aTestShowsFourStepsAndTheModels()
{
    m_fixture->open();
    m_fixture->choose(u"here"_qs);
    m_fixture->click("testProvider");
    QCOMPARE(m_fixture->part<QPushButton>("testProvider").text().remove(u'&'), u"Stop"_qs);
    QTRY_COMPARE(m_fixture->part<QPushButton>("testProvider").text().remove(u'&'), u"Test"_qs);
    for (const char *step : {"probeStep0", "probeStep1", "probeStep2", "probeStep3"})
        QVERIFY2(!m_fixture->label(step).isEmpty(), step);
    openTab(1);
    QCOMPARE(m_fixture->part<QTreeView>("models").model()->rowCount(), 2);
    QCOMPARE(cell(0, 0), u"large"_qs);
    QCOMPARE(cell(0, 1), QLocale().toString(131072));
    QCOMPARE(cell(0, 2), u"$2.00"_qs);
    QCOMPARE(cell(1, 2), u"unpriced"_qs);
}

void TestProvidersPage::aFailedTestSaysWhy()
{
    m_fixture->server().setHandler([](const ScriptedRequest &) {
        return ScriptedReply::openAiError(401, u"No such key"_qs, u"invalid_api_key"_qs);
    });
    m_fixture->open();
    m_fixture->choose(u"here"_qs);
    m_fixture->click("testProvider");
    QTRY_COMPARE(m_fixture->part<QPushButton>("testProvider").text().remove(u'&'), u"Test"_qs);
    QVERIFY2(m_fixture->label("probeStep1").contains(u"key"),
             qPrintable(m_fixture->label("probeStep1")));
}

void TestProvidersPage::aTestCanBeStopped()
{
    m_fixture->server().setHandler([](const ScriptedRequest &) {
        return ScriptedReply::openAiJson(u"late"_qs).cutShort(ScriptedReply::Cut::Kind::Stall, 0);
    });
    m_fixture->open();
    m_fixture->choose(u"here"_qs);
    m_fixture->click("testProvider");
    QTRY_VERIFY(m_fixture->server().counters().requests > 0);
    m_fixture->click("testProvider");
    QCOMPARE(m_fixture->part<QPushButton>("testProvider").text().remove(u'&'), u"Test"_qs);
    QVERIFY(m_fixture->says(u"Stopped"_qs));
    QTRY_COMPARE(m_fixture->server().counters().inFlight, 0);
}

void TestProvidersPage::aPriceOfOnesOwnIsTaken()
{
    m_fixture->open();
    m_fixture->choose(u"here"_qs);
    m_fixture->models().setListing(ProviderId(u"here"_qs), {listed(u"small"_qs)});
    openTab(1);
    auto &table = m_fixture->part<QTreeView>("models");
    QTest::mouseClick(table.viewport(), Qt::LeftButton, {},
                      table.visualRect(table.model()->index(0, 0)).center());
    QVERIFY(m_fixture->label("ownHeading").contains(u"small"));
    m_fixture->type("ownContext", u"32000"_qs);
    m_fixture->type("ownInput", u"0.25"_qs);
    m_fixture->type("ownOutput", u"1"_qs);
    m_fixture->type("ownOmit", u"temperature, top_p"_qs);
    const ModelOverride *own = m_fixture->provider(u"here"_qs).overrideFor(u"small"_qs);
    QVERIFY(own);
    QCOMPARE(own->contextWindow, std::optional<qint64>(32000));
    QVERIFY(own->rates);
    QCOMPARE(own->rates->input.toString(), u"0.00000025"_qs);
    QCOMPARE(own->rates->output.toString(), u"0.000001"_qs);
    QCOMPARE(own->omit, (QStringList{u"temperature"_qs, u"top_p"_qs}));
    QCOMPARE(cell(0, 2), u"$0.25"_qs);
    QCOMPARE(m_fixture->context()
                 .context()
                 .models.facts(m_fixture->provider(u"here"_qs), u"small"_qs)
                 .price->rates.input,
             own->rates->input);
    m_fixture->click("forgetOwn");
    QVERIFY(!m_fixture->provider(u"here"_qs).overrideFor(u"small"_qs));
    QCOMPARE(cell(0, 2), u"unpriced"_qs);
    QCOMPARE(m_fixture->part<QLineEdit>("ownInput").text(), QString());
}

void TestProvidersPage::halfAPriceIsTold()
{
    m_fixture->open();
    m_fixture->choose(u"here"_qs);
    m_fixture->models().setListing(ProviderId(u"here"_qs), {listed(u"small"_qs)});
    openTab(1);
    auto &table = m_fixture->part<QTreeView>("models");
    table.setCurrentIndex(table.model()->index(0, 0));
    m_fixture->type("ownInput", u"0.25"_qs);
    QVERIFY(m_fixture->says(u"both"_qs));
    QVERIFY(!m_fixture->provider(u"here"_qs).overrideFor(u"small"_qs));
    m_fixture->type("ownOutput", u"cheap"_qs);
    QVERIFY(m_fixture->says(u"amount"_qs));
    m_fixture->type("ownOutput", u"1.00"_qs);
    QVERIFY(!m_fixture->says(u"both"_qs));
    QVERIFY(m_fixture->provider(u"here"_qs).overrideFor(u"small"_qs));
}

void TestProvidersPage::aModelOfNoListCanBeAdded()
{
    m_fixture->open();
    openTab(1);
    QVERIFY(!m_fixture->part("addModel").isVisible());
    QTest::keyClicks(&m_fixture->part("searchModels"), u"secret-preview"_qs);
    m_fixture->click("addModel");
    QVERIFY(m_fixture->provider(u"cloud"_qs).overrideFor(u"secret-preview"_qs));
    QCOMPARE(cell(0, 0), u"secret-preview"_qs);
    QVERIFY(m_fixture->label("ownHeading").contains(u"secret-preview"));
    // It stays while its values come and go.
    m_fixture->type("ownContext", u"1000"_qs);
    m_fixture->type("ownContext", QString());
    QCOMPARE(cell(0, 0), u"secret-preview"_qs);
}

void TestProvidersPage::theListOfModelsCanBeRefreshed()
{
    m_fixture->open();
    m_fixture->choose(u"here"_qs);
    openTab(1);
    QVERIFY(m_fixture->label("modelsSaid").contains(u"No models"));
    m_fixture->click("refreshModels");
    QTRY_COMPARE(m_fixture->part<QTreeView>("models").model()->rowCount(), 2);
    m_fixture->server().setHandler(
        [](const ScriptedRequest &) { return ScriptedReply::openAiError(500, u"Broken"_qs); });
    m_fixture->click("refreshModels");
    QTRY_VERIFY(m_fixture->label("modelsSaid").contains(u"500"));
    QCOMPARE(m_fixture->part<QTreeView>("models").model()->rowCount(), 2);
}

void TestProvidersPage::aHeaderWithAKeyIsRefused()
{
    m_fixture->open();
    openTab(2);
    m_fixture->click("addHeader");
    auto &table = m_fixture->part<QTableWidget>("headers");
    table.item(0, 0)->setText(u"Authorization"_qs);
    table.item(0, 1)->setText(u"Bearer abc"_qs);
    QVERIFY(m_fixture->label("headerObjection").contains(u"carries a key"));
    QVERIFY(m_fixture->provider(u"cloud"_qs).headers.isEmpty());
    table.setCurrentCell(0, 0);
    m_fixture->click("removeHeader");
    QVERIFY(m_fixture->label("headerObjection").isEmpty());
}

void TestProvidersPage::aHeaderIsTaken()
{
    m_fixture->open();
    openTab(2);
    m_fixture->click("addHeader");
    // The new row's first cell is being edited.
    QTRY_VERIFY(qobject_cast<QLineEdit *>(QApplication::focusWidget()));
    QTest::keyClicks(QApplication::focusWidget(), u"X-Team"_qs);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    auto &table = m_fixture->part<QTableWidget>("headers");
    QTRY_COMPARE(table.item(0, 0)->text(), u"X-Team"_qs);
    table.item(0, 1)->setText(u"blue"_qs);
    using Headers = QList<QPair<QString, QString>>;
    QCOMPARE(m_fixture->provider(u"cloud"_qs).headers, (Headers{{u"X-Team"_qs, u"blue"_qs}}));
}

void TestProvidersPage::limitsAreTaken()
{
    m_fixture->open();
    openTab(2);
    auto &requests = m_fixture->part<QSpinBox>("requestsPerMinute");
    QCOMPARE(requests.text(), u"Learnt from the server"_qs);
    requests.setFocus();
    requests.selectAll();
    QTest::keyClicks(&requests, u"60"_qs);
    m_fixture->part<QSpinBox>("maxConcurrent").setValue(4);
    m_fixture->part<QSpinBox>("idleTimeout").setValue(90);
    const Provider &provider = m_fixture->provider(u"cloud"_qs);
    QCOMPARE(provider.requestsPerMinute, std::optional(60));
    QCOMPARE(provider.maxConcurrent, 4);
    QCOMPARE(provider.idleTimeout, std::chrono::milliseconds(90'000));
}

void TestProvidersPage::aBuiltInProviderIsResetAndAnOwnRemoved()
{
    m_fixture->open();
    auto &remove = m_fixture->part<QAbstractButton>("removeProvider");
    QCOMPARE(remove.text().remove(u'&'), u"Reset"_qs);
    QVERIFY(!remove.isEnabled());
    m_fixture->type("providerName", u"Thunder"_qs);
    auto &list = m_fixture->part<QListWidget>("providers");
    QCOMPARE(list.item(0)->text(), u"Thunder"_qs);
    QVERIFY(remove.isEnabled());
    m_fixture->click("removeProvider");
    QCOMPARE(list.item(0)->text(), u"Cloud"_qs);
    QCOMPARE(m_fixture->part<QLineEdit>("providerName").text(), u"Cloud"_qs);

    m_fixture->click("duplicateProvider");
    QCOMPARE(list.currentItem()->text(), u"Cloud (copy)"_qs);
    QCOMPARE(remove.text().remove(u'&'), u"Remove"_qs);
    m_fixture->click("removeProvider");
    QCOMPARE(list.count(), 2);
    QVERIFY(list.currentItem());
}

void TestProvidersPage::aChangeOfTheFileIsShown()
{
    m_fixture->open();
    ProvidersFile file;
    file.providers = {m_fixture->provider(u"cloud"_qs)};
    file.providers.first().name = u"By Hand"_qs;
    QVERIFY(saveProvidersFile(file, m_fixture->path()));
    QTRY_COMPARE(m_fixture->part<QLineEdit>("providerName").text(), u"By Hand"_qs);
}

QTEST_MAIN(TestProvidersPage)
#include "tst_providerspage.moc"
