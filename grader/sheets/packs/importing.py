"""
The modules of a pack, imported out of memory under a name that no other module has.

A sheet's laws name their neighbours as they did where they were written.  The same names may be
installed, with the answers or with another sheet behind them; so the modules of a pack are imported
below a package of its own, and each of them is given an ``import`` that looks there first.
Nothing is imported for them but the standard library, the packages that the pack lists, and what a
sheet may use of the grader.
"""

import builtins
import importlib.abc
import importlib.machinery
import sys
from collections.abc import Mapping, Sequence
from types import ModuleType
from typing import Any

from grader.sheets.packs.archive import Pack
from grader.sheets.packs.paths import keep_open, path_in

__all__ = ["AUTHORING", "forget", "importable", "imported_as", "pack_of"]

AUTHORING = "grader.authoring"
_PACKS: dict[str, Pack] = {}


def importable(pack: Pack) -> str:
    """The name by which the sheet in a pack is imported in this process from now on."""
    keep_open(pack)
    _PACKS[pack.top] = pack
    if not any(isinstance(each, _Finder) for each in sys.meta_path):
        sys.meta_path.insert(0, _Finder())
    return f"{pack.top}.{pack.manifest.package}"


def forget(pack: Pack) -> None:
    """Let go of a pack's modules, which nobody uses any more."""
    _PACKS.pop(pack.top, None)
    for name in [each for each in sys.modules if each.partition(".")[0] == pack.top]:
        del sys.modules[name]


def pack_of(name: str) -> Pack | None:
    """The pack that a module of this name belongs to; None for any other module."""
    return _PACKS.get(name.partition(".")[0])


def imported_as(name: str, package: str) -> str:
    """What a module that a sheet names is called here; ``package`` is the sheet's import name."""
    pack = pack_of(package)
    return name if pack is None else f"{pack.top}.{name}"


class _Finder(importlib.abc.MetaPathFinder):
    """Finds the modules of all packs that were made importable."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """A module of a pack; None for what is in none."""
        del path, target
        pack = pack_of(fullname)
        return None if pack is None else _spec(pack, fullname)


def _spec(pack: Pack, fullname: str) -> importlib.machinery.ModuleSpec | None:
    name = fullname.partition(".")[2]
    inner = name.replace(".", "/")
    is_package = f"{inner}/__init__.py" in pack.files
    file = f"{inner}/__init__.py" if is_package else f"{inner}.py"
    there = [*pack.files, *(f"{m.replace('.', '/')}.py" for m in pack.model.functions())]
    if file not in there:
        is_package, file = any(each.startswith(f"{inner}/" if inner else "") for each in there), ""
        if not is_package:
            return None
    loader = _Loader(pack, name, file)
    spec = importlib.machinery.ModuleSpec(fullname, loader, is_package=is_package)
    if file in pack.files:
        spec.origin, spec.has_location = str(path_in(pack, file)), True
    return spec


class _Loader(importlib.abc.InspectLoader):
    """Runs one module of a pack, with stand-ins for what of it was the model's."""

    def __init__(self, pack: Pack, name: str, file: str) -> None:
        self._pack, self._name, self._file = pack, name, file

    def get_source(self, fullname: str) -> str:
        """The text of the module, which tracebacks and ``inspect`` show, too."""
        del fullname
        return self._pack.files.get(self._file, b"").decode()

    def is_package(self, fullname: str) -> bool:
        """Whether it is a package."""
        del fullname
        return not self._file or self._file.endswith("/__init__.py")

    def exec_module(self, module: ModuleType) -> None:
        """Run the module."""
        from grader.sheets.packs.stand_ins import stand_ins

        names = vars(module)
        names.update(stand_ins(self._pack.model, self._name, module.__name__))
        names["__builtins__"] = vars(builtins) | {"__import__": _importer(self._pack)}
        if self._file in self._pack.files:
            file = str(path_in(self._pack, self._file))
            exec(compile(self.get_source(""), file, "exec", dont_inherit=True), names)  # noqa: S102 - a law of the sheet


def _importer(pack: Pack) -> Any:
    own = _own_tops(pack)
    allowed = {*sys.stdlib_module_names, *pack.manifest.packages}

    def imported(
        name: str,
        names: Mapping[str, object] | None = None,
        local: Mapping[str, object] | None = None,
        wanted: Sequence[str] | None = (),
        level: int = 0,
    ) -> ModuleType:
        top = name.partition(".")[0]
        if level == 0 and top in own:
            module = builtins.__import__(f"{pack.top}.{name}", names, local, wanted or (), 0)
            return module if wanted else sys.modules[f"{pack.top}.{top}"]
        if level or top in allowed or f"{name}.".startswith(f"{AUTHORING}."):
            return builtins.__import__(name, names, local, wanted or (), level)
        raise ImportError(f"a law of this pack imports {name}, which it may not", name=name)

    return imported


def _own_tops(pack: Pack) -> set[str]:
    """The packages that the sheet and its model are in."""
    modules = [pack.manifest.package, *pack.model.functions()]
    return {each.partition(".")[0] for each in modules}
