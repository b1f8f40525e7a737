// SPDX-License-Identifier: GPL-3.0-or-later
#include "wirecase.h"

namespace moa {

namespace {

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

void addEndCases()
{
    ends();
    otherErrors();
    stopReasons();
}

} // namespace moa
