// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "providers/chatcall.h"
#include "support/scriptedserver.h"

#include <QTest>

/* The rows of tst_wirecases: what they consist of and how they are put together. */

namespace moa {

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

inline QByteArray events(const QList<QByteArray> &objects)
{
    QByteArray result;
    for (const QByteArray &object : objects)
        result += "data: " + object + "\n\n";
    return result;
}

/// As Anthropic has them: with the type as the event's name, too.
inline QByteArray namedEvents(const QList<QByteArray> &objects)
{
    QByteArray result;
    for (const QByteArray &object : objects) {
        const qsizetype start = object.indexOf("\"type\":\"") + 8;
        const QByteArray name = object.mid(start, object.indexOf('"', start) - start);
        result += "event: " + name + "\ndata: " + object + "\n\n";
    }
    return result;
}

inline QByteArray chunk(const QByteArray &choice)
{
    return R"({"choices":[)" + choice + "]}";
}

inline QByteArray delta(const QByteArray &members)
{
    return chunk(R"({"index":0,"delta":{)" + members + R"(},"finish_reason":null})");
}

inline QByteArray finishedWith(const QByteArray &reason)
{
    return chunk(R"({"index":0,"delta":{},"finish_reason":")" + reason + R"("})");
}

inline const QByteArray hello = R"({"choices":[{"index":0,"delta":{"content":"Hello"}}]})";
inline const QByteArray stop = R"({"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]})";
inline const QByteArray done = "data: [DONE]\n\n";

inline const QByteArray messageStart =
    R"({"type":"message_start","message":{"id":"msg_1","role":"assistant","content":[],)"
    R"("model":"claude-x-20261001","stop_reason":null,)"
    R"("usage":{"input_tokens":11,"output_tokens":1}}})";
inline const QByteArray textDelta =
    R"({"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hello"}})";
inline const QByteArray messageStop = R"({"type":"message_stop"})";

inline QByteArray messageDelta(const QByteArray &reason,
                               const QByteArray &usage = R"("output_tokens":15)")
{
    return R"({"type":"message_delta","delta":{"stop_reason":")" + reason
        + R"(","stop_sequence":null},"usage":{)" + usage + "}}";
}

inline QByteArray crlfEvents(const QList<QByteArray> &objects)
{
    return events(objects).replace('\n', "\r\n");
}

inline QByteArray candidate(const QByteArray &members)
{
    return R"({"candidates":[{)" + members + R"(,"index":0}],"modelVersion":"gemini-x-001"})";
}

inline const QByteArray geminiHello =
    R"({"candidates":[{"content":{"role":"model","parts":[{"text":"Hello"}]},"index":0}]})";

inline QByteArray ollamaLine(const QByteArray &message)
{
    return R"({"model":"qwen3:4b","created_at":"2026-11-01T00:00:00Z","message":{)"
           R"("role":"assistant",)"
        + message + "},\"done\":false}\n";
}

inline QByteArray ollamaEnd(const QByteArray &reason = "stop")
{
    return R"({"model":"qwen3:4b","message":{"role":"assistant","content":""},"done":true,)"
           R"("done_reason":")"
        + reason + R"(","total_duration":5000000000,"prompt_eval_count":11,"eval_count":7})" + "\n";
}

inline constexpr auto anthropic = Dialect::Anthropic;
inline constexpr auto gemini = Dialect::Gemini;
inline constexpr auto ollama = Dialect::Ollama;
inline constexpr auto openAi = Dialect::OpenAi;
inline const QByteArray json = "application/json";
inline const QByteArray lines = "application/x-ndjson";

inline void row(const char *name, const WireCase &wire)
{
    QTest::newRow(name) << wire;
}

/// A whole answer that says Hello.
inline void helloRow(const char *name, const QByteArray &body, Dialect dialect = openAi,
                     const QByteArray &type = "text/event-stream")
{
    row(name, {.dialect = dialect, .body = body, .type = type, .text = u"Hello"_s});
}

inline void stopRow(const char *name, Dialect dialect, const QByteArray &body, StopReason reason,
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

inline void brokenRow(const char *name, Dialect dialect, const QByteArray &body,
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

inline void errorRow(const char *name, int status, const QByteArray &body, const QString &message,
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

inline void toldRow(const char *name, Dialect dialect, const QByteArray &body,
                    const QString &message, const QString &code,
                    const QByteArray &type = "text/event-stream", bool retried = false)
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

/// OpenAI's dialect and the services and servers that speak it.
void addOpenAiCases();
/// The other dialects.
void addOtherCases();
/// Errors and stop reasons of all dialects.
void addEndCases();

} // namespace moa
