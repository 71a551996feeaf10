#!/usr/bin/env python3
"""A completions endpoint that misbehaves on purpose, for the tests. Only the standard library.

usage: fault_server.py

Listens on a free port of 127.0.0.1, prints `listening PORT`, and serves until its standard input ends. The first segment of the path
chooses what it does: /good/v1/chat/completions answers with the user's message in upper case, other words below fail in their way.
/count answers with the number of chat requests so far, per word.
"""
import collections
import email.utils
import http.server
import json
import os
import re
import sys
import threading
import time

counts = collections.Counter()
lock = threading.Lock()


def completion(text, **more):
    message = {"role": "assistant", "content": text}
    return {"choices": [{"index": 0, "message": message, "finish_reason": "stop"}], "usage": {"completion_tokens": 1}, **more}


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def reply(self, status, body, **headers):
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), str(value))
        if "Content_Length" not in headers:
            self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        try:
            self.wfile.write(data)
        except OSError:
            pass

    def do_GET(self):
        with lock:
            self.reply(200, dict(counts))

    def do_POST(self):
        word = self.path.split("/")[1]
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        user = request["messages"][-1]["content"] if "messages" in request else request["prompt"]
        is_probe = "about the sea" in user
        with lock:
            counts[word] += 1
            count = counts[word]
        text = user.upper()
        handler = getattr(self, "act_" + word.replace("-", "_"), None)
        if handler is None:
            self.reply(404, {"error": "no such behaviour"})
        else:
            handler(request, text, is_probe, count)

    def act_good(self, request, text, is_probe, count):
        self.reply(200, completion(text, system_fingerprint="fault-server-1"))

    def act_seeded(self, request, text, is_probe, count):
        self.reply(200, completion(f"{text} {request['seed'] if request['temperature'] else ''}"))

    def act_random(self, request, text, is_probe, count):
        self.reply(200, completion(f"{text} {count}"))

    def act_flaky(self, request, text, is_probe, count):
        """Two failures before every success."""
        if count % 3:
            self.reply(503, {"error": "busy"})
        else:
            self.reply(200, completion(text))

    def act_limited(self, request, text, is_probe, count):
        if count == 2:
            self.reply(429, {"error": "slow down"}, Retry_After=1)
        else:
            self.reply(200, completion(text))

    def act_key(self, request, text, is_probe, count):
        if self.headers.get("Authorization") == "Bearer let-me-in":
            self.reply(200, completion(text))
        else:
            self.reply(401, {"error": "who are you"})

    def act_sometimes(self, request, text, is_probe, count):
        """Fails for good on a question that says so."""
        if "FAIL" in text:
            self.reply(500, {"error": "no"})
        else:
            self.reply(200, completion(text))

    def act_slow(self, request, text, is_probe, count):
        if not is_probe:
            time.sleep(0.4)
        self.reply(200, completion(text))

    def act_stuck(self, request, text, is_probe, count):
        time.sleep(5)
        self.reply(200, completion(text))

    def act_cut(self, request, text, is_probe, count):
        """Promises more than it sends."""
        self.reply(200, b'{"choices": [', Content_Length=1000)
        self.close_connection = True

    def act_hangup(self, request, text, is_probe, count):
        self.close_connection = True
        self.connection.close()

    def act_short(self, request, text, is_probe, count):
        """Sends more than it says."""
        self.reply(200, json.dumps(completion(text)).encode(), Content_Length=20)
        self.close_connection = True

    def act_huge(self, request, text, is_probe, count):
        self.reply(200, b"[" + b"0," * (5 << 20) + b"0]")

    def act_deep(self, request, text, is_probe, count):
        self.reply(200, b"[" * 100000 + b"]" * 100000)

    def act_html(self, request, text, is_probe, count):
        self.reply(200, b"<html>It works!</html>")

    def act_binary(self, request, text, is_probe, count):
        self.reply(200, b"\xff\xfe\x00\x01")

    def act_empty(self, request, text, is_probe, count):
        self.reply(200, {"choices": []})

    def act_null(self, request, text, is_probe, count):
        self.reply(200, {"choices": [{"message": {"content": None}}]})

    def act_refusing(self, request, text, is_probe, count):
        """Refuses a question that says so, as the API marks it."""
        if "FAIL" in text:
            self.reply(200, {"choices": [{"index": 0, "message": {"content": None, "refusal": "I would rather not"}}]})
        else:
            self.reply(200, completion(text))

    def act_in_band(self, request, text, is_probe, count):
        """An error beside an answer."""
        self.reply(200, completion(text, error={"message": "out of memory"}))

    def act_broken_off(self, request, text, is_probe, count):
        body = completion(text)
        body["choices"][0]["finish_reason"] = "error"
        self.reply(200, body)

    def act_endings(self, request, text, is_probe, count):
        """Ends an answer by its length or by a filter where the question says so."""
        body = completion(text)
        for word, reason in (("LONG", "length"), ("SECRET", "content_filter")):
            if word in text:
                body["choices"][0]["finish_reason"] = reason
        self.reply(200, body)

    def act_choices(self, request, text, is_probe, count):
        """Several choices, the first one last."""
        other = {"index": 1, "message": {"content": "other"}, "finish_reason": "stop"}
        body = completion(text)
        body["choices"].insert(0, other)
        self.reply(200, body)

    def act_moody(self, request, text, is_probe, count):
        """Another model and another configuration every time."""
        self.reply(200, completion(text, model=f"model-{count % 2}", system_fingerprint=f"print-{count % 3}"))

    def act_stale(self, request, text, is_probe, count):
        """Closes the kept connection without a byte where a question about it comes for the first time."""
        with lock:
            counts["stale " + text] += 1
            is_first = counts["stale " + text] == 1
        if "FAIL" in text and is_first:
            self.close_connection = True
            self.connection.close()
        else:
            self.reply(200, completion(text))

    def act_mending(self, request, text, is_probe, count):
        """Fails on a question that says so, the first time only."""
        with lock:
            counts["mending " + text] += 1
            is_first = counts["mending " + text] == 1
        if "FAIL" in text and is_first:
            self.reply(400, {"error": "not today"})
        else:
            self.reply(200, completion(text))

    def act_repeating(self, request, text, is_probe, count):
        """Repeats the question wherever it can: as its own name, and in an error where the question says so."""
        user = request["messages"][-1]["content"]
        if "FAIL" in text:
            self.reply(400, {"error": {"message": "cannot answer: " + user}})
        else:
            self.reply(200, completion(text, model=user, system_fingerprint=user))

    def act_refusing_some(self, request, text, is_probe, count):
        """Refuses a question that says so, every time."""
        if "FAIL" in text:
            self.reply(400, {"error": "never"})
        else:
            self.reply(200, completion(text))

    def act_crashing(self, request, text, is_probe, count):
        """Drops the connection on a question that says so, every time."""
        if "FAIL" in text:
            self.close_connection = True
            self.connection.close()
        else:
            self.reply(200, completion(text))

    def act_patient(self, request, text, is_probe, count):
        """Asks to wait longer than anybody would."""
        if is_probe:
            self.reply(200, completion(text))
        else:
            self.reply(429, {"error": "come back"}, Retry_After=10000000000000000)

    def act_twice(self, request, text, is_probe, count):
        self.reply(200, b'{"choices": [], "choices": [{"message": {"content": "a"}}]}')

    def act_texts(self, request, text, is_probe, count, lie=0, seen=False):
        """Goes on with a text, as base models do, and tells log-probabilities where asked, echo included; a token is a word."""
        if text == "THE CAPITAL OF FRANCE IS":
            text = " PARIS ."
        tokens = re.findall(r"\s*\S+|\s+$", text)
        if request.get("echo"):
            text = request["prompt"]
            tokens = re.findall(r"\s*\S+|\s+$", text)
        choice = {"index": 0, "text": text, "finish_reason": "stop"}
        if "logprobs" in request:
            numbers = [-len(token) / 4 - (lie if request.get("echo") else 0) for token in tokens]
            last = None
            for place, token in enumerate(tokens if seen else []):
                if token.strip().isdigit():
                    if last is not None and int(token) == last + 1:
                        numbers[place] = -0.01
                    last = int(token)
            if request.get("echo"):
                numbers[0] = None
            choice["logprobs"] = {"tokens": tokens, "token_logprobs": numbers, "top_logprobs": [{token: -0.25} for token in tokens]}
        self.reply(200, {"choices": [choice], "usage": {"prompt_tokens": 3, "completion_tokens": len(tokens)}})

    def act_seen(self, request, text, is_probe, count):
        """The same, but it has seen lines that end in numbers, in their order: a number behind the one before it is likely."""
        self.act_texts(request, text, is_probe, count, seen=True)

    def act_liar(self, request, text, is_probe, count):
        """The same, but the log-probabilities of an echo are others."""
        self.act_texts(request, text, is_probe, count, lie=9)

    def act_particular(self, request, text, is_probe, count):
        """Knows no `seed` and calls `max_tokens` by its newer name."""
        for name in ("seed", "max_tokens"):
            if name in request:
                self.reply(400, {"error": {"message": f"Unsupported parameter: '{name}'"}})
                return
        self.reply(200, completion(text if request.get("max_completion_tokens") else "no"))

    def act_dated(self, request, text, is_probe, count):
        """Asks to wait until a time of day, a second from now."""
        if count == 2:
            self.reply(503, {"error": "busy"}, Retry_After=email.utils.formatdate(time.time() + 1.5, usegmt=True))
        else:
            self.reply(200, completion(text))

    def act_late(self, request, text, is_probe, count):
        """Asks to wait until a day far away."""
        self.reply(429, {"error": "come back"}, Retry_After="Wed, 21 Oct 2099 07:28:00 GMT")

    def act_old(self, request, text, is_probe, count):
        """Speaks HTTP/1.0: no length, the end of the connection ends the answer."""
        self.close_connection = True
        body = json.dumps(completion(text)).encode()
        self.wfile.write(b"HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n" + body)

    def act_closing(self, request, text, is_probe, count):
        """Promises to keep the connection and closes it after every answer."""
        self.reply(200, completion(text))
        self.close_connection = True

    def act_uncounted(self, request, text, is_probe, count):
        """Counts no tokens."""
        body = completion(text)
        del body["usage"]
        self.reply(200, body)

    def act_overloaded(self, request, text, is_probe, count):
        """Says in a good answer that it is busy, every other time."""
        self.reply(200, {"error": {"code": 529, "message": "overloaded"}} if count % 2 else completion(text))

    def act_stream(self, request, text, is_probe, count):
        """Answers a letter at a time where a stream is asked for."""
        if not request.get("stream"):
            self.reply(200, completion(text))
            return
        self.begin_stream()
        for letter in text:
            self.event({"choices": [{"index": 0, "delta": {"content": letter}, "finish_reason": None}]})
            time.sleep(0.002)
        self.event({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
        self.event({"choices": [], "usage": {"prompt_tokens": 2, "completion_tokens": len(text)}})
        self.wfile.write(b"data: [DONE]\n\n")

    def act_torn_stream(self, request, text, is_probe, count):
        """A stream that ends in the middle of a question that says so."""
        self.begin_stream()
        self.event({"choices": [{"index": 0, "delta": {"content": text}, "finish_reason": None}]})
        if "FAIL" not in text:
            self.wfile.write(b"data: [DONE]\n\n")

    def act_telling(self, request, text, is_probe, count):
        """Repeats the caller's secret, letter by letter in a stream."""
        secret = self.headers.get("Authorization", "").removeprefix("Bearer ")
        self.begin_stream()
        for letter in "it is " + secret:
            self.event({"choices": [{"index": 0, "delta": {"content": letter}, "finish_reason": None}]})
        self.wfile.write(b"data: [DONE]\n\n")

    def begin_stream(self):
        self.close_connection = True
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()

    def event(self, body):
        self.wfile.write(b"data: " + json.dumps(body).encode() + b"\n\n")

    def act_redirect(self, request, text, is_probe, count):
        self.reply(307, {}, Location="/good/v1/chat/completions")

    def act_status(self, request, text, is_probe, count):
        self.reply(418, {"error": "teapot"})


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request, address):
        pass


if __name__ == "__main__":
    server = Server(("127.0.0.1", 0), Handler)
    print("listening", server.server_address[1], flush=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    sys.stdin.read()
    os._exit(0)
