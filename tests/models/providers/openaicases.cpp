// SPDX-License-Identifier: GPL-3.0-or-later
#include "wirecase.h"

namespace moa {

namespace {

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

} // namespace

void addOpenAiCases()
{
    openAiStreams();
    services();
    reasoning();
    llamaCpp();
}

} // namespace moa
