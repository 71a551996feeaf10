"""Writes Sources/Text/WideRanges.swift: the characters that take two cells (Unicode Standard Annex #11, classes W and F).

Usage: python3 scripts/wide_ranges.py > Sources/Text/WideRanges.swift

The table is of the Unicode version of the module `unicodedata2` (PyPI; `pip install 'unicodedata2<18'` has Unicode 17), or of
Python's own `unicodedata` where that module is not installed.
"""

import sys

try:
    import unicodedata2 as unicode
except ImportError:
    import unicodedata as unicode

# EastAsianWidth.txt: unassigned code points of these blocks are wide.
WIDE_BLOCKS = [(0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x2FFFD), (0x30000, 0x3FFFD)]


def is_assigned(point):
    return unicode.category(chr(point)) != "Cn"


def is_wide(point):
    if not is_assigned(point):
        return any(low <= point <= high for low, high in WIDE_BLOCKS)
    return unicode.east_asian_width(chr(point)) in "WF"


def wide_ranges():
    """The ranges; two are one where the gap between them has no assigned character yet."""
    ranges = []
    for point in range(0x110000):
        if not is_wide(point):
            continue
        if ranges and not any(is_assigned(gap) for gap in range(ranges[-1][1] + 1, point)):
            ranges[-1][1] = point
        else:
            ranges.append([point, point])
    return ranges


def swift(ranges):
    lines, line = [], " "
    for low, high in ranges:
        entry = f" 0x{low:04X}...0x{high:04X},"
        if len(line) + len(entry) > 140:
            lines.append(line)
            line = " "
        line += entry
    return "\n".join(lines + [line])


ranges = wide_ranges()
sys.stdout.write(f"""\
// Made by scripts/wide_ranges.py from Unicode {unicode.unidata_version}; change the script, not this file.

/// What takes two cells: East Asian Width W and F (Unicode Standard Annex #11), in order.
///
/// Emoji that are pictures by default are of class W. Unassigned code points between two wide ones count as wide.
let wideRanges: [ClosedRange<UInt32>] = [
{swift(ranges)}
]
""")
