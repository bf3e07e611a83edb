"""
Which modules a submission can import; all others do not exist for it.

A process that was started from an installed grader could import it, and every package
beside it.  Here the names are listed while all folders can still be read, so that a
sealed child finds what it may import without listing a folder, and finds nothing else.
"""

import importlib.util
import pkgutil
import sys
import types
from collections.abc import Collection, Mapping, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import BuiltinImporter, FrozenImporter, ModuleSpec, PathFinder

from grader.sandbox.isolation.readable import standard_library

__all__ = ["PACKAGES", "Roster", "conceal", "is_importable"]

# What a submission may import beside the standard library, where its sheet says nothing else.
PACKAGES = ("numpy", "scipy", "sympy")


def is_importable(name: str) -> bool:
    """Whether this machine has a package, as far as can be told without importing it."""
    try:
        return importlib.util.find_spec(name) is not None
    except (ImportError, ValueError):  # made in memory, or a broken parent
        return False


class Roster(MetaPathFinder):
    """Finds top-level modules in a list that is made once."""

    def __init__(self, specifications: Mapping[str, ModuleSpec]) -> None:
        self._specifications = dict(specifications)

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,
        target: types.ModuleType | None = None,  # noqa: ARG002
    ) -> ModuleSpec | None:
        """The specification of a module that is on the list."""
        return self._specifications.get(fullname) if path is None else None


def conceal(packages: Collection[str]) -> None:
    """
    Let this process import the standard library and ``packages``, and nothing else.

    What has been imported stays usable where it is; its name is gone.
    """
    standard = standard_library()
    found = _standard_modules(standard)
    named = {name: spec for name in packages if (spec := importlib.util.find_spec(name))}
    sys.meta_path[:] = [BuiltinImporter, FrozenImporter, Roster({**found, **named}), PathFinder]
    sys.path[:] = standard
    sys.path_importer_cache.clear()
    kept = sys.stdlib_module_names | found.keys() | named.keys()
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] not in kept and hasattr(module, "__path__") | hasattr(
            module, "__file__"
        ):
            del sys.modules[name]
    sys.modules["__main__"] = types.ModuleType("__main__")


def _standard_modules(folders: Sequence[str]) -> dict[str, ModuleSpec]:
    modules = {
        name: finder.find_spec(name, None)
        for finder, name, _ in pkgutil.iter_modules(folders)
        if name != "__main__"
    }
    return {name: spec for name, spec in modules.items() if spec is not None}
