// SPDX-License-Identifier: GPL-3.0-or-later
#include "storefixture.h"

#include <QTemporaryDir>

using namespace moa;
using namespace Qt::StringLiterals;

class TestHistorySearch : public QObject, private HistoryPlace
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void runsAreFoundByWhatTheySay_data();
    void runsAreFoundByWhatTheySay();
    void nothingThatIsTypedIsAnError_data();
    void nothingThatIsTypedIsAnError();
    void hitIsShown();
    void filtersNarrow_data();
    void filtersNarrow();
    void pagesFollowOneAnother();
    void pagesStayWhereTheyWereWhenRunsAreAdded();
    void runThatChangesIsFoundByItsNewTextOnly();
    void filtersHaveTheirChoices();
    void typicalRunIsTheMedian();

private:
    [[nodiscard]] QStringList found(const HistoryQuery &query) const;

    std::unique_ptr<HistoryStore> m_store;
};

void TestHistorySearch::init()
{
    begin();
    m_store = openStore(m_path);
    QVERIFY(m_store);
}

void TestHistorySearch::cleanup()
{
    m_store.reset();
    m_folder.reset();
}

QStringList TestHistorySearch::found(const HistoryQuery &query) const
{
    const Result<HistoryPage> page = m_store->find(query, {}, 100);
    if (!page)
        return {page.error().message};
    const Result<qint64> count = m_store->count(query);
    if (!count || *count != page->runs.size())
        return {u"count differs"_s};
    return idsOf(page->runs);
}

void TestHistorySearch::runsAreFoundByWhatTheySay_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("ids");
    QTest::newRow("everything") << QString()
                                << QStringList{u"ko"_s, u"ja"_s, u"zh"_s, u"fr"_s, u"en"_s};
    QTest::newRow("word of the prompt") << u"capital"_s << QStringList{u"en"_s};
    QTest::newRow("word of the answer") << u"Paris"_s << QStringList{u"fr"_s, u"en"_s};
    QTest::newRow("word of a proposer only") << u"wizard paris"_s << QStringList{u"fr"_s, u"en"_s};
    QTest::newRow("prompt and answer") << u"capital paris"_s << QStringList{u"en"_s};
    QTest::newRow("beginning of a word") << u"capi"_s << QStringList{u"en"_s};
    QTest::newRow("no beginning but the last") << u"capi paris"_s << QStringList();
    QTest::newRow("no accents typed") << u"preferee"_s << QStringList{u"fr"_s};
    QTest::newRow("accents typed") << u"Çapital"_s << QStringList{u"en"_s};
    QTest::newRow("phrase") << u"\"capital of france\""_s << QStringList{u"en"_s};
    QTest::newRow("phrase in another order") << u"\"france of capital\""_s << QStringList();
    QTest::newRow("one ideograph") << u"模"_s << QStringList{u"zh"_s};
    QTest::newRow("two ideographs within a word") << u"合模"_s << QStringList{u"zh"_s};
    QTest::newRow("ideographs apart") << u"混型"_s << QStringList();
    QTest::newRow("Latin in Chinese") << u"gpt"_s << QStringList{u"zh"_s};
    QTest::newRow("Latin and Chinese") << u"GPT混"_s << QStringList{u"zh"_s};
    QTest::newRow("kana") << u"ピュ"_s << QStringList{u"ja"_s};
    QTest::newRow("kanji") << u"計算"_s << QStringList{u"ja"_s};
    QTest::newRow("Korean without its ending") << u"모델"_s << QStringList{u"ko"_s};
    QTest::newRow("nowhere") << u"zebra"_s << QStringList();
}

void TestHistorySearch::runsAreFoundByWhatTheySay()
{
    MOA_VERIFY(m_store->finish(
        runOf(u"en"_s, u"What is the capital of France?"_s, u"It is Paris."_s, moment(1))));
    MOA_VERIFY(m_store->finish(
        runOf(u"fr"_s, u"Ta ville préférée ?"_s, u"Paris, bien sûr."_s, moment(2))));
    MOA_VERIFY(m_store->finish(
        runOf(u"zh"_s, u"什么是GPT混合模型？"_s, u"它由多个代理组成。"_s, moment(3))));
    MOA_VERIFY(
        m_store->finish(runOf(u"ja"_s, u"コンピュータとは"_s, u"計算する機械です。"_s, moment(4))));
    MOA_VERIFY(
        m_store->finish(runOf(u"ko"_s, u"이 모델의 이름은?"_s, u"이름이 없습니다."_s, moment(5))));
    QFETCH(const QString, text);
    QFETCH(const QStringList, ids);
    HistoryQuery query;
    query.text = text;
    QCOMPARE(found(query), ids);
}

void TestHistorySearch::nothingThatIsTypedIsAnError_data()
{
    QTest::addColumn<QString>("text");
    for (const char16_t *text : {u"\"",
                                 u"\"\"\"",
                                 u"'",
                                 u"a\"b",
                                 u"AND",
                                 u"OR OR",
                                 u"NOT",
                                 u"NEAR(",
                                 u"(",
                                 u"*",
                                 u"a*b*",
                                 u"^x",
                                 u"prompts:",
                                 u"prompts : x",
                                 u"{prompts answers}: x",
                                 u"-x",
                                 u"+",
                                 u"a + b",
                                 u"; DROP TABLE runs; --",
                                 u"%",
                                 u"\\",
                                 u"?",
                                 u"?1",
                                 u":name",
                                 u"\u0301",
                                 u"🚀",
                                 u"\x01"})
        QTest::newRow(qPrintable(QString::fromUtf16(text))) << QString::fromUtf16(text);
    QTest::newRow("half a pair") << QString(QChar(0xDC00));
    QTest::newRow("null character") << u"a\0b"_s;
    QTest::newRow("very long") << u"word "_s.repeated(2000);
    QTest::newRow("very long word") << u"w"_s.repeated(100'000);
}

void TestHistorySearch::nothingThatIsTypedIsAnError()
{
    QFETCH(const QString, text);
    MOA_VERIFY(m_store->finish(runOf(u"en"_s, u"a b x"_s, u"Paris."_s, moment(1))));
    HistoryQuery query;
    query.text = text;
    MOA_VERIFY(m_store->find(query, {}, 10));
    MOA_VERIFY(m_store->count(query));
}

void TestHistorySearch::hitIsShown()
{
    MOA_VERIFY(m_store->finish(
        runOf(u"en"_s, u"What is the capital?"_s, u"It is Paris, by the Seine."_s, moment(1))));
    HistoryQuery query;
    query.text = u"seine"_s;
    const Result<HistoryPage> page = m_store->find(query, {}, 10);
    MOA_VERIFY(page);
    const QString hit = searchHitBegin + u"Seine"_s + searchHitEnd;
    QVERIFY2(page->runs.at(0).snippet.contains(hit), qPrintable(page->runs.at(0).snippet));
    QVERIFY(m_store->find({}, {}, 10)->runs.at(0).snippet.isEmpty());
}

void TestHistorySearch::filtersNarrow_data()
{
    QTest::addColumn<HistoryQuery>("query");
    QTest::addColumn<QStringList>("ids");
    const auto row = [](const char *name, const auto &change, const QStringList &ids) {
        HistoryQuery query;
        change(query);
        QTest::newRow(name) << query << ids;
        query.text = u"paris"_s; // every run says it
        QTest::newRow(qPrintable(QLatin1String(name) + u" and text"_s)) << query << ids;
    };
    row("preset", [](HistoryQuery &query) { query.preset = u"Mine"_s; }, {u"b"_s});
    row("model", [](HistoryQuery &query) { query.model = u"model/only-c"_s; }, {u"c"_s});
    row("model of all", [](HistoryQuery &query) { query.model = u"model/qwen"_s; },
        {u"c"_s, u"b"_s, u"a"_s});
    row("unknown model", [](HistoryQuery &query) { query.model = u"model"_s; }, {});
    row("from", [](HistoryQuery &query) { query.from = QDate(2026, 3, 2); }, {u"c"_s, u"b"_s});
    row("to", [](HistoryQuery &query) { query.to = QDate(2026, 3, 2); }, {u"b"_s, u"a"_s});
    row("one day", [](HistoryQuery &query) { query.from = query.to = QDate(2026, 3, 2); },
        {u"b"_s});
    row("least cost", [](HistoryQuery &query) { query.leastCost = Usd::fromPico(3'000'001); },
        {u"b"_s});
    row("most cost", [](HistoryQuery &query) { query.mostCost = Usd::fromPico(3'000'000); },
        {u"c"_s, u"a"_s});
    row("states",
        [](HistoryQuery &query) {
            query.states = {RunState::Failed, RunState::Degraded};
        },
        {u"c"_s});
    row("rating", [](HistoryQuery &query) { query.leastRating = 4; }, {u"a"_s});
    row("starred", [](HistoryQuery &query) { query.starredOnly = true; }, {u"b"_s});
    row("tag", [](HistoryQuery &query) { query.tag = u"good one"_s; }, {u"c"_s, u"a"_s});
    row("tag and model",
        [](HistoryQuery &query) {
            query.tag = u"good one"_s;
            query.model = u"model/only-c"_s;
        },
        {u"c"_s});
    row("interrupted", [](HistoryQuery &query) { query.interruptedOnly = true; }, {});
}

void TestHistorySearch::filtersNarrow()
{
    constexpr int day = 24 * 60;
    RunRecord a = runOf(u"a"_s, u"Which?"_s, u"Paris."_s, moment(0));
    RunRecord b = runOf(u"b"_s, u"Which?"_s, u"Paris."_s, moment(day));
    b.mixture.name = u"Mine"_s;
    b.totals.cost = Usd::fromPico(9'000'000);
    RunRecord c = runOf(u"c"_s, u"Which?"_s, u"Paris."_s, moment(2 * day));
    c.state = RunState::Degraded;
    c.responses[1].model = u"model/only-c"_s;
    for (const RunRecord &run : {a, b, c})
        MOA_VERIFY(m_store->finish(run));
    Judgement judgement;
    judgement.setRating(a.responses.at(0).id, 2);
    judgement.setRating(a.responses.at(1).id, 4);
    MOA_VERIFY(m_store->setJudgement(u"a"_s, judgement));
    judgement.setRating(c.final.value(), 1);
    MOA_VERIFY(m_store->setJudgement(u"c"_s, judgement));
    MOA_VERIFY(m_store->setStarred(u"b"_s, true));
    MOA_VERIFY(m_store->setTags(u"a"_s, {u"good  one"_s, u"x"_s}));
    MOA_VERIFY(m_store->setTags(u"c"_s, {u"good one"_s}));
    QFETCH(const HistoryQuery, query);
    QFETCH(const QStringList, ids);
    QCOMPARE(found(query), ids);
}

void TestHistorySearch::pagesFollowOneAnother()
{
    QStringList expected;
    for (int index = 0; index < 25; ++index) {
        // Several begin in the same millisecond.
        const QString id = u"run%1"_s.arg(index, 2, 10, QLatin1Char('0'));
        MOA_VERIFY(m_store->finish(runOf(id, u"Which?"_s, u"Paris."_s, moment(index / 4))));
        expected.prepend(id);
    }
    for (const QString &text : {QString(), u"paris"_s}) {
        HistoryQuery query;
        query.text = text;
        QStringList ids;
        std::optional<HistoryKey> after;
        int pages = 0;
        do {
            const Result<HistoryPage> page = m_store->find(query, after, 10);
            MOA_VERIFY(page);
            ids += idsOf(page->runs);
            after = page->next;
            ++pages;
        } while (after);
        QCOMPARE(ids, expected);
        QCOMPARE(pages, 3);
    }
    QVERIFY(!m_store->find({}, {}, 25)->next);
}

void TestHistorySearch::pagesStayWhereTheyWereWhenRunsAreAdded()
{
    for (int index = 0; index < 4; ++index)
        MOA_VERIFY(m_store->finish(
            runOf(QString::number(index), u"Which?"_s, u"Paris."_s, moment(index))));
    const Result<HistoryPage> first = m_store->find({}, {}, 2);
    MOA_VERIFY(first);
    QCOMPARE(idsOf(first->runs), QStringList({u"3"_s, u"2"_s}));
    MOA_VERIFY(m_store->finish(runOf(u"new"_s, u"Which?"_s, u"Paris."_s, moment(9))));
    MOA_VERIFY(m_store->remove({u"2"_s}));
    QCOMPARE(idsOf(m_store->find({}, first->next, 2)->runs), QStringList({u"1"_s, u"0"_s}));
}

void TestHistorySearch::runThatChangesIsFoundByItsNewTextOnly()
{
    MOA_VERIFY(m_store->finish(runOf(u"a"_s, u"Which?"_s, u"Paris."_s, moment(0))));
    MOA_VERIFY(m_store->finish(runOf(u"a"_s, u"Which?"_s, u"London."_s, moment(0))));
    HistoryQuery query;
    query.text = u"paris"_s;
    QCOMPARE(found(query), QStringList());
    query.text = u"london"_s;
    QCOMPARE(found(query), QStringList{u"a"_s});
    MOA_VERIFY(m_store->remove({u"a"_s}));
    QCOMPARE(found(query), QStringList());
    MOA_VERIFY(m_store->purgeRemoved());
    QCOMPARE(found(query), QStringList());
    MOA_VERIFY(m_store->integrityCheck());
}

void TestHistorySearch::filtersHaveTheirChoices()
{
    RunRecord run = runOf(u"a"_s, u"Which?"_s, u"Paris."_s, moment(0));
    run.mixture.name = u"B"_s;
    MOA_VERIFY(m_store->finish(run));
    MOA_VERIFY(m_store->finish(runOf(u"b"_s, u"Which?"_s, u"Paris."_s, moment(1))));
    MOA_VERIFY(m_store->setTags(u"b"_s, {u"z"_s, u"a"_s, u"z"_s, u"  "_s}));
    QCOMPARE(*m_store->presets(), QStringList({u"B"_s, u"MoA-Lite"_s}));
    QCOMPARE(*m_store->models(),
             QStringList({u"model/final"_s, u"model/qwen"_s, u"model/wizard"_s}));
    QCOMPARE(*m_store->tags(), QStringList({u"a"_s, u"z"_s}));
    QCOMPARE(m_store->summary(u"b"_s)->tags, QStringList({u"a"_s, u"z"_s}));
    MOA_VERIFY(m_store->remove({u"a"_s, u"b"_s}));
    MOA_VERIFY(m_store->purgeRemoved());
    QVERIFY(m_store->presets()->isEmpty());
    QVERIFY(m_store->models()->isEmpty());
    QVERIFY(m_store->tags()->isEmpty());
}

void TestHistorySearch::typicalRunIsTheMedian()
{
    const QStringList models{u"model/qwen"_s, u"model/wizard"_s, u"model/final"_s};
    const auto typical = [&](const QString &preset) { return *m_store->typicalOf(preset, models); };
    QCOMPARE(typical(u"MoA-Lite"_s), TypicalRun());
    int number = 0;
    for (const qint64 cost : {50, 10, 30}) {
        RunRecord run = runOf(QString::number(number), u"Which?"_s, u"Paris."_s, moment(number));
        run.totals.cost = Usd::fromPico(cost);
        run.totals.wallMs = cost * 2;
        MOA_VERIFY(m_store->finish(run));
        ++number;
    }
    RunRecord failed = runOf(u"failed"_s, u"Which?"_s, {}, moment(9));
    failed.state = RunState::Failed;
    MOA_VERIFY(m_store->finish(failed));
    QCOMPARE(typical(u"MoA-Lite"_s), (TypicalRun{3, Usd::fromPico(30), 60}));
    RunRecord unpriced = runOf(u"unpriced"_s, u"Which?"_s, u"Paris."_s, moment(10));
    unpriced.totals.unpriced = 1;
    unpriced.totals.wallMs = 1;
    MOA_VERIFY(m_store->finish(unpriced));
    QCOMPARE(typical(u"MoA-Lite"_s), (TypicalRun{4, Usd::fromPico(30), 20}));
    // A teammate's preset of the same name is another one.
    RunRecord other = runOf(u"other"_s, u"Which?"_s, u"Paris."_s, moment(11));
    other.responses[0].model = u"model/other"_s;
    MOA_VERIFY(m_store->finish(other));
    QCOMPARE(typical(u"MoA-Lite"_s).runs, 4);
}

QTEST_GUILESS_MAIN(TestHistorySearch)
#include "tst_historysearch.moc"
