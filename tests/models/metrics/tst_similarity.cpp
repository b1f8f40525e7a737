// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/similarity.h"

#include "metrics/chrf.h"
#include "metrics/levenshtein.h"
#include "metrics/tfidf.h"

#include <cmath>
#include <QTest>

using namespace Qt::StringLiterals;
using moa::BleuOptions;
using moa::SimilarityMatrix;
using moa::similarityMatrix;
using moa::SimilarityMetric;

class TestSimilarity : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tfIdfOfKnownTexts();
    void tfIdfWordsAreThoseOfPython();
    void tfIdfTakesAllTextsForItsCorpus();
    void textWithoutWordsIsLikeNoOther();
    void rowIsTheHypothesis_data();
    void rowIsTheHypothesis();
    void allMetricsLieBetweenZeroAndOne_data();
    void allMetricsLieBetweenZeroAndOne();
    void bleuOfOtherOrders();
    void meanLeavesTheDiagonalOut();
    void fewerThanTwoTextsHaveNoDiversity();
    void pairsThatAreTooLongAreNotANumber();
    void namesAreThoseOfTheCommandLine();
};

namespace {

// Repeated words, different lengths, an empty text, one too short for all n-grams, two equal ones.
QStringList texts()
{
    return {u"The cat sat on the mat, and the cat slept on the mat."_qs,
            u"On the mat sat the cat; the dog did not sleep on the mat."_qs,
            u"the cat sat on the mat"_qs,
            QString(),
            u"cat"_qs,
            u"Nichts gemeinsam: völlig anderes 😀 hier."_qs,
            u"the cat sat on the mat"_qs};
}

} // namespace

void TestSimilarity::tfIdfOfKnownTexts()
{
    const QList<double> cosines = moa::tfIdfCosines(
        u"The cat sat", {u"the CAT ran, a dog ran"_qs, u"no overlap"_qs, u"The cat sat"_qs});
    QCOMPARE(cosines.size(), 3);
    QCOMPARE(cosines.at(1), 0.0);
    QCOMPARE(cosines.at(2), 1.0);
    // By hand for the first two with "no overlap" as the third document.
    QCOMPARE(
        moa::tfIdfCosines(u"The cat sat", {u"the CAT ran, a dog ran"_qs, u"no overlap"_qs}).at(0),
        0.3174501660237854);
}

void TestSimilarity::tfIdfWordsAreThoseOfPython()
{
    // Letters, numbers of all kinds and the underscore make words, combining marks end them, and
    // one character alone is none.
    const QList<double> cosines =
        moa::tfIdfCosines(u"Größe_1 ²³ a", {u"GRÖSSE_1 größe_1 ²³"_qs, u"e\u0301te\u0301 été"_qs});
    QCOMPARE(cosines, (QList<double>{0.7323591428422148, 0}));
    QCOMPARE(moa::tfIdfCosines(u"𝔸𝔹 x", {u"y 𝔸𝔹"_qs}), QList<double>{1});
    QCOMPARE(moa::tfIdfCosines(u"été", {u"e\u0301te\u0301"_qs}), QList<double>{0});
}

void TestSimilarity::tfIdfTakesAllTextsForItsCorpus()
{
    const QString a = u"red apple"_qs;
    const QString b = u"red pear"_qs;
    const double alone = moa::tfIdfCosines(a, {b}).at(0);
    const double amongReds = moa::tfIdfCosines(a, {b, u"red wine"_qs}).at(0);
    const double amongOthers = moa::tfIdfCosines(a, {b, u"white wine"_qs}).at(0);
    QVERIFY(amongReds < alone);
    QVERIFY(amongOthers > amongReds);
}

void TestSimilarity::textWithoutWordsIsLikeNoOther()
{
    QCOMPARE(moa::tfIdfMatrix({u"a b c"_qs, u"a b c"_qs}), (QList<double>{0, 0, 0, 0}));
    QCOMPARE(moa::tfIdfMatrix({}), QList<double>());
}

void TestSimilarity::rowIsTheHypothesis_data()
{
    QTest::addColumn<SimilarityMetric>("metric");
    for (const SimilarityMetric metric : {SimilarityMetric::Bleu, SimilarityMetric::Chrf,
                                          SimilarityMetric::TfIdf, SimilarityMetric::Levenshtein})
        QTest::newRow(qPrintable(moa::similarityMetricName(metric))) << metric;
}

void TestSimilarity::rowIsTheHypothesis()
{
    QFETCH(SimilarityMetric, metric);
    const QStringList all = texts();
    const SimilarityMatrix matrix = similarityMatrix(all, metric);
    const QList<double> tfIdf = moa::tfIdfMatrix(all);
    QCOMPARE(matrix.size, all.size());
    for (qsizetype row = 0; row < all.size(); ++row) {
        for (qsizetype column = 0; column < all.size(); ++column) {
            const QString &hypothesis = all.at(row);
            const QString &reference = all.at(column);
            double expected = 0;
            switch (metric) {
            case SimilarityMetric::Bleu:
                expected =
                    moa::sentenceBleu(hypothesis, {reference}, BleuOptions::overlap()).score / 100;
                break;
            case SimilarityMetric::Chrf:
                expected = moa::sentenceChrf(hypothesis, {reference}, moa::ChrfOptions()) / 100;
                break;
            case SimilarityMetric::TfIdf:
                expected = tfIdf.at(row * all.size() + column);
                break;
            case SimilarityMetric::Levenshtein:
                expected = moa::levenshteinRatio(hypothesis, reference).value();
                break;
            }
            QCOMPARE(matrix.at(row, column), std::min(expected, 1.0));
        }
    }
}

void TestSimilarity::allMetricsLieBetweenZeroAndOne_data()
{
    rowIsTheHypothesis_data();
}

void TestSimilarity::allMetricsLieBetweenZeroAndOne()
{
    QFETCH(SimilarityMetric, metric);
    const SimilarityMatrix matrix = similarityMatrix(texts(), metric);
    for (const double value : matrix.values)
        QVERIFY(value >= 0 && value <= 1);
    QCOMPARE(matrix.at(2, 6), 1.0);
    QCOMPARE(matrix.at(0, 3), 0.0);
    QVERIFY(matrix.at(0, 2) > matrix.at(0, 5));
    QVERIFY(matrix.diversity() > 0 && matrix.diversity() < 1);
}

void TestSimilarity::bleuOfOtherOrders()
{
    for (const int order : {3, 4, 5}) {
        const BleuOptions options = BleuOptions::overlap(order);
        QCOMPARE(options.maxOrder, order);
        const SimilarityMatrix matrix = moa::bleuMatrix(texts(), options);
        QCOMPARE(matrix.at(0, 1),
                 moa::sentenceBleu(texts().at(0), {texts().at(1)}, options).score / 100);
    }
    BleuOptions lowercase = BleuOptions::overlap();
    lowercase.lowercase = true;
    QCOMPARE(moa::bleuMatrix({u"A cat"_qs, u"a CAT"_qs}, lowercase).at(0, 1), 1.0);
}

void TestSimilarity::meanLeavesTheDiagonalOut()
{
    const SimilarityMatrix matrix{2, {1, 0.2, 0.4, 1}};
    QCOMPARE(matrix.meanPairwise(), 0.3);
    QCOMPARE(matrix.diversity(), 0.7);
}

void TestSimilarity::fewerThanTwoTextsHaveNoDiversity()
{
    for (const QStringList &few : {QStringList(), QStringList{u"one"_qs}}) {
        const SimilarityMatrix matrix = similarityMatrix(few, SimilarityMetric::Bleu);
        QCOMPARE(matrix.size, few.size());
        QCOMPARE(matrix.meanPairwise(), 0.0);
        QCOMPARE(matrix.diversity(), 0.0);
    }
}

void TestSimilarity::pairsThatAreTooLongAreNotANumber()
{
    const SimilarityMatrix matrix = similarityMatrix(
        {QString(400'000, u'a'), QString(400'000, u'b'), u"a"_qs}, SimilarityMetric::Levenshtein);
    QVERIFY(std::isnan(matrix.at(0, 1)) && std::isnan(matrix.at(1, 0)));
    QCOMPARE(matrix.at(0, 0), 1.0);
    QCOMPARE(matrix.meanPairwise(), (matrix.at(0, 2) + matrix.at(1, 2)) / 2);
    const SimilarityMatrix unknown = similarityMatrix(
        {QString(400'000, u'a'), QString(400'000, u'b')}, SimilarityMetric::Levenshtein);
    QCOMPARE(unknown.diversity(), 0.0);
}

void TestSimilarity::namesAreThoseOfTheCommandLine()
{
    for (const QString &name : {u"bleu"_qs, u"chrf"_qs, u"tfidf"_qs, u"levenshtein"_qs})
        QCOMPARE(moa::similarityMetricName(moa::similarityMetricFromName(name).value()), name);
    QVERIFY(!moa::similarityMetricFromName(u"BLEU"));
}

QTEST_GUILESS_MAIN(TestSimilarity)
#include "tst_similarity.moc"
