"""Functions that are given by their source: which are taken, what is counted, where it ends."""

import inspect

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.authoring import Disagreement, assert_real, counted, functions, given_function
from grader.call_text import call_line
from grader.sandbox.wire.codec import decode, encode
from grader.sandbox.wire.given_functions import MOST_POINTS, AskedTooOften, CountedFunction
from grader.sandbox.wire.values import Asked, Opaque

SQUARE = given_function("lambda x: x**2 - 2", calls=3)
STEP = """
    def step(x, at=0.5):
        if x < at:
            return np.sqrt(abs(x))
        return math.pi + sum(y * x for y in range(3))
"""


def test_it_is_called_like_the_function_that_it_is():
    """With NumPy and math at hand; a property may call it without any bound."""
    assert [SQUARE(x) for x in range(5)] == [-2, -1, 2, 7, 14]
    step = given_function(STEP)
    assert step(0.25) == 0.5
    assert step(x=1.0) == pytest.approx(3 + np.pi)
    assert functions.given is given_function


def test_a_def_may_call_itself():
    """Its own name is the one that it has besides."""
    assert given_function("def fact(n):\n    return n * fact(n - 1) if n else 1")(5) == 120


WRONG = [
    ("lambda x: a * x", "uses a, which it does not have"),
    ("lambda x: (lambda y: x + y + z)(1)", "uses z, which it does not have"),
    ("lambda x: open(x)", "uses open, which it does not have"),
    ("lambda x: x.__class__", "uses __class__, which is private"),
    ("lambda x: np._core", "uses _core, which is private"),
    ("lambda x: __import__('os')", "uses __import__, which is private"),
    ("def f(x):\n    import os\n    return x", "imports; np and math are there without"),
    ("def f(x):\n    global y\n    y = 1", "changes what is outside of it"),
    ("def f(x):\n    yield x", "is a generator; return a list"),
    ("def f(x):\n    def g(y):\n        return y\n    return g", "defines a function of its own"),
    ("@np.vectorize\ndef f(x):\n    return x", "has a decorator"),
    ("x**2", "is neither one lambda nor one def"),
    ("lambda x: x, 1", "is neither one lambda nor one def"),
    ("def f(x):\n    return x\nf(1)", "is neither one lambda nor one def"),
    ("lambda x: x +", "is no Python: invalid syntax"),
    ("lambda x: " + "x + " * 2000 + "x", "has more than 4000 characters"),
]


@pytest.mark.parametrize(("source", "said"), WRONG, ids=[said[:30] for _, said in WRONG])
def test_an_authors_mistake_is_one_line(source, said):
    """It says what the source does and is refused for."""
    with pytest.raises(ValueError, match=r"^given_function\(.*\): the source ") as caught:
        given_function(source)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((lambda x: x, None), "takes the source of a function as text"),
        (("lambda x: x", 0), "calls is a whole number from 1"),
        (("lambda x: x", 2.5), "calls is a whole number from 1"),
    ],
)
def test_what_is_no_source_or_no_bound_is_refused(arguments, said):
    """A function itself cannot cross."""
    source, calls = arguments
    with pytest.raises(ValueError, match=said):
        given_function(source, calls=calls)


def test_it_is_recorded_as_data_and_made_anew_for_each_call():
    """What a student's function is given counts from nothing."""
    packed = encode({"f": SQUARE, "others": [given_function(STEP)]})
    again = decode(*packed, ours=True)
    assert again == {"f": SQUARE, "others": [given_function(STEP)]}
    assert encode(again) == packed
    one, other = (decode(*packed, symbolic=True)["f"] for _ in range(2))
    assert [one(x) for x in (0, 1, 2)] == [-2, -1, 2]
    with pytest.raises(AskedTooOften, match=r"^asked f more than 3 times$"):
        one(3)
    assert other(3) == 7


def test_a_student_sees_a_function():
    """With a name and parameters, for whatever looks at them."""
    step = decode(*encode(given_function(STEP)), symbolic=True)
    assert isinstance(step, CountedFunction)
    assert (step.__name__, list(inspect.signature(step).parameters)) == ("step", ["x", "at"])
    assert np.vectorize(step)(np.array([0.25, 0.16])).tolist() == [0.5, 0.4]


def test_what_a_students_process_says_of_a_function_is_never_compiled():
    """Its source may be anything; it comes as data, and goes nowhere as a function again."""
    told = CountedFunction(SQUARE)
    told.given = type(SQUARE)("lambda: __import__('os').abort()", None)
    told.points.append((1.5, np.array([2.0])))
    said = decode(*encode(told))
    assert type(said) is Asked
    assert said.source == "lambda: __import__('os').abort()"
    assert not callable(said)
    assert said.points == [(1.5, np.array([2.0]))]
    assert not callable(decode(*encode(said), symbolic=True))
    with pytest.raises(Disagreement, match="returned a function, should be a real number"):
        assert_real(said, 1.0)


def test_an_ordinary_function_still_cannot_cross():
    """Only the sheet gives functions."""
    assert decode(*encode(lambda x: x)) == Opaque("a function")


def test_it_is_shown_so_that_it_can_be_pasted():
    """A lambda as it is written, a longer one by what makes it."""
    assert call_line("bisect", (SQUARE, 0.0)) == "bisect(lambda x: x**2 - 2, 0.0)"
    several = given_function("lambda x: (\n    x + 1\n)")
    assert call_line("f", ([several],)) == "f([lambda x: x + 1])"
    pasted = eval(call_line("list", ([given_function(STEP)],)), {"given_function": given_function})
    assert pasted == [given_function(STEP)]


def bisect(f, low, high):
    """The zero between two places, with one call more than needed."""
    f(np.zeros(100))
    below = f(low)
    for _ in range(30):
        middle = (low + high) / 2
        value = f(middle)
        low, high = (middle, high) if value * below > 0 else (low, middle)
    return low


def test_a_law_can_ask_how_often_and_where_it_was_called():
    """The first given function counts; large arrays are not kept."""
    f = given_function("lambda x: x**2 - 2")
    answer, asked = counted(bisect, f, 0.0, 2.0)
    assert answer == pytest.approx(2**0.5)
    assert asked.calls == 32
    assert asked.points[:3] == [(None,), (0.0,), (1.0,)]
    with pytest.raises(AskedTooOften):
        counted(bisect, given_function("lambda x: x", calls=31), 0.0, 2.0)
    with pytest.raises(ValueError, match="needs a given_function among the arguments"):
        counted(bisect, 1.0)


def test_the_points_that_are_kept_are_bounded():
    """The number of calls is not."""
    f = CountedFunction(given_function("lambda x: x"))
    for x in range(MOST_POINTS + 5):
        f(x)
    assert (f.asked.calls, len(f.asked.points)) == (MOST_POINTS + 5, MOST_POINTS)


@given(st.integers(-9, 9), st.none() | st.integers(1, 9))
def test_it_can_be_drawn(a, calls):
    """Each of its own source; equal ones are equal, also as entries of a set."""
    one, other = (given_function(f"lambda x: {a} * x", calls=calls) for _ in range(2))
    assert {one} == {other}
    assert decode(*encode(one), ours=True) == one
    assert one(2) == 2 * a
