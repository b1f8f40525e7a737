// SPDX-License-Identifier: GPL-3.0-or-later
// A language model of this machine behind a small OpenAI dialect: true inference by llama.cpp
// (npm node-llama-cpp) over the model file that is named. It continues text; it knows no chat
// template, so messages are joined by line breaks. Prints "listening PORT"; ends with its standard
// input.
//   node llama-server.mjs MODEL.gguf [CONTEXT]
import http from "node:http";
import { getLlama, LlamaCompletion } from "node-llama-cpp";

const [modelPath, contextSize = "256"] = process.argv.slice(2);
const llama = await getLlama({ build: "never", gpu: false, logLevel: "error" });
const model = await llama.loadModel({ modelPath });
const context = await model.createContext({
  contextSize: Number(contextSize), sequences: 4, threads: 1 });
const window = context.contextSize;
const name = "stories260K";

function fail(response, status, message, type, more = {}) {
  response.writeHead(status, { "Content-Type": "application/json" });
  response.end(JSON.stringify({ error: { code: status, message, type, ...more } }));
}

async function body(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return JSON.parse(Buffer.concat(parts).toString("utf8"));
}

async function complete(request, response) {
  const asked = await body(request);
  const prompt = asked.messages.map((message) => message.content).join("\n");
  const tokens = model.tokenize(prompt);
  const most = asked.max_completion_tokens ?? asked.max_tokens ?? 64;
  if (tokens.length + 2 > window) {
    fail(response, 400, `the request exceeds the available context size (${tokens.length} tokens, context ${window})`,
      "exceed_context_size_error", { n_prompt_tokens: tokens.length, n_ctx: window });
    return;
  }
  const sequence = context.getSequence();
  const completion = new LlamaCompletion({ contextSequence: sequence });
  const gone = new AbortController();
  response.on("close", () => gone.abort());
  const common = { id: "chatcmpl-local", created: 0, model: name };
  const chunk = (choices, usage = null) => `data: ${JSON.stringify({ ...common,
    object: "chat.completion.chunk", choices, usage })}\n\n`;
  if (asked.stream) response.writeHead(200, { "Content-Type": "text/event-stream" });
  try {
    let written = 0;
    const { response: text, metadata } = await completion.generateCompletionWithMeta(tokens, {
      maxTokens: Math.min(most, window - tokens.length - 1),
      temperature: asked.temperature ?? 0, seed: asked.seed ?? 1, signal: gone.signal,
      onToken: (made) => { written += made.length; },
      onTextChunk: (delta) => {
        if (asked.stream) response.write(chunk([{ index: 0, delta: { content: delta }, finish_reason: null }]));
      },
    });
    const usage = { prompt_tokens: tokens.length, completion_tokens: written, total_tokens: tokens.length + written };
    const reason = metadata.stopReason === "maxTokens" ? "length" : "stop";
    if (asked.stream) {
      response.write(chunk([{ index: 0, delta: {}, finish_reason: reason }]));
      response.end(chunk([], usage) + "data: [DONE]\n\n");
    } else {
      response.writeHead(200, { "Content-Type": "application/json" });
      response.end(JSON.stringify({ ...common, object: "chat.completion", usage,
        choices: [{ index: 0, message: { role: "assistant", content: text }, finish_reason: reason }] }));
    }
  } finally {
    completion.dispose();
    sequence.dispose();
  }
}

const server = http.createServer(async (request, response) => {
  try {
    if (request.method === "GET" && request.url === "/v1/models") {
      response.writeHead(200, { "Content-Type": "application/json" });
      response.end(JSON.stringify({ object: "list", data: [{ id: name, object: "model",
        meta: { n_ctx: window, n_ctx_train: model.trainContextSize } }] }));
    } else if (request.method === "POST" && request.url === "/v1/tokenize") {
      // What the engine makes of a text: the truth that counts are compared with.
      const { content } = await body(request);
      response.writeHead(200, { "Content-Type": "application/json" });
      response.end(JSON.stringify({ tokens: model.tokenize(content) }));
    } else if (request.method === "POST" && request.url === "/v1/chat/completions") {
      await complete(request, response);
    } else {
      fail(response, 404, "no such path", "not_found_error");
    }
  } catch (error) {
    if (!response.headersSent) fail(response, 500, String(error), "server_error");
    else response.destroy();
  }
});
server.listen(0, "127.0.0.1", () => console.log(`listening ${server.address().port}`));
process.stdin.resume();
process.stdin.on("end", () => process.exit(0));
