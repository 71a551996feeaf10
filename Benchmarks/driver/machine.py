"""Facts of the machine, before and after a run."""

import os
import platform
import re
import subprocess
import time
from pathlib import Path

FLAGS = ("sse2", "avx2", "fma", "avx512f", "avx512dq", "avx512bw", "avx512vl", "avx512_vnni", "avx512_bf16", "asimd")


def read(path):
    try:
        return Path(path).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def first_line(command):
    try:
        result = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError:
        return "unknown"
    return (result.stdout or result.stderr).strip().partition("\n")[0] or "unknown"


def processor():
    info = read("/proc/cpuinfo")
    values = {}
    for line in info.splitlines():
        key, _, value = line.partition(":")
        values.setdefault(key.strip(), value.strip())
    flags = set(values.get("flags", values.get("Features", "")).split())
    model = values.get("model name", platform.machine())
    place = "".join(f", {key} {values[key]}" for key in ("cpu family", "model", "stepping") if key in values)
    return f"{model}{place}", [flag for flag in FLAGS if flag in flags]


def caches():
    sizes = []
    for index in sorted(Path("/sys/devices/system/cpu/cpu0/cache").glob("index*")):
        level, kind, size = (read(index / name).strip() for name in ("level", "type", "size"))
        if kind != "Instruction":
            sizes.append(f"L{level} {size}")
    return ", ".join(sizes) or "unknown"


def compiler(swift):
    clang = Path(swift).resolve().parent / "clang"
    return first_line([str(clang) if clang.exists() else "clang", "--version"]).partition(" (")[0]


class Load:
    """Who else used the processor between two moments: the host's theft, and the average queue."""

    def __init__(self):
        self.queue = os.getloadavg()[0]
        self.ticks = self._ticks()
        self.time = time.monotonic()

    @staticmethod
    def _ticks():
        found = re.match(r"cpu\s+(.*)", read("/proc/stat"))
        return [int(word) for word in found.group(1).split()[:8]] if found else [0] * 8

    def since(self):
        spent = [after - before for before, after in zip(self.ticks, self._ticks(), strict=True)]
        total = sum(spent) or 1
        return {
            "load average before": f"{self.queue:.2f}",
            "load average after": f"{os.getloadavg()[0]:.2f}",
            "stolen by the host": f"{100 * spent[7] / total:.1f} %",
            "idle": f"{100 * spent[3] / total:.1f} %",
            "minutes": f"{(time.monotonic() - self.time) / 60:.1f}",
        }


def facts(swift, commit):
    model, flags = processor()
    return {
        "processor": model,
        "cores": str(os.cpu_count()),
        "vector extensions": " ".join(flags),
        "caches": caches(),
        "kernel": f"{platform.system()} {platform.release()}",
        "system": next(
            (line.partition("=")[2].strip('"') for line in read("/etc/os-release").splitlines() if "PRETTY" in line),
            "unknown",
        ),
        "compiler of the kernels": compiler(swift),
        "Swift": first_line([swift, "--version"]),
        "date": time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime()),
        "commit": commit,
    }
