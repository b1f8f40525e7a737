// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/presetfileedits.h"
#include "mixture/mixturefile.h"
#include "support/notation.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace moa;

/** Preset files that are copied, renamed and thrown away. */
class TestPresetFileEdits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_home = std::make_unique<QTemporaryDir>();
        m_mixture = notation::mixture(u"a|b"_qs);
        m_mixture.name = u"Duo"_qs;
        QVERIFY(saveMixture(m_mixture, path(u"duo.moa.json"_qs)));
    }

    void namesBecomeFilesInTheFolder_data();
    void namesBecomeFilesInTheFolder();
    void takenNamesGetANumber();
    void aCopyIsNamedAsOne();
    void whatCantBeReadIsNotCopied();
    void aFileIsRenamed_data();
    void aFileIsRenamed();
    void namesThatLeadElsewhereAreRefused_data();
    void namesThatLeadElsewhereAreRefused();
    void theTrashGivesBack();

private:
    [[nodiscard]] QString path(const QString &name) const { return m_home->filePath(name); }

    std::unique_ptr<QTemporaryDir> m_home;
    Mixture m_mixture;
};

void TestPresetFileEdits::namesBecomeFilesInTheFolder_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("file");
    QTest::newRow("plain") << u"MoA-Lite"_qs << u"MoA-Lite.moa.json"_qs;
    QTest::newRow("slash") << u"MoA w/ GPT"_qs << u"MoA w- GPT.moa.json"_qs;
    QTest::newRow("way up") << u"../../x"_qs << u"-..-x.moa.json"_qs;
    QTest::newRow("hidden") << u"...x"_qs << u"x.moa.json"_qs;
    QTest::newRow("nothing") << u""_qs << u"Mixture.moa.json"_qs;
    QTest::newRow("dots") << u".."_qs << u"Mixture.moa.json"_qs;
    QTest::newRow("line break") << u"a\nb"_qs << u"a-b.moa.json"_qs;
    QTest::newRow("Korean") << u"혼합"_qs << u"혼합.moa.json"_qs;
    QTest::newRow("with the ending") << u"x.moa.json"_qs << u"x.moa.json"_qs;
}

void TestPresetFileEdits::namesBecomeFilesInTheFolder()
{
    QFETCH(QString, name);
    QFETCH(QString, file);
    QCOMPARE(freePresetPath(m_home->path(), name), path(file));
    m_mixture.name = name;
    const Result<QString> added = addPreset(m_mixture, path(u"new/folder"_qs));
    QVERIFY2(added, added ? "" : qPrintable(added.error().message));
    QCOMPARE(QFileInfo(*added).path(), path(u"new/folder"_qs));
    QCOMPARE(loadMixture(*added).value(), m_mixture);
}

void TestPresetFileEdits::takenNamesGetANumber()
{
    QCOMPARE(freePresetPath(m_home->path(), u"duo"_qs), path(u"duo 2.moa.json"_qs));
    QVERIFY(saveMixture(m_mixture, path(u"duo 2.moa.json"_qs)));
    QCOMPARE(freePresetPath(m_home->path(), u"duo"_qs), path(u"duo 3.moa.json"_qs));
    // A link to nowhere would lead what is written elsewhere.
    QVERIFY(QFile::link(path(u"nowhere"_qs), path(u"duo 3.moa.json"_qs)));
    QCOMPARE(freePresetPath(m_home->path(), u"duo"_qs), path(u"duo 4.moa.json"_qs));
}

void TestPresetFileEdits::aCopyIsNamedAsOne()
{
    const Result<QString> copy = duplicatePreset(path(u"duo.moa.json"_qs), m_home->path());
    QVERIFY(copy);
    QCOMPARE(QFileInfo(*copy).fileName(), u"Duo (copy).moa.json"_qs);
    QCOMPARE(loadMixture(*copy)->name, u"Duo (copy)"_qs);
    QCOMPARE(loadMixture(*copy)->layers, m_mixture.layers);
}

void TestPresetFileEdits::whatCantBeReadIsNotCopied()
{
    QVERIFY(!duplicatePreset(path(u"none.moa.json"_qs), m_home->path()));
    QVERIFY(!duplicatePreset(path(u"duo.moa.json"_qs), path(u"duo.moa.json/below"_qs)));
}

void TestPresetFileEdits::aFileIsRenamed_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("file");
    QTest::newRow("without the ending") << u"trio"_qs << u"trio.moa.json"_qs;
    QTest::newRow("with it") << u" trio.moa.json "_qs << u"trio.moa.json"_qs;
    QTest::newRow("the same") << u"duo"_qs << u"duo.moa.json"_qs;
}

void TestPresetFileEdits::aFileIsRenamed()
{
    QFETCH(QString, name);
    QFETCH(QString, file);
    const Result<QString> renamed = renamePreset(path(u"duo.moa.json"_qs), name);
    QVERIFY(renamed);
    QCOMPARE(*renamed, path(file));
    QCOMPARE(loadMixture(*renamed).value(), m_mixture);
    QCOMPARE(QDir(m_home->path()).entryList(QDir::Files).size(), 1);
}

void TestPresetFileEdits::namesThatLeadElsewhereAreRefused_data()
{
    QTest::addColumn<QString>("name");
    for (const QString &name :
         {u""_qs, u"  "_qs, u".hidden"_qs, u"../up"_qs, u"a/b"_qs, u"a:b"_qs, u"taken"_qs})
        QTest::addRow("%s", qPrintable(name)) << name;
}

void TestPresetFileEdits::namesThatLeadElsewhereAreRefused()
{
    QFETCH(QString, name);
    QVERIFY(saveMixture(Mixture(), path(u"taken.moa.json"_qs)));
    QVERIFY(!renamePreset(path(u"duo.moa.json"_qs), name));
    QCOMPARE(loadMixture(path(u"duo.moa.json"_qs)).value(), m_mixture);
    QCOMPARE(loadMixture(path(u"taken.moa.json"_qs)).value(), Mixture());
}

void TestPresetFileEdits::theTrashGivesBack()
{
    const QString file = path(u"duo.moa.json"_qs);
    const Result<TrashedPreset> trashed = trashPreset(file);
    if (!trashed)
        QSKIP(qPrintable(trashed.error().message));
    QVERIFY(!QFileInfo::exists(file));
    QVERIFY(QFileInfo::exists(trashed->inTrash));
    QVERIFY(saveMixture(Mixture(), file));
    QVERIFY(!restorePreset(*trashed)); // something else is there
    QCOMPARE(loadMixture(file).value(), Mixture());
    QVERIFY(QFile::remove(file));
    QVERIFY(restorePreset(*trashed));
    QCOMPARE(loadMixture(file).value(), m_mixture);
    QVERIFY(!QFileInfo::exists(trashed->inTrash));
}

int main(int argc, char *argv[])
{
    // The trash is the user's.
    const QTemporaryDir home;
    qputenv("XDG_DATA_HOME", home.path().toLocal8Bit());
    const QCoreApplication application(argc, argv);
    TestPresetFileEdits test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_presetfileedits.moc"
