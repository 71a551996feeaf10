"""Derives what more items of the kind would give a metric of items, as docs/scoring.md says ("Metrics of items").

Part of check_bundle.py; no code of Etalon, the standard library alone.
"""
import decimal
import json
import math
from fractions import Fraction

Z95, TWO_BY_ROOT_OF_PI, ROOT_OF_TWO_BY_PI = 1.959963984540054, 1.1283791670955126, 0.7978845608028654
SCORED, DRAWS, MOST_RESAMPLED = ("answer", "several", "none", "refused"), 1999, 2000


def exact_sum(numbers):
    return math.fsum(numbers)


def nearest(function, number):
    """A function of decimals at a binary64 number, rounded once."""
    with decimal.localcontext(decimal.Context(prec=60)):
        return float(function(decimal.Decimal(number)))


def within_student(t, freedom):
    square = t * t
    y = square / (freedom + square)
    total, term, k = 0.0, 1.0, 0.0
    while total + term != total:
        total += term
        term *= (freedom + 1 + 2 * k) / (3 + 2 * k) * y
        k += 1
    exponent = -(freedom / 2) * nearest(lambda u: (1 + u).ln(), square / freedom)
    return gamma_ratio(freedom) * TWO_BY_ROOT_OF_PI * math.sqrt(y) * nearest(decimal.Decimal.exp, exponent) * total


def gamma_ratio(freedom):
    factor, nu = 1.0, freedom
    while nu < 100:
        factor *= nu / (nu + 1)
        nu += 2
    x = 1 / nu
    series = 1 + x * (-0.25 + x * (0.03125 + x * (0.0390625 + x * (-0.01025390625 + x * (-0.0487060546875 + x * 0.0132598876953125)))))
    return factor * math.sqrt(nu / 2) * series


def student95(freedom):
    low, high = 0.0, 16.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if within_student(middle, freedom) < 0.95 else (low, middle)
    return high


def within_normal(z):
    if z >= 30:
        return 1.0
    total, term, odd = 0.0, z, 1.0
    while total + term != total:
        total += term
        odd += 2
        term *= z * z / odd
    return min(1.0, ROOT_OF_TWO_BY_PI * nearest(decimal.Decimal.exp, -(z * z) / 2) * total)


def wilson(share, count, z):
    centre = share + z * z / (2 * count)
    reach = z * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    scale = 1 + z * z / count
    low = 0.0 if share == 0 else max(0.0, (centre - reach) / scale)
    high = 1.0 if share == 1 else min(1.0, (centre + reach) / scale)
    return min(low, share), max(high, share)


def philox_words(key, high):
    """The words of a stream of Philox4x32-10, from the first on."""
    mask, block = 0xFFFFFFFF, 0
    while True:
        a, b, c, d = block & mask, block >> 32 & mask, high & mask, high >> 32
        k0, k1 = key & mask, key >> 32
        for _ in range(10):
            p, q = 0xD2511F53 * a, 0xCD9E8D57 * c
            a, b, c, d = q >> 32 ^ b ^ k0, q & mask, p >> 32 ^ d ^ k1, p & mask
            k0, k1 = k0 + 0x9E3779B9 & mask, k1 + 0xBB67AE85 & mask
        yield from (a, b, c, d)
        block += 1


def integer_below(words, bound):
    threshold = 2**64 % bound
    while True:
        low = next(words)
        product = (next(words) << 32 | low) * bound
        if product % 2**64 >= threshold:
            return product >> 64


def bootstrap(scores, stream):
    count, digest = len(scores), bytes.fromhex(stream)
    words = philox_words(int.from_bytes(digest[16:24], "little"), int.from_bytes(digest[24:32], "little"))
    means = sorted(exact_sum([scores[integer_below(words, count)] for _ in range(count)]) / count for _ in range(DRAWS))
    reach = student95(count - 1.0) * math.sqrt(count / (count - 1.0))
    rank = max(1, math.floor((1 - within_normal(reach)) / 2 * (DRAWS + 1)))
    return means[rank - 1], means[DRAWS - rank]


def expanded(lines, metrics, worst):
    """Each item with its values by name: its own scores, and what its variants make of them."""
    lower = {metric["name"] for metric in metrics if metric["direction"] == "lower"}
    names = {metric["derivation"]["value"] for metric in metrics if "value" in metric["derivation"]}
    is_scored = lambda line: line["outcome"] in SCORED
    score = lambda name, line: float(Fraction(line["scores"][name])) if name in line["scores"] else None

    def finish(original, variants):
        values = {}
        for name in names:
            mine = score(name, original) if is_scored(original) else worst.get(name)
            if mine is not None:
                values[name] = mine
        if not variants:
            return values
        for name in names:
            sign, mine, seen = -1.0 if name in lower else 1.0, score(name, original) if is_scored(original) else None, []
            for line in variants:
                theirs = score(name, line) if is_scored(line) else None
                if theirs is None:
                    continue
                seen.append(theirs)
                values.setdefault(f"{name}-{line['variant']}", theirs)
                if mine is not None:
                    values.setdefault(f"{name}-drop-{line['variant']}", sign * (mine - theirs))
            if mine is not None and len(seen) == len(variants):
                least = min([mine] + seen) if sign > 0 else max([mine] + seen)
                values.setdefault(f"{name}-worst", least)
                values.setdefault(f"{name}-drop", sign * (mine - least))
        if all(map(is_scored, [original] + variants)):
            alike = all((line["outcome"], line["scores"]) == (original["outcome"], original["scores"]) for line in variants)
            values.setdefault("consistency", 1.0 if alike else 0.0)
        return {name: value for name, value in values.items() if name in names}

    original, variants = None, []
    for line in lines:
        if "variant" in line:
            variants.append(line)
            continue
        if original:
            yield original, finish(original, variants)
        original, variants = line, []
    if original:
        yield original, finish(original, variants)


class ItemScores:
    """The scores of the items of an evaluation over its trials, with the units that they belong to."""

    def __init__(self, bundle, node, category=None):
        """Over the items of one category alone, where one is given."""
        work, self.categories = node["work"], set()
        self.trials, self.units, self.has_clusters, self.stream = [], {}, False, None
        # What an item without an answer counts as, where it counts as wrong: the worst of a scorer's output.
        worst = {}
        if work["errors"]["treat"] == "wrong":
            worst = {m["name"]: 1.0 if m["direction"] == "lower" else 0.0 for m in node["metrics"] if m["origin"] == "result"}
        for trial in sorted((t for t in bundle.trials if t["node"] == node["id"]), key=lambda t: t["index"]):
            self.stream = self.stream or trial["stream"]
            lines = (json.loads(line) for line in bundle.lines(f"data/items/{trial['items']}"))
            observations = {}
            for position, (item, values) in enumerate(expanded(lines, node["metrics"], worst)):
                self.categories |= {item["stratum"]} if "stratum" in item else set()
                if category is not None and item.get("stratum") != category:
                    continue
                key = ("cluster", item["cluster"]) if "cluster" in item else ("item", position)
                self.has_clusters |= "cluster" in item
                unit = self.units.setdefault(key, len(self.units))
                for name, score in values.items():
                    observations.setdefault(name, []).append((unit, score))
            self.trials.append(observations)

    def results(self, name, is_share):
        """What the scores of each trial add up to, as its results would say it; None where one has no score."""
        trials = [[score for _, score in trial.get(name, [])] for trial in self.trials]
        if not all(trials):
            return None
        share = lambda scores: {"share": str(int(sum(scores))), "total": str(len(scores))}
        return [share(scores) if is_share else {"number": exact_sum(scores) / float(len(scores))} for scores in trials]

    def population(self, name, results, mean):
        """The record of the interval, or None where there is none."""
        trials = [trial.get(name, []) for trial in self.trials]
        if not all(self.is_mean(result, trial) for result, trial in zip(results, trials)):
            return None
        observations = [pair for trial in trials for pair in trial]
        is_share = all("share" in result for result in results)
        is_independent = len(trials) == 1 and not self.has_clusters
        if is_share and is_independent:
            low, high = wilson(mean, float(len(observations)), Z95)
            return {"method": "wilson", "low": low, "high": high, "units": float(len(observations))}
        weights, residuals = [0.0] * len(self.units), [0.0] * len(self.units)
        for trial in trials:
            weight = 1 / (float(len(trials)) * float(len(trial)))
            for unit, score in trial:
                weights[unit] += weight
                residuals[unit] += weight * (score - mean)
        units = [(p, s) for p, s in zip(weights, residuals) if p > 0]
        if len(units) < 2 or any(p >= 1 for p, _ in units):
            return None
        error = math.sqrt(exact_sum(s * s / (1 - p) for p, s in units))
        shares = [p * p / (1 - p) for p, _ in units]
        total = exact_sum(shares)
        freedom = max(1.0, 1 / (exact_sum(p * p for p, _ in units) + (total * total - exact_sum(b * b for b in shares))))
        found = {"units": float(len(units)), "error": error, "freedom": freedom}
        if is_share:
            variance, count = error * error, float(len(observations))
            if mean <= 0 or mean >= 1:
                count = float(len(units))
            elif variance > 0:
                count = min(count, mean * (1 - mean) / variance)
            low, high = wilson(mean, count, student95(freedom))
            return {"method": "clustered-wilson", "low": low, "high": high} | found
        if error == 0:
            return None
        if is_independent and len(observations) <= MOST_RESAMPLED:
            low, high = bootstrap([score for _, score in observations], self.stream)
            return {"method": "bootstrap", "low": min(low, mean), "high": max(high, mean), "units": float(len(observations))}
        reach = student95(freedom) * error
        return {"method": "clustered", "low": mean - reach, "high": mean + reach} | found

    @staticmethod
    def is_mean(result, observations):
        if not observations:
            return False
        total, count = exact_sum(score for _, score in observations), float(len(observations))
        if "share" in result:
            return float(result["share"]) == total and float(result["total"]) == count
        return "number" in result and abs(result["number"] - total / count) <= 1e-12 * max(1, abs(result["number"]))
