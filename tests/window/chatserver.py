# SPDX-License-Identifier: GPL-3.0-or-later
"""A provider on this machine that speaks the OpenAI dialect and remembers what it was asked."""
import http.server
import json
import threading


class ChatServer:
    """Answers chat completions with a sentence that names the model. Its first answer is a refusal
    that quotes the key which came with the request, as some services do."""

    def __init__(self, name):
        self.name = name
        self.requests = []  # (path, headers as text, body as text), all that came
        self._lock = threading.Lock()
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def origin(self):
        return f"http://127.0.0.1:{self._server.server_port}"

    def chats(self):
        """The bodies of the requests for an answer."""
        with self._lock:
            return [json.loads(body) for path, _, body in self.requests
                    if path.endswith("/chat/completions")]

    def everything(self):
        with self._lock:
            return "\n".join("\n".join(request) for request in self.requests)

    def _remember(self, path, headers, body):
        """Whether it is the first request for an answer."""
        with self._lock:
            first = not any(known.endswith("/chat/completions") for known, _, _ in self.requests)
            self.requests.append((path, headers, body))
            return first and path.endswith("/chat/completions")

    def _handler(self):
        server = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_):
                pass

            def reply(self, status, content, kind="application/json", headers=()):
                content = content.encode()
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(content)))
                for name, value in headers:
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(content)

            def do_GET(self):
                server._remember(self.path, str(self.headers), "")
                self.reply(404, '{"error": {"message": "There is nothing here."}}')

            def do_POST(self):
                length = int(self.headers.get("Content-Length", 0))
                body = self.rfile.read(length).decode()
                if server._remember(self.path, str(self.headers), body):
                    key = self.headers.get("Authorization", "no key")
                    refusal = {"error": {"message": f"Too many requests with {key}.",
                                         "type": "rate_limit_error", "code": "rate_limited"}}
                    self.reply(429, json.dumps(refusal), headers=[("Retry-After", "1")])
                    return
                self.reply(200, server._events(json.loads(body)), "text/event-stream")

        return Handler

    def _events(self, asked):
        text = (f"{asked['model']} at {self.name} says: look at it from {len(asked['messages'])} "
                "sides, then choose the plainest answer that holds.")
        words = text.split(" ")
        pieces = [" ".join(words[:8]) + " ", " ".join(words[8:])]
        chunks = [{"choices": [{"index": 0, "delta": {"content": piece}}]} for piece in pieces]
        chunks.append({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
        chunks.append({"choices": [], "usage": {"prompt_tokens": 40, "completion_tokens": 20,
                                                "total_tokens": 60}})
        for chunk in chunks:
            chunk |= {"id": "chat", "object": "chat.completion.chunk", "model": asked["model"]}
        return "".join(f"data: {json.dumps(chunk)}\n\n" for chunk in chunks) + "data: [DONE]\n\n"
