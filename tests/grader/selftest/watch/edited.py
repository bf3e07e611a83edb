"""A submission to edit, and what an edit of it is said to have changed."""

import textwrap

from grader.selftest.watch.edits import changed_names
from grader.selftest.watch.statements import statements

EVERYTHING = None
BEFORE = '''
"""A submission."""
import numpy as np
from math import sqrt

LIMIT = 3
TABLE = []


def helper(x):
    return x + LIMIT


def double(x):
    """Twice."""
    y = helper(x)
    return 2 * y


def average(values):
    return sum(values) / len(values)


def remember(x):
    TABLE.append(x)


def recall():
    return TABLE[-1]
'''


def code(source):
    """Statements of a submission without cells."""
    return statements([(0, textwrap.dedent(source).encode())])


def changed(new, old=BEFORE):
    """Names that an edit can have changed."""
    names = changed_names(code(old), code(new))
    return names if names is EVERYTHING else set(names)


def edited(old, new, source=BEFORE):
    """The submission with one passage replaced."""
    assert source.count(old) == 1
    return source.replace(old, new)
