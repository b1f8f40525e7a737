// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/levenshtein.h"

#include <QRandomGenerator>
#include <QTest>
#include <vector>

using namespace Qt::StringLiterals;
using moa::levenshteinDistance;
using moa::levenshteinRatio;

class TestLevenshtein : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knownPairs_data();
    void knownPairs();
    void agreesWithTheTextbook_data();
    void agreesWithTheTextbook();
    void commonEndsCostNothing();
    void textsTooLongHaveNoResult();
};

namespace {

QString randomText(qsizetype size, quint32 letters, QRandomGenerator &random)
{
    QString text;
    for (qsizetype at = 0; at < size; ++at)
        text.append(QChar(u'a' + static_cast<char16_t>(random.bounded(letters))));
    return text;
}

struct Textbook
{
    qint64 edits;
    qint64 common;
};

// The quadratic tables, row by row.
Textbook textbook(const QString &a, const QString &b)
{
    const auto columns = static_cast<size_t>(b.size());
    std::vector<qint64> edits(columns + 1);
    for (size_t column = 0; column <= columns; ++column)
        edits[column] = static_cast<qint64>(column);
    std::vector<qint64> common(columns + 1, 0);
    for (qsizetype row = 0; row < a.size(); ++row) {
        std::vector<qint64> nextEdits(columns + 1, row + 1);
        std::vector<qint64> nextCommon(columns + 1, 0);
        for (size_t column = 0; column < columns; ++column) {
            const bool same = a[row] == b[static_cast<qsizetype>(column)];
            nextEdits[column + 1] = std::min(
                {edits[column] + (same ? 0 : 1), edits[column + 1] + 1, nextEdits[column] + 1});
            nextCommon[column + 1] =
                same ? common[column] + 1 : std::max(common[column + 1], nextCommon[column]);
        }
        edits.swap(nextEdits);
        common.swap(nextCommon);
    }
    return {edits.back(), common.back()};
}

} // namespace

void TestLevenshtein::knownPairs_data()
{
    QTest::addColumn<QString>("a");
    QTest::addColumn<QString>("b");
    QTest::addColumn<double>("ratio");
    QTest::addColumn<qint64>("edits");
    QTest::addColumn<double>("normalized");
    const auto row = [](const char *name, const QString &a, const QString &b, double ratio,
                        qint64 edits, double normalized) {
        QTest::newRow(name) << a << b << ratio << edits << normalized;
    };
    row("the classic", u"kitten"_qs, u"sitting"_qs, 8.0 / 13, 3, 4.0 / 7);
    row("one empty", QString(), u"abc"_qs, 0, 3, 0);
    row("both empty", QString(), QString(), 1, 0, 1);
    row("equal", u"abc"_qs, u"abc"_qs, 1, 0, 1);
    row("nothing in common", u"abc"_qs, u"xyz"_qs, 0, 3, 0);
    row("shifted", u"flaw"_qs, u"lawn"_qs, 0.75, 2, 0.5);
    row("swapped", u"ab"_qs, u"ba"_qs, 0.5, 2, 0);
    row("emoji are one character", u"😀a😁"_qs, u"😀b"_qs, 0.4, 2, 1.0 / 3);
    row("composed or not is different", u"e\u0301"_qs, u"\u00E9"_qs, 0, 2, 0);
    row("half a surrogate pair", QString(QChar(0xD83D)), u"😀"_qs, 0, 1, 0);
}

void TestLevenshtein::knownPairs()
{
    QFETCH(QString, a);
    QFETCH(QString, b);
    QFETCH(double, ratio);
    QFETCH(qint64, edits);
    QFETCH(double, normalized);
    QCOMPARE(levenshteinRatio(a, b).value(), ratio);
    QCOMPARE(levenshteinRatio(b, a).value(), ratio);
    for (const auto &distance : {levenshteinDistance(a, b), levenshteinDistance(b, a)}) {
        QCOMPARE(distance.value().edits, edits);
        QCOMPARE(distance.value().normalized, normalized);
    }
}

// Lengths around those of a machine word and of a strip of eight.
void TestLevenshtein::agreesWithTheTextbook_data()
{
    QTest::addColumn<int>("letters");
    for (const int letters : {1, 2, 4, 20})
        QTest::addRow("%d letters", letters) << letters;
}

void TestLevenshtein::agreesWithTheTextbook()
{
    QFETCH(int, letters);
    QRandomGenerator random(static_cast<quint32>(letters));
    for (const qsizetype rows : {1, 2, 63, 64, 65, 128, 511, 512, 513, 577, 1024, 1100}) {
        for (const qsizetype columns : {1, 64, 100, 520}) {
            const QString a = randomText(rows, static_cast<quint32>(letters), random);
            const QString b = randomText(columns, static_cast<quint32>(letters), random);
            const Textbook expected = textbook(a, b);
            QCOMPARE(levenshteinDistance(a, b).value().edits, expected.edits);
            QCOMPARE(levenshteinRatio(a, b).value(),
                     2 * static_cast<double>(expected.common)
                         / static_cast<double>(rows + columns));
        }
    }
}

void TestLevenshtein::commonEndsCostNothing()
{
    const QString end = u"the same "_qs.repeated(300'000);
    const auto distance = levenshteinDistance(end + u'a' + end, end + u"bc"_qs + end);
    QVERIFY(distance);
    QCOMPARE(distance->edits, 2);
    QCOMPARE(levenshteinRatio(end, end).value(), 1.0);
    QVERIFY(levenshteinRatio(end + u'a' + end, end + u"bc"_qs + end).value() < 1);
}

void TestLevenshtein::textsTooLongHaveNoResult()
{
    const QString long1(5'000'000, u'a');
    const QString long2(5'000'000, u'b');
    QVERIFY(!levenshteinDistance(long1, long2));
    QVERIFY(!levenshteinRatio(long1, long2));
    QCOMPARE(levenshteinRatio(long1, u"b").value(), 0.0);
}

QTEST_GUILESS_MAIN(TestLevenshtein)
#include "tst_levenshtein.moc"
