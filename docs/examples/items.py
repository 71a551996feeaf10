#!/usr/bin/env python3
"""Expands documents of templates by the text of docs/fresh.md alone: a second implementation of `etalon template expand`.

    python3 docs/examples/items.py FILE --seed 7 --count 100 --lang zh

Needs PyYAML. It expects a document that `etalon template check` takes; it is here to be compared with, not to explain mistakes.
"""

import argparse
import datetime
import hashlib
import itertools
import json
import math
import re
import sys
from fractions import Fraction

import yaml

MASK = (1 << 64) - 1
STARTS = datetime.date(1970, 1, 1)


class Rejected(Exception):
    """An attempt that does not meet the conditions."""


class Date(int):
    """Days since 1970-01-01."""

    def date(self):
        return STARTS + datetime.timedelta(int(self))


# Random numbers: Philox4x32-10, and Lemire's bounded integers.


def philox(key, counter):
    k0, k1 = key & 0xFFFFFFFF, key >> 32
    c = list(counter)
    for _ in range(10):
        a, b = 0xD2511F53 * c[0], 0xCD9E8D57 * c[2]
        c = [(b >> 32) ^ c[1] ^ k0, b & 0xFFFFFFFF, (a >> 32) ^ c[3] ^ k1, a & 0xFFFFFFFF]
        k0, k1 = (k0 + 0x9E3779B9) & 0xFFFFFFFF, (k1 + 0xBB67AE85) & 0xFFFFFFFF
    return c


class Stream:
    def __init__(self, key, high):
        self.key, self.high, self.drawn, self.block = key, high & MASK, 0, None

    def word(self):
        at, place = divmod(self.drawn, 4)
        if place == 0 or self.block is None:
            self.block = philox(self.key, [at & 0xFFFFFFFF, at >> 32, self.high & 0xFFFFFFFF, self.high >> 32])
        self.drawn += 1
        return self.block[place]

    def next(self):
        low = self.word()
        return self.word() << 32 | low

    def below(self, bound):
        threshold = (MASK + 1 - bound) % bound
        while True:
            product = self.next() * bound
            if product & MASK >= threshold:
                return product >> 64


# Expressions: a parser of the grammar, which makes closures of an environment.

TOKEN = re.compile(r"\s*(?:(\d+(?:\.\d+)?)|([A-Za-z][A-Za-z0-9_]*)|'([^']*)'|\"([^\"]*)\"|(<=|>=|==|!=|[-+*/<>()\[\],.}]))")


class Parser:
    def __init__(self, text, at=0):
        self.text, self.at = text, at

    def peek(self):
        match = TOKEN.match(self.text, self.at)
        return (match.group(0).strip(), match) if match else (None, None)

    def take(self, *wanted):
        token, match = self.peek()
        if token in wanted and match.group(3) is None and match.group(4) is None:
            self.at = match.end()
            return token
        return None

    def expression(self):
        if self.take("if"):
            test = self.expression()
            assert self.take("then")
            then = self.expression()
            assert self.take("else")
            other = self.expression()
            return lambda e: then(e) if test(e) else other(e)
        left = self.conjunction()
        while self.take("or"):
            left = (lambda a, b: lambda e: a(e) or b(e))(left, self.conjunction())
        return left

    def conjunction(self):
        left = self.negation()
        while self.take("and"):
            left = (lambda a, b: lambda e: a(e) and b(e))(left, self.negation())
        return left

    def negation(self):
        if self.take("not"):
            value = self.negation()
            return lambda e: not value(e)
        left = self.sum()
        sign = self.take("in", "<=", ">=", "==", "!=", "<", ">")
        if not sign:
            return left
        right = self.sum()
        return {
            "in": lambda e: left(e) in right(e),
            "==": lambda e: left(e) == right(e),
            "!=": lambda e: left(e) != right(e),
            "<": lambda e: left(e) < right(e),
            ">": lambda e: left(e) > right(e),
            "<=": lambda e: left(e) <= right(e),
            ">=": lambda e: left(e) >= right(e),
        }[sign]

    def sum(self):
        left = self.product()
        while sign := self.take("+", "-"):
            left = (lambda a, b, s: lambda e: arithmetic(s, a(e), b(e)))(left, self.product(), sign)
        return left

    def product(self):
        left = self.sign()
        while sign := self.take("*", "/"):
            left = (lambda a, b, s: lambda e: arithmetic(s, a(e), b(e)))(left, self.sign(), sign)
        return left

    def sign(self):
        if self.take("-"):
            value = self.sign()
            return lambda e: -value(e)
        value = self.primary()
        while True:
            if self.take("["):
                index = self.expression()
                assert self.take("]")
                value = (lambda v, i: lambda e: v(e)[int(i(e))])(value, index)
            elif self.take("."):
                name = self.name()
                value = (lambda v, n: lambda e: v(e).column(n))(value, name)
            else:
                return value

    def name(self):
        _, match = self.peek()
        self.at = match.end()
        return match.group(2)

    def primary(self):
        token, match = self.peek()
        self.at = match.end()
        if match.group(1):
            number = Fraction(token)
            return lambda e: number
        if match.group(3) is not None or match.group(4) is not None:
            text = match.group(3) if match.group(3) is not None else match.group(4)
            return lambda e: text
        if token == "(":
            value = self.expression()
            assert self.take(")")
            return value
        if token == "[":
            return self.list()
        if token in ("true", "false"):
            return lambda e: token == "true"
        if not self.take("("):
            return lambda e: e[token]
        arguments = []
        while not self.take(")"):
            arguments.append(self.expression())
            self.take(",")
        function = FUNCTIONS[token]
        return lambda e: function(e["language"], *[a(e) for a in arguments])

    def list(self):
        if self.take("]"):
            return lambda e: []
        first = self.expression()
        if self.take("for"):
            name = self.name()
            assert self.take("in")
            source = self.expression()
            test = self.expression() if self.take("if") else None
            assert self.take("]")

            def gather(e):
                inner, found = dict(e), []
                for element in source(e):
                    inner[name] = element
                    if test is None or test(inner):
                        found.append(first(inner))
                return found

            return gather
        elements = [first]
        while self.take(","):
            elements.append(self.expression())
        assert self.take("]")
        return lambda e: [x(e) for x in elements]


def parse(text):
    return Parser(text).expression()


def arithmetic(sign, a, b):
    if sign == "+":
        return Date(int(a) + int(b)) if isinstance(a, Date) else a + b
    if sign == "-":
        if isinstance(a, Date):
            return Fraction(int(a) - int(b)) if isinstance(b, Date) else Date(int(a) - int(b))
        return a - b
    return a * b if sign == "*" else Fraction(a) / b


# Values as texts.


def shown(value, language):
    if isinstance(value, bool):
        return {"en": ("no", "yes"), "zh": ("否", "是")}[language][value]
    if isinstance(value, Date):
        return value.date().isoformat()
    if isinstance(value, list):
        return {"en": ", ", "zh": "、"}[language].join(shown(x, language) for x in value)
    if isinstance(value, str):
        return value
    value = Fraction(value)
    return str(value.numerator) if value.denominator == 1 else f"{value.numerator}/{value.denominator}"


def half_away(x):
    return -half_away(-x) if x < 0 else math.floor(Fraction(x) + Fraction(1, 2))


def decimal(x, places):
    whole = half_away(x * 10**places)
    digits = str(abs(whole)).rjust(places + 1, "0")
    return ("-" if whole < 0 else "") + (digits if places == 0 else digits[:-places] + "." + digits[-places:])


def english(n):
    small = (
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
    ).split()
    tens = "- - twenty thirty forty fifty sixty seventy eighty ninety".split()
    if n < 20:
        return small[n]
    if n < 100:
        return tens[n // 10] + ("-" + small[n % 10] if n % 10 else "")
    unit, name = (100, " hundred") if n < 1000 else (1000, " thousand")
    return english(n // unit) + name + (" " + english(n % unit) if n % unit else "")


def chinese(n):
    digits = "零一二三四五六七八九"

    def group(n, first):
        text, gap = "", False
        for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
            digit = n // unit % 10
            if digit == 0:
                gap = text != ""
                continue
            text += "零" if gap else ""
            gap = False
            text += ("" if unit == 10 and digit == 1 and text == "" and first else digits[digit]) + name
        return text

    if n == 0:
        return "零"
    high, low = divmod(n, 10000)
    if high == 0:
        return group(low, True)
    return group(high, True) + "万" + ("" if low == 0 else ("零" if low < 1000 else "") + group(low, False))


def ordinal(language, n):
    n = int(n)
    if language == "zh":
        return f"第{n}"
    return f"{n}" + ("th" if 11 <= n % 100 <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th"))


# Calendars.

MONTHS = "January February March April May June July August September October November December".split()
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
STEMS, BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
ANIMALS = {"en": "Rat Ox Tiger Rabbit Dragon Snake Horse Goat Monkey Rooster Dog Pig".split(), "zh": "鼠牛虎兔龙蛇马羊猴鸡狗猪"}
LUNAR_MONTHS = "正月 二月 三月 四月 五月 六月 七月 八月 九月 十月 冬月 腊月".split()
# Years 1979 to 2100: the leap month in the low 4 bits, above them a bit for each month, set where it has 30 days.
LUNAR = """
0b696 0da90 0d920 1d254 0d250 1a4da 0a560 02b60 05b56 06d50 0ea90 1e925 0e920 0d260 0a563 0a570 14d68 035a0 06d50 16c95
07490 06930 152b4 052b0 0a5b0 155a2 056a0 1b557 0ba40 0b490 1a935 0a950 052d0 0aad4 0ab50 15aa9 05d20 0da50 1d4a6 0d4a0
0c950 152e4 05560 0ab50 15b22 06d20 0ea56 07250 064b0 0c975 0cab0 055a0 0ad63 0b690 1752b 0b520 0b250 1a4b6 0a4b0 04ab0
055b5 05ad0 0b6a0 1b522 0d920 1d257 0d250 0a550 14ad5 04b60 05b50 0daa3 0ec90 1e928 0e920 0d260 0a566 0a570 05560 06d54
07550 07490 0e933 06930 152b7 052b0 0a5b0 155a5 056a0 0b650 174a4 0b4a0 1a958 0a950 052d0 0aad6 0ab50 05aa0 0ba54 0da50
0d4a0 1c953 0c960 194e7 05560 0ab50 15b25 06d20 0ea50 0e4a4 068b0 0c978 04ab0 055b0 0ad66 0b6a0 07520 17254 0b450 0a8b0
149b2 04ab0
"""
LUNAR_EPOCH = 3314


def lunar_months():
    """(first day, year, month, leap) of every month, in order."""
    found, start = [], LUNAR_EPOCH
    for year, entry in enumerate((int(x, 16) for x in LUNAR.split()), 1979):
        leap = entry & 15
        for place in range(13 if leap else 12):
            found.append((start, year, place if leap and place >= leap else place + 1, int(bool(leap) and place == leap)))
            start += 29 + (entry >> (4 + place) & 1)
    return found


ALL_LUNAR = lunar_months()


def lunar(day):
    start, year, month, leap = next(m for m in reversed(ALL_LUNAR) if m[0] <= day)
    return [Fraction(year), Fraction(month), Fraction(day - start + 1), Fraction(leap)]


def lunar_text(day):
    _, month, d, leap = (int(x) for x in lunar(day))
    tens = "初" if d <= 10 else "二" if d == 20 else "" if d < 20 else "三" if d == 30 else "廿"
    return ("闰" if leap else "") + LUNAR_MONTHS[month - 1] + tens + ("十" if 10 < d < 20 else "") + "十一二三四五六七八九"[d % 10]


def add_months(d, n):
    date = d.date()
    count = date.year * 12 + date.month - 1 + int(n)
    year, month = count // 12, count % 12 + 1
    last = (datetime.date(year + month // 12, month % 12 + 1, 1) - datetime.timedelta(1)).day
    return Date((datetime.date(year, month, min(date.day, last)) - STARTS).days)


def cycle(n):
    n = int(n)
    return STEMS[n % 10] + BRANCHES[n % 12]


# Programs.


def source(program):
    lines = []
    for words in program:
        w = [shown(x, "en") for x in words]
        if w[0] == "set":
            lines.append(f"{w[1]} = {w[2]}")
        elif w[0] == "op":
            lines.append(f"{w[1]} = {w[2]} {w[3]} {w[4]}")
        elif w[0] == "if":
            lines.append(f"if {w[1]} {w[2]} {w[3]}:\n    {w[4]} = {w[4]} {w[5]} {w[6]}")
        else:
            lines.append(f"for i in range({w[1]}):\n    {w[2]} = {w[2]} {w[3]} {w[4]}")
    return "\n".join(lines)


def outcome(program):
    """What Python itself makes of the program, and how many assignments it took."""
    names, count = {}, 0
    lines = source(program).split("\n")
    for place, line in enumerate(lines):
        if line.startswith("if "):
            left, sign, right = line[3:-1].split()
            if (names[left] < int(right)) if sign == "<" else (names[left] > int(right)):
                exec(lines[place + 1].strip(), {"__builtins__": {}}, names)
                count += 1
        elif line.startswith("for "):
            for step in range(int(line[len("for i in range(") : -2])):
                names["i"] = step
                exec(lines[place + 1].strip(), {"__builtins__": {}}, names)
                count += 1
        elif not line.startswith(" "):
            exec(line, {"__builtins__": {}}, names)
            count += 1
    return names, count


# Functions: the first value is the language.


def first_of(found):
    seen = []
    for x in found:
        if x not in seen:
            seen.append(x)
    return seen


def extreme(pick):
    return lambda g, *xs: pick(xs[0] if len(xs) == 1 and isinstance(xs[0], list) else xs)


def ints(found):
    return [Fraction(x) for x in found]


FUNCTIONS = {
    "abs": lambda g, x: abs(x),
    "floor": lambda g, x: Fraction(math.floor(x)),
    "ceil": lambda g, x: Fraction(math.ceil(x)),
    "round": lambda g, x: Fraction(half_away(x)),
    "div": lambda g, a, b: Fraction(a // b),
    "mod": lambda g, a, b: a - b * (a // b),
    "gcd": lambda g, a, b: Fraction(math.gcd(int(a), int(b))),
    "lcm": lambda g, a, b: Fraction(math.lcm(int(a), int(b))),
    "power": lambda g, x, n: x ** int(n),
    "root": lambda g, n: Fraction(math.isqrt(int(n))),
    "is_whole": lambda g, x: Fraction(x).denominator == 1,
    "is_prime": lambda g, n: n > 1 and all(int(n) % d for d in range(2, math.isqrt(int(n)) + 1)),
    "factorial": lambda g, n: Fraction(math.factorial(int(n))),
    "choose": lambda g, n, k: Fraction(math.comb(int(n), int(k))),
    "numerator": lambda g, x: Fraction(Fraction(x).numerator),
    "denominator": lambda g, x: Fraction(Fraction(x).denominator),
    "digits": lambda g, n: ints(int(d) for d in str(int(n))),
    "min": extreme(min),
    "max": extreme(max),
    "text": lambda g, x: shown(x, g),
    "decimal": lambda g, x, places: decimal(x, int(places)),
    "length": lambda g, x: Fraction(len(x)),
    "upper": lambda g, x: "".join(c.upper() if "a" <= c <= "z" else c for c in x),
    "lower": lambda g, x: "".join(c.lower() if "A" <= c <= "Z" else c for c in x),
    "chars": lambda g, x: list(x),
    "slice": lambda g, x, a, b: x[max(int(a), 0) : max(int(b), 0)],
    "replace": lambda g, x, a, b: x.replace(a, b) if a else x,
    "split": lambda g, x, by: x.split(by) if by else [x],
    "join": lambda g, xs, by: by.join(shown(x, g) for x in xs),
    "repeat": lambda g, x, n: x * int(n),
    "code": lambda g, x: Fraction(ord(x)),
    "char": lambda g, n: chr(int(n)),
    "plural": lambda g, n, one, many: one if n == 1 else many,
    "ordinal": ordinal,
    "numeral": lambda g, n: chinese(int(n)) if g == "zh" else english(int(n)),
    "chinese_numeral": lambda g, n: chinese(int(n)),
    "range": lambda g, a, b: ints(range(int(a), int(b) + 1)),
    "sum": lambda g, xs: sum(xs, Fraction(0)),
    "product": lambda g, xs: math.prod(xs, start=Fraction(1)),
    "all": lambda g, xs: all(xs),
    "any": lambda g, xs: any(xs),
    "sort": lambda g, xs: sorted(xs),
    "reverse": lambda g, x: x[::-1],
    "unique": lambda g, xs: first_of(xs),
    "index_of": lambda g, xs, x: Fraction(xs.index(x) if x in xs else -1),
    "count": lambda g, xs, x: Fraction(0 if xs == "" or x == "" else xs.count(x)),
    "union": lambda g, xs, ys: first_of(xs + ys),
    "intersection": lambda g, xs, ys: first_of(x for x in xs if x in ys),
    "difference": lambda g, xs, ys: first_of(x for x in xs if x not in ys),
    "zip": lambda g, xs, ys: [[x, y] for x, y in zip(xs, ys)],
    "permutations": lambda g, xs: [list(p) for p in itertools.permutations(xs)],
    "combinations": lambda g, xs, k: [list(c) for c in itertools.combinations(xs, int(k))],
    "date": lambda g, y, m, d: Date((datetime.date(int(y), int(m), int(d)) - STARTS).days),
    "year": lambda g, d: Fraction(d.date().year),
    "month": lambda g, d: Fraction(d.date().month),
    "day": lambda g, d: Fraction(d.date().day),
    "weekday": lambda g, d: Fraction(d.date().isoweekday()),
    "weekday_name": lambda g, d: "星期" + "一二三四五六日"[d.date().weekday()] if g == "zh" else WEEKDAYS[d.date().weekday()],
    "long_date": lambda g, d: (
        f"{d.date().year}年{d.date().month}月{d.date().day}日" if g == "zh" else f"{d.date().day} {MONTHS[d.date().month - 1]} {d.date().year}"
    ),
    "day_of_year": lambda g, d: Fraction(d.date().timetuple().tm_yday),
    "add_months": lambda g, d, n: add_months(d, n),
    "days_in_month": lambda g, y, m: Fraction(
        (datetime.date(int(y) + int(m) // 12, int(m) % 12 + 1, 1) - datetime.date(int(y), int(m), 1)).days
    ),
    "is_leap": lambda g, y: y % 4 == 0 and (y % 100 != 0 or y % 400 == 0),
    "lunar": lambda g, d: lunar(int(d)),
    "lunar_text": lambda g, d: lunar_text(int(d)),
    "stem_branch": lambda g, n: cycle(n),
    "year_cycle": lambda g, y: Fraction((int(y) - 4) % 60),
    "day_cycle": lambda g, d: Fraction((int(d) - 10963) % 60),
    "animal": lambda g, y: ANIMALS[g][(int(y) - 4) % 12],
    "source": lambda g, p: source(p),
    "outcome": lambda g, p, name: Fraction(outcome(p)[0][name]),
    "steps": lambda g, p: Fraction(outcome(p)[1]),
}


# Documents: nodes of YAML, so that what is quoted stays a text.


class Row(list):
    columns = ()

    def column(self, name):
        return self[self.columns.index(name)]


def pairs(node):
    return [(key.value, value) for key, value in node.value] if node is not None else []


def get(node, name):
    return next((value for key, value in pairs(node) if key == name), None)


def listed(node):
    return node.value if isinstance(node, yaml.SequenceNode) else [node]


def cell(node, language):
    if isinstance(node, yaml.MappingNode):
        return get(node, language).value
    if isinstance(node, yaml.SequenceNode):
        return [cell(x, language) for x in node.value]
    if node.style is None and re.fullmatch(r"-?\d+(\.\d*)?", node.value):
        return Fraction(node.value)
    if node.style is None and node.value in ("true", "false"):
        return node.value == "true"
    return node.value


def pieces(text):
    """The parts of a wording: texts, and expressions in braces."""
    at, parts, plain = 0, [], ""
    while at < len(text):
        if text[at : at + 2] in ("{{", "}}"):
            plain, at = plain + text[at], at + 2
        elif text[at] == "{":
            if plain:
                parts.append(plain)
                plain = ""
            parser = Parser(text, at + 1)
            parts.append(parser.expression())
            assert parser.take("}")
            at = parser.at
        else:
            plain, at = plain + text[at], at + 1
    return parts + ([plain] if plain else [])


def whole(below, low, high, step=1):
    return low + step * below((high - low) // step + 1)


def drawer(node, language):
    """A function of an environment and a source of choices."""
    (kind, body), *_ = pairs(node)

    def bounds(node):
        low, high = (parse(x.value) for x in node.value)
        return lambda e: (int(low(e)), int(high(e)))

    def lengths(node):
        if isinstance(node, yaml.SequenceNode):
            return bounds(node)
        value = parse(node.value)
        return lambda e: (int(value(e)), int(value(e)))

    if kind == "integer":
        if isinstance(body, yaml.SequenceNode):
            limits, step = bounds(body), lambda e: 1
        else:
            low, high = parse(get(body, "from").value), parse(get(body, "to").value)
            step = parse(get(body, "step").value) if get(body, "step") else lambda e: 1
            limits = lambda e: (int(low(e)), int(high(e)))
        return lambda e, below: Fraction(whole(below, *limits(e), int(step(e))))
    if kind == "rational":
        above, under = (
            drawer(yaml.MappingNode("", [(yaml.ScalarNode("", "integer"), get(body, key))]), language) for key in ("numerator", "denominator")
        )

        def ratio(e, below):
            first = above(e, below)
            return first / under(e, below)

        return ratio
    if kind == "date":

        def day(node):
            if re.fullmatch(r"\d{4}-\d{2}-\d{2}", node.value):
                days = (datetime.date.fromisoformat(node.value) - STARTS).days
                return lambda e: days
            value = parse(node.value)
            return lambda e: int(value(e))

        first, last = (day(x) for x in body.value)
        return lambda e, below: Date(whole(below, first(e), last(e)))
    if kind == "one-of":
        if isinstance(body, yaml.SequenceNode):
            values = [cell(x, language) for x in body.value]
            return lambda e, below: values[below(len(values))]
        found = parse(body.value)

        def element(e, below):
            values = found(e)
            return values[below(len(values))]

        return element
    if kind == "list":
        inner, size = drawer(get(body, "of"), language), lengths(get(body, "length"))
        distinct = get(body, "distinct") is not None and get(body, "distinct").value == "true"

        def drawn(e, below):
            count, values = whole(below, *size(e)), []
            while len(values) < count:
                value = inner(e, below)
                if not (distinct and value in values):
                    values.append(value)
                elif isinstance(below.__self__, Odometer):
                    raise Rejected
            return values

        return drawn
    if kind == "tuple":
        parts = [drawer(x, language) for x in body.value]
        return lambda e, below: [part(e, below) for part in parts]
    if kind in ("permutation", "sample"):
        found = parse(body.value if kind == "permutation" else get(body, "of").value)
        size = None if kind == "permutation" else lengths(get(body, "size"))

        def sampled(e, below):
            values = list(found(e))
            count = len(values) if size is None else whole(below, *size(e))
            for place in range(count):
                other = place + below(len(values) - place)
                values[place], values[other] = values[other], values[place]
            return values[:count]

        return sampled
    names = [x.value for x in get(body, "names").value]
    kinds = [x.value for x in get(body, "kinds").value] if get(body, "kinds") else ["assign", "if", "for"]
    size, limits = lengths(get(body, "statements")), bounds(get(body, "constants"))

    def program(e, below):
        constant = lambda: Fraction(whole(below, *limits(e)))
        pick = lambda words: words[below(len(words))]
        found = [["set", name, constant()] for name in names]
        for _ in range(whole(below, *size(e))):
            kind, target = pick(kinds), pick(names)
            if kind == "assign":
                left, sign = pick(names), pick("+-*")
                found.append(["op", target, left, sign, pick(names) if below(2) == 0 else constant()])
            elif kind == "if":
                left, sign, bound = pick(names), pick("<>"), constant()
                found.append(["if", left, sign, bound, target, pick("+-*"), constant()])
            else:
                count, sign = Fraction(2 + below(4)), pick("+-")
                found.append(["for", count, target, sign, "i" if below(2) == 0 else constant()])
        return found

    return program


class Template:
    def __init__(self, name, node, lists, language):
        self.name, self.language, self.lists = name, language, lists
        self.variables = [(key, drawer(value, language)) for key, value in pairs(get(node, "variables"))]
        self.derived = [(key, parse(value.value), value.value) for key, value in pairs(get(node, "let"))]
        where = get(node, "where")
        self.conditions = [(parse(x.value), x.value) for x in listed(where)] if where else []
        self.wordings = [pieces(x.value) for x in listed(get(get(node, "wording"), language))]
        self.answers = [parse(x.value) for x in listed(get(node, "answer"))]
        self.distractors = [(key, parse(value.value)) for key, value in pairs(get(node, "distractors"))]
        self.covariates = [(key, parse(value.value)) for key, value in pairs(get(node, "covariates"))]
        self.steps = self.schedule()

    def schedule(self):
        """Each condition as soon as what it reads is derived."""
        words = lambda text: set(re.findall(r"[A-Za-z][A-Za-z0-9_]*", text))
        steps, done = [], set()

        def derive(wanted):
            for name, _, text in reversed(self.derived):
                if name in wanted:
                    wanted = wanted | words(text)
            for name, value, _ in self.derived:
                if name in wanted and name not in done:
                    done.add(name)
                    steps.append((name, value))

        for value, text in self.conditions:
            derive(words(text))
            steps.append((None, value))
        derive({name for name, _, _ in self.derived})
        return steps

    def instance(self, below):
        while True:
            found = self.attempt(below, below)
            if found:
                return found

    def attempt(self, below, order):
        """One attempt: values and wording by some choices, the order of what is offered by others."""
        e = dict(self.lists, language=self.language)
        for name, draw in self.variables:
            e[name] = draw(e, below)
        if not self.holds(e):
            return None
        wording = self.wordings[below(len(self.wordings))]
        text = "".join(part if isinstance(part, str) else shown(part(e), self.language) for part in wording)
        answers = first_of(shown(a(e), self.language) for a in self.answers)
        errors = [(name, shown(d(e), self.language)) for name, d in self.distractors]
        covariates = {name: shown(c(e), self.language) for name, c in self.covariates}
        errors = [(name, value) for name, value in errors if value not in answers]
        choices = first_of([answers[0]] + [value for _, value in errors]) if errors else []
        for place in range(len(choices) - 1):
            other = place + order(len(choices) - place)
            choices[place], choices[other] = choices[other], choices[place]
        return text, answers, choices, dict(errors), covariates

    def holds(self, e):
        for name, value in self.steps:
            if name is None:
                if not value(e):
                    return False
            else:
                e[name] = value(e)
        return True


class Odometer:
    """Choices that come in every sequence; a list that draws the same element twice ends its sequence."""

    exhaustive = True

    def __init__(self, values=()):
        self.wheels, self.at = [[value, None] for value in values], 0

    def below(self, bound):
        if self.at == len(self.wheels):
            self.wheels.append([0, bound])
        self.at += 1
        return self.wheels[self.at - 1][0]

    def values(self):
        return [value for value, _ in self.wheels[: self.at]]

    def advance(self):
        del self.wheels[self.at :]
        self.at = 0
        while self.wheels:
            self.wheels[-1][0] += 1
            if self.wheels[-1][0] < self.wheels[-1][1]:
                return True
            self.wheels.pop()
        return False


def remaining(template, seen, below):
    """The sequences of choices that give what was not seen, in an order like a permutation."""
    choices, known, found = Odometer(), set(seen), []
    while True:
        try:
            instance = template.attempt(choices.below, lambda bound: 0)
        except Rejected:
            instance = None
        if instance and mark(*instance[:2]) not in known:
            known.add(mark(*instance[:2]))
            found.append(choices.values())
        if not choices.advance():
            break
    for place in range(len(found) - 1):
        other = place + below(len(found) - place)
        found[place], found[other] = found[other], found[place]
    return found


def mark(text, answers):
    hashed = 0xCBF29CE484222325
    for part in [text] + answers:
        for byte in part.encode() + b"\0":
            hashed = (hashed ^ byte) * 0x100000001B3 & MASK
    return hashed


def expand(path, seed, count, language=None, commitment=None, pulse=None):
    """Yields the items of a document as texts of canonical JSON."""
    content = open(path, "rb").read()
    document = yaml.compose(content.decode(), yaml.SafeLoader)
    templates = pairs(get(document, "templates"))
    languages = [g for g in ("en", "zh") if get(get(templates[0][1], "wording"), g) is not None]
    language = language or languages[0]
    lists = {}
    for name, node in pairs(get(document, "words")):
        lists[name] = [x.value for x in (get(node, language) if isinstance(node, yaml.MappingNode) else node).value]
    for name, node in pairs(get(document, "tables")):
        columns = [x.value for x in get(node, "columns").value]
        lists[name] = [Row(cell(x, language) for x in row.value) for row in get(node, "rows").value]
        for row in lists[name]:
            row.columns = columns
    family = get(document, "name").value
    drawers = [Template(name, node, lists, language) for name, node in templates]
    source = ["etalon-items/1", hashlib.sha256(content).hexdigest(), commitment, str(seed), pulse]
    digest = hashlib.sha256(json.dumps(source, separators=(",", ":"), ensure_ascii=False).encode()).digest()
    key, high = int.from_bytes(digest[:8], "little"), int.from_bytes(digest[8:16], "little")
    indices, seen, rests = [0] * len(drawers), set(), {}

    def numbered(turn):
        """The next index of a template and its stream."""
        index = indices[turn]
        indices[turn] += 1
        return index, Stream(key, high + index * len(drawers) + turn).below

    def drawn(turn, template):
        """An instance that is drawn, or none where 10,001 draws in a row give nothing new."""
        for _ in range(10_001):
            index, below = numbered(turn)
            instance = template.instance(below)
            if mark(*instance[:2]) not in seen:
                return index, instance
        return None

    def left(turn, template):
        """An instance of those that are left."""
        if turn not in rests:
            rests[turn] = remaining(template, seen, numbered(turn)[1])
        if not rests[turn]:
            sys.exit(f"template {template.name} has no further item")
        index, below = numbered(turn)
        return index, template.attempt(Odometer(rests[turn].pop(0)).below, below)

    for number in range(count):
        turn = number % len(drawers)
        template = drawers[turn]
        found = drawn(turn, template) if turn not in rests else None
        index, (text, answers, choices, errors, covariates) = found or left(turn, template)
        seen.add(mark(text, answers))
        record = {"answers": answers, "id": f"{family}/{template.name}/{index}", "input": text, "language": language, "template": template.name}
        record.update({k: v for k, v in (("choices", choices), ("covariates", covariates), ("errors", errors)) if v})
        yield json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("file")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--count", type=int, default=10)
    parser.add_argument("--lang")
    parser.add_argument("--commitment")
    parser.add_argument("--pulse")
    options = parser.parse_args()
    for line in expand(options.file, options.seed, options.count, options.lang, options.commitment, options.pulse):
        print(line)


if __name__ == "__main__":
    main()
