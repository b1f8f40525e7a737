// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/canvasaccessible.h"
#include "canvas/canvasannouncer.h"
#include "canvas/canvasparts.h"
#include "canvasfixture.h"
#include "mixture/mixtureedits.h"

#include <QAccessible>
#include <QSignalSpy>

namespace moa {

namespace {

/** What assistive technology was told, a line each: "focus: Wizard, proposer". */
QStringList told;

void hear(QAccessible::Event what, QAccessibleInterface *about)
{
    told.append(QString::fromLatin1(qAccessibleEventString(what)) + u": "_qs
                + about->text(QAccessible::Name));
}

bool wasTold(QAccessible::Event what, const QString &name)
{
    return told.contains(QString::fromLatin1(qAccessibleEventString(what)) + u": "_qs + name);
}

} // namespace

class TestCanvasAccessible : public CanvasFixture
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();

    void treeHasPromptLayersAgentsAndLinks();
    void everyPartFindsItsWayBack();
    void wordsSayWhatTheCardShows();
    void wordsSayWhatBecameOfTheAnswer_data();
    void wordsSayWhatBecameOfTheAnswer();
    void placesAreOnTheScreen();
    void statesFollowSelectionAndFocus();
    void pressingSelectsAndInspects();
    void actionsDoWhatTheySay();
    void linksAreMadeOnlyWhenAskedFor();
    void partsStayTheSameThroughEdits();
    void partsOfRemovedAgentsEnd();
    void partsOfAClosedCanvasEnd();
    void focusIsTold();
    void selectionIsTold();
    void runStatesAreToldAsWordsChange();
    void failuresAreAlerts();
    void namesAreTold();
    void comingAndGoingIsTold();
    void nothingIsToldWhileNobodyListens();

private:
    void listen();
    [[nodiscard]] CanvasAccessible &canvas() const
    {
        return *dynamic_cast<CanvasAccessible *>(
            QAccessible::queryAccessibleInterface(m_view.get()));
    }
    [[nodiscard]] QAccessibleInterface *cardOf(const char *agent) const
    {
        return canvas().card(notation::id(agent));
    }
    static void act(QAccessibleInterface *on, const QString &action)
    {
        QVERIFY(on->actionInterface());
        QVERIFY(on->actionInterface()->actionNames().contains(action));
        on->actionInterface()->doAction(action);
    }
    static QStringList namesBelow(QAccessibleInterface *part)
    {
        QStringList names;
        for (int index = 0; index < part->childCount(); ++index)
            names.append(part->child(index)->text(QAccessible::Name));
        return names;
    }
};

void TestCanvasAccessible::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    installCanvasAccessibility();
}

void TestCanvasAccessible::listen()
{
    QAccessible::setActive(true);
    connect(m_view->findChild<CanvasAnnouncer *>(), &CanvasAnnouncer::told, this, hear);
}

void TestCanvasAccessible::treeHasPromptLayersAgentsAndLinks()
{
    Mixture mixture = m_document->mixture();
    mixture.layers[1].name = u"Refiners"_qs;
    mixture.layers[1].agents[0].name = u"Wizard"_qs;
    mixture.layers[1].agents[0].role = Role::Aggregator;
    m_document->reset(mixture);
    QCOMPARE(canvas().role(), QAccessible::Canvas);
    QVERIFY(!canvas().text(QAccessible::Name).isEmpty());
    QCOMPARE(canvas().child(0)->text(QAccessible::Name), u"Prompt"_qs);
    QCOMPARE(canvas().child(2)->text(QAccessible::Name), u"Layer 2, Refiners"_qs);
    QCOMPARE(canvas().child(2)->text(QAccessible::Description), u"2 agents"_qs);
    QCOMPARE(canvas().child(2)->role(), QAccessible::List);
    QCOMPARE(canvas().child(3)->text(QAccessible::Name), u"Layer 3, final"_qs);
    QAccessibleInterface *wizard = canvas().child(2)->child(0);
    QCOMPARE(wizard->role(), QAccessible::ListItem);
    QCOMPARE(wizard->text(QAccessible::Name), u"Wizard, aggregator"_qs);
    QCOMPARE(namesBelow(wizard),
             (QStringList{u"Link from a to Wizard"_qs, u"Link from b to Wizard"_qs,
                          u"Link from c to Wizard"_qs}));
    QCOMPARE(cardOf("a")->childCount(), 0);
    m_view->setPromptText(u"Why is the sky blue?"_qs);
    QCOMPARE(canvas().child(0)->text(QAccessible::Description), u"Why is the sky blue?"_qs);
}

void TestCanvasAccessible::everyPartFindsItsWayBack()
{
    int parts = 0;
    const std::function<void(QAccessibleInterface *)> walk = [&](QAccessibleInterface *part) {
        QVERIFY(part->isValid());
        for (int index = 0; index < part->childCount(); ++index) {
            QAccessibleInterface *child = part->child(index);
            QVERIFY(child);
            QCOMPARE(child->parent(), part);
            QCOMPARE(part->indexOfChild(child), index);
            QCOMPARE(part->child(index), child);
            QVERIFY(QAccessible::uniqueId(child) != 0);
            ++parts;
            if (dynamic_cast<CanvasPart *>(child))
                walk(child);
        }
        QVERIFY(!part->child(-1));
        QVERIFY(!part->child(part->childCount()));
    };
    walk(&canvas());
    QVERIFY(parts >= 1 + 3 + 6 + 8); // prompt, layers, agents, links
}

void TestCanvasAccessible::wordsSayWhatTheCardShows()
{
    m_view->setProviderNames({{ProviderId(u"sandbox"_qs), u"The Sandbox"_qs}});
    QCOMPARE(cardOf("a")->text(QAccessible::Description), u"maker/a at The Sandbox"_qs);
    Mixture mixture = m_document->mixture();
    mixture.layers[0].agents[0].samples = 3;
    mixture.layers[0].agents[0].muted = true;
    m_document->apply(mixture, u"Edit"_qs);
    CardState state;
    state.word = u"Streaming"_qs;
    state.tone = CardState::Tone::Busy;
    state.tokensPerSecond = 42.4;
    state.cost = u"$0.002"_qs;
    m_view->setResponseSummary(notation::id("a"), state);
    m_view->setProblems(
        {{notation::id("a"), u"Nobody reads it."_qs}, {notation::id("a"), u"It has no price."_qs}});
    QCOMPARE(cardOf("a")->text(QAccessible::Description),
             u"maker/a at The Sandbox, 3 samples, muted, streaming, 42 tokens per second, $0.002, "
             "2 problems: Nobody reads it. It has no price."_qs);
    QVERIFY(cardOf("a")->state().busy);
}

void TestCanvasAccessible::wordsSayWhatBecameOfTheAnswer_data()
{
    QTest::addColumn<CardState>("state");
    QTest::addColumn<QString>("words");
    CardState state;
    state.word = u"Waiting"_qs;
    state.waitingFor = 2;
    // The plural comes with the program's own catalogue.
    QTest::newRow("waiting") << state << u"waiting for 2 reference(s)"_qs;
    state = {};
    state.word = u"Retrying"_qs;
    state.retryInMs = 3200;
    state.retryAttempt = 2;
    state.retryMost = 5;
    QTest::newRow("retrying") << state << u"retrying in 4 s, 2 of 5"_qs;
    state = {};
    state.word = u"Done"_qs;
    state.pinned = true;
    QTest::newRow("pinned") << state
                            << u"done. Pinned: later runs keep this answer and don't ask again."_qs;
    state.pinned = false;
    state.edited = true;
    QTest::newRow("changed since") << state
                                   << u"done, changed. Changed since the run: the figures are of "
                                      "the agent as it was."_qs;
    state.edited = false;
    state.critical = true;
    QTest::newRow("slowest") << state
                             << u"done. On the critical path: the chain of answers that took "
                                "longest."_qs;
}

void TestCanvasAccessible::wordsSayWhatBecameOfTheAnswer()
{
    QFETCH(const CardState, state);
    QFETCH(const QString, words);
    m_view->setResponseSummary(notation::id("a"), state);
    QCOMPARE(cardOf("a")->text(QAccessible::Description), u"maker/a at sandbox, "_qs + words);
}

void TestCanvasAccessible::placesAreOnTheScreen()
{
    const QPoint middle = m_view->viewport()->mapToGlobal(centre("d"));
    QAccessibleInterface *lane = canvas().childAt(middle.x(), middle.y());
    QCOMPARE(lane, canvas().lane(1));
    QCOMPARE(lane->childAt(middle.x(), middle.y()), cardOf("d"));
    QVERIFY(cardOf("d")->rect().contains(middle));
    QVERIFY(lane->rect().contains(cardOf("d")->rect()));
    QVERIFY(!cardOf("d")->state().offscreen);
    const QAccessibleInterface *link = cardOf("d")->child(0);
    QVERIFY(link->rect().left() >= cardOf("a")->rect().right() - 2);
    QVERIFY(link->rect().right() <= cardOf("d")->rect().left() + 2);
    m_view->navigation()->zoomBy(8.0, QPointF());
    QVERIFY(cardOf("f")->state().offscreen);
    QVERIFY(!canvas().childAt(-5000, -5000));
}

void TestCanvasAccessible::statesFollowSelectionAndFocus()
{
    QVERIFY(cardOf("d")->state().focusable && cardOf("d")->state().selectable);
    QVERIFY(!cardOf("d")->state().selected && !cardOf("d")->state().focused);
    click(centre("d"));
    QVERIFY(cardOf("d")->state().selected);
    key(Qt::Key_Down);
    QVERIFY(cardOf("e")->state().focused && cardOf("e")->state().selected);
    QVERIFY(!cardOf("d")->state().selected);
    QCOMPARE(canvas().focusChild(), cardOf("e"));
    m_view->canvasScene()->selectLayer(0);
    QVERIFY(canvas().lane(0)->state().selected);
    QVERIFY(!canvas().lane(1)->state().selected);
}

void TestCanvasAccessible::pressingSelectsAndInspects()
{
    QSignalSpy inspected(m_view.get(), &CanvasView::inspectRequested);
    act(cardOf("e"), QAccessibleActionInterface::pressAction());
    QCOMPARE(m_view->selectedAgents(), notation::ids(u"e"_qs));
    QCOMPARE(inspected.size(), 1);
    act(canvas().lane(0), QAccessibleActionInterface::pressAction());
    QCOMPARE(m_view->selectedLayer(), std::optional<qsizetype>(0));
    QCOMPARE(inspected.size(), 2);
    QAccessibleInterface *link = cardOf("f")->child(0);
    act(link, QAccessibleActionInterface::pressAction());
    QCOMPARE(m_view->canvasScene()->selectedLink(),
             std::optional(Link{notation::id("d"), notation::id("f")}));
    QVERIFY(link->state().selected);
}

void TestCanvasAccessible::actionsDoWhatTheySay()
{
    QAccessibleActionInterface *actions = cardOf("d")->actionInterface();
    QCOMPARE(actions->localizedActionName(QAccessibleActionInterface::toggleAction()), u"Mute"_qs);
    act(cardOf("d"), QAccessibleActionInterface::toggleAction());
    QVERIFY(m_document->mixture().agent(notation::id("d"))->muted);
    QCOMPARE(actions->localizedActionName(QAccessibleActionInterface::toggleAction()),
             u"Unmute"_qs);
    act(cardOf("f"), CanvasPart::selectAction());
    QCOMPARE(m_view->selectedAgents(), notation::ids(u"f"_qs));
    m_view->clearFocus();
    act(cardOf("a"), QAccessibleActionInterface::setFocusAction());
    QVERIFY(m_view->hasFocus());
    QCOMPARE(m_view->canvasScene()->current(), notation::id("a"));
    QVERIFY(!actions->keyBindingsForAction(QAccessibleActionInterface::pressAction()).isEmpty());
    QVERIFY(canvas().child(0)->actionInterface()->actionNames().isEmpty());
}

void TestCanvasAccessible::linksAreMadeOnlyWhenAskedFor()
{
    const auto lastId = [this] {
        // Ids go up with every interface that comes to be.
        return QAccessible::registerAccessibleInterface(
            std::make_unique<PromptPart>(canvas()).release());
    };
    Mixture mixture;
    for (int layer = 0; layer < 20; ++layer) {
        Layer each;
        for (int row = 0; row < 20; ++row)
            each.agents.append(notation::agent(QStringLiteral("%1-%2").arg(layer).arg(row)));
        mixture.layers.append(each);
    }
    m_document->reset(mixture);
    for (const Layer &layer : std::as_const(mixture.layers)) {
        for (const Agent &agent : layer.agents)
            (void)canvas().card(agent.id);
    }
    const QAccessible::Id before = lastId();
    QCOMPARE(cardOf("19-19")->childCount(), 20);
    const QAccessible::Id after = lastId();
    QCOMPARE(after - before, 1U);
    QAccessible::deleteAccessibleInterface(before);
    QAccessible::deleteAccessibleInterface(after);
    QCOMPARE(cardOf("19-19")->child(3)->text(QAccessible::Name), u"Link from 18-3 to 19-19"_qs);
}

void TestCanvasAccessible::partsStayTheSameThroughEdits()
{
    QAccessibleInterface *card = cardOf("b");
    m_document->apply(edit::moveAgents(m_document->mixture(), {notation::id("b")}, {1, 0}),
                      u"Move"_qs);
    QCOMPARE(cardOf("b"), card);
    QCOMPARE(card->parent(), canvas().lane(1));
    QCOMPARE(canvas().lane(1)->indexOfChild(card), 0);
    m_document->undoStack()->undo();
    QCOMPARE(canvas().lane(0)->child(1), card);
}

void TestCanvasAccessible::partsOfRemovedAgentsEnd()
{
    listen();
    const QAccessible::Id card = QAccessible::uniqueId(cardOf("f"));
    const QAccessible::Id link = QAccessible::uniqueId(cardOf("f")->child(0));
    const QAccessible::Id lane = QAccessible::uniqueId(canvas().lane(2));
    QVERIFY(QAccessible::accessibleInterface(card));
    m_document->apply(edit::removeAgents(m_document->mixture(), {notation::id("f")}), u"Edit"_qs);
    for (const QAccessible::Id id : {card, link, lane})
        QVERIFY(!QAccessible::accessibleInterface(id));
    m_document->undoStack()->undo();
    QVERIFY(cardOf("f")->isValid());

    // While nobody listens parts stay, and say that they stand for nothing.
    QAccessible::setActive(false);
    QAccessibleInterface *unheard = cardOf("a");
    m_document->apply(edit::removeAgents(m_document->mixture(), {notation::id("a")}), u"Edit"_qs);
    QVERIFY(!unheard->isValid());
    QVERIFY(unheard->state().invalid);
    QCOMPARE(unheard->text(QAccessible::Name), QString());
    QCOMPARE(unheard->childCount(), 0);
    QVERIFY(unheard->rect().isEmpty());
    QVERIFY(unheard->parent());
    unheard->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
}

void TestCanvasAccessible::partsOfAClosedCanvasEnd()
{
    const QAccessible::Id card = QAccessible::uniqueId(cardOf("a"));
    const QAccessible::Id whole = QAccessible::uniqueId(&canvas());
    m_view.reset();
    QVERIFY(!QAccessible::accessibleInterface(card));
    QVERIFY(!QAccessible::accessibleInterface(whole));
}

void TestCanvasAccessible::focusIsTold()
{
    listen();
    click(centre("d"));
    told.clear();
    key(Qt::Key_Down);
    QTRY_VERIFY(wasTold(QAccessible::Focus, u"e, proposer"_qs));
    m_view->clearFocus();
    told.clear();
    m_view->setFocus(Qt::TabFocusReason);
    // The agent after the canvas, so that it is the agent that counts.
    QTRY_COMPARE(told.isEmpty() ? QString() : told.constLast(), u"Focus: e, proposer"_qs);
}

void TestCanvasAccessible::selectionIsTold()
{
    listen();
    click(centre("d"));
    told.clear();
    m_view->selectAgents(notation::ids(u"a b"_qs));
    QVERIFY(wasTold(QAccessible::SelectionAdd, u"a, proposer"_qs));
    QVERIFY(wasTold(QAccessible::SelectionAdd, u"b, proposer"_qs));
    QVERIFY(wasTold(QAccessible::SelectionRemove, u"d, proposer"_qs));
    QCOMPARE(told.size(), 3);
    m_view->canvasScene()->selectLayer(1);
    QVERIFY(wasTold(QAccessible::SelectionAdd, u"Layer 2"_qs));
}

void TestCanvasAccessible::runStatesAreToldAsWordsChange()
{
    listen();
    CardState state;
    state.word = u"Streaming"_qs;
    state.tone = CardState::Tone::Busy;
    told.clear();
    m_view->setResponseSummary(notation::id("a"), state);
    QVERIFY(wasTold(QAccessible::StateChanged, u"a, proposer"_qs));
    QVERIFY(wasTold(QAccessible::DescriptionChanged, u"a, proposer"_qs));
    told.clear();
    state.tokensPerSecond = 17.0;
    m_view->setResponseSummary(notation::id("a"), state);
    QVERIFY(told.isEmpty());
    state.word = u"Done"_qs;
    state.tone = CardState::Tone::Good;
    m_view->setResponseSummary(notation::id("a"), state);
    QVERIFY(wasTold(QAccessible::StateChanged, u"a, proposer"_qs));
    QVERIFY(!cardOf("a")->state().busy);
}

void TestCanvasAccessible::failuresAreAlerts()
{
    listen();
    CardState state;
    state.word = u"Failed"_qs;
    state.tone = CardState::Tone::Danger;
    state.error = u"The server does not know this model."_qs;
    told.clear();
    m_view->setResponseSummary(notation::id("a"), state);
    QVERIFY(wasTold(QAccessible::Alert, u"a, proposer"_qs));
    QVERIFY(cardOf("a")->text(QAccessible::Description).contains(state.error));
}

void TestCanvasAccessible::namesAreTold()
{
    listen();
    for (const char *agent : {"a", "b"})
        (void)cardOf(agent);
    (void)canvas().lane(0);
    told.clear();
    Mixture mixture = m_document->mixture();
    mixture.layers[0].name = u"First"_qs;
    mixture.layers[0].agents[0].name = u"Wizard"_qs;
    mixture.layers[0].agents[1].muted = true;
    m_document->apply(mixture, u"Edit"_qs);
    QVERIFY(wasTold(QAccessible::NameChanged, u"Wizard, proposer"_qs));
    QVERIFY(wasTold(QAccessible::DescriptionChanged, u"b, proposer"_qs));
    QVERIFY(wasTold(QAccessible::NameChanged, u"Layer 1, First"_qs));
    QCOMPARE(told.size(), 3);
}

void TestCanvasAccessible::comingAndGoingIsTold()
{
    listen();
    (void)cardOf("f");
    told.clear();
    m_document->apply(notation::mixture(u"a b c x|d e|f"_qs), u"Edit"_qs);
    QVERIFY(wasTold(QAccessible::ObjectCreated, u"x, proposer"_qs));
    QVERIFY(wasTold(QAccessible::ObjectReorder, u"Layer 1"_qs));
    told.clear();
    m_document->apply(notation::mixture(u"a b c x|d e"_qs), u"Edit"_qs);
    QVERIFY(!canvas().knowsCard(notation::id("f")));
    told.clear();
    m_document->undoStack()->undo();
    QVERIFY(wasTold(QAccessible::ObjectCreated, u"Layer 3, final"_qs));
    QVERIFY(wasTold(QAccessible::ObjectCreated, u"f, proposer"_qs));
}

void TestCanvasAccessible::nothingIsToldWhileNobodyListens()
{
    listen();
    QAccessible::setActive(false);
    told.clear();
    click(centre("d"));
    key(Qt::Key_Down);
    m_document->apply(notation::mixture(u"a b|e"_qs), u"Edit"_qs);
    CardState state;
    state.word = u"Done"_qs;
    m_view->setResponseSummary(notation::id("e"), state);
    QCoreApplication::sendPostedEvents();
    QCOMPARE(told.filter(u"proposer"_qs), QStringList());
}

} // namespace moa

QTEST_MAIN(moa::TestCanvasAccessible)
#include "tst_canvasaccessible.moc"
