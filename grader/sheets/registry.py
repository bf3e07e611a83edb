"""
Where sheets are: registered under an entry-point group, importable by name, or in a folder.

Nothing of a sheet is imported here, so that its place can be asked for without its libraries.
"""

import functools
import importlib.metadata
import importlib.util
import os
import sys
from pathlib import Path

from grader.errors import BadSheet
from grader.sheets.named_sheet import named_sheet

__all__ = ["import_name", "package_file", "registered", "resolved"]

GROUP = "grader.sheets"
EXAMPLES = "grader.examples"  # sheets that are there to be looked at: never meant without a name


def registered() -> dict[str, str]:
    """Import names of the registered sheets, by their short names."""
    return {**_registered(tuple(sys.path), EXAMPLES), **_registered(tuple(sys.path), GROUP)}


@functools.lru_cache(maxsize=2)
def _registered(search: tuple[str, ...], group: str) -> dict[str, str]:  # noqa: ARG001 - what they depend on
    """Looked for once for each search path: all that is installed is read for it."""
    return {entry.name: entry.value for entry in importlib.metadata.entry_points(group=group)}


def import_name(name: str | None) -> str:
    """The package's import name, made importable if it was given as a folder."""
    name = name if name is not None else named_sheet(Path.cwd())
    known = registered() if name is not None else _registered(tuple(sys.path), GROUP)
    if name is None:
        if len(known) != 1:
            raise BadSheet(
                f"{len(known)} sheets are registered. Say which, with --sheet, or in a grader.toml "
                f'with the line sheet = "NAME".'
            )
        return next(iter(known.values()))
    if name in known:
        return known[name]
    if os.path.isdir(name):  # noqa: PTH112 - Path.is_dir raises for a name that is too long
        return _importable(Path(name).resolve())
    try:
        found = importlib.util.find_spec(name)
    except (ImportError, ValueError):
        found = None
    if found is None:
        names = ", ".join(sorted(known)) or "none"
        raise BadSheet(
            f"there is no sheet {name!r}. Give a folder, a package's import name, or one of "
            f"those registered: {names}."
        )
    return name


def resolved(name: str | None) -> str:
    """
    The name by which another process finds the same sheet, wherever it is started.

    Empty for the one that is registered; a folder by its full path.
    """
    name = name if name is not None else named_sheet(Path.cwd())
    return str(Path(name).resolve()) if name and Path(name).is_dir() else name or ""


def package_file(name: str | None) -> Path | None:
    """The source of a sheet's package, which is not imported for it; None where it has none."""
    try:
        found = importlib.util.find_spec(import_name(name))
    except ImportError:  # of a package around it, which loading the sheet will tell
        return None
    return Path(found.origin) if found and found.origin else None


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
