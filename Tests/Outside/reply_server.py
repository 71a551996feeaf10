#!/usr/bin/env python3
"""An OpenAI endpoint that gives each question of a file the reply that stands beside it. Only the standard library.

usage: reply_server.py ITEMS; prints `listening PORT` and serves until its standard input ends. ITEMS has `question` and `reply`.
"""
import http.server
import json
import os
import sys
import threading

with open(sys.argv[1], encoding="utf-8") as file:
    REPLIES = {item["question"]: item["reply"] for item in map(json.loads, file)}


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def do_POST(self):
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        content = request["messages"][-1]["content"]
        question = content if isinstance(content, str) else "".join(part.get("text", "") for part in content)
        message = {"role": "assistant", "content": REPLIES.get(question.strip(), "I do not know.")}
        body = {
            "id": "reply", "object": "chat.completion", "created": 0, "model": request.get("model", "null"),
            "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
            "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}}
        data = json.dumps(body).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print("listening", server.server_port, flush=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
sys.stdin.read()
os._exit(0)
