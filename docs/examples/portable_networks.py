"""The training of networks, written plainly from docs/numerics.md (sections 8, 9 and 15 to 18) alone.

Perceptrons, convolutional networks and transformers with their initialisation, shuffles, micro-batches, dropout, schedules and
optimisers. Slow on purpose; everything gives Etalon's bits.
"""

import math

import numpy as np

import portable_numerics as pn
import portable_operations as po

F32, F64 = np.float32, np.float64


# --- Layers: each remembers what its gradient needs ------------------------------------------------------------------

class Dense:
    def __init__(self, weight, bias=None):
        self.weight, self.bias = weight, bias

    def forward(self, x):
        self.x = x
        y = pn.gemm(x, self.weight.T)
        return y if self.bias is None else pn.canonical(y + self.bias)

    def backward(self, g):
        """The gradient of the input, then those of weight and bias."""
        own = [pn.gemm(g.T, self.x)] + ([] if self.bias is None else [pn.column_sums(g)])
        return pn.gemm(g, self.weight), own


class Norm:
    def __init__(self, gain, bias):
        self.gain, self.bias = gain, bias

    def forward(self, x):
        self.x, self.p = x, {"rows": len(x), "columns": x.shape[1]}
        return po.norm(self.p, x, self.gain, self.bias, 1e-5)

    def backward(self, g):
        out, d = po.norm_gradient(self.p, self.x, self.gain, g, 1e-5, True), len(self.gain)
        return out[: -2 * d].reshape(self.x.shape), [out[-2 * d : -d], out[-d:]]


class ReLU:
    def forward(self, x):
        self.y = po.relu(x)
        return self.y

    def backward(self, g):
        return np.where(self.y > 0, g, F32(0)), []


class Dropout:
    """Its words belong to the rows of the whole batch; the trainer hands in those of the rows at hand."""

    def __init__(self, probability):
        self.threshold, self.scale = round(probability * 2**32), F32(1 / (1 - probability))

    def forward(self, x):
        return np.where(self.words.reshape(x.shape) >= self.threshold, x * self.scale, F32(0))

    def backward(self, g):
        return self.forward(g), []


class Convolution:
    def __init__(self, p, weight, bias):
        self.p, self.weight, self.bias = p, weight, bias

    def forward(self, x):
        self.x, self.p["batch"] = x, len(x)
        return po.convolution(self.p, x, self.weight.transpose(2, 3, 1, 0), self.bias)

    def backward(self, g):
        p, w = self.p, self.weight.transpose(2, 3, 1, 0)
        own = po.convolution_weight_gradient(p, self.x, g)
        shape = (p["kernel-height"], p["kernel-width"], p["inputs"], p["outputs"])
        weight = own[: -p["outputs"]].reshape(shape).transpose(3, 2, 0, 1)
        return po.convolution_input_gradient(p, w, g), [weight, own[-p["outputs"] :]]


class MaxPool:
    def __init__(self, p):
        self.p = p

    def forward(self, x):
        self.x, self.p["batch"] = x, len(x)
        return po.max_pool(self.p, x)

    def backward(self, g):
        return po.max_pool_gradient(self.p, self.x, g), []


class DenseOfImages(Dense):
    """Its weight is kept with channels first, as PyTorch has it, and multiplied with channels last, as the images lie."""

    def forward(self, x):
        self.image, kept = x.shape[1:], self.weight
        h, w, c = self.image
        self.weight = kept.reshape(-1, c, h, w).transpose(0, 2, 3, 1).reshape(len(kept), -1)
        y = super().forward(x.reshape(len(x), -1))
        self.weight, self.turned = kept, self.weight
        return y

    def backward(self, g):
        (h, w, c), kept = self.image, self.weight
        self.weight = self.turned
        images, (weight, bias) = super().backward(g)
        self.weight = kept
        return images.reshape(-1, h, w, c), [weight.reshape(-1, h, w, c).transpose(0, 3, 1, 2).reshape(kept.shape), bias]


class Attention:
    def __init__(self, tokens, heads, size):
        self.p = {"tokens": tokens, "heads": heads, "head-size": size, "causal": 1}

    def forward(self, x):
        self.x, self.p["batch"] = x, len(x) // self.p["tokens"]
        return po.attention(self.p, x).reshape(len(x), -1)

    def backward(self, g):
        return po.attention_gradient(self.p, self.x, g).reshape(self.x.shape), []


class GELU:
    def forward(self, x):
        self.x = x
        return po.gelu({}, x)

    def backward(self, g):
        return po.gelu_gradient({}, self.x, g), []


class Chain:
    def __init__(self, layers):
        self.layers = layers

    def forward(self, x):
        for layer in self.layers:
            x = layer.forward(x)
        return x

    def backward(self, g):
        grads = []
        for layer in reversed(self.layers):
            g, own = layer.backward(g)
            grads = own + grads
        return g, grads


class Residual:
    def __init__(self, branch):
        self.branch = branch

    def forward(self, x):
        return x + self.branch.forward(x)

    def backward(self, g):
        inner, grads = self.branch.backward(g)
        return g + inner, grads


class Embeddings:
    def __init__(self, tokens, positions):
        self.tokens, self.positions = tokens, positions

    def forward(self, ids):
        self.ids = ids.ravel()
        rows = self.tokens[ids] + self.positions[None]
        return rows.reshape(-1, rows.shape[-1])

    def backward(self, g):
        (rows, columns), size = self.tokens.shape, self.positions.size
        tokens = po.embedding_gradient({"rows": rows, "columns": columns}, g, self.ids.astype(np.uint32))
        return None, [tokens, pn.column_sums(g.reshape(-1, size)).reshape(self.positions.shape)]


# --- Networks: the chain, the names and tensors in order, the places of dropout with their widths --------------------

class Network:
    def __init__(self, stream, dropout):
        self.stream, self.probability, self.parameters, self.names, self.places = stream, dropout, [], [], []

    def keep(self, name, value):
        self.names.append(name)
        self.parameters.append(value)
        return value

    def kaiming(self, name, shape, inputs):
        bound = F32(math.sqrt(6 / inputs))
        return self.keep(name, self.stream.uniform(math.prod(shape), -bound, F32(2) * bound).reshape(shape))

    def normal(self, name, shape, factor):
        words = [po.quantile((self.stream.word() + 0.5) * 2.0**-32) for _ in range(math.prod(shape))]
        return self.keep(name, (F32(factor) * np.array(words, F32)).reshape(shape))

    def zeros(self, name, count):
        return self.keep(name, np.zeros(count, F32))

    def drop(self, width):
        if not self.probability:
            return []
        layer = Dropout(self.probability)
        self.places.append((layer, width))
        return [layer]

    def dense_layers(self, sizes, first=Dense):
        layers = []
        for i, (inputs, outputs) in enumerate(zip(sizes, sizes[1:])):
            weight = self.kaiming(f"layers.{i}.weight", (outputs, inputs), inputs)
            layers.append((Dense if i else first)(weight, self.zeros(f"layers.{i}.bias", outputs)))
            if i + 2 < len(sizes):
                layers += [ReLU()] + self.drop(outputs)
        return layers

    def norm(self, name, width):
        return Norm(self.keep(f"{name}.weight", np.ones(width, F32)), self.zeros(f"{name}.bias", width))


def mlp(net, layers):
    return Chain(net.dense_layers(layers))


def cnn(net, image, blocks, dense):
    (h, w, c), layers = image, []
    for i, block in enumerate(blocks):
        k, s, pad, pool, out = (block[key] for key in ("kernel", "stride", "padding", "pool", "channels"))
        weight = net.kaiming(f"convolutions.{i}.weight", (out, c, k, k), c * k * k)
        sizes = {"height": h, "width": w, "inputs": c, "outputs": out, "kernel-height": k, "kernel-width": k, "stride": s, "padding": pad}
        layers += [Convolution(sizes, weight, net.zeros(f"convolutions.{i}.bias", out)), ReLU()]
        h, w, c = (h + 2 * pad - k) // s + 1, (w + 2 * pad - k) // s + 1, out
        if pool > 1:
            layers.append(MaxPool({"height": h, "width": w, "channels": c, "window": pool, "stride": pool}))
            h, w = h // pool, w // pool
    return Chain(layers + net.dense_layers([h * w * c] + dense, DenseOfImages))


def gpt(net, vocabulary, layers, width, heads, context):
    d, small = width, 0.02 / math.sqrt(2 * layers)

    def dense(name, inputs, outputs, factor=0.02):
        return Dense(net.normal(f"{name}.weight", (outputs, inputs), factor), net.zeros(f"{name}.bias", outputs))

    chain = [Embeddings(net.normal("tokens.weight", (vocabulary, d), 0.02), net.normal("positions.weight", (context, d), 0.02))]
    chain += net.drop(context * d)
    for i in range(layers):
        at = f"blocks.{i}."
        look = [net.norm(at + "norm1", d), dense(at + "qkv", d, 3 * d), Attention(context, heads, d // heads)]
        chain.append(Residual(Chain(look + [dense(at + "projection", d, d, small)] + net.drop(context * d))))
        think = [net.norm(at + "norm2", d), dense(at + "up", d, 4 * d), GELU(), dense(at + "down", 4 * d, d, small)]
        chain.append(Residual(Chain(think + net.drop(context * d))))
    return Chain(chain + [net.norm("norm", d), Dense(net.normal("head.weight", (vocabulary, d), 0.02))])


# --- Training --------------------------------------------------------------------------------------------------------

def rate(schedule, r, t):
    if schedule.get("step"):
        return r * pn.power(schedule["step"]["factor"], (t - 1) // schedule["step"]["every"])
    if not schedule.get("cosine"):
        return r
    warmup, total, floor = (schedule["cosine"][key] for key in ("warmup", "steps", "final"))
    if t <= warmup:
        return r * (t / warmup)
    if t >= total:
        return r * floor
    q = (t - warmup) / (total - warmup)
    return r * (floor + (1 - floor) * (0.5 * (1 + cosine(math.pi * q))))


def cosine(x):
    """Section 21."""
    number = float.fromhex
    k = (x * number("0x1.45f306dc9c883p-1") + number("0x1.8p52")) - number("0x1.8p52")
    r = ((x - k * number("0x1.921fb544p+0")) - k * number("0x1.0b4611a6p-34")) - k * number("0x1.3198a2e037073p-69")
    q = int(k) + 1
    value = po.cos0(r) if q % 2 else po.sin0(r)
    return -value if q & 2 else value


def train(build, rows_of, labels_of, rows, settings, stream, dropout_stream, steps):
    """The names, tensors and losses after some steps; rows_of and labels_of give what chosen rows hold."""
    net = Network(stream, settings.get("dropout", 0))
    chain = build(net)
    optimizer = pn.SGD(settings["rate"], settings["momentum"]) if settings["optimizer"] == "sgd" else pn.AdamW(settings["rate"])
    losses, position, order = [], 0, []
    for step in range(1, steps + 1):
        if position == 0:
            order = stream.shuffled(rows)
        chosen = order[position : position + settings["batch"]]
        position = 0 if position + settings["batch"] >= rows else position + settings["batch"]
        masks = [[dropout_stream.word() for _ in range(len(chosen) * width)] for _, width in net.places]
        micro = settings.get("micro-batch") or len(chosen)
        answers, parts, each = labels_of(chosen).size, [], []
        for first in range(0, len(chosen), micro):
            some = chosen[first : first + micro]
            for (layer, width), words in zip(net.places, masks):
                layer.words = np.array(words[first * width : (first + len(some)) * width], np.int64)
            own, g = losses_and_gradient(chain.forward(rows_of(some)), labels_of(some).ravel(), answers)
            each.append(own)
            parts.append(chain.backward(g)[1])
        losses.append(F32(pn.reduce_sum(np.concatenate(each)) / F32(answers)))
        grads = [pn.canonical(pn.tree(list(tensor))) for tensor in zip(*parts)]
        now = rate(settings.get("schedule", {}), settings["rate"], step)
        optimizer.rate = F32(now) if settings["optimizer"] == "sgd" else now
        optimizer.update(net.parameters, grads)
    return net.names, net.parameters, losses


def losses_and_gradient(logits, labels, answers):
    """The loss of each row, and the gradient of their sum divided by the answers of the whole batch."""
    e, maximum, total = pn.softmax_parts(logits)
    at = np.arange(len(labels))
    losses = pn.log(total) - (logits[at, labels] - maximum)
    p = e / total[:, None]
    p[at, labels] = p[at, labels] - F32(1)
    return losses, pn.canonical(p / F32(answers))
