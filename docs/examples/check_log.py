#!/usr/bin/env python3
"""Checks a log of committed plans without Etalon: every entry, every tile, the root, and a proof.

    check_log.py LOG [PROOF ENTRY-FILE]

It reads the folder that `etalon log` keeps (c2sp.org/tlog-tiles) and uses hashlib alone, so it checks hashes and no signatures.
"""
import base64, hashlib, os, sys


def leaf(entry):
    return hashlib.sha256(b"\0" + entry).digest()


def node(left, right):
    return hashlib.sha256(b"\1" + left + right).digest()


def root(hashes):
    """RFC 6962 section 2.1, by its words."""
    if not hashes:
        return hashlib.sha256(b"").digest()
    if len(hashes) == 1:
        return hashes[0]
    k = 1
    while k * 2 < len(hashes):
        k *= 2
    return node(root(hashes[:k]), root(hashes[k:]))


def path(index):
    text = "%03d" % (index % 1000)
    while index >= 1000:
        index //= 1000
        text = "x%03d/%s" % (index % 1000, text)
    return text


def tile(log, kind, index, width):
    name = os.path.join(log, "tile", kind, path(index))
    if width < 256 and os.path.exists("%s.p/%d" % (name, width)):
        name = "%s.p/%d" % (name, width)
    with open(name, "rb") as file:
        return file.read()


def entries(log, size):
    for first in range(0, size, 256):
        data = tile(log, "entries", first // 256, min(256, size - first))
        for _ in range(min(256, size - first)):
            length = int.from_bytes(data[:2], "big")
            yield data[2 : 2 + length]
            data = data[2 + length :]


def check_tiles(log, hashes):
    level = 0
    while hashes:
        for first in range(0, len(hashes), 256):
            part = hashes[first : first + 256]
            if not tile(log, str(level), first // 256, len(part)).startswith(b"".join(part)):
                sys.exit("tile %d of level %d has other hashes" % (first // 256, level))
        hashes = [root(hashes[i : i + 256]) for i in range(0, len(hashes) - 255, 256)]
        level += 1


def checkpoint(text):
    origin, size, head = text.split("\n")[:3]
    return origin, int(size), base64.b64decode(head)


def check_proof(text, entry):
    head, note = text.split("\n\n", 1)
    lines = head.split("\n")
    assert lines.pop(0) == "c2sp.org/tlog-proof@v1"
    index = int(lines.pop(0).removeprefix("index "))
    _, size, expected = checkpoint(note)
    digest, last = leaf(entry), size - 1
    for line in lines:
        sibling = base64.b64decode(line)
        if index & 1 or index == last:
            digest = node(sibling, digest)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            digest = node(digest, sibling)
        index, last = index >> 1, last >> 1
    if last or digest != expected:
        sys.exit("the proof does not lead to the root")


def main(log, *proof):
    with open(os.path.join(log, "checkpoint"), encoding="utf-8") as file:
        origin, size, expected = checkpoint(file.read())
    hashes = [leaf(entry) for entry in entries(log, size)]
    check_tiles(log, hashes)
    if root(hashes) != expected:
        sys.exit("the entries do not have the root of the checkpoint")
    if proof:
        with open(proof[0], encoding="utf-8") as file, open(proof[1], "rb") as entry:
            check_proof(file.read(), entry.read())
    print("%s: %d entries%s" % (origin, size, ", proof holds" if proof else ""))


if __name__ == "__main__":
    main(*sys.argv[1:])
