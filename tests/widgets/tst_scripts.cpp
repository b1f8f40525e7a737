// SPDX-License-Identifier: GPL-3.0-or-later
#include "bodyviewsfixture.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QTextBoundaryFinder>

using namespace moa;
using namespace moa::test;

namespace {

/// Where a grapheme cluster of @p text starts or ends.
QList<int> boundaries(const QString &text)
{
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, text);
    QList<int> result{0};
    while (finder.toNextBoundary() >= 0)
        result.append(int(finder.position()));
    return result;
}

} // namespace

class TestScripts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void selectionKeepsClustersTogether_data();
    void selectionKeepsClustersTogether();
};

void TestScripts::selectionKeepsClustersTogether_data()
{
    QTest::addColumn<BodyView>("view");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("cluster");
    const QList<std::pair<const char *, BodyView>> views{{"markdown", BodyView::Markdown},
                                                         {"source", BodyView::Source},
                                                         {"diff", BodyView::Diff},
                                                         {"provenance", BodyView::Provenance}};
    for (const auto &[name, view] : views) {
        const auto row = [&, view = view, name = name](const char *script, const QString &text,
                                                       const QString &cluster) {
            QTest::addRow("%s, %s", script, name) << view << text << cluster;
        };
        row("Korean", u"한국어 문장을 골라 봅니다"_qs, u"국"_qs);
        row("Korean in jamo", u"\u1112\u1161\u11AB국어 말"_qs, u"\u1112\u1161\u11AB"_qs);
        row("Japanese", u"日本語のか\u3099文章を選びます"_qs, u"か\u3099"_qs);
        row("Chinese", u"选择\U00020BB7中文句子"_qs, u"\U00020BB7"_qs);
        row("Arabic", u"مَرْحَبًا بالعالم"_qs, u"م\u064E"_qs);
        row("emoji", u"a 👩‍👩‍👧‍👦 b"_qs, u"👩‍👩‍👧‍👦"_qs);
        row("skin tone", u"a 👍🏽 b"_qs, u"👍🏽"_qs);
        row("flags", u"a 🇰🇷🇯🇵 b"_qs, u"🇰🇷"_qs);
        row("combining marks", u"e\u0301\u0323tude n\u0303"_qs, u"e\u0301\u0323"_qs);
    }
}

void TestScripts::selectionKeepsClustersTogether()
{
    QFETCH(BodyView, view);
    QFETCH(QString, text);
    QFETCH(QString, cluster);
    BodyViewsFixture fixture;
    fixture.finishAll(text, u"x"_qs, text);
    fixture.column("wizard")->setProvenance(fixture.provenance());
    fixture.column("wizard")->setView(view);
    QTRY_VERIFY(fixture.column("wizard")->textView());
    QAbstractScrollArea *area = fixture.column("wizard")->textView();
    auto *rich = qobject_cast<QTextEdit *>(area);
    auto *plain = qobject_cast<QPlainTextEdit *>(area);
    const auto shown = [&] { return rich ? rich->toPlainText() : plain->toPlainText(); };
    const auto cursor = [&] { return rich ? rich->textCursor() : plain->textCursor(); };
    QTRY_COMPARE(shown(), text);
    const QList<int> stops = boundaries(text);
    area->setFocus();

    // Right with Shift, to the end: every stop is between clusters.
    QTest::keyClick(area, Qt::Key_Home, Qt::ControlModifier);
    for (int i = 0; i < text.size() && !cursor().atEnd(); ++i) {
        QTest::keyClick(area, Qt::Key_Right, Qt::ShiftModifier);
        QVERIFY2(stops.contains(cursor().position()), qPrintable(cursor().selectedText()));
    }
    QTest::keyClick(area, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(area, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), text);

    // A double click at its start takes all of the cluster. Further in, Qt's hit test is off where
    // no font has the emoji, though it never lands within one.
    const auto start = int(text.indexOf(cluster));
    QVERIFY(start >= 0 && stops.contains(start) && stops.contains(start + int(cluster.size())));
    QTextCursor at = cursor();
    at.setPosition(start);
    const QRect left = rich ? rich->cursorRect(at) : plain->cursorRect(at);
    at.setPosition(start + int(cluster.size()));
    const QRect right = rich ? rich->cursorRect(at) : plain->cursorRect(at);
    const int inward = left.center().x() < right.center().x() ? 2 : -2;
    const QPoint within(left.center().x() + inward, left.center().y());
    QTest::mouseDClick(area->viewport(), Qt::LeftButton, {}, within);
    QVERIFY2(stops.contains(cursor().selectionStart()), qPrintable(cursor().selectedText()));
    QVERIFY2(stops.contains(cursor().selectionEnd()), qPrintable(cursor().selectedText()));
    QVERIFY2(cursor().selectedText().contains(cluster), qPrintable(cursor().selectedText()));
    // Nor does a selection by the mouse end within one.
    QTest::mousePress(area->viewport(), Qt::LeftButton, {}, left.center());
    for (int x = left.center().x(); x != right.center().x();
         x += left.center().x() < right.center().x() ? 1 : -1) {
        QTest::mouseMove(area->viewport(), QPoint(x, left.center().y()));
        QVERIFY(stops.contains(cursor().position()));
    }
    QTest::mouseRelease(area->viewport(), Qt::LeftButton, {}, right.center());
}

QTEST_MAIN(TestScripts)

#include "tst_scripts.moc"
