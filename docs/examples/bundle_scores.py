"""Derives the scores of a bundle from its raw records, as docs/scoring.md says: metrics, verdicts on claims, the score tree.

Part of check_bundle.py; no code of Etalon, the standard library alone. In expressions a Fraction is an exact number, a float a real one,
a pair an interval, and None an undecided truth value.
"""
import bisect
import collections
import decimal
import math
from fractions import Fraction

from bundle_population import ItemScores
from bundle_spread import invocation_count, is_of_one_run, ranges, two_level

UNITS = {"number": "1", "time": "s", "information": "B", "rate": "1/s", "computing": "flop/s", "bandwidth": "B/s", "energy": "J",
         "power": "W", "efficiency": "1/J"}
PERCENT = {"all": None, "median": 50, "p50": 50, "p90": 90, "p95": 95, "p99": 99}


# The estimate (value, low, high), the bounds for judging, the exact value, the count; of items, what more of the kind would give.
# Of measurements, the spread over invocations, and whether they are about one run alone.
Outcome = collections.namedtuple(
    "Outcome", "estimate bounds exact count is_about_items population spread is_of_one_run effective settling",
    defaults=(False, None, None, False, None, None))


class NoValue(Exception):
    """A metric, a mean or an expression has no value."""


def sides(below, above):
    """The sides of an interval that are not bounded, as the field `open` has them."""
    return {(True, True): "both", (True, False): "below", (False, True): "above"}.get((below, above))


def judged(outcome):
    """The interval that claims and scores go by."""
    if outcome.is_of_one_run:
        return -math.inf, math.inf
    if not outcome.is_about_items:
        return outcome.bounds
    return (outcome.population["low"], outcome.population["high"]) if outcome.population else (-math.inf, math.inf)


def shown(outcome):
    """The value with the interval that it is judged by, and its open sides."""
    (value, low, high), (first, last) = outcome.estimate, judged(outcome)
    if outcome.is_about_items:
        low, high = first if math.isfinite(first) else low, last if math.isfinite(last) else high
    return (value, low, high), sides(first == -math.inf, last == math.inf)


def mean(kind, terms):
    """The weighted mean of pairs of a binary64 number and an exact weight; None where it has none."""
    terms = [(value, weight) for value, weight in terms if weight]
    if not terms or kind != "arithmetic" and any(value < 0 for value, _ in terms):
        return None
    if len({value for value, _ in terms}) == 1:
        return terms[0][0]
    if kind == "arithmetic":
        return float(sum(Fraction(value) * weight for value, weight in terms))
    if any(value == 0 for value, _ in terms):
        return 0.0
    if kind == "harmonic":
        return float(1 / sum(weight / Fraction(value) for value, weight in terms))
    with decimal.localcontext(decimal.Context(prec=60)):
        exact = lambda number: decimal.Decimal(number.numerator) / decimal.Decimal(number.denominator)
        return float(sum((exact(weight) * decimal.Decimal(value).ln() for value, weight in terms), decimal.Decimal(0)).exp())


def plain_mean(kind, numbers):
    return mean(kind, [(number, Fraction(1, len(numbers))) for number in numbers])


def nearest_rank(values, percent):
    return sorted(values)[max(1, -(-percent * len(values) // 100)) - 1]


def ranks95(count, percent):
    """The ranks, from 1, that enclose a percentile with 95 %: the greatest l with P(B < l), the least u with P(B >= u) within 2.5 %."""
    mode, odds, weights = min(count, (count + 1) * percent // 100), percent / (100 - percent), {}
    weights[mode] = 1.0
    for k in range(mode, 0, -1):
        weights[k - 1] = weights[k] * k / ((count - k + 1) * odds)
    for k in range(mode, count):
        weights[k + 1] = weights[k] * (count - k) * odds / (k + 1)
    limit, low, high = math.fsum(weights.values()) * 0.025, None, None
    below = above = 0.0
    for k in range(count + 1):
        below += weights[k]
        if below > limit:
            break
        low = k + 1
    for k in range(count, -1, -1):
        above += weights[k]
        if above > limit:
            break
        high = k
    return low, high


def effective_count(values):
    """How many independent samples these are worth, in the order in which they were taken."""
    count = len(values)
    if count < 10:
        return count
    median = nearest_rank(values, 50)
    signs = [(value > median) - (value < median) for value in values]
    squares, products = sum(map(abs, signs)), sum(a * b for a, b in zip(signs, signs[1:]))
    if products <= 0 or products * products * count <= 4 * squares * squares:
        return count
    return max(1, count * (squares - products) // (squares + products))


def estimate95(values, percent):
    """The percentile with its interval, and whether both sides are bounded."""
    worth, count, values = effective_count(values), len(values), sorted(values)
    low, high = ranks95(worth, percent)
    value = nearest_rank(values, percent)
    first = values[min(max(1, low * count // worth), count) - 1] if low else values[0]
    last = values[min(-(-high * count // worth), count) - 1] if high else values[-1]
    return value, min(first, value), max(last, value), low is not None, high is not None


def settling_point(values):
    """How many samples at the start belong to the warm-up: the change point of ranks, docs/scoring.md ("Where samples settle")."""
    count, order, total, best = len(values), sorted(values), 0, (0, 1, 0)
    for point in range(1, count // 4 + 1):
        total += bisect.bisect_left(order, values[point - 1]) + bisect.bisect_right(order, values[point - 1]) + 1
        excess, variance = total - point * (count + 1), point * (count - point) * (count + 1)
        if excess > 0 and excess * excess * best[1] > best[0] * variance:
            best = excess * excess, variance, point
    return best[2] if 12 * best[0] > 49 * best[1] and not is_falling(values[best[2]:]) else 0


def is_falling(values):
    """Whether what follows goes on falling: Kendall's excess more than three standard deviations below none."""
    count, before, excess = len(values), [], 0
    for value in values:
        excess += bisect.bisect_left(before, value) - (len(before) - bisect.bisect_right(before, value))
        bisect.insort(before, value)
    return count > 1 and excess / math.sqrt(count * (count - 1) * (2 * count + 5) / 18) < -3


class Metrics:
    """The metrics of cells, each an Outcome."""

    def __init__(self, bundle):
        self.bundle, self.values = bundle, {}
        for node in bundle.plan["nodes"]:
            items = None
            for metric in node["metrics"]:
                try:
                    outcome = self.outcome(node, metric)
                except NoValue:
                    continue
                if node["work"]["kind"] == "evaluate" and metric["origin"] == "result" and metric["selection"] == "all":
                    items = items or ItemScores(bundle, node)
                    name = metric["derivation"]["value"]
                    population = items.population(name, self.results(node, name), outcome.estimate[0])
                    outcome = outcome._replace(is_about_items=True, population=population)
                self.values[node["id"], metric["name"]] = outcome

    def results(self, node, name):
        found = []
        for index in range(int(node["trials"])):
            value = self.bundle.result.get((node["id"], index), {}).get(name)
            if value is None:
                raise NoValue
            found.append(value)
        return found

    def series(self, node, name):
        found = []
        for index in range(int(node["trials"])):
            entry = self.bundle.measured.get((node["id"], index), {"series": []})
            series = next((s for s in entry["series"] if s["name"] == name), None)
            samples = self.bundle.samples(series) if series else None
            parts = ranges(entry, len(samples)) if samples else None
            if not samples or not parts or len(parts) != invocation_count(node):
                raise NoValue
            batch = int(entry.get("batch", 1))
            if batch > 1:
                samples = [Fraction(sample, batch) for sample in samples]
            found.append([samples[first:end] for first, end in parts])
        return found

    def joules(self, node):
        """The energy of a repetition in each window."""
        found, sources = [], set()
        for index in range(int(node["trials"])):
            energy = self.bundle.measured.get((node["id"], index), {}).get("energy", {})
            windows = energy.get("windows", [])
            counted = all("microjoules" in window and int(window["repetitions"]) > 0 for window in windows)
            if "source" not in energy or len(windows) != invocation_count(node) or not counted:
                raise NoValue
            sources.add(energy["source"])
            found += [int(window["microjoules"]) / 1e6 / int(window["repetitions"]) for window in windows]
        if len(sources) != 1 or 0 in found:
            raise NoValue
        return found

    def outcome(self, node, metric):
        if any(self.bundle.status.get((node["id"], i)) != "ok" for i in range(int(node["trials"]))):
            raise NoValue
        if "requires" in metric and any(value != {"flag": True} for value in self.results(node, metric["requires"])):
            raise NoValue
        rule, percent = metric["derivation"], PERCENT[metric["selection"]]
        if "value" in rule and metric["origin"] == "result":
            return self.of_results(self.results(node, rule["value"]), percent)
        if "value" in rule:
            return self.measured(node, sum(self.series(node, rule["value"]), []), percent, lambda number: number)
        if "energy" in rule:
            work = float(Fraction(rule["rate"]["value"])) if "rate" in rule else None
            values = [joules if work is None else work / joules for joules in self.joules(node)]
            parts = [values] if invocation_count(node) == 1 else [[value] for value in values]
            return self.measured(node, parts, percent, lambda number: number)
        trials, settling = self.series(node, rule.get("time", rule.get("per"))), 0
        if rule.get("time", rule.get("per")) == "time":
            settling = sum(settling_point(part) for trial in trials for part in trial)
            trials = [[part[settling_point(part):] for part in trial] for trial in trials]
        return self.of_times(node, metric, trials)._replace(settling=float(settling) if settling else None)

    def of_times(self, node, metric, trials):
        rule, percent, parts = metric["derivation"], PERCENT[metric["selection"]], sum(trials, [])
        if "time" in rule:
            steps = int(rule.get("over", 1))
            return self.measured(node, parts, percent, lambda ns: float(Fraction(ns, 10**9) / steps))
        if any(ns == 0 for ns in sum(parts, [])):
            raise NoValue
        if "rate" in rule:
            amount = Fraction(rule["rate"]["value"])
            return self.measured(node, parts, percent, lambda ns: float(amount * 10**9 / ns))
        amounts = [exact_of(value) for value in self.results(node, rule["amount"])]
        rates = [[float(amount * 10**9 / ns) for ns in part] for amount, trial in zip(amounts, trials) for part in trial]
        return self.measured(node, rates, percent, lambda rate: rate)

    def measured(self, node, parts, percent, convert):
        """One process: its samples with their interval; several: the two-level estimate of what each of them gives."""
        if invocation_count(node) == 1:
            samples = sum(parts, [])
            worth = effective_count(samples if percent is not None else [convert(sample) for sample in samples])
            return self.quantile(samples, percent, convert)._replace(
                is_of_one_run=is_of_one_run(node), effective=float(worth) if worth < len(samples) else None)
        each = [self.quantile(part, percent, convert) for part in parts]
        estimate, spread = two_level([
            (one.estimate[0], one.estimate[1:] if all(map(math.isfinite, one.bounds)) else None) for one in each])
        rarer = 50 if percent is None else min(percent, 100 - percent)
        is_bounded = rarer == 50 or all(one.count >= 100 // rarer for one in each)
        bounds = (math.nextafter(estimate[1], -math.inf), math.nextafter(estimate[2], math.inf))
        return Outcome(estimate, bounds if is_bounded else (-math.inf, math.inf), None, sum(one.count for one in each), spread=spread)

    def quantile(self, samples, percent, convert):
        if percent is None:
            numbers = [convert(sample) for sample in samples]
            return Outcome((plain_mean("arithmetic", numbers), min(numbers), max(numbers)), (-math.inf, math.inf), None, len(samples))
        value, first, last, is_low, is_high = estimate95(samples, percent)
        low, high = convert(first), convert(last)
        if low > high:
            low, high, is_low, is_high = high, low, is_high, is_low
        bounds = math.nextafter(low, -math.inf) if is_low else -math.inf, math.nextafter(high, math.inf) if is_high else math.inf
        return Outcome((convert(value), low, high), bounds, None, len(samples))

    def of_results(self, values, percent):
        exact = [exact_of(value) for value in values]
        if None not in exact:
            value = sum(exact) / len(exact) if percent is None else nearest_rank(exact, percent)
            totals = [int(v["total"]) for v in values if "share" in v]
            is_share = len(totals) == len(values) and len(set(totals)) == 1
            return Outcome((float(value),) * 3, (float(value),) * 2, value, sum(totals) if is_share else len(values))
        reals = []
        for value, number in zip(values, exact):
            reals += [value["number"]] if "number" in value else value.get("series", []) if number is None else [float(number)]
        if len(reals) < len(values):
            raise NoValue
        value = plain_mean("arithmetic", reals) if percent is None else nearest_rank(reals, percent)
        return Outcome((value,) * 3, (value,) * 2, None, len(reals))

    def combined(self, reference):
        """The estimate of a reference, its open sides, what an expression sees, and what it sees of these items alone."""
        found = [self.values.get((cell, reference["metric"])) for cell in reference["cells"]]
        if not found or None in found:
            raise NoValue
        nodes = {node["id"]: node for node in self.bundle.plan["nodes"]}
        metrics = [next(m for m in nodes[cell]["metrics"] if m["name"] == reference["metric"]) for cell in reference["cells"]]
        is_result = all(metric["origin"] == "result" for metric in metrics)
        if len(found) == 1:
            only = found[0]
            exactly = (only.exact if only.exact is not None else only.estimate[0]) if is_result else judged(only)
            return *shown(only), judged(only) if only.is_about_items else exactly, exactly
        parts = [shown(outcome) for outcome in found]
        low = [max(0.0, three[1]) for three, _ in parts]
        estimate = tuple(plain_mean("geometric", n) for n in ([three[0] for three, _ in parts], low, [three[2] for three, _ in parts]))
        if None in estimate:
            raise NoValue
        opened = any_open(side for _, side in parts)
        bounds = (-math.inf if opened in ("below", "both") else math.nextafter(estimate[1], -math.inf),
                  math.inf if opened in ("above", "both") else math.nextafter(estimate[2], math.inf))
        operand = estimate[0] if is_result and not any(outcome.is_about_items for outcome in found) else bounds
        return estimate, opened, operand, estimate[0] if is_result else bounds


def any_open(opens):
    opens = list(opens)
    return sides(any(side in ("below", "both") for side in opens), any(side in ("above", "both") for side in opens))


def exact_of(value):
    if "count" in value:
        return Fraction(int(value["count"]))
    if "share" in value:
        return Fraction(int(value["share"]), int(value["total"]))
    return Fraction(int(value["flag"])) if "flag" in value else None


def interval(value):
    if isinstance(value, tuple):
        return value
    near = float(value)
    if not isinstance(value, Fraction) or value == near:
        return near, near
    return (math.nextafter(near, -math.inf), near) if value < near else (near, math.nextafter(near, math.inf))


def arithmetic(sign, a, b):
    work = {"+": lambda x, y: x + y, "-": lambda x, y: x - y, "*": lambda x, y: x * y, "/": lambda x, y: x / y}[sign]
    if isinstance(a, tuple) or isinstance(b, tuple):
        (a, b), (c, d) = interval(a), interval(b)
        if sign == "/" and c <= 0 <= d:
            raise NoValue
        pairs = {"+": [(a, c), (b, d)], "-": [(a, d), (b, c)]}.get(sign, [(a, c), (a, d), (b, c), (b, d)])
        corners = [work(*pair) for pair in pairs]
        if any(map(math.isnan, corners)):
            corners = [-math.inf, math.inf]
        return math.nextafter(min(corners), -math.inf), math.nextafter(max(corners), math.inf)
    if isinstance(a, str) or sign == "/" and b == 0:
        return a + b if isinstance(a, str) else no_value()
    value = work(a, b) if isinstance(a, Fraction) and isinstance(b, Fraction) else work(float(a), float(b))
    return value if math.isfinite(value) else no_value()


def no_value():
    raise NoValue


def compare(sign, a, b):
    if isinstance(a, str) or isinstance(a, bool):
        a, b = (a.encode(), b.encode()) if isinstance(a, str) else (a, b)
        a, b = (a, a), (b, b)
    elif a is None or b is None:
        return None
    (a, b), (c, d) = (x if isinstance(x, tuple) else (x, x) for x in (a, b))
    if sign in ("<", "<="):
        sure, never = (b < c, a >= d) if sign == "<" else (b <= c, a > d)
    elif sign in (">", ">="):
        sure, never = (a > d, b <= c) if sign == ">" else (a >= d, b < c)
    else:
        sure, never = a == b == c == d, b < c or d < a
        sure, never = (sure, never) if sign == "==" else (never, sure)
    return True if sure else False if never else None


def rounded(how, x):
    if isinstance(x, tuple):
        low, high = x
        if how == "abs":
            return x if low >= 0 else (-high, -low) if high <= 0 else (0.0, max(-low, high))
        return tuple(end if math.isinf(end) else rounded(how, end) for end in x)
    exact = Fraction(x)
    whole = {"abs": abs(exact), "floor": Fraction(math.floor(exact)), "ceil": Fraction(math.ceil(exact)),
             "round": Fraction(math.floor(abs(exact) + Fraction(1, 2)) * (1 if exact >= 0 else -1))}[how]
    return whole if isinstance(x, Fraction) else float(whole)


def extreme(name, a, b):
    best = compare("<=" if name == "min" else ">=", a, b)
    if best is None:
        pick, a, b = {"min": min, "max": max}[name], interval(a), interval(b)
        return pick(a[0], b[0]), pick(a[1], b[1])
    return a if best else b


def evaluated(e, metrics):
    if "quantity" in e:
        return Fraction(e["quantity"]["value"])
    if "text" in e:
        return e["text"]
    if "metric" in e:
        return metrics.combined(e["metric"])[2]
    if e.get("call") == "these":
        return metrics.combined(e["operands"][0]["metric"])[3]
    if "if" in e:
        chosen = evaluated(e["if"], metrics)
        if chosen is not None:
            return evaluated(e["then" if chosen else "else"], metrics)
        a, b = evaluated(e["then"], metrics), evaluated(e["else"], metrics)
        if a == b and type(a) is type(b):
            return a
        if a is None or b is None or isinstance(a, bool):
            return None
        (a, b), (c, d) = interval(a), interval(b)
        return min(a, c), max(b, d)
    values = [evaluated(operand, metrics) for operand in e.get("operands", [])] if "operands" in e else no_value()
    if "call" in e:
        if e["call"] == "length":
            return Fraction(len(values[0]))
        if e["call"] not in ("min", "max"):
            return rounded(e["call"], values[0])
        best = values[0]
        for value in values[1:]:
            best = extreme(e["call"], best, value)
        return best
    sign = e["operator"]
    if len(values) == 1:
        x = values[0]
        return (None if x is None else not x) if sign == "not" else (-x[1], -x[0]) if isinstance(x, tuple) else -x
    if sign in ("and", "or"):
        decisive = sign == "or"
        return decisive if decisive in values else None if None in values else not decisive
    return arithmetic(sign, *values) if sign in "+-*/" else compare(sign, *values)


def metric_references(e):
    own = [e["metric"]] if "metric" in e else []
    parts = list(e.get("operands", [])) + [e[name] for name in ("if", "then", "else") if name in e]
    return own + [reference for part in parts for reference in metric_references(part)]


def verdict(claim, metrics):
    try:
        for reference in metric_references(claim["expression"]):
            metrics.combined(reference)
        truth = evaluated(claim["expression"], metrics)
    except NoValue:
        return "unjudged"
    return {True: "holds", False: "fails", None: "undecided"}[truth]


def record(three, side):
    return dict(zip(("value", "low", "high"), three)) | ({"open": side} if side else {})


def metric_line(node, metric, outcome):
    """The record of a metric."""
    side = sides(outcome.bounds[0] == -math.inf, outcome.bounds[1] == math.inf)
    line = {"node": node["id"], "metric": metric["name"], "unit": UNITS[metric["dimension"]], "direction": metric["direction"],
            "origin": metric["origin"], "estimate": record(outcome.estimate, side), "count": float(outcome.count)}
    line |= {} if outcome.exact is None else {"exact": str(outcome.exact)}
    for name in ("population", "effective", "settling", "spread"):
        line |= {name: getattr(outcome, name)} if getattr(outcome, name) else {}
    return line


def category_lines(metrics, node, listed):
    """The metrics of a cell over the items of each category; which metrics are listed is the scorers' to say, and taken from the record."""
    lines, categories = [], sorted(ItemScores(metrics.bundle, node).categories, key=str.encode) if listed else []
    for metric in (metric for metric in node["metrics"] if metric["name"] in listed):
        name = metric["derivation"]["value"]
        is_share = all("share" in result for result in metrics.results(node, name))
        for category in categories:
            items = ItemScores(metrics.bundle, node, category)
            if results := items.results(name, is_share):
                outcome = metrics.of_results(results, None)
                outcome = outcome._replace(population=items.population(name, results, outcome.estimate[0]))
                lines.append(metric_line(node, metric, outcome) | {"category": category})
    return lines


def derived_scores(bundle):
    """What scores.json must hold, but for the sentences under `because`."""
    metrics, nodes = Metrics(bundle), bundle.plan["nodes"]
    found = [(node, metric, metrics.values.get((node["id"], metric["name"]))) for node in nodes for metric in node["metrics"]]
    lines = [metric_line(node, metric, outcome) for node, metric, outcome in found if outcome]
    listed = bundle.records["scores"].get("categories", [])
    by_category = [line for node in nodes for line in
                   category_lines(metrics, node, {value["metric"] for value in listed if value["node"] == node["id"]})]
    claims = [{"id": c["id"], "text": c["text"], "verdict": verdict(c, metrics)} for c in bundle.plan["claims"]]
    scores = {"schema": "urn:etalon:scores:v1", "plan": bundle.plan_digest, "metrics": lines, "claims": claims, "score": []}
    scores |= {"categories": by_category} if by_category else {}
    if weighting := bundle.plan.get("weighting"):
        def total(branches):
            estimates = [b.get("estimate") for b in branches]
            if None in estimates:
                return None
            parts = [mean(weighting["mean"], [(e[part], Fraction(b["weight"])) for e, b in zip(estimates, branches)])
                     for part in ("value", "low", "high")]
            opened = any_open(e.get("open") for e, b in zip(estimates, branches) if Fraction(b["weight"]))
            return None if None in parts else record(parts, opened)

        def branch(b):
            value = {"id": b["id"], "weight": b["weight"], "branches": [branch(part) for part in b["branches"]]}
            estimate = None
            if "metric" not in b:
                estimate = total(value["branches"])
            else:
                value["metric"] = b["metric"]["text"]
                pinned = [p["value"] for p in weighting["reference"]["values"] if p["metric"] == b["metric"]["text"]]
                if pinned:
                    value["reference"] = float(Fraction(pinned[0]))
                try:
                    measured, side = metrics.combined(b["metric"])[:2]
                    value["measured"] = record(measured, side)
                    estimate = ratio(measured, side, value.get("reference"), b["metric"]["direction"])
                except NoValue:
                    pass
            return value | ({"estimate": estimate} if estimate else {})

        def ratio(measured, side, reference, direction):
            value, low, high = measured[0], max(0.0, measured[1]), measured[2]
            if not reference or reference <= 0 or value < 0 or direction == "lower" and value == 0:
                return None
            if direction == "higher":
                three = [x / reference for x in (value, low, high)]
            else:
                side = {"below": "above", "above": "below"}.get(side, side)
                three = [reference / value, reference / high, reference / low if low else math.inf]
                if not math.isfinite(three[2]):
                    three[2], side = three[0], sides(side in ("below", "both"), True)
            return record(three, side) if all(map(math.isfinite, three)) else None

        scores["score"] = [branch(b) for b in weighting["score"]]
        if whole := total(scores["score"]):
            scores["total"] = whole
    return scores
