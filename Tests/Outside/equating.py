#!/usr/bin/env python3
"""Equates two releases by numpy and scipy alone: writes answers of a seeded simulation, and what their likelihood gives, as test vectors.

    python3 Tests/Outside/equating.py > Tests/ScoreTests/Golden/equating.json

The model is that of docs/releases.md. Nothing is shared with Etalon: the integral is Gauss-Hermite with 81 nodes, the peak that of BFGS, the
standard errors those of a Hessian by five-point differences of the value.
"""

import json

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit, logsumexp

NODES, WEIGHTS = np.polynomial.hermite_e.hermegauss(81)
LOG_WEIGHTS = np.log(WEIGHTS / WEIGHTS.sum())


def simulated(seed, groups, counts, means, spread, abilities):
    random = np.random.default_rng(seed)
    items = []
    for part, (count, mean) in enumerate(zip(counts, means)):
        for difficulty in random.normal(mean, spread, count):
            asked = groups[0] + groups[1] if part == 0 else groups[part - 1]
            items.append((part, {s: bool(random.random() < expit(abilities[s] - difficulty)) for s in asked}))
    return items


def value(x, items, systems):
    means, spread = [0, x[systems], x[systems + 1]], np.exp(x[-1])
    total = 0.0
    for part, answers in items:
        logits = np.array([x[s] for s in answers])[:, None] - means[part] - spread * NODES
        signs = np.array([1.0 if right else -1.0 for right in answers.values()])[:, None]
        total += logsumexp(-np.logaddexp(0, -signs * logits).sum(0) + LOG_WEIGHTS)
    return -total + x[-1] ** 2 / 2


def hessian(f, x, h=1e-3):
    n = len(x)
    found = np.empty((n, n))
    for i in range(n):
        for j in range(n):
            a, b = np.eye(n)[i] * h, np.eye(n)[j] * h
            found[i, j] = (f(x + a + b) - f(x + a - b) - f(x - a + b) + f(x - a - b)) / (4 * h * h)
    return (found + found.T) / 2


def share(x, ability, mean):
    return float((np.exp(LOG_WEIGHTS) * expit(ability - mean - np.exp(x[-1]) * NODES)).sum())


def score(x, system, part, counts, systems):
    own = x[systems + part - 1]
    return (counts[0] * share(x, x[system], 0) + counts[part] * share(x, x[system], own)) / (counts[0] + counts[part])


def error(f, x, covariance, h=1e-5):
    slopes = np.array([(f(x + h * e) - f(x - h * e)) / (2 * h) for e in np.eye(len(x))])
    return float(np.sqrt(slopes @ covariance @ slopes))


def main():
    cases = []
    for seed, abilities, first, counts, means, spread in [
        (20261127, [0.5, -0.2, 1.1, 0.3, 0.9, -0.6], 3, [40, 60, 50], [0, 0.4, -0.7], 1.3),
        (7, [0.2, 0.9], 1, [60, 60, 60], [0, 0, 0.5], 1.0),
    ]:
        systems = len(abilities)
        groups = [list(range(first)), list(range(first, systems))]
        items = simulated(seed, groups, counts, means, spread, abilities)
        f = lambda x: value(x, items, systems)
        start = np.zeros(systems + 3)
        peak = minimize(f, start, method="BFGS", options={"gtol": 1e-7, "maxiter": 500}).x
        covariance = np.linalg.inv(hessian(f, peak))
        last = systems - 1
        gap = lambda x: score(x, 0, 2, counts, systems) - score(x, last, 2, counts, systems)
        cases.append({
            "seed": seed, "systems": systems,
            "items": [[part, "".join("-" if s not in answers else "10"[not answers[s]] for s in range(systems))] for part, answers in items],
            "logLikelihood": -f(peak), "abilities": list(map(float, peak[:systems])),
            "difficulties": [float(peak[systems]), float(peak[systems + 1])], "spread": float(np.exp(peak[-1])),
            "difference": [float(peak[0] - peak[last]), error(lambda x: x[0] - x[last], peak, covariance)],
            "score": [score(peak, 0, 2, counts, systems), error(lambda x: score(x, 0, 2, counts, systems), peak, covariance)],
            "scoreDifference": [float(gap(peak)), error(gap, peak, covariance)],
        })
    print(json.dumps(cases, indent=1))


if __name__ == "__main__":
    main()
