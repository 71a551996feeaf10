#!/usr/bin/env python3
"""Counts the public declarations of each room that have a documentation comment.

usage: scripts/doc-coverage.py [--missing] [--least PERCENT] [ROOM ...]

Without names it reads every Swift room under Sources. --missing lists the declarations without a comment. The exit code is 1 where a room
has less than PERCENT (90) of them documented. It reads the sources alone, so it needs no build: cases of public enums and requirements of
public protocols count too; what a protocol of the standard library documents (`==`, `encode(to:)`, literals) does not.
"""
import argparse
import pathlib
import re
import sys

SOURCES = pathlib.Path(__file__).resolve().parent.parent / "Sources"
MODIFIERS = r"(?:@\w+(?:\([^)]*\))?\s+|(?:static|final|mutating|nonmutating|consuming|borrowing|nonisolated|indirect|override|lazy|weak|convenience|required|prefix|postfix|infix|unsafe|private\(set\)|package\(set\)|internal\(set\))\s+)*"
DECLARATION = re.compile(
    rf"^\s*{MODIFIERS}(?P<access>public|open|package|internal|fileprivate|private)?\s*{MODIFIERS}"
    r"(?P<kind>struct|enum|class|actor|protocol|extension|func|var|let|init|subscript|typealias|associatedtype|case)\b(?P<rest>.*)")
INHERITED = re.compile(
    r"^\s*(?:==|<|hash\(into|encode\(to|description\b|debugDescription\b|\?*\(from decoder|\((?:string|integer|float|boolean|array|dictionary)Literal"
    r"|makeIterator\b|next\(\)|codingKey|\[Symbol)")
TYPES = {"struct", "enum", "class", "actor", "protocol", "extension"}


def without_text(source):
    """The source without strings and comments, line for line."""
    pattern = re.compile(r'(#*)"""[\s\S]*?"""\1|(#*)"(?:\\.|[^"\\\n])*"\2|/\*[\s\S]*?\*/|//[^\n]*')
    return pattern.sub(lambda match: "\n" * match.group().count("\n"), source)


def names_of_cases(rest):
    """The cases that one line of a `case` declares."""
    flat = rest
    while "(" in flat:
        shorter = re.sub(r"\([^()]*\)", "", flat)
        if shorter == flat:
            break
        flat = shorter
    return [part.split("=")[0].strip().split("(")[0] for part in flat.split(",") if part.strip()]


def is_documented(lines, index):
    """Whether a documentation comment ends above a line, attributes between them aside."""
    index -= 1
    while index >= 0 and re.match(r"^\s*@\w+(\(.*\))?\s*$", lines[index]):
        index -= 1
    return index >= 0 and lines[index].lstrip().startswith("///")


def declarations(path):
    """Public declarations of a file: line, name, whether it is documented."""
    source = path.read_text(encoding="utf-8")
    lines, code = source.split("\n"), without_text(source).split("\n")
    scopes = []
    for index, line in enumerate(code):
        match = DECLARATION.match(line)
        top = scopes[-1] if scopes else ("file", True)
        opened = None
        if match and top[0] != "body":
            kind, rest = match["kind"], match["rest"]
            is_public = match["access"] in ("public", "open") or (
                match["access"] is None and top[1] and (top[0] == "protocol" or (top[0] == "enum" and kind == "case")))
            opened = (kind, is_public) if kind in TYPES else None
            if is_public and kind != "extension" and not (kind in ("func", "var", "init") and INHERITED.match(rest)):
                names = names_of_cases(rest) if kind == "case" else [f"{kind}{rest.split('{')[0].rstrip()}"]
                for name in names:
                    yield index + 1, name, is_documented(lines, index)
        for character in line:
            if character == "{":
                scopes.append(opened or ("body", False))
                opened = None
            elif character == "}" and scopes:
                scopes.pop()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--missing", action="store_true", help="list what has no comment")
    parser.add_argument("--least", type=float, default=90, metavar="PERCENT", help="fail below this (90)")
    parser.add_argument("rooms", nargs="*", metavar="ROOM")
    options = parser.parse_args()
    rooms = options.rooms or sorted(folder.name for folder in SOURCES.iterdir() if any(folder.rglob("*.swift")))
    failed = False
    for room in rooms:
        found = [(path, *one) for path in sorted((SOURCES / room).rglob("*.swift")) for one in declarations(path)]
        documented = sum(1 for one in found if one[3])
        share = 100 * documented / len(found) if found else 100
        failed = failed or share < options.least
        print(f"{room:<14} {documented:>5} of {len(found):>5}  {share:5.1f} %{'  too few' if share < options.least else ''}")
        if options.missing:
            for path, line, name, has in found:
                if not has:
                    print(f"  {path.relative_to(SOURCES.parent)}:{line}: {name}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
