// SPDX-License-Identifier: GPL-3.0-or-later
#include "sessionfixture.h"

using namespace moa;
using moa::test::SessionFixture;

/** Runs of another day, shown or gone on with in a session. */
class TestReopenedRuns : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_fixture.reset(); }

    void theTurnsBeforeAreThere_data();
    void theTurnsBeforeAreThere();
    void whatIsAskedNextCarriesThemAll();
    void aRerunIsAskedWhatItWas();
    void anotherConversationsRunIsNotTaken();
    void whatNoTurnsCameToIsShownAlone();
    void anInterruptedRunGoesOnBehindTheTurnsBefore();

private:
    [[nodiscard]] RunSession &session() { return m_fixture->session(); }
    [[nodiscard]] RunRecord runOf(const QString &prompt)
    {
        session().start(prompt);
        if (!m_fixture->waitForEnd())
            qFatal("The run does not end.");
        return *session().conversation().turn(session().conversation().current())->run;
    }
    /// The run, as the history hands it out: of a process that is gone.
    void open(const RunRecord &run, const QList<RunDocument> &earlier)
    {
        m_later = std::make_unique<SessionFixture>();
        m_later->session().open(run, {}, earlier);
    }

    std::unique_ptr<SessionFixture> m_fixture;
    std::unique_ptr<SessionFixture> m_later;
    RunRecord m_first;
    RunRecord m_second;
};

void TestReopenedRuns::init()
{
    m_fixture = std::make_unique<SessionFixture>();
    m_first = runOf(u"Why?"_qs);
    m_second = runOf(u"And then?"_qs);
}

void TestReopenedRuns::theTurnsBeforeAreThere_data()
{
    QTest::addColumn<bool>("isKept");
    QTest::newRow("with their runs") << true;
    QTest::newRow("as far as the run tells of them") << false;
}

void TestReopenedRuns::theTurnsBeforeAreThere()
{
    QFETCH(bool, isKept);
    Judgement judgement;
    judgement.setRating(*m_first.final, 4);
    open(m_second,
         isKept ? QList<RunDocument>{{m_second, {}}, {m_first, judgement}} : QList<RunDocument>());
    QCOMPARE(m_later->prompts(), QStringList({u"Why?"_qs, u"And then?"_qs}));
    QCOMPARE(m_later->shown(u"final"_qs), u"answer of final to And then?"_qs);
    const TurnsModel *turns = m_later->session().turns();
    for (const int row : {0, 1}) {
        QCOMPARE(turns->index(row).data(TurnsModel::StateRole).toInt(),
                 static_cast<int>(TurnState::Answered));
    }
    m_later->session().showTurn(m_later->turn(0));
    QCOMPARE(m_later->shown(u"final"_qs), isKept ? u"answer of final to Why?"_qs : QString());
    QCOMPARE(m_later->session().conversation().turn(m_later->turn(0))->judgement,
             isKept ? judgement : Judgement());
    QCOMPARE(
        turns->index(0).data(Qt::ToolTipRole).toString().contains(u"answer of final to Why?"_qs),
        !isKept);
}

void TestReopenedRuns::whatIsAskedNextCarriesThemAll()
{
    open(m_second, {});
    m_later->session().run(u"Really?"_qs);
    QVERIFY(m_later->waitForEnd());
    QCOMPARE(m_later->lastAsked(u"a"_qs),
             QStringList({u"user: Why?"_qs, u"assistant: answer of final to Why?"_qs,
                          u"user: And then?"_qs, u"assistant: answer of final to And then?"_qs,
                          u"user: Really?"_qs}));
}

void TestReopenedRuns::aRerunIsAskedWhatItWas()
{
    open(m_second, {});
    m_later->session().rerunTurn(m_later->turn(1));
    QVERIFY(m_later->waitForEnd());
    QCOMPARE(m_later->lastAsked(u"a"_qs), m_fixture->lastAsked(u"a"_qs));
}

void TestReopenedRuns::anotherConversationsRunIsNotTaken()
{
    RunRecord other = m_first;
    other.conversation.prepend({Message::Author::Assistant, u"Before."_qs});
    RunRecord unanswered = m_first;
    unanswered.final.reset();
    open(m_second, {{other, {}}, {unanswered, {}}});
    QVERIFY(!m_later->session().conversation().turn(m_later->turn(0))->run);
}

void TestReopenedRuns::whatNoTurnsCameToIsShownAlone()
{
    RunRecord run = m_second;
    run.conversation.prepend({Message::Author::System, u"Be brief."_qs});
    open(run, {});
    QCOMPARE(m_later->prompts(), QStringList(u"And then?"_qs));
}

void TestReopenedRuns::anInterruptedRunGoesOnBehindTheTurnsBefore()
{
    RunRecord interrupted = m_second;
    interrupted.state = RunState::Cancelled;
    interrupted.final.reset();
    for (Response &response : interrupted.responses) {
        if (response.id.agent == AgentId(u"final"_qs))
            response.state = ResponseState::Cancelled;
    }
    m_later = std::make_unique<SessionFixture>();
    m_later->session().resume(interrupted, {{m_first, {}}});
    QVERIFY(m_later->waitForEnd());
    QCOMPARE(m_later->prompts(), QStringList({u"Why?"_qs, u"And then?"_qs}));
    QVERIFY(m_later->server().requests(u"a"_qs).isEmpty());
    QCOMPARE(m_later->lastAsked(u"final"_qs), m_fixture->lastAsked(u"final"_qs));
    QVERIFY(m_later->session().conversation().turn(m_later->turn(0))->run);
}

QTEST_MAIN(TestReopenedRuns)

#include "tst_reopenedruns.moc"
