// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/provenance.h"
#include "metrics/textwords.h"

#include <algorithm>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QTest>
#include <QTextBoundaryFinder>

using namespace Qt::StringLiterals;
using namespace moa;

namespace {

/// The words and marks of a text, by which the tests count.
struct Words
{
    explicit Words(const QString &text)
    {
        for (const TextWord &word : splitWords(text)) {
            if (word.kind == WordKind::Space)
                continue;
            ranges.append(word.range);
            spellings.append(text.mid(word.range.start, word.range.size));
            isMark.append(word.kind == WordKind::Mark);
        }
    }

    [[nodiscard]] qsizetype size() const { return spellings.size(); }
    [[nodiscard]] QStringList in(const TextRange &range) const
    {
        QStringList inside;
        for (qsizetype word = 0; word < size(); ++word) {
            if (ranges[word].start >= range.start && ranges[word].end() <= range.end())
                inside.append(spellings[word]);
        }
        return inside;
    }
    [[nodiscard]] TextRange range(qsizetype first, qsizetype count) const
    {
        const qsizetype start = ranges[first].start;
        return {start, ranges[first + count - 1].end() - start};
    }
    [[nodiscard]] bool isRun(qsizetype first, qsizetype count) const
    {
        return count >= 3 && isMark.mid(first, count).contains(false);
    }
    /// Where these words stand for the first time, or -1.
    [[nodiscard]] qsizetype find(const QStringList &run) const
    {
        const auto found = std::search(spellings.begin(), spellings.end(), run.begin(), run.end());
        return found == spellings.end() ? -1 : found - spellings.begin();
    }

    QList<TextRange> ranges;
    QStringList spellings;
    QList<bool> isMark;
};

/// The definition, word for word and slow: which words are a passage, with its quotations.
QList<Passage> slowPassages(const Words &answer, const QList<Words> &sources)
{
    QList<bool> taken(answer.size(), false);
    QList<Passage> passages;
    const auto takeLongest = [&] {
        for (qsizetype count = answer.size(); count >= 3; --count) {
            for (qsizetype first = 0; first + count <= answer.size(); ++first) {
                if (taken.mid(first, count).contains(true) || !answer.isRun(first, count))
                    continue;
                Passage passage{answer.range(first, count), {}};
                for (qsizetype source = 0; source < sources.size(); ++source) {
                    const qsizetype place =
                        sources[source].find(answer.spellings.mid(first, count));
                    if (place >= 0)
                        passage.quotations.append({source, sources[source].range(place, count)});
                }
                if (passage.isNew())
                    continue;
                std::fill_n(taken.begin() + first, count, true);
                passages.append(passage);
                return true;
            }
        }
        return false;
    };
    while (takeLongest()) { }
    std::sort(passages.begin(), passages.end(),
              [](const Passage &a, const Passage &b) { return a.range.start < b.range.start; });
    return passages;
}

/// All runs of the source that stand in the answer and are in no longer one, and their share.
std::pair<QList<Survivor>, double> slowSurvivors(const Words &answer, const Words &source)
{
    QList<std::pair<qsizetype, qsizetype>> runs;
    QList<bool> covered(source.size(), false);
    for (qsizetype count = source.size(); count >= 3; --count) {
        for (qsizetype first = 0; first + count <= source.size(); ++first) {
            if (!source.isRun(first, count) || answer.find(source.spellings.mid(first, count)) < 0)
                continue;
            std::fill_n(covered.begin() + first, count, true);
            const bool within = std::any_of(runs.begin(), runs.end(), [&](const auto &run) {
                return run.first <= first && run.first + run.second >= first + count;
            });
            if (!within)
                runs.append({first, count});
        }
    }
    std::sort(runs.begin(), runs.end());
    QList<Survivor> survivors;
    for (const auto &[first, count] : std::as_const(runs)) {
        const qsizetype place = answer.find(source.spellings.mid(first, count));
        survivors.append({source.range(first, count), answer.range(place, count)});
    }
    const double share = source.size() == 0
        ? 0
        : static_cast<double>(covered.count(true)) / static_cast<double>(source.size());
    return {survivors, share};
}

bool isBetweenClusters(const QString &text, const TextRange &range)
{
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, text);
    for (const qsizetype position : {range.start, range.end()}) {
        finder.setPosition(position);
        if (!finder.isAtBoundary())
            return false;
    }
    return true;
}

/// What is wrong with it whatever the definition is; empty: nothing.
QString faultOf(const Provenance &provenance, const QString &answer, const QStringList &sources)
{
    const Words words(answer);
    QList<Words> sourceWords;
    for (const QString &source : sources)
        sourceWords.append(Words(source));

    qsizetype at = 0;
    QList<double> own(sources.size(), 0);
    double fresh = 0;
    double shared = 0;
    for (const Passage &passage : provenance.passages) {
        if (passage.range.start != at || passage.range.size <= 0)
            return u"The passages are no partition at %1"_qs.arg(at);
        at = passage.range.end();
        if (!isBetweenClusters(answer, passage.range))
            return u"A passage splits a cluster at %1"_qs.arg(passage.range.start);
        const QStringList run = words.in(passage.range);
        for (const Quotation &quotation : passage.quotations) {
            const QString &source = sources[quotation.source];
            if (Words(source.mid(quotation.range.start, quotation.range.size)).spellings != run)
                return u"No true quotation: "_qs + run.join(u' ');
            if (!isBetweenClusters(source, quotation.range))
                return u"A quotation splits a cluster at %1"_qs.arg(quotation.range.start);
        }
        const double share = static_cast<double>(run.size()) / static_cast<double>(words.size());
        if (words.size() == 0)
            continue;
        if (passage.isNew())
            fresh += share;
        else if (passage.isShared())
            shared += share;
        else
            own[passage.quotations.first().source] += share;
    }
    if (at != answer.size())
        return u"The passages end at %1"_qs.arg(at);

    const auto isSame = [](double a, double b) { return std::abs(a - b) < 1e-9; };
    if (!isSame(provenance.fresh, fresh) || !isSame(provenance.shared, shared)
        || !std::equal(own.begin(), own.end(), provenance.own.begin(), provenance.own.end(),
                       isSame))
        return u"The shares are wrong."_qs;
    if (!isSame(provenance.fresh + provenance.found(), words.size() == 0 ? 0 : 1))
        return u"The shares don't sum to 1."_qs;
    if (provenance.survived.size() != sources.size()
        || provenance.survivors.size() != sources.size())
        return u"Not every source has a share that survived."_qs;
    for (qsizetype source = 0; source < sources.size(); ++source) {
        for (const Survivor &survivor : provenance.survivors[source]) {
            if (sourceWords[source].in(survivor.range) != words.in(survivor.place))
                return u"No true survivor at %1"_qs.arg(survivor.range.start);
            if (!isBetweenClusters(sources[source], survivor.range)
                || !isBetweenClusters(answer, survivor.place))
                return u"A survivor splits a cluster at %1"_qs.arg(survivor.range.start);
        }
    }
    return {};
}

/// The passages as "01:text" with their sources' numbers, "-:text" for new ones.
QStringList written(const Provenance &provenance, const QString &answer)
{
    QStringList passages;
    for (const Passage &passage : provenance.passages) {
        QString from = passage.isNew() ? u"-"_qs : QString();
        for (const Quotation &quotation : passage.quotations)
            from += QString::number(quotation.source);
        passages.append(from + u':' + answer.mid(passage.range.start, passage.range.size));
    }
    return passages;
}

QString randomText(QRandomGenerator &random, const QStringList &alphabet, int longest)
{
    const QStringList spaces{u" "_qs, u" "_qs, u" "_qs, u"\n\n"_qs, u"\t "_qs};
    QString text;
    const int words = random.bounded(longest + 1);
    for (int word = 0; word < words; ++word) {
        text += alphabet[random.bounded(static_cast<int>(alphabet.size()))];
        if (random.bounded(8) != 0)
            text += spaces[random.bounded(static_cast<int>(spaces.size()))];
    }
    return text;
}

} // namespace

class TestProvenance : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void passagesAreColouredByTheirSource_data();
    void passagesAreColouredByTheirSource();
    void quotationIsTheFirstPlaceInEachSource();
    void sharesAreOfWordsAndMarks();
    void survivesWhatStandsAnywhereInTheAnswer();
    void survivorsAreTheLongestRuns();
    void wordlessAnswerHasNoShares_data();
    void wordlessAnswerHasNoShares();
    void wholeAnswerOfOneSourceIsItsOwn();
    void smallTextsAgreeWithTheDefinition_data();
    void smallTextsAgreeWithTheDefinition();
    void repeatedWordIsOnePassage();
    void manyShortRunsOfOneKindAreAllFound();
    void longLineIsTracedWhole();
    void brokenTextIsPartitioned();
    void realAnswersAreTrueQuotations();
};

void TestProvenance::passagesAreColouredByTheirSource_data()
{
    QTest::addColumn<QString>("answer");
    QTest::addColumn<QStringList>("sources");
    QTest::addColumn<QStringList>("expected");

    QTest::newRow("three words are a quotation")
        << u"We saw the old mill burn."_qs << QStringList{u"It was the old mill."_qs}
        << QStringList{u"-:We saw "_qs, u"0:the old mill"_qs, u"-: burn."_qs};
    QTest::newRow("two are none") << u"We saw the mill"_qs << QStringList{u"Near the mill"_qs}
                                  << QStringList{u"-:We saw the mill"_qs};
    QTest::newRow("three marks are none")
        << u"so ... then"_qs << QStringList{u"well ... no"_qs} << QStringList{u"-:so ... then"_qs};
    QTest::newRow("two marks and a word are one")
        << u"say (yes) now"_qs << QStringList{u"or (yes) too"_qs}
        << QStringList{u"-:say "_qs, u"0:(yes)"_qs, u"-: now"_qs};
    QTest::newRow("no source") << u"a b c d"_qs << QStringList{} << QStringList{u"-:a b c d"_qs};
    QTest::newRow("empty source") << u"a b c d"_qs << QStringList{QString()}
                                  << QStringList{u"-:a b c d"_qs};
    QTest::newRow("the longest run comes first")
        << u"a b c d e f"_qs << QStringList{u"a b c"_qs, u"b c d e f"_qs}
        << QStringList{u"-:a "_qs, u"1:b c d e f"_qs};
    QTest::newRow("of equally long ones the earliest")
        << u"a b c d e"_qs << QStringList{u"c d e"_qs, u"a b c"_qs}
        << QStringList{u"1:a b c"_qs, u"-: d e"_qs};
    QTest::newRow("what a longer one leaves is quoted if long enough")
        << u"a b c d e f g h"_qs << QStringList{u"a b c d"_qs, u"d e f g h"_qs}
        << QStringList{u"0:a b c "_qs, u"1:d e f g h"_qs};
    QTest::newRow("both ends of a longer run remain")
        << u"a b c 1 2 3 4 5 x y z"_qs
        << QStringList{u"a b c 1"_qs, u"0 1 2 3 4 5 9"_qs, u"5 x y z"_qs}
        << QStringList{u"0:a b c "_qs, u"1:1 2 3 4 5 "_qs, u"2:x y z"_qs};
    QTest::newRow("what several hold is shared")
        << u"a b c d e f"_qs << QStringList{u"a b c"_qs, u"x"_qs, u"a b c"_qs, u"d e f"_qs}
        << QStringList{u"02:a b c "_qs, u"3:d e f"_qs};
    QTest::newRow("who holds a part only shares nothing")
        << u"a b c d"_qs << QStringList{u"a b c"_qs, u"a b c d"_qs} << QStringList{u"1:a b c d"_qs};
    QTest::newRow("whitespace makes no difference")
        << u"one\n\n two\tthree"_qs << QStringList{u"one two three"_qs}
        << QStringList{u"0:one\n\n two\tthree"_qs};
    QTest::newRow("spelling does") << u"One two three"_qs << QStringList{u"one two three"_qs}
                                   << QStringList{u"-:One two three"_qs};
    QTest::newRow("whitespace at the ends belongs to what stands there")
        << u"\n a b c \n"_qs << QStringList{u"a b c"_qs} << QStringList{u"0:\n a b c \n"_qs};
    QTest::newRow("Korean") << u"저는 서울에서 태어나 자랐습니다. 지금은 부산에 삽니다."_qs
                            << QStringList{u"그는 서울에서 태어나 자랐습니다."_qs}
                            << QStringList{u"-:저는 "_qs, u"0:서울에서 태어나 자랐습니다."_qs,
                                           u"-: 지금은 부산에 삽니다."_qs};
    QTest::newRow("Japanese") << u"昨日は港へ行きました。"_qs << QStringList{u"今日は港へ行く。"_qs}
                              << QStringList{u"-:昨"_qs, u"0:日は港へ行"_qs, u"-:きました。"_qs};
    QTest::newRow("Chinese") << u"我们昨天去了北京大学图书馆。"_qs
                             << QStringList{u"北京大学很大"_qs, u"图书馆。"_qs}
                             << QStringList{u"-:我们昨天去了"_qs, u"0:北京大学"_qs,
                                            u"1:图书馆。"_qs};
    QTest::newRow("Arabic") << u"ذهب الولد إلى المدرسة صباحًا"_qs
                            << QStringList{u"ركض الولد إلى المدرسة ثم عاد"_qs}
                            << QStringList{u"-:ذهب "_qs, u"0:الولد إلى المدرسة"_qs, u"-: صباحًا"_qs};
    QTest::newRow("emoji of several characters are not taken apart")
        << u"go \U0001F469\u200D\U0001F467 home now"_qs
        << QStringList{u"\U0001F467 home now"_qs, u"\U0001F469\u200D\U0001F467 home now"_qs}
        << QStringList{u"-:go "_qs, u"1:\U0001F469\u200D\U0001F467 home now"_qs};
    QTest::newRow("flags pair up")
        << u"\U0001F1F0\U0001F1F7 is one flag"_qs << QStringList{u"\U0001F1F7 is one flag"_qs}
        << QStringList{u"-:\U0001F1F0\U0001F1F7 "_qs, u"0:is one flag"_qs};
    QTest::newRow("combining marks are part of the spelling")
        << u"a cafe\u0301 in town tonight"_qs
        << QStringList{u"the cafe in town today"_qs, u"cafe\u0301 in town"_qs}
        << QStringList{u"-:a "_qs, u"1:cafe\u0301 in town"_qs, u"-: tonight"_qs};
}

void TestProvenance::passagesAreColouredByTheirSource()
{
    QFETCH(QString, answer);
    QFETCH(QStringList, sources);
    QFETCH(QStringList, expected);
    const Provenance provenance = traceProvenance(answer, sources);
    QCOMPARE(written(provenance, answer), expected);
    QCOMPARE(faultOf(provenance, answer, sources), QString());
}

void TestProvenance::quotationIsTheFirstPlaceInEachSource()
{
    const Provenance provenance =
        traceProvenance(u"a b c"_qs, {u"x a b  c a b c"_qs, u"a b a b c"_qs});
    QCOMPARE(provenance.passages.size(), 1);
    const QList<Quotation> expected{{0, {2, 6}}, {1, {4, 5}}};
    QCOMPARE(provenance.passages.first().quotations, expected);
}

void TestProvenance::sharesAreOfWordsAndMarks()
{
    const Provenance provenance =
        traceProvenance(u"a b c, d e f! new"_qs, {u"a b c"_qs, u"d e f"_qs, u"d e f"_qs});
    QCOMPARE(provenance.own, (QList<double>{3.0 / 9, 0.0, 0.0}));
    QCOMPARE(provenance.shared, 3.0 / 9);
    QCOMPARE(provenance.fresh, 3.0 / 9);
    QCOMPARE(provenance.found(), 6.0 / 9);
}

void TestProvenance::survivesWhatStandsAnywhereInTheAnswer()
{
    const Provenance provenance = traceProvenance(
        u"p a b c q"_qs, {u"p a b c q"_qs, u"a b c z"_qs, u"a b"_qs, QString(), u"b c q b c q"_qs});
    QCOMPARE(provenance.own.at(0), 1.0);
    QCOMPARE(provenance.survived, (QList<double>{1.0, 0.75, 0.0, 0.0, 1.0}));
}

void TestProvenance::survivorsAreTheLongestRuns()
{
    const Provenance provenance = traceProvenance(u"b c d e - a b c d"_qs, {u"x a b c d e  y"_qs});
    const QList<Survivor> expected{{{2, 7}, {10, 7}}, {{4, 7}, {0, 7}}};
    QCOMPARE(provenance.survivors.at(0), expected);
    QCOMPARE(provenance.survived.at(0), 5.0 / 7);
}

void TestProvenance::wordlessAnswerHasNoShares_data()
{
    QTest::addColumn<QString>("answer");
    QTest::addColumn<qsizetype>("passages");
    QTest::newRow("empty") << QString() << qsizetype{0};
    QTest::newRow("whitespace") << u" \n"_qs << qsizetype{1};
}

void TestProvenance::wordlessAnswerHasNoShares()
{
    QFETCH(QString, answer);
    QFETCH(qsizetype, passages);
    const Provenance provenance = traceProvenance(answer, {u"a b c"_qs});
    QCOMPARE(provenance.passages.size(), passages);
    QCOMPARE(provenance.fresh, 0.0);
    QCOMPARE(provenance.found(), 0.0);
    QCOMPARE(provenance.survived, QList<double>{0.0});
    QCOMPARE(faultOf(provenance, answer, {u"a b c"_qs}), QString());
}

void TestProvenance::wholeAnswerOfOneSourceIsItsOwn()
{
    const Provenance tooShort = traceProvenance(u"Yes."_qs, {u"Yes."_qs});
    QCOMPARE(tooShort.fresh, 1.0);
    const Provenance same = traceProvenance(u"Yes, of course."_qs, {u"Yes, of course."_qs});
    QCOMPARE(same.own, QList<double>{1.0});
    QCOMPARE(same.fresh, 0.0);
    QCOMPARE(same.survived, QList<double>{1.0});
}

void TestProvenance::smallTextsAgreeWithTheDefinition_data()
{
    QTest::addColumn<QStringList>("alphabet");
    QTest::addColumn<int>("longest");
    QTest::addColumn<int>("cases");
    QTest::newRow("two words") << QStringList{u"a"_qs, u"b"_qs} << 16 << 3000;
    QTest::newRow("three words") << QStringList{u"a"_qs, u"b"_qs, u"c"_qs} << 24 << 2000;
    QTest::newRow("words and marks")
        << QStringList{u"a"_qs, u"b"_qs, u","_qs, u"!"_qs} << 24 << 3000;
    QTest::newRow("mostly marks") << QStringList{u"a"_qs, u","_qs, u"!"_qs} << 20 << 3000;
    QTest::newRow("six words") << QStringList{u"a"_qs, u"b"_qs, u"c"_qs, u"d"_qs, u"e"_qs, u"f"_qs}
                               << 40 << 1000;
    QTest::newRow("scripts") << QStringList{u"港"_qs, u"서울"_qs, u"e\u0301"_qs,
                                            u"\U0001F469\u200D\U0001F467"_qs, u"المدرسة"_qs}
                             << 24 << 1000;
}

void TestProvenance::smallTextsAgreeWithTheDefinition()
{
    QFETCH(QStringList, alphabet);
    QFETCH(int, longest);
    QFETCH(int, cases);
    QRandomGenerator random(20'061);
    for (int number = 0; number < cases; ++number) {
        const QString answer = randomText(random, alphabet, longest);
        QStringList sources;
        for (int source = random.bounded(5); source > 0; --source)
            sources.append(randomText(random, alphabet, longest));
        const QString about = answer + u" | "_qs + sources.join(u" | "_qs);

        const Provenance provenance = traceProvenance(answer, sources);
        const QString fault = faultOf(provenance, answer, sources);
        QVERIFY2(fault.isEmpty(), qPrintable(fault + u": "_qs + about));

        const Words words(answer);
        QList<Words> sourceWords;
        for (const QString &source : std::as_const(sources))
            sourceWords.append(Words(source));
        QList<Passage> quoted;
        bool afterNew = false;
        for (Passage passage : provenance.passages) {
            QVERIFY2(!(afterNew && passage.isNew()), qPrintable(about));
            afterNew = passage.isNew();
            if (afterNew)
                continue;
            const Words inside(answer.mid(passage.range.start, passage.range.size));
            const TextRange own = inside.range(0, inside.size());
            passage.range = {passage.range.start + own.start, own.size};
            quoted.append(passage);
        }
        QVERIFY2(quoted == slowPassages(words, sourceWords), qPrintable(about));
        for (qsizetype source = 0; source < sources.size(); ++source) {
            const auto [survivors, share] = slowSurvivors(words, sourceWords[source]);
            QVERIFY2(provenance.survivors[source] == survivors, qPrintable(about));
            QVERIFY2(std::abs(provenance.survived[source] - share) < 1e-12, qPrintable(about));
        }
    }
}

void TestProvenance::repeatedWordIsOnePassage()
{
    const QString answer = u"word "_qs.repeated(200'000);
    const Provenance whole = traceProvenance(answer, {answer, answer});
    QCOMPARE(whole.passages.size(), 1);
    QCOMPARE(whole.shared, 1.0);

    const Provenance cut = traceProvenance(answer, {u"word "_qs.repeated(7)});
    QCOMPARE(cut.passages.size(), 200'000 / 7 + 1); // 3 words remain
    QCOMPARE(cut.own, QList<double>{1.0});

    const Provenance inLong = traceProvenance(u"word "_qs.repeated(7), {answer});
    QCOMPARE(inLong.own, QList<double>{1.0});
    QCOMPARE(inLong.survived, QList<double>{1.0});
}

void TestProvenance::manyShortRunsOfOneKindAreAllFound()
{
    QString answer;
    for (int number = 0; number < 40'000; ++number)
        answer += u"a b c x%1 "_qs.arg(number);
    const QString source = u"a b c "_qs.repeated(60'000);
    const Provenance provenance = traceProvenance(answer, {source, source});
    QCOMPARE(provenance.passages.size(), 80'000);
    QCOMPARE(provenance.shared, 0.75);
    QCOMPARE(provenance.survived, (QList<double>{1.0, 1.0}));
}

void TestProvenance::longLineIsTracedWhole()
{
    QRandomGenerator random(7);
    QString answer;
    while (answer.size() < 1'000'000)
        answer += QString(QChar(static_cast<char16_t>(0x4E00 + random.bounded(500))));
    const QString source = answer.mid(300'000, 400'000);
    const Provenance provenance = traceProvenance(answer, {source});
    QVERIFY(provenance.own.at(0) >= 0.4);
    QCOMPARE(provenance.survived, QList<double>{1.0});
    const auto longest =
        std::max_element(provenance.passages.begin(), provenance.passages.end(),
                         [](const Passage &a, const Passage &b) {
                             return (a.isNew() ? 0 : a.range.size) < (b.isNew() ? 0 : b.range.size);
                         });
    QVERIFY(longest->range.contains(300'000) && longest->range.contains(699'999));
}

void TestProvenance::brokenTextIsPartitioned()
{
    QString answer = u"a\u0301 \u0301b c d\u202E e f\u2066 \u001B[31mred \r\n\u0000 end"_qs;
    answer.insert(3, QChar(0xDC00));
    answer.append(QChar(0xD800));
    const QString source = answer.mid(1);
    const Provenance provenance = traceProvenance(answer, {source, answer});
    QCOMPARE(faultOf(provenance, answer, {source, answer}), QString());
    QCOMPARE(provenance.fresh, 0.0);
}

void TestProvenance::realAnswersAreTrueQuotations()
{
    QFile file(QStringLiteral(MOA_SHARED_DIR "/data/alpaca/answers.json"));
    if (!file.open(QIODevice::ReadOnly))
        QSKIP("The real answers are not at hand.");
    const QJsonObject data = QJsonDocument::fromJson(file.readAll()).object();
    const QJsonArray proposers = data[u"proposers"].toArray();
    const QJsonArray items = data[u"items"].toArray();
    QVERIFY(!items.isEmpty());
    int finals = 0;
    double found = 0;
    for (const QJsonValue &item : items) {
        const QJsonObject outputs = item[u"outputs"].toObject();
        QStringList sources;
        QList<Words> sourceWords;
        for (const QJsonValue &proposer : proposers) {
            sources.append(outputs[proposer.toString()].toString());
            sourceWords.append(Words(sources.last()));
        }
        for (const QString &name : {u"Together-MoA"_qs, u"Together-MoA-Lite"_qs}) {
            const QString answer = outputs[name].toString();
            QVERIFY(!answer.isEmpty());
            const Provenance provenance = traceProvenance(answer, sources);
            const QString fault = faultOf(provenance, answer, sources);
            QVERIFY2(fault.isEmpty(), qPrintable(fault + u": "_qs + answer));
            for (qsizetype source = 0; source < sources.size(); ++source) {
                const Provenance self = traceProvenance(sources[source], {sources[source]});
                QCOMPARE(self.own.at(0), sourceWords[source].size() < 3 ? 0.0 : 1.0);
            }
            found += provenance.found();
            ++finals;
        }
    }
    const double mean = found / finals;
    qInfo("%d answers: %.1f %% of their words stand in some proposal", finals, 100 * mean);
    QVERIFY(mean > 0.2 && mean < 0.8);
}

QTEST_APPLESS_MAIN(TestProvenance)
#include "tst_provenance.moc"
