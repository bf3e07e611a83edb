"""
Which functions of the sheet a change in the model answers can have an effect on.

Read from the source: a function reaches what it names, and what that names, over the modules
of the model's own package.
"""

import ast
import importlib.util
from collections.abc import Iterator, Sequence
from pathlib import Path

from grader.sheets.derived.answers import model_names
from grader.sheets.derived.statements import needed

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
                waiting.extend(self._modules(module).values())
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
            own: (source, name)
            for own, source, name in self._taken(module)
            if not _is_module(f"{source}.{name}")
        }

    def _modules(self, module: str) -> dict[str, str]:
        """The modules of its own package that a module imports as such, by their local names."""
        found = {
            own: f"{source}.{name}"
            for own, source, name in self._taken(module)
            if _is_module(f"{source}.{name}")
        }
        for statement in self._trees[module].body:
            for alias in statement.names if isinstance(statement, ast.Import) else []:
                if alias.name.partition(".")[0] in self._top and _is_module(alias.name):
                    found[alias.asname or alias.name] = alias.name
        return found

    def _taken(self, module: str) -> Iterator[tuple[str, str, str]]:
        """What is imported from a module of the package: local name, module, and name there."""
        for statement in self._trees[module].body:
            if isinstance(statement, ast.ImportFrom):
                source = _absolute(statement, module)
                if source.partition(".")[0] in self._top:
                    yield from ((a.asname or a.name, source, a.name) for a in statement.names)

    def _used(self, module: str) -> dict[str, list[Name]]:
        imports, modules = self._imports(module), self._modules(module)
        uses: dict[str, list[Name]] = {}
        for statement in self._trees[module].body:
            nodes = list(ast.walk(statement))
            names = sorted(set(needed(statement)))
            found = [imports.get(name, (module, name)) for name in names]
            attributes = [node for node in nodes if isinstance(node, ast.Attribute) and modules]
            owned = [(ast.unparse(node.value), node.attr) for node in attributes]
            found += [(modules[owner], name) for owner, name in owned if owner in modules]
            for defined in _defined(statement):
                uses.setdefault(defined, []).extend(found)
        return uses


def _absolute(statement: ast.ImportFrom, module: str) -> str:
    """The full name of the module that is imported from."""
    if not statement.level:
        return str(statement.module)
    is_package = Path(_origin(module) or "").name == "__init__.py"
    parts = module.split(".")
    above = parts[: len(parts) + is_package - statement.level]
    return ".".join([*above, *filter(None, [statement.module])])


def _origin(module: str) -> str | None:
    try:
        spec = importlib.util.find_spec(module)
    except (ImportError, ValueError):
        return None
    return spec.origin if spec is not None else None


def _is_module(name: str) -> bool:
    return _origin(name) is not None


def _tree(module: str) -> ast.Module:
    origin = _origin(module)
    if origin is None:
        raise ModuleNotFoundError(module)
    return ast.parse(Path(origin).read_text("utf-8"))


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
