#!/usr/bin/env python3
"""Looks for sealed strings in everything that a run left. Only the standard library.

usage: check_leaks.py SECRETS FILE-OR-FOLDER...

SECRETS is a JSON list of texts. Each is looked for whole, by its pieces of 12 characters, in upper and lower case, in Base64 (both
alphabets, at each of the three offsets), in hexadecimal, and in whatever is packed with gzip or zlib, at any place of a file. Prints a line for each
hit, and ends with 1 where there is any.
"""
import base64
import json
import os
import sys
import zlib

PIECE = 12


def forms(text):
    """Everything that may stand for a text."""
    found = set()
    for spelling in {text, text.upper(), text.lower()}:
        pieces = {spelling} | {spelling[start:start + PIECE] for start in range(max(1, len(spelling) - PIECE + 1))}
        for piece in pieces:
            data = piece.encode()
            found.add(data)
            found.add(json.dumps(piece)[1:-1].encode())
            found.add(data.hex().encode())
            found.add(data.hex().upper().encode())
            for offset in range(3):
                encoded = base64.b64encode(b"\0" * offset + data)
                # The first and the last characters depend on what stands beside.
                inner = encoded.rstrip(b"=")[(offset * 4 + 2) // 3 + (1 if offset else 0):-2]
                if len(inner) >= PIECE:
                    found.add(inner)
                    found.add(inner.replace(b"+", b"-").replace(b"/", b"_"))
    return {form for form in found if len(form) >= PIECE or form == text.encode()}


def unpacked(data):
    """What is packed at any place of some bytes."""
    for magic, bits in ((b"\x1f\x8b\x08", 31), (b"\x78\x9c", 15), (b"\x78\x01", 15), (b"\x78\xda", 15)):
        at = data.find(magic)
        while at >= 0:
            try:
                plain = zlib.decompressobj(bits).decompress(data[at:], 16 << 20)
                if len(plain) >= PIECE:
                    yield plain
            except zlib.error:
                pass
            at = data.find(magic, at + 1)


def files(path):
    if os.path.isdir(path):
        for folder, _, names in os.walk(path):
            for name in names:
                yield os.path.join(folder, name)
    else:
        yield path


def main():
    wanted = set()
    with open(sys.argv[1], encoding="utf-8") as file:
        for text in json.load(file):
            wanted |= forms(text)
    size = PIECE
    starts = {}
    for form in wanted:
        starts.setdefault(form[:size], []).append(form)
    hits, seen = 0, 0
    for path in (name for argument in sys.argv[2:] for name in files(argument)):
        with open(path, "rb") as file:
            data = file.read()
        seen += 1
        for layer, content in [("as it is", data)] + [("unpacked", plain) for plain in unpacked(data)]:
            # Every form begins somewhere: one pass over the windows finds all.
            for at in range(max(0, len(content) - size + 1)):
                for form in starts.get(content[at:at + size], ()):
                    if content.startswith(form, at):
                        hits += 1
                        print(f"{path} {layer}: {form[:40]!r} at {at}")
            for form in wanted:
                if len(form) < size and form in content:
                    hits += 1
                    print(f"{path} {layer}: {form!r}")
    print(f"{hits} hits in {seen} files, {len(wanted)} forms")
    return 1 if hits else 0


if __name__ == "__main__":
    sys.exit(main())
