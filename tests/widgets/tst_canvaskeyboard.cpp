// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvasfixture.h"
#include "mixture/mixtureedits.h"
#include "theme/theme.h"

#include <QMenu>
#include <QSignalSpy>

using namespace moa;
using namespace moa::notation;

/** The canvas without a pointer: the way about lanes, cards and links, and drawing links. */
class TestCanvasKeyboard : public CanvasFixture
{
    Q_OBJECT

private Q_SLOTS:
    void arrowsSkipEmptyLayers();
    void upFromTheFirstRowIsTheHeaderAndDownLeadsBack();
    void arrowsWalkBetweenHeaders();
    void aHeaderIsInspectedAndHasItsMenu();
    void spaceTogglesTheCurrentCard();
    void spaceAloneSelectsNothing();
    void controlArrowsChooseLinksOneAfterAnother();
    void aCardWithoutLinksSaysSo();
    void deleteCutsTheChosenLinkAndGoesOn();
    void enterOnALinkGoesToItsOtherEnd();
    void escapeLeavesTheLinkForItsCard();
    void aLinkIsDrawnByKeys();
    void whileLinkingArrowsGoToWhoeverAccepts();
    void escapeGivesTheLinkUp();
    void aClickGivesTheLinkUp();
    void anEditGivesTheLinkUp();
    void fromTheLastLayerNoLinkLeads();
    void whereAllIsLinkedNobodyAccepts();
    void focusByKeyboardShowsWhereItIs();
    void duplicateLayer();
    void duplicateLayerNeedsOneLayer();
    void aLoneAgentMovedBehindTheLastLayerAggregates();
    void agentsOfSeveralLayersAreNotMoved();

private:
    [[nodiscard]] const CanvasScene &scene() const { return *m_view->canvasScene(); }
    [[nodiscard]] bool is(const char *agent, AgentItem::Aspect aspect) const
    {
        return scene().card(id(agent))->is(aspect);
    }
    /// "a>d", or "none".
    [[nodiscard]] QString chosenLink() const
    {
        const std::optional<Link> link = scene().selectedLink();
        return link ? link->from.toString() + u'>' + link->to.toString() : u"none"_qs;
    }
    [[nodiscard]] QString given(const char *agent) const
    {
        const Mixture &mixture = m_document->mixture();
        QStringList names;
        for (const AgentId &each : mixture.referencesAt(*mixture.find(id(agent))))
            names.append(each.toString());
        return names.join(u' ');
    }
    [[nodiscard]] QMenu *openMenu() const
    {
        for (QMenu *menu : m_view->findChildren<QMenu *>()) {
            if (menu->isVisible())
                return menu;
        }
        return nullptr;
    }
};

void TestCanvasKeyboard::arrowsSkipEmptyLayers()
{
    Mixture gap = mixture(u"a|f"_qs);
    gap.layers.insert(1, Layer());
    m_document->reset(gap);
    key(Qt::Key_Down);
    key(Qt::Key_Right);
    QCOMPARE(m_view->selectedAgents(), ids(u"f"_qs));
    key(Qt::Key_Left);
    QCOMPARE(m_view->selectedAgents(), ids(u"a"_qs));
    // The empty one is reached by its header.
    key(Qt::Key_Up);
    key(Qt::Key_Right);
    QCOMPARE(m_view->selectedLayer(), 1);
    key(Qt::Key_Down);
    QCOMPARE(m_view->selectedLayer(), 1);
}

void TestCanvasKeyboard::upFromTheFirstRowIsTheHeaderAndDownLeadsBack()
{
    click(centre("e"));
    key(Qt::Key_Up);
    QCOMPARE(m_view->selectedAgents(), ids(u"d"_qs));
    key(Qt::Key_Up);
    QVERIFY(m_view->selectedAgents().isEmpty());
    QCOMPARE(m_view->selectedLayer(), 1);
    QVERIFY(!is("d", AgentItem::Focused));
    key(Qt::Key_Up);
    QCOMPARE(m_view->selectedLayer(), 1);
    key(Qt::Key_Down);
    QVERIFY(!m_view->selectedLayer());
    QCOMPARE(m_view->selectedAgents(), ids(u"d"_qs));
    QVERIFY(is("d", AgentItem::Focused));
    // Extending stays among cards.
    key(Qt::Key_Up, Qt::ShiftModifier);
    QCOMPARE(m_view->selectedAgents(), ids(u"d"_qs));
}

void TestCanvasKeyboard::arrowsWalkBetweenHeaders()
{
    click(centre("a"));
    key(Qt::Key_Up);
    key(Qt::Key_Left);
    QCOMPARE(m_view->selectedLayer(), 0);
    key(Qt::Key_Right);
    key(Qt::Key_Right);
    key(Qt::Key_Right);
    QCOMPARE(m_view->selectedLayer(), 2);
    key(Qt::Key_Down);
    QCOMPARE(m_view->selectedAgents(), ids(u"f"_qs));
    QCOMPARE(m_document->undoStack()->count(), 0);
}

void TestCanvasKeyboard::aHeaderIsInspectedAndHasItsMenu()
{
    click(centre("a"));
    key(Qt::Key_Up);
    QSignalSpy inspected(m_view.get(), &CanvasView::inspectRequested);
    key(Qt::Key_Return);
    QCOMPARE(inspected.size(), 1);
    QContextMenuEvent event(QContextMenuEvent::Keyboard, QPoint(), QPoint());
    QCoreApplication::sendEvent(m_view.get(), &event);
    QTRY_VERIFY(openMenu());
    QVERIFY(openMenu()->actions().contains(m_view->canvasActions()->duplicateLayer));
    openMenu()->close();
}

void TestCanvasKeyboard::spaceTogglesTheCurrentCard()
{
    click(centre("a"));
    key(Qt::Key_Down, Qt::ShiftModifier);
    key(Qt::Key_Space, Qt::ControlModifier);
    QCOMPARE(m_view->selectedAgents(), ids(u"a"_qs));
    QVERIFY(is("b", AgentItem::Focused));
    key(Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(m_view->selectedAgents(), ids(u"a c"_qs));
    key(Qt::Key_Space, Qt::ShiftModifier);
    QCOMPARE(m_view->selectedAgents(), ids(u"a"_qs));
    key(Qt::Key_Space, Qt::ShiftModifier);
    QCOMPARE(m_view->selectedAgents(), ids(u"a c"_qs));
}

void TestCanvasKeyboard::spaceAloneSelectsNothing()
{
    click(centre("a"));
    key(Qt::Key_Space);
    QCOMPARE(m_view->selectedAgents(), ids(u"a"_qs));
    QCOMPARE(m_view->viewport()->cursor().shape(), Qt::ArrowCursor);
}

void TestCanvasKeyboard::controlArrowsChooseLinksOneAfterAnother()
{
    QSignalSpy messages(m_view.get(), &CanvasView::message);
    click(centre("d"));
    key(Qt::Key_Left, Qt::ControlModifier);
    QCOMPARE(chosenLink(), u"a>d"_qs);
    QVERIFY(messages.constLast().constFirst().toString().startsWith(u"Link 1 of 3, from a to d"));
    key(Qt::Key_Left, Qt::ControlModifier);
    QCOMPARE(chosenLink(), u"b>d"_qs);
    key(Qt::Key_Left, Qt::ControlModifier);
    key(Qt::Key_Left, Qt::ControlModifier);
    QCOMPARE(chosenLink(), u"a>d"_qs);
    key(Qt::Key_Right, Qt::ControlModifier);
    QCOMPARE(chosenLink(), u"d>f"_qs);
    QVERIFY(is("d", AgentItem::Focused));
    // The link is a line now, although the layers are fully connected.
    QVERIFY(scene().links().item({id("d"), id("f")}));
    QCOMPARE(m_document->undoStack()->count(), 0);
}

void TestCanvasKeyboard::aCardWithoutLinksSaysSo()
{
    QSignalSpy messages(m_view.get(), &CanvasView::message);
    click(centre("a"));
    key(Qt::Key_Left, Qt::ControlModifier);
    QCOMPARE(messages.size(), 1);
    QVERIFY(messages.constFirst().constFirst().toString().startsWith(u"No link leads to a."));
    QCOMPARE(m_view->selectedAgents(), ids(u"a"_qs));
}

void TestCanvasKeyboard::deleteCutsTheChosenLinkAndGoesOn()
{
    click(centre("d"));
    key(Qt::Key_Left, Qt::ControlModifier);
    key(Qt::Key_Left, Qt::ControlModifier);
    key(Qt::Key_Delete);
    QCOMPARE(given("d"), u"a c"_qs);
    QCOMPARE(m_document->undoStack()->undoText(), u"Cut the link from b to d"_qs);
    QCOMPARE(chosenLink(), u"c>d"_qs);
    key(Qt::Key_Delete);
    QCOMPARE(chosenLink(), u"a>d"_qs);
    key(Qt::Key_Delete);
    QCOMPARE(given("d"), QString());
    QCOMPARE(m_view->selectedAgents(), ids(u"d"_qs));
    QCOMPARE(m_document->undoStack()->count(), 3);
}

void TestCanvasKeyboard::enterOnALinkGoesToItsOtherEnd()
{
    QSignalSpy inspected(m_view.get(), &CanvasView::inspectRequested);
    click(centre("d"));
    key(Qt::Key_Left, Qt::ControlModifier);
    key(Qt::Key_Left, Qt::ControlModifier);
    key(Qt::Key_Return);
    QCOMPARE(m_view->selectedAgents(), ids(u"b"_qs));
    QCOMPARE(chosenLink(), u"none"_qs);
    QVERIFY(is("b", AgentItem::Focused));
    QVERIFY(inspected.isEmpty());
    key(Qt::Key_Right, Qt::ControlModifier);
    key(Qt::Key_Right, Qt::ControlModifier);
    key(Qt::Key_Enter);
    QCOMPARE(m_view->selectedAgents(), ids(u"e"_qs));
}

void TestCanvasKeyboard::escapeLeavesTheLinkForItsCard()
{
    click(centre("d"));
    key(Qt::Key_Left, Qt::ControlModifier);
    key(Qt::Key_Escape);
    QCOMPARE(chosenLink(), u"none"_qs);
    QCOMPARE(m_view->selectedAgents(), ids(u"d"_qs));
    key(Qt::Key_Escape);
    QVERIFY(m_view->selectedAgents().isEmpty());
}

void TestCanvasKeyboard::aLinkIsDrawnByKeys()
{
    QSignalSpy messages(m_view.get(), &CanvasView::message);
    QSignalSpy inspected(m_view.get(), &CanvasView::inspectRequested);
    click(centre("b"));
    key(Qt::Key_L);
    QVERIFY(messages.constLast().constFirst().toString().contains(u"Enter links, Esc gives up"));
    // d and e have it already.
    QVERIFY(is("f", AgentItem::Accepting));
    QVERIFY(is("f", AgentItem::Targeted));
    QVERIFY(!is("d", AgentItem::Accepting));
    key(Qt::Key_Return);
    QCOMPARE(given("f"), u"b d e"_qs);
    QCOMPARE(m_document->undoStack()->undoText(), u"Link b to f"_qs);
    QVERIFY(!is("f", AgentItem::Accepting));
    QVERIFY(is("b", AgentItem::Focused));
    QCOMPARE(m_view->selectedAgents(), ids(u"b"_qs));
    QVERIFY(inspected.isEmpty());
}

void TestCanvasKeyboard::whileLinkingArrowsGoToWhoeverAccepts()
{
    Mixture sparse = mixture(u"a|d e g|h i|f"_qs);
    for (const auto &[layer, row] : {std::pair{1, 0}, {1, 2}, {2, 0}, {2, 1}})
        sparse.layers[layer].agents[row].references = ids(QString());
    sparse.layers[3].agents[0].references = ids(u"a"_qs);
    m_document->reset(sparse);
    key(Qt::Key_Down);
    key(Qt::Key_L);
    // e has the response of a, and so has f; of d and g none is nearer.
    const auto targeted = [this] {
        for (const char *each : {"d", "e", "g", "h", "i", "f"}) {
            if (is(each, AgentItem::Targeted))
                return QString::fromLatin1(each);
        }
        return QString();
    };
    const QString first = targeted();
    QVERIFY(first == u"d" || first == u"g");
    key(first == u"d" ? Qt::Key_Down : Qt::Key_Up);
    QCOMPARE(targeted(), first == u"d" ? u"g"_qs : u"d"_qs);
    key(Qt::Key_Right);
    QVERIFY(targeted() == u"h" || targeted() == u"i");
    const QString second = targeted();
    key(Qt::Key_Right);
    QCOMPARE(targeted(), second);
    QVERIFY(is(second.toLatin1().constData(), AgentItem::Focused));
    key(Qt::Key_Enter);
    QCOMPARE(given(second.toLatin1().constData()), u"a"_qs);
    QCOMPARE(m_document->undoStack()->count(), 1);
}

void TestCanvasKeyboard::escapeGivesTheLinkUp()
{
    click(centre("b"));
    key(Qt::Key_L);
    key(Qt::Key_Escape);
    QVERIFY(!is("f", AgentItem::Accepting));
    QCOMPARE(m_view->selectedAgents(), ids(u"b"_qs));
    QVERIFY(is("b", AgentItem::Focused));
    key(Qt::Key_Return);
    QCOMPARE(m_document->undoStack()->count(), 0);
}

void TestCanvasKeyboard::aClickGivesTheLinkUp()
{
    click(centre("b"));
    key(Qt::Key_L);
    click(centre("d"));
    QVERIFY(!is("f", AgentItem::Accepting));
    QCOMPARE(m_view->selectedAgents(), ids(u"d"_qs));
    key(Qt::Key_Return);
    QCOMPARE(m_document->undoStack()->count(), 0);
}

void TestCanvasKeyboard::anEditGivesTheLinkUp()
{
    click(centre("b"));
    key(Qt::Key_L);
    m_document->apply(edit::removeAgents(m_document->mixture(), ids(u"b"_qs)), u"Delete"_qs);
    QVERIFY(!is("f", AgentItem::Accepting));
    key(Qt::Key_Return);
    QCOMPARE(m_document->undoStack()->count(), 1);
}

void TestCanvasKeyboard::fromTheLastLayerNoLinkLeads()
{
    QSignalSpy messages(m_view.get(), &CanvasView::message);
    click(centre("f"));
    key(Qt::Key_L);
    QCOMPARE(messages.size(), 1);
    QVERIFY(messages.constFirst().constFirst().toString().contains(u"last layer"));
    QVERIFY(is("f", AgentItem::Focused) || m_view->selectedAgents() == ids(u"f"_qs));
}

void TestCanvasKeyboard::whereAllIsLinkedNobodyAccepts()
{
    QSignalSpy messages(m_view.get(), &CanvasView::message);
    click(centre("e"));
    key(Qt::Key_L);
    QCOMPARE(messages.size(), 1);
    QCOMPARE(messages.constFirst().constFirst().toString(),
             u"Every later agent takes the response of e already."_qs);
}

void TestCanvasKeyboard::focusByKeyboardShowsWhereItIs()
{
    m_view->clearFocus();
    m_view->setFocus(Qt::TabFocusReason);
    QVERIFY(is("a", AgentItem::Focused));
    QVERIFY(m_view->selectedAgents().isEmpty());
    m_view->clearFocus();
    QVERIFY(!is("a", AgentItem::Focused));
}

void TestCanvasKeyboard::duplicateLayer()
{
    Mixture before = m_document->mixture();
    before.layers[0].name = u"Proposers"_qs;
    m_document->reset(before);
    click(centre("b"));
    key(Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(shown(), u"a b c|a-2 b-2 c-2|d e|f"_qs);
    QCOMPARE(m_document->undoStack()->undoText(), u"Duplicate layer 1"_qs);
    QCOMPARE(m_document->mixture().layers.at(1).name, u"Proposers"_qs);
    QCOMPARE(m_view->selectedAgents(), ids(u"a-2 b-2 c-2"_qs));
    const auto color = [this](const char *agent) {
        return agentColorIndex(QString::fromLatin1(agent),
                               m_document->mixture().agent(id(agent))->color);
    };
    QCOMPARE(color("b-2"), color("b"));
    QCOMPARE(m_document->mixture().agent(id("b-2"))->role, Role::Aggregator);
    QCOMPARE(given("d"), u"a-2 b-2 c-2"_qs);
    m_document->undoStack()->undo();
    QCOMPARE(m_document->mixture(), before);

    // By its header as well.
    click(centre("a"));
    key(Qt::Key_Up);
    key(Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(shown(), u"a b c|a-2 b-2 c-2|d e|f"_qs);
}

void TestCanvasKeyboard::duplicateLayerNeedsOneLayer()
{
    QVERIFY(!m_view->canvasActions()->duplicateLayer->isEnabled());
    m_view->selectAgents(ids(u"a d"_qs));
    QVERIFY(!m_view->canvasActions()->duplicateLayer->isEnabled());
    m_view->selectAgents(ids(u"d e"_qs));
    QVERIFY(m_view->canvasActions()->duplicateLayer->isEnabled());
}

void TestCanvasKeyboard::aLoneAgentMovedBehindTheLastLayerAggregates()
{
    m_document->reset(mixture(u"a b"_qs));
    click(centre("b"));
    key(Qt::Key_Right, Qt::AltModifier);
    QCOMPARE(shown(), u"a|b"_qs);
    QCOMPARE(m_document->mixture().agent(id("b"))->role, Role::Aggregator);
    QCOMPARE(m_document->undoStack()->count(), 1);
}

void TestCanvasKeyboard::agentsOfSeveralLayersAreNotMoved()
{
    QSignalSpy messages(m_view.get(), &CanvasView::message);
    m_view->selectAgents(ids(u"a d"_qs));
    key(Qt::Key_Right, Qt::AltModifier);
    QCOMPARE(messages.size(), 1);
    QCOMPARE(m_document->undoStack()->count(), 0);
}

QTEST_MAIN(TestCanvasKeyboard)
#include "tst_canvaskeyboard.moc"
