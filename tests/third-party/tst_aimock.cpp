// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/chatcall.h"
#include "thirdpartyproviders.h"

#include <QSignalSpy>
#include <QTest>

using namespace moa;
using namespace Qt::StringLiterals;

namespace {

using Kind = Outcome::Kind;

const QString wholeText =
    u"The tide rises 🌊 twice a day: 달의 인력, 月の引力, and the Earth's turning."_s;
const QString thoughts = u"The moon pulls; so does the sun."_s;

/// What a fixture of the server is to come to.
struct Expected
{
    Kind kind = Kind::Finished;
    int status = 200;
    QString text = wholeText;
    StopReason stopReason = StopReason::Complete;
    QString reasoning{};
};

} // namespace

/** Every dialect against npm @copilotkit/aimock, a server that nobody of this project wrote. */
class TestAimock : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyDialectReadsEveryAnswer_data();
    void everyDialectReadsEveryAnswer();
    void everyDialectReadsAWholeReply_data();
    void everyDialectReadsAWholeReply();
    void aBusyServerIsAskedAgain_data();
    void aBusyServerIsAskedAgain();
    void azureDeploymentsAnswer();
    void openRouterTellsItsCost();

private:
    void addDialects();
    [[nodiscard]] ChatRequest request(const QString &provider, const QString &model) const;

    NodeServer m_server;
    QList<Provider> m_providers;
    RequestScheduler m_scheduler;
};

void TestAimock::initTestCase()
{
    QVERIFY(m_server.start(u"aimock-server.mjs"_s));
    m_providers = aimockProviders(m_server);
}

ChatRequest TestAimock::request(const QString &provider, const QString &model) const
{
    ChatRequest request;
    for (const Provider &candidate : m_providers) {
        if (candidate.id.toString() == provider)
            request.provider = candidate;
    }
    request.model = model;
    request.messages = {{Message::Author::System, u"Be brief."_s},
                        {Message::Author::User, u"Why are there tides?"_s}};
    request.settings.maxTokens = 500;
    return request;
}

void TestAimock::addDialects()
{
    QTest::addColumn<QString>("provider");
    for (const char *const id : {"openai", "openrouter", "anthropic", "gemini", "ollama"})
        QTest::newRow(id) << QString::fromLatin1(id);
}

void TestAimock::everyDialectReadsEveryAnswer_data()
{
    QTest::addColumn<QString>("provider");
    QTest::addColumn<QString>("model");
    QTest::addColumn<Expected>("expected");

    for (const QString &provider :
         {u"openai"_s, u"openrouter"_s, u"anthropic"_s, u"gemini"_s, u"ollama"_s}) {
        const auto row = [&provider](const char *model, const Expected &expected) {
            QTest::addRow("%s %s", qPrintable(provider), model)
                << provider << QString::fromLatin1(model) << expected;
        };
        row("plain", {});
        row("paced", {});
        row("single", {});
        // Ollama's reasoning stands under a name that Ollama does not use, and its answers never
        // end for their length.
        row("thinking", {.reasoning = provider == u"ollama" ? QString() : thoughts});
        if (provider != u"ollama")
            row("long", {.stopReason = StopReason::Length});
        // Gemini's own word for it is another; Ollama and Anthropic have none that fits.
        if (provider == u"openai" || provider == u"openrouter")
            row("held-back", {.text = u"I"_s, .stopReason = StopReason::Filtered});
        // Cut within the answer; how much of it came is the server's affair.
        row("cut", {.kind = Kind::Truncated, .text = {}, .stopReason = StopReason::None});
        row("gone", {.kind = Kind::Truncated, .text = {}, .stopReason = StopReason::None});
        const Expected failed{.kind = Kind::Http, .text = {}, .stopReason = StopReason::None};
        const auto status = [&failed](int code) {
            Expected expected = failed;
            expected.status = code;
            return expected;
        };
        row("bad-request", status(400));
        row("no-key", status(401));
        row("missing", status(404));
        row("broken", status(500));
        row("dropped", status(500));
        row("malformed", {.kind = Kind::Protocol, .text = {}, .stopReason = StopReason::None});
        row("disconnected",
            {.kind = Kind::Network, .status = 0, .text = {}, .stopReason = StopReason::None});
    }
}

void TestAimock::everyDialectReadsEveryAnswer()
{
    QFETCH(const QString, provider);
    QFETCH(const QString, model);
    QFETCH(const Expected, expected);

    ChatCall call(&m_scheduler, request(provider, model), {});
    QSignalSpy ended(&call, &ChatCall::finished);
    QString streamed;
    connect(&call, &ChatCall::textAdded, this,
            [&streamed](const QString &text) { streamed += text; });
    call.start();
    QVERIFY(ended.wait(30'000));
    const auto outcome = ended.constFirst().constFirst().value<Outcome>();
    const ChatReply reply = call.reply();
    QVERIFY2(
        outcome.kind == expected.kind,
        qPrintable(
            QStringLiteral("%1: %2").arg(static_cast<int>(outcome.kind)).arg(outcome.message)));
    QCOMPARE(outcome.status, expected.status);
    QCOMPARE(outcome.message.isEmpty(), expected.kind == Kind::Finished);
    if (expected.kind != Kind::Finished) {
        QVERIFY(wholeText.startsWith(reply.text));
        QVERIFY(reply.text != wholeText);
        return;
    }
    QCOMPARE(reply.text, expected.text);
    QCOMPARE(streamed, expected.text);
    QCOMPARE(reply.stopReason, expected.stopReason);
    QCOMPARE(reply.reasoning, expected.reasoning);
    QVERIFY(reply.usage);
    if (model == u"plain" && provider != u"ollama") {
        QCOMPARE(reply.usage->input, 21);
        QCOMPARE(reply.usage->output, 17);
    }
}

void TestAimock::everyDialectReadsAWholeReply_data()
{
    addDialects();
}

void TestAimock::everyDialectReadsAWholeReply()
{
    QFETCH(const QString, provider);
    ChatRequest asked = request(provider, u"thinking"_s);
    asked.stream = false;
    ChatCall call(&m_scheduler, asked, {});
    QSignalSpy ended(&call, &ChatCall::finished);
    call.start();
    QVERIFY(ended.wait(30'000));
    QCOMPARE(ended.constFirst().constFirst().value<Outcome>().kind, Kind::Finished);
    QCOMPARE(call.reply().text, wholeText);
    QCOMPARE(call.reply().reasoning, provider == u"ollama" ? QString() : thoughts);
    QVERIFY(call.reply().usage);
}

void TestAimock::aBusyServerIsAskedAgain_data()
{
    addDialects();
}

void TestAimock::aBusyServerIsAskedAgain()
{
    QFETCH(const QString, provider);
    ChatRequest asked = request(provider, u"busy"_s);
    asked.provider.maxAttempts = 3;
    // The server counts by test: each dialect meets the busy moment.
    asked.provider.headers.append({u"X-Test-Id"_s, provider});
    ChatCall call(&m_scheduler, asked, {});
    QSignalSpy retries(&call, &ChatCall::retrying);
    QSignalSpy ended(&call, &ChatCall::finished);
    call.start();
    QVERIFY(ended.wait(30'000));
    QCOMPARE(ended.constFirst().constFirst().value<Outcome>().kind, Kind::Finished);
    QCOMPARE(call.reply().text, wholeText);
    QCOMPARE(call.attempts(), 2);
    QCOMPARE(retries.size(), 1);
    // As long as the server asked for.
    QVERIFY(retries.constFirst().at(1).value<std::chrono::milliseconds>()
            >= std::chrono::milliseconds(1000));
}

void TestAimock::azureDeploymentsAnswer()
{
    ChatRequest asked = request(u"openai"_s, u"plain"_s);
    asked.provider.baseUrl =
        m_server.url(u"/openai/deployments/plain/chat/completions?api-version=2024-10-21"_s);
    ChatCall call(&m_scheduler, asked, {});
    QSignalSpy ended(&call, &ChatCall::finished);
    call.start();
    QVERIFY(ended.wait(30'000));
    const auto outcome = ended.constFirst().constFirst().value<Outcome>();
    QVERIFY2(outcome.kind == Kind::Finished, qPrintable(outcome.message));
    QCOMPARE(call.reply().text, wholeText);
}

void TestAimock::openRouterTellsItsCost()
{
    ChatCall call(&m_scheduler, request(u"openrouter"_s, u"reported-cost"_s), {});
    QSignalSpy ended(&call, &ChatCall::finished);
    call.start();
    QVERIFY(ended.wait(30'000));
    const ChatReply reply = call.reply();
    QCOMPARE(reply.text, wholeText);
    QVERIFY(reply.cost);
    QCOMPARE(reply.cost->toString(), u"0.00031"_s);
    QCOMPARE(reply.usage->input, 12);
    QCOMPARE(reply.usage->output, 34);
    QCOMPARE(reply.usage->cached, 4);
    QCOMPARE(reply.usage->reasoning, 5);
}

QTEST_GUILESS_MAIN(TestAimock)
#include "tst_aimock.moc"
