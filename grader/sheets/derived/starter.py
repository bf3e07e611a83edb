"""
What students begin with, made of the signatures of the model answers.

A starter file of the sheet's own comes first, and is left as it is; functions that it lacks follow.
The docstring of an answer goes along where the answer is marked with ``@model`` in its question's
module, for there it is written for students.
"""

import ast
import builtins
import inspect
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from grader.errors import BadSheet
from grader.sheets.derived.answers import model_names
from grader.sheets.derived.class_starter import class_text
from grader.sheets.derived.statements import defined, named
from grader.sheets.model_answers import model_student
from grader.sheets.rubric import read_rubric
from grader.sheets.sheet import Sheet
from grader.sheets.starter_texts import docstring_lines

__all__ = ["SOURCE", "starter_source"]

SOURCE = "starter.py"
NUMPY = "import numpy as np"
INDENT = " " * 4
DEFAULT = "_default_"
ENTRIES = "ANSWERS"


def starter_source(sheet: Sheet) -> str:
    """The starter as Python, with every function that the sheet asks for."""
    file = sheet.folder / SOURCE
    own = file.read_text(encoding="utf-8") if file.is_file() else ""
    there = {name for statement in ast.parse(own).body for name in defined(statement)}
    asked = dict.fromkeys(name for q in sheet.questions for name in q.functions)
    lacking = [name for name in asked if name not in there]
    if not lacking:
        return own
    values = [name for name in lacking if name in sheet.constants]
    stubs = [_Stub(name, sheet) for name in lacking if name not in values]
    imports = dict.fromkeys(line for stub in stubs for line in stub.imports)
    new = [line for line in imports if line not in own.splitlines()]
    new.sort(key=lambda line: (line.startswith("from"), line))
    head = own.rstrip() or f'"""{sheet.title}: your submission."""'
    unsaid = _constants(_in_order(sheet, values), with_entries=ENTRIES not in there)
    head = "\n\n".join(filter(None, [head, "\n".join(new), "\n".join(unsaid)]))
    return "\n\n\n".join([head, *(stub.text for stub in stubs)]) + "\n"


def _in_order(sheet: Sheet, values: list[str]) -> list[str]:
    """Written answers, letters and numbers, as the questions follow one another."""
    written = read_rubric(sheet)
    order = [name for q in sheet.questions for name in (q.id, *q.functions)]
    return [name for name in dict.fromkeys([*order, *written]) if name in written or name in values]


def _constants(names: list[str], *, with_entries: bool) -> Iterator[str]:
    """A line for each letter, number or written answer that is asked for."""
    entries = [name for name in names if not name.isidentifier()]
    yield from (f"{name} = None  # is still to be written" for name in names if name not in entries)
    if entries and with_entries:
        yield from (f"{ENTRIES} = {{", *(f'{INDENT}"{name}": "",' for name in entries), "}")


class _Stub:
    """
    One function to fill in.

    Attributes
    ----------
    text : str
        The function, without a body.
    imports : list of str
        What its signature needs.
    """

    def __init__(self, name: str, sheet: Sheet) -> None:
        answer = getattr(model_student(sheet), name, None)
        module = sys.modules.get(getattr(answer, "__module__", None) or "")
        self.imports: list[str] = []
        self.text = f"def {name}(*arguments):\n{INDENT}{_unwritten(name)}"
        tree = _tree(module)
        kinds = (ast.FunctionDef, ast.ClassDef)
        own = next((s for s in tree.body if isinstance(s, kinds) and s.name == name), None)
        if own is not None:
            self._known = _imports(tree, sheet.settings.packages)
            self._place = f"{getattr(module, '__file__', name)}, line {own.lineno}"
            shows_texts = name in model_names(tree)
            if isinstance(own, ast.ClassDef):
                self._take_class(own, answer, shows_texts=shows_texts)
            else:
                self._take(own, answer, ast.get_docstring(own) if shows_texts else None)

    def _take_class(self, own: ast.ClassDef, answer: Any, *, shows_texts: bool) -> None:
        def signature(method: ast.FunctionDef) -> str:
            return self._signature(method, _function(answer, method.name))

        self.text = class_text(own, signature, self._is_known, shows_texts=shows_texts)
        names = named(ast.parse(self.text))
        self.imports = [self._known[name] for name in sorted(names) if name in self._known]

    def _take(self, own: ast.FunctionDef, answer: Any, text: str | None) -> None:
        signature = self._signature(own, answer)
        names = named(ast.parse(f"{signature} ..."))
        known = [self._known[name] for name in sorted(names) if name in self._known]
        numpy = [NUMPY] if NUMPY in self._known.values() else []
        self.imports = list(dict.fromkeys([*numpy, *known]))
        docstring = docstring_lines(text, INDENT) if text else []
        self.text = "\n".join([signature, *docstring, f"{INDENT}{_unwritten(own.name)}"])

    def _annotate(self, own: ast.FunctionDef) -> None:
        """Leave the annotations out that mean nothing in the starter."""
        own.returns = self._annotation(own.returns)
        arguments = [*own.args.posonlyargs, *own.args.args, *own.args.kwonlyargs]
        for each in filter(None, [*arguments, own.args.vararg, own.args.kwarg]):
            each.annotation = self._annotation(each.annotation)

    def _annotation(self, node: ast.expr | None) -> ast.expr | None:
        """An annotation that means something in the starter; None for any other."""
        return node if node is None or self._is_known(node) else None

    def _is_known(self, node: ast.expr) -> bool:
        return all(name in self._known or hasattr(builtins, name) for name in named(node))

    def _signature(self, own: ast.FunctionDef, answer: Any) -> str:
        """The first line of the function; a computed default stands there as what it is."""
        self._annotate(own)
        given = inspect.signature(answer).parameters if callable(answer) else {}
        ordered = [*own.args.posonlyargs, *own.args.args]
        late = ordered[len(ordered) - len(own.args.defaults) :]
        texts: list[str] = []

        def marked(node: ast.expr, argument: ast.arg) -> ast.expr:
            known = given.get(argument.arg)  # a decorator may have made another function of it
            plain = self._plain(node, known.default if known is not None else inspect.Signature)
            equals = " = " if argument.annotation else "="
            texts.append(f"{equals}{ast.unparse(plain)}")
            return ast.Name(f"{DEFAULT}{len(texts) - 1}_", ast.Load())

        own.args.defaults = list(map(marked, own.args.defaults, late))
        pairs = zip(own.args.kw_defaults, own.args.kwonlyargs, strict=True)
        own.args.kw_defaults = [node and marked(node, argument) for node, argument in pairs]
        line = f"def {own.name}({ast.unparse(own.args)})"
        for place, text in enumerate(texts):
            line = line.replace(f"={DEFAULT}{place}_", text)
        return f"{line} -> {ast.unparse(own.returns)}:" if own.returns else f"{line}:"

    def _plain(self, node: ast.expr, value: Any) -> ast.expr:
        if self._is_known(node):
            return node
        try:
            ast.literal_eval(repr(value))
        except (ValueError, SyntaxError):
            raise BadSheet(
                f"{self._place}: the default {ast.unparse(node)} cannot stand in what students "
                f"begin with. Write a plain value, or a {SOURCE}."
            ) from None
        return ast.parse(repr(value), mode="eval").body


def _function(owner: Any, name: str) -> Any:
    """The function behind a method, whatever it was made into."""
    found = inspect.getattr_static(owner, name)
    return getattr(found, "__func__", None) or getattr(found, "fget", None) or found


def _unwritten(name: str) -> str:
    return f'raise NotImplementedError("{name} is still to be written")'


def _tree(module: ModuleType | None) -> ast.Module:
    file = getattr(module, "__file__", None)
    return ast.parse(Path(file).read_text("utf-8") if file else "")


def _imports(tree: ast.Module, packages: Iterable[str]) -> dict[str, str]:
    """The import that gives each name its meaning, for those that a submission may import."""
    return dict(_each_import(tree, {*packages, *sys.stdlib_module_names}))


def _each_import(tree: ast.Module, allowed: set[str]) -> Iterator[tuple[str, str]]:
    for statement in tree.body:
        if isinstance(statement, ast.Import):
            for alias in statement.names:
                if alias.name.partition(".")[0] in allowed:
                    own = alias.asname or alias.name.partition(".")[0]
                    yield own, ast.unparse(ast.Import([alias]))
        elif isinstance(statement, ast.ImportFrom) and not statement.level:
            for alias in statement.names:
                if (statement.module or "").partition(".")[0] in allowed:
                    own = alias.asname or alias.name
                    yield own, ast.unparse(ast.ImportFrom(statement.module, [alias], 0))
