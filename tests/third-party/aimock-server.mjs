// SPDX-License-Identifier: GPL-3.0-or-later
// Serves npm @copilotkit/aimock, which answers as many providers on one port, with the fixtures of
// the tests: what it does goes by the name of the model. Prints "listening PORT"; ends with its
// standard input.
import { LLMock } from "@copilotkit/aimock";

const text = "The tide rises 🌊 twice a day: 달의 인력, 月の引力, and the Earth's turning.";
const sentence = { content: text };
// Each dialect takes those of its own names.
const usage = { prompt_tokens: 21, completion_tokens: 17, input_tokens: 21, output_tokens: 17,
  promptTokenCount: 21, candidatesTokenCount: 17 };
const slowly = { ttft: 60, tps: 40, jitter: 0.2 };

const mock = new LLMock({ port: 0, host: "127.0.0.1", logLevel: "silent" });
const answer = (model, response, options = {}) =>
  mock.addFixture({ match: { model }, response, ...options });

answer("plain", { ...sentence, usage });
answer("thinking", { ...sentence, reasoning: "The moon pulls; so does the sun." });
answer("paced", sentence, { streamingProfile: slowly, chunkSize: 6 });
answer("single", sentence, { chunkSize: 1 });
answer("long", { content: text, finishReason: "length" });
answer("held-back", { content: "I", finishReason: "content_filter" });
answer("cut", sentence, { truncateAfterChunks: 2, chunkSize: 5, streamingProfile: slowly });
answer("gone", sentence, { disconnectAfterMs: 120, streamingProfile: slowly, chunkSize: 4 });
answer("bad-request", { error: { message: "max_tokens is too large", type: "invalid_request_error" }, status: 400 });
answer("no-key", { error: { message: "Incorrect API key provided", type: "authentication_error" }, status: 401 });
answer("missing", { error: { message: "The model does not exist", type: "not_found_error" }, status: 404 });
answer("broken", { error: { message: "Internal error", type: "api_error" }, status: 500 });
answer("malformed", sentence, { chaos: { malformedRate: 1 } });
answer("dropped", sentence, { chaos: { dropRate: 1 } });
answer("disconnected", sentence, { chaos: { disconnectRate: 1 } });
answer("reported-cost", { ...sentence, usage: { prompt_tokens: 12, completion_tokens: 34, cost: 0.00031,
  prompt_tokens_details: { cached_tokens: 4 }, completion_tokens_details: { reasoning_tokens: 5 } } },
  { openRouterProcessing: true });
// The first request is told to wait, the second is answered.
mock.addFixture({ match: { model: "busy", sequenceIndex: 0 },
  response: { error: { message: "Rate limit reached", type: "rate_limit_error", code: "rate_limit_exceeded" },
    status: 429, retryAfter: 1 } });
mock.addFixture({ match: { model: "busy" }, response: sentence });
// A mixture: whoever has references says how many of the proposers' answers it was given.
mock.addFixture({ match: { model: "synthesis" }, response: (request) => {
  const all = request.messages.map((m) => typeof m.content === "string" ? m.content
    : (m.content ?? []).map((part) => part.text ?? "").join("")).join("\n");
  return { content: `Synthesised from ${all.split(text).length - 1} answers.` };
} });

const url = await mock.start();
console.log(`listening ${new URL(url).port}`);
process.stdin.resume();
process.stdin.on("end", () => process.exit(0));
