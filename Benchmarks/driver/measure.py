"""Turns: in each round every contender runs one burst of the case, and ratios are taken inside a round."""

import statistics
import time
from dataclasses import dataclass, field

from .worker import Missing

LEAST_ROUNDS = 11
MOST_ROUNDS = 25


@dataclass
class Series:
    """What a contender needed for one repetition, round by round, in seconds.

    `others` holds what other threads of its process spent in each burst, over what the measured thread spent.
    """

    times: list[float] = field(default_factory=list)
    others: list[float] = field(default_factory=list)

    @property
    def median(self):
        return statistics.median(self.times)


@dataclass
class Comparison:
    """Etalon against the best peer of a goal: the ratio's quartiles over the rounds."""

    best: str
    quartiles: tuple[float, float, float]
    goal: float | None

    @property
    def met(self):
        return None if self.goal is None else self.quartiles[1] >= self.goal


@dataclass
class Row:
    case: object
    threads: int
    series: dict[str, Series]
    comparisons: list[Comparison]
    missing: dict[str, str]


def compared(series, goal):
    """None if Etalon or every peer of the goal is missing."""
    peers = [peer for peer in goal.peers if peer in series]
    if "Etalon" not in series or not peers:
        return None
    best = min(peers, key=lambda peer: series[peer].median)
    ratios = [theirs / ours for theirs, ours in zip(series[best].times, series["Etalon"].times, strict=True)]
    return Comparison(best, tuple(statistics.quantiles(ratios, n=4, method="inclusive")), goal.ratio)


def is_settled(series, case):
    """Whether the middle half of each ratio lies within 5 % of its median."""
    comparisons = [found for goal in case.goals if (found := compared(series, goal))]
    return all(c.quartiles[2] - c.quartiles[0] <= 0.05 * c.quartiles[1] for c in comparisons)


def measure(case, workers, threads, budget, most_rounds=MOST_ROUNDS, patience=20.0):
    """Rounds go on beyond the least number until ratios settle or patience ends."""
    clock = "thread" if threads == 1 else "wall"
    series, missing = {}, {}
    for name in ("Etalon", *case.peers):
        try:
            if name not in workers:
                raise Missing("it could not be started")
            workers[name].prepare(case.request_for(threads))
            series[name] = Series()
        except Missing as reason:
            missing[name] = str(reason)
    start = time.monotonic()
    names = list(series)
    for number in range(most_rounds if names else 0):
        turn = number % len(names)
        for name in names[turn:] + names[:turn]:
            burst = workers[name].burst(clock, budget)
            series[name].times.append(burst.per_call)
            series[name].others.append(burst.process / max(burst.thread, 1e-9) - 1)
        if number + 1 >= LEAST_ROUNDS and (is_settled(series, case) or time.monotonic() - start > patience):
            break
    comparisons = [found for goal in case.goals if (found := compared(series, goal))]
    return Row(case, threads, series, comparisons, missing)
