"""
The model answers of a sheet as one submission, to be graded where students' are.

A model answer that only works in the author's process earns a student nothing who writes the very
same.  In a student's process the sheet cannot be imported, and is not to be; so the text of the
model's modules goes along in the submission, and an importer of its own finds them there.
"""

import ast
import importlib.util
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from grader.model import Submission
from grader.sheets.derived.answers import answers_source
from grader.sheets.model_answers import answer_names
from grader.sheets.sheet import Sheet

__all__ = ["model_submission"]

NAME = "the model answers"
IMPORTER = '''\
"""The model answers of a sheet, with the modules that they import."""

import importlib.machinery
import sys

SOURCES = {sources}


class FromSources:
    """Finds modules in ``SOURCES`` and runs them."""

    def find_spec(self, name, path=None, target=None):
        if name not in SOURCES:
            return None
        package, _, _ = SOURCES[name]
        return importlib.machinery.ModuleSpec(name, self, is_package=package)

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        _, file, source = SOURCES[module.__name__]
        exec(compile(source, file, "exec"), vars(module))


sys.meta_path.insert(0, FromSources())
'''


@dataclass(frozen=True, slots=True)
class _Source:
    """A module by its import name, with its text."""

    name: str
    is_package: bool
    file: Path

    @property
    def text(self) -> str:
        return answers_source(self.file.read_text("utf-8"))


def model_submission(sheet: Sheet) -> Submission:
    """All model answers of the sheet as the bytes of one Python file."""
    sources = {each.name: (each.is_package, each.file.name, each.text) for each in _sources(sheet)}
    lines = [IMPORTER.format(sources=repr(sources))]
    for module, names in answer_names(sheet).items():
        lines.extend(f"from {module} import {name}" for name in names)
    return Submission(NAME, "\n".join([*lines, ""]).encode())


def _sources(sheet: Sheet) -> list[_Source]:
    """The model's modules, and those that they import of their own package or of the sheet's."""
    tops = {name.partition(".")[0] for name in (*sheet.model, sheet.package)}
    found: dict[str, _Source] = {}
    waiting = list(sheet.model)
    while waiting:
        name = waiting.pop()
        if name in found or name.partition(".")[0] not in tops:
            continue
        source = _source(name)
        if source is not None:
            found[name] = source
            waiting.extend(_named(source))
            waiting.append(name.rpartition(".")[0])
    return list(found.values())


def _source(name: str) -> _Source | None:
    """A module that is there as text; None for a name that is none."""
    try:
        spec = importlib.util.find_spec(name) if name else None
    except (ImportError, ValueError):
        return None
    if spec is None or not spec.origin or not spec.has_location:
        return None
    return _Source(name, spec.submodule_search_locations is not None, Path(spec.origin))


def _named(source: _Source) -> Iterator[str]:
    """The names that a module imports, with what it takes from them, which may be modules, too."""
    for node in ast.walk(ast.parse(source.text)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = ".".join(filter(None, [_above(source, node.level), node.module]))
            yield start
            yield from (f"{start}.{alias.name}" for alias in node.names)


def _above(source: _Source, level: int) -> str:
    """The package that a relative import of so many dots begins at; empty for an absolute one."""
    if not level:
        return ""
    parts = source.name.split(".")
    return ".".join(parts[: len(parts) + source.is_package - level])
