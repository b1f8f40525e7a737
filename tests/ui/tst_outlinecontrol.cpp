// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/outlinecontrol.h"

#include "canvas/canvasview.h"
#include "editors/fieldtree.h"
#include "editors/outlineview.h"
#include "items/mixturedocument.h"
#include "items/outlinemodel.h"
#include "support/notation.h"

#include <memory>
#include <QSignalSpy>
#include <QTest>

using namespace moa;

class TestOutlineControl : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void selectionIsTheSameInBoth();
    void layersAreSelectedInBoth();
    void aLinkLeavesTheOutlineWithoutSelection();
    void deletingInOneIsFollowedInTheOther();
    void statesOfTheRunAreShown();
    void wishesReachTheCanvas();

private:
    std::unique_ptr<MixtureDocument> m_document;
    std::unique_ptr<QWidget> m_window;
    CanvasView *m_canvas = nullptr;
    OutlineView *m_outline = nullptr;
    std::unique_ptr<OutlineControl> m_control;
};

void TestOutlineControl::init()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    m_document = std::make_unique<MixtureDocument>();
    m_document->reset(notation::mixture(u"a b c|d e|f"_qs));
    m_window = std::make_unique<QWidget>();
    m_canvas = new CanvasView(m_document.get(), m_window.get());
    m_canvas->setAnimated(false);
    m_canvas->resize(800, 400);
    m_outline = new OutlineView(m_document.get(), m_window.get());
    m_outline->setGeometry(0, 400, 800, 300);
    m_window->resize(800, 700);
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    m_control = std::make_unique<OutlineControl>(m_canvas, m_outline, nullptr);
}

void TestOutlineControl::cleanup()
{
    m_control.reset();
    m_window.reset();
    m_document.reset();
}

void TestOutlineControl::selectionIsTheSameInBoth()
{
    QSignalSpy onCanvas(m_canvas, &CanvasView::selectionChanged);
    QSignalSpy inOutline(m_outline, &OutlineView::selectionChanged);
    m_canvas->selectAgents(notation::ids(u"b e"_qs));
    QCOMPARE(m_outline->selectedAgents(), notation::ids(u"b e"_qs));
    QCOMPARE(m_outline->tree()->selectionModel()->selectedRows().size(), 2);
    QCOMPARE(onCanvas.size(), 1);
    QCOMPARE(inOutline.size(), 0);
    m_outline->tree()->setFocus();
    QTest::keyClick(m_outline->tree(), Qt::Key_Down);
    QCOMPARE(m_canvas->selectedAgents(), notation::ids(u"c"_qs));
    QCOMPARE(onCanvas.size(), 2);
    QCOMPARE(inOutline.size(), 1);
}

void TestOutlineControl::layersAreSelectedInBoth()
{
    m_canvas->canvasScene()->selectLayer(1);
    QCOMPARE(m_outline->selectedLayer(), std::optional<qsizetype>(1));
    m_outline->tree()->setFocus();
    QTest::keyClick(m_outline->tree(), Qt::Key_Home);
    QCOMPARE(m_canvas->selectedLayer(), std::optional<qsizetype>(0));
    m_outline->tree()->selectAll();
    QCOMPARE(m_canvas->selectedAgents().size(), 6);
    QCOMPARE(m_canvas->selectedLayer(), std::nullopt);
}

void TestOutlineControl::aLinkLeavesTheOutlineWithoutSelection()
{
    m_canvas->selectAgents(notation::ids(u"a"_qs));
    const Link link{notation::id("a"), notation::id("d")};
    m_canvas->canvasScene()->selectLink(link);
    QVERIFY(m_outline->selectedAgents().isEmpty());
    QCOMPARE(m_canvas->canvasScene()->selectedLink(), std::optional(link));
}

void TestOutlineControl::deletingInOneIsFollowedInTheOther()
{
    m_outline->tree()->setFocus();
    m_canvas->selectAgents(notation::ids(u"a"_qs));
    QTest::keyClick(m_outline->tree(), Qt::Key_Delete);
    QCOMPARE(notation::shape(m_document->mixture()), u"b c|d e|f"_qs);
    QCOMPARE(m_canvas->selectedAgents(), notation::ids(u"b"_qs));
    m_canvas->setFocus();
    m_canvas->canvasActions()->remove->trigger();
    QCOMPARE(notation::shape(m_document->mixture()), u"c|d e|f"_qs);
    QVERIFY(m_canvas->selectedAgents().isEmpty());
    QVERIFY(m_outline->selectedAgents().isEmpty());
    m_document->undoStack()->undo();
    QCOMPARE(m_outline->selectedAgents(), m_canvas->selectedAgents());
}

void TestOutlineControl::statesOfTheRunAreShown()
{
    const auto state = [this](const char *agent) {
        return m_outline->model()
            ->agentIndex(notation::id(agent), OutlineModel::StateColumn)
            .data()
            .toString();
    };
    CardState streaming;
    streaming.word = u"Streaming"_qs;
    m_canvas->setResponseSummary(notation::id("d"), streaming);
    QCOMPARE(state("d"), u"Streaming"_qs);
    m_canvas->clearResponseSummaries();
    QCOMPARE(state("d"), QString());
}

void TestOutlineControl::wishesReachTheCanvas()
{
    QSignalSpy inspected(m_canvas, &CanvasView::inspectRequested);
    QSignalSpy said(m_canvas, &CanvasView::message);
    m_outline->tree()->setFocus();
    m_canvas->selectAgents(notation::ids(u"a d"_qs));
    QTest::keyClick(m_outline->tree(), Qt::Key_Return);
    QCOMPARE(inspected.size(), 1);
    QTest::keyClick(m_outline->tree(), Qt::Key_Up, Qt::AltModifier);
    QCOMPARE(said.size(), 1);
}

QTEST_MAIN(TestOutlineControl)
#include "tst_outlinecontrol.moc"
