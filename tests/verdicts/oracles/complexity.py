"""
Question 3f: a cost is read as the question says and worked out at huge sizes, in fractions.

Two costs grow alike where their ratio stays between two positive numbers while N and K grow along
every path from K far below N up to K = N; what differs by a power shows as a factor of 1e5 there.
"""

import re
from fractions import Fraction

import numpy as np

from tests.verdicts import agreement
from tests.verdicts.inputs import numbers
from tests.verdicts.oracles.filtering import filtered
from tests.verdicts.oracles.oracle import Oracle, plain, within

__all__ = ["ORACLES"]

TOKEN = re.compile(r"\s*(\d+(?:\.\d+)?|\*\*|[NK+\-*/^()²³·×])")
TENS = [(m, m * t // 10) for m in (200, 400) for t in (1, 2, 4, 5, 7, 9, 10)]


class _Reader:
    """Reads one expression and works it out."""

    def __init__(self, text, sizes):
        text = text.strip().upper()
        around = re.fullmatch(r"[OΘ]\s*\((.*)\)", text)
        self.tokens, rest = [], around[1] if around else text
        while rest.strip():
            found = TOKEN.match(rest)
            if not found:
                raise SyntaxError(rest)
            self.tokens.append(found[1])
            rest = rest[found.end() :]
        self.sizes = sizes

    def value(self):
        total = self.sum()
        if self.tokens:
            raise SyntaxError(self.tokens)
        return total

    def next_is(self, *tokens):
        return bool(self.tokens) and self.tokens[0] in tokens

    def sum(self):
        total = -self.product() if self._take("-") else self.product()
        while self.next_is("+", "-"):
            sign = 1 if self.tokens.pop(0) == "+" else -1
            total += sign * self.product()
        return total

    def product(self):
        total = self.power()
        while self.tokens and not self.next_is("+", "-", ")"):
            if self._take("/"):
                total /= self.power()
            else:
                self._take("*", "·", "×")
                total *= self.power()
        return total

    def power(self):
        base = self.atom()
        while self.next_is("^", "**", "²", "³"):
            sign = self.tokens.pop(0)
            base **= {"²": 2, "³": 3}[sign] if sign in "²³" else int(self.atom())
        return base

    def atom(self):
        if not self.tokens:
            raise SyntaxError
        token = self.tokens.pop(0)
        if token == "(":
            total = self.sum()
            if not self._take(")"):
                raise SyntaxError
            return total
        return self.sizes[token] if token in self.sizes else Fraction(token)

    def _take(self, *tokens):
        return bool(self.next_is(*tokens) and self.tokens.pop(0))


def _grows_as(answer, expected):
    if not isinstance(answer, str):
        return False
    ratios = []
    for big, small in TENS:
        sizes = {"N": Fraction(10) ** big, "K": Fraction(10) ** small}
        try:
            ratios.append(_Reader(answer, sizes).value() / expected(sizes["N"], sizes["K"]))
        except (SyntaxError, ValueError, ZeroDivisionError, KeyError):
            return False
    return min(ratios) > 0 and max(ratios) / min(ratios) < 10**4


def cost(separable):
    """Each of N * N pixels takes K products twice, or K * K once."""
    return (lambda n, k: n * n * (k + k)) if separable else (lambda n, k: n * n * k * k)


def blurred(image, taps):
    """The filter of the definition, in two dimensions."""
    return filtered(image, np.outer(taps, taps), "zero")


def _admits(image, taps):
    symmetric = len(taps) % 2 == 1 and np.array_equal(taps, taps[::-1])
    return within(image, taps) and symmetric and len(taps) <= min(image.shape)


def _blurs():
    for seed, shape in enumerate([(1, 1), (3, 4), (5, 5), (9, 6), (4, 12), (8, 7)]):
        for length in (1, 3, 5, 7):
            if length <= min(shape):
                half = numbers(length // 2 + 1, seed=seed + length)
                taps = np.concatenate([half, half[-2::-1]])
                yield numbers(*shape, seed=seed), taps
                yield np.eye(*shape), np.ones(length)
    yield np.zeros((3, 3)), np.array([0.25, 0.5, 0.25])


ORACLES = {
    ("3f", "filter_complexity"): Oracle(
        cost,
        plain(_grows_as),
        lambda separable: isinstance(separable, bool),
        lambda: [(False,), (True,)],
    ),
    ("3f", "blur_separable"): Oracle(blurred, plain(agreement.array), _admits, _blurs, timed=True),
}
