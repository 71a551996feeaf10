"""Derives a measurement over invocations, as docs/scoring.md says ("Invocations").

Part of check_bundle.py; no code of Etalon, the standard library alone.
"""
import decimal
import math

from bundle_population import Z95, exact_sum, nearest, student95, within_student

STANDARD, MOST = 5, 1000


def invocation_count(node):
    return 1 if node["work"]["kind"] == "evaluate" else int(max(1, min(node["sampling"].get("invocations", 1), MOST)))


def is_of_one_run(node):
    """Whether one process measured the cell and the plan does not say that this is what is meant."""
    return node["work"]["kind"] != "evaluate" and "invocations" not in node["sampling"]


def ranges(entry, count):
    """The positions of each invocation's samples; None where they do not make up the series."""
    if "invocations" not in entry:
        return [(0, count)]
    found, start = [], 0
    for invocation in entry["invocations"]:
        found.append((start, start + int(invocation["count"])))
        start += int(invocation["count"])
    return found if start == count else None


def two_level(parts):
    """The estimate (value, low, high) and the spread of pairs of a value and its own interval, if any; at least two."""
    raw, count = [value for value, _ in parts], len(parts)
    is_logarithmic = all(value > 0 for value in raw)
    scaled = (lambda v: nearest(decimal.Decimal.ln, v)) if is_logarithmic else (lambda v: v)
    back = (lambda x: nearest(decimal.Decimal.exp, x)) if is_logarithmic else (lambda x: x)
    values = [scaled(value) for value in raw]
    mean = exact_sum(values) / count
    variance = exact_sum((x - mean) * (x - mean) for x in values) / (count - 1)
    error, is_constant = math.sqrt(variance / count), len(set(raw)) == 1
    reach = student95(count - 1) * error
    estimate = (raw[0],) * 3 if is_constant else (back(mean), back(mean - reach), back(mean + reach))
    squares = []
    for _, ends in parts:
        if ends and not (is_logarithmic and ends[0] <= 0):
            own = (scaled(ends[1]) - scaled(ends[0])) / (2 * Z95)
            squares.append(own * own)
    within = exact_sum(squares) / count if len(squares) == count else None
    spread = {"invocations": float(count), "logarithmic": is_logarithmic, "error": 0.0 if is_constant else error,
              "between": 0.0 if is_constant else math.sqrt(max(0.0, variance - (within or 0.0)))}
    if within is not None:
        spread["within"] = math.sqrt(within)
    rise = None if is_constant else drift(values, mean)
    if rise is not None:
        spread["drift"] = rise
    return estimate, spread


def drift(values, mean):
    count = len(values)
    if count < 4:
        return None
    places = [i - (count - 1) / 2 for i in range(count)]
    width = exact_sum(p * p for p in places)
    slope = exact_sum(p * (x - mean) for p, x in zip(places, values)) / width
    rest = [x - mean - slope * p for p, x in zip(places, values)]
    if slope == 0:
        return None
    error = math.sqrt(exact_sum(r * r for r in rest) / (count - 2) / width)
    chance = 1 - within_student(abs(slope) / error, count - 2) if error > 0 else 0
    return slope * (count - 1) if chance < 0.01 else None
