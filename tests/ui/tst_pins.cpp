// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvassession.h"

#include <QSignalSpy>

using namespace moa;
using namespace moa::test;

/** The canvas and the session of "a b|final", and the run on it. */
class TestPins : public QObject, private CanvasSession
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void init() { begin(); }
    void cleanup() { end(); }

    void pressingPKeepsTheAnswer();
    void pressingPAgainLetsItGo();
    void severalArePinnedTogether();
    void anAgentWithoutAnAnswerIsRefused();
    void thoseWithAnAnswerArePinnedAllTheSame();
    void aFailedAgentIsRefused();
    void theActionShowsWhatIsPinned();
    void theMenuEntryIsOffWithoutASelection();
    void theCardSaysPinned();
    void aPinOutlivesAnEditAndSaysSo();
    void aPinOutlivesDeletingAndUndo();
    void anotherPresetDropsThePins();
    void anotherTurnKeepsThePin();
    void theFinalAgentCanBePinned();
    void theEstimateCountsTheOthers();
    void aPinnedAnswerIsNotReplacedByPinningOthers();
    void theLinksShowWhatSurvived();
    void theSlowestChainIsMarked();

private:
    [[nodiscard]] CanvasView &canvas() { return *m_canvas; }
    void press(const QList<AgentId> &agents) { CanvasSession::press(agents, Qt::Key_P); }
    [[nodiscard]] bool run()
    {
        m_fixture->session().run(u"Why?"_qs);
        return m_fixture->waitForEnd();
    }
    [[nodiscard]] qsizetype asked(const AgentId &agent)
    {
        return m_fixture->server().requests(agent.toString()).size();
    }
    [[nodiscard]] bool isPinned(const AgentId &agent) const
    {
        return m_onCanvas->pins()->isPinned(agent);
    }
};

void TestPins::pressingPKeepsTheAnswer()
{
    QVERIFY(run());
    press({a});
    QVERIFY(run());
    QCOMPARE(asked(a), 1);
    QCOMPARE(asked(b), 2);
    QCOMPARE(asked(last), 2);
    QTRY_COMPARE(m_fixture->shown(u"a"_qs), u"answer of a to Why?"_qs);
    const ScriptedRequest request = m_fixture->server().requests(u"final"_qs).constLast();
    const QString system = SessionFixture::messages(request).at(0)[u"content"].toString();
    QVERIFY2(system.contains(u"1. answer of a to Why?\n2. answer of b to Why?"),
             qPrintable(system));
}

void TestPins::pressingPAgainLetsItGo()
{
    QVERIFY(run());
    press({a});
    press({a});
    QVERIFY(!isPinned(a));
    QVERIFY(run());
    QCOMPARE(asked(a), 2);
}

void TestPins::severalArePinnedTogether()
{
    QVERIFY(run());
    press({a, b});
    QVERIFY(run());
    QCOMPARE(asked(a), 1);
    QCOMPARE(asked(b), 1);
    QCOMPARE(asked(last), 2);
    // With one of them let go, the next press pins all again.
    press({b});
    QVERIFY(!isPinned(b));
    press({a, b});
    QVERIFY(isPinned(a) && isPinned(b));
}

void TestPins::anAgentWithoutAnAnswerIsRefused()
{
    QSignalSpy message(&canvas(), &CanvasView::message);
    press({a});
    QVERIFY(!isPinned(a));
    QCOMPARE(message.size(), 1);
    QCOMPARE(message.constFirst().constFirst().toString(),
             u"Run it first: there is no answer to keep."_qs);
    QVERIFY(!canvas().canvasActions()->pin->isChecked());
}

void TestPins::thoseWithAnAnswerArePinnedAllTheSame()
{
    QVERIFY(run());
    Mixture more = m_fixture->document().mixture();
    more.layers[0].agents.append(SessionFixture::agent(u"c"_qs));
    m_fixture->document().apply(more, u"Add c"_qs);
    QSignalSpy message(&canvas(), &CanvasView::message);
    press({a, AgentId(u"c"_qs)});
    QVERIFY(isPinned(a));
    QVERIFY(!isPinned(AgentId(u"c"_qs)));
    QVERIFY(message.constFirst().constFirst().toString().contains(u"run those first"));
}

void TestPins::aFailedAgentIsRefused()
{
    m_fixture->server().script(u"a"_qs, {ScriptedReply::openAiError(400, u"Out of order."_qs)});
    QVERIFY(run());
    press({a});
    QVERIFY(!isPinned(a));
}

void TestPins::theActionShowsWhatIsPinned()
{
    QAction *pin = canvas().canvasActions()->pin;
    QVERIFY(run());
    press({a});
    QVERIFY(pin->isChecked());
    canvas().selectAgents({b});
    QVERIFY(!pin->isChecked());
    canvas().selectAgents({a, b});
    QVERIFY(!pin->isChecked());
    canvas().selectAgents({a});
    QVERIFY(pin->isChecked());
    m_onCanvas->startAnew();
    QVERIFY(!pin->isChecked());
}

void TestPins::theMenuEntryIsOffWithoutASelection()
{
    QAction *pin = canvas().canvasActions()->pin;
    canvas().selectAgents({});
    QVERIFY(!pin->isEnabled());
    canvas().selectAgents({a});
    QVERIFY(pin->isEnabled());
    QVERIFY(canvas().canvasActions()->editGroups().at(4).contains(pin));
}

void TestPins::theCardSaysPinned()
{
    QVERIFY(run());
    QTRY_VERIFY(card(a).contains(u"Done"));
    press({a});
    QVERIFY2(card(a).contains(u"Pinned ·"), qPrintable(card(a)));
    QVERIFY2(card(a).contains(u"later runs keep this answer"), qPrintable(card(a)));
    QVERIFY(!card(b).contains(u"Pinned"));
    QVERIFY(run());
    QTRY_VERIFY2(card(a).contains(u"Pinned"), qPrintable(card(a)));
    // The run goes on to say what it was when the pin has gone.
    press({a});
    QVERIFY2(!card(a).contains(u"Pinned"), qPrintable(card(a)));
    QVERIFY2(card(a).contains(u"Done"), qPrintable(card(a)));
}

void TestPins::aPinOutlivesAnEditAndSaysSo()
{
    QVERIFY(run());
    press({a});
    Mixture edited = m_fixture->document().mixture();
    edited.layers[0].agents[0].settings.temperature = 1.5;
    m_fixture->document().apply(edited, u"Set the temperature"_qs);
    QTRY_VERIFY2(card(a).contains(u"Pinned, changed"), qPrintable(card(a)));
    QVERIFY(run());
    QCOMPARE(asked(a), 1);
    // The answer is still the one of before the edit.
    QTRY_VERIFY2(card(a).contains(u"Pinned, changed"), qPrintable(card(a)));
    m_fixture->document().undoStack()->undo();
    QTRY_VERIFY2(!card(a).contains(u"changed"), qPrintable(card(a)));
    QVERIFY(isPinned(a));
}

void TestPins::aPinOutlivesDeletingAndUndo()
{
    QVERIFY(run());
    press({a});
    QTest::keyClick(&canvas(), Qt::Key_Delete);
    QVERIFY(!m_fixture->document().mixture().find(a));
    QVERIFY(run());
    QCOMPARE(m_fixture->responses().rowCount(), 2);
    m_fixture->document().undoStack()->undo();
    // It was not in the run that is shown.
    QVERIFY2(card(a).contains(u"Pinned"), qPrintable(card(a)));
    QVERIFY(run());
    QCOMPARE(asked(a), 1);
    QTRY_COMPARE(m_fixture->shown(u"a"_qs), u"answer of a to Why?"_qs);
}

void TestPins::anotherPresetDropsThePins()
{
    QVERIFY(run());
    press({a});
    m_onCanvas->startAnew();
    QVERIFY(!isPinned(a));
    QVERIFY2(!card(a).contains(u"Pinned"), qPrintable(card(a)));
    QVERIFY(run());
    QCOMPARE(asked(a), 2);
}

void TestPins::anotherTurnKeepsThePin()
{
    QVERIFY(run());
    press({a});
    m_fixture->session().start(u"And then?"_qs);
    QVERIFY(m_fixture->waitForEnd());
    QCOMPARE(asked(a), 1);
    QTRY_COMPARE(m_fixture->shown(u"a"_qs), u"answer of a to Why?"_qs);
    QTRY_COMPARE(m_fixture->shown(u"b"_qs), u"answer of b to And then?"_qs);
}

void TestPins::theFinalAgentCanBePinned()
{
    QVERIFY(run());
    press({last});
    QVERIFY(run());
    QCOMPARE(asked(last), 1);
    QCOMPARE(asked(a), 2);
    QCOMPARE(m_fixture->responses().run().state, RunState::Done);
    QTRY_COMPARE(m_fixture->shown(u"final"_qs), u"answer of final to Why?"_qs);
}

void TestPins::theEstimateCountsTheOthers()
{
    QVERIFY(run());
    QCOMPARE(m_fixture->session().nextPlan(u"Why?"_qs).pinned.size(), 0);
    QSignalSpy changed(&m_fixture->session(), &RunSession::pinnedChanged);
    press({a, b});
    QCOMPARE(changed.size(), 1);
    const RunPlan plan = m_fixture->session().nextPlan(u"Why?"_qs);
    QCOMPARE(plan.pinned.value(a).size(), 1);
    QCOMPARE(plan.pinned.value(b).constFirst().text, u"answer of b to Why?"_qs);
}

void TestPins::aPinnedAnswerIsNotReplacedByPinningOthers()
{
    QVERIFY(run());
    press({a});
    m_fixture->server().script(u"a"_qs, {ScriptedReply::openAiStream(u"another"_qs)});
    QVERIFY(run());
    press({a, b});
    QCOMPARE(m_onCanvas->pins()->responses().value(a).constFirst().text, u"answer of a to Why?"_qs);
}

void TestPins::theLinksShowWhatSurvived()
{
    m_fixture->server().script(u"a"_qs,
                               {ScriptedReply::openAiStream(u"The red fox ran over the hill"_qs)});
    m_fixture->server().script(u"b"_qs, {ScriptedReply::openAiStream(u"Birds sing at night"_qs)});
    m_fixture->server().script(
        u"final"_qs, {ScriptedReply::openAiStream(u"I saw the red fox ran over the hill"_qs)});
    QVERIFY(run());
    const auto flow = [this](const AgentId &from) {
        return canvas().canvasScene()->links().flows().value({from, last});
    };
    QTRY_VERIFY(flow(a).survived.has_value());
    // "The" is spelled in another way there.
    QCOMPARE(*flow(a).survived, 6.0 / 7.0);
    QCOMPARE(*flow(b).survived, 0.0);
    const LinkItem *line = canvas().canvasScene()->links().item({a, last});
    QVERIFY(line && line->width() > 5.0);
    m_fixture->server().script(
        u"b"_qs,
        {ScriptedReply::openAiStream(u"one two"_qs).cutShort(ScriptedReply::Cut::Kind::Stall, 1)});
    m_fixture->session().run(u"Why?"_qs);
    QTRY_VERIFY(canvas().canvasScene()->links().flows().isEmpty());
    m_fixture->session().stop();
    QVERIFY(m_fixture->waitForEnd());
    QVERIFY(!flow(a).survived);
}

void TestPins::theSlowestChainIsMarked()
{
    QSignalSpy ended(&m_fixture->session(), &RunSession::runEnded);
    QVERIFY(run());
    const RunRecord record = ended.constFirst().constFirst().value<RunRecord>();
    QVERIFY(record.final.has_value());
    const auto isMarked = [this](const AgentId &agent) {
        return card(agent).contains(u"On the critical path");
    };
    const QList<ResponseId> path = m_fixture->responses().criticalPath();
    QTRY_COMPARE(isMarked(last), path.contains(ResponseId{last, 1}));
    QCOMPARE(isMarked(a), path.contains(ResponseId{a, 1}));
    QCOMPARE(isMarked(b), path.contains(ResponseId{b, 1}));
    for (const AgentId &from : {a, b}) {
        const bool onPath =
            path.contains(ResponseId{from, 1}) && path.contains(ResponseId{last, 1});
        QCOMPARE(canvas().canvasScene()->links().flows().value({from, last}).critical, onPath);
    }
}

QTEST_MAIN(TestPins)
#include "tst_pins.moc"
