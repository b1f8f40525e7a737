// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlfixture.h"
#include "storefixture.h"

using namespace moa;
using namespace Qt::StringLiterals;

namespace {

/// The statements of a file that `sqlite3 history.sqlite .dump` wrote, each ending with a line.
QStringList statementsOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QString::fromUtf8(file.readAll()).split(u";\n"_s, Qt::SkipEmptyParts);
}

} // namespace

class TestHistorySchema : public QObject, private HistoryPlace
{
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void storedVersionsOpen_data();
    void storedVersionsOpen();
    void laterVersionIsNotWritten();
    void laterVersionIsReadAsFarAsItCanBe();
    void failedMigrationChangesNothing();
};

void TestHistorySchema::storedVersionsOpen_data()
{
    QTest::addColumn<int>("version");
    for (int version = 1; version <= HistoryStore::schemaVersion; ++version)
        QTest::addRow("version %d", version) << version;
}

void TestHistorySchema::storedVersionsOpen()
{
    QFETCH(const int, version);
    const QStringList statements = statementsOf(
        QStringLiteral(MOA_SOURCE_DIR "/tests/models/store/schemas/%1.sql").arg(version));
    QVERIFY(!statements.isEmpty());
    execute(m_path, statements);
    const std::unique_ptr<HistoryStore> store = openStore(m_path);
    QVERIFY(store);
    QCOMPARE(store->notice(), QString());
    MOA_VERIFY(store->integrityCheck());
    HistoryQuery query;
    query.text = u"paris"_s;
    query.tag = u"good"_s;
    const Result<HistoryPage> page = store->find(query, {}, 10);
    MOA_VERIFY(page);
    QCOMPARE(idsOf(page->runs), QStringList{u"first"_s});
    const Result<RunRecord> run = store->run(u"first"_s);
    MOA_VERIFY(run);
    QCOMPARE(run->finalText, u"Paris, by the Seine."_s);
    QCOMPARE(store->summary(u"first"_s)->rating, 4);
    QCOMPARE(idsOf(*store->interrupted()), QStringList{u"second"_s});
    MOA_VERIFY(store->finish(runOf(u"third"_s, u"Which?"_s, u"Rome."_s, moment(9))));
    MOA_VERIFY(store->remove({u"first"_s}));
    MOA_VERIFY(store->purgeRemoved());
    MOA_VERIFY(store->integrityCheck());
}

void TestHistorySchema::laterVersionIsNotWritten()
{
    MOA_VERIFY(openStore(m_path)->finish(runOf(u"a"_s, u"Which?"_s, u"Paris."_s, moment(0))));
    execute(m_path, {u"PRAGMA user_version = 1000"_s});
    const auto store = HistoryStore::open(m_path, HistoryStore::Access::ReadWrite);
    QVERIFY(!store);
    QVERIFY2(store.error().message.contains(u"later version of MoA Studio"),
             qUtf8Printable(store.error().message));
    QVERIFY(store.error().message.contains(u"1000"));
    QVERIFY(QFile::exists(m_path));
}

void TestHistorySchema::laterVersionIsReadAsFarAsItCanBe()
{
    MOA_VERIFY(openStore(m_path)->finish(runOf(u"a"_s, u"Which?"_s, u"Paris."_s, moment(0))));
    execute(m_path, {u"PRAGMA user_version = 1000"_s, u"ALTER TABLE runs ADD COLUMN later"_s});
    {
        const std::unique_ptr<HistoryStore> store =
            openStore(m_path, HistoryStore::Access::ReadOnly);
        QVERIFY(store);
        QCOMPARE(idsOf(store->find({}, {}, 10)->runs), QStringList{u"a"_s});
        MOA_VERIFY(store->run(u"a"_s));
        QVERIFY(!store->setStarred(u"a"_s, true));
    }
    execute(m_path, {u"ALTER TABLE runs RENAME COLUMN preset TO later_preset"_s});
    const auto store = HistoryStore::open(m_path, HistoryStore::Access::ReadOnly);
    QVERIFY(!store);
    QVERIFY(store.error().message.contains(u"later version"));
}

void TestHistorySchema::failedMigrationChangesNothing()
{
    // A table of that name is in the way of the first version.
    execute(m_path, {u"CREATE TABLE ratings (mine)"_s});
    QVERIFY(!HistoryStore::open(m_path, HistoryStore::Access::ReadWrite));
    execute(m_path, {u"CREATE TABLE runs (mine)"_s, u"DROP TABLE ratings"_s, u"DROP TABLE runs"_s});
    const std::unique_ptr<HistoryStore> store = openStore(m_path);
    QVERIFY(store);
    MOA_VERIFY(store->integrityCheck());
}

QTEST_GUILESS_MAIN(TestHistorySchema)
#include "tst_historyschema.moc"
