// SPDX-License-Identifier: GPL-3.0-or-later
#include "sessionfixture.h"

#include "mixture/bundledpresets.h"
#include "mixture/mixturefile.h"
#include "sharing/substitutiondialog.h"
#include "ui/foreignpreset.h"

#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>

using namespace moa;
using moa::test::SessionFixture;

class TestForeignPreset : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void bundledPresetsAreNotForeign();
    void aCopyOfABundledPresetIsNotForeign_data();
    void aCopyOfABundledPresetIsNotForeign();
    void whatWasSavedIsNotForeign();
    void whatWasSavedIsKnownAtAnotherStart();
    void whatAnotherProgramHasSavedStaysKnown();
    void aChangedFileIsForeignAgain();
    void anUnknownProviderIsAskedAboutEvenInOnesOwn();
    void nothingIsShownOrSentBeforeThePersonAgrees();
    void cancellingOpensNothing();
    void agreeingIsRemembered();
    void substitutesAreHandedOn();
    void aSecondPresetTakesThePlaceOfTheFirst();

private:
    [[nodiscard]] ForeignPresets::Parts parts() const
    {
        return {&m_fixture->session(), m_kept.get(), m_window.get()};
    }
    void receive(const Mixture &mixture)
    {
        m_presets->receive(mixture, u"/somewhere/else.moa.json"_qs,
                           [this, mixture](const Mixture &accepted) {
                               ++m_shown;
                               m_fixture->document().reset(mixture);
                               m_fixture->document().apply(accepted, u"Substitute"_qs);
                           });
    }
    [[nodiscard]] SubstitutionDialog *dialog() const
    {
        for (auto *each : m_window->findChildren<SubstitutionDialog *>()) {
            if (each->isVisible())
                return each;
        }
        return nullptr;
    }
    void press(const char *name) const
    {
        QVERIFY(dialog());
        auto *button = dialog()->findChild<QPushButton *>(QLatin1String(name));
        QVERIFY(button);
        QTest::mouseClick(button, Qt::LeftButton);
    }
    [[nodiscard]] Mixture theirs() const
    {
        Mixture mixture = m_fixture->document().mixture();
        mixture.name = u"Theirs"_qs;
        mixture.layers.first().agents.first().provider = ProviderId(u"acme"_qs);
        return mixture;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_kept;
    std::unique_ptr<SessionFixture> m_fixture;
    std::unique_ptr<QWidget> m_window;
    std::unique_ptr<ForeignPresets> m_presets;
    int m_shown = 0;
};

void TestForeignPreset::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_kept = std::make_unique<QSettings>(m_folder->filePath(u"kept.ini"_qs), QSettings::IniFormat);
    m_fixture = std::make_unique<SessionFixture>();
    m_window = std::make_unique<QWidget>();
    m_window->show();
    m_presets = std::make_unique<ForeignPresets>(parts(), nullptr);
    m_shown = 0;
}

void TestForeignPreset::cleanup()
{
    m_presets.reset();
    m_window.reset();
}

void TestForeignPreset::bundledPresetsAreNotForeign()
{
    const Mixture mixture = m_fixture->document().mixture();
    QVERIFY(!m_presets->isForeign(mixture, bundledPresets().constFirst().path));
    QVERIFY(m_presets->isForeign(mixture, u"/home/me/x.moa.json"_qs));
    QVERIFY(m_presets->isForeign(mixture, QString())); // pasted
    QVERIFY(!m_presets->isForeign({}, QString())); // a new one, with nothing in it
}

void TestForeignPreset::aCopyOfABundledPresetIsNotForeign_data()
{
    QTest::addColumn<QString>("source");
    QTest::newRow("in a file") << u"/home/me/x.moa.json"_qs;
    QTest::newRow("pasted") << QString();
}

void TestForeignPreset::aCopyOfABundledPresetIsNotForeign()
{
    QFETCH(QString, source);
    Provider sandbox;
    sandbox.id = ProviderId(u"sandbox"_qs);
    StudioContext context;
    context.providers = {sandbox};
    m_fixture->session().setContext(context);
    Mixture mixture = loadMixture(presetPath(u"sandbox"_qs)).value();
    QVERIFY(!m_presets->isForeign(mixture, source));
    // One that only looks like it is somebody's own.
    mixture.layers.first().agents.first().settings.extra = {{u"plugins"_qs, "[]"}};
    QVERIFY(m_presets->isForeign(mixture, source));
}

void TestForeignPreset::whatWasSavedIsNotForeign()
{
    const Mixture mixture = m_fixture->document().mixture();
    m_presets->remember(mixture);
    receive(mixture);
    QCOMPARE(m_shown, 1);
    QVERIFY(!dialog());
}

void TestForeignPreset::whatWasSavedIsKnownAtAnotherStart()
{
    const Mixture mixture = m_fixture->document().mixture();
    m_presets->remember(mixture);
    const ForeignPresets later(parts(), nullptr);
    QVERIFY(!later.isForeign(mixture, u"/moved/x.moa.json"_qs));
}

void TestForeignPreset::whatAnotherProgramHasSavedStaysKnown()
{
    Mixture mixture = m_fixture->document().mixture();
    m_presets->remember(mixture);
    mixture.name = u"Of the other program"_qs;
    {
        QSettings elsewhere(m_folder->filePath(u"other.ini"_qs), QSettings::IniFormat);
        ForeignPresets other({&m_fixture->session(), &elsewhere, m_window.get()}, nullptr);
        other.remember(m_fixture->document().mixture());
        other.remember(mixture);
    }
    // As if that one had written the same file.
    QVERIFY(QFile::remove(m_kept->fileName()));
    QVERIFY(QFile::copy(m_folder->filePath(u"other.ini"_qs), m_kept->fileName()));
    m_presets->remember({});
    QVERIFY(!m_presets->isForeign(mixture, u"/home/me/x.moa.json"_qs));
}

void TestForeignPreset::aChangedFileIsForeignAgain()
{
    Mixture mixture = m_fixture->document().mixture();
    m_presets->remember(mixture);
    mixture.layers.first().agents.first().settings.extra = {{u"plugins"_qs, "[]"}};
    QVERIFY(m_presets->isForeign(mixture, u"/home/me/x.moa.json"_qs));
}

void TestForeignPreset::anUnknownProviderIsAskedAboutEvenInOnesOwn()
{
    m_presets->remember(theirs());
    QVERIFY(m_presets->isForeign(theirs(), u"/home/me/x.moa.json"_qs));
}

void TestForeignPreset::nothingIsShownOrSentBeforeThePersonAgrees()
{
    const Mixture before = m_fixture->document().mixture();
    receive(theirs());
    QVERIFY(dialog());
    QCOMPARE(m_shown, 0);
    QCOMPARE(m_fixture->document().mixture(), before);
    QVERIFY(m_fixture->server().requests().isEmpty());
    press("openAsItIs");
    QCOMPARE(m_shown, 1);
    QCOMPARE(m_fixture->document().mixture(), theirs());
    QVERIFY(!m_fixture->document().isModified());
    QVERIFY(m_fixture->server().requests().isEmpty());
}

void TestForeignPreset::cancellingOpensNothing()
{
    receive(theirs());
    QVERIFY(dialog());
    QTest::keyClick(dialog(), Qt::Key_Escape);
    QTRY_VERIFY(!dialog());
    QCOMPARE(m_shown, 0);
    QVERIFY(m_presets->isForeign(theirs(), QString()));
}

void TestForeignPreset::agreeingIsRemembered()
{
    Mixture mixture = m_fixture->document().mixture();
    mixture.name = u"Theirs"_qs;
    receive(mixture);
    press("openAsItIs");
    QVERIFY(!m_presets->isForeign(mixture, u"/another/place.moa.json"_qs));
}

void TestForeignPreset::substitutesAreHandedOn()
{
    receive(theirs());
    QVERIFY(dialog());
    const QList<QWidget *> choices = dialog()->findChildren<QWidget *>(u"useChoice"_qs);
    QCOMPARE(choices.size(), 1);
    QTest::keyClick(choices.constFirst(), Qt::Key_Down);
    press("openWithSubstitutes");
    QCOMPARE(m_shown, 1);
    MixtureDocument &document = m_fixture->document();
    QCOMPARE(document.mixture().layers.first().agents.constFirst().provider,
             ProviderId(u"scripted"_qs));
    QVERIFY(document.isModified());
    document.undoStack()->undo();
    QCOMPARE(document.mixture(), theirs());
    QVERIFY(!document.isModified());
    QVERIFY(!document.undoStack()->canUndo());
}

void TestForeignPreset::aSecondPresetTakesThePlaceOfTheFirst()
{
    receive(theirs());
    Mixture second = theirs();
    second.name = u"Second"_qs;
    receive(second);
    press("openAsItIs");
    QCOMPARE(m_shown, 1);
    QCOMPARE(m_fixture->document().mixture(), second);
    QTRY_VERIFY(!dialog());
}

QTEST_MAIN(TestForeignPreset)

#include "tst_foreignpreset.moc"
