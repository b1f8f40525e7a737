// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/chrf.h"

#include <array>
#include <QTest>

using namespace Qt::StringLiterals;
using moa::ChrfOptions;
using moa::ChrfStatistics;
using moa::sentenceChrf;

namespace {

struct Row
{
    const char *name;
    QString hypothesis;
    QStringList references;
    std::array<double, 6> scores; ///< one for each of options()
};

QList<ChrfOptions> options()
{
    ChrfOptions words;
    words.wordOrder = 2;
    ChrfOptions small;
    small.charOrder = 4;
    small.wordOrder = 1;
    small.beta = 1;
    ChrfOptions lowercase;
    lowercase.lowercase = true;
    ChrfOptions whitespace;
    whitespace.whitespace = true;
    ChrfOptions all;
    all.charOrder = 3;
    all.wordOrder = 2;
    all.beta = 3;
    all.lowercase = true;
    all.whitespace = true;
    return {ChrfOptions(), words, small, lowercase, whitespace, all};
}

// The scores are what a transcript of sacreBLEU's public source of its CHRF class gives for these
// texts under Python 3.11 (not the released package, which was not at hand):
// CHRF(**options).sentence_score(hypothesis, references).score, printed by repr().
QList<Row> rows()
{
    return {
        {"words moved",
         u"the cat is on the mat"_qs,
         {u"there is a cat on the mat"_qs},
         {47.892408356241575, 49.42238107802221, 65.43948961721198, 47.892408356241575,
          60.55066468164391, 68.56992573203388}},
        {"no hypothesis", QString(), {u"a b c"_qs}, {0, 0, 0, 0, 0, 0}},
        {"no reference text", u"a b c"_qs, {QString()}, {0, 0, 0, 0, 0, 0}},
        {"neither", QString(), {QString()}, {0, 0, 0, 0, 0, 0}},
        {"only whitespace", u" \n"_qs, {u"x"_qs}, {0, 0, 0, 0, 0, 0}},
        {"equal, shorter than the order", u"ab"_qs, {u"ab"_qs}, {100, 100, 100, 100, 100, 100}},
        {"equal", u"abcdef"_qs, {u"abcdef"_qs}, {100, 100, 100, 100, 100, 100}},
        {"nothing in common", u"a"_qs, {u"b"_qs}, {0, 0, 0, 0, 0, 0}},
        {"last letter differs",
         u"abc"_qs,
         {u"abd"_qs},
         {38.888888888888886, 29.166666666666664, 29.166666666666664, 38.888888888888886,
          38.888888888888886, 29.166666666666664}},
        {"punctuation, two references",
         u"The quick brown fox, (jumps) over!"_qs,
         {u"A quick, brown fox jumps (over)!"_qs, u"The quick brown dog jumps."_qs},
         {61.98834779611009, 56.66636131348678, 62.44324657348502, 61.98834779611009,
          64.32089491111999, 62.7110641778868}},
        {"too many of one letter",
         u"aaaaaaaa"_qs,
         {u"aaaa"_qs},
         {74.22630560928432, 59.38104448742746, 42.824760244115076, 74.22630560928432,
          74.22630560928432, 65.92039800995025}},
        {"too few of one letter",
         u"aaaa"_qs,
         {u"aaaaaaaa"_qs},
         {41.85983092446141, 33.487864739569126, 42.824760244115076, 41.85983092446141,
          41.85983092446141, 33.48778433024431}},
        {"emoji are one character",
         u"naïve 😀😀 café"_qs,
         {u"naive 😀 café 😁"_qs},
         {39.25805675805675, 32.77167825634182, 50.0719935056932, 39.25805675805675,
          44.947400726333974, 45.00948980349232}},
        {"Japanese",
         u"私は学生です。"_qs,
         {u"私は先生です。"_qs},
         {36.23015873015873, 31.05442176870748, 43.47619047619047, 36.23015873015873,
          36.23015873015873, 48.09523809523809}},
        {"case of Greek and Turkish",
         u"ΣΊΣΥΦΟΣ İstanbul"_qs,
         {u"σίσυφος i̇stanbul"_qs},
         {32.71187986277161, 24.533909897078708, 31.115778274016442, 100, 31.45861387122915, 100}},
        {"odd whitespace",
         u"a\u001Cb\u200Bc d\u3000e"_qs,
         {u"ab\u200Bc de"_qs},
         {100, 75, 80.00000000000001, 100, 47.980562502742316, 43.892041190068745}},
        {"marks at words",
         u"\"hi\" ... (x) - 'tis 1,000."_qs,
         {u"hi ... x - 'tis' 1,000"_qs},
         {40.19995157923021, 39.074792225820914, 52.84623535250274, 40.19995157923021,
          52.904158973556825, 60.28382709191976}},
        {"three references",
         u"one two three"_qs,
         {u"completely different"_qs, u"one two four"_qs, u"one two three four"_qs},
         {72.08507000106871, 72.8734457124443, 83.13106016823988, 72.08507000106871,
          72.04777245090835, 72.78190679000396}},
    };
}

} // namespace

class TestChrf : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void scoresAreThoseOfSacreBleu_data();
    void scoresAreThoseOfSacreBleu();
    void corpusScoresAreThoseOfSacreBleu_data();
    void corpusScoresAreThoseOfSacreBleu();
    void bestReferenceCountsForTheCorpus();
    void withoutReferencesNothingMatches();
    void emptyCorpusScoresZero();
    void tooShortReferencesHideTheHypothesis();
    void halfASurrogatePairIsACharacter();
    void longTextsAreCounted();
    void signatureSaysHowItWasComputed();
    void nameIsThatOfSacreBleu();
};

void TestChrf::scoresAreThoseOfSacreBleu_data()
{
    QTest::addColumn<int>("option");
    QTest::addColumn<QString>("hypothesis");
    QTest::addColumn<QStringList>("references");
    QTest::addColumn<double>("score");
    for (const Row &row : rows()) {
        int option = 0;
        for (const double score : row.scores) {
            QTest::addRow("%s, options %d", row.name, option)
                << option << row.hypothesis << row.references << score;
            ++option;
        }
    }
}

void TestChrf::scoresAreThoseOfSacreBleu()
{
    QFETCH(int, option);
    QFETCH(QString, hypothesis);
    QFETCH(QStringList, references);
    QFETCH(double, score);
    const double ours = sentenceChrf(hypothesis, references, options().at(option));
    QVERIFY2(ours == score, qPrintable(QString::number(ours, 'g', 17)));
}

void TestChrf::corpusScoresAreThoseOfSacreBleu_data()
{
    QTest::addColumn<int>("option");
    QTest::addColumn<double>("score");
    // CHRF(**options).corpus_score() over all rows with one reference.
    const std::array scores{43.94015519948354, 39.62094616371376,  53.06194102016675,
                            56.74416532289798, 48.116346620912715, 57.392066199545596};
    int option = 0;
    for (const double score : scores) {
        QTest::addRow("options %d", option) << option << score;
        ++option;
    }
}

void TestChrf::corpusScoresAreThoseOfSacreBleu()
{
    QFETCH(int, option);
    QFETCH(double, score);
    QList<moa::BleuSegment> segments;
    for (const Row &row : rows()) {
        if (row.references.size() == 1)
            segments.append({row.hypothesis, row.references});
    }
    const double ours = moa::corpusChrf(segments, options().at(option));
    QVERIFY2(ours == score, qPrintable(QString::number(ours, 'g', 17)));
}

void TestChrf::bestReferenceCountsForTheCorpus()
{
    const QList<moa::BleuSegment> segments{{u"one two"_qs, {u"one three"_qs, u"two one"_qs}},
                                           {u"abc"_qs, {u"xyz"_qs, u"abd"_qs}}};
    QCOMPARE(moa::corpusChrf(segments, ChrfOptions()), 33.386243386243386);
    const QList<moa::BleuSegment> uneven{{u"one two"_qs, {u"one three"_qs, u"two one"_qs}},
                                         {u"abc"_qs, {u"xyz"_qs}}};
    QCOMPARE(moa::corpusChrf(uneven, ChrfOptions()), 27.3015873015873);
}

void TestChrf::withoutReferencesNothingMatches()
{
    QCOMPARE(sentenceChrf(u"abc", {}, ChrfOptions()), 0.0);
    const QList<moa::BleuSegment> segments{{u"abc"_qs, {}}, {u"abc"_qs, {u"abc"_qs}}};
    QCOMPARE(moa::corpusChrf(segments, ChrfOptions()), 100.0);
}

void TestChrf::emptyCorpusScoresZero()
{
    QCOMPARE(moa::corpusChrf({}, ChrfOptions()), 0.0);
}

void TestChrf::tooShortReferencesHideTheHypothesis()
{
    ChrfOptions pairs;
    pairs.charOrder = 3;
    const ChrfStatistics statistics = moa::chrfStatistics(u"abcd", {u"ab"_qs}, pairs);
    QCOMPARE(statistics.hypothesis, (QList<qint64>{4, 3, 0}));
    QCOMPARE(statistics.reference, (QList<qint64>{2, 1, 0}));
    QCOMPARE(statistics.matches, (QList<qint64>{2, 1, 0}));
}

void TestChrf::halfASurrogatePairIsACharacter()
{
    const QString half(QChar(0xD83D));
    QCOMPARE(sentenceChrf(half, {half}, ChrfOptions()), 100.0);
    QCOMPARE(sentenceChrf(half, {u"😀"_qs}, ChrfOptions()), 0.0);
}

void TestChrf::longTextsAreCounted()
{
    ChrfOptions options;
    options.wordOrder = 1;
    const ChrfStatistics statistics = moa::chrfStatistics(u"ab cd "_qs.repeated(50'000),
                                                          {u"cd ab "_qs.repeated(50'000)}, options);
    QCOMPARE(statistics.hypothesis,
             (QList<qint64>{200'000, 199'999, 199'998, 199'997, 199'996, 199'995, 100'000}));
    QCOMPARE(statistics.matches,
             (QList<qint64>{200'000, 199'998, 199'996, 199'996, 199'996, 199'994, 100'000}));
}

void TestChrf::signatureSaysHowItWasComputed()
{
    QCOMPARE(moa::chrfSignature(ChrfOptions(), 1),
             u"nrefs:1|case:mixed|eff:yes|nc:6|nw:0|space:no|version:2.6.0"_qs);
    QCOMPARE(moa::chrfSignature(options().constLast(), std::nullopt),
             u"nrefs:var|case:lc|eff:yes|nc:3|nw:2|space:yes|version:2.6.0"_qs);
    QCOMPARE(moa::chrfSignature(options().constLast(), 2, moa::SignatureStyle::Short),
             u"#:2|c:lc|e:yes|nc:3|nw:2|s:yes|v:2.6.0"_qs);
}

void TestChrf::nameIsThatOfSacreBleu()
{
    QCOMPARE(moa::chrfName(ChrfOptions()), u"chrF2"_qs);
    QCOMPARE(moa::chrfName(options().constLast()), u"chrF3++"_qs);
}

QTEST_GUILESS_MAIN(TestChrf)
#include "tst_chrf.moc"
