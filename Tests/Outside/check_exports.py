"""Reads exports with the csv module, junitparser, and the schema of Every Eval Ever."""
import csv
import importlib.resources
import json
import sys

import jsonschema
from junitparser import JUnitXml

with open(sys.argv[1], newline="", encoding="utf-8") as file:
    rows = list(csv.DictReader(file, strict=True))
assert [row["standing"] for row in rows] == ["right", "wrong", "unscored", "right"], rows
assert rows[1]["question"] == "'=HYPERLINK(\"x\"), \"quoted\"\nline", rows[1]
assert all(None not in row and None not in row.values() for row in rows), "a line has another number of values"
assert float(rows[0]["accuracy"]) == 1

xml = JUnitXml.fromfile(sys.argv[2])
assert (xml.tests, xml.failures, xml.errors) == (4, 1, 1), (xml.tests, xml.failures, xml.errors)
suite = next(iter(xml))
assert len(list(suite)) == 4 and suite.tests == 4

schema = importlib.resources.files("every_eval_ever") / "schemas" / "eval.schema.json"
with schema.open(encoding="utf-8") as file:
    rules = json.load(file)
with open(sys.argv[3], encoding="utf-8") as file:
    document = json.load(file)
jsonschema.Draft7Validator.check_schema(rules)
jsonschema.Draft7Validator(rules).validate(document)
assert document["schema_version"] == rules["version"] and len(document["evaluation_results"]) == 4
print("all read")
