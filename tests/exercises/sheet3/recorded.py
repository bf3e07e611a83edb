"""
The recorded examples of the sheet's properties.

Whether a mistake is caught depends on the examples, and what is drawn depends on the version of
Hypothesis.  So mistakes are tried on what is recorded, which is also what marks are given on.
"""

import copy
import functools

import numpy as np

from grader.sheets.corpus import FILE_NAME, read_corpus
from grader.sheets.sheet import load_sheet

SHEET = load_sheet("exercises.sheet3")


@functools.cache
def _corpus():
    return read_corpus(SHEET.folder / FILE_NAME, SHEET)


def examples(test):
    """The arguments of a property by name, freshly made: written ones, then recorded ones."""
    (prop,) = (each for each in SHEET.properties if each.test is test)
    written = reversed(getattr(test, "hypothesis_explicit_examples", ()))
    recorded = (dict(example) for example in _corpus().examples(prop))
    return [*(copy.deepcopy(each.kwargs) for each in written), *recorded]


def arrays(value):
    """All arrays in an argument, however deep they lie in lists and tuples."""
    if isinstance(value, np.ndarray):
        yield value
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from arrays(each)


def judged(test, student):
    """Try a property on each of its examples; raises what the first failing one does."""
    for example in examples(test):
        test.hypothesis.inner_test(student, **example)
