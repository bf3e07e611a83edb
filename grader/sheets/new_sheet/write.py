"""
Writes a sheet from a template into a folder that is not there yet, whole or not at all.

The folder's name is what the sheet is imported by, so it has to be one that Python can import and
that nothing else has.
"""

import importlib.util
import keyword
import os
import re
import tempfile
from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from jinja2 import Environment, StrictUndefined

from grader.errors import GraderError

__all__ = ["template_names", "write_sheet"]

SUFFIX = ".jinja"
NAME = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)


def template_names() -> tuple[str, ...]:
    """The templates that there are, in alphabetical order."""
    return tuple(sorted(each.name for each in _templates().iterdir() if each.is_dir()))


def write_sheet(folder: Path, template: str) -> list[Path]:
    """
    Write a sheet into ``folder``, which is made; its files.

    Raises GraderError where the folder is there, cannot be written, or has no name for a sheet.
    """
    _assert_importable(folder.name)
    if folder.exists() or folder.is_symlink():
        raise GraderError(f"{folder} is there already, and is left as it is. Name another.")
    values = {"name": folder.name, "title": folder.name.replace("_", " ").strip().capitalize()}
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as waiting:
            _write(_templates() / template, Path(waiting) / folder.name, values)
            os.rename(Path(waiting) / folder.name, folder)  # noqa: PTH104 - never over a file
    except OSError as error:
        raise GraderError(f"cannot write {folder} ({error.strerror}). Name another.") from None
    return sorted(file for file in folder.rglob("*") if file.is_file())


def _write(source: Traversable, folder: Path, values: dict[str, str]) -> None:
    made = Environment(undefined=StrictUndefined, keep_trailing_newline=True)  # noqa: S701 - Python
    for place, file in _files(source, Path()):
        target = folder / place.with_suffix("")
        target.parent.mkdir(parents=True, exist_ok=True)
        text = made.from_string(file.read_text(encoding="utf-8")).render(values)
        target.write_text(text, encoding="utf-8")


def _files(source: Traversable, within: Path) -> Iterator[tuple[Path, Traversable]]:
    for each in sorted(source.iterdir(), key=lambda entry: entry.name):
        if each.is_dir():
            yield from _files(each, within / each.name)
        elif each.name.endswith(SUFFIX):
            yield within / each.name, each


def _templates() -> Traversable:
    return resources.files(__package__) / "templates"


def _assert_importable(name: str) -> None:
    if keyword.iskeyword(name):
        raise GraderError(f"{name} is a word of Python's own. Name the sheet otherwise.")
    if not NAME.fullmatch(name):
        raise GraderError(
            f"{name!r} is no name for a sheet, which is imported by it. Write small letters, "
            f"digits and underscores, a letter first: week_7"
        )
    if importlib.util.find_spec(name) is not None:
        raise GraderError(f"there is a package called {name} already. Name the sheet otherwise.")
