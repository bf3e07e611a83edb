"""A formula of a few parts whose value no universe could hold."""

import sympy


def double(x):
    value = sympy.Symbol("x" * 3000)
    for _ in range(200):
        value = sympy.Add(value, value * value, evaluate=False)
    return value


def average(values):
    value = sympy.Integer(9)
    for _ in range(6):
        value = sympy.Pow(9, value, evaluate=False)
    return value
