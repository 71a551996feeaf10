"""What eager PyTorch does for the cases: training steps, streams, sums."""

from itertools import pairwise

import torch
from torch import nn
from torch.nn import functional

KINDS = {"f32": torch.float32, "f64": torch.float64, "i32": torch.int32}


def job(operation, words, values):
    if operation == "train":
        return training(words[0], values)
    if operation.startswith("stream-"):
        return stream(operation, int(values["n"]))
    if operation not in OPERATIONS:
        raise ValueError(f"torch has no {operation}")
    sizes = {name.replace("-", "_"): int(value) for name, value in values.items()}
    return OPERATIONS[operation](words[0], **sizes)


def total(kind, n):
    return torch.randn(n, dtype=KINDS[kind]).sum


def sort(kind, n):
    x = torch.randn(n, dtype=torch.float64).mul(1e6).to(KINDS[kind])
    return lambda: torch.sort(x)


def product(kind, m, n, k):
    if kind == "i8":
        return integer_product(m, n, k)
    a, b = torch.rand(m, k).bfloat16(), torch.rand(k, n).bfloat16()
    return lambda: torch.mm(a, b)


def softmax(_kind, rows, columns):
    x = torch.randn(rows, columns)
    return lambda: torch.softmax(x, -1)


def layer_norm(_kind, rows, columns):
    x, scale, shift = torch.randn(rows, columns), torch.rand(columns), torch.rand(columns)
    return lambda: functional.layer_norm(x, (columns,), scale, shift)


def gelu(_kind, n):
    x = torch.randn(n)
    return lambda: functional.gelu(x)


def attention(_kind, batch, tokens, heads, head_size):
    q, k, v = (torch.randn(batch, heads, tokens, head_size) for _ in range(3))
    return lambda: functional.scaled_dot_product_attention(q, k, v, is_causal=True)


def convolution(_kind, batch, height, width, inputs, outputs, channels_last=0):
    layout = torch.channels_last if channels_last else torch.contiguous_format
    x = torch.randn(batch, inputs, height, width).contiguous(memory_format=layout)
    weight = torch.randn(outputs, inputs, 3, 3).contiguous(memory_format=layout)
    bias = torch.randn(outputs)
    return lambda: functional.conv2d(x, weight, bias, padding=1)


def sparse_product(kind, rows, columns, row_entries):
    """By MKL, which PyTorch gives matrices in CSR to."""
    strip = columns // row_entries
    indices = torch.randint(strip, (rows, row_entries)) + strip * torch.arange(row_entries)
    starts = torch.arange(0, rows * row_entries + 1, row_entries, dtype=torch.int32)
    numbers = torch.rand(rows * row_entries, dtype=KINDS[kind])
    matrix = torch.sparse_csr_tensor(starts, indices.flatten().to(torch.int32), numbers, (rows, columns))
    x = torch.rand(columns, dtype=KINDS[kind])
    return lambda: matrix @ x


OPERATIONS = {
    "spmv": sparse_product,
    "reduce-sum": total,
    "sort": sort,
    "gemm": product,
    "gemm-mixed": product,
    "softmax": softmax,
    "layer-norm": layer_norm,
    "gelu": gelu,
    "attention": attention,
    "convolution": convolution,
}


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
