"""Which versions a mark was made with."""

import functools
import platform
import re
from collections.abc import Sequence
from importlib import metadata

from grader.sandbox.isolation.importable import is_importable

__all__ = ["missing", "versions"]

ALWAYS = ("grader", "numpy", "sympy", "hypothesis", "scipy")


def versions(packages: Sequence[str] = ()) -> dict[str, str]:
    """
    Python's version, and those of the packages that can influence a mark.

    ``packages`` are those that the sheet lets submissions import, by their import names.
    """
    found = {"python": platform.python_version()}
    names = dict.fromkeys((*ALWAYS, *packages))
    return found | {package: version for package in names if (version := _version(package))}


def missing(packages: Sequence[str]) -> tuple[str, ...]:
    """Those of the packages that are not installed here."""
    return tuple(name for name in packages if not is_importable(name))


@functools.cache
def _version(package: str) -> str:
    """
    The version of an installed package, by its import name; empty where it is not installed.

    ``metadata.version`` would parse the whole description for it, ten milliseconds each, and what
    distribution an import name is of is looked for only where it has another name.
    """
    try:
        text = metadata.distribution(package).read_text("METADATA") or ""
    except metadata.PackageNotFoundError:
        return _version_of_import(package)
    stated = re.search(r"^Version: (.+)$", text, re.MULTILINE)
    return stated[1].strip() if stated else ""


def _version_of_import(package: str) -> str:
    """The version of whatever distribution has a package of this name."""
    if not is_importable(package):
        return ""
    names = metadata.packages_distributions().get(package, [])
    return ", ".join(metadata.version(name) for name in sorted(set(names)))
