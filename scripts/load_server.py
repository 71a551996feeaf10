#!/usr/bin/env python3
"""An OpenAI-compatible server for loads: it answers by a rule, at a speed that its model's name sets, and cheats where that name says so.

    load_server.py            says "listening PORT" and ends with its standard input

A model is called after what it does, words joined by `-`: `honest`, `cache` (a question that came before is answered at once), `short` (under
load answers are cut), `other` (under load another model answers), `nousage`, `lying` (ten times as many tokens as there are), `mute` (no
tokens), `stall` (every 7th answer never ends), `die` (it ends after 20 requests), `slotsN` (N at once), `msN` (milliseconds a token).
"""
import hashlib
import json
import os
import re
import socketserver
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler

state = {"requests": 0, "busy": 0, "seen": set()}
lock = threading.Lock()
slots = {}
words = "the sea is wide and calm while small boats drift past old stone walls under a pale quiet evening sky of late autumn".split()


def setting(name, prefix, default):
    found = re.search(prefix + r"(\d+)", name)
    return int(found.group(1)) if found else default


def answer(question, most, name):
    """Tokens that follow from the question alone."""
    digest = hashlib.sha256((name + question).encode()).digest()
    count = min(most, 6 + digest[0] % 10)
    return [words[digest[1 + index] % len(words)] + " " for index in range(count)]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = 1 << 16

    def log_message(self, *_):
        pass

    def do_POST(self):
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        name = request["model"]
        with lock:
            state["requests"] += 1
            state["busy"] += 1
            number, busy = state["requests"], state["busy"]
            slot = slots.setdefault(name, threading.Semaphore(setting(name, "slots", 64)))
        try:
            if "die" in name and number > 20:
                os._exit(0)
            with slot:
                self.reply(request, name, number, busy)
        except (BrokenPipeError, ConnectionResetError):
            pass
        finally:
            with lock:
                state["busy"] -= 1

    def reply(self, request, name, number, busy):
        question = json.dumps(request.get("messages") or request.get("prompt"))
        isLoaded = busy > 1
        pause = setting(name, "ms", 2) / 1000
        key = hashlib.sha256((name + question).encode()).digest()
        with lock:
            isSeen = key in state["seen"]
            state["seen"].add(key)
        if "cache" in name and isSeen:
            pause = 0
        served = "tiny" if "other" in name and isLoaded else name
        tokens = answer(question, request.get("max_tokens", 16), served)
        if "short" in name and isLoaded:
            tokens = tokens[: max(1, len(tokens) // 3)]
        if "mute" in name:
            tokens = []
        ending = "length" if len(tokens) == request.get("max_tokens") else "stop"
        told = len(tokens) * (10 if "lying" in name else 1)
        usage = None if "nousage" in name else {"prompt_tokens": 5, "completion_tokens": told, "total_tokens": 5 + told}
        logprobs = lambda part: {"content": [{"token": t, "logprob": -0.5, "top_logprobs": []} for t in part]} if request.get("logprobs") else None
        head = {"id": f"r{number}", "model": served, "created": 0}
        if not request.get("stream"):
            time.sleep(pause * len(tokens))
            choice = {"index": 0, "message": {"role": "assistant", "content": "".join(tokens)}, "finish_reason": ending}
            if logprobs(tokens):
                choice["logprobs"] = logprobs(tokens)
            body = json.dumps(head | {"object": "chat.completion", "choices": [choice]} | ({"usage": usage} if usage else {})).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for index, token in enumerate(tokens):
            time.sleep(pause)
            if "stall" in name and number % 7 == 0 and index == 1:
                time.sleep(3600)
            choice = {"index": 0, "delta": {"content": token}, "finish_reason": None}
            if logprobs([token]):
                choice["logprobs"] = logprobs([token])
            self.event(head | {"object": "chat.completion.chunk", "choices": [choice]})
        self.event(head | {"object": "chat.completion.chunk", "choices": [{"index": 0, "delta": {}, "finish_reason": ending}]})
        if usage:
            self.event(head | {"object": "chat.completion.chunk", "choices": [], "usage": usage})
        self.chunk(b"data: [DONE]\n\n")
        self.chunk(b"")

    def event(self, value):
        self.chunk(b"data: " + json.dumps(value).encode() + b"\n\n")

    def chunk(self, data):
        self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        self.wfile.flush()


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 1024


def main():
    server = Server(("127.0.0.1", int(sys.argv[1]) if len(sys.argv) > 1 else 0), Handler)
    print(f"listening {server.server_address[1]}", flush=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    sys.stdin.read()


if __name__ == "__main__":
    main()
