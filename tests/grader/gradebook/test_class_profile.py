"""The account of what a submission costs, for which submissions time themselves."""

import itertools
import types

import pytest

from benchmarks.class_profile import METERED, Profile

SOURCE = """
def inner(x):
    return x

def outer(x):
    return inner(x) + inner(x)

def refuses(x):
    raise ValueError(inner(x))
"""


@pytest.fixture
def metered():
    """A submission that times itself."""
    module = types.ModuleType("submission")
    exec(SOURCE + METERED, vars(module))
    clock = itertools.count()
    module.time = types.SimpleNamespace(thread_time=lambda: float(next(clock)))
    return module


def test_a_metered_submission_answers_as_before(metered):
    """Values, refusals, names."""
    assert metered.outer(1) == 2
    assert metered.outer.__name__ == "outer"
    with pytest.raises(ValueError, match="no"):
        metered.refuses("no")


def test_what_a_function_calls_counts_once(metered):
    """By a clock that goes on whenever it is read; those that raise take time, too."""
    metered.outer(1)
    assert metered.own_seconds() == 1.0
    with pytest.raises(ValueError, match="no"):
        metered.refuses("no")
    assert metered.own_seconds() == 2.0


def test_all_that_was_spent_is_accounted_for():
    """The lines add up to the total, and our own time is shared by what was seen at work."""
    profile = Profile()
    profile.seconds["students"] = 3.0
    profile.samples.update({"grader.examine": 3, "grader.sandbox.wire": 1})
    profile._split(1.0)
    assert list(profile.lines(10)) == [
        "    300.0 ms  75.0%  students",
        "     75.0 ms  18.8%  ours: grader.examine",
        "     25.0 ms   6.2%  ours: grader.sandbox.wire",
        "    400.0 ms in all",
    ]
