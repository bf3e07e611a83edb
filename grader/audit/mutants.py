"""
Mutants: the model answers with one operator, number or condition changed.

Nobody chose them to be found, so they find what nobody thought of.  The changes are cosmic-ray's;
what nobody could notice is left out: annotations, docstrings, and the words of a refusal.
"""

import ast
import importlib.util
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.operators.provider import OperatorProvider

from grader.audit.reach import Reach

__all__ = ["Mutant", "changed_sources", "mutants", "source_of"]

# Without effect, in need of arguments, or about speed alone (decorators here are caches).
UNUSED = ("NoOp", "Variable", "RemoveDecorator")
# Put in the place of arithmetic or of an order, these fail at once and find nothing out.
AMONG_THEMSELVES = (
    {"RShift", "LShift", "BitOr", "BitAnd", "BitXor"},
    {"Is", "IsNot"},
)


@dataclass(frozen=True, slots=True)
class Mutant:
    """
    A module of model answers, changed in one place.

    Attributes
    ----------
    module : str
        Its import name.
    place : str
        The top-level name within which it was changed.
    change : str
        The line before and after; with module and place it names the mutant.
    source : str
        The whole module, changed.
    functions : tuple of str
        The functions of the sheet on which the change may have an effect.
    """

    module: str
    place: str
    change: str
    source: str
    functions: tuple[str, ...]

    @property
    def name(self) -> str:
        """What it is called in the list of equivalent mutants."""
        return f"{self.module}.{self.place}: {self.change}"


def mutants(model: Sequence[str]) -> list[Mutant]:
    """All mutants of these modules, and of those of the same package that they import."""
    reach = Reach(model)
    return [mutant for module in reach.modules for mutant in _of_module(module, reach)]


def changed_sources(source: str) -> Iterator[str]:
    """
    The source of a module, changed in one place, in every way that somebody could notice.

    Every change is made of text that is parsed anew, so each statement at the top is changed by
    itself, between empty lines in the place of the others.
    """
    lines, made = source.split("\n"), set()
    for statement in ast.parse(source).body:
        decorators = getattr(statement, "decorator_list", [])
        first = min([statement.lineno, *(each.lineno for each in decorators)]) - 1
        last = statement.end_lineno or statement.lineno
        before, after = lines[:first], lines[last:]
        alone = [""] * first + lines[first:last] + [""] * len(after)
        for changed in _changed_alone("\n".join(alone)):
            own = changed.split("\n")
            whole = "\n".join([*before, *own[first : len(own) - len(after)], *after])
            if whole not in made:  # two statements may stand in one line
                made.add(whole)
                yield whole


def _changed_alone(source: str) -> Iterator[str]:
    seen = {_behaviour(source)}
    for changed in _changed(source):
        try:
            behaviour = _behaviour(changed)
        except SyntaxError:
            continue
        if behaviour not in seen:
            seen.add(behaviour)
            yield changed


def _of_module(module: str, reach: Reach) -> Iterator[Mutant]:
    source = source_of(module)
    names: Counter[str] = Counter()
    for changed in changed_sources(source):
        line, change = _difference(source, changed)
        place = reach.place(module, line)
        functions = reach.functions(module, place)
        if not functions:
            continue
        names[f"{place}: {change}"] += 1
        again = names[f"{place}: {change}"]
        change += f" ({again})" if again > 1 else ""
        yield Mutant(module, place, change, changed, functions)


def source_of(module: str) -> str:
    """The text of a module, by its import name."""
    spec = importlib.util.find_spec(module)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(module)
    return Path(spec.origin).read_text("utf-8")


def _changed(source: str) -> Iterator[str]:
    nodes = list(ast_nodes(get_ast(source)))
    provider = OperatorProvider()
    for name in filter(_telling, provider):
        operator = provider[name]()
        places = sum(1 for node in nodes for _ in operator.mutation_positions(node))
        for occurrence in range(places):
            yield mutate_code(source, operator, occurrence)


def _telling(operator: str) -> bool:
    """Whether an operator, by its name such as ReplaceBinaryOperator_Add_Sub, is worth a try."""
    if operator.startswith(UNUSED):
        return False
    before, _, after = operator.rpartition("_")
    return all(
        after not in group or before.rpartition("_")[2] in group for group in AMONG_THEMSELVES
    )


class _Behaviour(ast.NodeTransformer):
    """A module without what has no effect on an answer."""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        node.returns = None
        self.generic_visit(node)
        return _without_docstring(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.ClassDef | None:
        """A class that is asked for is judged by its methods; refusals and types are not."""
        bases = [ast.unparse(base) for base in node.bases]
        is_refusal = any(base.endswith(("Error", "Exception", "Warning")) for base in bases)
        if is_refusal or not any(isinstance(each, ast.FunctionDef) for each in node.body):
            return None
        self.generic_visit(node)
        return _without_docstring(node)

    def visit_arg(self, node: ast.arg) -> ast.arg:
        node.annotation = None
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.stmt:
        self.generic_visit(node)
        value = node.value or ast.Constant(None)
        return ast.copy_location(ast.Assign([node.target], value), node)

    def visit_Raise(self, node: ast.Raise) -> ast.Raise:
        if isinstance(node.exc, ast.Call):
            node.exc = node.exc.func
        return node


Documented = TypeVar("Documented", ast.FunctionDef, ast.ClassDef)


def _without_docstring(node: Documented) -> Documented:
    if ast.get_docstring(node) is not None:
        node.body = node.body[1:] or [ast.Pass()]
    return node


def _behaviour(source: str) -> str:
    return ast.unparse(ast.fix_missing_locations(_Behaviour().visit(ast.parse(source))))


def _difference(before: str, after: str) -> tuple[int, str]:
    """Number of the first line that differs, from 1, and what became of it."""
    pairs = zip(before.splitlines(), after.splitlines(), strict=False)
    for number, (old, new) in enumerate(pairs, start=1):
        if old != new:
            return number, f"{' '.join(old.split())} -> {' '.join(new.split())}"
    return 1, "lines were added or removed"
