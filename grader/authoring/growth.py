"""
Growth classes, read from text by a grammar of our own.

A student writes ``O(N² K)``.  Handing that to a general parser would hand it to eval,
so the few words that a cost may consist of have a grammar, and what it does not know
is told to the student.  Two costs are compared along K = N**slope: there each is a power
of N, and equal powers for every slope mean the same class.
"""

from collections.abc import Callable
from fractions import Fraction
from functools import cache
from typing import Any

from grader.authoring.disagreement import Disagreement
from grader.authoring.kinds import word
from grader.authoring.polynomial import Ratio, TooLarge

__all__ = ["assert_grows_like", "growth"]

LONGEST_TEXT = 200

GRAMMAR = r"""
?start: sum
?sum: product | sum "+" product -> add | sum "-" product -> subtract
?product: factor | product ("*" | "·" | "×" | "⋅") factor -> multiply
        | product "/" factor -> divide | product bare -> multiply
?factor: bare | "-" factor -> negate | "+" factor
?bare: atom | atom ("^" | "**") exponent -> power | atom SUPERSCRIPT -> superscript
?exponent: bare | "-" exponent -> negate | "+" exponent
?atom: NUMBER -> number | LETTER -> letter | "(" sum ")"
SUPERSCRIPT: "²" | "³"
LETTER: "N" | "K"
NUMBER: /[0-9]+(\.[0-9]*)?|\.[0-9]+/
%ignore /[ \t]+/
"""


class Unreadable(Exception):
    """The text is not a cost; says what could not be read."""


@cache
def _parser() -> Any:
    import lark

    return lark.Lark(GRAMMAR, parser="lalr")


def growth(text: str) -> Ratio:
    """
    The cost that ``text`` states, with or without ``O(…)`` or ``Θ(…)`` around it.

    Raises Unreadable where the text is not one expression in N and K.
    """
    import lark

    if len(text) > LONGEST_TEXT:
        raise Unreadable(f"a text of {len(text)} characters")
    inner = text.upper().strip()
    for name in ("O", "Θ", "ϴ"):
        if inner.startswith(name) and inner[1:].lstrip().startswith("(") and inner.endswith(")"):
            inner = inner[1:].lstrip()
            break
    try:
        return _compute(_parser().parse(inner))
    except lark.exceptions.UnexpectedInput as error:
        place = getattr(error, "column", -1)
        found = inner[place - 1 : place] if place > 0 else ""
        raise Unreadable(repr(found) if found else "the end: something is missing") from None
    except (TooLarge, ZeroDivisionError, OverflowError) as error:
        raise Unreadable(str(error) or "a number that is too large") from None


def _compute(tree: Any) -> Ratio:
    return _RULES[tree.data](*tree.children)


_RULES: dict[str, Callable[..., Ratio]] = {
    "number": lambda token: Ratio.constant(Fraction(str(token).rstrip("."))),
    "letter": lambda token: Ratio.letter(str(token)),
    "add": lambda a, b: _compute(a) + _compute(b),
    "subtract": lambda a, b: _compute(a) - _compute(b),
    "negate": lambda a: Ratio.constant(Fraction(0)) - _compute(a),
    "multiply": lambda a, b: _compute(a) * _compute(b),
    "divide": lambda a, b: _compute(a) / _compute(b),
    "power": lambda a, b: _compute(a).power(_compute(b).number()),
    "superscript": lambda a, token: _compute(a).power(Fraction("  ²³".index(token))),
}


def assert_grows_like(answer: Any, expected: str, slope: Fraction) -> None:
    """
    A text answer names the growth class of ``expected`` where K grows like N**slope.

    ``slope`` is in (0, 1], since K grows and is at most N.
    """
    text = word(answer)
    try:
        found = growth(text)
    except Unreadable as reason:
        raise Disagreement(
            f"cannot read {str(reason)[:40]} in the cost", note="write for example N^3 + 2 N K"
        ) from None
    if found.sign(slope) <= 0:
        raise Disagreement(f"{text[:60]!r} is not a positive cost")
    if found.exponent(slope) != growth(expected).exponent(slope):
        raise Disagreement(f"{text[:60]!r} is another growth class", expected)
