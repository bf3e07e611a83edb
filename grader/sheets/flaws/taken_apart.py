"""
A property with its assertions and its look-ups taken apart, so that a failure tells both sides.

pytest rewrites assertions as well.  It does so when a module is imported, with its own machinery,
which a grader that is only installed does not have and which every self-test would wait for; and
it says a failure in the words of a developer.  What is wanted here is less: which two values did
not compare, and which value lacked an entry.  So a property is rewritten only once it has failed,
and is run again on the answers that are there.
"""

import ast
import functools
import inspect
import operator
import textwrap
from collections.abc import Callable
from typing import Any, Protocol

__all__ = ["OPERATORS", "Listener", "taken_apart"]

NAME = "__grader_listener__"
OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "Eq": operator.eq,
    "NotEq": operator.ne,
    "Lt": operator.lt,
    "LtE": operator.le,
    "Gt": operator.gt,
    "GtE": operator.ge,
    "Is": operator.is_,
    "IsNot": operator.is_not,
    "In": lambda left, right: left in right,
    "NotIn": lambda left, right: left not in right,
}


class Listener(Protocol):
    """
    What a rewritten property calls in the place of what it did before.

    The texts of the two sides are as they are written, and empty for an answer itself.
    """

    def compared(self, operator: str, left: Any, right: Any, texts: tuple[str, str]) -> None:
        """Assert that two values compare so; raises what tells them apart."""

    def entry(self, value: Any, key: Any) -> Any:
        """The entry of a value; raises what tells that it has none."""

    def attribute(self, value: Any, name: str) -> Any:
        """The attribute of a value; raises what tells that it has none."""


def taken_apart(body: Callable[..., Any], listener: Listener) -> Callable[..., Any] | None:
    """The property with the listener in it; None where its source cannot be had, or has cells."""
    body = inspect.unwrap(body)
    code = _rewritten(body)
    if code is None:
        return None
    names: dict[str, Any] = {**body.__globals__, NAME: listener}
    exec(code, names)  # noqa: S102 - the sheet's own property, as it stands in the sheet
    rewritten: Callable[..., Any] = names[body.__name__]
    return rewritten


@functools.lru_cache(maxsize=256)
def _rewritten(body: Callable[..., Any]) -> Any:
    if body.__closure__:
        return None
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(body)))
    except (OSError, TypeError, SyntaxError):
        return None
    function = tree.body[0]
    if not isinstance(function, ast.FunctionDef) or function.name != body.__name__:
        return None
    function.decorator_list = []
    student = function.args.args[0].arg if function.args.args else ""
    changed = ast.fix_missing_locations(_Rewriting(student).visit(tree))
    return compile(changed, f"<{function.name}, taken apart>", "exec", dont_inherit=True)


class _Rewriting(ast.NodeTransformer):
    """Puts the listener in the place of comparisons that are asserted, entries and attributes."""

    def __init__(self, student: str) -> None:
        self._student = student

    def visit_Assert(self, node: ast.Assert) -> ast.stmt:
        test = node.test
        if node.msg is not None or not isinstance(test, ast.Compare) or len(test.ops) != 1:
            self.generic_visit(node)
            return node
        sides = (test.left, test.comparators[0])
        texts = ast.Tuple([ast.Constant(self._text(side)) for side in sides], ast.Load())
        operator = ast.Constant(type(test.ops[0]).__name__)
        asked = _asked("compared", operator, *map(self.visit, sides), texts)
        return ast.copy_location(ast.Expr(asked), node)

    def _text(self, side: ast.expr) -> str:
        """How a side is written; nothing of one that is a call of the student's function."""
        called = side.func if isinstance(side, ast.Call) else None
        owner = called.value if isinstance(called, ast.Attribute) else None
        is_answer = isinstance(owner, ast.Name) and owner.id == self._student
        return "" if is_answer else ast.unparse(side)

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        self.generic_visit(node)
        sliced = any(isinstance(each, ast.Slice) for each in ast.walk(node.slice))
        if sliced or not isinstance(node.ctx, ast.Load):
            return node
        return ast.copy_location(_asked("entry", node.value, node.slice), node)

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        self.generic_visit(node)
        if not isinstance(node.ctx, ast.Load):
            return node
        return ast.copy_location(_asked("attribute", node.value, ast.Constant(node.attr)), node)


def _asked(what: str, *arguments: ast.expr) -> ast.Call:
    listener = ast.Attribute(ast.Name(NAME, ast.Load()), what, ast.Load())
    return ast.Call(listener, list(arguments), [])
