// SPDX-License-Identifier: GPL-3.0-or-later
#include "mixture/mixturefile.h"
#include "mixture/presetrevisions.h"
#include "support/notation.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace moa;

namespace {

const QString preset = QStringLiteral("/team/duo.moa.json");
const QDateTime start(QDate(2026, 3, 1), QTime(12, 0), Qt::UTC);

QByteArray content(const QString &name)
{
    Mixture mixture = notation::mixture(u"a|b"_qs);
    mixture.name = name;
    return writeMixture(mixture);
}

} // namespace

/** Former contents of presets: what each save keeps, and what is let go. */
class TestPresetRevisions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_home = std::make_unique<QTemporaryDir>();
        m_revisions = std::make_unique<PresetRevisions>(m_home->filePath(u"revisions"_qs));
    }

    void eachSaveIsKeptNewestFirst();
    void theSameContentIsKeptOnce();
    void severalInOneMomentAreKept();
    void presetsHaveRevisionsOfTheirOwn();
    void namedOnesAreKeptWhileOthersGo();
    void namesCanBeChangedAndTakenAway();
    void aRevisionCanBeRemoved();
    void aRenamedPresetKeepsItsRevisions();
    void idsLeadNowhereElse();
    void aFolderThatCantBeMadeIsTold();

private:
    void keep(const QString &name, int second, const QString &called = {})
    {
        QVERIFY(m_revisions->keep(preset, content(name), start.addSecs(second), called));
    }
    [[nodiscard]] QStringList names() const
    {
        QStringList result;
        for (const PresetRevision &revision : m_revisions->of(preset))
            result.append(m_revisions->load(preset, revision.id)->name);
        return result;
    }

    std::unique_ptr<QTemporaryDir> m_home;
    std::unique_ptr<PresetRevisions> m_revisions;
};

void TestPresetRevisions::eachSaveIsKeptNewestFirst()
{
    QVERIFY(m_revisions->of(preset).isEmpty());
    keep(u"one"_qs, 0);
    keep(u"two"_qs, 60);
    QCOMPARE(names(), (QStringList{u"two"_qs, u"one"_qs}));
    QCOMPARE(m_revisions->of(preset).constLast().savedAt, start);
}

void TestPresetRevisions::theSameContentIsKeptOnce()
{
    keep(u"one"_qs, 0);
    keep(u"one"_qs, 60);
    QCOMPARE(names(), QStringList{u"one"_qs});
    keep(u"two"_qs, 120);
    keep(u"one"_qs, 180);
    QCOMPARE(names(), (QStringList{u"one"_qs, u"two"_qs, u"one"_qs}));
}

void TestPresetRevisions::severalInOneMomentAreKept()
{
    keep(u"one"_qs, 0);
    keep(u"two"_qs, 0);
    keep(u"three"_qs, 0);
    QCOMPARE(names(), (QStringList{u"three"_qs, u"two"_qs, u"one"_qs}));
}

void TestPresetRevisions::presetsHaveRevisionsOfTheirOwn()
{
    keep(u"one"_qs, 0);
    QVERIFY(m_revisions->of(u"/team/other.moa.json"_qs).isEmpty());
    QCOMPARE(m_revisions->of(u"/team/sub/../duo.moa.json"_qs).size(), 1);
}

void TestPresetRevisions::namedOnesAreKeptWhileOthersGo()
{
    keep(u"first"_qs, 0, u"As sent to the team"_qs);
    const int more = static_cast<int>(PresetRevisions::mostUnnamed) + 5;
    for (int i = 1; i <= more; ++i)
        keep(QString::number(i), i);
    const QList<PresetRevision> kept = m_revisions->of(preset);
    QCOMPARE(kept.size(), PresetRevisions::mostUnnamed + 1);
    QCOMPARE(kept.constLast().name, u"As sent to the team"_qs);
    QCOMPARE(names().constFirst(), QString::number(more));
    QCOMPARE(names().at(PresetRevisions::mostUnnamed - 1), u"6"_qs);
}

void TestPresetRevisions::namesCanBeChangedAndTakenAway()
{
    keep(u"one"_qs, 0);
    const QString id = m_revisions->of(preset).constFirst().id;
    QVERIFY(m_revisions->setName(preset, id, u"  Good\none "_qs));
    QCOMPARE(m_revisions->of(preset).constFirst().name, u"Good one"_qs);
    QVERIFY(m_revisions->setName(preset, id, {}));
    QCOMPARE(m_revisions->of(preset).constFirst().name, QString());
    QVERIFY(!m_revisions->setName(preset, u"20200101T000000000"_qs, u"x"_qs));
}

void TestPresetRevisions::aRevisionCanBeRemoved()
{
    keep(u"one"_qs, 0, u"named"_qs);
    keep(u"two"_qs, 1);
    QVERIFY(m_revisions->remove(preset, m_revisions->of(preset).constLast().id));
    QCOMPARE(names(), QStringList{u"two"_qs});
}

void TestPresetRevisions::aRenamedPresetKeepsItsRevisions()
{
    keep(u"one"_qs, 0);
    const QString to = u"/team/trio.moa.json"_qs;
    m_revisions->move(preset, to);
    QVERIFY(m_revisions->of(preset).isEmpty());
    QCOMPARE(m_revisions->of(to).size(), 1);
}

void TestPresetRevisions::idsLeadNowhereElse()
{
    keep(u"one"_qs, 0);
    const QString outside = m_home->filePath(u"x.moa.json"_qs);
    QFile file(outside);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content(u"outside"_qs));
    file.close();
    QVERIFY(!m_revisions->load(preset, u"../../x"_qs));
    QVERIFY(!m_revisions->remove(preset, u"../../x"_qs));
    QVERIFY(!m_revisions->setName(preset, u"../../x"_qs, u"y"_qs));
    QVERIFY(QFile::exists(outside));
}

void TestPresetRevisions::aFolderThatCantBeMadeIsTold()
{
    QFile file(m_home->filePath(u"revisions"_qs));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const Result<void> kept = m_revisions->keep(preset, content(u"one"_qs), start);
    QVERIFY(!kept);
    QVERIFY(kept.error().message.contains(u"no revision was kept"));
}

QTEST_APPLESS_MAIN(TestPresetRevisions)
#include "tst_presetrevisions.moc"
