"""
Which names of its module one statement needs, and which it gives.

Two of Python's own tools know half of it each: the tree says what is written, and the compiled
code which names are the module's and which are only local variables.  Nothing here runs a
submission.
"""

import ast
import dis
from collections import Counter
from types import CodeType

__all__ = ["Unclear", "defined", "exposed", "names", "settled"]

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


def names(node: ast.stmt) -> tuple[frozenset[str], frozenset[str]]:
    """
    Names of the module that a statement, or a function in it, looks up, and those that may have
    another value afterwards.

    Raises Unclear where that cannot be told.
    """
    if _reaches(node):
        raise Unclear
    uses, binds = _looked_up(_compiled(node))
    return uses, binds | (_targets(node) & uses)


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


def _looked_up(outermost: CodeType) -> tuple[frozenset[str], frozenset[str]]:
    """Names that code takes from the module, and those that it binds or deletes there."""
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


def defined(node: ast.stmt) -> str:
    """The one name that a statement is there to define; empty for a loop, a call, an import."""
    match node:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return name
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
            return name
    return ""


def settled(node: ast.stmt, defines: str) -> set[str]:
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


def exposed(node: ast.stmt) -> set[str]:
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
