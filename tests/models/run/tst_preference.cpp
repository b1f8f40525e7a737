// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/similarity.h"
#include "run/finalcomparison.h"
#include "run/preference.h"

#include <cmath>
#include <limits>
#include <QSignalSpy>
#include <QTest>

using namespace moa;

namespace {

const QString finalText = u"The sky is blue because air scatters short waves the most."_qs;

ResponseId id(const char *agent)
{
    return {AgentId(QLatin1String(agent)), 1};
}

/// Three proposals, each less like the final answer than the one before.
RunRecord makeRun()
{
    RunRecord run;
    const auto add = [&run](const char *agent, const QString &text) {
        Response response;
        response.id = id(agent);
        response.state = ResponseState::Done;
        response.text = text;
        run.responses.append(response);
    };
    add("near", u"The sky is blue because air scatters short waves."_qs);
    add("middle", u"The sky is blue, as air scatters light of short waves."_qs);
    add("far", u"Nobody knows for certain what makes it so."_qs);
    add("final", finalText);
    run.final = id("final");
    run.finalText = finalText;
    return run;
}

const QList<ResponseId> all{id("near"), id("middle"), id("far"), id("final")};

Judgement judged(int near, int middle, int far)
{
    Judgement judgement;
    judgement.setRating(id("near"), near);
    judgement.setRating(id("middle"), middle);
    judgement.setRating(id("far"), far);
    return judgement;
}

} // namespace

class TestPreference : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void similaritiesAreThoseOfTheMetrics();
    void theFinalAnswerAndTheSilentAreLeftOut();
    void withoutAFinalAnswerThereIsNothing();
    void likingWhatIsLikeTheFinalAnswerIsPositive();
    void likingTheOppositeIsNegative();
    void onlyRatedResponsesCount();
    void whatIsUndefinedHasNoValue_data();
    void whatIsUndefinedHasNoValue();
    void aTextTooLongForAMeasureLeavesItUndefined();
    void theComparisonRunsElsewhere();
    void aDroppedComparisonStaysSilent();
    void theLastComparisonCounts();
};

void TestPreference::similaritiesAreThoseOfTheMetrics()
{
    const RunRecord run = makeRun();
    const FinalSimilarities found = similaritiesToFinal(run, all);
    QCOMPARE(found.responses, QList<ResponseId>({id("near"), id("middle"), id("far")}));
    const QList<PreferenceMeasure> measures = preferenceMeasures();
    QCOMPARE(found.values.size(), measures.size());

    QStringList texts;
    for (const Response &response : run.responses)
        texts.append(response.text);
    BleuOptions bleu = BleuOptions::overlap();
    for (qsizetype place = 0; place < measures.size(); ++place) {
        double scale = 1.0;
        SimilarityMatrix expected;
        switch (measures.at(place)) {
        case PreferenceMeasure::Bleu3:
        case PreferenceMeasure::Bleu4:
        case PreferenceMeasure::Bleu5:
            bleu.maxOrder = 3 + static_cast<int>(measures.at(place))
                - static_cast<int>(PreferenceMeasure::Bleu3);
            expected = bleuMatrix(texts, bleu);
            scale = 100.0;
            break;
        case PreferenceMeasure::Chrf:
            expected = similarityMatrix(texts, SimilarityMetric::Chrf);
            break;
        case PreferenceMeasure::TfIdf:
            expected = similarityMatrix(texts, SimilarityMetric::TfIdf);
            break;
        case PreferenceMeasure::Levenshtein:
            expected = similarityMatrix(texts, SimilarityMetric::Levenshtein);
            break;
        }
        for (qsizetype row = 0; row < 3; ++row) {
            QVERIFY2(std::abs(found.values.at(place).at(row) - scale * expected.at(row, 3)) < 1e-9,
                     qPrintable(measureName(measures.at(place))));
        }
    }
}

void TestPreference::theFinalAnswerAndTheSilentAreLeftOut()
{
    RunRecord run = makeRun();
    run.responses[1].state = ResponseState::Failed;
    QList<ResponseId> asked = all;
    asked.append(id("stranger"));
    QCOMPARE(similaritiesToFinal(run, asked).responses, QList<ResponseId>({id("near"), id("far")}));
}

void TestPreference::withoutAFinalAnswerThereIsNothing()
{
    RunRecord run = makeRun();
    run.final.reset();
    const FinalSimilarities none = similaritiesToFinal(run, all);
    QCOMPARE(none, FinalSimilarities());
    for (const PreferenceCorrelation &correlation : correlate(none, judged(5, 3, 1)))
        QCOMPARE(correlation.rho, std::nullopt);
}

void TestPreference::likingWhatIsLikeTheFinalAnswerIsPositive()
{
    const FinalSimilarities similarities = similaritiesToFinal(makeRun(), all);
    const QList<PreferenceCorrelation> found = correlate(similarities, judged(5, 3, 1));
    QCOMPARE(found.size(), preferenceMeasures().size());
    for (const PreferenceCorrelation &correlation : found) {
        QVERIFY(correlation.rho);
        QCOMPARE(*correlation.rho, 1.0);
        QCOMPARE(correlation.count, 3);
    }
}

void TestPreference::likingTheOppositeIsNegative()
{
    const FinalSimilarities similarities = similaritiesToFinal(makeRun(), all);
    for (const PreferenceCorrelation &correlation : correlate(similarities, judged(1, 3, 5)))
        QCOMPARE(*correlation.rho, -1.0);
}

void TestPreference::onlyRatedResponsesCount()
{
    Judgement judgement = judged(5, 3, 1);
    judgement.setRating(id("middle"), std::nullopt);
    judgement.setRating(id("final"), 1);
    for (const PreferenceCorrelation &correlation :
         correlate(similaritiesToFinal(makeRun(), all), judgement)) {
        QCOMPARE(correlation.count, 2);
        QCOMPARE(*correlation.rho, 1.0);
    }
}

void TestPreference::whatIsUndefinedHasNoValue_data()
{
    QTest::addColumn<Judgement>("judgement");
    QTest::newRow("nothing is rated") << Judgement();
    Judgement one;
    one.setRating(id("near"), 5);
    QTest::newRow("one is rated") << one;
    QTest::newRow("all are rated the same") << judged(3, 3, 3);
}

void TestPreference::whatIsUndefinedHasNoValue()
{
    QFETCH(Judgement, judgement);
    for (const PreferenceCorrelation &correlation :
         correlate(similaritiesToFinal(makeRun(), all), judgement))
        QCOMPARE(correlation.rho, std::nullopt);
}

void TestPreference::aTextTooLongForAMeasureLeavesItUndefined()
{
    FinalSimilarities similarities = similaritiesToFinal(makeRun(), all);
    similarities.values.last()[1] = std::numeric_limits<double>::quiet_NaN();
    const QList<PreferenceCorrelation> found = correlate(similarities, judged(5, 3, 1));
    QCOMPARE(found.constLast().rho, std::nullopt);
    QCOMPARE(*found.constFirst().rho, 1.0);
}

void TestPreference::theComparisonRunsElsewhere()
{
    FinalComparison comparison;
    QSignalSpy finished(&comparison, &FinalComparison::finished);
    comparison.start(std::make_shared<const RunRecord>(makeRun()), all);
    QVERIFY(finished.wait());
    QCOMPARE(finished.constFirst().constFirst().value<FinalSimilarities>(),
             similaritiesToFinal(makeRun(), all));
}

void TestPreference::aDroppedComparisonStaysSilent()
{
    FinalComparison comparison;
    QSignalSpy finished(&comparison, &FinalComparison::finished);
    comparison.start(std::make_shared<const RunRecord>(makeRun()), all);
    comparison.drop();
    QVERIFY(!finished.wait(200));
}

void TestPreference::theLastComparisonCounts()
{
    FinalComparison comparison;
    QSignalSpy finished(&comparison, &FinalComparison::finished);
    const auto run = std::make_shared<const RunRecord>(makeRun());
    comparison.start(run, all);
    comparison.start(run, {id("far")});
    QVERIFY(finished.wait());
    QVERIFY(!finished.wait(200));
    QCOMPARE(finished.size(), 1);
    QCOMPARE(finished.constFirst().constFirst().value<FinalSimilarities>().responses,
             QList<ResponseId>({id("far")}));
}

QTEST_GUILESS_MAIN(TestPreference)

#include "tst_preference.moc"
