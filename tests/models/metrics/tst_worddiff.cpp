// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/worddiff.h"

#include "randomtext.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <QTextBoundaryFinder>

using namespace Qt::StringLiterals;
using moa::DiffCounts;
using moa::DiffPart;
using moa::diffWords;
using moa::TextRange;
using moa::WordDiff;

namespace {

QString textOf(QStringView text, const TextRange &range)
{
    return text.sliced(range.start, range.size).toString();
}

/// "a [-old-]{+new+} text"
QString notation(QStringView before, QStringView after)
{
    QString result;
    for (const DiffPart &part : diffWords(before, after)) {
        switch (part.kind) {
        case DiffPart::Kind::Equal:
            result += textOf(before, part.before);
            break;
        case DiffPart::Kind::Deleted:
            result += u"[-"_qs + textOf(before, part.before) + u"-]"_qs;
            break;
        case DiffPart::Kind::Inserted:
            result += u"{+"_qs + textOf(after, part.after) + u"+}"_qs;
            break;
        }
    }
    return result;
}

/// What breaks the promises of a diff; empty if it keeps them all.
QString flaw(const WordDiff &diff, const QString &before, const QString &after)
{
    QTextBoundaryFinder beforeFinder(QTextBoundaryFinder::Grapheme, before);
    QTextBoundaryFinder afterFinder(QTextBoundaryFinder::Grapheme, after);
    QString applied;
    qsizetype beforeAt = 0;
    qsizetype afterAt = 0;
    const DiffPart *last = nullptr;
    for (const DiffPart &part : diff) {
        if (part.before.start != beforeAt || part.after.start != afterAt)
            return u"a gap or an overlap"_qs;
        const bool inBefore = part.kind != DiffPart::Kind::Inserted;
        const bool inAfter = part.kind != DiffPart::Kind::Deleted;
        if ((part.before.size > 0) != inBefore || (part.after.size > 0) != inAfter)
            return u"an empty part, or a range on the wrong side"_qs;
        if (last && last->kind == part.kind)
            return u"neighbours of one kind"_qs;
        if (last && last->kind == DiffPart::Kind::Inserted && part.kind == DiffPart::Kind::Deleted)
            return u"an insertion before a deletion"_qs;
        beforeFinder.setPosition(beforeAt);
        afterFinder.setPosition(afterAt);
        if ((!before.isEmpty() && !beforeFinder.isAtBoundary())
            || (!after.isEmpty() && !afterFinder.isAtBoundary()))
            return u"a split cluster"_qs;
        if (part.kind == DiffPart::Kind::Equal
            && textOf(before, part.before) != textOf(after, part.after))
            return u"equal parts that differ"_qs;
        applied += part.kind == DiffPart::Kind::Equal ? textOf(before, part.before)
            : inAfter                                 ? textOf(after, part.after)
                                                      : QString();
        beforeAt = part.before.end();
        afterAt = part.after.end();
        last = &part;
    }
    if (beforeAt != before.size() || afterAt != after.size() || applied != after)
        return u"not the whole texts"_qs;
    return {};
}

QString unitsOf(const QString &text)
{
    QStringList units;
    for (const QChar unit : text)
        units.append(QString::number(unit.unicode(), 16));
    return units.join(u' ');
}

/// The text with some of its pieces left out, doubled, or replaced.
QString edited(QRandomGenerator &random, const QStringList &pieces)
{
    QString text;
    for (const QString &piece : pieces) {
        const int dice = random.bounded(8);
        if (dice == 0)
            text += moa::test::randomPiece(random);
        if (dice != 1 && dice != 2)
            text += piece;
        if (dice == 2)
            text += moa::test::randomPiece(random);
        if (dice == 3)
            text += piece;
    }
    return text;
}

QJsonDocument sharedFile(const QString &name)
{
    QFile file(QStringLiteral(MOA_SHARED_DIR "/data/alpaca/") + name);
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll())
                                          : QJsonDocument();
}

} // namespace

class TestWordDiff : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void emptyTextsHaveNoParts();
    void equalTextsAreOnePart();
    void diffReadsNaturally_data();
    void diffReadsNaturally();
    void rangesLieInBothTexts();
    void randomTextsKeepThePromises();
    void editedTextsKeepThePromises();
    void realAnswersKeepThePromises();
    void realTextsKeepThePromises();
    void hostileTextsKeepThePromises_data();
    void hostileTextsKeepThePromises();
    void countsAreOfWordsWithoutSpaces_data();
    void countsAreOfWordsWithoutSpaces();
};

void TestWordDiff::emptyTextsHaveNoParts()
{
    QVERIFY(diffWords(u"", u"").isEmpty());
    QVERIFY(diffWords({}, {}).isEmpty());
}

void TestWordDiff::equalTextsAreOnePart()
{
    QCOMPARE(diffWords(u"a b", u"a b"),
             (WordDiff{{DiffPart::Kind::Equal, TextRange{0, 3}, TextRange{0, 3}}}));
}

void TestWordDiff::diffReadsNaturally_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::addColumn<QString>("diff");
    const auto row = [](const char *name, const char16_t *before, const char16_t *after,
                        const char16_t *diff) {
        QTest::newRow(name) << QStringView(before).toString() << QStringView(after).toString()
                            << QStringView(diff).toString();
    };
    row("all new", u"", u"a b", u"{+a b+}");
    row("all gone", u"a b", u"", u"[-a b-]");
    row("nothing in common", u"a b", u"c d", u"[-a b-]{+c d+}");
    row("another word", u"the red cat", u"the blue cat", u"the [-red-]{+blue+} cat");
    row("a word more", u"the cat", u"the red cat", u"the {+red +}cat");
    row("a word less", u"the red cat", u"the cat", u"the [-red -]cat");
    row("a word more at the start", u"cat", u"the cat", u"{+the +}cat");
    row("a word more at the end", u"the cat", u"the cat sat", u"the cat{+ sat+}");
    row("a phrase", u"x one two y", u"x three y", u"x [-one two-]{+three+} y");
    row("whitespace only", u"a  b", u"a\nb", u"a[-  -]{+\n+}b");
    row("texts of whitespace", u" ", u"\n", u"[- -]{+\n+}");
    row("whitespace before", u"a", u" a", u"{+ +}a");
    row("whitespace behind", u"a ", u"a", u"a[- -]");
    row("line end behind a word", u"x foo\ny", u"x\ny", u"x[- foo-]\ny");
    row("a line more", u"- a\n- c\n", u"- a\n- b\n- c\n", u"- a\n{+- b\n+}- c\n");
    row("a line less", u"- a\n- b\n- c", u"- a\n- c", u"- a\n[-- b\n-]- c");
    row("the last line less", u"- a\n- b\n", u"- a\n", u"- a\n[-- b\n-]");
    row("a paragraph more", u"A b.\n\nE f.", u"A b.\n\nC d.\n\nE f.", u"A b.\n\n{+C d.\n\n+}E f.");
    row("a sentence more", u"One a. Two b.", u"One a. One c. Two b.", u"One a. {+One c. +}Two b.");
    row("a word twice", u"very good", u"very very good", u"{+very +}very good");
    row("a mark", u"yes, no", u"yes; no", u"yes[-,-]{+;+} no");
    row("case", u"The cat", u"the cat", u"[-The-]{+the+} cat");
    row("chance", u"one two three four the five six seven eight",
        u"ten eleven twelve nine the thirty forty sixty seventy",
        u"[-one two three four the five six seven eight-]"
        u"{+ten eleven twelve nine the thirty forty sixty seventy+}");
    row("chance between few words", u"one the two", u"ten the six",
        u"[-one-]{+ten+} the [-two-]{+six+}");
    row("own line", u"1 2 3 4\n\nthe\n\n5 6 7 8", u"a b c d\n\nthe\n\ne f g h",
        u"[-1 2 3 4-]{+a b c d+}\n\nthe\n\n[-5 6 7 8-]{+e f g h+}");
    row("CRLF", u"a\r\nb", u"a\nb", u"a[-\r\n-]{+\n+}b");
    row("Korean", u"\uACE0\uC591\uC774\uAC00 \uC790\uC694", u"\uAC1C\uAC00 \uC790\uC694",
        u"[-\uACE0\uC591\uC774\uAC00-]{+\uAC1C\uAC00+} \uC790\uC694");
    row("Japanese", u"\u65E5\u672C\u8A9E\u3002", u"\u65E5\u672C\u4EBA\u3002",
        u"\u65E5\u672C[-\u8A9E-]{+\u4EBA+}\u3002");
    row("Chinese sentence more", u"\u4E00\u3002\u4E09\u3002",
        u"\u4E00\u3002\u4E8C\u3002\u4E09\u3002", u"\u4E00\u3002{+\u4E8C\u3002+}\u4E09\u3002");
    row("Arabic", u"\u0645\u0631\u062D\u0628\u0627 \u0628\u0643",
        u"\u0645\u0631\u062D\u0628\u0627 \u0628\u0647",
        u"\u0645\u0631\u062D\u0628\u0627 [-\u0628\u0643-]{+\u0628\u0647+}");
    row("accent added", u"cafe", u"cafe\u0301", u"[-cafe-]{+cafe\u0301+}");
    row("accent added to a mark", u"-a", u"-\u0301a", u"[---]{+-\u0301+}a");
    row("skin tone added", u"\U0001F44D!", u"\U0001F44D\U0001F3FD!",
        u"[-\U0001F44D-]{+\U0001F44D\U0001F3FD+}!");
    row("a flag more", u"\U0001F1E9\U0001F1EA", u"\U0001F1E9\U0001F1EA\U0001F1EB\U0001F1F7",
        u"\U0001F1E9\U0001F1EA{+\U0001F1EB\U0001F1F7+}");
}

void TestWordDiff::diffReadsNaturally()
{
    QFETCH(const QString, before);
    QFETCH(const QString, after);
    QFETCH(const QString, diff);
    QCOMPARE(notation(before, after), diff);
    QCOMPARE(flaw(diffWords(before, after), before, after), QString());
    QCOMPARE(flaw(diffWords(after, before), after, before), QString());
}

void TestWordDiff::rangesLieInBothTexts()
{
    const WordDiff diff = diffWords(u"a red cat", u"a blue cat");
    QCOMPARE(diff,
             (WordDiff{{DiffPart::Kind::Equal, TextRange{0, 2}, TextRange{0, 2}},
                       {DiffPart::Kind::Deleted, TextRange{2, 3}, TextRange{2, 0}},
                       {DiffPart::Kind::Inserted, TextRange{5, 0}, TextRange{2, 4}},
                       {DiffPart::Kind::Equal, TextRange{5, 4}, TextRange{6, 4}}}));
}

void TestWordDiff::randomTextsKeepThePromises()
{
    QRandomGenerator random(20240607);
    for (int round = 0; round < 5000; ++round) {
        const QString before = moa::test::randomText(random, 20);
        const QString after = moa::test::randomText(random, 20);
        const QString found = flaw(diffWords(before, after), before, after);
        QVERIFY2(found.isEmpty(),
                 qPrintable(QStringList({found, unitsOf(before), unitsOf(after)}).join(u" / "_qs)));
    }
}

void TestWordDiff::editedTextsKeepThePromises()
{
    QRandomGenerator random(20240608);
    for (int round = 0; round < 3000; ++round) {
        QStringList pieces;
        for (int left = random.bounded(120); left > 0; --left) {
            pieces.append(moa::test::randomPiece(random));
            if (random.bounded(2) == 0)
                pieces.append(u" "_qs);
        }
        const QString before = pieces.join(QString());
        const QString after = edited(random, pieces);
        const QString found = flaw(diffWords(before, after), before, after);
        QVERIFY2(found.isEmpty(),
                 qPrintable(QStringList({found, unitsOf(before), unitsOf(after)}).join(u" / "_qs)));
    }
}

void TestWordDiff::realAnswersKeepThePromises()
{
    const QJsonArray items = sharedFile(u"answers.json"_qs).object()[u"items"].toArray();
    if (items.isEmpty())
        QSKIP("The real answers are not at hand.");
    int pairs = 0;
    for (const QJsonValue &item : items) {
        const QJsonObject outputs = item[u"outputs"].toObject();
        for (auto before = outputs.begin(); before != outputs.end(); ++before) {
            for (auto after = outputs.begin(); after != outputs.end(); ++after) {
                const QString old = before->toString();
                const QString fresh = after->toString();
                QCOMPARE(flaw(diffWords(old, fresh), old, fresh), QString());
                ++pairs;
            }
        }
    }
    QVERIFY(pairs > 1000);
}

void TestWordDiff::realTextsKeepThePromises()
{
    const QJsonObject texts = sharedFile(u"bleu_vectors.json"_qs).object()[u"texts"].toObject();
    if (texts.isEmpty())
        QSKIP("The BLEU vectors are not at hand.");
    QString before;
    for (const QJsonValue &text : texts) {
        const QString after = text.toString();
        QCOMPARE(flaw(diffWords(before, after), before, after), QString());
        before = after;
    }
}

void TestWordDiff::hostileTextsKeepThePromises_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::newRow("10 MB without spaces") << QString(10'000'000, u'a') << QString(10'000'001, u'a');
    QTest::newRow("a million equal words against a million others")
        << u"cat "_qs.repeated(1'000'000) << u"dog "_qs.repeated(1'000'000);
    QTest::newRow("a million equal words against fewer, and others")
        << u"cat "_qs.repeated(1'000'000) << u"dog cat "_qs.repeated(500'000);
    QTest::newRow("in turn against in pairs")
        << u"a b "_qs.repeated(100'000) << u"a a b b "_qs.repeated(50'000);
    QTest::newRow("in turn against in threes")
        << u"a b "_qs.repeated(100'000) << u"b a a "_qs.repeated(70'000);
    QTest::newRow("marks") << u"**--"_qs.repeated(100'000) << u"*-*--"_qs.repeated(80'000);
    QTest::newRow("ideographs") << u"\u65E5\u672C"_qs.repeated(100'000)
                                << u"\u672C\u65E5\u65E5"_qs.repeated(70'000);
    QTest::newRow("whitespace") << u" \n"_qs.repeated(1'000'000) << u"\n "_qs.repeated(1'000'000);
    QTest::newRow("combining marks")
        << QString(1'000'000, QChar(0x301)) << u'-' + QString(1'000'000, QChar(0x301));
    QTest::newRow("halves of pairs")
        << QString(300'000, QChar(0xD83D)) << QString(300'000, QChar(0xDE00));
    QTest::newRow("flags") << u"\U0001F1E9\U0001F1EA"_qs.repeated(100'000)
                           << u"\U0001F1EA\U0001F1E9"_qs.repeated(100'001);
}

void TestWordDiff::hostileTextsKeepThePromises()
{
    QFETCH(const QString, before);
    QFETCH(const QString, after);
    QCOMPARE(flaw(diffWords(before, after), before, after), QString());
}

void TestWordDiff::countsAreOfWordsWithoutSpaces_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::addColumn<DiffCounts>("counts");
    QTest::newRow("nothing") << QString() << QString() << DiffCounts{};
    QTest::newRow("equal") << u"a b."_qs << u"a b."_qs << DiffCounts{0, 0, 3, 0};
    QTest::newRow("all new") << QString() << u"a, b"_qs << DiffCounts{3, 0, 0, 1};
    QTest::newRow("all gone") << u"a b"_qs << QString() << DiffCounts{0, 2, 0, 1};
    QTest::newRow("one change of both kinds")
        << u"a red cat"_qs << u"a very blue cat"_qs << DiffCounts{2, 1, 2, 1};
    QTest::newRow("three changes") << u"1 a 2 b 3"_qs << u"a c 2 3 d"_qs << DiffCounts{2, 2, 3, 4};
    QTest::newRow("whitespace only") << u"a b"_qs << u"a\nb"_qs << DiffCounts{0, 0, 2, 1};
}

void TestWordDiff::countsAreOfWordsWithoutSpaces()
{
    QFETCH(const QString, before);
    QFETCH(const QString, after);
    QFETCH(const DiffCounts, counts);
    const DiffCounts found = moa::countDiff(diffWords(before, after), before, after);
    QCOMPARE(found.inserted, counts.inserted);
    QCOMPARE(found.deleted, counts.deleted);
    QCOMPARE(found.equal, counts.equal);
    QCOMPARE(found.changes, counts.changes);
}

QTEST_APPLESS_MAIN(TestWordDiff)
#include "tst_worddiff.moc"
