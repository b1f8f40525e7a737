// SPDX-License-Identifier: GPL-3.0-or-later
#include "../widgets/canvasfixture.h"
#include "editors/agentfinder.h"
#include "ui/quickadd.h"

#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QSignalSpy>

using namespace moa;
using namespace moa::notation;

namespace {

QList<PaletteEntry> entries()
{
    const ProviderId sandbox(u"sandbox"_qs);
    QList<PaletteEntry> entries{{sandbox, u"Sandbox"_qs, u"brief"_qs, u"Sandbox Brief"_qs, {}}};
    for (const QString &model : {u"qwen"_qs, u"llama"_qs, u"dbrx"_qs, u"wizard"_qs})
        entries.append({sandbox, u"Sandbox"_qs, u"maker/"_qs + model, {}, {}});
    return entries;
}

} // namespace

/** Adding, replacing and finding over a canvas, by the keys and what they show. */
class TestQuickAdd : public CanvasFixture
{
    Q_OBJECT

private Q_SLOTS:
    void aKeyOpensItAtTheCurrentPlace_data();
    void aKeyOpensItAtTheCurrentPlace();
    void backtabLeavesTheCanvas();
    void theNewAgentIsSelectedAndTheCanvasHasTheKeyboard();
    void severalStandOneAfterAnother();
    void controlEnterMakesALayer();
    void theFirstAgentMakesTheFirstLayer();
    void aDoubleClickAddsThere();
    void aLinkIsDrawnToWhatIsAdded();
    void escapeChangesNothing();
    void oneAdditionIsOneUndoStep();
    void theKeyboardAloneBuildsThreeLayers();
    void replacingKeepsEverythingElse();
    void replacingOneOrMany_data();
    void replacingOneOrMany();
    void theMenuReplaces();
    void whatWasUsedComesFirst();
    void recentOnesAreKept();
    void findingSelects();

private:
    void openQuick(Qt::Key with = Qt::Key_Tab);
    void type(const QString &text) { QTest::keyClicks(quick().searchField(), text); }
    void fieldKey(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(quick().searchField(), key, modifiers);
    }
    void startQuickAdd();
    [[nodiscard]] ModelChooser &quick() const { return *m_quickAdd->chooser(); }
    [[nodiscard]] QString purpose() const
    {
        return quick().findChild<QLabel *>(u"chooserPurpose"_qs)->text();
    }

    std::unique_ptr<QuickAdd> m_quickAdd;
};

void TestQuickAdd::startQuickAdd()
{
    m_quickAdd = std::make_unique<QuickAdd>(m_view.get(), m_document.get());
    m_quickAdd->setEntries(entries());
}

void TestQuickAdd::openQuick(Qt::Key with)
{
    key(with);
    QVERIFY(quick().isVisible());
    QCOMPARE(QApplication::focusWidget(), quick().searchField());
}

void TestQuickAdd::aKeyOpensItAtTheCurrentPlace_data()
{
    QTest::addColumn<int>("key");
    QTest::addColumn<QString>("click");
    QTest::addColumn<QString>("purpose");
    QTest::addColumn<QString>("expected");
    const int tab = Qt::Key_Tab;
    const int slash = Qt::Key_Slash;
    const QString first = u"Add an agent to layer 1"_qs;
    const QString second = u"Add an agent to layer 2"_qs;
    QTest::newRow("nothing selected") << tab << u""_qs << first << u"a b c llama|d e|f"_qs;
    QTest::newRow("an agent") << tab << u"a"_qs << first << u"a llama b c|d e|f"_qs;
    QTest::newRow("the last of a layer") << slash << u"e"_qs << second << u"a b c|d e llama|f"_qs;
    QTest::newRow("a layer") << slash << u"2"_qs << second << u"a b c|d e llama|f"_qs;
}

void TestQuickAdd::aKeyOpensItAtTheCurrentPlace()
{
    QFETCH(int, key);
    QFETCH(QString, click);
    startQuickAdd();
    if (click == u"2"_qs)
        m_view->canvasScene()->selectLayer(1);
    else if (!click.isEmpty())
        this->click(centre(click.toLatin1().constData()));
    openQuick(static_cast<Qt::Key>(key));
    QTEST(purpose(), "purpose");
    QVERIFY(indicatorShows());
    type(u"llama"_qs);
    fieldKey(Qt::Key_Return);
    QTEST(shown(), "expected");
    QVERIFY(!indicatorShows());
}

void TestQuickAdd::backtabLeavesTheCanvas()
{
    startQuickAdd();
    QTest::keyClick(m_view.get(), Qt::Key_Tab, Qt::ShiftModifier);
    QVERIFY(!quick().isVisible());
    QTest::keyClick(m_view.get(), Qt::Key_Backtab);
    QVERIFY(!quick().isVisible());
}

void TestQuickAdd::theNewAgentIsSelectedAndTheCanvasHasTheKeyboard()
{
    startQuickAdd();
    click(centre("d"));
    openQuick();
    type(u"dbrx"_qs);
    fieldKey(Qt::Key_Return);
    QVERIFY(!quick().isVisible());
    QCOMPARE(m_view->selectedAgents(), ids(u"dbrx"_qs));
    QCOMPARE(QApplication::focusWidget(), m_view.get());
    QVERIFY(m_view->canvasScene()->card(id("dbrx"))->is(AgentItem::Focused));
    // The arrows go on from the new agent.
    key(Qt::Key_Down);
    QCOMPARE(m_view->selectedAgents(), ids(u"e"_qs));
}

void TestQuickAdd::severalStandOneAfterAnother()
{
    startQuickAdd();
    click(centre("a"));
    openQuick();
    type(u"qwen"_qs);
    fieldKey(Qt::Key_Return, Qt::ShiftModifier);
    fieldKey(Qt::Key_Return, Qt::ShiftModifier);
    QVERIFY(quick().isVisible());
    QVERIFY(indicatorShows());
    QCOMPARE(purpose(), u"Added qwen. Add another after it"_qs);
    QCOMPARE(QApplication::focusWidget(), quick().searchField());
    type(u"llama"_qs);
    fieldKey(Qt::Key_Return);
    QCOMPARE(shown(), u"a qwen qwen-2 llama b c|d e|f"_qs);
    QCOMPARE(m_view->selectedAgents(), ids(u"llama"_qs));
}

void TestQuickAdd::controlEnterMakesALayer()
{
    startQuickAdd();
    click(centre("e"));
    openQuick();
    type(u"wizard"_qs);
    fieldKey(Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(shown(), u"a b c|d e|wizard|f"_qs);
    QVERIFY(!quick().isVisible());
}

void TestQuickAdd::theFirstAgentMakesTheFirstLayer()
{
    m_document->reset({});
    startQuickAdd();
    openQuick();
    QCOMPARE(purpose(), u"Add the first agent"_qs);
    QVERIFY(!quick().geometry().intersects(
        m_view->mapFromScene(m_view->canvasScene()->canvasLayout().nextLane())
            .boundingRect()
            .adjusted(1, 1, -1, -1)));
    type(u"qwen"_qs);
    fieldKey(Qt::Key_Return, Qt::ShiftModifier);
    fieldKey(Qt::Key_Return);
    QCOMPARE(shown(), u"qwen qwen-2"_qs);
}

void TestQuickAdd::aDoubleClickAddsThere()
{
    startQuickAdd();
    const QRectF lane = m_view->canvasScene()->canvasLayout().lanes().at(1).rect;
    const QPoint ground = viewPoint({lane.right() + 36, lane.center().y()});
    QTest::mouseDClick(m_view->viewport(), Qt::LeftButton, {}, ground);
    QVERIFY(quick().isVisible());
    QCOMPARE(purpose(), u"Add an agent in a new layer"_qs);
    QVERIFY(!quick().geometry().contains(m_view->viewport()->mapTo(m_view.get(), ground)));
    type(u"qwen"_qs);
    fieldKey(Qt::Key_Return);
    QCOMPARE(shown(), u"a b c|d e|qwen|f"_qs);
}

void TestQuickAdd::aLinkIsDrawnToWhatIsAdded()
{
    startQuickAdd();
    const DropPlace place =
        placeAfter(m_view->canvasScene()->canvasLayout(), m_document->mixture(), id("f"));
    Q_EMIT m_view->quickAddRequested({place, id("a"), m_view->mapToGlobal(QPoint(300, 300))});
    QCOMPARE(purpose(), u"Add an agent that gets the response of a"_qs);
    type(u"qwen"_qs);
    fieldKey(Qt::Key_Return);
    QCOMPARE(shown(), u"a b c|d e|f qwen"_qs);
    QVERIFY(m_document->mixture().links().contains(Link{id("a"), id("qwen")}));
}

void TestQuickAdd::escapeChangesNothing()
{
    startQuickAdd();
    click(centre("b"));
    openQuick();
    type(u"qwen"_qs);
    fieldKey(Qt::Key_Escape);
    QCOMPARE(shown(), u"a b c|d e|f"_qs);
    QCOMPARE(m_document->undoStack()->count(), 0);
    QCOMPARE(m_view->selectedAgents(), ids(u"b"_qs));
    QCOMPARE(QApplication::focusWidget(), m_view.get());
    QVERIFY(!indicatorShows());
}

void TestQuickAdd::oneAdditionIsOneUndoStep()
{
    startQuickAdd();
    openQuick();
    type(u"brief"_qs);
    fieldKey(Qt::Key_Return);
    QCOMPARE(m_document->undoStack()->count(), 1);
    QCOMPARE(m_document->undoStack()->undoText(), u"Add Sandbox Brief"_qs);
    m_document->undoStack()->undo();
    QCOMPARE(shown(), u"a b c|d e|f"_qs);
}

void TestQuickAdd::theKeyboardAloneBuildsThreeLayers()
{
    m_document->reset({});
    startQuickAdd();
    openQuick();
    type(u"qwen"_qs);
    fieldKey(Qt::Key_Return, Qt::ShiftModifier);
    type(u"llama"_qs);
    fieldKey(Qt::Key_Return, Qt::ShiftModifier);
    type(u"dbrx"_qs);
    fieldKey(Qt::Key_Return);
    openQuick();
    type(u"qwen"_qs);
    fieldKey(Qt::Key_Return, Qt::ControlModifier);
    openQuick(Qt::Key_Slash);
    type(u"wiz"_qs);
    fieldKey(Qt::Key_Return, Qt::ShiftModifier);
    type(u"qwen"_qs);
    fieldKey(Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(shown(), u"qwen llama dbrx|qwen-2 wizard|qwen-3"_qs);
    const Mixture &mixture = m_document->mixture();
    QCOMPARE(mixture.finalAgent()->role, Role::Aggregator);
    QCOMPARE(mixture.finalAgent()->model, u"maker/qwen"_qs);
    QCOMPARE(mixture.links().size(), 8);
    QCOMPARE(QApplication::focusWidget(), m_view.get());
}

void TestQuickAdd::replacingKeepsEverythingElse()
{
    Mixture mixture = m_document->mixture();
    Agent &agent = mixture.layers[1].agents[0];
    agent.samples = 3;
    agent.role = Role::Ranker;
    agent.color = 7;
    agent.references = ids(u"a c"_qs);
    agent.settings.temperature = 0.4;
    m_document->reset(mixture);
    startQuickAdd();
    click(centre("d"));
    key(Qt::Key_R);
    QVERIFY(quick().isVisible());
    QCOMPARE(purpose(), u"Replace the model of d"_qs);
    QVERIFY(!indicatorShows());
    QVERIFY(!quick().geometry().intersects(
        m_view->mapFromScene(card("d")).boundingRect().adjusted(1, 1, -1, -1)));
    type(u"wizard"_qs);
    fieldKey(Qt::Key_Return);
    Agent expected = agent;
    expected.model = u"maker/wizard"_qs;
    QCOMPARE(*m_document->mixture().agent(id("d")), expected);
    QCOMPARE(m_document->undoStack()->undoText(), u"Replace the model of d"_qs);
    QCOMPARE(m_view->selectedAgents(), ids(u"d"_qs));
    QCOMPARE(QApplication::focusWidget(), m_view.get());
}

void TestQuickAdd::replacingOneOrMany_data()
{
    QTest::addColumn<QString>("selected");
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("purpose");
    QTest::addColumn<QString>("name");
    QTest::newRow("one") << u"b"_qs << u"llama"_qs << u"Replace the model of Sandbox Brief"_qs
                         << u""_qs;
    QTest::newRow("many") << u"b d e"_qs << u"llama"_qs << u"Replace the model of 3 agents"_qs
                          << u""_qs;
    QTest::newRow("to a model with a name")
        << u"a b"_qs << u"brief"_qs << u"Replace the model of 2 agents"_qs << u"Sandbox Brief"_qs;
}

void TestQuickAdd::replacingOneOrMany()
{
    QFETCH(QString, selected);
    QFETCH(QString, model);
    Mixture mixture = m_document->mixture();
    // As the palette has named it: the name is not the person's.
    mixture.layers[0].agents[1].model = u"brief"_qs;
    mixture.layers[0].agents[1].name = u"Sandbox Brief"_qs;
    m_document->reset(mixture);
    startQuickAdd();
    m_view->selectAgents(ids(selected));
    key(Qt::Key_R);
    QTEST(purpose(), "purpose");
    type(model);
    fieldKey(Qt::Key_Return);
    for (const AgentId &id : ids(selected)) {
        const Agent *agent = m_document->mixture().agent(id);
        QVERIFY(agent->model.endsWith(model));
        QTEST(agent->name, "name");
    }
    QCOMPARE(m_view->selectedAgents(), ids(selected));
    QVERIFY(m_document->undoStack()->count() <= 1);
}

void TestQuickAdd::theMenuReplaces()
{
    startQuickAdd();
    QContextMenuEvent event(QContextMenuEvent::Mouse, centre("b"),
                            m_view->viewport()->mapToGlobal(centre("b")));
    QCoreApplication::sendEvent(m_view->viewport(), &event);
    auto *menu = m_view->findChild<QMenu *>();
    QVERIFY(menu);
    QTRY_VERIFY(menu->isVisible());
    QVERIFY(menu->actions().contains(m_view->canvasActions()->replaceModel));
    menu->setActiveAction(m_view->canvasActions()->replaceModel);
    QTest::keyClick(menu, Qt::Key_Return);
    QTRY_VERIFY(quick().isVisible());
    QTRY_COMPARE(QApplication::focusWidget(), quick().searchField());
    type(u"wizard"_qs);
    fieldKey(Qt::Key_Return);
    QCOMPARE(m_document->mixture().agent(id("b"))->model, u"maker/wizard"_qs);
}

void TestQuickAdd::whatWasUsedComesFirst()
{
    startQuickAdd();
    QSignalSpy changed(m_quickAdd.get(), &QuickAdd::recentChanged);
    for (const QString &model : {u"wizard"_qs, u"dbrx"_qs}) {
        openQuick();
        type(model);
        fieldKey(Qt::Key_Return);
    }
    QCOMPARE(changed.size(), 2);
    openQuick();
    const QAbstractItemModel *list = quick().list()->model();
    QCOMPARE(list->index(0, 0).data().toString(), u"maker/dbrx"_qs);
    QCOMPARE(list->index(1, 0).data().toString(), u"maker/wizard"_qs);
    // The latest again: two keys.
    fieldKey(Qt::Key_Return);
    QCOMPARE(shown(), u"a b c wizard dbrx dbrx-2|d e|f"_qs);
}

void TestQuickAdd::recentOnesAreKept()
{
    startQuickAdd();
    openQuick();
    type(u"wizard"_qs);
    fieldKey(Qt::Key_Return);
    const QStringList kept = m_quickAdd->recent();
    startQuickAdd();
    m_quickAdd->setRecent(kept);
    QCOMPARE(m_quickAdd->recent(), kept);
    openQuick();
    QCOMPARE(quick().list()->model()->index(0, 0).data().toString(), u"maker/wizard"_qs);
}

void TestQuickAdd::findingSelects()
{
    startQuickAdd();
    key(Qt::Key_F, Qt::ControlModifier);
    QLineEdit *field = m_quickAdd->finder()->searchField();
    QCOMPARE(QApplication::focusWidget(), field);
    QTest::keyClicks(field, u"e"_qs);
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(m_view->selectedAgents(), ids(u"e"_qs));
}

QTEST_MAIN(TestQuickAdd)
#include "tst_quickadd.moc"
