"""
Right solutions that a sheet brings along, to be read and run as submissions are.

They lie in the folder ``wheats`` of the sheet.  A property that one of them fails asks for more
than the sheet says.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.examine.student.in_process import quiet
from grader.sheets.sheet import Sheet

__all__ = ["Wheat", "functions_of", "wheats"]

FOLDER = "wheats"


@dataclass(frozen=True, slots=True)
class Wheat:
    """One right solution of one function, by the file that it stands in."""

    file: Path
    function: str
    name: str


def wheats(sheet: Sheet) -> tuple[list[Wheat], dict[str, str]]:
    """All right solutions of the sheet, and of files that could not be run, why not."""
    asked = {prop.declared.function for prop in sheet.properties}
    found: list[Wheat] = []
    failed: dict[str, str] = {}
    for file in sorted((sheet.folder / FOLDER).rglob("*.py")):
        if file.name == "__init__.py":
            continue
        place = file.relative_to(sheet.folder / FOLDER).with_suffix("").as_posix()
        try:
            names = functions_of(file)
        except Exception as error:
            failed[place] = f"{type(error).__name__}: {error}"
            continue
        found.extend(Wheat(file, n, f"{place}/{n}") for n in names if n in asked)
    return found, failed


def functions_of(file: Path) -> dict[str, Callable[..., Any]]:
    """What a file defines at its top level that can be called."""
    names: dict[str, Any] = {"__name__": "submission"}
    with quiet():
        exec(compile(file.read_text("utf-8"), str(file), "exec"), names)  # noqa: S102 - a solution of the sheet's authors
    return {name: value for name, value in names.items() if callable(value)}
