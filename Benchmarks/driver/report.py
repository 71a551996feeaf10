"""The tables, as Markdown and as JSON."""

import json
import statistics
from dataclasses import dataclass

from .cases import ACCURACY_DATA, ACCURACY_GOAL, PEAK_OF, SECTIONS

# What the table says of a goal that no program can reach on this processor.
BEYOND = "**missed**, above the peak"


@dataclass
class Report:
    """All that a run found out; `errors` holds Etalon's and the chain's mean error by operands and depth."""

    rows: list
    errors: dict
    machine: dict
    peers: dict
    load: dict
    real_time: bool
    command: str


def number(value):
    """Three digits that matter."""
    if value >= 100:
        return f"{value:.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}" if value >= 1 else f"{value:.3f}"


def in_unit(row, contender):
    """A contender's median in its section's unit, or a dash."""
    if contender not in row.series:
        return "-"
    rate = SECTIONS[row.case.section][2]
    seconds = row.series[contender].median
    return number(row.case.work / seconds if rate else seconds / row.case.work)


def rate(row, contender):
    return row.case.work / row.series[contender].median


def fastest(row, contender):
    return row.case.work / min(row.series[contender].times)


def peaks(rows):
    """The processor's peak for each type and number of threads.

    It is the best round, because a peak is what the processor can do, and no less than what any contender's product reached: on a
    machine that others share all rounds of a short measurement can fall into a slow phase.
    """
    found = {}
    for row in rows:
        kind = row.case.name if row.case.section == "peak" else PEAK_OF.get(row.case.section)
        if kind:
            rates = [fastest(row, "Etalon")] if row.case.section == "peak" and row.series else [rate(row, c) for c in row.series]
            found[kind, row.threads] = max([found.get((kind, row.threads), 0), *rates])
    return found


def most(row, comparison, peak):
    """What the ratio would be at the processor's peak, or None where no peak bounds the section."""
    bound = peak.get((PEAK_OF.get(row.case.section), row.threads))
    return bound / rate(row, comparison.best) if bound else None


def outcome(comparison, limit):
    if comparison.goal is None:
        return "-"
    if comparison.met:
        return "met"
    return BEYOND if limit and limit < comparison.goal else "**missed**"


def table(rows, peak):
    """One section at one number of threads."""
    section = rows[0].case.section
    peers = list(dict.fromkeys(peer for row in rows for peer in row.case.peers))
    bounded = section in PEAK_OF
    heading = [
        "case",
        "Etalon",
        *peers,
        "best peer",
        "ratio (quartiles)",
        *(["at peak"] if bounded else []),
        "goal",
        "",
    ]
    marks = ["---", "--:", *("--:" for _ in peers), "---", "---", *(["--:"] if bounded else []), "--:", "---"]
    lines = ["| " + " | ".join(heading) + " |", "|" + "|".join(marks) + "|"]
    for row in rows:
        cells = [row.case.name, in_unit(row, "Etalon"), *(in_unit(row, peer) for peer in peers)]
        for index, comparison in enumerate(row.comparisons):
            low, middle, high = comparison.quartiles
            limit = most(row, comparison, peak)
            front = cells if index == 0 else [""] * len(cells)
            back = [
                comparison.best,
                f"**{middle:.2f}** ({low:.2f} to {high:.2f})",
                *([f"{limit:.2f}" if limit else "-"] if bounded else []),
                "-" if comparison.goal is None else f"{comparison.goal:g}",
                outcome(comparison, limit),
            ]
            lines.append("| " + " | ".join([*front, *back]) + " |")
        if not row.comparisons:
            missed = "**missed**" if any(goal.ratio for goal in row.case.goals) else "-"
            back = ["-", "not measured", *(["-"] if bounded else []), "-", missed]
            lines.append("| " + " | ".join([*cells, *back]) + " |")
    title, unit, _ = SECTIONS[section]
    return [f"### {title} ({unit})", "", *lines, ""]


def peak_table(rows, peak):
    title, unit, _ = SECTIONS["peak"]
    lines = [f"| {row.case.name} | {number(peak[row.case.name, row.threads])} |" for row in rows]
    return [f"### {title} ({unit})", "", "| type | peak |", "|---|--:|", *lines, ""]


def accuracy_table(errors):
    lines = [
        "## Accuracy of the f32 product",
        "",
        "The mean of |C - exact| in units of 2^-24 |A| |B| over 64 x 64 elements and 4 draws: Etalon's published order",
        "(chunks of 256, a tree of chunk sums), and a plain chain of fused operations in ascending k, RepDL's order.",
        "",
        "| operands | k | Etalon | plain chain | ratio | goal | |",
        "|---|--:|--:|--:|--:|--:|---|",
    ]
    for (data, depth), (ours, chain) in errors.items():
        met = "met" if ours <= ACCURACY_GOAL * chain else "**missed**"
        cells = [ACCURACY_DATA[data], str(depth), number(ours), number(chain), f"**{ours / chain:.2f}**"]
        lines.append("| " + " | ".join([*cells, f"{ACCURACY_GOAL:g}", met]) + " |")
    return [*lines, ""]


def count_goals(rows, errors):
    """How many goals there are, and how many are met. A case without a comparison misses all its goals."""
    wanted = met = 0
    for row in rows:
        wanted += sum(goal.ratio is not None for goal in row.case.goals)
        met += sum(bool(comparison.met) for comparison in row.comparisons)
    wanted += len(errors)
    met += sum(ours <= ACCURACY_GOAL * chain for ours, chain in errors.values())
    return met, wanted


def facts_table(facts):
    return ["| | |", "|---|---|", *(f"| {name} | {value} |" for name, value in facts.items()), ""]


def clock_line(threads, real_time):
    if threads == 1:
        return "Time is the processor time of the one thread that computes (CLOCK_THREAD_CPUTIME_ID)."
    if real_time:
        return "Time is wall time in bursts under SCHED_FIFO (what `chrt -f` gives)."
    return "Time is wall time; this system permits no SCHED_FIFO, so other load is in it."


def goals_line(rows, errors, peak):
    met, wanted = count_goals(rows, errors)
    beyond = sum(outcome(c, most(row, c, peak)) == BEYOND for row in rows for c in row.comparisons)
    more = f"; {beyond} of the others lie above the processor's peak" if beyond else ""
    return f"{met} of {wanted} goals met{more}"


def markdown(report):
    """BENCHMARKS.md."""
    peak = peaks(report.rows)
    goals = goals_line(report.rows, report.errors, peak)
    lines = [
        "# Benchmarks",
        "",
        f"**{goals}.** Written by `{report.command}`; [docs/benchmarks.md](docs/benchmarks.md)",
        "says how to read it and how it is measured. A ratio is Etalon's speed over the best peer's in the same round:",
        "above 1 Etalon is faster.",
        "",
    ]
    for threads in sorted({row.threads for row in report.rows}):
        mine = [row for row in report.rows if row.threads == threads]
        lines += [f"## {threads} thread{'s' if threads > 1 else ''}", "", clock_line(threads, report.real_time), ""]
        lines += [f"{goals_line(mine, {}, peak)}.", ""]
        for section in SECTIONS:
            here = [row for row in mine if row.case.section == section]
            if here:
                lines += peak_table(here, peak) if section == "peak" else table(here, peak)
    if report.errors:
        lines += accuracy_table(report.errors)
    lines += ["## Machine", "", *facts_table({**report.machine, **report.load}), *peers_table(report.peers)]
    lines += remarks(report.rows)
    return "\n".join(lines).rstrip() + "\n"


def peers_table(peers):
    lines = ["## Peers", "", "| peer | version | kernels it chose |", "|---|---|---|"]
    lines += [f"| {name} | {facts.get('version', '-')} | {facts.get('core') or '-'} |" for name, facts in peers.items()]
    return [*lines, ""]


def remarks(rows):
    """What could not be measured, and who broke the rules of one thread; each remark once."""
    lines = {f"* {row.case.name}: {name}: {why}": None for row in rows for name, why in row.missing.items()}
    for row in rows:
        for name, series in row.series.items():
            if row.threads == 1 and statistics.median(series.others) > 0.02:
                lines[f"* {row.case.name}: {name} used other threads, whose time is not counted"] = None
    return ["## Remarks", "", *lines] if lines else []


def as_json(report):
    """Every time of every round."""
    rows = [
        {
            "section": row.case.section,
            "case": row.case.name,
            "request": row.case.request,
            "threads": row.threads,
            "seconds": {name: series.times for name, series in row.series.items()},
            "comparisons": [
                {"best": c.best, "quartiles": c.quartiles, "goal": c.goal, "met": c.met} for c in row.comparisons
            ],
            "missing": row.missing,
        }
        for row in report.rows
    ]
    accuracy = [
        {"data": data, "k": depth, "etalon": ours, "chain": chain}
        for (data, depth), (ours, chain) in report.errors.items()
    ]
    document = {
        "machine": report.machine,
        "load": report.load,
        "peers": report.peers,
        "realTime": report.real_time,
        "rows": rows,
        "accuracy": accuracy,
    }
    return json.dumps(document, indent=1) + "\n"
