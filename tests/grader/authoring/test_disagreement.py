"""How a failed comparison is put into words."""

import numpy as np
import pytest

from grader.authoring import Disagreement, Message
from grader.authoring.disagreement import describe, number
from grader.sandbox.wire.values import Expression, Node, ObjectArray, Opaque

X = Node("Symbol", payload="x")


def test_the_right_answer_can_be_kept_back():
    """A sheet may show the law alone; the sentence must not give the answer away."""
    failure = Disagreement("element 0 is 3", "4", "1 of 2 differ")
    assert isinstance(failure, AssertionError)
    assert str(failure.sentence(show_wanted=True)) == "element 0 is 3, should be 4 (1 of 2 differ)"
    assert str(failure.sentence(show_wanted=False)) == "element 0 is 3 (1 of 2 differ)"
    assert str(failure) == str(failure.sentence(show_wanted=True))
    assert str(Disagreement("returned NaN")) == "returned NaN"


def test_a_question_stands_in_brackets():
    """It is put in the middle of a sentence otherwise, before what should have been."""
    ours = Message("returned {value}", value=describe(None))
    for found in (ours, "returned None; is a return missing?"):
        failure = Disagreement(found, "an array", "of two")
        assert str(failure.sentence(show_wanted=True)) == (
            "returned None (is a return missing?); should be an array (of two)"
        )
        assert str(failure.sentence(show_wanted=False)) == (
            "returned None (is a return missing?) (of two)"
        )
    assert str(Disagreement("returned 'why?'", "'a; b?'")) == "returned 'why?', should be 'a; b?'"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "None (is a return missing?)"),
        (Opaque("a set"), "a set"),
        (Expression((X,), (0,)), "a SymPy expression"),
        (Expression((X,), (0,), (1, 1)), "a SymPy matrix"),
        (ObjectArray([]), "an array of dtype object"),
        (np.zeros(2, np.int8), "an array of dtype int8"),
        (5, "an int"),
        ("", "a str"),
        ({}, "a dict"),
    ],
)
def test_a_kind_is_described_in_a_few_words(value, words):
    """To follow 'returned'."""
    assert str(describe(value)) == words


def test_a_number_has_as_many_digits_as_it_takes():
    """Six, or all of them where six would show no difference."""
    assert number(1 / 3) == "0.333333"
    assert number(1 / 3, 0.5) == "0.333333"
    assert number(1 / 3, 1 / 3 + 1e-9) == repr(1 / 3)
    assert number(np.float64(0.1), np.float64(0.1)) == "0.1"
