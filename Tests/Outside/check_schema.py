"""Holds schema/bundle-1.json against records: each is taken, and whatever is added, missing or of another type is not.

usage: check_schema.py SCHEMA RECORDS

RECORDS has a line {"definition":NAME,"value":RECORD} for each. `jsonschema` (PyPI) judges every record, the small validator of
docs/examples/bundle_records.py every change of one; on each SHARE-th change the two have to agree.
"""
import collections
import json
import os
import sys

import jsonschema

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../docs/examples"))
from bundle_records import mismatch

SHARE = 31

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
    """The record, changed in one place for as long as it is looked at: what was done, and whether it must be refused (None: it depends)."""
    for path in list(places(record)):
        is_free = any(name in FREE for name in path)
        value, owner = at(record, path), at(record, path[:-1]) if path else None
        if isinstance(value, dict):
            value["x-unknown"] = True
            yield f"x-unknown at {path}", not is_free
            del value["x-unknown"]
            for name in list(value):
                part = value.pop(name)
                yield f"without {name} at {path}", None
                value[name] = part
        if path:
            for what, other in [("null", None), ("a list", [value])]:
                owner[path[-1]] = other
                yield f"{what} at {path}", not is_free and (other is None or not isinstance(value, (dict, list)))
                owner[path[-1]] = value


def floats(value):
    """Numbers as the small validator has them."""
    return json.loads(json.dumps(value), parse_int=float)


def main():
    schema = json.load(open(sys.argv[1]))
    jsonschema.Draft202012Validator.check_schema(schema)
    judges = {name: jsonschema.Draft202012Validator({"$defs": schema["$defs"], "$ref": f"#/$defs/{name}"}) for name in schema["$defs"]}
    wrong, taken, refused, seen = [], 0, 0, collections.Counter()
    for number, line in enumerate(open(sys.argv[2], encoding="utf-8"), 1):
        entry = json.loads(line)
        name, record, judge = entry["definition"], entry["value"], judges[entry["definition"]]
        problems = list(judge.iter_errors(record))
        wrong += [f"line {number}: {name}: refused at {list(p.absolute_path)}: {p.message}" for p in problems]
        taken += not problems
        required = schema["$defs"][name]["required"]
        seen[name] += 1
        if seen[name] > 3:
            continue
        record = floats(record)
        for count, (what, must_refuse) in enumerate(variants(record)):
            is_valid = mismatch(record, schema["$defs"][name], schema) is None
            if must_refuse is None:
                must_refuse = any(name not in record for name in required)
            if must_refuse and is_valid:
                wrong.append(f"line {number}: {name} taken with {what}")
            if count % SHARE == 0 and is_valid != judge.is_valid(record):
                wrong.append(f"line {number}: {name} with {what}: the two validators do not agree")
            refused += not is_valid
    print("\n".join(wrong[:40]) or f"{taken} records are taken, {refused} others refused")
    return 1 if wrong else 0


sys.exit(main())
