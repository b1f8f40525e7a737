// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/chatcall.h"
#include "providers/retrypolicy.h"
#include "support/scriptedserver.h"

#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace moa;
using namespace Qt::StringLiterals;
using Kind = Outcome::Kind;

/** A reply on the wire, and what must be made of it. */
struct WireCase
{
    Dialect dialect = Dialect::OpenAi;
    QByteArray body{};
    QByteArray type = "text/event-stream";
    int status = 200;
    ScriptedReply::Headers headers{};

    Kind kind = Kind::Finished;
    QString text{};
    QString reasoning{};
    StopReason stop = StopReason::Complete;
    QString stopName{};
    QString model{};
    QString refusal{};
    bool promptBlocked = false;
    std::optional<Usage> usage{}; ///< absent: not looked at
    QString cost{};
    QString message{}; ///< part of the outcome's
    QString code{};
    QString param{};
    bool retried = false; ///< if it did not finish
};
Q_DECLARE_METATYPE(WireCase)

namespace {

QByteArray events(const QList<QByteArray> &objects)
{
    QByteArray result;
    for (const QByteArray &object : objects)
        result += "data: " + object + "\n\n";
    return result;
}

/// As Anthropic has them: with the type as the event's name, too.
QByteArray namedEvents(const QList<QByteArray> &objects)
{
    QByteArray result;
    for (const QByteArray &object : objects) {
        const qsizetype start = object.indexOf("\"type\":\"") + 8;
        const QByteArray name = object.mid(start, object.indexOf('"', start) - start);
        result += "event: " + name + "\ndata: " + object + "\n\n";
    }
    return result;
}

QByteArray chunk(const QByteArray &choice)
{
    return R"({"choices":[)" + choice + "]}";
}

QByteArray delta(const QByteArray &members)
{
    return chunk(R"({"index":0,"delta":{)" + members + R"(},"finish_reason":null})");
}

QByteArray finishedWith(const QByteArray &reason)
{
    return chunk(R"({"index":0,"delta":{},"finish_reason":")" + reason + R"("})");
}

const QByteArray hello = R"({"choices":[{"index":0,"delta":{"content":"Hello"}}]})";
const QByteArray stop = R"({"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]})";
const QByteArray done = "data: [DONE]\n\n";

const QByteArray messageStart =
    R"({"type":"message_start","message":{"id":"msg_1","role":"assistant","content":[],)"
    R"("model":"claude-x-20261001","stop_reason":null,)"
    R"("usage":{"input_tokens":11,"output_tokens":1}}})";
const QByteArray textDelta =
    R"({"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hello"}})";
const QByteArray messageStop = R"({"type":"message_stop"})";

QByteArray messageDelta(const QByteArray &reason, const QByteArray &usage = R"("output_tokens":15)")
{
    return R"({"type":"message_delta","delta":{"stop_reason":")" + reason
        + R"(","stop_sequence":null},"usage":{)" + usage + "}}";
}

QByteArray crlfEvents(const QList<QByteArray> &objects)
{
    return events(objects).replace('\n', "\r\n");
}

QByteArray candidate(const QByteArray &members)
{
    return R"({"candidates":[{)" + members + R"(,"index":0}],"modelVersion":"gemini-x-001"})";
}

const QByteArray geminiHello =
    R"({"candidates":[{"content":{"role":"model","parts":[{"text":"Hello"}]},"index":0}]})";

QByteArray ollamaLine(const QByteArray &message)
{
    return R"({"model":"qwen3:4b","created_at":"2026-11-01T00:00:00Z","message":{)"
           R"("role":"assistant",)"
        + message + "},\"done\":false}\n";
}

QByteArray ollamaEnd(const QByteArray &reason = "stop")
{
    return R"({"model":"qwen3:4b","message":{"role":"assistant","content":""},"done":true,)"
           R"("done_reason":")"
        + reason + R"(","total_duration":5000000000,"prompt_eval_count":11,"eval_count":7})" + "\n";
}

constexpr auto anthropic = Dialect::Anthropic;
constexpr auto gemini = Dialect::Gemini;
constexpr auto ollama = Dialect::Ollama;
constexpr auto openAi = Dialect::OpenAi;
const QByteArray json = "application/json";
const QByteArray lines = "application/x-ndjson";

void row(const char *name, const WireCase &wire)
{
    QTest::newRow(name) << wire;
}

/// A whole answer that says Hello.
void helloRow(const char *name, const QByteArray &body, Dialect dialect = openAi,
              const QByteArray &type = "text/event-stream")
{
    row(name, {.dialect = dialect, .body = body, .type = type, .text = u"Hello"_s});
}

void stopRow(const char *name, Dialect dialect, const QByteArray &body, StopReason reason,
             const QString &stopName, const QByteArray &type = "text/event-stream")
{
    row(name,
        {.dialect = dialect,
         .body = body,
         .type = type,
         .kind = reason == StopReason::Error ? Kind::Protocol : Kind::Finished,
         .text = u"Hello"_s,
         .stop = reason,
         .stopName = stopName});
}

void brokenRow(const char *name, Dialect dialect, const QByteArray &body,
               const QByteArray &type = "text/event-stream")
{
    row(name,
        {.dialect = dialect,
         .body = body,
         .type = type,
         .kind = Kind::Truncated,
         .text = u"Hello"_s,
         .stop = StopReason::None,
         .message = u"broke off"_s,
         .retried = true});
}

void errorRow(const char *name, int status, const QByteArray &body, const QString &message,
              const QString &code, bool retried, const QString &param = {},
              Dialect dialect = openAi, const ScriptedReply::Headers &headers = {},
              const QByteArray &type = json)
{
    row(name,
        {.dialect = dialect,
         .body = body,
         .type = type,
         .status = status,
         .headers = headers,
         .kind = Kind::Http,
         .stop = StopReason::None,
         .message = message,
         .code = code,
         .param = param,
         .retried = retried});
}

void toldRow(const char *name, Dialect dialect, const QByteArray &body, const QString &message,
             const QString &code, const QByteArray &type = "text/event-stream",
             bool retried = false)
{
    row(name,
        {.dialect = dialect,
         .body = body,
         .type = type,
         .kind = Kind::Protocol,
         .stop = StopReason::None,
         .message = message,
         .code = code,
         .retried = retried});
}

void framing()
{
    helloRow("1.1 line feeds", events({hello, stop}) + done);
    helloRow("1.1 carriage returns and line feeds", crlfEvents({hello, stop}));
    helloRow("1.1 carriage returns", events({hello, stop}).replace('\n', '\r'));
    helloRow("1.1 comments",
             ": OPENROUTER PROCESSING\n\n: keep-alive\n\n:\n\n" + events({hello, stop}) + done);
    helloRow("1.1 no blank after the colon", "data:" + hello + "\n\ndata:" + stop + "\n\n");
    helloRow("1.1 several data lines",
             "data: {\"choices\":\ndata: [{\"delta\":{\"content\":"
             "\"Hello\"},\"finish_reason\":\"stop\"}]}\n\n");
    helloRow("1.1 unknown fields", "id: 7\nretry: 10\nmood: calm\n" + events({hello, stop}));
    helloRow("1.1 byte order mark", "\xEF\xBB\xBF" + events({hello, stop}) + done);
    helloRow("1.1 no empty line at the end", "data: " + hello + "\n\ndata: " + stop);
    helloRow("1.1 no end marker but a finish reason", events({hello, stop}));
    helloRow("1.1 bytes after the end marker",
             events({hello, stop}) + done + "data: {oops\n\n" + events({hello}));
    helloRow("1.1 lines of JSON with blank ones",
             "\n" + ollamaLine(R"("content":"Hello")") + "\n\r\n" + ollamaEnd(), ollama, lines);
    helloRow("1.1 blank lines before a whole body",
             "\n\n"
             R"({"choices":[{"message":{"content":"Hello"},"finish_reason":"stop"}]})",
             openAi, json);
    helloRow("1.1 a whole body though a stream was asked for",
             R"({"type":"message","content":[{"type":"text","text":"Hello"}],)"
             R"("stop_reason":"end_turn"})",
             anthropic, "application/json; charset=utf-8");
    helloRow("1.1 one object though a stream was asked for",
             R"({"message":{"content":"Hello"},"done":true,"done_reason":"stop"})", ollama, json);
    errorRow("1.1 an error as a web page", 502, "<html><body>Bad gateway</body></html>",
             u"answered 502 (gateway error)."_s, {}, true, {}, openAi, {}, "text/html");
    errorRow("1.1 an error as plain text", 503, "upstream connect error\n",
             u"upstream connect error."_s, {}, true, {}, openAi, {}, "text/plain");
    errorRow("1.1 an empty error", 500, "", u"answered 500 (server error)."_s, {}, true);
}

void contents()
{
    row("1.2 half surrogates",
        {.body = events({delta(R"("content":"\ud83d")"), delta(R"("content":"\ude80")"), stop}),
         .text = u"🚀"_s});
    row("1.2 empty, null and absent content",
        {.body = events({delta(R"("content":"")"), delta(R"("content":null)"), delta(""), chunk(""),
                         "{}", hello, stop}),
         .text = u"Hello"_s});
    row("1.2 odd characters",
        {.body = events({delta(R"("content":"a\u0000b\u2028c\rd")"), stop}),
         .text = u"a\0b\u2028c\rd"_s});
    helloRow("1.2 unknown members",
             events({R"({"x":{"y":[1]},"choices":[{"z":1,"delta":{"content":"Hello","w":null}}]})",
                     stop}));
    row("1.2 counts as floats",
        {.body = events({R"({"choices":[],"usage":{"prompt_tokens":11.0,)"
                         R"("completion_tokens":7.0}})",
                         hello, stop}),
         .text = u"Hello"_s,
         .usage = Usage{11, 7, 0, 0, Usage::Source::Reported}});
    row("1.2 the price as text",
        {.body = events({hello, stop,
                         R"({"usage":{"prompt_tokens":1,"completion_tokens":1,)"
                         R"("cost":"0.00014"}})"}),
         .text = u"Hello"_s,
         .cost = u"0.00014"_s});
    row("1.2 another model than asked for",
        {.body = events(
             {R"({"model":"m-2026-10-01","choices":[{"delta":{"content":"Hello"}}]})", stop}),
         .text = u"Hello"_s,
         .model = u"m-2026-10-01"_s});
}

void ends()
{
    helloRow("1.3 a finish reason alone", events({hello, stop}));
    row("1.3 the end marker alone", {.body = events({hello}) + done, .text = u"Hello"_s});
    row("1.3 message_stop alone",
        {.dialect = anthropic,
         .body = namedEvents({messageStart, textDelta, messageStop}),
         .text = u"Hello"_s});
    helloRow("1.3 done", ollamaLine(R"("content":"Hello")") + "{\"done\":true}\n", ollama, lines);
    brokenRow("12 truncated, OpenAI", openAi, events({hello}));
    brokenRow("12 truncated, Anthropic", anthropic, namedEvents({messageStart, textDelta}));
    brokenRow("12 truncated, Gemini", gemini, crlfEvents({geminiHello}));
    brokenRow("12 truncated, Gemini's list", gemini, "[" + geminiHello + ",", json);
    brokenRow("12 truncated, Ollama", ollama, ollamaLine(R"("content":"Hello")"), lines);
    brokenRow("1.3 an empty chunk and the end", openAi, events({hello, R"({"choices":[]})"}));
}

void openAiStreams()
{
    row("2.2 the usual stream",
        {.body = events({delta(R"("role":"assistant","content":"")"), delta(R"("content":"Hel")"),
                         delta(R"("content":"lo")"), stop,
                         R"({"choices":[],"usage":{"prompt_tokens":11,"completion_tokens":7,)"
                         R"("total_tokens":18}})"})
             + done,
         .text = u"Hello"_s,
         .stopName = u"stop"_s,
         .usage = Usage{11, 7, 0, 0, Usage::Source::Reported}});
    helloRow("2.2 no role", events({hello, stop}) + done);
    row("2.2 the role in every delta",
        {.body = events({delta(R"("role":"assistant","content":"Hel")"),
                         delta(R"("role":"assistant","content":"lo")"), stop}),
         .text = u"Hello"_s});
    helloRow("2.2 the finish reason on the last text",
             events({chunk(R"({"delta":{"content":"Hello"},"finish_reason":"stop"})")}));
    row("2.2 usage on the finish chunk",
        {.body = events({hello,
                         R"({"choices":[{"delta":{},"finish_reason":"stop"}],)"
                         R"("usage":{"prompt_tokens":3,"completion_tokens":2}})"}),
         .text = u"Hello"_s,
         .usage = Usage{3, 2, 0, 0, Usage::Source::Reported}});
    row("2.2 the last usage wins",
        {.body = events({R"({"usage":{"prompt_tokens":3,"completion_tokens":1}})", hello,
                         R"({"usage":{"prompt_tokens":3,"completion_tokens":2}})", stop,
                         R"({"usage":null})"}),
         .text = u"Hello"_s,
         .usage = Usage{3, 2, 0, 0, Usage::Source::Reported}});
    row("2.2 a refusal",
        {.body =
             events({delta(R"("refusal":"I can't ")"), delta(R"("refusal":"help.")"), stop}) + done,
         .stop = StopReason::Filtered,
         .stopName = u"stop"_s,
         .refusal = u"I can't help."_s});
    helloRow("2.2 obfuscation",
             events({R"({"choices":[{"delta":{"content":"Hello"}}],"obfuscation":"aX3"})", stop}));
    row("2.3 usage details",
        {.body = events({hello, stop,
                         R"({"choices":[],"usage":{"prompt_tokens":11,"completion_tokens":7,)"
                         R"("prompt_tokens_details":{"cached_tokens":4,"cache_write_tokens":2},)"
                         R"("completion_tokens_details":{"reasoning_tokens":3}}})"}),
         .text = u"Hello"_s,
         .usage = Usage{11, 7, 3, 4, Usage::Source::Reported, 2}});
    toldRow("2.4 an error in the stream", openAi,
            events({R"({"error":{"message":"Overloaded","code":"server_is_overloaded"}})"}),
            u"Overloaded"_s, u"server_is_overloaded"_s, "text/event-stream", true);
    errorRow("2.4 a refused field", 400,
             R"({"error":{"message":"Unsupported parameter","type":"invalid_request_error",)"
             R"("param":"max_tokens","code":"unsupported_parameter"}})",
             u"Unsupported parameter"_s, u"unsupported_parameter"_s, false, u"max_tokens"_s);
    errorRow("2.4 an unknown model", 404,
             R"({"error":{"message":"no such model","code":"model_not_found"}})",
             u"no such model."_s, u"model_not_found"_s, false);
    for (const int status : {401, 403, 422})
        QTest::addRow("2.4 status %d", status) << WireCase{.body = R"({"error":{"message":"no"}})",
                                                           .type = json,
                                                           .status = status,
                                                           .kind = Kind::Http,
                                                           .stop = StopReason::None,
                                                           .message = u"no."_s};
    for (const int status : {408, 409, 500, 502, 503, 504})
        QTest::addRow("2.4 status %d", status)
            << WireCase{.body = R"({"error":{"message":"later"}})",
                        .type = json,
                        .status = status,
                        .kind = Kind::Http,
                        .stop = StopReason::None,
                        .message = u"later."_s,
                        .retried = true};
    errorRow("2.4 a rate limit", 429, R"({"error":{"message":"slow","code":"slow_down"}})",
             u"slow."_s, u"slow_down"_s, true);
    errorRow("2.4 no quota", 429, R"({"error":{"message":"pay","code":"insufficient_quota"}})",
             u"pay."_s, u"insufficient_quota"_s, false);
    errorRow("2.4 no credit", 429,
             R"({"error":{"message":"pay","code":"credit_balance_exhausted"}})", u"pay."_s,
             u"credit_balance_exhausted"_s, false);
}

void services()
{
    stopRow("3 Together's eos", openAi,
            events({R"({"choices":[{"delta":{"content":"Hello","token_id":9},"seed":1}],)"
                    R"("warnings":[{"message":"w"}]})",
                    finishedWith("eos")}),
            StopReason::Complete, u"eos"_s);
    row("3 Groq's usage",
        {.body = events({R"({"x_groq":{"id":"req_1"},"choices":[{"delta":{"content":"Hello"}}]})",
                         R"({"choices":[{"delta":{},"finish_reason":"stop"}],"x_groq":{"usage":{)"
                         R"("prompt_tokens":5,"completion_tokens":2,"total_time":0.01}}})"})
             + done,
         .text = u"Hello"_s,
         .usage = Usage{5, 2, 0, 0, Usage::Source::Reported}});
    toldRow("3 Groq's failure", openAi,
            events({R"({"choices":[],"x_groq":{"error":"over capacity"}})"}), u"over capacity"_s,
            {});
    row("3 OpenRouter",
        {.body = ": OPENROUTER PROCESSING\n\n"
             + events({R"({"id":"gen-1","provider":"X","model":"x/m","choices":[{"delta":{)"
                       R"("role":"assistant","content":"","reasoning":"hm",)"
                       R"("reasoning_details":[{"type":"reasoning.text","text":"hm"}]}}]})",
                       hello,
                       R"({"choices":[{"delta":{"content":""},"finish_reason":"stop",)"
                       R"("native_finish_reason":"STOP"}]})",
                       R"({"choices":[],"usage":{"prompt_tokens":9,"completion_tokens":4,)"
                       R"("cost":0.0000123,"cost_details":{"upstream_inference_cost":0.00001},)"
                       R"("is_byok":false}})"})
             + done,
         .text = u"Hello"_s,
         .reasoning = u"hm"_s,
         .model = u"x/m"_s,
         .usage = Usage{9, 4, 0, 0, Usage::Source::Reported},
         .cost = u"0.0000123"_s});
    row("3 DeepSeek",
        {.body = ": keep-alive\n\n"
             + events({delta(R"("reasoning_content":"hm","content":null)"), hello,
                       R"({"choices":[{"delta":{"content":""},"finish_reason":"stop"}],)"
                       R"("usage":{"prompt_tokens":20,"completion_tokens":4,)"
                       R"("prompt_cache_hit_tokens":16,"prompt_cache_miss_tokens":4}})"}),
         .text = u"Hello"_s,
         .reasoning = u"hm"_s,
         .usage = Usage{20, 4, 0, 16, Usage::Source::Reported}});
    row("3 Mistral's parts",
        {.body = events({delta(R"("content":[{"type":"thinking","thinking":[{"type":"text",)"
                               R"("text":"hm"}]}])"),
                         delta(R"("content":[{"type":"text","text":"Hel"}])"),
                         delta(R"("content":"lo")"), stop}),
         .text = u"Hello"_s,
         .reasoning = u"hm"_s});
    toldRow("3 vLLM's error object", openAi,
            events({R"({"object":"error","message":"too long","type":"BadRequestError",)"
                    R"("param":null,"code":400})"}),
            u"too long"_s, u"BadRequestError"_s);
    helloRow(
        "3 Azure's first chunk",
        events({R"({"choices":[],"prompt_filter_results":[{"prompt_index":0,)"
                R"("content_filter_results":{}}]})",
                R"({"choices":[{"delta":{"content":"Hello"},"content_filter_results":{}}]})", stop})
            + done);
    for (const QByteArray name : {"think", "thinking", "reasoning"}) {
        QTest::addRow("3 <%s> in the text", name.constData())
            << WireCase{.body = events({delta(R"("content":"<)" + name.left(3) + R"(")"),
                                        delta(R"("content":")" + name.mid(3) + R"(>\nhm</)"
                                              + name.left(2) + R"(")"),
                                        delta(R"("content":")" + name.mid(2) + R"(>\n\nHel")"),
                                        delta(R"("content":"lo")"), stop}),
                        .text = u"Hello"_s,
                        .reasoning = u"hm"_s};
    }
    row("3 no opening tag",
        {.body = events(
             {delta(R"("content":"hm\n</thi")"), delta(R"("content":"nk>\n\nHello")"), stop}),
         .text = u"Hello"_s,
         .reasoning = u"hm\n"_s});
    row("3 a tag in the middle is text",
        {.body = events({delta(R"("content":"Use <think>x</think> tags.")"), stop}),
         .text = u"Use <think>x</think> tags."_s});
}

void anthropicReplies()
{
    row("4 the usual stream",
        {.dialect = anthropic,
         .body = namedEvents(
             {messageStart,
              R"({"type":"content_block_start","index":0,"content_block":{"type":"thinking",)"
              R"("thinking":"","signature":""}})",
              R"({"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta",)"
              R"("thinking":"Let me"}})",
              R"({"type":"content_block_delta","index":0,"delta":{"type":"signature_delta",)"
              R"("signature":"c2ln"}})",
              R"({"type":"content_block_stop","index":0})", R"({"type":"ping"})",
              R"({"type":"content_block_start","index":1,"content_block":{"type":"text",)"
              R"("text":""}})",
              R"({"type":"content_block_delta","index":1,"delta":{"type":"text_delta",)"
              R"("text":"The answer"}})",
              R"({"type":"content_block_stop","index":1})", messageDelta("end_turn"), messageStop}),
         .text = u"The answer"_s,
         .reasoning = u"Let me"_s,
         .stopName = u"end_turn"_s,
         .model = u"claude-x-20261001"_s,
         .usage = Usage{11, 15, 0, 0, Usage::Source::Reported}});
    row("4 pings and unknown events",
        {.dialect = anthropic,
         .body = namedEvents({R"({"type":"ping"})", messageStart,
                              R"({"type":"weather","sun":true})", R"({"type":"ping"})",
                              R"({"type":"content_block_start","content_block":{"type":"hologram",)"
                              R"("text":"no"}})",
                              textDelta, messageDelta("end_turn"), messageStop}),
         .text = u"Hello"_s});
    row("4 usage: null leaves the first figure",
        {.dialect = anthropic,
         .body = namedEvents({messageStart, textDelta,
                              messageDelta("end_turn", R"("input_tokens":null,"output_tokens":15)"),
                              messageStop}),
         .text = u"Hello"_s,
         .usage = Usage{11, 15, 0, 0, Usage::Source::Reported}});
    row("4 usage: the first true figure comes last",
        {.dialect = anthropic,
         .body = namedEvents({R"({"type":"message_start","message":{"usage":{"input_tokens":0,)"
                              R"("output_tokens":0}}})",
                              textDelta,
                              messageDelta("end_turn", R"("input_tokens":42,"output_tokens":5)"),
                              messageStop}),
         .text = u"Hello"_s,
         .usage = Usage{42, 5, 0, 0, Usage::Source::Reported}});
    row("4 usage: cache and thinking",
        {.dialect = anthropic,
         .body = namedEvents({R"({"type":"message_start","message":{"usage":{"input_tokens":10,)"
                              R"("cache_read_input_tokens":100,"cache_creation_input_tokens":20,)"
                              R"("output_tokens":1}}})",
                              textDelta,
                              messageDelta("end_turn",
                                           R"("output_tokens":50,"output_tokens_details":)"
                                           R"({"thinking_tokens":40})"),
                              messageStop}),
         .text = u"Hello"_s,
         .usage = Usage{130, 50, 40, 100, Usage::Source::Reported, 20}});
    row("4 thinking that is not shown",
        {.dialect = anthropic,
         .body = namedEvents(
             {messageStart,
              R"({"type":"content_block_start","content_block":{"type":"redacted_thinking",)"
              R"("data":"x"}})",
              R"({"type":"content_block_delta","delta":{"type":"signature_delta",)"
              R"("signature":"x"}})",
              textDelta, messageDelta("end_turn"), messageStop}),
         .text = u"Hello"_s});
    row("4 a whole message",
        {.dialect = anthropic,
         .body = R"({"id":"msg_1","type":"message","role":"assistant","model":"claude-x",)"
                 R"("content":[{"type":"thinking","thinking":"hm","signature":"x"},)"
                 R"({"type":"text","text":"Hello"}],"stop_reason":"end_turn",)"
                 R"("usage":{"input_tokens":3,"output_tokens":2}})",
         .type = json,
         .text = u"Hello"_s,
         .reasoning = u"hm"_s,
         .stopName = u"end_turn"_s,
         .model = u"claude-x"_s,
         .usage = Usage{3, 2, 0, 0, Usage::Source::Reported}});
    toldRow("4 an error in the stream", anthropic,
            "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\","
            "\"message\":\"Overloaded\"}}\n\n",
            u"Overloaded"_s, u"overloaded_error"_s, "text/event-stream", true);
    const auto error = [](const char *name, int status, const QByteArray &type, bool retried,
                          const ScriptedReply::Headers &headers = {}) {
        errorRow(name, status,
                 R"({"type":"error","error":{"type":")" + type
                     + R"(","message":"so it is"},"request_id":"req_1"})",
                 u"so it is."_s, QString::fromLatin1(type), retried, {}, anthropic, headers);
    };
    error("4 status 400", 400, "invalid_request_error", false);
    error("4 status 401", 401, "authentication_error", false);
    error("4 status 402", 402, "billing_error", false);
    error("4 status 403", 403, "permission_error", false);
    error("4 status 404", 404, "not_found_error", false);
    error("4 status 409", 409, "conflict_error", true);
    error("4 status 413", 413, "request_too_large", false);
    error("4 status 429", 429, "rate_limit_error", true, {{"retry-after", "7"}});
    error("4 a spend cap", 429, "rate_limit_error", false);
    error("4 status 500", 500, "api_error", true);
    error("4 status 504", 504, "timeout_error", true);
    error("4 status 529", 529, "overloaded_error", true);
    errorRow("4 a field that is refused", 400,
             R"({"type":"error","error":{"type":"invalid_request_error","message":)"
             R"("`temperature` and `top_p` cannot both be specified"}})",
             u"cannot both"_s, u"invalid_request_error"_s, false, u"temperature"_s, anthropic);
}

void geminiReplies()
{
    row("5 the usual stream",
        {.dialect = gemini,
         .body = crlfEvents(
             {candidate(R"("content":{"role":"model","parts":[{"text":"hm","thought":true}]})"),
              candidate(R"("content":{"role":"model","parts":[{"text":"Hel"},{"text":"lo"}]})"),
              candidate(R"("content":{"parts":[{"thoughtSignature":"x"}]})"),
              candidate(R"("content":{"role":"model"})"),
              R"({"candidates":[{"finishReason":"STOP","index":0}],"usageMetadata":{)"
              R"("promptTokenCount":20,"cachedContentTokenCount":8,"candidatesTokenCount":5,)"
              R"("thoughtsTokenCount":30,"totalTokenCount":55}})"}),
         .text = u"Hello"_s,
         .reasoning = u"hm"_s,
         .stopName = u"STOP"_s,
         .model = u"gemini-x-001"_s,
         .usage = Usage{20, 35, 30, 8, Usage::Source::Reported}});
    row("5 the last usage wins",
        {.dialect = gemini,
         .body = crlfEvents({R"({"usageMetadata":{"promptTokenCount":5}})", geminiHello,
                             R"({"candidates":[{"finishReason":"STOP"}],"usageMetadata":{)"
                             R"("promptTokenCount":5,"candidatesTokenCount":2}})"}),
         .text = u"Hello"_s,
         .usage = Usage{5, 2, 0, 0, Usage::Source::Reported}});
    helloRow("5 one list, piece by piece",
             "[" + geminiHello + "\n,\r\n" + R"({"candidates":[{"finishReason":"STOP"}]})" + "\n]",
             gemini, json);
    helloRow(
        "5 a whole response",
        "{\n"
        R"("candidates": [{"content": {"parts": [{"text": "Hello"}]}, "finishReason": "STOP"}])"
        "\n}",
        gemini, json);
    row("5 the prompt is blocked",
        {.dialect = gemini,
         .body = crlfEvents({R"({"promptFeedback":{"blockReason":"SAFETY"},)"
                             R"("usageMetadata":{"promptTokenCount":4}})"}),
         .stop = StopReason::Filtered,
         .stopName = u"SAFETY"_s,
         .promptBlocked = true});
    const auto details = [](const QByteArray &list) {
        return R"({"error":{"code":429,"message":"Quota exceeded","status":"RESOURCE_EXHAUSTED",)"
               R"("details":[)"
            + list + "]}}";
    };
    const QByteArray quota =
        R"({"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[{}]})";
    const QByteArray wait =
        R"({"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"34.5s"})";
    errorRow("5 a wait", 429, details(quota + "," + wait), u"Quota exceeded."_s,
             u"RESOURCE_EXHAUSTED"_s, true, {}, gemini);
    errorRow("5 a daily quota", 429, details(quota), u"Quota exceeded."_s, u"RESOURCE_EXHAUSTED"_s,
             false, {}, gemini);
    errorRow("5 an error in a list", 503,
             R"([{"error":{"code":503,"message":"Overloaded","status":"UNAVAILABLE"}}])",
             u"Overloaded."_s, u"UNAVAILABLE"_s, true, {}, gemini);
    errorRow("5 a wrong key", 400,
             R"({"error":{"code":400,"message":"API key not valid.","status":"INVALID_ARGUMENT",)"
             R"("details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo",)"
             R"("reason":"API_KEY_INVALID"}]}})",
             u"API key not valid."_s, u"API_KEY_INVALID"_s, false, {}, gemini);
    errorRow("5 an unknown field", 400,
             R"({"error":{"code":400,"status":"INVALID_ARGUMENT","message":)"
             R"("Invalid JSON payload received. Unknown name \"seed\" at 'generation_config'"}})",
             u"Unknown name"_s, u"INVALID_ARGUMENT"_s, false, u"seed"_s, gemini);
}

void ollamaReplies()
{
    row("6 the usual stream",
        {.dialect = ollama,
         .body = ollamaLine(R"("content":"","thinking":"hm")") + ollamaLine(R"("content":"Hel")")
             + ollamaLine(R"("content":"lo")") + ollamaEnd(),
         .type = lines,
         .text = u"Hello"_s,
         .reasoning = u"hm"_s,
         .stopName = u"stop"_s,
         .model = u"qwen3:4b"_s,
         .usage = Usage{11, 7, 0, 0, Usage::Source::Reported}});
    row("6 a counter is left out",
        {.dialect = ollama,
         .body = ollamaLine(R"("content":"Hello")")
             + "{\"done\":true,\"done_reason\":\"stop\",\"eval_count\":7}\n",
         .type = lines,
         .text = u"Hello"_s,
         .usage = Usage{0, 7, 0, 0, Usage::Source::Reported}});
    row("6 a line tells of a failure",
        {.dialect = ollama,
         .body = ollamaLine(R"("content":"Hello")") + "{\"error\":\"out of memory\"}\n",
         .type = lines,
         .kind = Kind::Protocol,
         .text = u"Hello"_s,
         .stop = StopReason::None,
         .message = u"out of memory"_s});
    errorRow("6 not pulled", 404, R"({"error":"model \"x\" not found"})", u"not found."_s, {},
             false, {}, ollama);
    errorRow("6 it can't think", 400, R"({"error":"\"llama3\" does not support thinking"})",
             u"does not support thinking."_s, {}, false, u"think"_s, ollama);
    errorRow("6 too many", 429, R"({"error":"too many requests"})", u"too many requests."_s, {},
             true, {}, ollama);
    errorRow("6 it failed", 500, R"({"error":"boom"})", u"boom."_s, {}, true, {}, ollama);
}

void reasoning()
{
    const auto spelt = [](const char *name, const QByteArray &members) {
        row(name,
            {.body = events({delta(members), hello, stop}),
             .text = u"Hello"_s,
             .reasoning = u"hm"_s});
    };
    spelt("7 reasoning_content", R"("reasoning_content":"hm")");
    spelt("7 reasoning", R"("reasoning":"hm")");
    spelt("7 both", R"("reasoning":"hm","reasoning_content":"hm")");
    spelt("7 the first is empty", R"("reasoning":"","reasoning_content":"hm")");
    spelt("7 details besides",
          R"("reasoning":"hm","reasoning_details":[{"type":"reasoning.text",)"
          R"("text":"hm"}])");
    spelt("7 details alone",
          R"("reasoning_details":[{"type":"reasoning.summary","summary":"hm"},)"
          R"({"type":"reasoning.encrypted","data":"x"}])");
    row("7 a whole message",
        {.body = R"({"choices":[{"message":{"reasoning_content":"hm","content":"Hello"},)"
                 R"("finish_reason":"stop"}]})",
         .type = json,
         .text = u"Hello"_s,
         .reasoning = u"hm"_s});
    row("7 only counted",
        {.body = events({hello, stop,
                         R"({"usage":{"prompt_tokens":1,"completion_tokens":9,)"
                         R"("completion_tokens_details":{"reasoning_tokens":8}}})"}),
         .text = u"Hello"_s,
         .usage = Usage{1, 9, 8, 0, Usage::Source::Reported}});
    row("7 tags in Ollama's text",
        {.dialect = ollama,
         .body = ollamaLine(R"("content":"<think>hm")") + ollamaLine(R"("content":"</think>Hello")")
             + ollamaEnd(),
         .type = lines,
         .text = u"Hello"_s,
         .reasoning = u"hm"_s});
}

void llamaCpp()
{
    helloRow("8 text at once", events({hello, stop}) + done);
    helloRow("8 a role and no content",
             events({delta(R"("role":"assistant","content":null)"), hello, stop}) + done);
    row("8 usage and timings apart",
        {.body = events({hello, stop,
                         R"({"choices":[],"model":"tiny.gguf","usage":{"prompt_tokens":6,)"
                         R"("completion_tokens":3,"prompt_tokens_details":{"cached_tokens":5}},)"
                         R"("timings":{"prompt_n":1,"predicted_ms":12.5,"cache_n":5}})"})
             + done,
         .text = u"Hello"_s,
         .model = u"tiny.gguf"_s,
         .usage = Usage{6, 3, 0, 5, Usage::Source::Reported}});
    toldRow("8 an error field", openAi,
            "error: {\"code\":400,\"message\":\"too long\",\"type\":\"invalid_request_error\"}\n\n"
            "data: [DONE]\n\n",
            u"too long"_s, u"invalid_request_error"_s);
    toldRow("8 an error without an end marker", openAi,
            events({R"({"error":{"code":500,"message":"failed","type":"server_error"}})"}),
            u"failed"_s, u"server_error"_s);
    errorRow("8 the prompt is too long", 400,
             R"({"error":{"code":400,"message":"exceeds the context","n_ctx":512,)"
             R"("n_prompt_tokens":900,"type":"exceed_context_size_error"}})",
             u"exceeds the context."_s, u"exceed_context_size_error"_s, false, {}, anthropic);
    stopRow("8 the context is full", openAi, events({hello, finishedWith("length")}),
            StopReason::Length, u"length"_s);
    errorRow("8 loading", 503,
             R"({"error":{"code":503,"message":"Loading model","type":"unavailable_error"}})",
             u"Loading model."_s, u"unavailable_error"_s, true);
    errorRow("8 a wrong key", 401,
             R"({"error":{"code":401,"message":"Invalid API Key","type":"authentication_error"}})",
             u"Invalid API Key."_s, u"authentication_error"_s, false);
    helloRow("8 keep-alive", ":\n\n" + events({hello}) + ":\n\n" + events({stop}) + done);
    row("8 its Anthropic side",
        {.dialect = anthropic,
         .body = namedEvents({R"({"type":"message_start","message":{"id":"chatcmpl-1",)"
                              R"("usage":{"input_tokens":4,"cache_read_input_tokens":6}}})",
                              textDelta, messageDelta("end_turn", R"("output_tokens":3)"),
                              messageStop}),
         .text = u"Hello"_s,
         .usage = Usage{10, 3, 0, 6, Usage::Source::Reported}});
}

void otherErrors()
{
    errorRow("10 a gateway", 400, R"({"message":"no"})", u"no."_s, {}, false);
    errorRow("10 FastAPI's text", 422, R"({"detail":"no"})", u"no."_s, {}, false);
    errorRow("10 FastAPI's list", 422,
             R"({"detail":[{"loc":["body","stream_options"],"msg":"Extra inputs",)"
             R"("type":"extra_forbidden"}]})",
             u"stream_options: Extra inputs."_s, u"extra_forbidden"_s, false, u"stream_options"_s);
    errorRow("10 Mistral", 422,
             R"({"object":"error","message":{"detail":[{"type":"extra_forbidden",)"
             R"("loc":["body","seed"],"msg":"Extra inputs"}]},"type":"invalid_request_error"})",
             u"seed: Extra inputs."_s, u"extra_forbidden"_s, false, u"seed"_s);
    errorRow("10 a list of errors", 400, R"({"errors":[{"message":"no"}]})", u"no."_s, {}, false);
    errorRow("10 what is behind a router", 400,
             R"({"error":{"message":"Provider returned error","code":400,"metadata":)"
             "{\"provider_name\":\"X\",\"raw\":\"{\\\"error\\\":\\\"too long\\\"}\"}}}",
             u"Provider returned error: X: too long."_s, u"400"_s, false);
    errorRow("10 no credit", 402, R"({"error":{"message":"pay","code":402}})", u"pay."_s, u"402"_s,
             false);
    errorRow("10 flex capacity", 498, R"({"error":{"message":"full"}})", u"full."_s, {}, true);
    errorRow("10 the server says no", 503, R"({"error":{"message":"no"}})", u"no."_s, {}, false, {},
             openAi, {{"x-should-retry", "false"}});
}

void stopReasons()
{
    const auto openAiRow = [](const char *row, const QByteArray &name, StopReason reason) {
        stopRow(row, openAi, events({hello, finishedWith(name)}), reason,
                QString::fromLatin1(name));
    };
    openAiRow("12 stop", "stop", StopReason::Complete);
    openAiRow("12 length", "length", StopReason::Length);
    openAiRow("12 content_filter", "content_filter", StopReason::Filtered);
    openAiRow("12 tool_calls", "tool_calls", StopReason::Tool);
    openAiRow("12 function_call", "function_call", StopReason::Tool);
    openAiRow("12 error", "error", StopReason::Error);
    openAiRow("12 insufficient_system_resource", "insufficient_system_resource", StopReason::Error);
    openAiRow("12 abort", "abort", StopReason::Error);

    for (const auto &[name, reason] : {std::pair{"end_turn", StopReason::Complete},
                                       {"stop_sequence", StopReason::Complete},
                                       {"max_tokens", StopReason::Length},
                                       {"model_context_window_exceeded", StopReason::Length},
                                       {"tool_use", StopReason::Tool},
                                       {"pause_turn", StopReason::Tool},
                                       {"refusal", StopReason::Filtered}})
        stopRow(qPrintable(u"12 Anthropic, "_s + QLatin1StringView(name)), anthropic,
                namedEvents({messageStart, textDelta, messageDelta(name), messageStop}), reason,
                QString::fromLatin1(name));

    for (const auto &[name, reason] : {std::pair{"STOP", StopReason::Complete},
                                       {"MAX_TOKENS", StopReason::Length},
                                       {"SAFETY", StopReason::Filtered},
                                       {"RECITATION", StopReason::Filtered},
                                       {"BLOCKLIST", StopReason::Filtered},
                                       {"PROHIBITED_CONTENT", StopReason::Filtered},
                                       {"SPII", StopReason::Filtered},
                                       {"MALFORMED_FUNCTION_CALL", StopReason::Tool},
                                       {"UNEXPECTED_TOOL_CALL", StopReason::Tool},
                                       {"TOO_MANY_TOOL_CALLS", StopReason::Tool},
                                       {"OTHER", StopReason::Error}})
        stopRow(qPrintable(u"12 Gemini, "_s + QLatin1StringView(name)), gemini,
                crlfEvents({geminiHello,
                            R"({"candidates":[{"finishReason":")" + QByteArray(name) + R"("}]})"}),
                reason, QString::fromLatin1(name));

    for (const auto &[name, reason] :
         {std::pair{"stop", StopReason::Complete}, {"length", StopReason::Length}})
        stopRow(qPrintable(u"12 Ollama, "_s + QLatin1StringView(name)), ollama,
                ollamaLine(R"("content":"Hello")") + ollamaEnd(name), reason,
                QString::fromLatin1(name), lines);
}

} // namespace

class TestWireCases : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isReadForWhatItIs_data();
    void isReadForWhatItIs();
    void isReadByteForByte_data();
    void isReadByteForByte();
    void theWaitThatTheBodyNamesIsKept();

private:
    void check(const WireCase &wire, const ScriptedReply &reply);
};

void TestWireCases::isReadForWhatItIs_data()
{
    QTest::addColumn<WireCase>("wire");
    framing();
    contents();
    ends();
    openAiStreams();
    services();
    anthropicReplies();
    geminiReplies();
    ollamaReplies();
    reasoning();
    llamaCpp();
    otherErrors();
    stopReasons();
}

void TestWireCases::isReadForWhatItIs()
{
    QFETCH(WireCase, wire);
    check(wire, ScriptedReply::body(wire.body, wire.type, wire.status));
}

void TestWireCases::isReadByteForByte_data()
{
    isReadForWhatItIs_data();
}

void TestWireCases::isReadByteForByte()
{
    QFETCH(WireCase, wire);
    ScriptedReply reply;
    reply.status = wire.status;
    reply.contentType = wire.type;
    for (const char byte : wire.body)
        reply.pieces.append({QByteArray(1, byte), 0});
    check(wire, reply);
}

void TestWireCases::check(const WireCase &wire, const ScriptedReply &reply)
{
    ScriptedServer server;
    QVERIFY(server.listen());
    server.setHandler([&](const ScriptedRequest &) {
        ScriptedReply scripted = reply;
        scripted.headers += wire.headers;
        return scripted;
    });
    ChatRequest request;
    request.provider.name = u"Scripted"_s;
    request.provider.dialect = wire.dialect;
    request.provider.baseUrl = server.baseUrl();
    request.provider.maxAttempts = 1;
    request.model = u"m"_s;
    request.messages = {{Message::Author::User, u"Hi"_s}};
    RequestScheduler scheduler;
    ChatCall call(&scheduler, request, {});
    QSignalSpy finished(&call, &ChatCall::finished);
    call.start();
    QVERIFY(finished.size() == 1 || finished.wait(30'000));

    const auto outcome = finished.constFirst().constFirst().value<Outcome>();
    const ChatReply read = call.reply();
    QCOMPARE(outcome.kind, wire.kind);
    QCOMPARE(read.text, wire.text);
    QCOMPARE(read.reasoning, wire.reasoning);
    QCOMPARE(read.stopReason, wire.stop);
    QCOMPARE(read.refusal, wire.refusal);
    QCOMPARE(read.promptBlocked, wire.promptBlocked);
    if (!wire.stopName.isEmpty())
        QCOMPARE(read.stopName, wire.stopName);
    if (!wire.model.isEmpty())
        QCOMPARE(read.model, wire.model);
    if (wire.usage)
        QVERIFY(read.usage == wire.usage);
    QCOMPARE(read.cost ? read.cost->toString() : QString(), wire.cost);
    QVERIFY2(outcome.message.contains(wire.message), qPrintable(outcome.message));
    QCOMPARE(outcome.code, wire.code);
    QCOMPARE(outcome.param, wire.param);
    QRandomGenerator random(1);
    QCOMPARE(retryDelay(outcome, {}, random).has_value(), wire.retried);
}

void TestWireCases::theWaitThatTheBodyNamesIsKept()
{
    const ServerError error = readServerError(
        R"([{"error":{"code":429,"status":"RESOURCE_EXHAUSTED","details":[)"
        R"({"@type":"type.googleapis.com/google.rpc.QuotaFailure"},)"
        R"({"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"34.07s"}]}}])");
    QVERIFY(error.retryAfter && !error.exhausted);
    QCOMPARE(error.retryAfter->count(), 34'070);
}

QTEST_GUILESS_MAIN(TestWireCases)
#include "tst_wirecases.moc"
