"""Which versions a mark was made with."""

import platform
import re
from importlib import metadata

__all__ = ["versions"]

PACKAGES = ("grader", "numpy", "sympy", "hypothesis", "scipy")


def versions() -> dict[str, str]:
    """Python's version, and those of the packages that can influence a mark."""
    found = {"python": platform.python_version()}
    return found | {package: version for package in PACKAGES if (version := _version(package))}


def _version(package: str) -> str:
    """
    An installed package's version; empty where it is not installed.

    ``metadata.version`` would parse the whole description for it, ten milliseconds each.
    """
    try:
        text = metadata.distribution(package).read_text("METADATA") or ""
    except metadata.PackageNotFoundError:
        return ""
    stated = re.search(r"^Version: (.+)$", text, re.MULTILINE)
    return stated[1].strip() if stated else ""
