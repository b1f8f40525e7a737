// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/commonsequence.h"

#include <algorithm>
#include <QRandomGenerator>
#include <QTest>

using moa::CommonRun;
using moa::commonSequence;

namespace {

using Sequence = std::vector<int>;

Sequence randomSequence(QRandomGenerator &random, int size, int symbols)
{
    Sequence sequence(static_cast<size_t>(size));
    std::generate(sequence.begin(), sequence.end(), [&] { return random.bounded(symbols); });
    return sequence;
}

Sequence repeated(const Sequence &period, int size)
{
    Sequence sequence(static_cast<size_t>(size));
    for (size_t at = 0; at < sequence.size(); ++at)
        sequence[at] = period[at % period.size()];
    return sequence;
}

int lengthOf(const std::vector<CommonRun> &runs)
{
    int length = 0;
    for (const CommonRun &run : runs)
        length += run.size;
    return length;
}

/// Zeros and ones, and every thirtieth any other symbol.
Sequence withRareSymbols(QRandomGenerator &random, int size)
{
    Sequence sequence = randomSequence(random, size, 2);
    for (int &symbol : sequence)
        symbol = random.bounded(30) == 0 ? random.bounded(2, 5000) : symbol;
    return sequence;
}

bool isCommonTo(const std::vector<CommonRun> &runs, const Sequence &before, const Sequence &after)
{
    CommonRun last;
    for (const CommonRun &run : runs) {
        const bool inOrder = run.before >= last.beforeEnd() && run.after >= last.afterEnd();
        const bool inside = run.beforeEnd() <= static_cast<int>(before.size())
            && run.afterEnd() <= static_cast<int>(after.size());
        if (!inOrder || !inside || run.size <= 0
            || !std::equal(before.begin() + run.before, before.begin() + run.beforeEnd(),
                           after.begin() + run.after))
            return false;
        last = run;
    }
    return true;
}

/// By the table of the textbook.
int longestLength(const Sequence &before, const Sequence &after)
{
    std::vector<int> row(after.size() + 1, 0);
    for (const int symbol : before) {
        int diagonal = 0;
        for (size_t at = 1; at < row.size(); ++at) {
            const int above = row[at];
            row[at] = symbol == after[at - 1] ? diagonal + 1 : std::max(above, row[at - 1]);
            diagonal = above;
        }
    }
    return row.back();
}

} // namespace

class TestCommonSequence : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void runsThatGoOnAreJoined();
    void nothingIsCommonToEmptySequences();
    void equalSequencesAreOneRun();
    void whatOneSideLacksIsLeftOut();
    void shortSequencesGetALongest_data();
    void shortSequencesGetALongest();
    void longSequencesKeepNearlyAll();
    void hostileSequencesAreCommonAndEnd_data();
    void hostileSequencesAreCommonAndEnd();
};

void TestCommonSequence::runsThatGoOnAreJoined()
{
    std::vector<CommonRun> runs;
    moa::appendRun(runs, {0, 1, 2});
    moa::appendRun(runs, {2, 3, 1});
    moa::appendRun(runs, {3, 5, 1});
    QCOMPARE(runs, (std::vector<CommonRun>{{0, 1, 3}, {3, 5, 1}}));
}

void TestCommonSequence::nothingIsCommonToEmptySequences()
{
    QVERIFY(commonSequence({}, {}, 0).empty());
    QVERIFY(commonSequence({0}, {}, 1).empty());
    QVERIFY(commonSequence({}, {0}, 1).empty());
}

void TestCommonSequence::equalSequencesAreOneRun()
{
    QCOMPARE(commonSequence({0, 1, 0, 2}, {0, 1, 0, 2}, 3), (std::vector<CommonRun>{{0, 0, 4}}));
}

void TestCommonSequence::whatOneSideLacksIsLeftOut()
{
    QCOMPARE(commonSequence({0, 1, 2, 3}, {4, 1, 2, 5, 3}, 6),
             (std::vector<CommonRun>{{1, 1, 2}, {3, 4, 1}}));
}

void TestCommonSequence::shortSequencesGetALongest_data()
{
    QTest::addColumn<int>("symbols");
    QTest::addColumn<int>("most");
    QTest::addColumn<int>("rounds");
    QTest::newRow("one symbol") << 1 << 10 << 100;
    QTest::newRow("two symbols") << 2 << 12 << 3000;
    QTest::newRow("few symbols, rows of one word") << 5 << 60 << 1000;
    QTest::newRow("few symbols, rows of several words") << 4 << 300 << 300;
    QTest::newRow("many symbols") << 200 << 300 << 300;
}

void TestCommonSequence::shortSequencesGetALongest()
{
    QFETCH(const int, symbols);
    QFETCH(const int, most);
    QFETCH(const int, rounds);
    QRandomGenerator random(7);
    for (int round = 0; round < rounds; ++round) {
        const Sequence before = randomSequence(random, random.bounded(most), symbols);
        const Sequence after = randomSequence(random, random.bounded(most), symbols);
        const std::vector<CommonRun> runs = commonSequence(before, after, symbols);
        QVERIFY(isCommonTo(runs, before, after));
        QCOMPARE(lengthOf(runs), longestLength(before, after));
    }
}

void TestCommonSequence::longSequencesKeepNearlyAll()
{
    QRandomGenerator random(11);
    constexpr int symbols = 3000;
    const Sequence before = randomSequence(random, 30000, symbols);
    Sequence after;
    int kept = 0;
    for (const int symbol : before) {
        const int dice = random.bounded(9);
        if (dice == 0 || dice == 1)
            after.push_back(random.bounded(symbols));
        if (dice > 0) {
            after.push_back(symbol);
            ++kept;
        }
    }
    const std::vector<CommonRun> runs = commonSequence(before, after, symbols);
    QVERIFY(isCommonTo(runs, before, after));
    QVERIFY2(lengthOf(runs) >= kept, qPrintable(QString::number(lengthOf(runs) - kept)));
}

void TestCommonSequence::hostileSequencesAreCommonAndEnd_data()
{
    QTest::addColumn<Sequence>("before");
    QTest::addColumn<Sequence>("after");
    QTest::addColumn<int>("least");
    QRandomGenerator random(13);
    constexpr int size = 30000;
    QTest::newRow("two symbols at random")
        << randomSequence(random, size, 2) << randomSequence(random, size, 2) << size * 3 / 4;
    QTest::newRow("a period of two against one of three")
        << repeated({0, 1}, size) << repeated({1, 0, 0}, size) << size / 2;
    QTest::newRow("in turn against in pairs")
        << repeated({0, 1}, size) << repeated({0, 0, 1, 1}, size) << size / 2;
    Sequence rising(size);
    for (int at = 0; at < size; ++at)
        rising[static_cast<size_t>(at)] = at;
    QTest::newRow("turned round") << rising << Sequence(rising.rbegin(), rising.rend()) << 1;
    Sequence twisted = rising;
    for (size_t at = 0; at + 1 < twisted.size(); at += 2)
        std::swap(twisted[at], twisted[at + 1]);
    QTest::newRow("each two swapped") << rising << twisted << size / 2;
    QTest::newRow("twenty symbols at random")
        << randomSequence(random, size, 20) << randomSequence(random, size, 20) << size / 5;
    QTest::newRow("two symbols and rare others")
        << withRareSymbols(random, size) << withRareSymbols(random, size) << size / 3;
    Sequence few = randomSequence(random, 1, 2);
    QTest::newRow("one element against many") << few << randomSequence(random, 20'000'000, 2) << 1;
    QTest::newRow("some elements against many")
        << randomSequence(random, 900, 2) << randomSequence(random, 900'000, 2) << 400;
}

void TestCommonSequence::hostileSequencesAreCommonAndEnd()
{
    QFETCH(const Sequence, before);
    QFETCH(const Sequence, after);
    QFETCH(const int, least);
    const std::vector<CommonRun> runs = commonSequence(before, after, 30000);
    QVERIFY(isCommonTo(runs, before, after));
    QVERIFY2(lengthOf(runs) >= least, qPrintable(QString::number(lengthOf(runs))));
}

QTEST_APPLESS_MAIN(TestCommonSequence)
#include "tst_commonsequence.moc"
