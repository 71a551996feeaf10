"""Writes numbers as RFC 8785 says, by `rfc8785` (PyPI) and by docs/examples/bundle_records.py, and compares both with published text.

usage: check_numbers.py FILE

FILE has a line `BITS,TEXT` for each number, BITS in hexadecimal (jcs/numbers-10000.txt).
"""
import os
import struct
import sys

import rfc8785

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../docs/examples"))
from bundle_records import canonical

wrong = count = 0
for line in open(sys.argv[1]):
    bits, text = line.rstrip("\n").split(",")
    number = struct.unpack(">d", bytes.fromhex(bits.rjust(16, "0")))[0]
    for written in (rfc8785.dumps(number), canonical(number)):
        if written.decode() != text:
            print(bits, text, written)
            wrong += 1
    count += 1
print(f"{count} numbers, {wrong} differ")
sys.exit(1 if wrong or not count else 0)
