#!/usr/bin/env python3
"""Names arithmetic and conversions that trap on numbers from outside.

A line is reported where it multiplies, adds, shifts or converts a number that a record, a file or a server gave: a decoded `.value` of a
U64, a Double that becomes an integer, a parsed integer. `&+`, `...ReportingOverflow`, `addingSaturating`, `clamping:`, `exactly:` and
`truncatingIfNeeded:` are fine. A line that is safe says why in a comment that begins with `// checked:` on it or above it.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent / "Sources"
ROOMS = ["Attest", "CommandTree", "Interpreter", "Prompts", "Record", "Report", "Score", "Spec", "Text", "etalon"]
RULES = [
    (r"\.value\s(?:\*|\+|-|<<)\s(?![\"\[])|(?<![\"\]])\s(?:\*|\+|-)\s\w+(?:\.\w+)*\.value\b(?![.(])", "arithmetic on a decoded value"),
    (r"\bU?Int(?:8|16|32|64)?\((?:\w+\.)*(?:number|double|seconds|real)\)", "a Double becomes an integer"),
    (r"\bU?Int(?:8|16|32|64)?\(\$0\)\s*[*+<-]", "arithmetic on a parsed integer"),
    (r"(?:repeating: [^,]+, count: |reserveCapacity\()(?:[a-z]\w*\.)*(?:value|number|trials|rows|columns)\b(?!\.)", "memory by a decoded count"),
]


def findings(path):
    lines = path.read_text().split("\n")
    for number, line in enumerate(lines):
        code = re.sub(r'"(?:[^"\\]|\\.)*"', '""', line.split("///")[0])
        above = lines[number - 1] if number else ""
        if "// checked:" in line or "// checked:" in above or code.lstrip().startswith("//"):
            continue
        for rule, words in RULES:
            if re.search(rule, code):
                yield number + 1, words, line.strip()


def main():
    count = 0
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.swift")):
            for number, words, line in findings(path):
                print(f"{path.relative_to(ROOT.parent)}:{number}: {words}: {line}")
                count += 1
    if count:
        print(f"{count} found: use a checked operator, or say above the line why it cannot trap: `// checked: …`", file=sys.stderr)
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
