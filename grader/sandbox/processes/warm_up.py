"""
First uses of what submissions use, made once in the template: every child inherits them.

A parser's tables, SymPy's caches of what holds of numbers and functions, and modules that it
imports when they are first wanted (``simplify`` imports all physical units) cost a process up to
a quarter of a second.  What is done here is what a course in mathematics does first, with symbols
of its own; it is the same each time, so it changes no answer.  A self-test, which waits for its
template, does without what is for SymPy: who asks for it pays a tenth of a second, in each process.
"""

import ast
import sys
from typing import Any

__all__ = ["warm_up"]

STATEMENTS = """
import functools
@functools.lru_cache
def first(x, *y, z=1, **w):
    if not x and z > 1:
        raise ValueError(f"{x!r} is empty")
    return [a + b for a, b in zip(x, y)] + [-z, w["a"][1:2]]
class Second:
    third: int = 3
    def fourth(self):
        with open(self.third) as file:
            for line in file:
                yield lambda: line ** 2
"""


def warm_up(*, thorough: bool) -> None:
    """Parse and compile; ``thorough`` is for who forks again and again, and calculates, too."""
    for statement in ast.parse(STATEMENTS).body:
        compile(ast.Module([statement], []), "first", "exec", dont_inherit=True)
    if thorough and "sympy" in sys.modules:
        _calculate(sys.modules["sympy"])


def _calculate(sympy: Any) -> None:
    """What the first lines of most symbolic exercises do."""
    x, y = sympy.symbols("x y")
    share = sympy.exp(x) / (sympy.exp(x) + sympy.exp(y))
    slopes = sympy.Matrix([[share.diff(x), share.diff(y)]])
    product = (slopes.T * slopes).subs({x: 1, y: 2})
    product.det().evalf()
    sympy.Matrix([x * y, sympy.sin(x)]).jacobian([x, y])
    sympy.hessian(sympy.log(x) * sympy.sqrt(y), (x, y))
    sympy.factor(sympy.expand((x + y) ** 2))
    sympy.cancel((x**2 - y**2) / (x - y))
    sympy.together(1 / x + 1 / y)
    sympy.simplify(slopes[0])
    sympy.simplify(sympy.sin(x) ** 2 + sympy.cos(x) ** 2)
    sympy.Piecewise((0, x < 0), (sympy.tanh(x), True)).diff(x)
    str(sympy.sympify("x + 1/2"))
