#!/usr/bin/env python3
"""An OpenAI endpoint that gives every question the same reply at once, so that what is measured is the client. Only the standard library.

usage: null_server.py; prints `listening PORT` and serves until its standard input ends.
"""
import asyncio
import json
import sys

REPLY = json.dumps({
    "id": "reply", "object": "chat.completion", "created": 0, "model": "null",
    "choices": [{"index": 0, "message": {"role": "assistant", "content": "The answer is 408."}, "finish_reason": "stop"}],
    "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}}).encode()
RESPONSE = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(REPLY) + REPLY


class Connection(asyncio.Protocol):
    """Answers each request that came whole; nothing but its length is read."""

    def connection_made(self, transport):
        self.transport, self.bytes = transport, b""

    def data_received(self, data):
        self.bytes += data
        while (end := self.bytes.find(b"\r\n\r\n")) >= 0:
            head = self.bytes[:end].lower()
            place = head.find(b"content-length:")
            length = int(head[place + 15:].split(b"\r\n")[0]) if place >= 0 else 0
            if len(self.bytes) < end + 4 + length:
                return
            self.bytes = self.bytes[end + 4 + length:]
            self.transport.write(RESPONSE)


async def main():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Connection, "127.0.0.1", 0)
    print("listening", server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


asyncio.run(main())
