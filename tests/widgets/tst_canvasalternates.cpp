// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvasfixture.h"
#include "editors/agentinspector.h"
#include "mixture/mixtureedits.h"
#include "mixture/validation.h"
#include "theme/theme.h"

#include <QCheckBox>
#include <QMenu>

using namespace moa;
using namespace moa::notation;

/** Alternates of the final agent on the canvas and in the inspector. */
class TestCanvasAlternates : public CanvasFixture
{
    Q_OBJECT

private Q_SLOTS:
    void theMenuAddsACopyOfTheFinalAgent();
    void theMenuMakesAnAlternateTheFinalOne();
    void theActionsFollowWhatIsSelected();
    void theLaneOffersAnAlternate();
    void cardsSayWhatTheyAre();
    void theCardsLookDifferent();
    void aModelDroppedBesideTheFinalAgentIsAProblemWithAFix();
    void theInspectorShowsTheMark();

private:
    void choose(const QAction *action)
    {
        QMenu *menu = nullptr;
        const auto isOpen = [this, &menu] {
            for (QMenu *each : m_view->findChildren<QMenu *>()) {
                if (each->isVisible())
                    menu = each;
            }
            return menu != nullptr;
        };
        QTRY_VERIFY(isOpen());
        QVERIFY(menu->actions().contains(action));
        const QPoint centre = menu->actionGeometry(const_cast<QAction *>(action)).center();
        QTest::mouseClick(menu, Qt::LeftButton, {}, centre);
        QTRY_VERIFY(!menu->isVisible());
    }
    void openMenuAt(QPoint point)
    {
        QContextMenuEvent event(QContextMenuEvent::Mouse, point,
                                m_view->viewport()->mapToGlobal(point));
        QCoreApplication::sendEvent(m_view->viewport(), &event);
    }
    [[nodiscard]] const AgentItem *item(const char *agent) const
    {
        return m_view->canvasScene()->card(id(agent));
    }
    /// The document with an alternate of "f" that was added by hand.
    void addAlternate()
    {
        Mixture mixture = m_document->mixture();
        mixture.layers[2].agents[0].role = Role::Aggregator;
        m_document->reset(edit::addAlternate(mixture, agent(u"x"_qs)).mixture);
    }
};

void TestCanvasAlternates::theMenuAddsACopyOfTheFinalAgent()
{
    openMenuAt(centre("f"));
    choose(m_view->canvasActions()->addAlternate);
    QCOMPARE(shown(), u"a b c|d e|f f-2"_qs);
    QVERIFY(m_document->mixture().agent(id("f-2"))->alternate);
    QCOMPARE(m_document->mixture().finalAgent()->id, id("f"));
    QCOMPARE(m_document->undoStack()->undoText(), u"Add an alternate of f"_qs);
    QCOMPARE(m_view->selectedAgents(), ids(u"f-2"_qs));
    m_document->undoStack()->undo();
    QCOMPARE(shown(), u"a b c|d e|f"_qs);
}

void TestCanvasAlternates::theMenuMakesAnAlternateTheFinalOne()
{
    addAlternate();
    openMenuAt(centre("x"));
    choose(m_view->canvasActions()->makeFinal);
    QCOMPARE(shown(), u"a b c|d e|x f"_qs);
    QCOMPARE(m_document->mixture().finalAgent()->id, id("x"));
    QVERIFY(m_document->mixture().agent(id("f"))->alternate);
    QCOMPARE(m_document->undoStack()->undoText(), u"Make x the final aggregator"_qs);
    QCOMPARE(item("x")->mark(), u"Final"_qs);
    QCOMPARE(item("f")->mark(), u"Alternate"_qs);
}

void TestCanvasAlternates::theActionsFollowWhatIsSelected()
{
    addAlternate();
    const CanvasActions &actions = *m_view->canvasActions();
    for (const auto &[agents, enabled] : {std::pair{u"x"_qs, true},
                                          {u"f"_qs, false},
                                          {u"a"_qs, false},
                                          {u"f x"_qs, false},
                                          {QString(), false}}) {
        m_view->selectAgents(ids(agents));
        QCOMPARE(actions.makeFinal->isEnabled(), enabled);
        QVERIFY(actions.addAlternate->isEnabled());
    }
    m_document->reset(Mixture());
    QVERIFY(!actions.addAlternate->isEnabled());
}

void TestCanvasAlternates::theLaneOffersAnAlternate()
{
    const auto &lanes = m_view->canvasScene()->canvasLayout().lanes();
    openMenuAt(viewPoint(lanes.at(2).header.center()));
    choose(m_view->canvasActions()->addAlternate);
    QCOMPARE(shown(), u"a b c|d e|f f-2"_qs);
}

void TestCanvasAlternates::cardsSayWhatTheyAre()
{
    QCOMPARE(item("f")->mark(), QString());
    addAlternate();
    QCOMPARE(item("x")->mark(), u"Alternate"_qs);
    QCOMPARE(item("f")->mark(), u"Final"_qs);
    QCOMPARE(item("d")->mark(), QString());
    QVERIFY(item("x")->toolTip().contains(u"alternate: answers beside the final agent"));
    QVERIFY(item("f")->toolTip().contains(u"its answer is the final answer"));
}

void TestCanvasAlternates::theCardsLookDifferent()
{
    // The same agent, once as the final one and once as an alternate.
    addAlternate();
    Mixture mixture = m_document->mixture();
    mixture.layers[2].agents[1].name = u"f"_qs;
    mixture.layers[2].agents[1].color = 3;
    mixture.layers[2].agents[0].name = u"f"_qs;
    mixture.layers[2].agents[0].color = 3;
    mixture.layers[2].agents[1].model = mixture.layers[2].agents[0].model;
    m_document->reset(mixture);
    const QImage picture = m_view->viewport()->grab().toImage();
    const auto cut = [&](const char *agent) {
        const QRect rect(viewPoint(card(agent).topLeft()), viewPoint(card(agent).bottomRight()));
        return picture.copy(rect);
    };
    QVERIFY(cut("f") != cut("x"));
    // A dashed border has gaps along the upper edge, where the other's is one line.
    const auto colorsAlongTheEdge = [&](const char *agent) {
        QSet<QRgb> colors;
        const QPoint left = viewPoint(card(agent).topLeft());
        for (int x = left.x() + 30; x < left.x() + 180; ++x)
            colors.insert(picture.pixel(x, left.y()));
        return colors.size();
    };
    QCOMPARE(colorsAlongTheEdge("f"), 1);
    QVERIFY(colorsAlongTheEdge("x") > 1);
}

void TestCanvasAlternates::aModelDroppedBesideTheFinalAgentIsAProblemWithAFix()
{
    addAlternate();
    dropModel(viewPoint(card("f").center()) + QPoint(0, -60));
    QCOMPARE(m_document->mixture().layers.at(2).agents.size(), 3);
    const QList<Problem> problems = validate(m_document->mixture());
    const auto several =
        std::find_if(problems.cbegin(), problems.cend(), [](const Problem &problem) {
            return problem.kind == Problem::Kind::SeveralFinalAgents;
        });
    QVERIFY(several != problems.cend());
    const Mixture fixed = applied(m_document->mixture(), *several);
    QCOMPARE(fixed.finalAgent()->id, id("f"));
    QVERIFY(!hasErrors(validate(fixed)));
}

void TestCanvasAlternates::theInspectorShowsTheMark()
{
    addAlternate();
    AgentInspector inspector(m_document.get());
    inspector.show();
    const QCheckBox *box = inspector.agentForm()->alternateBox();
    inspector.setSelection(ids(u"d"_qs), {});
    QVERIFY(box->isHidden());
    inspector.setSelection(ids(u"f"_qs), {});
    QVERIFY(!box->isHidden() && !box->isEnabled() && !box->isChecked());
    inspector.setSelection(ids(u"x"_qs), {});
    QVERIFY(!box->isHidden() && box->isEnabled() && box->isChecked());
    inspector.agentForm()->alternateBox()->click();
    QVERIFY(!m_document->mixture().agent(id("x"))->alternate);
    QCOMPARE(m_document->undoStack()->count(), 1);
    inspector.agentForm()->alternateBox()->click();
    QVERIFY(m_document->mixture().agent(id("x"))->alternate);
}

QTEST_MAIN(TestCanvasAlternates)
#include "tst_canvasalternates.moc"
