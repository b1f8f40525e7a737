// SPDX-License-Identifier: GPL-3.0-or-later
#include "wirecase.h"

namespace moa {

namespace {

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

} // namespace

void addOtherCases()
{
    anthropicReplies();
    geminiReplies();
    ollamaReplies();
}

} // namespace moa
