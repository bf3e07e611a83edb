"""
The ids and titles of a sheet's questions, read from its source without running any of it.

A shell that completes a question's id asks with every press of the key; importing a sheet, with
NumPy and Hypothesis behind it, takes longer than a person wants to wait for that.
"""

import ast
import importlib.util
from pathlib import Path
from typing import Any

from grader.sheets.packs.paths import located
from grader.sheets.registry import import_name, package_file

__all__ = ["outline", "source_folders"]


def outline(sheet: str | None = None) -> dict[str, str]:
    """
    Titles of the questions of the sheet of this name, by their ids, in its order.

    A question whose id or title is computed is left out.  Raises BadSheet where there is no such
    sheet, OSError or SyntaxError where it cannot be read.
    """
    found = importlib.util.find_spec(import_name(sheet))
    folders = list(found.submodule_search_locations or []) if found else []
    package = located(found.origin).parent if found and found.origin else Path(*folders[:1])
    names = _constants(package / "__init__.py").get("QUESTIONS", ())
    questions = [_constants(package / f"{name}.py") for name in names]
    return {q["ID"]: q["TITLE"] for q in questions if "ID" in q and "TITLE" in q}


def source_folders(sheet: str | None = None) -> list[Path]:
    """The folder of a sheet, and those of its model answers where MODEL is written out."""
    file = package_file(sheet)
    if file is None:
        return [Path.cwd()]
    found = [file.parent]
    for name in _constants(file).get("MODEL", ()):
        try:
            spec = importlib.util.find_spec(name)
        except ImportError:  # which loading the sheet will tell
            continue
        if spec is not None and spec.origin:
            found.append(Path(spec.origin).parent)
    within = [f for f in found[1:] if not f.is_relative_to(found[0])]
    return list(dict.fromkeys([found[0], *within]))


def _constants(file: Path) -> dict[str, Any]:
    """What a module assigns to single names at its top level, where that is a literal."""
    constants = {}
    for statement in ast.parse(file.read_bytes()).body:
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
            try:
                constants[statement.targets[0].id] = ast.literal_eval(statement.value)
            except ValueError:
                continue
    return constants
