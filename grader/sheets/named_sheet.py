"""
Which sheet a folder is about: its ``grader.toml``, or ``[tool.grader]`` in its ``pyproject.toml``.

A course's repository says it once, and nobody in it has to type ``--sheet``.  The folder counts in
which a command is given, then those above it, up to the root of the repository.
"""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from grader.errors import BadSheet
from grader.text import nearest

__all__ = ["named_sheet", "sheet_named_in"]

OWN, SHARED = "grader.toml", "pyproject.toml"
TABLE = b"tool.grader"
KEYS = frozenset({"sheet"})
ROOT = ".git"  # a folder in it, or a file in a worktree


def named_sheet(folder: Path) -> str | None:
    """
    The sheet that the folder's own files name: a folder or a pack by its full path, else a name.

    None where no file names one.  Raises BadSheet for a file that cannot be understood.
    """
    for place in _up_to_root(folder):
        for name in (OWN, SHARED):
            sheet = sheet_named_in(place / name)
            if sheet is not None:
                return sheet
    return None


def sheet_named_in(file: Path) -> str | None:
    """The same of one file, which need not be there; raises BadSheet likewise."""
    table = _table(file)
    return _sheet(table, file) if table is not None else None


def _up_to_root(folder: Path) -> Iterator[Path]:
    """The folder, and where it lies in a repository, those above it up to that one's root."""
    above = [folder, *folder.parents]
    root = next((n for n, each in enumerate(above) if (each / ROOT).exists()), 0)
    yield from above[: root + 1]


def _table(file: Path) -> dict[str, Any] | None:
    """What a file says for the grader; None where it says nothing."""
    try:
        content = file.read_bytes()
    except OSError:
        return None
    if file.name == SHARED and TABLE not in content:
        return None  # whatever else is in it, and whether it can be read, is not our matter
    try:
        said = tomllib.loads(content.decode())
    except ValueError as error:
        raise BadSheet(f"{file} is not TOML: {error}. Mend it there.") from None
    if file.name == OWN:
        return said
    tool = said.get("tool", {})
    table = tool.get("grader") if isinstance(tool, dict) else None
    return table if isinstance(table, dict) else None


def _line(key: str, file: Path) -> int:
    """The line in which a key is written, of the last of these; 1 where it is not found."""
    lines = file.read_text("utf-8").splitlines()
    written = re.compile(rf"""\s*["']?{re.escape(key)}["']?\s*=""")
    found = [number for number, line in enumerate(lines, 1) if written.match(line)]
    return found[-1] if found else 1


def _sheet(table: dict[str, Any], file: Path) -> str:
    for key in table:
        if key not in KEYS:
            near = nearest(key, KEYS)
            advice = f"did you mean {near}?" if near else "the only key is sheet."
            raise BadSheet(f"{file}, line {_line(key, file)}: {key}: {advice}")
    sheet = table.get("sheet")
    if not isinstance(sheet, str) or not sheet:
        raise BadSheet(f'{file} names no sheet. Write there: sheet = "NAME, folder or pack"')
    place = file.parent / sheet
    return str(place.resolve()) if place.exists() else sheet
