"""SymPy symbols with names that are no names."""

import sympy


def double(x):
    return sympy.Symbol("\x1b[2J\n[/bold]") + 1


def average(values):
    return sympy.Symbol("=1+1\u202e")
