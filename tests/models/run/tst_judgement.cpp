// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/blindnames.h"
#include "run/judgement.h"
#include "run/runjson.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <QTest>

using namespace moa;

namespace {

ResponseId id(const QString &agent, int sample = 1)
{
    return {AgentId(agent), sample};
}

QList<ResponseId> ids(int count)
{
    QList<ResponseId> result;
    for (int sample = 1; sample <= count; ++sample)
        result.append(id(u"agent"_qs, sample));
    return result;
}

} // namespace

class TestJudgement : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ratingsAreKeptWithinRange_data();
    void ratingsAreKeptWithinRange();
    void aRatingCanBeTakenBack();
    void ranksShareTheMeanOfTheirPlaces_data();
    void ranksShareTheMeanOfTheirPlaces();
    void unratedResponsesHaveNoRank();
    void ranksAreAmongTheAskedOnly();
    void blindNamesAreAllDifferent();
    void theSameSeedGivesTheSameNames();
    void everyOrderCanCome();
    void aStrangerHasNoBlindName();
    void theRunsJsonCarriesTheJudgement();
    void withoutAJudgementTheJsonHasNone();
};

void TestJudgement::ratingsAreKeptWithinRange_data()
{
    QTest::addColumn<int>("given");
    QTest::addColumn<int>("kept");
    QTest::newRow("lowest") << 1 << 1;
    QTest::newRow("highest") << 5 << 5;
    QTest::newRow("too low") << 0 << 1;
    QTest::newRow("too high") << 6 << 5;
}

void TestJudgement::ratingsAreKeptWithinRange()
{
    QFETCH(int, given);
    QFETCH(int, kept);
    Judgement judgement;
    judgement.setRating(id(u"a"_qs), given);
    QCOMPARE(judgement.rating(id(u"a"_qs)), std::optional(kept));
    QCOMPARE(judgement.rating(id(u"a"_qs, 2)), std::nullopt);
}

void TestJudgement::aRatingCanBeTakenBack()
{
    Judgement judgement;
    QVERIFY(judgement.isEmpty());
    judgement.setRating(id(u"a"_qs), 3);
    QVERIFY(!judgement.isEmpty());
    judgement.setRating(id(u"a"_qs), std::nullopt);
    QCOMPARE(judgement, Judgement());
}

void TestJudgement::ranksShareTheMeanOfTheirPlaces_data()
{
    QTest::addColumn<QList<int>>("stars");
    QTest::addColumn<QList<double>>("ranks");
    QTest::newRow("one") << QList<int>{2} << QList<double>{1};
    QTest::newRow("all different") << QList<int>{2, 5, 4} << QList<double>{3, 1, 2};
    QTest::newRow("two tied") << QList<int>{4, 5, 4} << QList<double>{2.5, 1, 2.5};
    QTest::newRow("tied at the top") << QList<int>{5, 5, 1} << QList<double>{1.5, 1.5, 3};
    QTest::newRow("all tied") << QList<int>{3, 3, 3} << QList<double>{2, 2, 2};
    QTest::newRow("in pairs") << QList<int>{1, 5, 1, 5} << QList<double>{3.5, 1.5, 3.5, 1.5};
}

void TestJudgement::ranksShareTheMeanOfTheirPlaces()
{
    QFETCH(QList<int>, stars);
    QFETCH(QList<double>, ranks);
    Judgement judgement;
    const QList<ResponseId> among = ids(static_cast<int>(stars.size()));
    for (qsizetype place = 0; place < stars.size(); ++place)
        judgement.setRating(among.at(place), stars.at(place));
    const QHash<ResponseId, double> found = judgement.ranks(among);
    for (qsizetype place = 0; place < ranks.size(); ++place)
        QCOMPARE(found.value(among.at(place)), ranks.at(place));
}

void TestJudgement::unratedResponsesHaveNoRank()
{
    Judgement judgement;
    judgement.setRating(id(u"b"_qs), 3);
    const QHash<ResponseId, double> ranks = judgement.ranks({id(u"a"_qs), id(u"b"_qs)});
    QCOMPARE(ranks.size(), 1);
    QCOMPARE(ranks.value(id(u"b"_qs)), 1.0);
}

void TestJudgement::ranksAreAmongTheAskedOnly()
{
    Judgement judgement;
    judgement.setRating(id(u"a"_qs), 5);
    judgement.setRating(id(u"b"_qs), 3);
    QCOMPARE(judgement.ranks({id(u"b"_qs)}).value(id(u"b"_qs)), 1.0);
}

void TestJudgement::blindNamesAreAllDifferent()
{
    const BlindNames names(ids(60), 7);
    QSet<QString> seen;
    for (const ResponseId &response : ids(60))
        seen.insert(names.name(response));
    QCOMPARE(seen.size(), 60);
    QCOMPARE(names.name(names.order().at(0)), u"Response A"_qs);
    QCOMPARE(names.name(names.order().at(25)), u"Response Z"_qs);
    QCOMPARE(names.name(names.order().at(26)), u"Response AA"_qs);
    QCOMPARE(names.name(names.order().at(53)), u"Response BB"_qs);
}

void TestJudgement::theSameSeedGivesTheSameNames()
{
    QCOMPARE(BlindNames(ids(9), 3), BlindNames(ids(9), 3));
    QVERIFY(BlindNames(ids(9), 3) != BlindNames(ids(9), 4));
    QVERIFY(BlindNames().isEmpty());
    QVERIFY(BlindNames({}, 3).isEmpty());
    QVERIFY(!BlindNames(ids(1), 3).isEmpty());
}

void TestJudgement::everyOrderCanCome()
{
    QSet<QStringList> orders;
    for (quint32 seed = 0; seed < 200; ++seed) {
        const BlindNames names(ids(3), seed);
        QStringList order;
        for (const ResponseId &response : names.order())
            order.append(response.toString());
        orders.insert(order);
    }
    QCOMPARE(orders.size(), 6);
}

void TestJudgement::aStrangerHasNoBlindName()
{
    QCOMPARE(BlindNames(ids(3), 1).name(id(u"stranger"_qs)), QString());
}

void TestJudgement::theRunsJsonCarriesTheJudgement()
{
    RunRecord record;
    for (const ResponseId &response : ids(3)) {
        Response entry;
        entry.id = response;
        record.responses.append(entry);
    }
    Judgement judgement;
    judgement.setRating(ids(3).at(2), 5);
    judgement.setRating(ids(3).at(0), 2);
    judgement.setRating(id(u"stranger"_qs), 4);
    const QJsonObject json =
        QJsonDocument::fromJson(writeRun(record, RunDetail::Responses, judgement)).object();
    const QJsonArray expected{
        QJsonObject{{u"agent"_qs, u"agent"_qs}, {u"sample"_qs, 1}, {u"rating"_qs, 2}},
        QJsonObject{{u"agent"_qs, u"agent"_qs}, {u"sample"_qs, 3}, {u"rating"_qs, 5}}};
    QCOMPARE(json[u"judgement"].toArray(), expected);
}

void TestJudgement::withoutAJudgementTheJsonHasNone()
{
    QVERIFY(!QJsonDocument::fromJson(writeRun({})).object().contains(u"judgement"));
}

QTEST_GUILESS_MAIN(TestJudgement)

#include "tst_judgement.moc"
