"""
The modules of a sheet that its laws need, and nothing else of it.

What goes into a pack is found by what names what, beginning with the questions: a file that nobody
names stays out, whatever it is called.
"""

import ast
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from grader.errors import BadSheet
from grader.sheets.derived.laws import answers_within, laws_source
from grader.sheets.packs.importing import AUTHORING
from grader.sheets.sheet import Sheet

__all__ = ["Laws", "laws_of"]

LIKENESS = "likeness"


@dataclass(slots=True)
class Laws:
    """
    What the laws of a sheet are made of.

    Attributes
    ----------
    files : dict from a name in the pack to bytes
    packages : set of str
        What they import beside the standard library and ``grader.authoring``.
    used : dict from a module of the model to the names that they take of it
    """

    files: dict[str, bytes] = field(default_factory=dict)
    packages: set[str] = field(default_factory=set)
    used: dict[str, list[str]] = field(default_factory=dict)


def laws_of(sheet: Sheet, left_out: Mapping[str, Collection[str]] = MappingProxyType({})) -> Laws:
    """
    The modules of the laws; raises BadSheet where one needs what a pack cannot hold.

    ``left_out`` are names of laws that stay out, by their modules.
    """
    found = Laws()
    asked = [f"{sheet.package}.{question.module}" for question in sheet.questions]
    waiting = [*asked, f"{sheet.package}.{LIKENESS}", sheet.package]
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in seen or (name in sheet.model and name not in asked):
            continue
        seen.add(name)
        file = _file_of(sheet, name)
        if file is not None:
            waiting += _taken_in(found, sheet, name, file, left_out.get(name, ()))
    for above in _packages_above(sheet):
        found.files.setdefault(f"{above.replace('.', '/')}/__init__.py", b"")
    return found


def _packages_above(sheet: Sheet) -> Iterator[str]:
    parts = sheet.package.split(".")
    yield from (".".join(parts[:count]) for count in range(1, len(parts)))


def _file_of(sheet: Sheet, name: str) -> Path | None:
    """The file of a module of the sheet's package; None for what is no module of it."""
    within = name.removeprefix(sheet.package).lstrip(".").split(".")
    place = sheet.folder.joinpath(*filter(None, within))
    files = (place / "__init__.py", place.with_suffix(".py"))
    return next((file for file in files if file.is_file()), None)


def _taken_in(
    found: Laws, sheet: Sheet, name: str, file: Path, left_out: Collection[str]
) -> list[str]:
    """Take in a module; the modules of the sheet that it names."""
    answers = answers_within(sys.modules[name]) if name in sys.modules else frozenset()
    source = laws_source(file.read_text("utf-8"), {*answers, *left_out})
    is_package = file.name == "__init__.py"
    inner = name.replace(".", "/")
    found.files[f"{inner}/__init__.py" if is_package else f"{inner}.py"] = source.encode()
    tree = ast.parse(source)
    further = []
    for module, taken in _imports(tree, name, is_package):
        line = f"{file}: {module}"
        named = [module, *(f"{module}.{each}" for each in taken)]
        models = [each for each in named if each in sheet.model and each != name]
        _note_used(found, models, module, taken, tree)
        further += [e for e in named if _is_within(e, sheet.package) and e not in sheet.model]
        if not models and not _is_within(module, sheet.package):
            _take_package(found, sheet, module, line)
    return further


def _note_used(
    found: Laws, models: Iterable[str], module: str, taken: Iterable[str], tree: ast.Module
) -> None:
    """The names that a module takes from the model's: by import, or as attributes of anything."""
    attributes = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    for model in models:
        names = taken if model == module else ()
        found.used.setdefault(model, []).extend([*names, *sorted(attributes)])


def _take_package(found: Laws, sheet: Sheet, module: str, line: str) -> None:
    top = module.partition(".")[0]
    models = {name.partition(".")[0] for name in (*sheet.model, sheet.package)}
    if top in sys.stdlib_module_names or _is_within(module, AUTHORING):
        return
    if top in models:
        if any(_is_within(model, module) for model in sheet.model):
            return  # the package around the model
        raise BadSheet(
            f"{line} is imported by a law and holds no answers of the MODEL: it cannot go into a "
            f"pack. Move what the law needs of it into the sheet's own package."
        )
    if top == "grader":
        raise BadSheet(
            f"{line} is imported by a law, which may use grader.authoring of the grader and no "
            f"more. Leave it out to make a pack."
        )
    found.packages.add(top)


def _imports(tree: ast.Module, name: str, is_package: bool) -> Iterator[tuple[str, list[str]]]:
    """The modules that are imported anywhere in a module, each with the names taken from it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, []) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            parts = name.split(".")
            above = parts[: len(parts) + is_package - node.level] if node.level else []
            start = ".".join(filter(None, [*above, node.module]))
            yield start, [alias.name for alias in node.names]


def _is_within(name: str, package: str) -> bool:
    return f"{name}.".startswith(f"{package}.")
