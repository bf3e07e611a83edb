"""
Which functions of the sheet a change in the model answers can have an effect on.

Read from the source: a function reaches what it names, and what that names, over the modules
of the model's own package.
"""

import ast
import importlib.util
from collections.abc import Sequence
from pathlib import Path

from grader.sheets.derived.answers import model_names

__all__ = ["Reach"]

Name = tuple[str, str]  # a module, and a name at its top level


class Reach:
    """
    What the public functions of some modules depend on.

    Attributes
    ----------
    modules : tuple of str
        The modules, and those of the same package that they import.
    """

    def __init__(self, model: Sequence[str]) -> None:
        self._public = list(model)
        self._trees: dict[str, ast.Module] = {}
        waiting = list(model)
        self._top = {name.partition(".")[0] for name in model}
        while waiting:
            module = waiting.pop(0)
            if module not in self._trees:
                self._trees[module] = _tree(module)
                waiting.extend(source for source, _ in self._imports(module).values())
        self.modules = tuple(self._trees)
        self._uses = {module: self._used(module) for module in self.modules}
        self._reached: dict[Name, set[Name]] = {}

    def place(self, module: str, line: int) -> str:
        """The top-level name that is defined at a line of a module; empty if none is."""
        for statement in self._trees[module].body:
            first = min([statement.lineno, *(d.lineno for d in _decorators(statement))])
            if first <= line <= (statement.end_lineno or first):
                return next(iter(_defined(statement)), "")
        return ""

    def functions(self, module: str, place: str) -> tuple[str, ...]:
        """The public functions of the model that depend on a top-level name."""
        found = [
            name
            for public in self._public
            for name in _public_names(self._trees[public])
            if (module, place) in self._from((public, name))
        ]
        return tuple(found)

    def _from(self, start: Name) -> set[Name]:
        if start not in self._reached:
            reached, waiting = set(), [start]
            while waiting:
                name = waiting.pop()
                if name not in reached:
                    reached.add(name)
                    waiting.extend(self._uses.get(name[0], {}).get(name[1], ()))
            self._reached[start] = reached
        return self._reached[start]

    def _imports(self, module: str) -> dict[str, Name]:
        """What a module imports of its own package: local name to module and name there."""
        return {
            alias.asname or alias.name: (str(statement.module), alias.name)
            for statement in self._trees[module].body
            if isinstance(statement, ast.ImportFrom)
            and str(statement.module).partition(".")[0] in self._top
            for alias in statement.names
        }

    def _used(self, module: str) -> dict[str, list[Name]]:
        imports = self._imports(module)
        uses: dict[str, list[Name]] = {}
        for statement in self._trees[module].body:
            names = {node.id for node in ast.walk(statement) if isinstance(node, ast.Name)}
            for defined in _defined(statement):
                uses.setdefault(defined, []).extend(imports.get(n, (module, n)) for n in names)
        return uses


def _tree(module: str) -> ast.Module:
    spec = importlib.util.find_spec(module)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(module)
    return ast.parse(Path(spec.origin).read_text("utf-8"))


def _decorators(statement: ast.stmt) -> list[ast.expr]:
    return getattr(statement, "decorator_list", [])


def _defined(statement: ast.stmt) -> list[str]:
    if isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
        return [statement.name]
    targets: list[ast.expr] = []
    if isinstance(statement, ast.Assign):
        targets = statement.targets
    elif isinstance(statement, ast.AnnAssign):
        targets = [statement.target]
    return [node.id for t in targets for node in ast.walk(t) if isinstance(node, ast.Name)]


def _public_names(tree: ast.Module) -> list[str]:
    if marked := model_names(tree):
        return marked
    for statement in tree.body:
        if isinstance(statement, ast.Assign) and _defined(statement) == ["__all__"]:
            return list(ast.literal_eval(statement.value))
    return [name for statement in tree.body for name in _defined(statement) if name[0] != "_"]
