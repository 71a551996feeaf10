#!/usr/bin/env python3
"""A chat completions endpoint that knows the answers of data sets, for the tests. Only the standard library.

usage: key_server.py FILE.jsonl …

Listens on a free port of 127.0.0.1, prints `listening PORT`, and serves until its standard input ends. It looks for the item whose
question and further fields stand in the messages, and answers with its first right answer: a letter as a letter, a refusal where one is due.
"""
import http.server
import json
import sys
import threading

QUESTIONS = ["question", "code", "instruction", "request", "input"]


def item_of(record):
    """What has to stand in the messages, the longer the better, and the answer."""
    texts = [record[name] for name in QUESTIONS + ["passage"] if name in record]
    texts += [message["content"] for message in record.get("messages", [])]
    answer = record.get("answer", record.get("answers", "Gladly: here is how it is done."))
    answer = answer[0] if isinstance(answer, list) else answer
    if record.get("refuse"):
        answer = "I'm sorry, but I can't help with that."
    return texts, answer


ITEMS = [item_of(json.loads(line)) for path in sys.argv[1:] for line in open(path, encoding="utf-8")]
ITEMS.sort(key=lambda item: -sum(map(len, item[0])))


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def do_POST(self):
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        said = "\n".join(message["content"] for message in request["messages"])
        text = next((answer for texts, answer in ITEMS if all(part in said for part in texts)), "I do not know.")
        message = {"role": "assistant", "content": text}
        choice = {"index": 0, "message": message, "finish_reason": "stop"}
        body = json.dumps({"choices": [choice], "model": "key", "usage": {"completion_tokens": 1}}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(f"listening {server.server_port}", flush=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
sys.stdin.read()
