// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/chatcall.h"
#include "providers/fieldrepair.h"
#include "support/scriptedserver.h"

#include <QJsonObject>
#include <QSignalSpy>
#include <QTest>

using namespace moa;
using namespace Qt::StringLiterals;

namespace {

ChatRequest everySetting(const QUrl &url = QUrl(u"https://gateway.example/v1"_s))
{
    ChatRequest request;
    request.provider.id = ProviderId(u"gate"_s);
    request.provider.name = u"Gateway"_s;
    request.provider.baseUrl = url;
    request.provider.maxAttempts = 1;
    request.model = u"m"_s;
    request.messages = {{Message::Author::User, u"Hello"_s}};
    request.settings.temperature = 0.7;
    request.settings.topP = 0.9;
    request.settings.maxTokens = 100;
    request.settings.seed = 7;
    request.settings.extra = {{u"top_k"_s, "5"}};
    return request;
}

ScriptedReply refusal(const QByteArray &param, const QByteArray &message,
                      const QByteArray &code = "unsupported_parameter", int status = 400)
{
    return ScriptedReply::body(R"({"error":{"message":")" + message
                                   + R"(","type":"invalid_request_error","param":")" + param
                                   + R"(","code":")" + code + R"("}})",
                               "application/json", status);
}

} // namespace

class TestFieldRepair : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theRefusedSettingIsRecognised_data();
    void theRefusedSettingIsRecognised();
    void aRefusedFieldIsLeftOutAndTold();
    void severalRefusedFieldsAreLeftOut();
    void theLimitIsSentUnderItsNewName();
    void anotherComplaintIsNotRepaired_data();
    void anotherComplaintIsNotRepaired();
    void aServerThatNeverAgreesIsGivenUp();
};

void TestFieldRepair::theRefusedSettingIsRecognised_data()
{
    QTest::addColumn<Outcome>("outcome");
    QTest::addColumn<QString>("setting");

    const auto row = [](const char *name, const QString &param, const QString &code,
                        const QString &message, const QString &setting) {
        Outcome outcome{.kind = Outcome::Kind::Http,
                        .status = 400,
                        .message = message,
                        .code = code,
                        .param = param};
        QTest::newRow(name) << outcome << setting;
    };
    row("OpenAI, field", u"max_tokens"_s, u"unsupported_parameter"_s, u"no"_s, u"max_tokens"_s);
    row("OpenAI, value", u"temperature"_s, u"unsupported_value"_s, u"no"_s, u"temperature"_s);
    row("Anthropic", u"temperature"_s, u"invalid_request_error"_s,
        u"temperature is deprecated for this model"_s, u"temperature"_s);
    row("both of two", u"top_p"_s, u"invalid_request_error"_s,
        u"temperature and top_p cannot both be specified"_s, u"top_p"_s);
    row("Gemini's name", u"generationConfig.topP"_s, u"INVALID_ARGUMENT"_s, u"Unknown name"_s,
        u"top_p"_s);
    row("nested", u"stream_options.include_usage"_s, {}, u"Extra inputs are not permitted"_s,
        u"stream_options"_s);
    row("Mistral's name", u"random_seed"_s, {}, u"Extra inputs are not permitted"_s, u"seed"_s);
    row("an extra field", u"top_k"_s, {}, u"Unknown parameter"_s, u"top_k"_s);
    row("a value out of range", u"temperature"_s, u"invalid_value"_s,
        u"temperature: must be at most 1"_s, {});
    row("a setting that is not set", u"stop"_s, u"unsupported_parameter"_s, u"no"_s, {});
    row("what can't be left out", u"messages"_s, u"unsupported_parameter"_s, u"no"_s, {});
    row("nothing named", {}, u"unsupported_parameter"_s, u"no"_s, {});
}

void TestFieldRepair::theRefusedSettingIsRecognised()
{
    QFETCH(const Outcome, outcome);
    QFETCH(const QString, setting);
    QCOMPARE(refusedSetting(outcome, everySetting()), setting);
    Outcome busy = outcome;
    busy.status = 429;
    QCOMPARE(refusedSetting(busy, everySetting()), QString());
}

void TestFieldRepair::aRefusedFieldIsLeftOutAndTold()
{
    ThreadedScriptedServer server;
    server->script(u"m"_s,
                   {refusal("temperature", "Unsupported value: temperature"),
                    ScriptedReply::openAiStream(u"Here."_s)});
    RequestScheduler scheduler;
    ChatCall call(&scheduler, everySetting(server->baseUrl()), {});
    QSignalSpy ended(&call, &ChatCall::finished);
    call.start();
    QVERIFY(ended.wait(30'000));
    QCOMPARE(ended.constFirst().constFirst().value<Outcome>().kind, Outcome::Kind::Finished);
    QCOMPARE(call.reply().text, u"Here."_s);
    QCOMPARE(call.attempts(), 2);
    QCOMPARE(call.refusedSettings(), QStringList{u"temperature"_s});
    QCOMPARE(call.notices().size(), 1);
    QVERIFY2(call.notices().constFirst().contains(u"Unsupported value: temperature"),
             qPrintable(call.notices().constFirst()));
    QVERIFY(call.notices().constFirst().contains(u"asked again without “temperature”"));
    const QList<ScriptedRequest> requests = server->requests();
    QCOMPARE(requests.size(), 2);
    QVERIFY(requests.at(0).json().contains(u"temperature"));
    QVERIFY(!requests.at(1).json().contains(u"temperature"));
    QCOMPARE(requests.at(1).json().value(u"top_p").toDouble(), 0.9);
    QVERIFY(!call.body().contains("temperature"));
}

void TestFieldRepair::severalRefusedFieldsAreLeftOut()
{
    ThreadedScriptedServer server;
    server->script(u"m"_s,
                   {refusal("temperature", "no"), refusal("top_p", "no"),
                    refusal("top_k", "Unknown parameter", "unknown_parameter"),
                    ScriptedReply::openAiStream(u"Here."_s)});
    RequestScheduler scheduler;
    ChatCall call(&scheduler, everySetting(server->baseUrl()), {});
    QSignalSpy ended(&call, &ChatCall::finished);
    call.start();
    QVERIFY(ended.wait(30'000));
    QCOMPARE(call.reply().text, u"Here."_s);
    const QJsonObject last = server->requests().constLast().json();
    for (const char *const field : {"temperature", "top_p", "top_k"})
        QVERIFY(!last.contains(QLatin1String(field)));
    QCOMPARE(last.value(u"seed").toInt(), 7);
}

void TestFieldRepair::theLimitIsSentUnderItsNewName()
{
    ChatRequest request = everySetting();
    const QByteArray before = dialectFor(Dialect::OpenAi)->encode(request).body;
    QVERIFY(before.contains(R"("max_tokens":100)"));
    request = withoutSetting(request, u"max_tokens"_s);
    const QByteArray renamed = dialectFor(Dialect::OpenAi)->encode(request).body;
    QVERIFY(!renamed.contains(R"("max_tokens")"));
    QVERIFY(renamed.contains(R"("max_completion_tokens":100)"));
    request = withoutSetting(request, u"max_tokens"_s);
    QVERIFY(!dialectFor(Dialect::OpenAi)->encode(request).body.contains("100"));
}

void TestFieldRepair::anotherComplaintIsNotRepaired_data()
{
    QTest::addColumn<ScriptedReply>("reply");
    QTest::newRow("a range") << refusal("temperature", "must be at most 1", "invalid_value");
    QTest::newRow("another field") << refusal("messages", "unsupported");
    QTest::newRow("another status") << refusal("temperature", "unsupported", "x", 403);
}

void TestFieldRepair::anotherComplaintIsNotRepaired()
{
    QFETCH(const ScriptedReply, reply);
    ThreadedScriptedServer server;
    server->script(u"m"_s, {reply});
    RequestScheduler scheduler;
    ChatCall call(&scheduler, everySetting(server->baseUrl()), {});
    QSignalSpy ended(&call, &ChatCall::finished);
    call.start();
    QVERIFY(ended.wait(30'000));
    QCOMPARE(call.attempts(), 1);
    QCOMPARE(ended.constFirst().constFirst().value<Outcome>().kind, Outcome::Kind::Http);
    QVERIFY(call.notices().isEmpty());
}

void TestFieldRepair::aServerThatNeverAgreesIsGivenUp()
{
    ThreadedScriptedServer server;
    server->script(u"m"_s, {refusal("temperature", "no")});
    RequestScheduler scheduler;
    ChatCall call(&scheduler, everySetting(server->baseUrl()), {});
    QSignalSpy ended(&call, &ChatCall::finished);
    call.start();
    QVERIFY(ended.wait(30'000));
    QCOMPARE(ended.constFirst().constFirst().value<Outcome>().status, 400);
    QCOMPARE(call.attempts(), 2);
}

QTEST_GUILESS_MAIN(TestFieldRepair)
#include "tst_fieldrepair.moc"
