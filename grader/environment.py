"""Which versions a mark was made with."""

import platform
from importlib import metadata

__all__ = ["versions"]

PACKAGES = ("grader", "numpy", "sympy", "hypothesis", "scipy")


def versions() -> dict[str, str]:
    """Python's version, and those of the packages that can influence a mark."""
    found = {"python": platform.python_version()}
    for package in PACKAGES:
        try:
            found[package] = metadata.version(package)
        except metadata.PackageNotFoundError:
            continue
    return found
