"""
Where sheets are: registered under an entry-point group, importable by name, in a folder or a pack.

Nothing of a sheet is imported here, so that its place can be asked for without its libraries.
"""

import functools
import importlib.metadata
import importlib.util
import os
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from grader.errors import BadSheet
from grader.sheets.named_sheet import named_sheet, sheet_named_in
from grader.sheets.packs.names import WITHIN_A_WHEEL

__all__ = [
    "GROUP",
    "assert_from",
    "import_name",
    "loaded_sheet",
    "meant_in",
    "package_file",
    "registered",
    "remember",
    "resolved",
]

_LOADED: dict[str, Any] = {}

GROUP = "grader.sheets"
QUESTIONS = b"QUESTIONS"  # by which a package is known to be a sheet before it is imported
EXAMPLES = "grader.examples"  # sheets that are there to be looked at: never meant without a name


def registered() -> dict[str, str]:
    """Import names of the registered sheets and of a checkout's own, by their short names."""
    return {**_known(EXAMPLES), **_known(GROUP)}


def _known(group: str) -> dict[str, str]:
    return _registered(tuple((place, _changed(place)) for place in sys.path), group)


def _changed(place: str) -> int:
    """When something was last installed in a folder of the search path, or removed from it."""
    try:
        return Path(place or ".").stat().st_mtime_ns
    except (OSError, ValueError):
        return 0


@functools.lru_cache(maxsize=2)
def _registered(search: tuple[tuple[str, int], ...], group: str) -> dict[str, str]:  # noqa: ARG001 - what they depend on
    """Looked for once for as long as nothing is installed: all that is installed is read for it."""
    installed = importlib.metadata.entry_points(group=group)
    return _of_checkout(group) | {entry.name: entry.value for entry in installed}


def _of_checkout(group: str) -> dict[str, str]:
    """
    The sheet that the grader's own project names, where it runs from its checkout.

    The packages beside it are the examples.
    """
    checkout = Path(__file__).resolve().parents[2]
    sheet = sheet_named_in(checkout / "pyproject.toml")
    if sheet is None or not (folder := Path(sheet)).is_relative_to(checkout):
        return {}
    beside = {file.parent for file in folder.parent.glob("*/__init__.py")}
    folders = [folder] if group == GROUP else sorted(beside - {folder})
    return {each.name: ".".join(each.relative_to(checkout).parts) for each in folders}


def _of_project() -> dict[str, Path]:
    """
    The sheet of the folder in which a command is given, and the sheets beside it, by name.

    So the names of a checkout hold in it, too, when the grader was installed from there and runs
    from elsewhere.
    """
    folder = Path(named_sheet(Path.cwd()) or "")
    if not folder.is_absolute() or not (folder / "__init__.py").is_file():
        return {}
    beside = folder.parent.glob("*/__init__.py")
    return {file.parent.name: file.parent for file in beside if QUESTIONS in file.read_bytes()}


def import_name(name: str | None) -> str:
    """The package's import name, made importable if it was given as a folder or as a pack."""
    name = name if name is not None else named_sheet(Path.cwd())
    known = registered() if name is not None else _known(GROUP)
    if name is None:
        if len(known) != 1:
            told = f"{len(known)} sheets are registered. Say which"
            if not known:
                told = "no sheet is registered. Name a folder, or the pack that you were given"
            raise BadSheet(
                f'{told}, with --sheet, or in a grader.toml with the line sheet = "NAME".'
            )
        return _installed(next(iter(known.values())))
    if name in known:
        return _installed(known[name])
    if os.path.isdir(name):  # noqa: PTH112 - Path.is_dir raises for a name that is too long
        return _importable(Path(name).resolve())
    if os.path.isfile(name) and (pack := _pack(Path(name))):  # noqa: PTH113 - likewise
        return pack
    if folder := _of_project().get(name):
        return _importable(folder)
    try:
        found = importlib.util.find_spec(name)
    except (ImportError, ValueError):
        found = None
    if found is None:
        names = ", ".join(sorted({*known, *_of_project()})) or "none"
        raise BadSheet(
            f"there is no sheet {name!r}. Give a folder, a pack, a package's import name, or "
            f"one of those registered: {names}."
        )
    return name


def resolved(name: str | None) -> str:
    """
    The name by which another process finds the same sheet, wherever it is started.

    Empty for the one that is registered; a folder or a pack by its full path, unless a sheet is
    registered under just that name: it is what is meant, whatever else is called so.
    """
    name = name if name is not None else named_sheet(Path.cwd())
    if not name or name in registered():
        return name or ""
    if os.path.exists(name):  # noqa: PTH110 - Path.exists raises for a long name
        return str(Path(name).resolve())
    return str(_of_project().get(name, name))


def package_file(name: str | None) -> Path | None:
    """The source of a sheet's package, which is not imported for it; None where it has none."""
    try:
        found = importlib.util.find_spec(import_name(name))
    except ImportError:  # of a package around it, which loading the sheet will tell
        return None
    if found is None or not found.origin:
        return None
    from grader.sheets.packs.paths import located

    return located(found.origin)


def meant_in(folder: Path) -> Path | None:
    """The source of the sheet that is meant in a folder where none is named; None where none is."""
    known = _known(GROUP)
    usual = next(iter(known)) if len(known) == 1 else None
    try:
        name = named_sheet(folder) or usual
        return package_file(name) if name else None
    except BadSheet:
        return None


def assert_from(package: ModuleType, name: str | None) -> None:
    """Where a folder was named, the package is the one in it and not a namesake."""
    if not name or name in registered() or not os.path.isdir(name):  # noqa: PTH112 - likewise
        return
    folder = Path(name)
    if Path(str(package.__file__)).resolve().parent != folder.resolve():
        raise BadSheet(
            f"{folder} cannot be imported: there is another package called {package.__name__}. "
            f"Rename the folder."
        )


def _pack(file: Path) -> str | None:
    """The import name of the sheet in a pack, which few need; None for a file that is none."""
    from grader.sheets.packs.archive import is_pack
    from grader.sheets.packs.opened import opened

    return opened(file) if is_pack(file) else None


def _installed(name: str) -> str:
    """The import name of a registered sheet; a pack that was installed lies in its package."""
    try:
        found = importlib.util.find_spec(name)
    except (ImportError, ValueError):
        return name  # which loading the sheet will tell
    if found is None or not found.origin:
        return name
    pack = Path(found.origin).with_name(WITHIN_A_WHEEL)
    return (_pack(pack) if pack.is_file() else None) or name


def _importable(folder: Path) -> str:
    """The import name of a package's folder, whose top-level parent joins the path."""
    if not (folder / "__init__.py").is_file():
        raise BadSheet(f"{folder} is no sheet: it has no __init__.py. Name the package's folder.")
    parts = [folder.name]
    top = folder.parent
    while (top / "__init__.py").is_file():
        parts.insert(0, top.name)
        top = top.parent
    if str(top) not in sys.path:
        sys.path.insert(0, str(top))
    return ".".join(parts)


def remember(package: str, sheet: object) -> None:
    """Note the sheet that was made of a package, so that it is found by its modules."""
    _LOADED[package] = sheet


def loaded_sheet(module: str) -> Any:
    """The sheet that was loaded and that a module of this import name belongs to; or None."""
    while module and module not in _LOADED:
        module = module.rpartition(".")[0]
    return _LOADED.get(module)
