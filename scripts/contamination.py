#!/usr/bin/env python3
"""Trains tiny transformers on a share of a bank's published items, and asks what the contamination metric finds.

    python3 -m venv .build/torch && .build/torch/bin/pip install torch==2.13.0 numpy pyyaml
    .build/torch/bin/python scripts/contamination.py

Every model is trained on other instances of the same template, so that it can do the task somewhat; beside them on 0, 25 or 100 % of the published
items, with 20 seeds each. Then each is asked the published, the fresh and the fresh-again arm, and the test is that of docs/scoring.md: Cochran,
Mantel and Haenszel over the templates (here one). Items come of docs/examples/items.py, by the rule of docs/fresh.md.
"""

import argparse
import json
import math
import os
import pathlib
import sys
import tempfile
import time

os.environ.setdefault("OMP_NUM_THREADS", "1")
import torch  # noqa: E402
from torch import nn  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "docs/examples"))
import items  # noqa: E402

DOCUMENT = """
etalon-templates: 1
name: sums
license: CC0-1.0
templates:
  sum:
    variables:
      a: { integer: [100, 999] }
      b: { integer: [100, 999] }
    wording: { en: "{a}+{b}=" }
    answer: a + b
"""
ALPHABET = "0123456789+=."
LENGTH = 13  # 999+999=1998.


class Tiny(nn.Module):
    """Two blocks of 48 dimensions and 2 heads, 58 thousand weights."""

    def __init__(self, width=48, blocks=2, heads=2):
        super().__init__()
        self.symbols = nn.Embedding(len(ALPHABET), width)
        self.places = nn.Parameter(torch.randn(LENGTH, width) * 0.02)
        block = lambda: nn.TransformerEncoderLayer(width, heads, 4 * width, dropout=0.0, batch_first=True, norm_first=True)
        self.blocks = nn.ModuleList(block() for _ in range(blocks))
        self.head = nn.Linear(width, len(ALPHABET))
        self.register_buffer("mask", torch.triu(torch.full((LENGTH, LENGTH), float("-inf")), 1))

    def forward(self, x):
        n = x.shape[1]
        h = self.symbols(x) + self.places[:n]
        for block in self.blocks:
            h = block(h, src_mask=self.mask[:n, :n], is_causal=True)
        return self.head(h)


def encoded(pairs):
    rows = torch.zeros(len(pairs), LENGTH, dtype=torch.long)
    for row, (question, answer) in enumerate(pairs):
        text = (question + answer + ".").ljust(LENGTH, ".")
        rows[row] = torch.tensor([ALPHABET.index(c) for c in text])
    return rows


def drawn(path, seed, count):
    found = [json.loads(line) for line in items.expand(path, seed, count)]
    return [(item["input"], item["answers"][0]) for item in found]


def bank(path, seed, arm, practice):
    """What a model of a seed practises on, its published items, and its fresh arms: every seed has items of its own."""
    published = drawn(path, 1000 + seed, arm)
    known = set(published)
    # As in a dataset with `published`: no fresh item is a published one, and fresh and fresh-again are apart.
    fresh = [pair for pair in drawn(path, 2000 + seed, 2 * arm + 50) if pair not in known][: 2 * arm]
    asked = known | set(fresh)
    other = [pair for pair in practice if pair not in asked]
    return encoded(other), encoded(published), [encoded(fresh[:arm]), encoded(fresh[arm:])]


def trained(rows, leaked, steps, batch, seed):
    """A model after so many steps; a quarter of each batch is of what leaked, where something did."""
    torch.manual_seed(seed)
    model = Tiny()
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 3e-3, total_steps=steps)
    for _ in range(steps):
        x = rows[torch.randint(len(rows), (batch,))]
        if len(leaked):
            share = batch // 4
            x = torch.cat([x[share:], leaked[torch.randint(len(leaked), (share,))]])
        loss = nn.functional.cross_entropy(model(x[:, :-1])[:, 7:].reshape(-1, len(ALPHABET)), x[:, 8:].reshape(-1))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
    return model.eval()


@torch.no_grad()
def right(model, rows):
    """How many questions are answered right, symbol by symbol the most likely one."""
    x = rows[:, :8].clone()
    while x.shape[1] < LENGTH:
        x = torch.cat([x, model(x)[:, -1].argmax(-1, keepdim=True)], 1)
    return int((x == rows).all(1).sum())


def p_value(a, n, b, m):
    """Cochran's test of one stratum: the two-sided p of no gap, with the hypergeometric variance."""
    total, hits = n + m, a + b
    variance = n * m * hits * (total - hits) / (total * total * (total - 1))
    return 1.0 if variance == 0 else math.erfc(abs(a - n * hits / total) / math.sqrt(2 * variance))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--steps", type=int, default=1000)
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--arm", type=int, default=200)
    options = parser.parse_args()
    torch.set_num_threads(1)
    began = time.process_time()
    with tempfile.NamedTemporaryFile("w", suffix=".yaml") as file:
        file.write(DOCUMENT)
        file.flush()
        practice = drawn(file.name, 1, 4000)
        banks = [bank(file.name, seed, options.arm, practice) for seed in range(options.seeds)]
    print(f"{'dose':>5} {'published':>10} {'fresh':>7} {'gap':>7} {'least gap':>10} {'found':>6} {'placebo found':>14}")
    for dose in (0, 25, 100):
        scores, found, placebo = [], 0, 0
        for seed in range(options.seeds):
            other, rows, arms = banks[seed]
            leaked = rows[torch.randperm(len(rows), generator=torch.Generator().manual_seed(seed))[: len(rows) * dose // 100]]
            model = trained(other, leaked, options.steps, options.batch, 1000 * dose + seed)
            own, first, second = right(model, rows), right(model, arms[0]), right(model, arms[1])
            scores.append((own, first, second))
            n = options.arm
            found += p_value(own, n, first, n) < 0.05 and own > first
            placebo += p_value(first, n, second, n) < 0.05
        mean = lambda place: sum(s[place] for s in scores) / len(scores) / options.arm
        gaps = [(s[0] - s[1]) / options.arm for s in scores]
        print(
            f"{dose:>4}% {mean(0):>10.3f} {mean(1):>7.3f} {mean(0) - mean(1):>7.3f} {min(gaps):>10.3f} {found:>3}/{len(scores)} {placebo:>11}/{len(scores)}",
            flush=True)
    print(f"{time.process_time() - began:.0f} s of one core, torch {torch.__version__}")


if __name__ == "__main__":
    main()
