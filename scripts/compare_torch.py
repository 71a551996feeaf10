#!/usr/bin/env python3
"""Trains Etalon's networks with PyTorch. usage: compare_torch.py start|logits CASE.json FOLDER

start: PyTorch draws initial weights (start.safetensors), learns the batches of the case and prints the loss of each step.
logits: reads end.safetensors with the safetensors library, strictly, and prints the logits of the first batch.
"""
import json
import sys

import torch
from safetensors.torch import load_file, save_file
from torch import nn
from torch.nn import functional


class Perceptron(nn.Module):
    def __init__(self, sizes):
        super().__init__()
        self.layers = nn.ModuleList(nn.Linear(a, b) for a, b in zip(sizes, sizes[1:]))

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = functional.relu(layer(x))
        return self.layers[-1](x)


class Convolutions(nn.Module):
    def __init__(self, image, blocks, dense):
        super().__init__()
        self.image, self.pools, channels = image, [b["pool"] for b in blocks], [image[2]] + [b["channels"] for b in blocks]
        self.convolutions = nn.ModuleList(
            nn.Conv2d(channels[i], b["channels"], b["kernel"], b["stride"], b["padding"]) for i, b in enumerate(blocks))
        with torch.no_grad():
            width = self.features(torch.zeros(1, image[0] * image[1] * image[2])).shape[1]
        self.layers = Perceptron([width] + dense).layers

    def features(self, x):
        x = x.view(-1, *self.image).permute(0, 3, 1, 2)
        for convolution, pool in zip(self.convolutions, self.pools):
            x = functional.relu(convolution(x))
            x = functional.max_pool2d(x, pool) if pool > 1 else x
        return x.flatten(1)

    def forward(self, x):
        return Perceptron.forward(self, self.features(x))


class Block(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.qkv, self.projection = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.up, self.down = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)

    def forward(self, x):
        batch, tokens, width = x.shape
        parts = self.qkv(self.norm1(x)).split(width, 2)
        q, k, v = (p.view(batch, tokens, self.heads, -1).transpose(1, 2) for p in parts)
        y = functional.scaled_dot_product_attention(q, k, v, is_causal=True)
        x = x + self.projection(y.transpose(1, 2).reshape(batch, tokens, width))
        return x + self.down(functional.gelu(self.up(self.norm2(x))))


class Transformer(nn.Module):
    def __init__(self, vocabulary, layers, width, heads, context):
        super().__init__()
        self.tokens, self.positions = nn.Embedding(vocabulary, width), nn.Embedding(context, width)
        self.blocks = nn.ModuleList(Block(width, heads) for _ in range(layers))
        self.norm, self.head = nn.LayerNorm(width), nn.Linear(width, vocabulary, bias=False)
        nn.init.normal_(self.tokens.weight, std=0.02)
        nn.init.normal_(self.positions.weight, std=0.02)

    def forward(self, ids):
        x = self.tokens(ids) + self.positions(torch.arange(ids.shape[1]))
        for block in self.blocks:
            x = block(x)
        return self.head(self.norm(x))


KINDS = {"mlp": Perceptron, "cnn": Convolutions, "gpt": Transformer}


def main(what, case, folder):
    with open(case) as file:
        case = json.load(file)
    torch.manual_seed(1)
    torch.set_num_threads(1)
    network = KINDS[case["kind"]](**case["shape"])
    is_text = case["kind"] == "gpt"
    inputs = [torch.tensor(x, dtype=torch.int64 if is_text else torch.float32) for x in case["inputs"]]
    labels = [torch.tensor(y, dtype=torch.int64) for y in case["labels"]]
    if what == "logits":
        network.load_state_dict(load_file(f"{folder}/end.safetensors"), strict=True)
        with torch.no_grad():
            print(json.dumps(network(inputs[0]).flatten().tolist()))
        return
    save_file(network.state_dict(), f"{folder}/start.safetensors")
    if case["optimizer"] == "adamw":
        optimizer = torch.optim.AdamW(network.parameters(), lr=case["rate"])
    else:
        optimizer = torch.optim.SGD(network.parameters(), lr=case["rate"], momentum=case["momentum"])
    losses = []
    for x, y in zip(inputs, labels):
        optimizer.zero_grad()
        logits = network(x)
        loss = functional.cross_entropy(logits.view(-1, logits.shape[-1]), y.view(-1))
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    print(json.dumps(losses))


main(*sys.argv[1:])
