// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/chrf.h"
#include "moa/scoreline.h"
#include "support/moaprogram.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using moa::scoredLine;
using moa::SimilarityMetric;

class TestScoreMetrics : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void chrfAddsItsFields();
    void chrfFollowsItsOptions();
    void tfIdfAddsTheCosine();
    void levenshteinAddsRatioAndDistance();
    void bestReferenceCounts_data();
    void bestReferenceCounts();
    void emptyTextsAreScored_data();
    void emptyTextsAreScored();
    void scoringAScoredLineChangesNothing_data();
    void scoringAScoredLineChangesNothing();
    void badLinesAreNamed_data();
    void badLinesAreNamed();
    void commandComputesTheMetricAskedFor_data();
    void commandComputesTheMetricAskedFor();
    void longInputKeepsItsOrder();
    void helpTellsTheMetrics();
};

namespace {

constexpr const char *c_line = R"({"id":1,"hypothesis":"abc","references":["abd"]})";

QByteArray scored(const QByteArray &line, SimilarityMetric metric)
{
    return scoredLine(line, metric).value_or(QByteArray());
}

double scoreOf(const QByteArray &line, SimilarityMetric metric)
{
    return QJsonDocument::fromJson(scored(line, metric)).object().value(u"score").toDouble(-1);
}

void addMetrics()
{
    QTest::addColumn<SimilarityMetric>("metric");
    for (const SimilarityMetric metric : {SimilarityMetric::Bleu, SimilarityMetric::Chrf,
                                          SimilarityMetric::TfIdf, SimilarityMetric::Levenshtein})
        QTest::newRow(qPrintable(moa::similarityMetricName(metric))) << metric;
}

} // namespace

void TestScoreMetrics::chrfAddsItsFields()
{
    QCOMPARE(scored(c_line, SimilarityMetric::Chrf),
             R"({"id":1,"hypothesis":"abc","references":["abd"],"score":38.888888888888886,)"
             R"("char_order":6,"word_order":0,"beta":2,)"
             R"("signature":"nrefs:1|case:mixed|eff:yes|nc:6|nw:0|space:no|version:2.6.0"})");
}

void TestScoreMetrics::chrfFollowsItsOptions()
{
    moa::ChrfOptions options;
    options.charOrder = 3;
    options.wordOrder = 2;
    options.beta = 3;
    options.lowercase = true;
    options.whitespace = true;
    const QByteArray line =
        scored(R"({"hypothesis":"The Cat sat","references":["the cat, sitting"],"char_order":3,)"
               R"("word_order":2,"beta":3,"lowercase":true,"whitespace":true})",
               SimilarityMetric::Chrf);
    const QJsonObject row = QJsonDocument::fromJson(line).object();
    QCOMPARE(row.value(u"score").toDouble(),
             moa::sentenceChrf(u"The Cat sat", {u"the cat, sitting"_qs}, options));
    QCOMPARE(row.value(u"signature").toString(), moa::chrfSignature(options, 1));
}

void TestScoreMetrics::tfIdfAddsTheCosine()
{
    const QByteArray line = scored(
        R"({"hypothesis":"The cat sat","references":["the CAT ran, a dog ran","no overlap"]})",
        SimilarityMetric::TfIdf);
    const QJsonObject row = QJsonDocument::fromJson(line).object();
    QCOMPARE(row.value(u"score").toDouble(), 0.3174501660237854);
    QCOMPARE(row.size(), 3);
}

void TestScoreMetrics::levenshteinAddsRatioAndDistance()
{
    QCOMPARE(
        scored(R"({"hypothesis":"flaw","references":["lawn"]})", SimilarityMetric::Levenshtein),
        R"({"hypothesis":"flaw","references":["lawn"],"score":0.75,"distance":2,)"
        R"("normalized":0.5})");
}

void TestScoreMetrics::bestReferenceCounts_data()
{
    addMetrics();
}

void TestScoreMetrics::bestReferenceCounts()
{
    QFETCH(SimilarityMetric, metric);
    const double best =
        metric == SimilarityMetric::Bleu || metric == SimilarityMetric::Chrf ? 100 : 1;
    QCOMPARE(scoreOf(R"({"hypothesis":"one two three four",)"
                     R"("references":["five six","one two three four","one"]})",
                     metric),
             best);
}

void TestScoreMetrics::emptyTextsAreScored_data()
{
    addMetrics();
}

void TestScoreMetrics::emptyTextsAreScored()
{
    QFETCH(SimilarityMetric, metric);
    const double equal = metric == SimilarityMetric::Levenshtein ? 1 : 0;
    QCOMPARE(scoreOf(R"({"hypothesis":"","references":[""]})", metric), equal);
    QCOMPARE(scoreOf(R"({"hypothesis":"","references":["ab"]})", metric), 0.0);
    QCOMPARE(scoreOf(R"({"hypothesis":"ab","references":[""]})", metric), 0.0);
}

void TestScoreMetrics::scoringAScoredLineChangesNothing_data()
{
    addMetrics();
}

void TestScoreMetrics::scoringAScoredLineChangesNothing()
{
    QFETCH(SimilarityMetric, metric);
    const QByteArray once = scored(c_line, metric);
    QVERIFY(!once.isEmpty());
    QCOMPARE(scored(once, metric), once);
}

void TestScoreMetrics::badLinesAreNamed_data()
{
    QTest::addColumn<SimilarityMetric>("metric");
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QString>("message");
    const auto chrf = [](const char *name, const QByteArray &field, const QString &message) {
        QTest::newRow(name) << SimilarityMetric::Chrf
                            << QByteArray(R"({"hypothesis":"a","references":["a"],)") + field + '}'
                            << message;
    };
    chrf("no order of characters", R"("char_order":0)",
         u"char_order: expected a whole number from 1 to 100"_qs);
    chrf("order of characters as a text", R"("char_order":"6")",
         u"char_order: expected a whole number from 1 to 100"_qs);
    chrf("negative order of words", R"("word_order":-1)",
         u"word_order: expected a whole number from 0 to 100"_qs);
    chrf("half a beta", R"("beta":0.5)", u"beta: expected a whole number from 0 to 100"_qs);
    chrf("whitespace as a number", R"("whitespace":1)", u"whitespace: expected true or false"_qs);
    for (const SimilarityMetric metric :
         {SimilarityMetric::Chrf, SimilarityMetric::TfIdf, SimilarityMetric::Levenshtein}) {
        const QByteArray name = moa::similarityMetricName(metric).toLatin1();
        QTest::newRow(name + ", no hypothesis")
            << metric << QByteArray("{}") << u"hypothesis: is missing"_qs;
        QTest::newRow(name + ", no reference")
            << metric << QByteArray(R"({"hypothesis":"","references":[]})")
            << u"references: expected at least one string"_qs;
    }
    QTest::newRow("too long")
        << SimilarityMetric::Levenshtein
        << QByteArray(R"({"hypothesis":")") + QByteArray(400'000, 'a') + R"(","references":[")"
            + QByteArray(400'000, 'b') + R"("]})"
        << u"hypothesis and reference: expected at most 100000000000 for the product of their "
           u"lengths, without what they have in common at both ends"_qs;
}

void TestScoreMetrics::badLinesAreNamed()
{
    QFETCH(SimilarityMetric, metric);
    QFETCH(QByteArray, line);
    QFETCH(QString, message);
    const moa::Result<QByteArray> result = scoredLine(line, metric);
    QVERIFY(!result);
    QCOMPARE(result.error().message, message);
}

void TestScoreMetrics::commandComputesTheMetricAskedFor_data()
{
    addMetrics();
}

void TestScoreMetrics::commandComputesTheMetricAskedFor()
{
    QFETCH(SimilarityMetric, metric);
    const moa::ProgramOutcome outcome =
        moa::runProgram(QStringLiteral(MOA_PROGRAM),
                        {u"score"_qs, u"--metric"_qs, moa::similarityMetricName(metric)}, c_line);
    QCOMPARE(outcome.notes, QString());
    QCOMPARE(outcome.code, 0);
    QCOMPARE(outcome.out, scored(c_line, metric) + '\n');
}

void TestScoreMetrics::longInputKeepsItsOrder()
{
    QByteArray input;
    QByteArray expected;
    for (int number = 0; number < 3000; ++number) {
        const QByteArray line = R"({"hypothesis":"word )" + QByteArray::number(number)
            + QByteArray(" more").repeated(number % 97) + R"(","references":["word 7"]})";
        input += line + '\n';
        expected += scored(line, SimilarityMetric::Levenshtein) + '\n';
    }
    const moa::ProgramOutcome outcome =
        moa::runProgram(QStringLiteral(MOA_PROGRAM),
                        {u"score"_qs, u"--metric"_qs, u"levenshtein"_qs}, input + "no JSON\n");
    QCOMPARE(outcome.code, 2);
    QVERIFY(outcome.out == expected);
    QCOMPARE(outcome.notes.trimmed(),
             u"moa: line 3001: this is not valid JSON in UTF-8 (at byte 2)"_qs);
}

void TestScoreMetrics::helpTellsTheMetrics()
{
    const moa::ProgramOutcome outcome =
        moa::runProgram(QStringLiteral(MOA_PROGRAM), {u"score"_qs, u"--help"_qs});
    QCOMPARE(outcome.code, 0);
    for (const char *word : {"bleu", "chrf", "tfidf", "levenshtein", "char_order", "signature",
                             "normalized", "scikit-learn"})
        QVERIFY2(outcome.out.contains(word), word);
}

QTEST_GUILESS_MAIN(TestScoreMetrics)
#include "tst_scoremetrics.moc"
