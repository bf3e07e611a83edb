"""The command and the environment of a Python that will hold student code."""

import os
import sys
from pathlib import Path

__all__ = ["command", "scrubbed_environment"]

KEPT = ("PATH", "LANG", "SYSTEMROOT")
# Nothing that differs from day to day, no files written, and no window looked for by Matplotlib.
QUIET = {"PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1", "MPLBACKEND": "agg"}
SINGLE_THREADED = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


def scrubbed_environment() -> dict[str, str]:
    """The environment of a student's process: no secrets of ours, one thread for each BLAS."""
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    single = dict.fromkeys(SINGLE_THREADED, "1")
    return {**kept, **single, **QUIET}


def command(module: str, *words: str) -> list[str]:
    """
    The words that start ``module.main(words)`` in a new interpreter.

    It finds this very package, wherever it is, and nothing in the current directory.
    """
    root = str(Path(__file__).resolve().parents[3])
    start = f"import sys; sys.path.append({root!r}); from {module} import main; main(sys.argv[1:])"
    return [sys.executable, "-P", "-c", start, *words]
