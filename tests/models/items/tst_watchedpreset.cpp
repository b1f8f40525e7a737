// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/watchedpreset.h"
#include "mixture/fileio.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace moa;
using State = WatchedPreset::State;

/** The open preset's file while others write it. */
class TestWatchedPreset : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_home = std::make_unique<QTemporaryDir>();
        m_path = m_home->filePath(u"p.moa.json"_qs);
        QVERIFY(replaceFile(m_path, "mine"));
        m_watched = std::make_unique<WatchedPreset>();
        m_watched->follow(m_path, "mine");
    }
    void cleanup() { m_watched.reset(); }

    void anotherContentIsTold_data();
    void anotherContentIsTold();
    void eachChangeIsTold();
    void theKnownContentComesBack();
    void ownWritesAreNotTold();
    void aFileThatGoesAndComesIsTold();
    void acceptingMakesItKnown();
    void foreignContentIsSeenAtOnce();
    void otherFilesAreNothing();

private:
    void writeInPlace(const QByteArray &content) const
    {
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        QCOMPARE(file.write(content), content.size());
    }

    std::unique_ptr<QTemporaryDir> m_home;
    QString m_path;
    std::unique_ptr<WatchedPreset> m_watched;
};

void TestWatchedPreset::anotherContentIsTold_data()
{
    QTest::addColumn<bool>("inPlace");
    QTest::newRow("written in place") << true;
    QTest::newRow("replaced") << false;
}

void TestWatchedPreset::anotherContentIsTold()
{
    QFETCH(bool, inPlace);
    QSignalSpy changed(m_watched.get(), &WatchedPreset::changed);
    if (inPlace)
        writeInPlace("theirs");
    else
        QVERIFY(replaceFile(m_path, "theirs"));
    QTRY_COMPARE(m_watched->state(), State::Changed);
    QCOMPARE(m_watched->content(), "theirs");
    QVERIFY(!changed.isEmpty());
}

void TestWatchedPreset::eachChangeIsTold()
{
    for (const QByteArray content : {"one", "two", "three"}) {
        QVERIFY(replaceFile(m_path, content));
        QTRY_COMPARE(m_watched->content(), content);
        writeInPlace(content + " again");
        QTRY_COMPARE(m_watched->content(), content + " again");
    }
    QCOMPARE(m_watched->state(), State::Changed);
}

void TestWatchedPreset::theKnownContentComesBack()
{
    writeInPlace("theirs");
    QTRY_COMPARE(m_watched->state(), State::Changed);
    writeInPlace("mine");
    QTRY_COMPARE(m_watched->state(), State::Same);
}

void TestWatchedPreset::ownWritesAreNotTold()
{
    QSignalSpy changed(m_watched.get(), &WatchedPreset::changed);
    QVERIFY(replaceFile(m_path, "mine again"));
    m_watched->follow(m_path, "mine again");
    // What follows is told, and nothing before it was.
    QVERIFY(replaceFile(m_path, "theirs"));
    QTRY_COMPARE(m_watched->state(), State::Changed);
    QCOMPARE(m_watched->content(), "theirs");
    QCOMPARE(changed.size(), 1);
}

void TestWatchedPreset::aFileThatGoesAndComesIsTold()
{
    QVERIFY(QFile::rename(m_path, m_home->filePath(u"away"_qs)));
    QTRY_COMPARE(m_watched->state(), State::Gone);
    QCOMPARE(m_watched->content(), "mine");
    QVERIFY(QFile::rename(m_home->filePath(u"away"_qs), m_path));
    QTRY_COMPARE(m_watched->state(), State::Same);
    writeInPlace("theirs");
    QTRY_COMPARE(m_watched->state(), State::Changed);
}

void TestWatchedPreset::acceptingMakesItKnown()
{
    writeInPlace("theirs");
    QTRY_COMPARE(m_watched->state(), State::Changed);
    m_watched->accept();
    QCOMPARE(m_watched->state(), State::Same);
    QVERIFY(!m_watched->foreignContent());
}

void TestWatchedPreset::foreignContentIsSeenAtOnce()
{
    QVERIFY(!m_watched->foreignContent());
    writeInPlace("theirs");
    QCOMPARE(m_watched->foreignContent(), QByteArray("theirs"));
    QVERIFY(QFile::remove(m_path));
    QVERIFY(!m_watched->foreignContent());
}

void TestWatchedPreset::otherFilesAreNothing()
{
    QSignalSpy changed(m_watched.get(), &WatchedPreset::changed);
    QVERIFY(replaceFile(m_home->filePath(u"other.moa.json"_qs), "x"));
    m_watched->follow({}, {});
    QVERIFY(QFile::remove(m_path));
    m_watched->follow(m_home->filePath(u"other.moa.json"_qs), "x");
    QVERIFY(replaceFile(m_home->filePath(u"other.moa.json"_qs), "y"));
    QTRY_COMPARE(m_watched->state(), State::Changed);
    QCOMPARE(changed.size(), 1);
}

QTEST_GUILESS_MAIN(TestWatchedPreset)
#include "tst_watchedpreset.moc"
