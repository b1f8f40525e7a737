// SPDX-License-Identifier: GPL-3.0-or-later
#include "editors/textfield.h"
#include "settingsfixture.h"
#include "ui/settings/lookpage.h"
#include "ui/settings/newmixturespage.h"
#include "ui/settings/storagepage.h"

#include <QComboBox>
#include <QDesktopServices>
#include <QListView>
#include <QListWidget>
#include <QPromise>
#include <QPushButton>
#include <QSpinBox>
#include <QTabBar>
#include <QUrl>

using namespace moa;
using moa::test::SettingsFixture;

namespace {

template <typename Part>
Part &partOf(const QWidget &page, const char *name)
{
    return *page.findChild<Part *>(QLatin1String(name));
}

void pick(QComboBox &box, const QString &name)
{
    box.setCurrentIndex(box.findData(name));
    Q_EMIT box.activated(box.currentIndex());
}

QFuture<Result<qint64>> ready(const Result<qint64> &value)
{
    QPromise<Result<qint64>> promise;
    promise.start();
    promise.addResult(value);
    promise.finish();
    return promise.future();
}

} // namespace

/** The pages on looks, defaults and storage, and the search among all of them. */
class TestSettingsPages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_fixture = std::make_unique<SettingsFixture>(); }
    void cleanup() { m_fixture.reset(); }

    void coloursAndMovementAreTaken();
    void whatIsChangedElsewhereIsShown();
    void lettersAreTaken();
    void theLanguageIsKept();
    void defaultsAreKept();
    void defaultsSurviveASettingsFile();
    void limitsOfTheHistoryAreKept();
    void theSizeOfTheHistoryIsShown();
    void theFolderIsOpened();
    void anySettingIsFoundByItsWords_data();
    void anySettingIsFoundByItsWords();
    void theSearchIsLeftWithEscape();
    void aFoundSettingBehindATabIsBroughtForward();

private:
    [[nodiscard]] Storage storage()
    {
        return {.path = u"/home/me/history.sqlite"_qs,
                .size = [] { return ready(qint64{34'500'000}); },
                .load = [this] { return m_limits; },
                .save = [this](const HistoryLimits &limits) { m_limits = limits; }};
    }
    [[nodiscard]] LanguageChoice language()
    {
        return {.load = [this] { return m_language; },
                .save = [this](const QString &name) { m_language = name; }};
    }
    [[nodiscard]] NewMixtures newMixtures()
    {
        return {.load = [this] { return m_defaults; },
                .save = [this](const AgentSettings &settings) { m_defaults = settings; }};
    }
    /// The settings with all their pages.
    void openAll()
    {
        m_fixture->open();
        m_fixture->dialog().addPage(u"Look"_qs, new LookPage(&m_appearance, language()));
        m_fixture->dialog().addPage(u"New mixtures"_qs, new NewMixturesPage(newMixtures()));
        m_fixture->dialog().addPage(u"Storage"_qs, new StoragePage(storage()));
    }

    Appearance m_appearance;
    HistoryLimits m_limits;
    QString m_language = u"system"_qs;
    AgentSettings m_defaults;
    std::unique_ptr<SettingsFixture> m_fixture;
};

void TestSettingsPages::coloursAndMovementAreTaken()
{
    LookPage page(&m_appearance, language());
    pick(partOf<QComboBox>(page, "lookColours"), u"dark"_qs);
    QCOMPARE(m_appearance.schemeName(), u"dark"_qs);
    QCOMPARE(Theme::of(QApplication::palette()).scheme, Theme::Scheme::Dark);
    pick(partOf<QComboBox>(page, "lookMotion"), u"reduced"_qs);
    QVERIFY(m_appearance.isMotionReduced());
    pick(partOf<QComboBox>(page, "lookMotion"), u"system"_qs);
    pick(partOf<QComboBox>(page, "lookColours"), u"system"_qs);
    QCOMPARE(m_appearance.motionName(), u"system"_qs);
}

void TestSettingsPages::whatIsChangedElsewhereIsShown()
{
    LookPage page(&m_appearance, language());
    m_appearance.setSchemeByName(u"high-contrast"_qs);
    QCOMPARE(partOf<QComboBox>(page, "lookColours").currentData().toString(), u"high-contrast"_qs);
    m_appearance.setSchemeByName(u"system"_qs);
}

void TestSettingsPages::lettersAreTaken()
{
    LookPage page(&m_appearance, language());
    auto &size = partOf<QSpinBox>(page, "lookFontSize");
    QVERIFY(size.text().contains(u"System"));
    size.setValue(17);
    QCOMPARE(m_appearance.font().points, 17);
    QCOMPARE(QApplication::font().pointSize(), 17);
    auto &family = partOf<QComboBox>(page, "lookFont");
    QVERIFY(family.count() > 1);
    const QString other = family.itemData(1).toString();
    pick(family, other);
    QCOMPARE(QApplication::font().family(), other);
    pick(family, QString());
    size.setValue(size.minimum());
    QCOMPARE(m_appearance.font(), FontChoice());
    QCOMPARE(QApplication::font(), m_appearance.systemFont());
}

void TestSettingsPages::theLanguageIsKept()
{
    LookPage page(&m_appearance, language());
    auto &box = partOf<QComboBox>(page, "lookLanguage");
    QCOMPARE(box.currentData().toString(), u"system"_qs);
    pick(box, u"en"_qs);
    QCOMPARE(m_language, u"en"_qs);
    const QLocale before;
    QLocale::setDefault(QLocale(QLocale::German));
    applyLanguage(u"system"_qs);
    QCOMPARE(QLocale().language(), QLocale::German);
    applyLanguage(m_language);
    QCOMPARE(QLocale().language(), QLocale::English);
    QLocale::setDefault(before);
}

void TestSettingsPages::defaultsAreKept()
{
    m_defaults.maxTokens = 512;
    NewMixturesPage page(newMixtures());
    page.show();
    const SettingsForm &form = *page.form();
    TextField *tokens = nullptr;
    TextField *temperature = nullptr;
    for (TextField *field : form.findChildren<TextField *>()) {
        if (field->text() == u"512")
            tokens = field;
    }
    temperature = form.field(SettingsForm::tr("temperature"));
    QVERIFY(tokens);
    QVERIFY(temperature);
    QTest::keyClicks(temperature->lineEdit(), u"0.4"_qs);
    QCOMPARE(m_defaults.temperature, 0.4);
    QCOMPARE(m_defaults.maxTokens, 512);
    tokens->lineEdit()->clear();
    Q_EMIT tokens->lineEdit()->textEdited({});
    QCOMPARE(m_defaults.maxTokens, std::nullopt);
}

void TestSettingsPages::defaultsSurviveASettingsFile()
{
    AgentSettings settings;
    settings.temperature = 0.3;
    settings.placement = Placement::User;
    settings.instruction = u"Join these: {references}"_qs;
    QCOMPARE(settingsFrom(settingsText(settings)), settings);
    QCOMPARE(settingsFrom(settingsText({})), AgentSettings());
    QCOMPARE(settingsFrom(u"no settings"_qs), AgentSettings());
}

void TestSettingsPages::limitsOfTheHistoryAreKept()
{
    m_limits = {.maxAgeDays = 90, .maxBytes = 250'000'000};
    StoragePage page(storage());
    auto &days = partOf<QSpinBox>(page, "keepDays");
    auto &megabytes = partOf<QSpinBox>(page, "keepMegabytes");
    QCOMPARE(days.value(), 90);
    QCOMPARE(megabytes.value(), 250);
    days.setValue(0);
    QCOMPARE(m_limits, (HistoryLimits{.maxAgeDays = {}, .maxBytes = 250'000'000}));
    QVERIFY(days.text().contains(u"For ever"));
    megabytes.setValue(0);
    QCOMPARE(m_limits, HistoryLimits());
}

void TestSettingsPages::theSizeOfTheHistoryIsShown()
{
    Storage place = storage();
    StoragePage page(place);
    page.show();
    QTRY_COMPARE(partOf<QLabel>(page, "historySize").text(), u"34.5 MB"_qs);
    QCOMPARE(partOf<QLabel>(page, "historyPath").text(), u"/home/me/history.sqlite"_qs);
    place.size = [] { return ready(failure(u"It can't be read."_qs)); };
    StoragePage broken(place);
    broken.show();
    QTRY_COMPARE(partOf<QLabel>(broken, "historySize").text(), u"It can't be read."_qs);
}

/** Stands in for the desktop's file manager. */
class FileManager : public QObject
{
    Q_OBJECT

public:
    QList<QUrl> opened;

public Q_SLOTS:
    void open(const QUrl &url) { opened.append(url); }
};

void TestSettingsPages::theFolderIsOpened()
{
    FileManager manager;
    QDesktopServices::setUrlHandler(u"file"_qs, &manager, "open");
    StoragePage page(storage());
    partOf<QPushButton>(page, "openHistoryFolder").click();
    QDesktopServices::unsetUrlHandler(u"file"_qs);
    QCOMPARE(manager.opened, QList<QUrl>{QUrl::fromLocalFile(u"/home/me"_qs)});
}

void TestSettingsPages::anySettingIsFoundByItsWords_data()
{
    QTest::addColumn<QString>("search");
    QTest::addColumn<QString>("field");

    QTest::newRow("a cap") << u"per day"_qs << u"capPerDay"_qs;
    QTest::newRow("a button") << u"this one"_qs << u""_qs;
    QTest::newRow("a field without a label") << u"file of certificates"_qs << u"caFile"_qs;
    QTest::newRow("colours by a choice") << u"high contrast"_qs << u"lookColours"_qs;
    QTest::newRow("the size of letters") << u"size letters"_qs << u""_qs;
    QTest::newRow("retention") << u"keep runs"_qs << u"keepDays"_qs;
    QTest::newRow("language") << u"language"_qs << u"lookLanguage"_qs;
}

void TestSettingsPages::anySettingIsFoundByItsWords()
{
    QFETCH(const QString, search);
    QFETCH(const QString, field);
    openAll();
    auto &line = partOf<QLineEdit>(m_fixture->dialog(), "settingsSearch");
    const auto &found = partOf<QListView>(m_fixture->dialog(), "settingsFound");
    line.setFocus();
    QTest::keyClicks(&line, search);
    QVERIFY(found.isVisible());
    QVERIFY(found.model()->rowCount() > 0);
    QTest::keyClick(&line, Qt::Key_Return);
    QVERIFY(!found.isVisible());
    QCOMPARE(line.text(), QString());
    QWidget *now = QApplication::focusWidget();
    QVERIFY(now && now != &line && now->isVisible());
    if (!field.isEmpty())
        QCOMPARE(now->objectName(), field);
}

void TestSettingsPages::theSearchIsLeftWithEscape()
{
    openAll();
    auto &line = partOf<QLineEdit>(m_fixture->dialog(), "settingsSearch");
    QTest::keyClick(&m_fixture->dialog(), Qt::Key_F, Qt::ControlModifier);
    QVERIFY(line.hasFocus());
    QTest::keyClicks(&line, u"proxy"_qs);
    QTest::keyClick(&line, Qt::Key_Escape);
    QCOMPARE(line.text(), QString());
    QVERIFY(m_fixture->dialog().isVisible());
    QTest::keyClick(&line, Qt::Key_Escape);
    QVERIFY(!m_fixture->dialog().isVisible());
}

void TestSettingsPages::aFoundSettingBehindATabIsBroughtForward()
{
    openAll();
    auto &line = partOf<QLineEdit>(m_fixture->dialog(), "settingsSearch");
    line.setFocus();
    QTest::keyClicks(&line, u"attempts response"_qs);
    QTest::keyClick(&line, Qt::Key_Return);
    const auto &attempts = partOf<QSpinBox>(m_fixture->dialog(), "maxAttempts");
    QVERIFY(attempts.isVisible());
    QVERIFY(attempts.hasFocus());
    QCOMPARE(partOf<QTabBar>(m_fixture->dialog(), "providerTabs").currentIndex(), 2);
}

QTEST_MAIN(TestSettingsPages)
#include "tst_settingspages.moc"
