"""
The model answers of a sheet as one submission, to be graded where students' are.

A model answer that only works in the author's process earns a student nothing who writes the very
same.  In a student's process the sheet cannot be imported, and is not to be; so the text of the
model's modules goes along in the submission, and an importer of its own finds them there.
"""

import ast
import importlib.util
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from grader.authoring.misconceive import Misconception, misconception
from grader.model import Submission
from grader.sheets.derived.answers import answers_source, marks
from grader.sheets.derived.statements import reached, written
from grader.sheets.model_answers import answer_names
from grader.sheets.sheet import Sheet

__all__ = ["model_submission", "planted_submission"]

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
    """A module by its import name, with its text and what tracebacks call it."""

    name: str
    is_package: bool
    file: str
    text: str


def model_submission(sheet: Sheet) -> Submission:
    """All model answers of the sheet as the bytes of one Python file."""
    return Submission(NAME, _text(sheet, _sources(sheet)).encode())


def _text(sheet: Sheet, sources: Iterable[_Source], *more: str) -> str:
    """The importer with these modules, the model's public names, and further lines."""
    kept = {each.name: (each.is_package, each.file, each.text) for each in sources}
    names = [(module, name) for module, names in answer_names(sheet).items() for name in names]
    imports = [f"from {module} import {name}" for module, name in names]
    there = {name for _, name in names}
    said = {name: right for name, right in sheet.constants.items() if name not in there}
    imports += [f"{name} = {right!r}" for name, right in said.items() if name.isidentifier()]
    entries = {name: right for name, right in said.items() if not name.isidentifier()}
    imports += [f"ANSWERS = {entries!r}"] if entries else []
    return "\n".join([IMPORTER.format(sources=repr(kept)), *imports, *more, ""])


def planted_submission(sheet: Sheet, mistake: Misconception) -> Submission:
    """The model answers with a mistake in one of them, as a student may hand them in."""
    module, wrong = sys.modules[mistake.wrong.__module__], mistake.wrong.__name__
    planted = _Source(f"{module.__name__}_planted", False, "mistake", _cut(module, wrong))
    text = _text(
        sheet,
        _sources(sheet, planted),
        f"from {planted.name} import {wrong} as wrong",
        *_planted(mistake, sheet),
    )
    return Submission(mistake.name, text.encode())


def _planted(mistake: Misconception, sheet: Sheet) -> list[str]:
    """The lines that put the function ``wrong`` in the place of the right one."""
    name = mistake.function
    if not name.isidentifier():
        right = repr(sheet.constants[name]) if mistake.takes_right else ""
        return [f"ANSWERS[{name!r}] = wrong({right})"]
    if isinstance(mistake.wrong, type):
        return [f"{name} = wrong"]  # a class, which is asked for what it has itself, too
    return [
        f"right = {name}",
        f"def {name}(*arguments):",
        f"    return wrong({'right, ' if mistake.takes_right else ''}*arguments)",
    ]


def _cut(module: ModuleType, name: str) -> str:
    """A function of a module that is declared as a mistake, with what it needs."""
    source = Path(str(module.__file__)).read_text("utf-8")
    tree, lines = ast.parse(source), source.splitlines()
    declared = {
        ast.unparse(decorator)
        for statement in tree.body
        for decorator in getattr(statement, "decorator_list", [])
        if isinstance(decorator, ast.Call) and _is_misconception(decorator.func, module)
    }
    called = marks(tree) | declared
    return "\n".join(written(each, lines, called) for each in reached(tree, [name], called))


def _is_misconception(node: ast.expr, module: ModuleType) -> bool:
    if isinstance(node, ast.Name):
        return vars(module).get(node.id) is misconception
    return isinstance(node, ast.Attribute) and node.attr == misconception.__name__


def _sources(sheet: Sheet, *more: _Source) -> list[_Source]:
    """
    The model's modules, and those that they import of their own package or of the sheet's.

    ``more`` are modules beside them, which may import such, too.
    """
    tops = {name.partition(".")[0] for name in (*sheet.model, sheet.package)}
    found: dict[str, _Source] = {}
    given = {each.name: each for each in more}
    waiting = [*given, *sheet.model]
    while waiting:
        name = waiting.pop()
        if name in found or name.partition(".")[0] not in tops:
            continue
        source = given.get(name) or _source(name)
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
    file, is_package = Path(spec.origin), spec.submodule_search_locations is not None
    return _Source(name, is_package, file.name, answers_source(file.read_text("utf-8")))


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
