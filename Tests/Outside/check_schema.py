"""Holds schema/bundle-1.json against records: each is taken, and whatever is added, missing or of another type is not.

usage: check_schema.py SCHEMA RECORDS

RECORDS has a line {"definition":NAME,"value":RECORD} for each. The judge is `jsonschema` (PyPI); the small validator of
docs/examples/bundle_records.py has to agree with it.
"""
import copy
import json
import os
import sys

import jsonschema

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../docs/examples"))
from bundle_records import mismatch

# Where a record holds values of somebody else: settings of a catalogue, a request, facts of a host.
FREE = {"settings", "format", "access", "request", "evidence", "value", "parameters", "environment", "revisions", "scores", "fields"}


def places(value, path=()):
    """The path of every value in a record, the whole first."""
    yield path
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, part in members:
        yield from places(part, path + (name,))


def at(value, path):
    for name in path:
        value = value[name]
    return value


def variants(record):
    """Records that differ in one place from an honest one: what was done, and whether it must be refused."""
    for path in places(record):
        is_free = any(name in FREE for name in path)
        value = at(record, path)
        if isinstance(value, dict):
            changed = copy.deepcopy(record)
            at(changed, path)["x-unknown"] = True
            yield f"x-unknown at {path}", changed, not is_free
            for name in value:
                changed = copy.deepcopy(record)
                del at(changed, path)[name]
                yield f"without {name} at {path}", changed, None
        if path:
            changed = copy.deepcopy(record)
            at(changed, path[:-1])[path[-1]] = None
            yield f"null at {path}", changed, not is_free
            if isinstance(value, (str, float, int)):
                changed = copy.deepcopy(record)
                at(changed, path[:-1])[path[-1]] = [value]
                yield f"a list at {path}", changed, not is_free


def floats(value):
    """Numbers as the small validator has them."""
    return json.loads(json.dumps(value), parse_int=float)


def main():
    schema = json.load(open(sys.argv[1]))
    jsonschema.Draft202012Validator.check_schema(schema)
    judges = {name: jsonschema.Draft202012Validator({"$defs": schema["$defs"], "$ref": f"#/$defs/{name}"}) for name in schema["$defs"]}
    wrong, taken, refused = [], 0, 0
    for number, line in enumerate(open(sys.argv[2], encoding="utf-8"), 1):
        entry = json.loads(line)
        name, record, judge = entry["definition"], entry["value"], judges[entry["definition"]]
        problems = list(judge.iter_errors(record))
        wrong += [f"line {number}: {name}: refused at {list(p.absolute_path)}: {p.message}" for p in problems]
        taken += not problems
        required = schema["$defs"][name]["required"]
        for what, variant, must_refuse in variants(record):
            is_valid = judge.is_valid(variant)
            if must_refuse is None:
                must_refuse = any(name not in variant for name in required) or None
            if must_refuse and is_valid:
                wrong.append(f"line {number}: {name} taken with {what}")
            if is_valid != (mismatch(floats(variant), schema["$defs"][name], schema) is None):
                wrong.append(f"line {number}: {name} with {what}: the two validators do not agree")
            refused += not is_valid
    print("\n".join(wrong[:40]) or f"{taken} records are taken, {refused} others refused")
    return 1 if wrong else 0


sys.exit(main())
