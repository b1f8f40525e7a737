// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialectrequest.h"

#include <QTest>

using namespace moa;
using namespace Qt::StringLiterals;
using Author = Message::Author;

namespace {

ChatRequest request(const QString &model = u"gemini-2.5-flash"_s)
{
    return requestTo(Dialect::Gemini, u"https://generativelanguage.googleapis.com"_s, model);
}

} // namespace

class TestGeminiDialect : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rolesAreItsOwn();
    void settingsAreSent_data();
    void settingsAreSent();
    void joinsTheAddress_data();
    void joinsTheAddress();
    void theKeyHasItsOwnHeader();
    void anAnswerThatWasHeldBackTellsWhy();
    void garbageIsToldOnlyBeforeTheEnd();
};

void TestGeminiDialect::rolesAreItsOwn()
{
    ChatRequest chat = request();
    chat.messages = {{Author::System, u"s"_s},
                     {Author::User, u"u"_s},
                     {Author::Assistant, u"a"_s},
                     {Author::User, u"v"_s}};
    QCOMPARE(encoded(chat).body,
             QByteArray(R"({"contents":[{"parts":[{"text":"u"}],"role":"user"},)"
                        R"({"parts":[{"text":"a"}],"role":"model"},)"
                        R"({"parts":[{"text":"v"}],"role":"user"}],)"
                        R"("systemInstruction":{"parts":[{"text":"s"}]}})"));
}

void TestGeminiDialect::settingsAreSent_data()
{
    QTest::addColumn<ChatRequest>("chat");
    QTest::addColumn<QByteArray>("sent");
    QTest::newRow("none") << request() << QByteArray("{}");
    ChatRequest all = request();
    all.settings = everySetting();
    QTest::newRow("all") << all
                         << QByteArray(
                                R"({"generationConfig":{"maxOutputTokens":4000,"seed":7,)"
                                R"("stopSequences":["END"],"temperature":0.5,"thinkingConfig":{)"
                                R"("includeThoughts":true,"thinkingBudget":24576},"topP":0.25}})");
    all.facts.omit = {u"topP"_s, u"stop"_s, u"generation_config.seed"_s, u"thinkingConfig"_s,
                      u"contents"_s};
    QTest::newRow("what is not to be sent")
        << all << QByteArray(R"({"generationConfig":{"maxOutputTokens":4000,"temperature":0.5}})");
    const auto effort = [](const char *name, const QString &model, const QString &value,
                           const QByteArray &thinking) {
        ChatRequest chat = request(model);
        chat.settings.reasoningEffort = value;
        QTest::newRow(name) << chat
                            << (thinking.isEmpty() ? QByteArray("{}")
                                                   : R"({"generationConfig":{"thinkingConfig":)"
                                        + thinking + "}}");
    };
    effort("off", u"gemini-2.5-flash"_s, u"none"_s,
           R"({"includeThoughts":false,"thinkingBudget":0})");
    effort("as little as it takes", u"gemini-2.5-pro"_s, u"none"_s,
           R"({"includeThoughts":false,"thinkingBudget":128})");
    effort("a level", u"gemini-3-pro-preview"_s, u"low"_s,
           R"({"includeThoughts":true,"thinkingLevel":"LOW"})");
    effort("the highest level", u"gemini-3.5-flash"_s, u"max"_s,
           R"({"includeThoughts":true,"thinkingLevel":"HIGH"})");
    effort("one that does not think", u"gemini-2.0-flash"_s, u"low"_s, {});
    ChatRequest reasons = request();
    reasons.facts.reasons = true;
    QTest::newRow("thoughts are shown")
        << reasons
        << QByteArray(R"({"generationConfig":{"thinkingConfig":{"includeThoughts":true}}})");
    ChatRequest extra = request();
    extra.settings.temperature = 0.5;
    extra.settings.extra = {{u"generationConfig"_s, R"({"topK":5})"}};
    QTest::newRow("extra is merged")
        << extra << QByteArray(R"({"generationConfig":{"temperature":0.5,"topK":5}})");
}

void TestGeminiDialect::settingsAreSent()
{
    QFETCH(ChatRequest, chat);
    QFETCH(QByteArray, sent);
    QCOMPARE(settingsOf(chat), sent);
    QVERIFY(bodyOf(chat).contains(u"contents"));
}

void TestGeminiDialect::joinsTheAddress_data()
{
    QTest::addColumn<QString>("base");
    QTest::addColumn<QString>("model");
    QTest::addColumn<bool>("stream");
    QTest::addColumn<QString>("url");
    const QString usual = u"https://g.example/v1beta/models/m:streamGenerateContent?alt=sse"_s;
    const auto row = [](const char *name, const QString &base, const QString &model, bool stream,
                        const QString &url) {
        QTest::newRow(name) << base << model << stream << url;
    };
    row("bare", u"https://g.example"_s, u"m"_s, true, usual);
    row("version", u"https://g.example/v1beta/"_s, u"m"_s, true, usual);
    row("models", u"https://g.example/v1beta/models"_s, u"m"_s, true, usual);
    row("whole", u"https://g.example/v1beta/models/x:streamGenerateContent?alt=sse"_s, u"m"_s, true,
        usual);
    row("not streamed", u"https://g.example/v1beta"_s, u"models/m"_s, false,
        u"https://g.example/v1beta/models/m:generateContent"_s);
    row("another version", u"https://g.example/v1"_s, u"m"_s, false,
        u"https://g.example/v1/models/m:generateContent"_s);
    row("fine-tuned", u"https://g.example"_s, u"tunedModels/t"_s, false,
        u"https://g.example/v1beta/tunedModels/t:generateContent"_s);
    row("an odd name", u"https://g.example"_s, u"a?b#c"_s, false,
        u"https://g.example/v1beta/models/a%3Fb%23c:generateContent"_s);
    row("a query", u"https://g.example/v1beta?tenant=7"_s, u"m"_s, true,
        u"https://g.example/v1beta/models/m:streamGenerateContent?tenant=7&alt=sse"_s);
}

void TestGeminiDialect::joinsTheAddress()
{
    QFETCH(QString, base);
    QFETCH(QString, model);
    QFETCH(bool, stream);
    QFETCH(QString, url);
    ChatRequest chat = requestTo(Dialect::Gemini, base, model);
    chat.stream = stream;
    QCOMPARE(encoded(chat).url.toString(QUrl::FullyEncoded), url);
}

void TestGeminiDialect::theKeyHasItsOwnHeader()
{
    QCOMPARE(keyIn(Dialect::Gemini, u"https://g.example"_s, "x-goog-api-key"),
             QByteArray("secret"));
}

void TestGeminiDialect::anAnswerThatWasHeldBackTellsWhy()
{
    const auto decoder = dialectFor(Dialect::Gemini)->decoder("application/json");
    decoder->feed(R"({"candidates":[{"finishReason":"PROHIBITED_CONTENT",)"
                  R"("finishMessage":"Not allowed."}]})");
    decoder->finish();
    QCOMPARE(decoder->reply().stopReason, StopReason::Filtered);
    QCOMPARE(decoder->reply().refusal, u"Not allowed."_s);
    QVERIFY(!decoder->reply().promptBlocked);
}

void TestGeminiDialect::garbageIsToldOnlyBeforeTheEnd()
{
    const auto read = [](const QByteArray &body) {
        const auto decoder = dialectFor(Dialect::Gemini)->decoder("application/json");
        decoder->feed(body);
        decoder->finish();
        return decoder->reply().error;
    };
    QVERIFY(!read("oops").isEmpty());
    QVERIFY(!read("[]").isEmpty());
    QVERIFY(!read(R"([{"candidates":[{"content")").isEmpty());
    QVERIFY(read(R"([{"candidates":[{"finishReason":"STOP"}]}] oops)").isEmpty());
}

QTEST_GUILESS_MAIN(TestGeminiDialect)
#include "tst_geminidialect.moc"
