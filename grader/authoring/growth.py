"""
Growth classes, read from text by a grammar of our own.

A student writes ``O(N² K)``.  Handing that to a general parser would hand it to eval,
so the few words that a cost may consist of have a grammar, and what it does not know
is told to the student::

    sum      = product (("+" | "-") product)*
    product  = factor (("*" | "/" | nothing) factor)*
    factor   = ("+" | "-") factor | power
    power    = atom ("²" | "³" | ("^" | "**") exponent)?
    exponent = ("+" | "-") exponent | power
    atom     = number | "N" | "K" | "(" sum ")"

What LaTeX adds, dollars and commands for ``O``, a product, a fraction or braces around an exponent,
is taken off first, and ``𝒪(N² K)`` is read as well.

(A parser generator was tried; building its tables took a tenth of a second, in every
self-test, for these six lines.)

Two costs are compared along K = N**slope: there each is a power of N, and equal powers
for every slope mean the same class.
"""

import re
from fractions import Fraction
from functools import lru_cache
from typing import Any

from grader.authoring.disagreement import Disagreement
from grader.authoring.kinds import word
from grader.authoring.polynomial import Ratio, TooLarge
from grader.authoring.trace import assertion
from grader.language import Message, Value

__all__ = ["Unreadable", "assert_grows_like", "growth"]

LONGEST_TEXT = 200
LONGEST_SHOWN = 40  # characters of a text that cannot be read
DEEPEST_BRACKETS = 30
TOKEN = re.compile(r"\s*(\d+\.?\d*|\.\d+|\*\*|\S)", re.ASCII)
WORD = re.compile(r"[^\W\d_]+")
WRAPPER = re.compile(r"\s*[OΘϴ]\s*(\(.*\))\s*", re.DOTALL)
# How LaTeX and its letters are written without; applied in this order.
PLAIN = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"\A\s*\$+([^$]*)\$+\s*\Z", r"\1"),
        (r"\\math(?:cal|rm)\s*(?:\{\s*O\s*\}|O)|[𝒪𝓞]", "O"),
        (r"\\[Tt]heta\b", "Θ"),
        (r"\\(?:cdot|times)\b", "*"),
        (r"\\(?:left|right)\b|\\[,;:! ]", " "),
        (r"\\frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}", r"((\1)/(\2))"),
        (r"\^\s*\{([^{}]*)\}", r"^(\1)"),
    )
)
TIMES = frozenset("*·×⋅")
SQUARED = {"²": Fraction(2), "³": Fraction(3)}


class Unreadable(Exception):
    """The text is not a cost; says what could not be read."""

    def __init__(self, what: Value) -> None:
        self.what = what[:LONGEST_SHOWN] if isinstance(what, str) else what
        super().__init__(what)


@lru_cache(maxsize=256)
def growth(text: str) -> Ratio:
    """
    The cost that ``text`` states, with or without ``O(…)`` or ``Θ(…)`` around it.

    Raises Unreadable where the text is not one expression in N and K.
    """
    if len(text) > LONGEST_TEXT:
        raise Unreadable(Message("a text of {n} characters", n=len(text)))
    for pattern, plain in PLAIN:
        text = pattern.sub(plain, text)
    capitals = text.upper()
    wrapped = WRAPPER.fullmatch(capitals)
    parser = _Parser(TOKEN.findall(wrapped[1] if wrapped else capitals), WORD.findall(text))
    try:
        cost = parser.atom() if wrapped else parser.sum()
    except TooLarge as error:
        raise Unreadable(error.what) from None
    except ZeroDivisionError:
        raise Unreadable(Message("a division by zero")) from None
    except OverflowError:
        raise Unreadable(Message("a number that is too large")) from None
    if parser.next:
        raise Unreadable(parser.shown(parser.next))
    return cost


class _Parser:
    """Tokens, read from the left; each method reads what the grammar calls by its name."""

    def __init__(self, tokens: list[str], words: list[str]) -> None:
        self.tokens = tokens[::-1]
        self.words = words
        self.depth = 0

    @property
    def next(self) -> str:
        return self.tokens[-1] if self.tokens else ""

    def take(self) -> str:
        if not self.tokens:
            raise Unreadable(Message("the end: something is missing"))
        return self.tokens.pop()

    def sum(self) -> Ratio:
        total = self.product()
        while self.next in ("+", "-"):
            total = total + self.product() if self.take() == "+" else total - self.product()
        return total

    def product(self) -> Ratio:
        result = self.factor()
        while self.next and self.next not in ("+", "-", ")"):
            if self.next == "/":
                self.take()
                result = result / self.factor()
                continue
            if self.next in TIMES:
                self.take()
                result = result * self.factor()
            else:
                result = result * self.power()
        return result

    def factor(self) -> Ratio:
        return self.signed(self.power)

    def power(self) -> Ratio:
        base = self.atom()
        if self.next in SQUARED:
            return base.power(SQUARED[self.take()])
        if self.next in ("^", "**"):
            self.take()
            return base.power(self.signed(self.power).number())
        return base

    def signed(self, read: Any) -> Ratio:
        negative = False
        while self.next in ("+", "-"):
            negative ^= self.take() == "-"
        value: Ratio = read()
        return Ratio.constant(Fraction(0)) - value if negative else value

    def atom(self) -> Ratio:
        found = self.take()
        if found in ("N", "K"):
            return Ratio.letter(found)
        if found == "(":
            return self.bracketed()
        if found[0] in "0123456789." and found != ".":
            return Ratio.constant(Fraction(found.rstrip(".")))
        raise Unreadable(self.shown(found))

    def shown(self, token: str) -> str:
        """A token as it was written: of a word's letters the whole word."""
        words = (each for each in self.words if token.isalpha() and token in each.upper())
        return repr(next(words, token))

    def bracketed(self) -> Ratio:
        self.depth += 1
        if self.depth > DEEPEST_BRACKETS:
            raise Unreadable(Message("so many brackets"))
        inner = self.sum()
        if self.next != ")":
            missing = Message("the end: {bracket} is missing", bracket="')'")
            raise Unreadable(self.shown(self.next) if self.next else missing)
        self.take()
        self.depth -= 1
        return inner


@assertion
def assert_grows_like(answer: Any, expected: str, slope: Fraction) -> None:
    """
    A text answer names the growth class of ``expected`` where K grows like N**slope.

    ``slope`` is in (0, 1], since K grows and is at most N.
    """
    text = word(answer)
    try:
        found = growth(text)
    except Unreadable as error:
        raise Disagreement(
            Message("cannot read {what} in the cost", what=error.what),
            note=Message("write for example {example}", example="N^3 + 2 N K"),
        ) from None
    if found.sign(slope) <= 0:
        raise Disagreement(Message("{text} is not a positive cost", text=repr(text[:60])))
    if found.exponent(slope) != growth(expected).exponent(slope):
        raise Disagreement(
            Message("{text} is another growth class", text=repr(text[:60])), expected
        )
