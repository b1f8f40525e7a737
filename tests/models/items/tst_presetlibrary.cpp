// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/presetlibrary.h"
#include "mixture/bundledpresets.h"
#include "mixture/mixturefile.h"
#include "support/notation.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace moa;

namespace {

void write(const QString &path, const QByteArray &content)
{
    QVERIFY(QDir().mkpath(QFileInfo(path).path()));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    QCOMPARE(file.write(content), content.size());
}

void save(const QString &path, const QString &name, const QString &shape = u"a|b"_qs)
{
    Mixture mixture = notation::mixture(shape);
    mixture.name = name;
    QVERIFY(QDir().mkpath(QFileInfo(path).path()));
    const Result<void> saved = saveMixture(mixture, path);
    QVERIFY2(saved, saved ? "" : qPrintable(saved.error().message));
}

QStringList titles(const LibraryFolder &folder)
{
    QStringList result;
    for (const LibraryPreset &preset : folder.presets)
        result.append(preset.error.isEmpty() ? preset.title() : u"!"_qs + preset.title());
    return result;
}

} // namespace

/** Folders of presets that others write into while they are shown. */
class TestPresetLibrary : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        m_home = std::make_unique<QTemporaryDir>();
        m_team = path("team");
        QVERIFY(QDir().mkpath(m_team));
    }
    void cleanup() { m_library.reset(); }

    void everyBundledPresetIsThere();
    void presetsInSubfoldersAreFoundByTitle();
    void hiddenFoldersAndLinkedOnesAreLeftOut();
    void whatCantBeReadIsShownWithTheReason_data();
    void whatCantBeReadIsShownWithTheReason();
    void limitsAreTold();
    void unchangedFilesAreNotReadAgain();
    void aPresetThatComesIsShown();
    void aPresetWrittenInPlaceIsShownAnew();
    void aPresetReplacedAgainAndAgainIsShownAnew();
    void aFolderThatVanishesComesBackWithItsPresets();
    void theOwnFolderNeedNotExist();
    void addedFoldersAreKeptOnce();
    void foldersCanBeRemoved();

private:
    [[nodiscard]] QString path(const char *name) const
    {
        return m_home->filePath(QLatin1String(name));
    }
    void open()
    {
        m_library = std::make_unique<PresetLibrary>(path("mine"));
        m_library->add(m_team);
        QTRY_COMPARE(m_library->folders().size(), 3);
    }
    /// What the team's folder shows.
    [[nodiscard]] QStringList shown() const { return titles(m_library->folders().constLast()); }

    std::unique_ptr<QTemporaryDir> m_home;
    QString m_team;
    std::unique_ptr<PresetLibrary> m_library;
};

void TestPresetLibrary::everyBundledPresetIsThere()
{
    const LibraryFolder folder = bundledFolder();
    QCOMPARE(folder.presets.size(), bundledPresets().size());
    for (const LibraryPreset &preset : folder.presets) {
        QVERIFY(!preset.title().isEmpty());
        QVERIFY(preset.calls() > 0);
        QVERIFY(!preset.models().isEmpty());
    }
}

void TestPresetLibrary::presetsInSubfoldersAreFoundByTitle()
{
    save(path("team/z.moa.json"), u"Alpha 2"_qs);
    save(path("team/deep/er/y.moa.json"), u"alpha 10"_qs);
    save(path("team/nameless.moa.json"), {});
    write(path("team/readme.txt"), "no preset");
    write(path("team/other.json"), "{}");
    const LibraryFolder folder = scanFolder(LibraryFolder::Kind::Added, m_team);
    QCOMPARE(titles(folder), (QStringList{u"Alpha 2"_qs, u"alpha 10"_qs, u"nameless"_qs}));
    QVERIFY(folder.problem.isEmpty());
    QCOMPARE(folder.subfolders.size(), 3);
}

void TestPresetLibrary::hiddenFoldersAndLinkedOnesAreLeftOut()
{
    save(path("team/seen.moa.json"), u"Seen"_qs);
    save(path("team/.git/hidden.moa.json"), u"Hidden"_qs);
    save(path("elsewhere/far.moa.json"), u"Far"_qs);
    QVERIFY(QFile::link(path("elsewhere"), path("team/link")));
    QVERIFY(QFile::link(m_team, path("team/loop")));
    QCOMPARE(titles(scanFolder(LibraryFolder::Kind::Added, m_team)), QStringList{u"Seen"_qs});
}

void TestPresetLibrary::whatCantBeReadIsShownWithTheReason_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("reason");
    QTest::newRow("empty") << QByteArray() << u"empty"_qs;
    QTest::newRow("cut off") << QByteArray("{\"format\": \"moa-studio/mixture\",\n\"vers")
                             << u"line 2"_qs;
    QTest::newRow("another format")
        << QByteArray("{\"format\": \"other\", \"version\": 1}") << u"format"_qs;
    QTest::newRow("a conflict of a checkout")
        << QByteArray("<<<<<<< HEAD\n{}\n=======\n") << u"line 1"_qs;
}

void TestPresetLibrary::whatCantBeReadIsShownWithTheReason()
{
    QFETCH(QByteArray, content);
    QFETCH(QString, reason);
    write(path("team/bad.moa.json"), content);
    save(path("team/good.moa.json"), u"Good"_qs);
    const LibraryFolder folder = scanFolder(LibraryFolder::Kind::Added, m_team);
    QCOMPARE(titles(folder), (QStringList{u"!bad"_qs, u"Good"_qs}));
    const LibraryPreset &bad = folder.presets.constFirst();
    QVERIFY2(bad.error.contains(reason), qPrintable(bad.error));
    QVERIFY(bad.hash.isEmpty());
}

void TestPresetLibrary::limitsAreTold()
{
    for (int i = 0; i < 5; ++i)
        save(m_team + u"/%1/%1.moa.json"_qs.arg(i), QString::number(i));
    ScanLimits few;
    few.presets = 3;
    const LibraryFolder cut = scanFolder(LibraryFolder::Kind::Added, m_team, {}, few);
    QCOMPARE(cut.presets.size(), 3);
    QVERIFY(cut.problem.contains(u"at most 3 presets"));
    ScanLimits flat;
    flat.depth = 0;
    QVERIFY(scanFolder(LibraryFolder::Kind::Added, m_team, {}, flat).presets.isEmpty());
}

void TestPresetLibrary::unchangedFilesAreNotReadAgain()
{
    const QString file = path("team/a.moa.json");
    save(file, u"Before"_qs);
    const QDateTime longAgo = QDateTime::currentDateTime().addDays(-1);
    const auto setTime = [&](const QDateTime &time) {
        QFile opened(file);
        QVERIFY(opened.open(QIODevice::ReadWrite));
        QVERIFY(opened.setFileTime(time, QFileDevice::FileModificationTime));
    };
    setTime(longAgo);
    const LibraryFolder before = scanFolder(LibraryFolder::Kind::Added, m_team);
    save(file, u"Behind"_qs); // as long
    setTime(longAgo);
    QCOMPARE(titles(scanFolder(LibraryFolder::Kind::Added, m_team, before)),
             QStringList{u"Before"_qs});
    setTime(longAgo.addSecs(1));
    QCOMPARE(titles(scanFolder(LibraryFolder::Kind::Added, m_team, before)),
             QStringList{u"Behind"_qs});
}

void TestPresetLibrary::aPresetThatComesIsShown()
{
    open();
    QCOMPARE(shown(), QStringList());
    save(path("team/new.moa.json"), u"New"_qs);
    QTRY_COMPARE(shown(), QStringList{u"New"_qs});
    save(path("team/below/deep.moa.json"), u"Deep"_qs);
    QTRY_COMPARE(shown(), (QStringList{u"Deep"_qs, u"New"_qs}));
    QVERIFY(QFile::remove(path("team/new.moa.json")));
    QTRY_COMPARE(shown(), QStringList{u"Deep"_qs});
}

void TestPresetLibrary::aPresetWrittenInPlaceIsShownAnew()
{
    const QString file = path("team/a.moa.json");
    save(file, u"One"_qs);
    open();
    QTRY_COMPARE(shown(), QStringList{u"One"_qs});
    Mixture mixture = notation::mixture(u"a|b"_qs);
    for (const QString &name : {u"Two"_qs, u"Six"_qs}) {
        mixture.name = name;
        write(file, writeMixture(mixture));
        QTRY_COMPARE(shown(), QStringList{name});
    }
}

void TestPresetLibrary::aPresetReplacedAgainAndAgainIsShownAnew()
{
    const QString file = path("team/a.moa.json");
    save(file, u"0"_qs);
    open();
    QTRY_COMPARE(shown(), QStringList{u"0"_qs});
    for (int i = 1; i < 4; ++i) {
        save(file, QString::number(i)); // by another file that takes its place
        QTRY_COMPARE(shown(), QStringList{QString::number(i)});
    }
}

void TestPresetLibrary::aFolderThatVanishesComesBackWithItsPresets()
{
    save(path("team/a.moa.json"), u"One"_qs);
    open();
    QTRY_COMPARE(shown(), QStringList{u"One"_qs});
    QVERIFY(QDir().rename(m_team, path("away")));
    QTRY_COMPARE(shown(), QStringList());
    QVERIFY(m_library->folders().constLast().problem.contains(u"not there"));
    QVERIFY(QDir().rename(path("away"), m_team));
    QTRY_COMPARE(shown(), QStringList{u"One"_qs});
    QVERIFY(m_library->folders().constLast().problem.isEmpty());
    save(path("team/b.moa.json"), u"Two"_qs);
    QTRY_COMPARE(shown(), (QStringList{u"One"_qs, u"Two"_qs}));
}

void TestPresetLibrary::theOwnFolderNeedNotExist()
{
    open();
    const auto mine = [this] { return m_library->folders().at(1); };
    QVERIFY(mine().problem.isEmpty());
    save(path("mine/first.moa.json"), u"First"_qs);
    QTRY_COMPARE(titles(mine()), QStringList{u"First"_qs});
    QCOMPARE(m_library->find(path("mine/first.moa.json"))->title(), u"First"_qs);
}

void TestPresetLibrary::addedFoldersAreKeptOnce()
{
    open();
    QSignalSpy added(m_library.get(), &PresetLibrary::addedChanged);
    m_library->add(m_team + u'/');
    m_library->add(path("mine"));
    QVERIFY(added.isEmpty());
    QCOMPARE(m_library->added(), QStringList{m_team});
}

void TestPresetLibrary::foldersCanBeRemoved()
{
    save(path("team/a.moa.json"), u"One"_qs);
    open();
    m_library->remove(m_team);
    QTRY_COMPARE(m_library->folders().size(), 2);
    QVERIFY(QFile::exists(path("team/a.moa.json")));
}

QTEST_GUILESS_MAIN(TestPresetLibrary)
#include "tst_presetlibrary.moc"
