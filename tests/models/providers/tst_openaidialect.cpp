// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialectrequest.h"
#include "providers/openaidialect.h"

#include <QJsonArray>
#include <QTest>

using namespace moa;
using namespace Qt::StringLiterals;

namespace {

ChatReply decode(const QByteArray &body, const QByteArray &contentType = "text/event-stream")
{
    const auto decoder = OpenAiDialect().decoder(contentType);
    decoder->feed(body);
    decoder->finish();
    return decoder->reply();
}

QByteArray chunk(const QByteArray &choice)
{
    return "data: {\"choices\":[" + choice + "]}\n\n";
}

ChatRequest request()
{
    ChatRequest result;
    result.provider.baseUrl = QUrl(QStringLiteral("https://api.example/v1"));
    result.model = QStringLiteral("m");
    result.messages = {{Message::Author::System, QStringLiteral("s")},
                       {Message::Author::User, QStringLiteral("u")},
                       {Message::Author::Assistant, QStringLiteral("a")}};
    return result;
}

} // namespace

class TestOpenAiDialect : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sendsTheConversationInOrder();
    void sendsOnlySettingsThatAreSet();
    void extraFieldsWin();
    void fieldsFitTheServiceAndTheModel_data();
    void fieldsFitTheServiceAndTheModel();
    void whatIsLeftOutIsTold();
    void joinsTheAddress_data();
    void joinsTheAddress();
    void azureHasAKeyHeaderOfItsOwn();
    void theKeyGoesToItsOriginOnly_data();
    void theKeyGoesToItsOriginOnly();
    void readsText_data();
    void readsText();
    void readsReasoningApart_data();
    void readsReasoningApart();
    void readsUsage();
    void countsThatNoModelHasDoNotOverflow();
    void theLastUsageWins();
    void readsStopReasons_data();
    void readsStopReasons();
    void aRefusalIsFiltered();
    void tellsFailuresInTheStream_data();
    void tellsFailuresInTheStream();
    void withoutAnEndMarkerItHasNotEnded();
    void ignoresWhatFollowsTheEndMarker();
    void readsAWholeBody();
    void readsErrorBodies_data();
    void readsErrorBodies();
    void findsTheFieldThatIsRefused_data();
    void findsTheFieldThatIsRefused();
    void aWebPageIsNoReply();
};

void TestOpenAiDialect::sendsTheConversationInOrder()
{
    const QJsonArray messages = bodyOf(request()).value(u"messages").toArray();
    QStringList told;
    for (const QJsonValue &message : messages)
        told.append(message[u"role"].toString() + u'=' + message[u"content"].toString());
    QCOMPARE(told.join(u' '), QStringLiteral("system=s user=u assistant=a"));
}

void TestOpenAiDialect::sendsOnlySettingsThatAreSet()
{
    ChatRequest chat = request();
    QCOMPARE(bodyOf(chat).keys(),
             (QStringList{QStringLiteral("messages"), QStringLiteral("model"),
                          QStringLiteral("stream"), QStringLiteral("stream_options")}));
    chat.stream = false;
    chat.settings.temperature = 0.7;
    chat.settings.topP = 0.9;
    chat.settings.maxTokens = 2048;
    chat.settings.stop = QStringList{QStringLiteral("END")};
    chat.settings.seed = 9007199254740993;
    chat.settings.reasoningEffort = QStringLiteral("low");
    const QJsonObject body = bodyOf(chat);
    QCOMPARE(body.value(u"temperature").toDouble(), 0.7);
    QCOMPARE(body.value(u"top_p").toDouble(), 0.9);
    QCOMPARE(body.value(u"max_tokens").toInt(), 2048);
    QCOMPARE(body.value(u"stop").toArray(), QJsonArray{QStringLiteral("END")});
    QCOMPARE(body.value(u"seed").toInteger(), 9007199254740993);
    QCOMPARE(body.value(u"reasoning_effort").toString(), QStringLiteral("low"));
    QVERIFY(!body.value(u"stream").toBool(true));
    QVERIFY(!body.contains(u"stream_options"));
}

void TestOpenAiDialect::extraFieldsWin()
{
    ChatRequest chat = request();
    chat.settings.temperature = 0.7;
    chat.settings.extra = {{QStringLiteral("temperature"), "0.1"},
                           {QStringLiteral("reasoning"), "{\"effort\":\"low\"}"},
                           {QStringLiteral("flag"), "true"}};
    const QJsonObject body = bodyOf(chat);
    QCOMPARE(body.value(u"temperature").toDouble(), 0.1);
    QCOMPARE(body.value(u"reasoning").toObject().value(u"effort").toString(),
             QStringLiteral("low"));
    QCOMPARE(body.value(u"flag").toBool(), true);
}

void TestOpenAiDialect::fieldsFitTheServiceAndTheModel_data()
{
    QTest::addColumn<ChatRequest>("chat");
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<bool>("usageAskedFor");
    const auto row = [](const char *name, const QString &base, const QString &model,
                        const QByteArray &sent, bool usage = true, bool reasons = false,
                        const QStringList &omit = {}) {
        ChatRequest chat = requestTo(Dialect::OpenAi, base, model);
        chat.settings = everySetting();
        chat.settings.maxTokens = 9;
        chat.facts.reasons = reasons;
        chat.facts.omit = omit;
        QTest::newRow(name) << chat << sent << usage;
    };
    const QByteArray plain = R"({"max_tokens":9,"reasoning_effort":"high","seed":7,"stop":["END"],)"
                             R"("temperature":0.5,"top_p":0.25})";
    const QByteArray reasoner = R"({"max_completion_tokens":9,"reasoning_effort":"high","seed":7})";
    const QByteArray newName =
        R"({"max_completion_tokens":9,"reasoning_effort":"high","seed":7,"stop":["END"],)"
        R"("temperature":0.5,"top_p":0.25})";
    const QString openAi = u"https://api.openai.com/v1"_s;
    row("OpenAI", openAi, u"gpt-4o"_s, plain);
    for (const char *model :
         {"o1", "o1-mini", "o3", "o4-mini-2025-04-16", "gpt-5", "gpt-5.1", "gpt-5-mini"})
        row(qPrintable(u"OpenAI's "_s + QLatin1StringView(model)), openAi,
            QString::fromLatin1(model), reasoner);
    row("OpenAI's chat product", openAi, u"gpt-5-chat-latest"_s, plain);
    row("OpenAI's by its facts", openAi, u"ft:thinker"_s, reasoner, true, true);
    row("Azure", u"https://r.openai.azure.com/openai/v1"_s, u"o3"_s, reasoner);
    row("a gateway", u"https://gate.example/v1"_s, u"o3"_s, plain);
    row("a gateway to a model that reasons", u"https://gate.example/v1"_s, u"o3"_s, reasoner, true,
        true);
    row("this machine", u"http://127.0.0.1:8080/v1"_s, u"qwen3"_s, plain, true, true);
    row("Groq", u"https://api.groq.com/openai/v1"_s, u"m"_s, newName, true, true);
    row("Mistral", u"https://api.mistral.ai/v1"_s, u"m"_s,
        R"({"max_tokens":9,"random_seed":7,"reasoning_effort":"high","stop":["END"],)"
        R"("temperature":0.5,"top_p":0.25})",
        false);
    row("OpenRouter", u"https://openrouter.ai/api/v1"_s, u"openai/o3"_s,
        R"({"max_tokens":9,"reasoning":{"effort":"high"},"seed":7,"stop":["END"],)"
        R"("temperature":0.5,"top_p":0.25})",
        true, true);
    row("Together", u"https://api.together.xyz/v1"_s, u"m"_s, plain, true, true);
    row("DeepSeek", u"https://api.deepseek.com"_s, u"m"_s, plain, true, true);
    row("what is not to be sent", openAi, u"gpt-4o"_s, R"({"reasoning_effort":"high","seed":7})",
        false, false,
        {u"temperature"_s, u"top_p"_s, u"stop"_s, u"max_completion_tokens"_s, u"stream_options"_s});
}

void TestOpenAiDialect::fieldsFitTheServiceAndTheModel()
{
    QFETCH(ChatRequest, chat);
    QFETCH(QByteArray, sent);
    QFETCH(bool, usageAskedFor);
    QCOMPARE(settingsOf(chat), sent);
    QCOMPARE(bodyOf(chat).contains(u"stream_options"), usageAskedFor);
}

void TestOpenAiDialect::whatIsLeftOutIsTold()
{
    ChatRequest chat = requestTo(Dialect::OpenAi, u"https://api.openai.com"_s, u"o3"_s);
    chat.settings = everySetting();
    QCOMPARE(encoded(chat).leftOut, (QStringList{u"temperature"_s, u"top_p"_s, u"stop"_s}));
    // What a person has taken out need not be told.
    chat.facts.omit = {u"temperature"_s, u"top_p"_s, u"stop"_s};
    QCOMPARE(encoded(chat).leftOut, QStringList());
}

void TestOpenAiDialect::joinsTheAddress_data()
{
    QTest::addColumn<QString>("base");
    QTest::addColumn<QString>("url");
    const auto row = [](const char *name, const QString &base, const QString &url) {
        QTest::newRow(name) << base << url + u"/chat/completions"_s;
    };
    const QString usual = u"https://api.example/v1"_s;
    row("bare", u"https://api.example"_s, usual);
    row("plain", u"https://api.example/v1"_s, usual);
    row("slash", u"https://api.example/v1/"_s, usual);
    row("slashes", u"https://api.example/v1//"_s, usual);
    row("whole", u"https://api.example/v1/chat/completions"_s, usual);
    row("another path", u"https://api.example/gate"_s, u"https://api.example/gate"_s);
    row("encoded", u"https://api.example/a%2Fb/v1"_s, u"https://api.example/a%2Fb/v1"_s);
    row("DeepSeek", u"https://api.deepseek.com"_s, u"https://api.deepseek.com"_s);
    row("DeepSeek with a version", u"https://api.deepseek.com/v1"_s,
        u"https://api.deepseek.com/v1"_s);
    row("Groq, host only", u"https://api.groq.com"_s, u"https://api.groq.com/openai/v1"_s);
    row("OpenRouter, host only", u"https://openrouter.ai"_s, u"https://openrouter.ai/api/v1"_s);
    row("OpenRouter, half", u"https://openrouter.ai/api/"_s, u"https://openrouter.ai/api/v1"_s);
    const QString azure = u"https://r.openai.azure.com"_s;
    row("Azure, host only", azure, azure + u"/openai/v1"_s);
    row("Azure, newer", azure + u"/openai/v1/"_s, azure + u"/openai/v1"_s);
    const auto deployment = [&](const char *name, const QString &path) {
        QTest::newRow(name) << azure + path + u"?api-version=2024-10-21"_s
                            << azure
                + u"/openai/deployments/m/chat/completions?api-version=2024-10-21"_s;
    };
    deployment("Azure, a version", u""_s);
    deployment("Azure, half", u"/openai/"_s);
    deployment("Azure, a deployment", u"/openai/deployments/m"_s);
    deployment("Azure, whole", u"/openai/deployments/m/chat/completions"_s);
}

void TestOpenAiDialect::joinsTheAddress()
{
    QFETCH(QString, base);
    QFETCH(QString, url);
    QCOMPARE(encoded(requestTo(Dialect::OpenAi, base)).url.toString(QUrl::FullyEncoded), url);
}

void TestOpenAiDialect::azureHasAKeyHeaderOfItsOwn()
{
    const QString azure = u"https://r.openai.azure.com/openai/v1"_s;
    QCOMPARE(keyIn(Dialect::OpenAi, azure, "api-key"), QByteArray("secret"));
    QCOMPARE(keyIn(Dialect::OpenAi, azure, "Authorization"), QByteArray());
    QCOMPARE(keyIn(Dialect::OpenAi, u"https://openai.azure.com.evil.example"_s, "api-key"),
             QByteArray());
}

void TestOpenAiDialect::theKeyGoesToItsOriginOnly_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<bool>("sent");
    QTest::newRow("same") << QStringLiteral("https://api.example/v1/x") << true;
    QTest::newRow("explicit port") << QStringLiteral("https://API.example:443/x") << true;
    QTest::newRow("other scheme") << QStringLiteral("http://api.example/v1/x") << false;
    QTest::newRow("other port") << QStringLiteral("https://api.example:8443/v1/x") << false;
    QTest::newRow("other host") << QStringLiteral("https://api.example.org/v1/x") << false;
}

void TestOpenAiDialect::theKeyGoesToItsOriginOnly()
{
    QFETCH(QString, url);
    QFETCH(bool, sent);
    QNetworkRequest network{QUrl(url)};
    const ApiKey key("secret", originOf(QUrl(QStringLiteral("https://api.example/v1"))));
    OpenAiDialect().authorize(network, key);
    QCOMPARE(network.rawHeader("Authorization"), sent ? QByteArray("Bearer secret") : QByteArray());
}

void TestOpenAiDialect::readsText_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("text");
    const QByteArray end = "data: [DONE]\n\n";
    QTest::newRow("deltas") << chunk(R"({"delta":{"content":"Hel"}})")
            + chunk(R"({"delta":{"content":"lo"}})")
            + end << QStringLiteral("Hello");
    QTest::newRow("half surrogates") << chunk(R"({"delta":{"content":"\ud83d"}})")
            + chunk(R"({"delta":{"content":"\ude80"}})")
            + end << QStringLiteral("🚀");
    QTest::newRow("null, empty and absent content")
        << chunk(R"({"delta":{"role":"assistant","content":null}})")
            + chunk(R"({"delta":{"content":""}})") + chunk(R"({"delta":{}})") + chunk(R"({})")
            + "data: {\"choices\":[]}\n\ndata: {}\n\n" + chunk(R"({"delta":{"content":"a"}})") + end
        << QStringLiteral("a");
    QTest::newRow("odd characters") << chunk(R"({"delta":{"content":"a\u0000b\u2028\r"}})") + end
                                    << QStringLiteral("a\0b\u2028\r").left(5);
    QTest::newRow("comments") << ": OPENROUTER PROCESSING\n\n"
            + chunk(R"({"delta":{"content":"a"}})")
            + end << QStringLiteral("a");
}

void TestOpenAiDialect::readsText()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, text);
    const ChatReply reply = decode(body);
    QCOMPARE(reply.text, text);
    QVERIFY(reply.ended);
    QCOMPARE(reply.error, QString());
}

void TestOpenAiDialect::readsReasoningApart_data()
{
    QTest::addColumn<QByteArray>("delta");
    QTest::newRow("reasoning") << QByteArray(R"({"reasoning":"hm"})");
    QTest::newRow("reasoning_content") << QByteArray(R"({"reasoning_content":"hm"})");
    QTest::newRow("both with the same text")
        << QByteArray(R"({"reasoning":"hm","reasoning_content":"hm"})");
}

void TestOpenAiDialect::readsReasoningApart()
{
    QFETCH(QByteArray, delta);
    const ChatReply reply = decode(chunk("{\"delta\":" + delta + "}")
                                   + chunk(R"({"delta":{"content":"a"},"finish_reason":"stop"})"));
    QCOMPARE(reply.reasoning, QStringLiteral("hm"));
    QCOMPARE(reply.text, QStringLiteral("a"));
}

void TestOpenAiDialect::readsUsage()
{
    const ChatReply reply =
        decode("data: {\"choices\":[],\"usage\":{\"prompt_tokens\":11,\"completion_tokens\":7.0,"
               "\"prompt_tokens_details\":{\"cached_tokens\":4},"
               "\"completion_tokens_details\":{\"reasoning_tokens\":3}}}\n\ndata: [DONE]\n\n");
    QVERIFY(reply.usage);
    QCOMPARE(*reply.usage, (Usage{11, 7, 3, 4, Usage::Source::Reported}));
}

void TestOpenAiDialect::countsThatNoModelHasDoNotOverflow()
{
    const ChatReply reply =
        decode("data: {\"choices\":[],\"usage\":{\"prompt_tokens\":1e103,"
               "\"completion_tokens\":9223372036854775807,"
               "\"prompt_tokens_details\":{\"cached_tokens\":-1e300}}}\n\ndata: [DONE]\n\n");
    QVERIFY(reply.usage);
    QVERIFY(reply.usage->input > 1'000'000'000);
    QVERIFY(reply.usage->input + reply.usage->output > reply.usage->output);
    QCOMPARE(reply.usage->cached, 0);
}

void TestOpenAiDialect::theLastUsageWins()
{
    const ChatReply reply =
        decode("data: {\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1}}\n\n"
               "data: {\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":6}}\n\n"
               "data: {\"usage\":null}\n\ndata: [DONE]\n\n");
    QVERIFY(reply.usage);
    QCOMPARE(reply.usage->input, 5);
    QCOMPARE(reply.usage->output, 6);
}

void TestOpenAiDialect::readsStopReasons_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<StopReason>("reason");
    QTest::newRow("stop") << QByteArray("stop") << StopReason::Complete;
    QTest::newRow("eos") << QByteArray("eos") << StopReason::Complete;
    QTest::newRow("length") << QByteArray("length") << StopReason::Length;
    QTest::newRow("content_filter") << QByteArray("content_filter") << StopReason::Filtered;
    QTest::newRow("tool_calls") << QByteArray("tool_calls") << StopReason::Tool;
    QTest::newRow("error") << QByteArray("error") << StopReason::Error;
    QTest::newRow("abort") << QByteArray("abort") << StopReason::Error;
}

void TestOpenAiDialect::readsStopReasons()
{
    QFETCH(QByteArray, name);
    QFETCH(StopReason, reason);
    const ChatReply reply = decode(chunk("{\"delta\":{},\"finish_reason\":\"" + name + "\"}"));
    QCOMPARE(reply.stopReason, reason);
    QVERIFY(reply.ended);
}

void TestOpenAiDialect::aRefusalIsFiltered()
{
    const ChatReply reply =
        decode(chunk(R"({"delta":{"refusal":"I can't."}})")
               + chunk(R"({"delta":{},"finish_reason":"stop"})") + "data: [DONE]\n\n");
    QCOMPARE(reply.text, QString());
    QCOMPARE(reply.refusal, QStringLiteral("I can't."));
    QCOMPARE(reply.stopReason, StopReason::Filtered);
}

void TestOpenAiDialect::tellsFailuresInTheStream_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("message");
    QTest::newRow("error object") << QByteArray(
        "data: {\"error\":{\"message\":\"Overloaded\"}}\n\n")
                                  << QStringLiteral("Overloaded");
    QTest::newRow("error text") << QByteArray("data: {\"error\":\"boom\"}\n\n")
                                << QStringLiteral("boom");
    QTest::newRow("object error") << QByteArray(
        "data: {\"object\":\"error\",\"message\":\"too long\"}\n\n")
                                  << QStringLiteral("too long");
    QTest::newRow("error field") << QByteArray(
        "error: {\"code\":400,\"message\":\"too long\"}\n\ndata: [DONE]\n\n")
                                 << QStringLiteral("too long");
    QTest::newRow("not JSON") << QByteArray("data: {oops\n\n")
                              << QStringLiteral("part of the reply is not JSON");
    QTest::newRow("not UTF-8") << QByteArray("data: {\"a\":\"\xFF\"}\n\n")
                               << QStringLiteral("part of the reply is not JSON");
}

void TestOpenAiDialect::tellsFailuresInTheStream()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, message);
    QCOMPARE(decode(body).error, message);
}

void TestOpenAiDialect::withoutAnEndMarkerItHasNotEnded()
{
    const ChatReply reply = decode(chunk(R"({"delta":{"content":"a"},"finish_reason":null})"));
    QCOMPARE(reply.text, QStringLiteral("a"));
    QVERIFY(!reply.ended);
}

void TestOpenAiDialect::ignoresWhatFollowsTheEndMarker()
{
    const ChatReply reply =
        decode("data: [DONE]\n\n" + chunk(R"({"delta":{"content":"late"}})") + "data: {oops\n\n");
    QCOMPARE(reply.text, QString());
    QCOMPARE(reply.error, QString());
}

void TestOpenAiDialect::readsAWholeBody()
{
    const ChatReply reply =
        decode("\n\n{\"model\":\"m-0613\",\"choices\":[{\"message\":{\"content\":\"Hello\"},"
               "\"finish_reason\":\"length\"}],\"usage\":{\"prompt_tokens\":2,"
               "\"completion_tokens\":1}}",
               "application/json; charset=utf-8");
    QCOMPARE(reply.text, QStringLiteral("Hello"));
    QCOMPARE(reply.model, QStringLiteral("m-0613"));
    QCOMPARE(reply.stopReason, StopReason::Length);
    QVERIFY(reply.ended && reply.usage);
    QVERIFY(!decode("{\"hello\":1}", "application/json").error.isEmpty());
    QVERIFY(!decode("", "application/json").error.isEmpty());
}

void TestOpenAiDialect::readsErrorBodies_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("message");
    QTest::addColumn<QString>("code");
    const auto row = [](const char *name, const char *body, const char *message, const char *code) {
        QTest::newRow(name) << QByteArray(body) << QString::fromUtf8(message)
                            << QString::fromUtf8(code);
    };
    row("OpenAI", R"({"error":{"message":"m","type":"t","code":"c"}})", "m", "c");
    row("numeric code", R"({"error":{"message":"m","code":400}})", "m", "400");
    row("Anthropic", R"({"type":"error","error":{"type":"overloaded_error","message":"m"}})", "m",
        "overloaded_error");
    row("Ollama", R"({"error":"m"})", "m", "");
    row("gateway", R"({"message":"m"})", "m", "");
    row("vLLM", R"({"object":"error","message":"m","type":"t","code":404})", "m", "t");
    row("detail", R"({"detail":"m"})", "m", "");
    row("detail list", R"({"detail":[{"loc":["body"],"msg":"m","type":"missing"}]})", "m",
        "missing");
    row("array", R"([{"error":{"message":"m","status":"RESOURCE_EXHAUSTED"}}])", "m",
        "RESOURCE_EXHAUSTED");
    row("errors", R"({"errors":[{"message":"m"}]})", "m", "");
    row("plain text", "  upstream\n connect error ", "upstream connect error", "");
    row("web page", "<html><body>502</body></html>", "", "");
    row("empty", "", "", "");
}

void TestOpenAiDialect::readsErrorBodies()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, message);
    QFETCH(QString, code);
    const ServerError error = readServerError(body);
    QCOMPARE(error.message, message);
    QCOMPARE(error.code, code);
}

void TestOpenAiDialect::findsTheFieldThatIsRefused_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QString>("param");
    QTest::newRow("value") << QByteArray(
        "Unsupported value: 'temperature' does not support 0.7 with this model.")
                           << u"temperature"_s;
    QTest::newRow("parameter") << QByteArray("Unsupported parameter: 'max_tokens' is not supported")
                               << u"max_tokens"_s;
    QTest::newRow("keyword") << QByteArray("got an unexpected keyword argument 'seed'")
                             << u"seed"_s;
    QTest::newRow("model") << QByteArray("Invalid model 'llama3'") << QString();
    QTest::newRow("another sentence") << QByteArray("upstream: 'x' failed") << QString();
}

void TestOpenAiDialect::findsTheFieldThatIsRefused()
{
    QFETCH(QByteArray, message);
    QFETCH(QString, param);
    QCOMPARE(readServerError("{\"error\":{\"message\":\"" + message + "\"}}").param, param);
}

void TestOpenAiDialect::aWebPageIsNoReply()
{
    QVERIFY(!OpenAiDialect().decoder("text/html; charset=utf-8"));
    QVERIFY(OpenAiDialect().decoder("text/plain"));
}

QTEST_GUILESS_MAIN(TestOpenAiDialect)
#include "tst_openaidialect.moc"
