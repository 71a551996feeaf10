"""Other people's programs compute what Ranking does: choix (Bradley and Terry), scipy (tests, linear programs), numpy (TOPSIS by its definition)."""

import json
import sys

import choix
import numpy as np
import scipy.optimize
import scipy.stats


def close(found, wanted, bound, what):
    if not np.allclose(found, wanted, rtol=bound, atol=bound):
        sys.exit(f"{what}: {found} is not {wanted}")


counts = {}
for line in open(sys.argv[1], encoding="utf-8"):
    case = json.loads(line)
    kind, found = case["kind"], case["found"]
    if kind == "bradley-terry":
        wins = np.array(case["wins"])
        wanted = choix.ilsr_pairwise_dense(wins, alpha=0, max_iter=10000, tol=1e-12)
        close(found, wanted - wanted.mean(), 1e-6, kind)
    elif kind == "p":
        close(found, 2 * scipy.stats.t.sf(case["distance"], case["freedom"]), 1e-9, kind)
    elif kind == "program":
        wanted = scipy.optimize.linprog(
            case["cost"], A_ub=case["rows"], b_ub=case["bounds"], bounds=[(0, None)] * len(case["cost"])
        )
        close(float(np.dot(found, case["cost"])), wanted.fun, 1e-7, kind)
    elif kind == "friedman":
        wanted = scipy.stats.friedmanchisquare(*np.array(case["tasks"]).T)
        close(found, wanted.statistic, 1e-9, kind)
    else:
        sys.exit(f"no check of {kind}")
    counts[kind] = counts.get(kind, 0) + 1
for kind, count in sorted(counts.items()):
    print(f"agrees on {count} of {kind}")
