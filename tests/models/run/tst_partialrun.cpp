// SPDX-License-Identifier: GPL-3.0-or-later
#include "mixture/mixtureedits.h"
#include "run/partialrun.h"
#include "run/runjson.h"
#include "support/enginefixture.h"

#include <functional>
#include <QJsonDocument>

using namespace moa;
using namespace moa::test;

namespace {

ResponseId id(const QString &agent, int sample = 1)
{
    return {AgentId(agent), sample};
}

/// The same from a test's row.
struct Change
{
    std::function<void(Mixture &)> mixture = [](Mixture &) {};
    QSet<ResponseId> rerun{};
    QHash<ResponseId, QString> edits{};
};

} // namespace

Q_DECLARE_METATYPE(Change)

/** What of a run is asked again: counted at the server. */
class TestPartialRun : public QObject, private EngineFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void onlyWhatMustIsAskedAgain_data();
    void onlyWhatMustIsAskedAgain();
    void anInterruptedRunIsResumed_data();
    void anInterruptedRunIsResumed();
    void aFailedAnswerIsAskedForAgain();
    void anotherPromptKeepsOnlyWhatIsPinned();
    void whatAPersonKeptIsKeptOnlyIfWanted();
    void keptAnswersTellWhatTheyTook();
    void keptAnswersStandWithTheirReferences();
    void keepingTwiceTellsTheFirstFigures();
    void theSavingIsWhatWasNotSpent();
    void aQuorumThatIsReachedAsksForNothing();
    void aRankersPickIsKept();
    void theRecordSaysWhy();

private:
    [[nodiscard]] RunRecord run(const RunPlan &plan);
    [[nodiscard]] RunRecord runPart(const PartialPlan &partial, const Mixture &mixture);
    /// "a#1 a#2 final#1" of those that were asked since the last call, sorted.
    [[nodiscard]] QString asked();
};

void TestPartialRun::init()
{
    begin();
    Layer first;
    first.agents = {agent(u"a"_qs), agent(u"b"_qs), agent(u"c"_qs)};
    first.agents[1].samples = 2;
    Layer second;
    second.agents = {agent(u"d"_qs, Role::Aggregator), agent(u"e"_qs, Role::Aggregator)};
    // e has not seen c.
    second.agents[1].references = QList<AgentId>{AgentId(u"a"_qs), AgentId(u"b"_qs)};
    Layer last;
    last.agents = {agent(u"final"_qs, Role::Aggregator)};
    m_plan.mixture.layers = {first, second, last};
}

RunRecord TestPartialRun::run(const RunPlan &plan)
{
    m_server->clearJournal();
    return runPlan(plan);
}

RunRecord TestPartialRun::runPart(const PartialPlan &partial, const Mixture &mixture)
{
    RunPlan plan = m_plan;
    plan.mixture = mixture;
    plan.pinned = partial.kept;
    return run(plan);
}

QString TestPartialRun::asked()
{
    QStringList models;
    for (const ScriptedRequest &request : m_server->requests())
        models.append(request.model);
    models.sort();
    m_server->clearJournal();
    return models.join(u' ');
}

void TestPartialRun::onlyWhatMustIsAskedAgain_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("expected"); // models of the requests
    const auto at = [](Mixture &mixture, const QString &which) -> Agent & {
        const AgentPosition place = *mixture.find(AgentId(which));
        return mixture.layers[place.layer].agents[place.row];
    };

    QTest::newRow("nothing changed") << Change{} << u""_qs;
    QTest::newRow("a proposer is rerun") << Change{{}, {id(u"c"_qs)}, {}} << u"c d final"_qs;
    QTest::newRow("one that all have seen is rerun")
        << Change{{}, {id(u"a"_qs)}, {}} << u"a d e final"_qs;
    QTest::newRow("one sample is rerun") << Change{{}, {id(u"b"_qs, 2)}, {}} << u"b d e final"_qs;
    QTest::newRow("all samples are rerun")
        << Change{{}, {id(u"b"_qs), id(u"b"_qs, 2)}, {}} << u"b b d e final"_qs;
    QTest::newRow("one in the middle is rerun") << Change{{}, {id(u"e"_qs)}, {}} << u"e final"_qs;
    QTest::newRow("the final agent is rerun") << Change{{}, {id(u"final"_qs)}, {}} << u"final"_qs;
    QTest::newRow("a proposer is muted")
        << Change{[at](Mixture &m) { at(m, u"c"_qs).muted = true; }} << u"d final"_qs;
    QTest::newRow("one in the middle is muted")
        << Change{[at](Mixture &m) { at(m, u"d"_qs).muted = true; }} << u"final"_qs;
    QTest::newRow("a model is swapped")
        << Change{[at](Mixture &m) { at(m, u"c"_qs).model = u"new"_qs; }} << u"d final new"_qs;
    QTest::newRow("the final model is swapped")
        << Change{[at](Mixture &m) { at(m, u"final"_qs).model = u"new"_qs; }} << u"new"_qs;
    QTest::newRow("a temperature is set")
        << Change{[at](Mixture &m) { at(m, u"c"_qs).settings.temperature = 0.1; }}
        << u"c d final"_qs;
    QTest::newRow("a system prompt is set")
        << Change{[at](Mixture &m) { at(m, u"d"_qs).settings.systemPrompt = u"Be brief."_qs; }}
        << u"d final"_qs;
    QTest::newRow("a setting moves to the defaults")
        << Change{[](Mixture &m) { m.defaults.maxTokens = 77; }} << u"a b b c d e final"_qs;
    QTest::newRow("an instruction is nothing to those without references")
        << Change{[](Mixture &m) { m.defaults.instruction = u"Join them: {references}"_qs; }}
        << u"d e final"_qs;
    QTest::newRow("names, colours and notes are nothing to a request") << Change{[at](Mixture &m) {
        at(m, u"a"_qs).name = u"Anna"_qs;
        at(m, u"a"_qs).color = 3;
        m.notes = u"Changed"_qs;
        m.layers[0].name = u"First"_qs;
    }} << u""_qs;
    QTest::newRow("one sample more")
        << Change{[at](Mixture &m) { at(m, u"b"_qs).samples = 3; }} << u"b d e final"_qs;
    QTest::newRow("one sample less")
        << Change{[at](Mixture &m) { at(m, u"b"_qs).samples = 1; }} << u"d e final"_qs;
    QTest::newRow("another order of the proposers")
        << Change{[](Mixture &m) { m.layers[0].agents.swapItemsAt(0, 2); }} << u"d final"_qs;
    QTest::newRow("a link is cut")
        << Change{[](Mixture &m) { m = edit::unlink(m, AgentId(u"c"_qs), AgentId(u"d"_qs)); }}
        << u"d final"_qs;
    QTest::newRow("a proposer is added")
        << Change{[](Mixture &m) { m.layers[0].agents.append(agent(u"new"_qs)); }}
        << u"d final new"_qs;
    QTest::newRow("a proposer is removed")
        << Change{[](Mixture &m) { m = edit::removeAgents(m, {AgentId(u"c"_qs)}); }}
        << u"d final"_qs;
    QTest::newRow("a text is edited")
        << Change{{}, {}, {{id(u"c"_qs), u"by hand"_qs}}} << u"d final"_qs;
    QTest::newRow("a text is edited to what it was")
        << Change{{}, {}, {{id(u"c"_qs), u"answer of c"_qs}}} << u""_qs;
    QTest::newRow("the final text is edited")
        << Change{{}, {}, {{id(u"final"_qs), u"by hand"_qs}}} << u""_qs;
    QTest::newRow("rerun counts for more than an edit")
        << Change{{}, {id(u"c"_qs)}, {{id(u"c"_qs), u"by hand"_qs}}} << u"c d final"_qs;
    QTest::newRow("an edit above a change")
        << Change{[at](Mixture &m) { at(m, u"a"_qs).model = u"new"_qs; },
                  {},
                  {{id(u"d"_qs), u"by hand"_qs}}}
        << u"e final new"_qs;
}

void TestPartialRun::onlyWhatMustIsAskedAgain()
{
    QFETCH(const Change, change);
    QFETCH(const QString, expected);
    const RunRecord before = run(m_plan);
    QCOMPARE(asked(), u"a b b c d e final"_qs);
    m_server->setHandler([](const ScriptedRequest &request) {
        return ScriptedReply::openAiStream(u"another answer of "_qs + request.model);
    });
    Mixture now = m_plan.mixture;
    if (change.mixture)
        change.mixture(now);
    PartialChanges changes;
    changes.rerun = change.rerun;
    for (auto edit = change.edits.cbegin(); edit != change.edits.cend(); ++edit)
        changes.pinned[edit.key().agent].append(edited(*before.response(edit.key()), *edit));
    const PartialPlan partial = partialPlan(before, now, m_plan.conversation, changes);
    const RunRecord after = runPart(partial, now);
    QCOMPARE(after.state, RunState::Done);
    QCOMPARE(asked(), expected);
    QCOMPARE(partial.asked.size(), expected.isEmpty() ? 0 : expected.count(u' ') + 1);
    for (const Response &response : after.responses) {
        if (partial.asked.contains(response.id)) {
            QCOMPARE(response.state, ResponseState::Done);
            QVERIFY(!response.kept);
        } else if (response.state != ResponseState::Muted) {
            QCOMPARE(response.state, ResponseState::Pinned);
            const bool byHand = change.edits.contains(response.id);
            QCOMPARE(response.kept->reason,
                     byHand ? Kept::Reason::Edited : Kept::Reason::Unchanged);
            QCOMPARE(response.text,
                     byHand ? change.edits.value(response.id) : before.response(response.id)->text);
        }
    }
    // Nothing has changed since.
    PartialChanges same;
    same.pinned = keptByHand(after);
    QVERIFY(partialPlan(after, now, m_plan.conversation, same).asked.isEmpty());
}

void TestPartialRun::anInterruptedRunIsResumed_data()
{
    QTest::addColumn<QString>("stalled"); // the models that had not answered by then
    QTest::addColumn<int>("sent"); // requests that had arrived by then
    QTest::addColumn<int>("answered"); // of them
    QTest::addColumn<QString>("expected"); // models that are asked when it is resumed
    QTest::newRow("before the first answer") << u"a b c"_qs << 4 << 0 << u"a b b c d e final"_qs;
    QTest::newRow("one answer is there") << u"b c"_qs << 4 << 1 << u"b b c d e final"_qs;
    QTest::newRow("half of the first layer") << u"c d e"_qs << 5 << 3 << u"c d e final"_qs;
    QTest::newRow("in the second layer") << u"d e"_qs << 6 << 4 << u"d e final"_qs;
    QTest::newRow("a part of it") << u"d"_qs << 6 << 5 << u"d final"_qs;
    QTest::newRow("before the last") << u"final"_qs << 7 << 6 << u"final"_qs;
}

void TestPartialRun::anInterruptedRunIsResumed()
{
    QFETCH(const QString, stalled);
    QFETCH(const int, sent);
    QFETCH(const int, answered);
    QFETCH(const QString, expected);
    m_server->setHandler([slow = stalled.split(u' ')](const ScriptedRequest &request) {
        const ScriptedReply reply = ScriptedReply::openAiStream(u"answer of "_qs + request.model);
        // The third piece has some text: what was begun is not an answer.
        return slow.contains(request.model) ? reply.cutShort(ScriptedReply::Cut::Kind::Stall, 3)
                                            : reply;
    });
    QSignalSpy finished(m_engine.get(), &RunEngine::finished);
    QSignalSpy changed(m_engine.get(), &RunEngine::responseChanged);
    m_engine->start(m_plan);
    const auto doneCount = [&changed] {
        return std::count_if(changed.cbegin(), changed.cend(), [](const QVariantList &arguments) {
            return arguments.constFirst().value<Response>().state == ResponseState::Done;
        });
    };
    const auto streaming = [&changed] {
        return std::any_of(changed.cbegin(), changed.cend(), [](const QVariantList &arguments) {
            return arguments.constFirst().value<Response>().state == ResponseState::Streaming;
        });
    };
    QTRY_VERIFY(doneCount() == answered && m_server->requests().size() == sent && streaming());
    m_engine->stop();
    const auto before = finished.takeFirst().constFirst().value<RunRecord>();
    QCOMPARE(before.state, RunState::Cancelled);

    m_server->setHandler([](const ScriptedRequest &request) {
        return ScriptedReply::openAiStream(u"answer of "_qs + request.model);
    });
    RunPlan plan = m_plan;
    plan.pinned = finishedResponses(before);
    const RunRecord after = run(plan);
    QCOMPARE(after.state, RunState::Done);
    QCOMPARE(asked(), expected);
    QCOMPARE(after.finalText, u"answer of final"_qs);
    // The rule for what has changed agrees.
    const PartialPlan partial = partialPlan(before, before.mixture, before.conversation);
    QCOMPARE(partial.asked.size(), expected.count(u' ') + 1);
}

void TestPartialRun::aFailedAnswerIsAskedForAgain()
{
    m_server->script(u"c"_qs, {ScriptedReply::openAiError(400, u"No."_qs)});
    const RunRecord before = run(m_plan);
    QCOMPARE(before.state, RunState::Degraded);
    m_server->script(u"c"_qs, {});
    (void)asked();
    // What had to do without it is asked again, too.
    const RunRecord after =
        runPart(partialPlan(before, m_plan.mixture, m_plan.conversation), m_plan.mixture);
    QCOMPARE(asked(), u"c d final"_qs);
    QCOMPARE(after.state, RunState::Done);
    // A run that is gone on with keeps what it has.
    RunPlan plan = m_plan;
    plan.pinned = finishedResponses(before);
    QCOMPARE(run(plan).state, RunState::Done);
    QCOMPARE(asked(), u"c"_qs);
}

void TestPartialRun::anotherPromptKeepsOnlyWhatIsPinned()
{
    const RunRecord before = run(m_plan);
    const Conversation other{{Message::Author::User, u"Who?"_qs}};
    QVERIFY(partialPlan(before, m_plan.mixture, other).kept.isEmpty());
    PartialChanges changes;
    changes.pinned[AgentId(u"a"_qs)] = {*before.response(id(u"a"_qs))};
    const PartialPlan partial = partialPlan(before, m_plan.mixture, other, changes);
    QCOMPARE(partial.kept.keys(), QList<AgentId>{AgentId(u"a"_qs)});
    QCOMPARE(partial.kept.value(AgentId(u"a"_qs)).constFirst().kept->reason, Kept::Reason::Pinned);
}

void TestPartialRun::whatAPersonKeptIsKeptOnlyIfWanted()
{
    const RunRecord before = run(m_plan);
    PartialChanges changes;
    changes.pinned[AgentId(u"c"_qs)] = {edited(*before.response(id(u"c"_qs)), u"by hand"_qs)};
    const RunRecord middle =
        runPart(partialPlan(before, m_plan.mixture, m_plan.conversation, changes), m_plan.mixture);
    QCOMPARE(middle.response(id(u"c"_qs))->text, u"by hand"_qs);
    QCOMPARE(keptByHand(middle).keys(), QList<AgentId>{AgentId(u"c"_qs)});
    const PartialPlan without = partialPlan(middle, m_plan.mixture, m_plan.conversation);
    QCOMPARE(without.asked, QList<ResponseId>({id(u"c"_qs), id(u"d"_qs), id(u"final"_qs)}));
}

void TestPartialRun::keptAnswersTellWhatTheyTook()
{
    const RunRecord before = run(m_plan);
    const RunRecord after =
        runPart(partialPlan(before, m_plan.mixture, m_plan.conversation, {{}, {id(u"final"_qs)}}),
                m_plan.mixture);
    const Response &then = *before.response(id(u"d"_qs));
    const Response &now = *after.response(id(u"d"_qs));
    QVERIFY(then.usage.has_value());
    QCOMPARE(now.kept->usage, then.usage);
    QCOMPARE(now.kept->cost, then.cost);
    QCOMPARE(now.kept->timing, then.timing);
    QCOMPARE(now.cost, Usd());
    QVERIFY(!now.usage);
    QCOMPARE(now.timing, Timing());
    QCOMPARE(after.totals.input, after.response(id(u"final"_qs))->usage->input);
    QVERIFY(after.totals.input < before.totals.input);
}

void TestPartialRun::keptAnswersStandWithTheirReferences()
{
    const RunRecord before = run(m_plan);
    const RunRecord after =
        runPart(partialPlan(before, m_plan.mixture, m_plan.conversation, {{}, {id(u"e"_qs)}}),
                m_plan.mixture);
    const QList<ResponseId> all{id(u"a"_qs), id(u"b"_qs), id(u"b"_qs, 2), id(u"c"_qs)};
    QCOMPARE(after.response(id(u"d"_qs))->references, all);
}

void TestPartialRun::keepingTwiceTellsTheFirstFigures()
{
    const RunRecord first = run(m_plan);
    const QSet<ResponseId> last{id(u"final"_qs)};
    const RunRecord second = runPart(
        partialPlan(first, m_plan.mixture, m_plan.conversation, {{}, last}), m_plan.mixture);
    const PartialPlan partial =
        partialPlan(second, m_plan.mixture, m_plan.conversation, {{}, last});
    const RunRecord third = runPart(partial, m_plan.mixture);
    QCOMPARE(third.response(id(u"a"_qs))->kept, second.response(id(u"a"_qs))->kept);
    QCOMPARE(third.response(id(u"a"_qs))->kept->usage, first.response(id(u"a"_qs))->usage);
    QCOMPARE(partial.saving.unpriced, 6);
}

void TestPartialRun::theSavingIsWhatWasNotSpent()
{
    RunRecord before = run(m_plan);
    const auto took = [&before](const QString &which, qint64 from, qint64 to, qint64 cents) {
        for (Response &response : before.responses) {
            if (response.id.agent != AgentId(which))
                continue;
            response.timing = {from, from, from, to};
            response.cost = Usd::fromPico(cents * 10'000'000'000);
        }
    };
    took(u"a"_qs, 0, 1000, 1);
    took(u"b"_qs, 0, 4000, 2); // two samples
    took(u"c"_qs, 0, 2000, 4);
    took(u"d"_qs, 4000, 6000, 8);
    took(u"e"_qs, 4000, 5000, 16);
    took(u"final"_qs, 6000, 9000, 32);
    const PartialPlan partial =
        partialPlan(before, m_plan.mixture, m_plan.conversation, {{}, {id(u"c"_qs)}});
    QCOMPARE(partial.saving.responses, 4); // a, b twice, e
    QCOMPARE(partial.saving.cost, Usd::fromPico(21 * 10'000'000'000));
    QCOMPARE(partial.saving.unpriced, 0);
    // 4 s for b, 2 s for d and 3 s for the final answer are now 2 s for c and the same after it.
    QCOMPARE(partial.saving.ms, 2000);
    const PartialPlan all = partialPlan(before, m_plan.mixture, m_plan.conversation);
    QCOMPARE(all.saving.ms, 9000);
    QCOMPARE(all.saving.cost, Usd::fromPico(65 * 10'000'000'000));
}

void TestPartialRun::aQuorumThatIsReachedAsksForNothing()
{
    const RunRecord before = run(m_plan);
    const Mixture now = edit::setQuorum(m_plan.mixture, 0, 4);
    const RunRecord after = runPart(partialPlan(before, now, m_plan.conversation), now);
    QCOMPARE(asked(), u""_qs);
    QCOMPARE(after.state, RunState::Done);
}

void TestPartialRun::aRankersPickIsKept()
{
    m_plan.mixture.layers.removeAt(1);
    m_plan.mixture.layers[1].agents[0].role = Role::Ranker;
    m_server->script(u"final"_qs, {ScriptedReply::openAiStream(u"D"_qs)});
    const RunRecord before = run(m_plan);
    QCOMPARE(before.finalText, u"answer of c"_qs);
    (void)asked();
    const PartialPlan partial = partialPlan(before, m_plan.mixture, m_plan.conversation);
    const RunRecord after = runPart(partial, m_plan.mixture);
    QCOMPARE(asked(), u""_qs);
    QCOMPARE(after.finalText, u"answer of c"_qs);
    QCOMPARE(after.response(id(u"final"_qs))->picked, id(u"c"_qs));
    // As an aggregator it would be asked something else.
    Mixture now = m_plan.mixture;
    now.layers[1].agents[0].role = Role::Aggregator;
    QCOMPARE(partialPlan(before, now, m_plan.conversation).asked,
             QList<ResponseId>{id(u"final"_qs)});
}

void TestPartialRun::theRecordSaysWhy()
{
    const RunRecord before = run(m_plan);
    PartialChanges changes;
    changes.pinned[AgentId(u"c"_qs)] = {edited(*before.response(id(u"c"_qs)), u"by hand"_qs)};
    const RunRecord after =
        runPart(partialPlan(before, m_plan.mixture, m_plan.conversation, changes), m_plan.mixture);
    const QJsonArray responses =
        QJsonDocument::fromJson(writeRun(after)).object()[u"responses"].toArray();
    const QJsonObject unchanged = responses.at(0).toObject();
    QCOMPARE(unchanged[u"state"].toString(), u"pinned"_qs);
    QCOMPARE(unchanged[u"cost_usd"].toDouble(-1), 0.0);
    QCOMPARE(unchanged[u"kept"][u"reason"].toString(), u"unchanged"_qs);
    QCOMPARE(unchanged[u"kept"][u"usage"][u"input"].toInt(), 11);
    QVERIFY(unchanged[u"kept"][u"timing_ms"][u"finished"].isDouble());
    QCOMPARE(responses.at(3)[u"kept"][u"reason"].toString(), u"edited"_qs);
    QVERIFY(responses.at(4)[u"kept"].isUndefined());
}

QTEST_GUILESS_MAIN(TestPartialRun)
#include "tst_partialrun.moc"
