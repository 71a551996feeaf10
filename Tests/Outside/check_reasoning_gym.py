"""Judges items of templates by the scorers of reasoning-gym.

usage: check_reasoning_gym.py FILE

FILE has an item on each line, as `etalon template expand` prints it in English. For the families that reasoning-gym has too, the expected answer
is computed from the question's text alone, and reasoning-gym's scorer of the family is asked about every answer and every distractor: an answer
gets 1, a distractor less. Prints how many agree by family; exit 1 where any differs.
"""
import collections
import datetime
import json
import re
import sys

from reasoning_gym.factory import get_score_answer_fn


def numbers(text):
    return [int(x) for x in re.findall(r"-?\d+", text.replace("−", "-"))]


def sort_numbers(question):
    ordered = sorted(numbers(question.split(": ")[1]))
    entry = {"answer": json.dumps([str(x) for x in ordered]), "metadata": {"direction": "ascending"}}
    return "number_sorting", entry, lambda text: json.dumps(text.split(", "))


def sort_words(question):
    return "word_sorting", {"metadata": {"sorted_words": sorted(question.split(": ")[1].split(", "))}}, str


def count_letter(question):
    letter, line = re.findall("“(.*?)”", question)
    return "letter_counting", {"answer": str(line.count(letter))}, str


def reverse_word(question):
    return "spell_backward", {"answer": re.findall("“(.*?)”", question)[0][::-1]}, str


def caesar(question):
    word, shift = re.findall("“(.*?)”", question)[0], numbers(question)[0]
    return "caesar_cipher", {"answer": "".join(chr(97 + (ord(c) - 97 + shift) % 26) for c in word)}, str


def weekday_after(question):
    date, _, days = re.match(r"(\d+ \w+ \d+) is a (\w+)\. .* (\d+) days later", question).groups()
    later = datetime.datetime.strptime(date, "%d %B %Y") + datetime.timedelta(int(days))
    return "calendar_arithmetic", {"answer": later.strftime("%A"), "metadata": {"task": "weekday_offset"}}, str


def days_between(question):
    first, last = (datetime.datetime.strptime(d, "%d %B %Y") for d in re.match(r"How many days are there from (.*) to (.*), not", question).groups())
    return "calendar_arithmetic", {"answer": str((last - first).days), "metadata": {"task": "count_days"}}, str


def sum_of_products(question):
    a, b, c, d = numbers(question)
    return "chain_sum", {"answer": str(a * b + c * d)}, str


def brackets(question):
    a, b, c, e = numbers(question.replace("− ", ""))
    return "basic_arithmetic", {"answer": str((a - b) * c - e)}, str


def linear_equation(question):
    left, right = re.match(r"Solve for x: (.*?)\. Give", question).group(1).split(" = ")
    value = lambda side, x: eval(re.sub(r"(\d+)x", r"\1*x", side), {"x": x})
    found = [x for x in range(-300, 301) if value(left, x) == value(right, x)]
    return "simple_equations", {"answer": str(found[0]) if len(found) == 1 else "none"}, str


FAMILIES = {
    f"{family}/{f.__name__.replace('_', '-')}": f
    for family, functions in {
        "sorting": (sort_numbers, sort_words),
        "strings": (count_letter, reverse_word, caesar),
        "calendar": (weekday_after, days_between),
        "arithmetic": (sum_of_products, brackets),
        "algebra": (linear_equation,),
    }.items()
    for f in functions
}


def main():
    agreed, differs, scorers = collections.Counter(), 0, {}
    for line in open(sys.argv[1], encoding="utf-8"):
        item = json.loads(line)
        name = item["id"].rsplit("/", 1)[0]
        if name not in FAMILIES:
            continue
        family, entry, spelled = FAMILIES[name](item["input"])
        score = scorers.setdefault(family, get_score_answer_fn(family))
        right = all(score(spelled(answer), entry) == 1 for answer in item["answers"])
        wrong = all(score(spelled(error), entry) < 1 for error in item.get("errors", {}).values())
        if right and wrong:
            agreed[name] += 1
        else:
            differs += 1
            print("differs", line.strip()[:400], entry)
    for name, count in sorted(agreed.items()):
        print(f"agrees {name}: {count}")
    print(f"{sum(agreed.values())} items agree, {differs} differ")
    return 1 if differs or len(agreed) < len(FAMILIES) else 0


sys.exit(main())
