"""What eager PyTorch does for the cases: training steps, streams, sums."""

from itertools import pairwise

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
    if operation == "gemm" and words[0] == "i8":
        return integer_product(*(int(values[name]) for name in ("m", "n", "k")))
    if operation == "gemm-mixed":
        m, n, k = (int(values[name]) for name in ("m", "n", "k"))
        a, b = torch.rand(m, k).bfloat16(), torch.rand(k, n).bfloat16()
        return lambda: torch.mm(a, b)
    if operation == "sort":
        kind = {"f32": torch.float32, "f64": torch.float64}[words[0]]
        x = torch.randn(int(values["n"]), dtype=kind)
        return lambda: torch.sort(x)
    raise ValueError(f"torch has no {operation}")


def integer_product(m, n, k):
    """Signed bytes into 32 bits by oneDNN, the right operand stored by columns, as quantised layers keep it."""
    a = torch.randint(-128, 128, (m, k), dtype=torch.int8)
    b = torch.randint(-128, 128, (n, k), dtype=torch.int8).T
    return lambda: torch._int_mm(a, b)


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
        features, labels = torch.rand(10, batch, layers[0]), torch.randint(layers[-1], (10, batch))
        return step_of(perceptron(layers), features, labels, torch.optim.SGD)
    if model == "cnn":
        features, labels = torch.rand(10, batch, 1, 28, 28), torch.randint(10, (10, batch))
        model = convolutional()
        if "channels-last" in values:
            model = model.to(memory_format=torch.channels_last)
            features = features.flatten(0, 1).contiguous(memory_format=torch.channels_last).unflatten(0, (10, batch))
        return step_of(model, features, labels, torch.optim.SGD)
    if model == "gpt":
        shape = {name: int(values[name]) for name in ("vocabulary", "layers", "width", "heads", "context")}
        tokens = torch.randint(shape["vocabulary"], (10, batch, shape["context"] + 1))
        return step_of(GPT(**shape), tokens[..., :-1].contiguous(), tokens[..., 1:].contiguous(), torch.optim.AdamW)
    raise ValueError(f"there is no model {model}")


def perceptron(layers):
    parts = []
    for inputs, outputs in pairwise(layers):
        parts += [nn.Linear(inputs, outputs), nn.ReLU()]
    return nn.Sequential(*parts[:-1])


def convolutional():
    return nn.Sequential(
        nn.Conv2d(1, 16, 3, padding=1),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Conv2d(16, 32, 3, padding=1),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Linear(1568, 10),
    )


class Attention(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.mix = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)

    def forward(self, x):
        batch, context, width = x.shape
        parts = self.mix(x).view(batch, context, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        y = functional.scaled_dot_product_attention(parts[0], parts[1], parts[2], is_causal=True)
        return self.out(y.transpose(1, 2).reshape(batch, context, width))


class Block(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.first, self.second = nn.LayerNorm(width), nn.LayerNorm(width)
        self.attention = Attention(width, heads)
        self.wide = nn.Sequential(nn.Linear(width, 4 * width), nn.GELU(), nn.Linear(4 * width, width))

    def forward(self, x):
        x = x + self.attention(self.first(x))
        return x + self.wide(self.second(x))


class GPT(nn.Module):
    """A decoder in the style of GPT-2, with a head of its own."""

    def __init__(self, vocabulary, layers, width, heads, context):
        super().__init__()
        self.tokens, self.places = nn.Embedding(vocabulary, width), nn.Embedding(context, width)
        self.blocks = nn.Sequential(*(Block(width, heads) for _ in range(layers)))
        self.norm = nn.LayerNorm(width)
        self.head = nn.Linear(width, vocabulary, bias=False)

    def forward(self, tokens):
        x = self.tokens(tokens) + self.places.weight
        return self.head(self.norm(self.blocks(x)))


def step_of(model, features, labels, optimizer_of):
    """One step on the next batch, as PyTorch's tutorials write it."""
    optimizer = optimizer_of(model.parameters(), lr=0.01 if optimizer_of is torch.optim.SGD else 1e-3)
    number = 0

    def step():
        nonlocal number
        index = number % len(features)
        number += 1
        output = model(features[index])
        loss = functional.cross_entropy(output.flatten(0, -2), labels[index].flatten())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        return loss.item()

    return step
