"""Etalon's portable numerics, written plainly from docs/numerics.md alone: numpy and the standard library, no Etalon code.

Slow on purpose: each function says what its section of the page says. Everything gives Etalon's bits.
"""

import math
from decimal import Decimal, getcontext

import numpy as np

F32, F64 = np.float32, np.float64
getcontext().prec = 60
np.seterr(all="ignore")


# --- 1. Fused multiply-add, from operations that every machine has ---------------------------------------------------

def fma(a, b, c):
    """a * b + c of float32 arrays with one rounding.

    The product is exact in float64. The sum is rounded to odd there (its error, by Knuth's TwoSum, tells the direction),
    so that the second rounding, to float32, cannot go wrong.
    """
    a, b, c = np.broadcast_arrays(F32(a), F32(b), F32(c))
    p, c = a.astype(F64) * b.astype(F64), c.astype(F64)
    s = p + c
    t = s - p
    error = (p - (s - t)) + (c - t)
    bits = s.view(np.int64)
    even = (bits & 1) == 0
    step = np.where((error > 0) == (s > 0), 1, -1)
    odd = np.where((error != 0) & np.isfinite(error) & even, bits + step, bits)
    return odd.view(F64).astype(F32)


# --- 2. The tree, sums, products -------------------------------------------------------------------------------------

def tree(parts):
    """Adds neighbours level by level; an odd last one moves up unchanged."""
    parts = list(parts)
    while len(parts) > 1:
        paired = [parts[i] + parts[i + 1] for i in range(0, len(parts) - 1, 2)]
        parts = paired + (parts[-1:] if len(parts) % 2 else [])
    return parts[0]


def canonical(x):
    """Every NaN becomes 0x7fc00000."""
    x = np.array(x, F32)
    x[np.isnan(x)] = np.uint32(0x7FC00000).view(F32)
    return x


def gemm(a, b):
    """a (m by k) times b (k by n): chunks of 256, fused in order from +0, chunk sums by the tree."""
    (m, k), n = a.shape, b.shape[1]
    chunks = []
    for start in range(0, max(k, 1), 256):
        total = np.zeros((m, n), F32)
        for p in range(start, min(k, start + 256)):
            total = fma(a[:, p : p + 1], b[p : p + 1, :], total)
        chunks.append(total)
    return canonical(tree(chunks))


def column_sums(x):
    return gemm(np.ones((1, x.shape[0]), F32), x)[0]


def reduce_sum(x):
    """Blocks of 4,096, each by 16 interleaved lanes and a halving tree; block sums by the tree."""
    blocks = []
    for start in range(0, len(x), 4096):
        block, lanes = x[start : start + 4096], np.zeros(16, F32)
        for i, value in enumerate(block):
            lanes[i % 16] = lanes[i % 16] + value
        for half in (8, 4, 2, 1):
            lanes[:half] = lanes[:half] + lanes[half : 2 * half]
        blocks.append(lanes[0])
    return canonical(tree(blocks))[()] if blocks else F32(0)


# --- 3. Correctly rounded functions ----------------------------------------------------------------------------------

def nearest(value):
    """The float32 nearest to a Decimal that is no tie (no value of exp or log but exp(0) and log(1) is one)."""
    guess = F32(float(value))
    best = min(
        (np.nextafter(guess, F32(-np.inf)), guess, np.nextafter(guess, F32(np.inf))),
        key=lambda c: abs(Decimal(float(c)) - value) if np.isfinite(c) else Decimal("Infinity"),
    )
    return F32(best)


def exp_scalar(x):
    x = float(x)
    if math.isnan(x):
        return F32(np.nan)
    if x > 89 or x < -110:
        return F32(np.inf) if x > 0 else F32(0)
    if x > 88.7228:  # overflow begins half an ulp above the largest float
        return nearest(Decimal(x).exp()) if Decimal(x).exp() < Decimal(2) ** 128 - Decimal(2) ** 103 else F32(np.inf)
    return nearest(Decimal(x).exp())


def log_scalar(x):
    x = float(x)
    if math.isnan(x) or x < 0:
        return F32(np.nan)
    if x == 0:
        return F32(-np.inf)
    return F32(np.inf) if math.isinf(x) else nearest(Decimal(x).ln())


def exp(x):
    return canonical([exp_scalar(v) for v in np.ravel(x)]).reshape(np.shape(x))


def log(x):
    return canonical([log_scalar(v) for v in np.ravel(x)]).reshape(np.shape(x))


# --- 4. Random streams -----------------------------------------------------------------------------------------------

class Stream:
    """Words of Philox4x32-10: word i is word i % 4 of the block with counter (i // 4, high)."""

    def __init__(self, key, high, drawn=0):
        self.key, self.high, self.drawn = key, high, drawn

    def block(self, index):
        c = [index & 0xFFFFFFFF, index >> 32, self.high & 0xFFFFFFFF, self.high >> 32]
        k0, k1 = self.key & 0xFFFFFFFF, self.key >> 32
        for _ in range(10):
            p0, p1 = 0xD2511F53 * c[0], 0xCD9E8D57 * c[2]
            c = [(p1 >> 32) ^ c[1] ^ k0, p1 & 0xFFFFFFFF, (p0 >> 32) ^ c[3] ^ k1, p0 & 0xFFFFFFFF]
            k0, k1 = (k0 + 0x9E3779B9) & 0xFFFFFFFF, (k1 + 0xBB67AE85) & 0xFFFFFFFF
        return c

    def word(self):
        value = self.block(self.drawn // 4)[self.drawn % 4]
        self.drawn += 1
        return value

    def pair(self):
        low = self.word()
        return self.word() << 32 | low

    def uniform(self, count, lower=0.0, width=1.0):
        u = np.array([self.word() >> 8 for _ in range(count)], F32) * F32(2.0**-24)
        return F32(width) * u + F32(lower)

    def below(self, bound):
        """Lemire's method: the high word of a 128-bit product, rejecting the first 2^64 mod bound low words."""
        threshold = (2**64 - bound) % bound
        while True:
            product = self.pair() * bound
            if product & (2**64 - 1) >= threshold:
                return product >> 64

    def shuffled(self, count):
        order = list(range(count))
        for last in range(count - 1, 0, -1):
            other = self.below(last + 1)
            order[last], order[other] = order[other], order[last]
        return order


# --- 5. Softmax and cross-entropy ------------------------------------------------------------------------------------

def softmax_parts(x):
    maximum = x.max(axis=1, keepdims=True)
    e = exp(x - maximum)
    return e, maximum[:, 0], np.array([reduce_sum(row) for row in e], F32)


def softmax(x):
    e, _, total = softmax_parts(x)
    return canonical(e / total[:, None])


def cross_entropy(logits, labels):
    """The mean loss, and its gradient with respect to the logits."""
    e, maximum, total = softmax_parts(logits)
    rows = np.arange(len(labels))
    losses = log(total) - (logits[rows, labels] - maximum)
    p = e / total[:, None]
    p[rows, labels] = p[rows, labels] - F32(1)
    return F32(reduce_sum(losses) / F32(len(labels))), canonical(p / F32(len(labels)))


# --- 6. A perceptron and its optimisers ------------------------------------------------------------------------------

def initial(layers, stream):
    """Kaiming-uniform weights, zero biases."""
    weights, biases = [], []
    for inputs, outputs in zip(layers, layers[1:]):
        bound = F32(math.sqrt(6 / inputs))
        weights.append(stream.uniform(inputs * outputs, -bound, F32(2) * bound).reshape(outputs, inputs))
        biases.append(np.zeros(outputs, F32))
    return weights, biases


def forward(x, weights, biases):
    activations = [x]
    for i, (w, b) in enumerate(zip(weights, biases)):
        z = canonical(gemm(activations[-1], w.T) + b)
        last = i + 1 == len(weights)
        activations.append(z if last else np.where(np.isnan(z) | (z > 0), z, F32(0)))
    return activations


def gradients(x, labels, weights, biases):
    activations = forward(x, weights, biases)
    loss, g = cross_entropy(activations[-1], labels)
    dw, db = [None] * len(weights), [None] * len(weights)
    for i in range(len(weights) - 1, -1, -1):
        dw[i], db[i] = gemm(g.T, activations[i]), column_sums(g)
        if i:
            g = np.where(activations[i] > 0, gemm(g, weights[i]), F32(0))
    return loss, dw + db


def power(x, n):
    """x^n in double by repeated squaring from the lowest bit."""
    result = 1.0
    while n:
        if n & 1:
            result *= x
        x *= x
        n >>= 1
    return result


class SGD:
    def __init__(self, rate, momentum=0.0):
        self.rate, self.momentum, self.state = F32(rate), F32(momentum), None

    def update(self, parameters, grads):
        self.state = self.state or [np.zeros_like(p) for p in parameters]
        for p, g, v in zip(parameters, grads, self.state):
            v[...] = self.momentum * v + g if self.momentum else g
            p[...] = p - self.rate * v


class AdamW:
    def __init__(self, rate, beta1=0.9, beta2=0.999, epsilon=1e-8, decay=0.01):
        self.rate, self.beta1, self.beta2, self.epsilon, self.decay = rate, beta1, beta2, epsilon, decay
        self.steps, self.state = 0, None

    def update(self, parameters, grads):
        self.state = self.state or [(np.zeros_like(p), np.zeros_like(p)) for p in parameters]
        self.steps += 1
        step = F32(self.rate / (1 - power(self.beta1, self.steps)))
        correction = F32(math.sqrt(1 - power(self.beta2, self.steps)))
        keep, epsilon = F32(1 - self.rate * self.decay), F32(self.epsilon)
        for p, g, (m, v) in zip(parameters, grads, self.state):
            m[...] = F32(self.beta1) * m + F32(1 - self.beta1) * g
            v[...] = F32(self.beta2) * v + F32(1 - self.beta2) * (g * g)
            p[...] = keep * p - step * (m / (np.sqrt(v) / correction + epsilon))


def train(layers, features, labels, batch, optimizer, stream, steps):
    """The weights, biases and losses after some steps from a stream's beginning."""
    weights, biases = initial(layers, stream)
    losses, position, order = [], 0, []
    for _ in range(steps):
        if position == 0:
            order = stream.shuffled(len(labels))
        chosen = order[position : position + batch]
        loss, grads = gradients(features[chosen], labels[chosen], weights, biases)
        losses.append(loss)
        optimizer.update(weights + biases, grads)
        position = 0 if position + batch >= len(labels) else position + batch
    return weights, biases, losses
