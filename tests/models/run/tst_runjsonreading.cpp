// SPDX-License-Identifier: GPL-3.0-or-later
#include "mixture/jsonvalue.h"
#include "run/runjson.h"
#include "run/runjsonreading.h"

#include <QTest>

using namespace moa;
using namespace Qt::StringLiterals;

namespace {

Agent agentOf(const QString &id, Role role)
{
    Agent agent;
    agent.id = AgentId(id);
    agent.role = role;
    agent.provider = ProviderId(u"together"_s);
    agent.model = u"Qwen/"_s + id;
    return agent;
}

Exchange exchangeWith(const QByteArray &body, const QByteArray &reply)
{
    Exchange exchange;
    exchange.number = 2;
    exchange.dialect = Dialect::Anthropic;
    exchange.method = "POST";
    exchange.url = "https://api.example.com/v1/messages?key=$KEY";
    exchange.requestHeaders = {{"content-type", "application/json"}, {"x-api-key", "$KEY"}};
    exchange.requestBody = body;
    exchange.variables = {u"KEY"_s};
    exchange.sent = 3;
    exchange.ended = 99;
    exchange.status = 200;
    exchange.replyHeaders = {{"retry-after", "2"}, {"retry-after", "3"}, {"server", "Zürich"}};
    exchange.reply = reply;
    exchange.replySize = reply.size() + 7;
    exchange.arrivals = {{1, 2}, {1, 3}, {40, reply.size()}};
    exchange.failure = u"The connection was lost."_s;
    return exchange;
}

/// With something in every field.
RunRecord wholeRun()
{
    RunRecord run;
    run.id = u"run-1"_s;
    run.state = RunState::Degraded;
    run.error = u"An agent “failed”.\n"_s;
    run.startedAt = QDateTime(QDate(2026, 11, 22), QTime(20, 1, 2, 345), Qt::UTC);
    run.mixture.name = u"Mine"_s;
    run.mixture.defaults.temperature = 0.7;
    run.mixture.unknown = {{u"later"_s, "null"}};
    run.mixture.layers = {
        Layer{u"Proposers"_s,
              1,
              {agentOf(u"a#b"_s, Role::Proposer), agentOf(u"b"_s, Role::Proposer)},
              {}},
        Layer{{}, {}, {agentOf(u"final"_s, Role::Ranker)}, {}}};
    run.mixture.layers[0].agents[0].samples = 2;
    run.conversation = {{Message::Author::System, u"Be brief."_s},
                        {Message::Author::User, u"你好 🚀 \"quoted\""_s},
                        {Message::Author::Assistant, u"Hello."_s},
                        {Message::Author::User, u"And?"_s}};
    Response first;
    first.id = {AgentId(u"a#b"_s), 1};
    first.provider = ProviderId(u"together"_s);
    first.model = u"Qwen/a"_s;
    first.modelReported = u"qwen-a-0101"_s;
    first.state = ResponseState::Done;
    first.text = u"One\r\n\ttwo \u202E 안녕"_s;
    first.reasoning = u"Thought."_s;
    first.stopReason = StopReason::Length;
    first.stopName = u"max_tokens"_s;
    first.attempts = 2;
    first.usage = Usage{812, 344, 10, 20, Usage::Source::Counted, 5};
    first.cost = Usd::fromString(u"0.000123456789");
    first.costReported = true;
    first.refusedSettings = {u"temperature"_s, u"seed"_s};
    first.notices = {u"It was shortened."_s};
    first.timing = {0, 3, 412, 5210};
    first.bleuToFinal = 23.412345678901234;
    first.request = R"({"model":"Qwen/a","temperature":0.7,"messages":[{"content":null}]})";
    first.exchanges = {
        exchangeWith(R"({"model":"Qwen/a","seed":7})", "data: {\"x\": \"\xC3\xA9\"}\n\n"),
        exchangeWith(first.request, "cut within \xC3"), Exchange()};
    first.exchanges[2].requestBody = first.request;
    Response second = first;
    second.id.sample = 2;
    second.state = ResponseState::Pinned;
    second.kept = Kept{Kept::Reason::Edited, first.usage, first.cost, true, first.timing};
    second.cost.reset();
    second.costReported = false;
    second.usage.reset();
    Response third;
    third.id = {AgentId(u"b"_s), 1};
    third.state = ResponseState::Failed;
    third.error = u"HTTP 500"_s;
    third.timing.queued = 0;
    Response last = first;
    last.id = {AgentId(u"final"_s), 1};
    last.layer = 1;
    last.references = {second.id, first.id};
    last.picked = first.id;
    last.stopReason = StopReason::Complete;
    run.responses = {first, second, third, last};
    run.final = last.id;
    run.finalText = first.text;
    run.totals = {812, 344, *Usd::fromString(u"0.000246913578"), 1, true, 6000, 5999};
    return run;
}

void compare(const RunRecord &read, const RunRecord &run)
{
    QCOMPARE(read.id, run.id);
    QCOMPARE(read.state, run.state);
    QCOMPARE(read.error, run.error);
    QCOMPARE(read.startedAt, run.startedAt);
    QCOMPARE(read.startedAt.timeSpec(), Qt::UTC);
    QCOMPARE(read.mixture, run.mixture);
    QCOMPARE(read.conversation, run.conversation);
    QCOMPARE(read.responses.size(), run.responses.size());
    for (qsizetype i = 0; i < run.responses.size(); ++i) {
        const Response &got = read.responses.at(i);
        const Response &expected = run.responses.at(i);
        for (qsizetype j = 0; j < expected.exchanges.size() && j < got.exchanges.size(); ++j)
            QCOMPARE(got.exchanges.at(j), expected.exchanges.at(j));
        QCOMPARE(got, expected);
    }
    QCOMPARE(read.final, run.final);
    QCOMPARE(read.finalText, run.finalText);
    QCOMPARE(read.totals, run.totals);
}

} // namespace

class TestRunJsonReading : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFieldComesBack();
    void mixtureBeyondTheLimitsOfPresetsComesBack_data();
    void mixtureBeyondTheLimitsOfPresetsComesBack();
    void everyStateComesBack_data();
    void everyStateComesBack();
    void judgementComesBack();
    void ratingOfNoResponseIsRefused();
    void responseThatWentOnIsWaiting();
    void costOfAnotherProgramIsRead();
    void damageIsToldWithItsPlace_data();
    void damageIsToldWithItsPlace();
    void everyCutIsRefused();
};

void TestRunJsonReading::everyFieldComesBack()
{
    const RunRecord run = wholeRun();
    const QByteArray text = writeRun(run, RunDetail::Exchanges);
    const Result<RunDocument> read = readRun(text);
    QVERIFY2(read, qUtf8Printable(read ? QString() : read.error().message));
    compare(read->record, run);
    QVERIFY(read->judgement.isEmpty());
    QCOMPARE(writeRun(read->record, RunDetail::Exchanges), text);
}

void TestRunJsonReading::mixtureBeyondTheLimitsOfPresetsComesBack_data()
{
    QTest::addColumn<Mixture>("mixture");
    const JsonLimits presets;
    Mixture mixture = wholeRun().mixture;
    mixture.layers[0].agents[0].settings.systemPrompt = QString(presets.bytes + 1, u'x');
    QTest::newRow("a prompt of over 8 MB") << mixture;
    mixture = wholeRun().mixture;
    mixture.unknown = {
        {u"deep"_s, QByteArray(presets.depth, '[') + QByteArray(presets.depth, ']')}};
    QTest::newRow("nested as deep as a preset can be, and once more") << mixture;
}

void TestRunJsonReading::mixtureBeyondTheLimitsOfPresetsComesBack()
{
    RunRecord run = wholeRun();
    QFETCH(const Mixture, mixture);
    run.mixture = mixture;
    const Result<RunDocument> read = readRun(writeRun(run));
    QVERIFY2(read, qUtf8Printable(read ? QString() : read.error().message));
    QVERIFY(read->record.mixture == run.mixture); // to print it takes too long
}

void TestRunJsonReading::everyStateComesBack_data()
{
    QTest::addColumn<RunState>("state");
    for (const RunState state : {RunState::Running, RunState::Done, RunState::Degraded,
                                 RunState::Failed, RunState::Cancelled, RunState::Limited})
        QTest::newRow(qPrintable(stateName(state))) << state;
}

void TestRunJsonReading::everyStateComesBack()
{
    QFETCH(const RunState, state);
    RunRecord run = wholeRun();
    run.state = state;
    run.final.reset();
    run.finalText.clear();
    const Result<RunDocument> read = readRun(writeRun(run));
    QVERIFY(read);
    QCOMPARE(read->record.state, state);
    QVERIFY(!read->record.final);
}

void TestRunJsonReading::judgementComesBack()
{
    const RunRecord run = wholeRun();
    Judgement judgement;
    judgement.setRating(run.responses.at(1).id, 4);
    judgement.setRating(run.responses.at(3).id, 1);
    const Result<RunDocument> read = readRun(writeRun(run, RunDetail::Responses, judgement));
    QVERIFY(read);
    QCOMPARE(read->judgement, judgement);
}

void TestRunJsonReading::ratingOfNoResponseIsRefused()
{
    const RunRecord run = wholeRun();
    Judgement judgement;
    judgement.setRating(run.responses.at(1).id, 4);
    QByteArray text = writeRun(run, RunDetail::Responses, judgement);
    text.replace("\"sample\": 2,\n      \"rating\"", "\"sample\": 7,\n      \"rating\"");
    const Result<RunDocument> read = readRun(text);
    QVERIFY(!read);
    QVERIFY2(read.error().message.contains(u"judgement[0].agent: the run has no such response"),
             qUtf8Printable(read.error().message));
}

void TestRunJsonReading::responseThatWentOnIsWaiting()
{
    RunRecord run = wholeRun();
    run.responses[0].state = ResponseState::Streaming;
    const Result<RunDocument> read = readRun(writeRun(run));
    QVERIFY(read);
    QCOMPARE(read->record.responses.at(0).state, ResponseState::Waiting);
}

void TestRunJsonReading::costOfAnotherProgramIsRead()
{
    QByteArray text = writeRun(wholeRun());
    text.replace("0.000123456789", "1.25e-4");
    const Result<RunDocument> read = readRun(text);
    QVERIFY(read);
    QCOMPARE(read->record.responses.at(0).cost, Usd::fromString(u"0.000125"));
}

void TestRunJsonReading::damageIsToldWithItsPlace_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char *name, const char *from, const char *to, const char16_t *text) {
        QTest::newRow(name) << QByteArray(from) << QByteArray(to) << QString::fromUtf16(text);
    };
    row("no run", "moa-studio/run", "moa-studio/ruin",
        u"format: expected \"moa-studio/run\", found \"moa-studio/ruin\" (line 2)");
    row("later version", "\"version\": 1,\n  \"id\"", "\"version\": 2,\n  \"id\"",
        u"version: the file was written by a later version");
    row("no id", "\"run-1\"", "\"\"", u"id: expected a string that is not empty");
    row("state", "\"degraded\"", "\"fine\"", u"state: expected running, done, degraded");
    row("date", "2026-11-22T", "yesterday ", u"started_at: expected a date and time");
    row("date after the last", "2026-11-22T20:01:02.345Z", "9999-12-31T23:59:59-14:00",
        u"started_at: expected a date and time");
    row("date before the first", "2026-11-22T20:01:02.345Z", "0001-01-01T00:00:00+14:00",
        u"started_at: expected a date and time");
    row("mixture's field", "\"temperature\": 0.7\n    },\n    \"layers\"",
        "\"temperature\": \"hot\"\n    },\n    \"layers\"",
        u"mixture.defaults.temperature: expected a number, found \"hot\"");
    row("role", "\"role\": \"assistant\"", "\"role\": \"robot\"",
        u"conversation[2].role: expected \"system\", \"user\" or \"assistant\"");
    row("response's state", "\"state\": \"pinned\"", "\"state\": 7",
        u"responses[1].state: expected");
    row("no agent of the mixture", "\"agent\": \"b\"", "\"agent\": \"c\"",
        u"responses[2].agent: the mixture has no such agent");
    row("twice", "\"agent\": \"b\"", "\"agent\": \"a#b\"",
        u"responses[2].agent: this response stands twice");
    row("reference to nowhere", "\"a#b#2\"", "\"a#b#3\"",
        u"responses[3].references: the run has no such response");
    row("no reference", "\"a#b#2\"", "\"a#b#x\"", u"responses[3].references: expected responses");
    row("other layer", "\"layer\": 2", "\"layer\": 1",
        u"responses[3].layer: its agent stands in another layer");
    row("negative tokens", "\"input\": 812", "\"input\": -1",
        u"responses[0].usage.input: expected a whole number from 0");
    row("headers", "\"$KEY\"", "12",
        u"responses[0].exchanges[0].request_headers[1]: expected a pair of strings");
    row("arrivals", "\"1:2 1:3", "\"1:3 1:2", u"responses[0].exchanges[0].arrivals: expected");
    row("arrival after the end", "\"1:2 1:3", "\"1:2 1:999", u"exchanges[0].arrivals: expected");
    row("dialect", "\"anthropic\"", "\"klingon\"", u"exchanges[0].dialect: expected \"openai\"");
}

void TestRunJsonReading::damageIsToldWithItsPlace()
{
    QFETCH(const QByteArray, from);
    QFETCH(const QByteArray, to);
    QFETCH(const QString, sentence);
    QByteArray text = writeRun(wholeRun(), RunDetail::Exchanges);
    const qsizetype at = text.indexOf(from);
    QVERIFY(at >= 0);
    text.replace(at, from.size(), to);
    const Result<RunDocument> read = readRun(text);
    QVERIFY(!read);
    QVERIFY2(read.error().message.contains(sentence), qUtf8Printable(read.error().message));
    QVERIFY2(read.error().message.contains(u"line "), qUtf8Printable(read.error().message));
}

void TestRunJsonReading::everyCutIsRefused()
{
    const QByteArray text = writeRun(wholeRun(), RunDetail::Exchanges).trimmed();
    for (qsizetype size = 0; size < text.size(); size += 7) {
        const Result<RunDocument> read = readRun(text.first(size));
        QVERIFY2(!read, qPrintable(QString::number(size)));
        QVERIFY(!read.error().message.isEmpty());
    }
}

QTEST_GUILESS_MAIN(TestRunJsonReading)
#include "tst_runjsonreading.moc"
