"""Computes statistics again with scipy, statsmodels and numpy, and compares them with what Etalon found.

usage: check_statistics.py FILE

FILE has a JSON object on each line: `kind`, the arguments of that kind, and `found`. Prints how many agree by kind; exit 1 where any differs.
"""
import collections
import json
import sys

import numpy as np
import scipy.stats
import statsmodels.api as sm
from statsmodels.stats.contingency_tables import StratifiedTable, mcnemar
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.power import NormalIndPower
from statsmodels.stats.proportion import proportion_confint


def student(case):
    """The probability within a quantile: scipy's own quantile is right to 11 digits only."""
    return 1 - 2 * scipy.stats.t.sf(case["quantile"], case["freedom"]), 1e-13


def normal(case):
    return 1 - 2 * scipy.stats.norm.sf(case["z"]), 1e-14


def wilson(case):
    return proportion_confint(case["part"], case["total"], method="wilson"), 1e-12


def holm(case):
    return multipletests(case["values"], method="holm")[1], 1e-14


def exact_mcnemar(case):
    """The exact p-value by statsmodels, the mid-p by the binomial distribution."""
    first, second = case["first"], case["second"]
    exact = min(1, mcnemar([[0, first], [second, 0]], exact=True).pvalue)
    few = min(first, second)
    binomial = scipy.stats.binom(first + second, 0.5)
    return [exact, min(1, 2 * binomial.cdf(few) - binomial.pmf(few))], 1e-11


def sign_flip(case):
    """scipy's permutation test of paired samples, all permutations."""
    values = np.array(case["values"])
    if len(values) > 12:
        raise ValueError("too many for all permutations")
    found = scipy.stats.permutation_test((values, np.zeros_like(values)), lambda x, y, axis: np.mean(x - y, axis=axis),
                                         permutation_type="samples", vectorized=True, n_resamples=np.inf, alternative="two-sided")
    return found.pvalue, 1e-12


def clustered(case):
    """Mean, CR2 error and Bell-McCaffrey's degrees of freedom from the matrices of their definition."""
    y, groups = np.array(case["values"]), np.array(case["groups"])
    n = len(y)
    x = np.ones((n, 1))
    hat = x @ np.linalg.inv(x.T @ x) @ x.T
    residual = y - hat @ y
    rest = np.eye(n) - hat
    meat, columns = 0.0, []
    for group in sorted(set(case["groups"])):
        inside = groups == group
        values, vectors = np.linalg.eigh(rest[np.ix_(inside, inside)])
        adjust = vectors @ np.diag(values ** -0.5) @ vectors.T
        meat += (x[inside].T @ adjust @ residual[inside]).item() ** 2
        columns.append(rest[:, inside] @ adjust @ x[inside][:, 0] / n)
    columns = np.array(columns)
    gram = columns @ columns.T
    return [y.mean(), meat ** 0.5 / n, np.trace(gram) ** 2 / np.trace(gram @ gram)], 1e-9


def clustered_equal(case):
    """statsmodels' cluster-robust error, which is the same where all clusters have the same size."""
    y = np.array(case["values"])
    fit = sm.OLS(y, np.ones(len(y))).fit(cov_type="cluster", cov_kwds={"groups": np.array(case["groups"])}, use_t=True)
    low, high = fit.conf_int()[0]
    return [fit.params[0], fit.bse[0], low, high], 1e-9


def detectable(case):
    """The difference that has 80 % power by statsmodels, in units of the standard deviation."""
    p = case["share"]
    effect = NormalIndPower().solve_power(nobs1=case["items"], alpha=0.05, power=0.8)
    # The far tail of the two-sided test, which statsmodels counts in, is worth a few millionths.
    return effect * (p * (1 - p)) ** 0.5, 2e-5


def bonett_price(case):
    """Bonett and Price (2012), equation 4, in words of its own."""
    n, b, c = case["items"], case["first"], case["second"]
    p12, p21 = (b + 1) / (n + 2), (c + 1) / (n + 2)
    centre, reach = p12 - p21, scipy.stats.norm.ppf(0.975) * ((p12 + p21 - (p12 - p21) ** 2) / (n + 2)) ** 0.5
    # A difference of shares lies within -1 and 1.
    return [max(-1, centre - reach), min(1, centre + reach)], 1e-12


def stratified(case):
    """The p-value of Cochran, Mantel and Haenszel by statsmodels; gap and standard error by numpy."""
    tables = np.array(case["tables"], dtype=float).reshape(-1, 2, 2)
    chance = StratifiedTable([t for t in tables]).test_null_odds(correction=False)
    p = chance.pvalue if np.isfinite(chance.pvalue) else 1.0
    n = tables.sum(axis=2)
    share = tables[:, :, 0] / n
    weight = n[:, 0] * n[:, 1] / n.sum(axis=1)
    variance = (share * (1 - share) / (n - 1)).sum(axis=1)
    gap = np.average(share[:, 0] - share[:, 1], weights=weight)
    return [p, gap, (weight**2 * variance).sum() ** 0.5 / weight.sum()], 1e-9


def gap(case):
    """The gap that has 80 % power by statsmodels, where templates hold a share of the variance."""
    effect = NormalIndPower().solve_power(nobs1=case["items"], alpha=0.05, power=0.8)
    return effect * (0.7 * 0.3 * (1 - case["between"])) ** 0.5, 5e-5


def uniform_ranks(case):
    """The chance of a sum of uniform ranks by numpy's convolution."""
    one = np.full(case["most"] + 1, 1 / (case["most"] + 1))
    chances = np.ones(1)
    for _ in range(case["count"]):
        chances = np.convolve(chances, one)
    return chances[case["least"]:].sum(), 1e-9


def excess(case):
    """The p-value of a weighted mean of differences whose arms have variances of their own, by scipy's distributions."""
    strata = [(np.array(a, dtype=float), np.array(b, dtype=float)) for a, b in case["strata"]]
    weight = np.array([len(a) * len(b) / (len(a) + len(b)) for a, b in strata])
    gap = np.average([a.mean() - b.mean() for a, b in strata], weights=weight)
    variance = sum(w**2 * (scipy.stats.sem(a) ** 2 + scipy.stats.sem(b) ** 2) for w, (a, b) in zip(weight, strata))
    error = variance**0.5 / weight.sum()
    return [gap, 2 * scipy.stats.norm.sf(abs(gap) / error)], 1e-9


def main():
    kinds = {f.__name__.replace("_", "-"): f for f in (student, normal, wilson, holm, exact_mcnemar, sign_flip, clustered, clustered_equal,
                                                      detectable, bonett_price, stratified, gap, uniform_ranks, excess)}
    agreed, differs = collections.Counter(), 0
    for line in open(sys.argv[1]):
        case = json.loads(line)
        expected, tolerance = kinds[case["kind"]](case)
        expected, found = np.atleast_1d(expected), np.atleast_1d(case["found"])
        if expected.shape == found.shape and np.allclose(expected, found, rtol=tolerance, atol=tolerance * 1e-3):
            agreed[case["kind"]] += 1
        else:
            differs += 1
            print("differs", line.strip()[:400], "expected", expected)
    for kind, count in sorted(agreed.items()):
        print(f"agrees {kind}: {count}")
    return 1 if differs or not agreed else 0


sys.exit(main())
