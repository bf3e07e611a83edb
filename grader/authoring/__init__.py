"""
What a sheet may use: everything an exercise needs from the grader, and no more.

Assertions fail with a sentence for the student.  None of it knows about processes, so
a property can be tried with the model answer and nothing else.
"""

from grader.authoring.calls import (
    answers,
    assert_leaves_arguments,
    assert_printed,
    assert_refuses,
    cpu_seconds,
    formula,
    printed,
)
from grader.authoring.compare import (
    assert_close,
    assert_integer,
    assert_integers,
    assert_nothing,
    assert_real,
    assert_shapes,
    assert_truth,
    assert_word,
)
from grader.authoring.constants import choice, quantity
from grader.authoring.declare import model, points
from grader.authoring.disagreement import Disagreement
from grader.authoring.figures import assert_labelled, axes
from grader.authoring.files import csv_file, text_file
from grader.authoring.formulas import assert_formula, assert_formula_matrix, symbols
from grader.authoring.functions import counted, given_function
from grader.authoring.growth import assert_grows_like
from grader.authoring.kinds import array, field, integer, items, pair, real, truth, word
from grader.authoring.misconceive import misconception
from grader.authoring.same import assert_same
from grader.language import Message

__all__ = [
    "Disagreement",
    "Message",
    "answers",
    "array",
    "assert_close",
    "assert_formula",
    "assert_formula_matrix",
    "assert_grows_like",
    "assert_integer",
    "assert_integers",
    "assert_labelled",
    "assert_leaves_arguments",
    "assert_nothing",
    "assert_printed",
    "assert_real",
    "assert_refuses",
    "assert_same",
    "assert_shapes",
    "assert_truth",
    "assert_word",
    "axes",
    "choice",
    "counted",
    "cpu_seconds",
    "csv_file",
    "field",
    "formula",
    "given_function",
    "integer",
    "items",
    "misconception",
    "model",
    "pair",
    "points",
    "printed",
    "quantity",
    "real",
    "symbols",
    "text_file",
    "truth",
    "word",
]
