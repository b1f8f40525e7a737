// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/textwords.h"

#include "randomtext.h"

#include <QHash>
#include <QTest>
#include <QTextBoundaryFinder>

using namespace Qt::StringLiterals;
using moa::splitWords;
using moa::TextRange;
using moa::TextWord;
using moa::WordKind;

namespace {

/// The words between bars, spaces as they are, marks in brackets: "[(]|a| |b|[)]".
QString notation(QStringView text)
{
    QStringList parts;
    for (const TextWord &word : splitWords(text)) {
        const QString characters = text.sliced(word.range.start, word.range.size).toString();
        parts.append(word.kind == WordKind::Mark ? u'[' + characters + u']' : characters);
    }
    return parts.join(u'|');
}

QString fromUnits(std::initializer_list<char16_t> units)
{
    return QString::fromUtf16(units.begin(), static_cast<qsizetype>(units.size()));
}

bool isPartition(const std::vector<TextWord> &words, qsizetype size)
{
    qsizetype at = 0;
    for (const TextWord &word : words) {
        if (word.range.start != at || word.range.size <= 0)
            return false;
        at = word.range.end();
    }
    return at == size;
}

/// The first place where a word ends within a grapheme cluster; -1 if there is none.
qsizetype splitCluster(const std::vector<TextWord> &words, const QString &text)
{
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, text);
    for (const TextWord &word : words) {
        finder.setPosition(word.range.start);
        if (!finder.isAtBoundary())
            return word.range.start;
    }
    return -1;
}

} // namespace

class TestTextWords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void emptyTextHasNoWords();
    void rangesKnowTheirEndAndContent();
    void textIsCutIntoWords_data();
    void textIsCutIntoWords();
    void spacesAreOneWordHoweverMany();
    void halvesOfSurrogatePairsAreMarks();
    void equalWordsShareTheirHash();
    void differentWordsHaveDifferentHashes();
    void wordsPartitionRandomTextsAtClusters();
    void longRunsOfClustersAreRead();
};

void TestTextWords::emptyTextHasNoWords()
{
    QVERIFY(splitWords(u"").empty());
    QVERIFY(splitWords(QStringView()).empty());
}

void TestTextWords::rangesKnowTheirEndAndContent()
{
    const TextRange range{3, 2};
    QCOMPARE(range.end(), 5);
    QVERIFY(!range.contains(2));
    QVERIFY(range.contains(3));
    QVERIFY(range.contains(4));
    QVERIFY(!range.contains(5));
    QVERIFY(TextRange{}.isEmpty());
}

void TestTextWords::textIsCutIntoWords_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *name, const char16_t *text, const char16_t *words) {
        QTest::newRow(name) << QStringView(text).toString() << QStringView(words).toString();
    };
    row("English", u"A cat sat.", u"A| |cat| |sat|[.]");
    row("apostrophe between letters", u"don't l\u2019eau", u"don't| |l\u2019eau");
    row("apostrophe elsewhere", u"'tis dogs' 5'6 a'", u"[']|tis| |dogs|[']| |5|[']|6| |a|[']");
    row("two apostrophes", u"a''b", u"a|[']|[']|b");
    row("apostrophe with an accent", u"a'\u0301b", u"a|['\u0301]|b");
    row("numbers", u"1,000.50 3. .5 v1.2", u"1,000.50| |3|[.]| |[.]|5| |v1.2");
    row("full stop between letters", u"a.b 1.a", u"a|[.]|b| |1|[.]|a");
    row("full stop before a keycap", u"1.2\uFE0F\u20E3", u"1|[.]|[2\uFE0F\u20E3]");
    row("underscore", u"__init__ a_b", u"__init__| |a_b");
    row("Markdown", u"**a** `b`", u"[*]|[*]|a|[*]|[*]| |[`]|b|[`]");
    row("accents", u"caf\u00E9 cafe\u0301 n\u0303o", u"caf\u00E9| |cafe\u0301| |n\u0303o");
    row("Vietnamese", u"Ti\u1EBFng Vie\u0323\u0302t", u"Ti\u1EBFng| |Vie\u0323\u0302t");
    row("mark at the start", u"\u0301a", u"\u0301a");
    row("mark on a space", u"a \u0301b", u"a|[ \u0301]|b");
    row("mark after a line end", u"a\n\u0301b", u"a|\n|\u0301b");
    row("mark on a mark", u"a-\u0301b", u"a|[-\u0301]|b");
    row("Korean", u"\uD55C\uAD6D\uC5B4\uB97C \uBC30\uC6CC\uC694.",
        u"\uD55C\uAD6D\uC5B4\uB97C| |\uBC30\uC6CC\uC694|[.]");
    row("Korean, decomposed", u"\u1112\u1161\u11AB\u1100\u116E\u11A8 a",
        u"\u1112\u1161\u11AB\u1100\u116E\u11A8| |a");
    row("Japanese", u"\u65E5\u672C\u306E\u30E9\u30FC\u30E1\u30F3\u3002",
        u"\u65E5|\u672C|\u306E|\u30E9|\u30FC|\u30E1|\u30F3|[\u3002]");
    row("Japanese, voiced sign apart", u"\u304B\u3099\uFF76\uFF9E", u"\u304B\u3099|\uFF76\uFF9E");
    row("repetition mark", u"\u4EBA\u3005", u"\u4EBA|\u3005");
    row("Chinese", u"\u4E2D\u6587\uFF0CGPT4\u5F88", u"\u4E2D|\u6587|[\uFF0C]|GPT4|\u5F88");
    row("rare ideographs", u"\U00020000\U00020001", u"\U00020000|\U00020001");
    row("variant of an ideograph", u"\u845B\U000E0100\u57CE", u"\u845B\U000E0100|\u57CE");
    row("Arabic", u"\u0645\u064E\u0631\u0652\u062D\u0628\u0627\u060C \u0661\u0662",
        u"\u0645\u064E\u0631\u0652\u062D\u0628\u0627|[\u060C]| |\u0661\u0662");
    row("Persian joiner", u"\u0645\u06CC\u200C\u0631\u0648\u062F",
        u"\u0645\u06CC\u200C\u0631\u0648\u062F");
    row("Hebrew", u"\u05E9\u05BC\u05C1\u05DC\u05D5\u05DD \u05D0",
        u"\u05E9\u05BC\u05C1\u05DC\u05D5\u05DD| |\u05D0");
    row("Thai", u"\u0E01\u0E33\u0E25\u0E31\u0E07", u"\u0E01\u0E33|\u0E25\u0E31|\u0E07");
    row("Lao", u"\u0EAA\u0EB0\u0E9A\u0EB2\u0E8D", u"\u0EAA|\u0EB0|\u0E9A|\u0EB2|\u0E8D");
    row("Khmer", u"\u179F\u17D2\u179A\u17B8\u1780", u"\u179F\u17D2\u179A\u17B8|\u1780");
    row("Burmese", u"\u1000\u1039\u1000\u1014\u103A", u"\u1000\u1039\u1000|\u1014\u103A");
    row("Hindi", u"\u0928\u092E\u0938\u094D\u0924\u0947 \u0915\u094D\u200D\u0937\u0964",
        u"\u0928\u092E\u0938\u094D\u0924\u0947| |\u0915\u094D\u200D\u0937|[\u0964]");
    row("Russian", u"\u0449\u0438 \u0434\u0430", u"\u0449\u0438| |\u0434\u0430");
    row("family", u"a\U0001F468\u200D\U0001F469\u200D\U0001F467b",
        u"a|[\U0001F468\u200D\U0001F469\u200D\U0001F467]|b");
    row("skin tone", u"\U0001F44D\U0001F3FD\U0001F44D", u"[\U0001F44D\U0001F3FD]|[\U0001F44D]");
    row("flags", u"\U0001F1E9\U0001F1EA\U0001F1EB\U0001F1F7\U0001F1EB",
        u"[\U0001F1E9\U0001F1EA]|[\U0001F1EB\U0001F1F7]|[\U0001F1EB]");
    row("keycap", u"a1\uFE0F\u20E3b", u"a|[1\uFE0F\u20E3]|b");
    row("heart", u"\u2764\uFE0F\u2764", u"[\u2764\uFE0F]|[\u2764]");
    row("emoji after Hindi", u"\u0915 \U0001F468\u200D\U0001F469",
        u"\u0915| |[\U0001F468\u200D\U0001F469]");
    row("byte order mark", u"\uFEFFa", u"[\uFEFF]|a");
    row("bidi controls", u"a\u202Eb\u202C\u2067", u"a|[\u202E]|b|[\u202C]|[\u2067]");
    row("soft hyphen", u"a\u00ADb", u"a|[\u00AD]|b");
    row("escape", u"\u001B[1m", u"[\u001B]|[[]|1m");
    row("sign before Arabic digits", u"\u0600\u0661 a", u"[\u0600\u0661]| |a");
    row("mathematical letters", u"\U0001D54F\U0001D550=1", u"\U0001D54F\U0001D550|[=]|1");
    row("fractions", u"2\u00BD \u2460", u"2\u00BD| |\u2460");
}

void TestTextWords::textIsCutIntoWords()
{
    QFETCH(const QString, text);
    QFETCH(const QString, words);
    QCOMPARE(notation(text), words);
}

void TestTextWords::spacesAreOneWordHoweverMany()
{
    const QString text = QString::fromUtf16(u"a \t\r\n\r\n\u00A0\u3000\u2028b");
    const std::vector<TextWord> words = splitWords(text);
    QCOMPARE(words.size(), size_t(3));
    QCOMPARE(words[1].kind, WordKind::Space);
    QCOMPARE(words[1].range, (TextRange{1, 9}));
}

void TestTextWords::halvesOfSurrogatePairsAreMarks()
{
    const QString text = fromUnits({u'a', 0xDE00, u'b', 0xD83D, 0xD83D, 0xDE00, 0xD83D});
    const std::vector<TextWord> words = splitWords(text);
    QVERIFY(isPartition(words, text.size()));
    QList<qsizetype> sizes;
    for (const TextWord &word : words)
        sizes.append(word.range.size);
    QCOMPARE(sizes, (QList<qsizetype>{1, 1, 1, 1, 2, 1}));
    QCOMPARE(words[1].kind, WordKind::Mark);
    QCOMPARE(words[3].kind, WordKind::Mark);
    QCOMPARE(words[5].kind, WordKind::Mark);
}

void TestTextWords::equalWordsShareTheirHash()
{
    const std::vector<TextWord> words = splitWords(u"cat, cat dog cat");
    QCOMPARE(words[0].hash, words[3].hash);
    QCOMPARE(words[0].hash, words[7].hash);
    QVERIFY(words[0].hash != words[5].hash);
    QCOMPARE(splitWords(u"cat").front().hash, words[0].hash);
}

void TestTextWords::differentWordsHaveDifferentHashes()
{
    QString text;
    for (int number = 0; number < 20000; ++number)
        text += QString::number(number) + u' ';
    QHash<quint64, qsizetype> seen;
    QHash<quint64, qsizetype> low;
    for (const TextWord &word : splitWords(text)) {
        if (word.kind == WordKind::Space)
            continue;
        ++seen[word.hash];
        ++low[word.hash & 0xFFFF];
    }
    QCOMPARE(seen.size(), 20000);
    // As many different values as 20,000 throws at 65,536 give: 17,200.
    QVERIFY(low.size() > 16500);
}

void TestTextWords::wordsPartitionRandomTextsAtClusters()
{
    QRandomGenerator random(20240607);
    for (int round = 0; round < 20000; ++round) {
        const QString text = moa::test::randomText(random, 12);
        const std::vector<TextWord> words = splitWords(text);
        QVERIFY2(isPartition(words, text.size()), qPrintable(text));
        if (const qsizetype at = splitCluster(words, text); at >= 0) {
            QStringList units;
            for (const QChar unit : text)
                units.append(QString::number(unit.unicode(), 16));
            QFAIL(qPrintable(u"%1 in %2"_qs.arg(at).arg(units.join(u' '))));
        }
    }
}

void TestTextWords::longRunsOfClustersAreRead()
{
    const QString piece = QString::fromUtf16(u"e\u0301\U0001F468\u200D\U0001F469\u0E01\u0E33");
    const QString text = piece.repeated(20000);
    const std::vector<TextWord> words = splitWords(text);
    QVERIFY(isPartition(words, text.size()));
    QCOMPARE(words.size(), size_t(60000));
}

QTEST_APPLESS_MAIN(TestTextWords)
#include "tst_textwords.moc"
