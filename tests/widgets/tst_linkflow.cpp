// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvasfixture.h"

#include "canvas/canvaspicture.h"

#include <QHelpEvent>
#include <QTextDocumentFragment>
#include <QToolTip>

using namespace moa;
using notation::id;
using notation::ids;

/** Over "a b c|d e|f" as all canvas tests. */
class TestLinkFlow : public CanvasFixture
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English)); }
    void withoutARunAFullConnectionIsABundle();
    void flowsShowAsLinesInPlaceOfABundle();
    void theWidthIsTheShare();
    void whatDidNotSurviveIsDotted();
    void aLinkWithoutAShareIsAsWideAsBefore();
    void manyLinksStayABundle();
    void theSelectedAgentsFlowsShowInALargeBundle();
    void theCriticalPathStandsOut();
    void theCriticalPathShowsInALargeBundle();
    void pointingAtALinkTellsTheShare();
    void sharesAreToldInWords_data();
    void sharesAreToldInWords();
    void theNextRunTakesThemAway();
    void flowsOfLinksThatAreCutAreNotDrawn();
    void theyComeBackWithAnUndo();
    void thePictureHasThem();

private:
    [[nodiscard]] CanvasScene &scene() { return *m_view->canvasScene(); }
    [[nodiscard]] LinkItem *line(const char *from, const char *to)
    {
        return scene().links().item({id(from), id(to)});
    }
    /// All links of the mixture, with the same share.
    [[nodiscard]] QHash<Link, LinkFlow> all(double survived) const
    {
        QHash<Link, LinkFlow> flows;
        for (const Link &link : m_document->mixture().links())
            flows.insert(link, {survived, false});
        return flows;
    }
    /// How many pixels on a column through the middle of a gutter differ from the ground.
    [[nodiscard]] int inkInGutter(const char *left, const char *right)
    {
        const double x = (card(left).right() + card(right).left()) / 2.0;
        const QImage image = m_view->grab().toImage();
        const QColor ground = scene().look().theme.window;
        const int column = viewPoint({x, 0}).x();
        int ink = 0;
        for (int y = viewPoint({x, card(left).top()}).y();
             y < viewPoint({x, card(left).bottom()}).y(); ++y)
            ink += image.pixelColor(column, y) == ground ? 0 : 1;
        return ink;
    }
};

void TestLinkFlow::withoutARunAFullConnectionIsABundle()
{
    QCOMPARE(scene().links().lineCount(), 0);
}

void TestLinkFlow::flowsShowAsLinesInPlaceOfABundle()
{
    scene().setLinkFlows(all(0.5));
    QCOMPARE(scene().links().lineCount(), 3 * 2 + 2);
}

void TestLinkFlow::theWidthIsTheShare()
{
    auto flows = all(0.5);
    flows[{id("a"), id("d")}].survived = 1.0;
    flows[{id("b"), id("d")}].survived = 0.01;
    scene().setLinkFlows(flows);
    QCOMPARE(line("a", "d")->width(), 7.0);
    QCOMPARE(line("c", "d")->width(), 4.0);
    QVERIFY(line("b", "d")->width() > 1.0);
    QVERIFY(line("b", "d")->width() < 1.5);
    // What is looked at is never thinner than it would be without a run.
    m_view->selectAgents(ids(u"b"_qs));
    scene().selectLink({id("b"), id("d")});
    QCOMPARE(line("b", "d")->width(), linkline::emphasisWidth);
    // The picture says the same.
    m_document->reset(notation::mixture(u"a|f"_qs));
    scene().setLinkFlows({{{id("a"), id("f")}, {0.0, false}}});
    const int thin = inkInGutter("a", "f");
    scene().setLinkFlows({{{id("a"), id("f")}, {1.0, false}}});
    const int wide = inkInGutter("a", "f");
    QVERIFY2(wide >= thin + 4, qPrintable(u"%1 and %2"_qs.arg(thin).arg(wide)));
}

void TestLinkFlow::whatDidNotSurviveIsDotted()
{
    m_document->reset(notation::mixture(u"a|f"_qs));
    const auto gaps = [this](double survived) {
        scene().setLinkFlows({{{id("a"), id("f")}, {survived, false}}});
        const QImage image = m_view->grab().toImage();
        const QPoint from = viewPoint(outputPort(card("a")));
        const QPoint to = viewPoint(inputPort(card("f")));
        const QColor ground = scene().look().theme.window;
        int count = 0;
        for (int x = from.x() + 25; x < to.x() - 25; ++x) {
            bool hasInk = false;
            for (int y = from.y() - 4; y <= from.y() + 4; ++y)
                hasInk = hasInk || contrastRatio(image.pixelColor(x, y), ground) > 1.3;
            count += hasInk ? 0 : 1;
        }
        return count;
    };
    QCOMPARE(gaps(0.02), 0);
    QVERIFY(gaps(0.0) > 3);
}

void TestLinkFlow::aLinkWithoutAShareIsAsWideAsBefore()
{
    scene().setLinkFlows({{{id("a"), id("d")}, {std::nullopt, false}}});
    QVERIFY(line("a", "d"));
    QCOMPARE(line("a", "d")->width(), linkline::width);
}

void TestLinkFlow::manyLinksStayABundle()
{
    m_document->reset(notation::mixture(u"a b c d e f g h i|j k l m n o p|z"_qs));
    scene().setLinkFlows(all(0.5));
    // 63 between the first two layers, 7 to the last.
    QCOMPARE(scene().links().lineCount(), 7);
    QVERIFY(!line("a", "j"));
    QVERIFY(line("j", "z"));
}

void TestLinkFlow::theSelectedAgentsFlowsShowInALargeBundle()
{
    m_document->reset(notation::mixture(u"a b c d e f g h i|j k l m n o p|z"_qs));
    scene().setLinkFlows(all(0.5));
    m_view->selectAgents(ids(u"a"_qs));
    QCOMPARE(scene().links().lineCount(), 7 + 7);
    QCOMPARE(line("a", "j")->width(), 4.0);
}

void TestLinkFlow::theCriticalPathStandsOut()
{
    m_document->reset(notation::mixture(u"a|f"_qs));
    const Link link{id("a"), id("f")};
    scene().setLinkFlows({{link, {0.2, false}}});
    const int plain = inkInGutter("a", "f");
    scene().setLinkFlows({{link, {0.2, true}}});
    const int critical = inkInGutter("a", "f");
    QVERIFY2(critical > plain, qPrintable(u"%1 and %2"_qs.arg(plain).arg(critical)));
    // A line, ground, the link, ground, a line: told by its shape.
    const QImage image = m_view->grab().toImage();
    const QPoint middle = viewPoint((outputPort(card("a")) + inputPort(card("f"))) / 2.0);
    QStringList stripes;
    for (int y = middle.y() - 12; y <= middle.y() + 12; ++y) {
        const bool ink =
            contrastRatio(image.pixelColor(middle.x(), y), scene().look().theme.window) > 1.5;
        const QString stripe = ink ? u"ink"_qs : u"ground"_qs;
        if (stripes.isEmpty() || stripes.constLast() != stripe)
            stripes.append(stripe);
    }
    QCOMPARE(stripes.join(u' '), u"ground ink ground ink ground ink ground"_qs);
}

void TestLinkFlow::theCriticalPathShowsInALargeBundle()
{
    m_document->reset(notation::mixture(u"a b c d e f g h i|j k l m n o p|z"_qs));
    auto flows = all(0.5);
    flows[{id("b"), id("k")}].critical = true;
    scene().setLinkFlows(flows);
    QVERIFY(line("b", "k"));
    QVERIFY(!line("b", "j"));
}

void TestLinkFlow::pointingAtALinkTellsTheShare()
{
    Mixture mixture = notation::mixture(u"a|f"_qs);
    mixture.layers[0].agents[0].name = u"<Wizard> %2"_qs;
    mixture.layers[1].agents[0].name = u"Final"_qs;
    m_document->reset(mixture);
    scene().setLinkFlows({{{id("a"), id("f")}, {0.38, true}}});
    const QPoint middle = viewPoint((outputPort(card("a")) + inputPort(card("f"))) / 2.0);
    QTest::mouseMove(m_view->viewport(), middle);
    QTRY_VERIFY(!line("a", "f")->toolTip().isEmpty());
    QHelpEvent help(QEvent::ToolTip, middle, m_view->viewport()->mapToGlobal(middle));
    QCoreApplication::sendEvent(m_view->viewport(), &help);
    QTRY_COMPARE(QTextDocumentFragment::fromHtml(QToolTip::text()).toPlainText(),
                 u"38 % of <Wizard> %2's answer survived in Final. On the critical path: the chain "
                 "of answers that took longest."_qs);
    QToolTip::hideText();
    QTest::mouseMove(m_view->viewport(), QPoint(5, 5));
    QTRY_VERIFY(line("a", "f")->toolTip().isEmpty());
}

void TestLinkFlow::sharesAreToldInWords_data()
{
    QTest::addColumn<double>("share");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("nothing") << 0.0 << u"Nothing of A's answer survived in F."_qs;
    QTest::newRow("a little") << 0.002 << u"Under 1 % of A's answer survived in F."_qs;
    QTest::newRow("some") << 0.375 << u"38 % of A's answer survived in F."_qs;
    QTest::newRow("nearly all") << 0.998 << u"Over 99 % of A's answer survived in F."_qs;
    QTest::newRow("all") << 1.0 << u"100 % of A's answer survived in F."_qs;
}

void TestLinkFlow::sharesAreToldInWords()
{
    QFETCH(double, share);
    QTEST(flowSentence({share, false}, u"A"_qs, u"F"_qs, QLocale(QLocale::English)), "sentence");
}

void TestLinkFlow::theNextRunTakesThemAway()
{
    scene().setLinkFlows(all(0.5));
    scene().setLinkFlows({});
    QCOMPARE(scene().links().lineCount(), 0);
    m_view->selectAgents(ids(u"a"_qs));
    QCOMPARE(line("a", "d")->width(), linkline::width);
}

void TestLinkFlow::flowsOfLinksThatAreCutAreNotDrawn()
{
    auto flows = all(0.5);
    flows.insert({id("gone"), id("d")}, {0.5, true});
    flows.insert({id("a"), id("f")}, {0.5, true});
    scene().setLinkFlows(flows);
    QCOMPARE(scene().links().lineCount(), 8);
    Mixture cut = m_document->mixture();
    cut.layers[1].agents[0].references = ids(u"a b"_qs);
    m_document->apply(cut, u"Cut"_qs);
    QCOMPARE(scene().links().lineCount(), 7);
    QVERIFY(!line("c", "d"));
}

void TestLinkFlow::theyComeBackWithAnUndo()
{
    scene().setLinkFlows(all(0.5));
    Mixture without = m_document->mixture();
    without.layers[1].agents.removeFirst();
    m_document->apply(without, u"Delete d"_qs);
    QVERIFY(!line("a", "d"));
    m_document->undoStack()->undo();
    QCOMPARE(line("a", "d")->width(), 4.0);
}

void TestLinkFlow::thePictureHasThem()
{
    const QImage before = CanvasPicture(scene()).image();
    scene().setLinkFlows(all(0.5));
    QVERIFY(CanvasPicture(scene()).image() != before);
}

QTEST_MAIN(TestLinkFlow)
#include "tst_linkflow.moc"
