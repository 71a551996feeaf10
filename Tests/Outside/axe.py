"""Prints the script of axe-core."""

import pathlib
import sys

import axe_core_python

sys.stdout.write((pathlib.Path(axe_core_python.__file__).parent / "axe.min.js").read_text("utf-8"))
