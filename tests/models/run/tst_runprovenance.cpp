// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/runprovenance.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace moa;

namespace {

ResponseId idOf(const QString &agent, int sample = 1)
{
    return {AgentId(agent), sample};
}

Response answer(const QString &agent, int layer, const QString &text,
                const QStringList &references = {})
{
    Response response;
    response.id = idOf(agent);
    response.layer = layer;
    response.text = text;
    response.state = ResponseState::Done;
    for (const QString &reference : references)
        response.references.append(idOf(reference));
    return response;
}

/// Two proposers, two aggregators, a final answer.
QList<Response> threeLayers()
{
    return {answer(u"p1"_qs, 0, u"Start: the red fox ran over the hill. Then it slept."_qs),
            answer(u"p2"_qs, 0, u"A small bird sang in the tree. Then it slept."_qs),
            answer(u"a1"_qs, 1, u"Well, the red fox ran over the hill. It was dark outside."_qs,
                   {u"p1"_qs, u"p2"_qs}),
            answer(u"a2"_qs, 1, u"Later a bird sang in the tree and the red fox ran."_qs,
                   {u"p1"_qs, u"p2"_qs}),
            answer(u"f"_qs, 2, u"Hear: red fox ran over. It was dark, sang in the tree."_qs,
                   {u"a1"_qs, u"a2"_qs})};
}

QString textOf(const QList<Response> &responses, const TrailStep &step)
{
    for (const Response &response : responses) {
        if (response.id == step.response)
            return response.text.mid(step.range.start, step.range.size);
    }
    return {};
}

/// The trail from the first place of these words, each step as "agent:text".
QStringList trailOf(const QList<Response> &responses, const QString &agent, const QString &words)
{
    const RunProvenance provenance(responses);
    for (const Response &response : responses) {
        if (response.id != idOf(agent))
            continue;
        QStringList steps;
        const qsizetype position = response.text.indexOf(words);
        for (const TrailStep &step : provenance.trail(response.id, position))
            steps.append(step.response.agent.toString() + u':' + textOf(responses, step));
        return steps;
    }
    return {};
}

} // namespace

class TestRunProvenance : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answersBehindTheFirstLayerAreTracedToTheirReferences();
    void onlyAnswersTakePart_data();
    void onlyAnswersTakePart();
    void brokenReferencesAreLeftOut();
    void rankersAnswerIsWhollyItsPicks();
    void finalAnswerIsTracedToEveryLayer();
    void rankedFinalAnswerIsTracedToItsLayer();
    void nothingComesOfAnUnfinishedRun();
    void trailFollowsAPassageThroughAllLayers_data();
    void trailFollowsAPassageThroughAllLayers();
    void trailIsEmptyWhereThereIsNoPassage();
    void trailFollowsAShortPick();
    void repeatedTextIsFollowedFromEachPlace();
    void survivalJoinsAllLaterAnswers();
    void everyWordOfATrailIsFoundAgainInRealAnswers();
};

void TestRunProvenance::answersBehindTheFirstLayerAreTracedToTheirReferences()
{
    const RunProvenance provenance(threeLayers());
    QVERIFY(!provenance.of(idOf(u"p1"_qs)));
    QVERIFY(!provenance.of(idOf(u"nobody"_qs)));
    QVERIFY(provenance.of(idOf(u"a1"_qs)));
    QCOMPARE(provenance.sources(idOf(u"a1"_qs)), (QList{idOf(u"p1"_qs), idOf(u"p2"_qs)}));
    QCOMPARE(provenance.sources(idOf(u"f"_qs)), (QList{idOf(u"a1"_qs), idOf(u"a2"_qs)}));
    const QList<Response> responses = threeLayers();
    QCOMPARE(*provenance.of(idOf(u"f"_qs)),
             traceProvenance(responses[4].text, {responses[2].text, responses[3].text}));
    QCOMPARE(provenance.finalAnswer(), std::optional(idOf(u"f"_qs)));
}

void TestRunProvenance::onlyAnswersTakePart_data()
{
    QTest::addColumn<ResponseState>("state");
    QTest::newRow("failed") << ResponseState::Failed;
    QTest::newRow("muted") << ResponseState::Muted;
    QTest::newRow("stopped halfway") << ResponseState::Cancelled;
    QTest::newRow("still writing") << ResponseState::Streaming;
}

void TestRunProvenance::onlyAnswersTakePart()
{
    QFETCH(ResponseState, state);
    QList<Response> responses = threeLayers();
    responses[0].state = state;
    responses[3].state = state;
    const RunProvenance provenance(responses);
    QVERIFY(!provenance.of(idOf(u"a2"_qs)));
    QCOMPARE(provenance.sources(idOf(u"a1"_qs)), QList{idOf(u"p2"_qs)});
    QCOMPARE(provenance.sources(idOf(u"f"_qs)), QList{idOf(u"a1"_qs)});
    QVERIFY(provenance.against(0));
    QCOMPARE(provenance.against(0)->sources, QList{idOf(u"p2"_qs)});
    QCOMPARE(provenance.survival(idOf(u"p1"_qs)), Survival());
}

void TestRunProvenance::brokenReferencesAreLeftOut()
{
    const QList<Response> responses{
        answer(u"p"_qs, 0, u"one two three"_qs, {u"p"_qs, u"f"_qs}),
        answer(u"a"_qs, 1, u"one two three"_qs, {u"p"_qs, u"p"_qs, u"b"_qs, u"a"_qs, u"f"_qs}),
        answer(u"b"_qs, 1, u"one two three"_qs, {u"a"_qs, u"gone"_qs}),
        answer(u"f"_qs, 2, u"one two three"_qs, {u"b"_qs, u"p"_qs})};
    const RunProvenance provenance(responses);
    QCOMPARE(provenance.sources(idOf(u"p"_qs)), QList<ResponseId>());
    QCOMPARE(provenance.sources(idOf(u"a"_qs)), QList{idOf(u"p"_qs)});
    QCOMPARE(provenance.of(idOf(u"a"_qs))->own, QList<double>{1.0});
    QCOMPARE(provenance.sources(idOf(u"b"_qs)), QList<ResponseId>());
    QCOMPARE(provenance.of(idOf(u"b"_qs))->fresh, 1.0);
    QCOMPARE(provenance.sources(idOf(u"f"_qs)), (QList{idOf(u"b"_qs), idOf(u"p"_qs)}));
    QCOMPARE(provenance.of(idOf(u"f"_qs))->shared, 1.0);
}

void TestRunProvenance::rankersAnswerIsWhollyItsPicks()
{
    QList<Response> responses{answer(u"p1"_qs, 0, u"Yes, it is so."_qs),
                              answer(u"p2"_qs, 0, u" Yes, it is so. "_qs),
                              answer(u"r"_qs, 1, u" Yes, it is so. "_qs, {u"p1"_qs, u"p2"_qs})};
    responses[2].picked = idOf(u"p2"_qs);
    const RunProvenance provenance(responses);
    const Provenance *of = provenance.of(idOf(u"r"_qs));
    QVERIFY(of);
    QCOMPARE(of->passages, (QList{Passage{{0, 16}, {{1, {1, 14}}}}}));
    QCOMPARE(of->own, (QList<double>{0.0, 1.0}));
    QCOMPARE(of->survived, (QList<double>{0.0, 1.0}));
    QCOMPARE(provenance.survival(idOf(u"p2"_qs)).share, 1.0);
    QCOMPARE(provenance.survival(idOf(u"p1"_qs)), Survival());
}

void TestRunProvenance::finalAnswerIsTracedToEveryLayer()
{
    const QList<Response> responses = threeLayers();
    const RunProvenance provenance(responses);
    QVERIFY(provenance.against(0));
    QCOMPARE(provenance.against(0)->sources, (QList{idOf(u"p1"_qs), idOf(u"p2"_qs)}));
    QCOMPARE(provenance.against(0)->provenance,
             traceProvenance(responses[4].text, {responses[0].text, responses[1].text}));
    QVERIFY(provenance.against(1));
    QCOMPARE(provenance.against(1)->provenance, *provenance.of(idOf(u"f"_qs)));
    QVERIFY(!provenance.against(2));
    QVERIFY(!provenance.against(-1));
}

void TestRunProvenance::rankedFinalAnswerIsTracedToItsLayer()
{
    QList<Response> responses{answer(u"p"_qs, 0, u"one two three four"_qs),
                              answer(u"a"_qs, 1, u"one two three"_qs, {u"p"_qs}),
                              answer(u"b"_qs, 1, u"one two three"_qs, {u"p"_qs}),
                              answer(u"r"_qs, 2, u"one two three"_qs, {u"b"_qs})};
    responses[3].picked = idOf(u"b"_qs);
    const RunProvenance provenance(responses);
    QCOMPARE(provenance.against(1)->sources, (QList{idOf(u"a"_qs), idOf(u"b"_qs)}));
    QCOMPARE(provenance.against(1)->provenance.own, (QList<double>{0.0, 1.0}));
    QCOMPARE(provenance.against(0)->provenance.own, QList<double>{1.0});
    QCOMPARE(provenance.against(0)->provenance.survived, QList<double>{0.75});
}

void TestRunProvenance::nothingComesOfAnUnfinishedRun()
{
    QList<Response> responses = threeLayers();
    responses[4].state = ResponseState::Cancelled;
    const RunProvenance provenance(responses);
    QVERIFY(!provenance.finalAnswer());
    QVERIFY(!provenance.against(0));
    QVERIFY(provenance.of(idOf(u"a1"_qs)));

    const RunProvenance none;
    QVERIFY(!none.finalAnswer());
    QVERIFY(!none.of(idOf(u"f"_qs)));
    QVERIFY(none.trail(idOf(u"f"_qs), 0).isEmpty());
    QVERIFY(!RunProvenance(QList<Response>()).finalAnswer());
}

void TestRunProvenance::trailFollowsAPassageThroughAllLayers_data()
{
    QTest::addColumn<QString>("agent");
    QTest::addColumn<QString>("words");
    QTest::addColumn<QStringList>("expected");

    QTest::newRow("up from the final answer")
        << u"f"_qs << u"red fox"_qs
        << QStringList{u"p1:red fox ran over"_qs, u"a1:red fox ran over"_qs,
                       u"f:red fox ran over"_qs};
    QTest::newRow("up as far as it goes")
        << u"f"_qs << u"dark"_qs << QStringList{u"a1:. It was dark"_qs, u"f:. It was dark"_qs};
    QTest::newRow("up through the other aggregator")
        << u"f"_qs << u"tree"_qs
        << QStringList{u"p2:sang in the tree"_qs, u"a2:sang in the tree"_qs,
                       u"f:sang in the tree"_qs};
    QTest::newRow("new text stands alone") << u"f"_qs << u"Hear"_qs << QStringList{u"f:Hear:"_qs};
    QTest::newRow("both ways from the middle")
        << u"a1"_qs << u"fox"_qs
        << QStringList{u"p1:the red fox ran over the hill."_qs,
                       u"a1:the red fox ran over the hill."_qs, u"f:red fox ran over"_qs};
    QTest::newRow("down from a new passage in the middle")
        << u"a1"_qs << u"outside"_qs
        << QStringList{u"a1:It was dark outside."_qs, u"f:It was dark"_qs};
    QTest::newRow("down from the first layer by both ways")
        << u"p1"_qs << u"fox"_qs
        << QStringList{u"p1:the red fox ran over the hill."_qs,
                       u"a1:the red fox ran over the hill."_qs, u"a2:the red fox ran"_qs,
                       u"f:red fox ran over"_qs};
}

void TestRunProvenance::trailFollowsAPassageThroughAllLayers()
{
    QFETCH(QString, agent);
    QFETCH(QString, words);
    QFETCH(QStringList, expected);
    QCOMPARE(trailOf(threeLayers(), agent, words), expected);
}

void TestRunProvenance::trailIsEmptyWhereThereIsNoPassage()
{
    const RunProvenance provenance(threeLayers());
    QVERIFY(provenance.trail(idOf(u"p1"_qs), 0).isEmpty());
    QVERIFY(provenance.trail(idOf(u"f"_qs), -1).isEmpty());
    QVERIFY(provenance.trail(idOf(u"f"_qs), 100'000).isEmpty());
    QVERIFY(provenance.trail(idOf(u"nobody"_qs), 0).isEmpty());
}

void TestRunProvenance::trailFollowsAShortPick()
{
    QList<Response> responses{answer(u"p"_qs, 0, u"Yes."_qs),
                              answer(u"r"_qs, 1, u"Yes."_qs, {u"p"_qs})};
    responses[1].picked = idOf(u"p"_qs);
    QCOMPARE(trailOf(responses, u"r"_qs, u"Yes"_qs), (QStringList{u"p:Yes."_qs, u"r:Yes."_qs}));
    QCOMPARE(trailOf(responses, u"p"_qs, u"Yes"_qs), (QStringList{u"p:Yes."_qs, u"r:Yes."_qs}));
}

void TestRunProvenance::repeatedTextIsFollowedFromEachPlace()
{
    const QList<Response> responses{
        answer(u"p"_qs, 0, u"that is to say no, and that is to say yes"_qs),
        answer(u"f"_qs, 1, u"so that is to say"_qs, {u"p"_qs})};
    const RunProvenance provenance(responses);
    const QString &text = responses[0].text;
    const QList<TrailStep> first = provenance.trail(idOf(u"p"_qs), 0);
    const QList<TrailStep> second = provenance.trail(idOf(u"p"_qs), text.lastIndexOf(u"say"));
    QCOMPARE(first.size(), 2);
    QCOMPARE(second.size(), 2);
    QCOMPARE(second.first().range.start, text.lastIndexOf(u"that"));
    QCOMPARE(first.last(), second.last());
}

void TestRunProvenance::survivalJoinsAllLaterAnswers()
{
    const QList<Response> responses{
        answer(u"p"_qs, 0, u"a b c d e f g h i j"_qs),
        answer(u"x"_qs, 1, u"a b c d"_qs, {u"p"_qs}),
        answer(u"y"_qs, 1, u"c d e - h i j"_qs, {u"p"_qs}),
        answer(u"f"_qs, 2, u"none of it"_qs, {u"x"_qs, u"y"_qs}),
    };
    const Survival survival = RunProvenance(responses).survival(idOf(u"p"_qs));
    QCOMPARE(survival.ranges, (QList<TextRange>{{0, 9}, {14, 5}}));
    QCOMPARE(survival.share, 0.8);
    QCOMPARE(RunProvenance(responses).survival(idOf(u"x"_qs)), Survival());
    QCOMPARE(RunProvenance(responses).survival(idOf(u"nobody"_qs)), Survival());
}

void TestRunProvenance::everyWordOfATrailIsFoundAgainInRealAnswers()
{
    QFile file(QStringLiteral(MOA_SHARED_DIR "/data/alpaca/answers.json"));
    if (!file.open(QIODevice::ReadOnly))
        QSKIP("The real answers are not at hand.");
    const QJsonObject data = QJsonDocument::fromJson(file.readAll()).object();
    const QJsonArray items = data[u"items"].toArray();
    const QJsonArray proposers = data[u"proposers"].toArray();
    const QString aggregator = u"MoA-Qwen1.5-72B-rounds-1"_qs;
    const QString last = u"MoA-Qwen1.5-72B-rounds-2"_qs;
    qsizetype steps = 0;
    for (const QJsonValue &item : items) {
        const QJsonObject outputs = item[u"outputs"].toObject();
        QList<Response> responses;
        QStringList names;
        for (const QJsonValue &proposer : proposers) {
            names.append(proposer.toString());
            responses.append(answer(names.last(), 0, outputs[names.last()].toString()));
        }
        responses.append(answer(aggregator, 1, outputs[aggregator].toString(), names));
        responses.append(answer(last, 2, outputs[last].toString(), {aggregator}));
        const RunProvenance provenance(responses);
        for (const Passage &passage : provenance.of(idOf(last))->passages) {
            const QList<TrailStep> trail = provenance.trail(idOf(last), passage.range.start);
            QVERIFY(!trail.isEmpty());
            const QString whole = textOf(responses, trail.last()).simplified();
            for (const TrailStep &step : trail) {
                // Spaces can stand in one of the places and not in another.
                const auto joined = [](QString text) { return text.remove(u' '); };
                const QString words = joined(textOf(responses, step).simplified());
                QVERIFY2(joined(whole).contains(words), qPrintable(whole + u" | "_qs + words));
                ++steps;
            }
            if (!passage.isNew())
                QVERIFY(trail.size() >= 2);
        }
    }
    qInfo("%lld places", static_cast<long long>(steps));
    QVERIFY(steps > 1000);
}

QTEST_APPLESS_MAIN(TestRunProvenance)
#include "tst_runprovenance.moc"
