"""What eager PyTorch does for the cases: training steps, streams, sums."""

import torch
from torch import nn
from torch.nn import functional


def job(operation, words, values):
    if operation == "train":
        return training(words[0], values)
    if operation.startswith("stream-"):
        return stream(operation, int(values["n"]))
    if operation == "reduce-sum":
        kind = {"f32": torch.float32, "f64": torch.float64}[words[0]]
        return torch.randn(int(values["n"]), dtype=kind).sum
    raise ValueError(f"torch has no {operation}")


def stream(operation, n):
    a, b, c = (torch.rand(n, dtype=torch.float64) for _ in range(3))
    return {
        "stream-copy": lambda: c.copy_(a),
        "stream-scale": lambda: torch.mul(a, 3, out=c),
        "stream-add": lambda: torch.add(a, b, out=c),
        "stream-triad": lambda: torch.add(a, b, alpha=3, out=c),
    }[operation]


def training(model, values):
    batch = int(values["batch"])
    if model == "mlp":
        layers = [int(size) for size in values["layers"].split("-")]
        return step_of(perceptron(layers), torch.rand(10, batch, layers[0]), torch.randint(layers[-1], (10, batch)))
    raise ValueError(f"there is no model {model}")


def perceptron(layers):
    parts = []
    for inputs, outputs in zip(layers, layers[1:], strict=False):
        parts += [nn.Linear(inputs, outputs), nn.ReLU()]
    return nn.Sequential(*parts[:-1])


def step_of(model, features, labels):
    """One step of SGD on the next batch, as PyTorch's tutorials write it."""
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    number = 0

    def step():
        nonlocal number
        index = number % len(features)
        number += 1
        loss = functional.cross_entropy(model(features[index]), labels[index])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        return loss.item()

    return step
