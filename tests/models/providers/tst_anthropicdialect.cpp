// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialectrequest.h"

#include <QJsonArray>
#include <QTest>

using namespace moa;
using namespace Qt::StringLiterals;
using Author = Message::Author;

namespace {

ChatRequest request(const QString &model = u"claude-sonnet-4-5-20250929"_s)
{
    return requestTo(Dialect::Anthropic, u"https://api.anthropic.com"_s, model);
}

QByteArray versionOf(const ChatRequest &chat)
{
    return headerValue(encoded(chat).headers, "anthropic-version");
}

} // namespace

class TestAnthropicDialect : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void systemTextStandsApart();
    void theUserHasTheLastTurn();
    void settingsAreSent_data();
    void settingsAreSent();
    void theVersionFollowsSampling();
    void joinsTheAddress_data();
    void joinsTheAddress();
    void theKeyHasItsOwnHeader();
    void refusalsTellWhy();
};

void TestAnthropicDialect::systemTextStandsApart()
{
    ChatRequest chat = request();
    chat.messages = {{Author::System, u"s"_s},
                     {Author::User, u"u"_s},
                     {Author::Assistant, u"a"_s},
                     {Author::User, u"v"_s}};
    const QJsonObject body = bodyOf(chat);
    QCOMPARE(body.value(u"system").toString(), u"s"_s);
    QCOMPARE(QJsonDocument(body.value(u"messages").toArray()).toJson(QJsonDocument::Compact),
             QByteArray(R"([{"content":"u","role":"user"},{"content":"a","role":"assistant"},)"
                        R"({"content":"v","role":"user"}])"));
    chat.messages = {{Author::User, u"u"_s}};
    QVERIFY(!bodyOf(chat).contains(u"system"));
}

void TestAnthropicDialect::theUserHasTheLastTurn()
{
    ChatRequest chat = request();
    chat.messages = {{Author::User, u"u"_s}, {Author::Assistant, u"references"_s}};
    QCOMPARE(
        QJsonDocument(bodyOf(chat).value(u"messages").toArray()).toJson(QJsonDocument::Compact),
        QByteArray(R"([{"content":"u\n\nreferences","role":"user"}])"));
}

void TestAnthropicDialect::settingsAreSent_data()
{
    QTest::addColumn<ChatRequest>("chat");
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<QStringList>("leftOut");
    const auto row = [](const char *name, const ChatRequest &chat, const QByteArray &sent,
                        const QStringList &leftOut = {}) {
        QTest::newRow(name) << chat << sent << leftOut;
    };
    row("a limit must be there", request(), R"({"max_tokens":4096})");
    ChatRequest known = request();
    known.facts.maxOutput = 64'000;
    row("more where more is possible", known, R"({"max_tokens":8192})");
    known.facts.maxOutput = 2048;
    row("no more than is possible", known, R"({"max_tokens":2048})");

    ChatRequest sampling = request();
    sampling.settings.temperature = 0.5;
    sampling.settings.topP = 0.25;
    sampling.settings.maxTokens = 10;
    sampling.settings.stop = QStringList{u"END"_s};
    sampling.settings.seed = 7;
    row("never both sampling values, no seed", sampling,
        R"({"max_tokens":10,"stop_sequences":["END"],"temperature":0.5})", {u"top_p"_s, u"seed"_s});
    sampling.facts.omit = {u"temperature"_s, u"max_tokens"_s};
    row("what is not to be sent", sampling,
        R"({"max_tokens":4096,"stop_sequences":["END"],"top_p":0.25})", {u"seed"_s});

    ChatRequest strict = request(u"claude-opus-4-7"_s);
    strict.settings.temperature = 0.5;
    row("a model that refuses sampling", strict, R"({"max_tokens":4096})", {u"temperature"_s});
    strict.model = u"claude-opus-5-1-20261001"_s;
    row("a later one", strict, R"({"max_tokens":4096})", {u"temperature"_s});
    strict.model = u"claude-3-5-haiku-latest"_s;
    row("an earlier one", strict, R"({"max_tokens":4096,"temperature":0.5})");

    ChatRequest thinking = request();
    thinking.settings.reasoningEffort = u"medium"_s;
    thinking.settings.temperature = 0.5;
    row("a budget of thinking", thinking,
        R"({"max_tokens":12288,"thinking":{"budget_tokens":8192,"type":"enabled"}})",
        {u"temperature"_s});
    thinking.settings.maxTokens = 4000;
    row("within the limit", thinking,
        R"({"max_tokens":4000,"thinking":{"budget_tokens":2000,"type":"enabled"}})",
        {u"temperature"_s});
    thinking.settings.maxTokens = 1000;
    row("no room to think", thinking, R"({"max_tokens":1000,"temperature":0.5})",
        {u"reasoning_effort"_s});
    thinking.model = u"claude-opus-4-6"_s;
    row("thinking by effort", thinking,
        R"({"max_tokens":1000,"output_config":{"effort":"medium"},)"
        R"("thinking":{"display":"summarized","type":"adaptive"}})",
        {u"temperature"_s});
    thinking.settings.maxTokens.reset();
    row("room for thinking by effort", thinking,
        R"({"max_tokens":12288,"output_config":{"effort":"medium"},)"
        R"("thinking":{"display":"summarized","type":"adaptive"}})",
        {u"temperature"_s});
    thinking.settings.maxTokens = 1000;
    thinking.settings.reasoningEffort = u"none"_s;
    row("no thinking", thinking,
        R"({"max_tokens":1000,"temperature":0.5,"thinking":{"type":"disabled"}})");
    thinking.settings.reasoningEffort = u"high"_s;
    thinking.model = u"claude-3-haiku-20240307"_s;
    row("a model that does not think", thinking, R"({"max_tokens":1000,"temperature":0.5})",
        {u"reasoning_effort"_s});
    thinking.facts.omit = {u"reasoning_effort"_s};
    row("an effort that is not to be sent", thinking, R"({"max_tokens":1000,"temperature":0.5})");
    ChatRequest extra = request();
    extra.settings.extra = {{u"top_k"_s, "5"}, {u"metadata"_s, R"({"user_id":"x"})"}};
    row("extra", extra, R"({"max_tokens":4096,"metadata":{"user_id":"x"},"top_k":5})");
    extra.facts.omit = {u"metadata.user_id"_s, u"top_k"_s, u"messages"_s};
    row("extra that is not to be sent", extra, R"({"max_tokens":4096,"metadata":{}})");
}

void TestAnthropicDialect::settingsAreSent()
{
    QFETCH(ChatRequest, chat);
    QFETCH(QByteArray, sent);
    QFETCH(QStringList, leftOut);
    QCOMPARE(settingsOf(chat), sent);
    QCOMPARE(encoded(chat).leftOut, leftOut);
    QVERIFY(bodyOf(chat).contains(u"messages"));
}

void TestAnthropicDialect::theVersionFollowsSampling()
{
    ChatRequest chat = request();
    QCOMPARE(versionOf(chat), QByteArray("2026-10-21"));
    chat.settings.topP = 0.5;
    QCOMPARE(versionOf(chat), QByteArray("2023-06-01"));
    chat.settings.topP.reset();
    chat.settings.extra = {{u"top_k"_s, "5"}};
    QCOMPARE(versionOf(chat), QByteArray("2023-06-01"));
}

void TestAnthropicDialect::joinsTheAddress_data()
{
    QTest::addColumn<QString>("base");
    QTest::addColumn<QString>("url");
    const QString usual = u"https://api.anthropic.com/v1/messages"_s;
    QTest::newRow("bare") << u"https://api.anthropic.com"_s << usual;
    QTest::newRow("slash") << u"https://api.anthropic.com/"_s << usual;
    QTest::newRow("version") << u"https://api.anthropic.com/v1/"_s << usual;
    QTest::newRow("whole") << u"https://api.anthropic.com/v1/messages"_s << usual;
    QTest::newRow("gateway") << u"https://gate.example/anthropic"_s
                             << u"https://gate.example/anthropic/v1/messages"_s;
}

void TestAnthropicDialect::joinsTheAddress()
{
    QFETCH(QString, base);
    QFETCH(QString, url);
    QCOMPARE(encoded(requestTo(Dialect::Anthropic, base)).url.toString(), url);
}

void TestAnthropicDialect::theKeyHasItsOwnHeader()
{
    QCOMPARE(keyIn(Dialect::Anthropic, u"https://api.anthropic.com"_s, "x-api-key"),
             QByteArray("secret"));
}

void TestAnthropicDialect::refusalsTellWhy()
{
    const auto decoder = dialectFor(Dialect::Anthropic)->decoder("application/json");
    decoder->feed(R"({"content":[],"stop_reason":"refusal",)"
                  R"("stop_details":{"category":"cyber","explanation":"It asks for harm."}})");
    decoder->finish();
    QCOMPARE(decoder->reply().stopReason, StopReason::Filtered);
    QCOMPARE(decoder->reply().stopName, u"refusal"_s);
    QCOMPARE(decoder->reply().refusal, u"It asks for harm."_s);
}

QTEST_GUILESS_MAIN(TestAnthropicDialect)
#include "tst_anthropicdialect.moc"
