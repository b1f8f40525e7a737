// SPDX-License-Identifier: GPL-3.0-or-later
#include "sessionfixture.h"

#include "mixture/mixtureedits.h"

#include <QSemaphore>
#include <QSignalSpy>

using namespace moa;
using moa::test::SessionFixture;
using Cut = ScriptedReply::Cut;

class TestRunSession : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_fixture = std::make_unique<SessionFixture>(); }
    void cleanup() { m_fixture.reset(); }

    void theFirstPromptIsAskedAlone();
    void theNextTurnCarriesTheFinalAnswerOnly();
    void aFailedTurnIsLeftOut();
    void aTurnKeepsItsRun();
    void anotherTurnCanBeShown();
    void anEditedTurnIsABranch();
    void aRerunTakesTheMixtureAsItIs();
    void theSamePromptOnceMoreIsARerun();
    void nothingStartsWhileARunGoesOn();
    void anotherContextHoldsFromTheNextRunOn();
    void aRunThatIsNotLookedAtGoesOn();
    void whatWasWrittenMeanwhileIsThere();
    void theEndOfARunLeavesWhatIsShown();
    void aNewConversationKeepsTheTurnsAsABranch();
    void aNewConversationStopsTheRun();
    void judgementsStayWithTheTurn();
    void unknownTurnsDoNothing();
    void aPlanThatCantRunIsATurnWithItsReason();
    void theSessionCanGoInMidRun();

private:
    [[nodiscard]] RunSession &session() { return m_fixture->session(); }
    /// Runs @p prompt to its end as the next turn.
    [[nodiscard]] bool runTurn(const QString &prompt)
    {
        session().start(prompt);
        return m_fixture->waitForEnd();
    }
    /// From now on "a" stops in mid answer and never ends.
    void stallA()
    {
        m_fixture->server().script(
            u"a"_qs,
            {ScriptedReply::openAiStream(u"one two three four"_qs).cutShort(Cut::Kind::Stall, 3)});
    }

    std::unique_ptr<SessionFixture> m_fixture;
};

void TestRunSession::theFirstPromptIsAskedAlone()
{
    QVERIFY(runTurn(u"Why?"_qs));
    QCOMPARE(m_fixture->lastAsked(u"a"_qs), QStringList({u"user: Why?"_qs}));
    QTRY_COMPARE(m_fixture->shown(u"final"_qs), u"answer of final to Why?"_qs);
    QCOMPARE(session().turns()->rowCount(), 1);
}

void TestRunSession::theNextTurnCarriesTheFinalAnswerOnly()
{
    QVERIFY(runTurn(u"Why?"_qs));
    QVERIFY(runTurn(u"And then?"_qs));
    const QStringList asked{u"user: Why?"_qs, u"assistant: answer of final to Why?"_qs,
                            u"user: And then?"_qs};
    QCOMPARE(m_fixture->lastAsked(u"a"_qs), asked);
    QCOMPARE(m_fixture->lastAsked(u"final"_qs), asked);
    QCOMPARE(m_fixture->prompts(), QStringList({u"Why?"_qs, u"And then?"_qs}));
    QTRY_COMPARE(m_fixture->shown(u"final"_qs), u"answer of final to And then?"_qs);
}

void TestRunSession::aFailedTurnIsLeftOut()
{
    m_fixture->server().script(u"final"_qs,
                               {ScriptedReply::openAiError(400, u"Out of order."_qs),
                                ScriptedReply::openAiStream(u"fine"_qs)});
    QVERIFY(runTurn(u"Why?"_qs));
    QCOMPARE(session().conversation().unanswered().size(), 1);
    QVERIFY(runTurn(u"And then?"_qs));
    QCOMPARE(m_fixture->lastAsked(u"a"_qs), QStringList({u"user: And then?"_qs}));
    QVERIFY(runTurn(u"Third"_qs));
    QCOMPARE(m_fixture->lastAsked(u"a"_qs),
             QStringList({u"user: And then?"_qs, u"assistant: fine"_qs, u"user: Third"_qs}));
}

void TestRunSession::aTurnKeepsItsRun()
{
    QVERIFY(runTurn(u"Why?"_qs));
    const Turn *turn = session().conversation().turn(m_fixture->turn(0));
    QVERIFY(turn->run);
    QCOMPARE(turn->run->finalText, u"answer of final to Why?"_qs);
    QCOMPARE(turn->run->responses.size(), 3);
    QVERIFY(turn->run->responses.at(0).bleuToFinal.has_value());
    QVERIFY(turn->run->totals.wallMs >= 0);
}

void TestRunSession::anotherTurnCanBeShown()
{
    QVERIFY(runTurn(u"Why?"_qs));
    QVERIFY(runTurn(u"And then?"_qs));
    QSignalSpy changed(&session(), &RunSession::conversationChanged);
    session().showTurn(m_fixture->turn(0));
    QCOMPARE(changed.size(), 1);
    QCOMPARE(m_fixture->shown(u"a"_qs), u"answer of a to Why?"_qs);
    QCOMPARE(m_fixture->responses().run().state, RunState::Done);
    QCOMPARE(session().shownTurn(), m_fixture->turn(0));
    // Looking back does not end the conversation there.
    QVERIFY(runTurn(u"Third"_qs));
    QCOMPARE(m_fixture->prompts(), QStringList({u"Why?"_qs, u"And then?"_qs, u"Third"_qs}));
}

void TestRunSession::anEditedTurnIsABranch()
{
    QVERIFY(runTurn(u"Why?"_qs));
    QVERIFY(runTurn(u"And then?"_qs));
    QVERIFY(runTurn(u"Third"_qs));
    const TurnId edited = m_fixture->turn(1);
    session().editTurn(edited, u"And else?"_qs);
    QVERIFY(m_fixture->waitForEnd());
    QCOMPARE(m_fixture->prompts(), QStringList({u"Why?"_qs, u"And else?"_qs}));
    QCOMPARE(m_fixture->lastAsked(u"a"_qs),
             QStringList({u"user: Why?"_qs, u"assistant: answer of final to Why?"_qs,
                          u"user: And else?"_qs}));
    QTRY_COMPARE(m_fixture->shown(u"final"_qs), u"answer of final to And else?"_qs);
    // The other branch is there as it was.
    session().showTurn(edited);
    QCOMPARE(m_fixture->prompts(), QStringList({u"Why?"_qs, u"And then?"_qs, u"Third"_qs}));
    QCOMPARE(m_fixture->shown(u"final"_qs), u"answer of final to And then?"_qs);
}

void TestRunSession::aRerunTakesTheMixtureAsItIs()
{
    QVERIFY(runTurn(u"Why?"_qs));
    Mixture smaller = m_fixture->document().mixture();
    smaller.layers[0].agents.removeLast();
    m_fixture->document().apply(smaller, u"Delete"_qs);
    const TurnId first = m_fixture->turn(0);
    session().rerunTurn(first);
    QVERIFY(m_fixture->waitForEnd());
    QCOMPARE(m_fixture->responses().rowCount(), 2);
    QCOMPARE(session().conversation().branches(first).size(), 2);
    session().showTurn(first);
    QCOMPARE(m_fixture->responses().rowCount(), 3);
    QCOMPARE(m_fixture->shown(u"b"_qs), u"answer of b to Why?"_qs);
}

void TestRunSession::theSamePromptOnceMoreIsARerun()
{
    session().run(u"Why?"_qs);
    QVERIFY(m_fixture->waitForEnd());
    QVERIFY(session().repeatedTurn(u"Why not?"_qs).isEmpty());
    QCOMPARE(session().repeatedTurn(u"Why?"_qs), m_fixture->turn(0));
    session().run(u"Why?"_qs);
    QVERIFY(m_fixture->waitForEnd());
    QCOMPARE(m_fixture->prompts(), QStringList({u"Why?"_qs}));
    QCOMPARE(session().conversation().branches(m_fixture->turn(0)).size(), 2);
    QCOMPARE(m_fixture->lastAsked(u"a"_qs), QStringList({u"user: Why?"_qs}));
    session().run(u"Why not?"_qs);
    QVERIFY(m_fixture->waitForEnd());
    QCOMPARE(m_fixture->prompts(), QStringList({u"Why?"_qs, u"Why not?"_qs}));
}

void TestRunSession::nothingStartsWhileARunGoesOn()
{
    QVERIFY(runTurn(u"Why?"_qs));
    stallA();
    session().start(u"And then?"_qs);
    session().start(u"once more"_qs);
    session().run(u"once more"_qs);
    session().editTurn(m_fixture->turn(0), u"once more"_qs);
    session().rerunTurn(m_fixture->turn(0));
    QCOMPARE(m_fixture->prompts(), QStringList({u"Why?"_qs, u"And then?"_qs}));
    session().stop();
    QVERIFY(m_fixture->waitForEnd());
    QCOMPARE(m_fixture->prompts(), QStringList({u"Why?"_qs, u"And then?"_qs}));
}

void TestRunSession::anotherContextHoldsFromTheNextRunOn()
{
    ThreadedScriptedServer other;
    other->setHandler(
        [](const ScriptedRequest &) { return ScriptedReply::openAiStream(u"from elsewhere"_qs); });
    Provider moved;
    moved.id = ProviderId(u"scripted"_qs);
    moved.baseUrl = other->baseUrl();
    StudioContext context;
    context.providers = {moved};
    // The run that goes on keeps what it began with.
    session().start(u"Why?"_qs);
    session().setContext(context);
    QVERIFY(m_fixture->waitForEnd());
    QTRY_COMPARE(m_fixture->shown(u"final"_qs), u"answer of final to Why?"_qs);
    QCOMPARE(other->requests().size(), 0);

    QVERIFY(runTurn(u"And now?"_qs));
    QTRY_COMPARE(m_fixture->shown(u"final"_qs), u"from elsewhere"_qs);
    context.providers.clear();
    session().setContext(context);
    QVERIFY(!checkPlan(session().nextPlan(u"?"_qs)));
}

void TestRunSession::aRunThatIsNotLookedAtGoesOn()
{
    QVERIFY(runTurn(u"Why?"_qs));
    const auto gate = std::make_shared<QSemaphore>();
    m_fixture->server().setHandler([gate](const ScriptedRequest &request) {
        if (request.model == u"final")
            gate->acquire();
        return ScriptedReply::openAiStream(u"second answer"_qs);
    });
    const auto release = qScopeGuard([gate] { gate->release(); });
    session().start(u"And then?"_qs);
    QTRY_COMPARE(m_fixture->shown(u"b"_qs), u"second answer"_qs);
    const TurnId running = session().runningTurn();
    session().showTurn(m_fixture->turn(0));
    QCOMPARE(m_fixture->shown(u"b"_qs), u"answer of b to Why?"_qs);
    QCOMPARE(m_fixture->responses().run().state, RunState::Done);
    gate->release();
    QVERIFY(m_fixture->waitForEnd());
    // Nothing of it got among the responses shown.
    QCOMPARE(m_fixture->shown(u"final"_qs), u"answer of final to Why?"_qs);
    session().showTurn(running);
    QCOMPARE(m_fixture->shown(u"final"_qs), u"second answer"_qs);
    QVERIFY(session().conversation().turn(running)->run);
}

void TestRunSession::whatWasWrittenMeanwhileIsThere()
{
    QVERIFY(runTurn(u"Why?"_qs));
    stallA();
    const auto gate = std::make_shared<QSemaphore>();
    m_fixture->server().setHandler([gate](const ScriptedRequest &) {
        gate->acquire();
        return ScriptedReply::openAiStream(u"later"_qs);
    });
    const auto release = qScopeGuard([gate] { gate->release(2); });
    session().start(u"And then?"_qs);
    const TurnId running = session().runningTurn();
    session().showTurn(m_fixture->turn(0));
    // All of it comes in while the first turn is shown.
    gate->release();
    QTRY_COMPARE(m_fixture->server().requests(u"b"_qs).size(), 2);
    QTRY_VERIFY(m_fixture->server().requests(u"b"_qs).constLast().finishedNs.has_value());
    QTRY_VERIFY2(
        (session().showTurn(m_fixture->turn(0)), session().showTurn(running),
         m_fixture->shown(u"b"_qs) == u"later" && m_fixture->shown(u"a"_qs).startsWith(u"one two")),
        qPrintable(m_fixture->shown(u"a"_qs)));
    QCOMPARE(m_fixture->responses().run().state, RunState::Running);
    session().stop();
    QVERIFY(m_fixture->waitForEnd());
    QCOMPARE(m_fixture->responses().run().state, RunState::Cancelled);
}

void TestRunSession::theEndOfARunLeavesWhatIsShown()
{
    QVERIFY(runTurn(u"Why?"_qs));
    stallA();
    session().start(u"And then?"_qs);
    session().showTurn(m_fixture->turn(0));
    session().stop();
    QVERIFY(m_fixture->waitForEnd());
    QCOMPARE(session().shownTurn(), m_fixture->turn(0));
    QCOMPARE(m_fixture->responses().run().state, RunState::Done);
    QCOMPARE(session().turns()->index(1).data(TurnsModel::StateWordRole).toString(), u"Stopped"_qs);
}

void TestRunSession::aNewConversationKeepsTheTurnsAsABranch()
{
    QVERIFY(runTurn(u"Why?"_qs));
    const TurnId first = m_fixture->turn(0);
    session().newConversation();
    QCOMPARE(session().turns()->rowCount(), 0);
    QCOMPARE(m_fixture->responses().rowCount(), 0);
    QVERIFY(runTurn(u"And then?"_qs));
    QCOMPARE(m_fixture->lastAsked(u"a"_qs), QStringList({u"user: And then?"_qs}));
    QCOMPARE(session().turns()->rowCount(), 1);

    session().showTurn(first);
    QCOMPARE(session().turns()->index(0).data(TurnsModel::PromptRole).toString(), u"Why?"_qs);
    QCOMPARE(m_fixture->responses().run().state, RunState::Done);
}

void TestRunSession::aNewConversationStopsTheRun()
{
    stallA();
    session().start(u"Why?"_qs);
    QTRY_VERIFY(m_fixture->shown(u"a"_qs).startsWith(u"one"));
    const TurnId stopped = session().shownTurn();
    session().newConversation();
    QVERIFY(m_fixture->waitForEnd());
    QTRY_COMPARE(m_fixture->server().counters().clientsLeft, 1);
    QCOMPARE(m_fixture->responses().rowCount(), 0);
    // What came of it is not lost.
    session().showTurn(stopped);
    QTRY_COMPARE(m_fixture->responses().run().state, RunState::Cancelled);
    QVERIFY(m_fixture->shown(u"a"_qs).startsWith(u"one"));
}

void TestRunSession::judgementsStayWithTheTurn()
{
    QVERIFY(runTurn(u"Why?"_qs));
    const TurnId first = m_fixture->turn(0);
    Judgement judgement;
    judgement.setRating({AgentId(u"a"_qs), 1}, 5);
    session().setJudgement(first, judgement);
    QVERIFY(runTurn(u"And then?"_qs));
    session().showTurn(first);
    QCOMPARE(session().conversation().turn(session().shownTurn())->judgement, judgement);
}

void TestRunSession::unknownTurnsDoNothing()
{
    const TurnId unknown(u"7"_qs);
    session().showTurn(unknown);
    session().editTurn(unknown, u"Why?"_qs);
    session().rerunTurn(unknown);
    QVERIFY(!session().isRunning());
    QVERIFY(session().conversation().isEmpty());
}

void TestRunSession::aPlanThatCantRunIsATurnWithItsReason()
{
    m_fixture->document().reset({});
    QVERIFY(!checkPlan(session().nextPlan(u"?"_qs)));
    QVERIFY(runTurn(u"Why?"_qs));
    const QModelIndex turn = session().turns()->index(0);
    QCOMPARE(turn.data(TurnsModel::StateWordRole).toString(), u"Failed"_qs);
    QVERIFY(!session().conversation().turn(m_fixture->turn(0))->run->error.isEmpty());
}

void TestRunSession::theSessionCanGoInMidRun()
{
    stallA();
    session().start(u"Why?"_qs);
    QTRY_VERIFY(m_fixture->shown(u"a"_qs).startsWith(u"one"));
    m_fixture->close();
    QTRY_COMPARE(m_fixture->server().counters().connectionsOpen, 0);
}

QTEST_GUILESS_MAIN(TestRunSession)

#include "tst_runsession.moc"
