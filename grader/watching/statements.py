"""
A submission as top-level statements: what each says, which names it needs, which it gives.

Two of Python's own tools know half of it each.  A tree dumped without positions tells whether
a statement says the same as before, wherever it stands and however it is laid out; the compiled
code tells which names it takes from the module, and which are only local variables.  Nothing
here runs a submission.
"""

import ast
import dis
import warnings
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import CodeType

from grader.sandbox.cells import parsed_cell

__all__ = ["Cell", "Place", "Statement", "Unclear", "statements"]

LONGEST = 300_000  # characters of all cells together; more is not worth the time

Cell = tuple[int, str | bytes]
"""A notebook's cell, its number and its code; of a plain file, 0 and its bytes."""

Place = tuple[int, int]
"""A cell, and a line in it."""

# Who uses these can reach a name, or what other functions rely on, without our seeing it.
REACHING_NAMES = frozenset(
    "globals locals vars exec eval compile setattr delattr builtins __import__ __name__ "
    "__builtins__".split()
)
REACHING_ATTRIBUTES = frozenset(
    "modules import_module currentframe get_objects seterr setrecursionlimit _getframe __dict__ "
    "__globals__ __code__ __defaults__ __kwdefaults__ __closure__".split()
)


LOOKUPS = ("GLOBAL", "NAME", "FROM_DICT_OR_GLOBALS", "FROM_DICT_OR_DEREF")
BINDING = ("STORE", "DELETE")


class Unclear(Exception):
    """Nothing is known about what depends on what, so everything may."""


@dataclass(frozen=True, slots=True)
class Statement:
    """
    One top-level statement.

    Attributes
    ----------
    text : str
        What it says: equal for two statements that differ in layout and comments only.
    defines : str
        The one name that it is there to define; empty for an import, a loop, a call …
    uses : frozenset of str
        Names of the module that it, or a function in it, looks up.
    binds : frozenset of str
        Names that may have another value afterwards.
    shared : frozenset of str
        Those of ``binds`` whose value can be changed from afar, as a list can.
    alters : frozenset of str
        Those of ``uses`` that it may change from afar, if their value is such a one.
    places : tuple of (int, int)
        Where its parts stand, in an order that goes by ``text`` alone.
    """

    text: str
    defines: str
    uses: frozenset[str]
    binds: frozenset[str]
    shared: frozenset[str]
    alters: frozenset[str]
    places: tuple[Place, ...]


def statements(cells: Sequence[Cell], known: Sequence[Statement] = ()) -> tuple[Statement, ...]:
    """
    The top-level statements of all cells, in order; a notebook's cell that is not Python counts as
    one of them.  Those that say the same as a ``known`` one are not taken apart again.

    Raises SyntaxError where a file is not Python, and Unclear where too much, or too odd code, was
    written to say what depends on what.
    """
    if sum(len(source) for _, source in cells) > LONGEST:
        raise Unclear
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of an invalid escape in the student's code
            seen = {each.text: each for each in known}
            return tuple(each for cell in cells for each in _of_cell(*cell, seen))
    except (RecursionError, MemoryError, ValueError) as error:
        raise Unclear from error


def _of_cell(
    number: int, source: str | bytes, seen: Mapping[str, Statement]
) -> Iterator[Statement]:
    if not number:
        tree = ast.parse(source)
    else:
        text = source if isinstance(source, str) else source.decode()
        try:
            tree, _ = parsed_cell(text, "<cell>")
        except SyntaxError:
            none: frozenset[str] = frozenset()
            return iter([Statement(text, "", none, none, none, none, ())])
    return (_statement(node, number, seen) for node in tree.body if not _is_idle(node))


def _is_idle(node: ast.stmt) -> bool:
    """Whether a statement does nothing when the module is loaded: a docstring, say."""
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    return isinstance(node, ast.If) and not node.orelse and _asks_for_main(node.test)


def _asks_for_main(test: ast.expr) -> bool:
    """``__name__ == "__main__"``, which a submission is not."""
    return ast.dump(test) == ast.dump(ast.parse('__name__ == "__main__"', mode="eval").body)


def _statement(node: ast.stmt, number: int, seen: Mapping[str, Statement]) -> Statement:
    text, places = ast.dump(node), _places(node, number)
    if text in seen:
        return replace(seen[text], places=places)
    if _reaches(node):
        raise Unclear
    uses, binds = _names(_compiled(node))
    binds |= _targets(node) & uses
    defines = _defined(node)
    return Statement(
        text=text,
        defines=defines,
        uses=uses,
        binds=binds,
        shared=binds - _settled(node, defines),
        alters=uses & _exposed(node),
        places=places,
    )


def _reaches(node: ast.stmt) -> bool:
    for part in ast.walk(node):
        match part:
            case ast.Name(id=name) if name in REACHING_NAMES:
                return True
            case ast.Attribute(attr=name) if name in REACHING_ATTRIBUTES:
                return True
            case ast.alias(name=name) if name in REACHING_NAMES | REACHING_ATTRIBUTES:
                return True
    return False


def _compiled(node: ast.stmt) -> CodeType:
    try:
        return compile(ast.Module([node], []), "<submission>", "exec", dont_inherit=True)
    except SyntaxError as error:  # a return outside a function: found when it is loaded
        raise Unclear from error


def _names(outermost: CodeType) -> tuple[frozenset[str], frozenset[str]]:
    """Names that are looked up in the module, and those that are bound or deleted there."""
    uses, binds = set(), set()
    codes = [outermost]
    while codes:
        code = codes.pop()
        codes += [constant for constant in code.co_consts if isinstance(constant, CodeType)]
        for instruction in dis.get_instructions(code):
            kind, _, scope = instruction.opname.partition("_")
            if kind == "LOAD" and scope in LOOKUPS:
                uses.add(instruction.argval)
            elif kind in BINDING and (scope == "GLOBAL" or (scope == "NAME" and code is outermost)):
                binds.add(instruction.argval)
    return frozenset(uses), frozenset(binds)


def _targets(node: ast.stmt) -> set[str]:
    """Names whose attributes or items are assigned to: ``f.calls = 0`` makes another ``f``."""
    changed = (ast.Store, ast.Del)
    parts = (p for p in ast.walk(node) if isinstance(p, (ast.Attribute, ast.Subscript)))
    return {_root(part) for part in parts if isinstance(part.ctx, changed)}


def _root(node: ast.expr) -> str:
    while isinstance(node, (ast.Attribute, ast.Subscript)):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def _defined(node: ast.stmt) -> str:
    match node:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return name
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
            return name
    return ""


def _settled(node: ast.stmt, defines: str) -> set[str]:
    """Names that it binds to what nothing changes later on, but by binding them anew."""
    match node:
        case ast.Import(names=names) | ast.ImportFrom(names=names):
            return {(alias.asname or alias.name).partition(".")[0] for alias in names}
        case ast.Assign(value=value) | ast.AnnAssign(value=ast.expr() as value):
            return {defines} if _is_constant(value) else set()
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            return {defines}
    return set()


def _is_constant(value: ast.expr) -> bool:
    """Numbers, text, tuples, and arithmetic with them; a lambda is like a function."""
    plain = (ast.Constant, ast.UnaryOp, ast.BinOp, ast.Tuple, ast.operator, ast.unaryop, ast.Load)
    return isinstance(value, ast.Lambda) or all(isinstance(part, plain) for part in ast.walk(value))


def _exposed(node: ast.stmt) -> set[str]:
    """Names that stand elsewhere than in arithmetic and comparisons, which change nothing."""
    seen = Counter(part.id for part in ast.walk(node) if isinstance(part, ast.Name))
    safe = Counter(
        part.id
        for operation in ast.walk(node)
        if isinstance(operation, (ast.BinOp, ast.UnaryOp, ast.Compare))
        for part in ast.iter_child_nodes(operation)
        if isinstance(part, ast.Name)
    )
    return {name for name, count in seen.items() if count > safe[name]}


def _places(node: ast.stmt, number: int) -> tuple[Place, ...]:
    located = (part for part in ast.walk(node) if isinstance(part, (ast.stmt, ast.expr)))
    return tuple(
        (number, line) for part in located for line in (part.lineno, part.end_lineno or part.lineno)
    )
