"""Formulas, whose arguments are numbers or symbols: both have the value of the definition."""

from fractions import Fraction

import sympy

from tests.verdicts import agreement

__all__ = ["agrees", "is_formula_call"]

PLACES = 4


def agrees(answer, expected, _):
    """Numbers agree as numbers, expressions at some points."""
    symbols = sorted(getattr(expected, "free_symbols", ()), key=str)
    if isinstance(answer, sympy.Basic) or symbols:
        found = sympy.sympify(answer)
        if not isinstance(found, sympy.Expr):
            return False
        return all(_same_at(found, expected, symbols, place) for place in range(PLACES))
    return agreement.real(answer, float(expected))


def _same_at(found, expected, symbols, place):
    drawn = {s: sympy.Rational(7 * i + 3 * place + 2, 5 + place) for i, s in enumerate(symbols)}
    drawn |= {s: sympy.Rational(3, 7) for s in found.free_symbols - set(symbols)}
    here, there = (sympy.sympify(each).subs(drawn) for each in (found, expected))
    return bool(here.is_real) and agreement.real(float(here), float(there))


def is_formula_call(arguments):
    """Whether all are numbers or all are symbols, and numbers are 0 or of size 1e-3 to 100."""
    kinds = {isinstance(each, sympy.Symbol) for each in arguments}
    numbers = [each for each in arguments if not isinstance(each, sympy.Symbol)]
    return len(kinds) <= 1 and all(
        isinstance(each, (int, float, Fraction)) and (each == 0 or 1e-3 <= abs(each) <= 100)
        for each in numbers
    )
