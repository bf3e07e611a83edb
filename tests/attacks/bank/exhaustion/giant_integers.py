"""Integers of thousands of digits where there is a limit on writing them."""

from fractions import Fraction

import numpy as np


def double(x):
    return [10**4900 + i for i in range(len(x))]


def average(values):
    return Fraction(10**4900, 10**4899 + len(values)) if len(values) % 2 else 10**4900
