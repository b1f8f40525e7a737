// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/bleu.h"

#include <cmath>
#include <memory>
#include <QTest>
#include <QThread>
#include <vector>

using namespace Qt::StringLiterals;
using moa::BleuOptions;
using moa::BleuScore;
using moa::BleuSmoothing;
using moa::sentenceBleu;
using moa::Tokenizer;

namespace {

BleuOptions corpusOptions(BleuSmoothing smoothing, std::optional<double> value = std::nullopt)
{
    BleuOptions options;
    options.smoothing = smoothing;
    options.smoothValue = value;
    return options;
}

} // namespace

class TestBleu : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void overlapIsTheSentenceDefaultOfSacreBleu();
    void emptyHypothesisScoresZero();
    void emptyReferenceScoresZeroWithoutPenalty();
    void twoEmptyTextsScoreZeroWithoutPenalty();
    void withoutReferencesNothingMatches();
    void identicalTextsScoreHundred();
    void identicalShortTextsScoreZeroWithoutEffectiveOrder();
    void nothingInCommonScoresZeroWhateverTheSmoothing();
    void expHalvesForEveryOrderWithoutMatch();
    void addKCompletesMissingOrders();
    void addKReportsChangedCounts();
    void floorPutsItsValue();
    void floorOfZeroScoresZero();
    void noneNeedsAMatchInEveryOrder();
    void repeatedWordsCountOnlyAsOftenAsInTheReference();
    void bestReferenceCountsForEveryNgram();
    void closestReferenceLengthCountsAndTheShorterOfTwo();
    void ordersCanBeFewOrMany();
    void lowercaseMatchesAcrossCase();
    void corpusIsNotTheMeanOfItsSentences();
    void emptyCorpusScoresZero();
    void longTextsAreCounted();
    void anyThreadMayCompute();
    void displayIsThatOfSacreBleu();
    void displayRoundsTiesToTheEvenDigit();
    void signatureSaysHowItWasComputed();
    void smoothingNamesAreThoseOfSacreBleu();
};

void TestBleu::overlapIsTheSentenceDefaultOfSacreBleu()
{
    const BleuOptions options = BleuOptions::overlap();
    QCOMPARE(moa::bleuSignature(options, 1),
             u"nrefs:1|case:mixed|eff:yes|tok:13a|smooth:exp|version:2.6.0"_qs);
    QCOMPARE(options.maxOrder, 4);
}

void TestBleu::emptyHypothesisScoresZero()
{
    const BleuScore score = sentenceBleu(u"", {u"a b c d"_qs}, BleuOptions::overlap());
    QCOMPARE(score.score, 0.0);
    QCOMPARE(score.bp, 0.0);
    QCOMPARE(score.sysLen, 0);
    QCOMPARE(score.refLen, 4);
    QCOMPARE(score.totals, QList<double>(4, 0));
    QCOMPARE(sentenceBleu(u" \n", {u"a"_qs}, BleuOptions::overlap()).bp, 0.0);
}

void TestBleu::emptyReferenceScoresZeroWithoutPenalty()
{
    const BleuScore score = sentenceBleu(u"a b", {QString()}, BleuOptions::overlap());
    QCOMPARE(score.score, 0.0);
    QCOMPARE(score.bp, 1.0);
    QCOMPARE(score.ratio(), 0.0);
    QCOMPARE(score.totals, (QList<double>{2, 1, 0, 0}));
}

void TestBleu::twoEmptyTextsScoreZeroWithoutPenalty()
{
    const BleuScore score = sentenceBleu(u"", {QString()}, BleuOptions::overlap());
    QCOMPARE(score.score, 0.0);
    QCOMPARE(score.bp, 1.0);
}

void TestBleu::withoutReferencesNothingMatches()
{
    const BleuScore score = sentenceBleu(u"a b", {}, BleuOptions::overlap());
    QCOMPARE(score.score, 0.0);
    QCOMPARE(score.refLen, 0);
}

void TestBleu::identicalTextsScoreHundred()
{
    for (const QString &text : {u"cat"_qs, u"a cat"_qs, u"a cat sat on the mat."_qs}) {
        const BleuScore score = sentenceBleu(text, {text}, BleuOptions::overlap());
        QCOMPARE(score.score, 100.0);
        QCOMPARE(score.bp, 1.0);
    }
}

void TestBleu::identicalShortTextsScoreZeroWithoutEffectiveOrder()
{
    const BleuOptions options = corpusOptions(BleuSmoothing::Exp);
    QCOMPARE(sentenceBleu(u"a b c", {u"a b c"_qs}, options).score, 0.0);
    QCOMPARE(sentenceBleu(u"a b c d", {u"a b c d"_qs}, options).score, 100.0);
}

void TestBleu::nothingInCommonScoresZeroWhateverTheSmoothing()
{
    for (const BleuSmoothing smoothing :
         {BleuSmoothing::None, BleuSmoothing::Floor, BleuSmoothing::AddK, BleuSmoothing::Exp}) {
        const BleuScore score =
            sentenceBleu(u"a b c d e", {u"v w x y z"_qs}, corpusOptions(smoothing));
        QCOMPARE(score.score, 0.0);
        QCOMPARE(score.precisions, QList<double>(4, 0));
        QCOMPARE(score.counts, QList<double>(4, 0));
        QCOMPARE(score.totals, (QList<double>{5, 4, 3, 2}));
    }
}

void TestBleu::expHalvesForEveryOrderWithoutMatch()
{
    const BleuScore score = sentenceBleu(u"a b c d", {u"a b x y"_qs}, BleuOptions::overlap());
    QCOMPARE(score.precisions, (QList<double>{50, 100.0 / 3, 100.0 / (2 * 2), 100.0 / (4 * 1)}));
}

void TestBleu::addKCompletesMissingOrders()
{
    const BleuScore score = sentenceBleu(u"a b", {u"a b"_qs}, corpusOptions(BleuSmoothing::AddK));
    QCOMPARE(score.precisions, (QList<double>{100, 100, 100, 100}));
    QCOMPARE(score.score, 100.0);
}

void TestBleu::addKReportsChangedCounts()
{
    const BleuScore score =
        sentenceBleu(u"a b c d", {u"a b x y"_qs}, corpusOptions(BleuSmoothing::AddK, 0.5));
    QCOMPARE(score.counts, (QList<double>{2, 1.5, 0.5, 0.5}));
    QCOMPARE(score.totals, (QList<double>{4, 3.5, 2.5, 1.5}));
}

void TestBleu::floorPutsItsValue()
{
    const BleuScore score =
        sentenceBleu(u"a b c d", {u"a b x y"_qs}, corpusOptions(BleuSmoothing::Floor));
    QCOMPARE(score.precisions[2], 100 * 0.1 / 2);
    QCOMPARE(score.precisions[3], 100 * 0.1 / 1);
    QCOMPARE(score.counts, (QList<double>{2, 1, 0, 0}));
}

void TestBleu::floorOfZeroScoresZero()
{
    const BleuScore score =
        sentenceBleu(u"a b c d", {u"a b x y"_qs}, corpusOptions(BleuSmoothing::Floor, 0.0));
    QCOMPARE(score.score, 0.0);
    QCOMPARE(score.precisions[0], 50.0);
}

void TestBleu::noneNeedsAMatchInEveryOrder()
{
    const BleuOptions options = corpusOptions(BleuSmoothing::None);
    QCOMPARE(sentenceBleu(u"a b c d", {u"a b c x"_qs}, options).score, 0.0);
    QVERIFY(sentenceBleu(u"a b c d e", {u"a b c d"_qs}, options).score > 0);
}

void TestBleu::repeatedWordsCountOnlyAsOftenAsInTheReference()
{
    const BleuScore score = sentenceBleu(u"the the the the the the the",
                                         {u"the cat is on the mat"_qs}, BleuOptions::overlap());
    QCOMPARE(score.counts, (QList<double>{2, 0, 0, 0}));
    QCOMPARE(score.totals, (QList<double>{7, 6, 5, 4}));
}

void TestBleu::bestReferenceCountsForEveryNgram()
{
    // "a" twice is in the first reference, "c d" in the second; "d a" joins them in none.
    const BleuScore score =
        sentenceBleu(u"c d a a", {u"a a b"_qs, u"a c d"_qs}, BleuOptions::overlap());
    QCOMPARE(score.counts, (QList<double>{4, 2, 0, 0}));
}

void TestBleu::closestReferenceLengthCountsAndTheShorterOfTwo()
{
    const auto refLen = [](const QStringList &references) {
        return sentenceBleu(u"a b c d e", references, BleuOptions::overlap()).refLen;
    };
    QCOMPARE(refLen({u"a"_qs, u"a b c d e f"_qs, u"a b c"_qs}), 6);
    QCOMPARE(refLen({u"a b c d e f g"_qs, u"a b c"_qs}), 3);
    QCOMPARE(refLen({u"a b c"_qs, u"a b c d e f g"_qs}), 3);
}

void TestBleu::ordersCanBeFewOrMany()
{
    BleuOptions options = BleuOptions::overlap();
    options.maxOrder = 1;
    QCOMPARE(sentenceBleu(u"b a", {u"a b"_qs}, options).score, 100.0);
    options.maxOrder = 1000;
    const BleuScore score = sentenceBleu(u"a b c", {u"a b c"_qs}, options);
    QCOMPARE(score.precisions.size(), 1000);
    QCOMPARE(score.score, 100.0);
    options.maxOrder = 3;
    QCOMPARE(sentenceBleu(u"a b a b a b", {u"a b a b"_qs}, options).counts,
             (QList<double>{4, 3, 2}));
}

void TestBleu::lowercaseMatchesAcrossCase()
{
    BleuOptions options = BleuOptions::overlap();
    QCOMPARE(sentenceBleu(u"ONE TWO", {u"one two"_qs}, options).score, 0.0);
    options.lowercase = true;
    QCOMPARE(sentenceBleu(u"ONE TWO", {u"one two"_qs}, options).score, 100.0);
}

void TestBleu::corpusIsNotTheMeanOfItsSentences()
{
    const moa::BleuSegment same{u"a b c d e"_qs, {u"a b c d e"_qs}};
    const moa::BleuSegment other{u"v w x y"_qs, {u"a b"_qs, u"a b c d e f g h i"_qs}};
    const BleuScore score = moa::corpusBleu({same, other}, BleuOptions());
    QCOMPARE(score.counts, (QList<double>{5, 4, 3, 2}));
    QCOMPARE(score.totals, (QList<double>{9, 7, 5, 3}));
    QCOMPARE(score.sysLen, 9);
    QCOMPARE(score.refLen, 7);
    const double product = 5.0 / 9 * 4 / 7 * 3 / 5 * 2 / 3;
    QCOMPARE(score.score, 100 * std::pow(product, 0.25));
}

void TestBleu::emptyCorpusScoresZero()
{
    const BleuScore score = moa::corpusBleu({}, BleuOptions());
    QCOMPARE(score.score, 0.0);
    QCOMPARE(score.precisions.size(), 4);
}

void TestBleu::longTextsAreCounted()
{
    const QString text = u"ha "_qs.repeated(300'000);
    const BleuScore score = sentenceBleu(text, {text}, BleuOptions::overlap());
    QCOMPARE(score.counts, (QList<double>{300'000, 299'999, 299'998, 299'997}));
    QCOMPARE(score.score, 100.0);
}

void TestBleu::anyThreadMayCompute()
{
    const QString hypothesis = u"\u4f60\u597d, the cat is on the mat. \U0001F389 "_qs.repeated(50);
    const QString reference = u"\u4f60\u4eec\u597d, there is a cat on the mat! "_qs.repeated(50);
    std::vector<std::unique_ptr<QThread>> threads;
    std::vector<BleuScore> scores(40);
    for (size_t i = 0; i < 4; ++i) {
        threads.emplace_back(QThread::create([&, i] {
            for (size_t row = 0; row < 10; ++row) {
                BleuOptions options = BleuOptions::overlap();
                options.tokenizer = static_cast<Tokenizer>(row % 5);
                scores[i * 10 + row] = sentenceBleu(hypothesis, {reference}, options);
            }
        }));
        threads.back()->start();
    }
    for (const auto &thread : threads)
        QVERIFY(thread->wait());
    for (size_t row = 0; row < scores.size(); ++row) {
        QVERIFY(scores[row].score > 0);
        QCOMPARE(scores[row], scores[row % 5]);
    }
}

void TestBleu::displayIsThatOfSacreBleu()
{
    const BleuScore score = sentenceBleu(u"the cat is on the mat",
                                         {u"there is a cat on the mat"_qs}, BleuOptions::overlap());
    QCOMPARE(moa::bleuDisplay(score),
             u"BLEU = 29.06 83.3/40.0/25.0/16.7 (BP = 0.846 ratio = 0.857 hyp_len = 6 "
             "ref_len = 7)"_qs);
}

void TestBleu::displayRoundsTiesToTheEvenDigit()
{
    BleuScore score;
    score.score = 0.125;
    score.precisions = {6.25, 18.75};
    score.bp = 0.0625;
    score.sysLen = 17;
    score.refLen = 16;
    QCOMPARE(moa::bleuDisplay(score),
             u"BLEU = 0.12 6.2/18.8 (BP = 0.062 ratio = 1.062 hyp_len = 17 ref_len = 16)"_qs);
}

void TestBleu::signatureSaysHowItWasComputed()
{
    BleuOptions options;
    options.tokenizer = Tokenizer::Zh;
    options.smoothing = BleuSmoothing::Floor;
    options.lowercase = true;
    QCOMPARE(moa::bleuSignature(options, std::nullopt),
             u"nrefs:var|case:lc|eff:no|tok:zh|smooth:floor[0.10]|version:2.6.0"_qs);
    options.smoothing = BleuSmoothing::AddK;
    options.smoothValue = 2;
    QCOMPARE(moa::bleuSignature(options, 3, moa::SignatureStyle::Short),
             u"#:3|c:lc|e:no|tok:zh|s:add-k[2.00]|v:2.6.0"_qs);
}

void TestBleu::smoothingNamesAreThoseOfSacreBleu()
{
    for (const QString &name : {u"none"_qs, u"floor"_qs, u"add-k"_qs, u"exp"_qs}) {
        const std::optional<BleuSmoothing> smoothing = moa::smoothingFromName(name);
        QVERIFY(smoothing);
        QCOMPARE(moa::smoothingName(*smoothing), name);
    }
    QVERIFY(!moa::smoothingFromName(u"addk"));
}

QTEST_GUILESS_MAIN(TestBleu)
#include "tst_bleu.moc"
