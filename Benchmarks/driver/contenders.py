"""Who is measured: how to start each contender, and where its library lies."""

import os
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

SITE = Path(sysconfig.get_path("purelib"))
SYSTEM = Path("/usr/lib") / (sysconfig.get_config_var("MULTIARCH") or "x86_64-linux-gnu")
HERE = Path(__file__).parent


@dataclass(frozen=True)
class Contender:
    """A program of the protocol in etalon-bench's main.swift, and its arguments after the number of threads."""

    name: str
    kind: str
    library: Path | None = None

    def command(self, program, threads):
        if self.kind == "python":
            return [sys.executable, "-W", "ignore", str(HERE / "python_peers.py"), self.name, str(threads)]
        library = [str(self.library)] if self.library else []
        return [str(program), self.kind, str(threads), *library]

    def environment(self, threads):
        """Threads are set, and nothing chooses a kernel in place of the library itself."""
        environment = dict(os.environ)
        for name in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE", "BLIS_ARCH_TYPE", "MKL_CBWR", "ATEN_CPU_CAPABILITY"):
            environment.pop(name, None)
        for name in ("OPENBLAS", "MKL", "OMP", "BLIS"):
            environment[f"{name}_NUM_THREADS"] = str(threads)
        environment["MKL_DYNAMIC"] = "FALSE"
        environment["LD_LIBRARY_PATH"] = str(Path(sys.prefix) / "lib")
        return environment


def first(folder, pattern):
    return next(iter(sorted(folder.glob(pattern))), folder / pattern)


ALL = {
    contender.name: contender
    for contender in (
        Contender("Etalon", "etalon"),
        Contender("Etalon again", "etalon"),
        Contender("OpenBLAS Debian", "blas", SYSTEM / "openblas-pthread" / "libopenblas.so.0"),
        Contender("OpenBLAS PyPI", "blas", SITE / "scipy_openblas32" / "lib" / "libscipy_openblas.so"),
        Contender("BLIS", "blas", SYSTEM / "blis-pthread" / "libblis.so.4"),
        Contender("MKL", "blas", first(Path(sys.prefix) / "lib", "libmkl_rt.so.*")),
        Contender("libmvec", "libmvec"),
        Contender("libm", "libm"),
        Contender("C loop", "loop"),
        Contender("FFTW", "fftw"),
        Contender("numpy", "python"),
        Contender("scipy", "python"),
        Contender("torch", "python"),
        Contender("torch channels-last", "python"),
        Contender("fsum", "python"),
    )
}
