"""What a call sets for the whole process costs no other function anything."""

import decimal
import sys
import warnings

import numpy as np
import pytest

from grader.examine.student.calls import Call
from grader.sandbox.runner.process_settings import ProcessSettings

SETS = {
    "floats": 'np.seterr(all="raise")',
    "depth": "sys.setrecursionlimit(60)",
    "digits": "decimal.getcontext().prec = 3",
    "warnings": 'warnings.simplefilter("error")',
}
SOURCE = """
import decimal, sys, warnings
import numpy as np

def sets():
    {statement}
    return 0

def floats():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return float(np.float64(1) / 0)

def depth(n=200):
    return 0 if n == 0 else depth(n - 1)

def digits():
    return str(1 / decimal.Decimal(7))

def warnings_():
    warnings.warn("look")
    return 1
"""


def function(kind):
    return "warnings_" if kind == "warnings" else kind


@pytest.mark.parametrize("kind", SETS)
def test_what_one_function_sets_another_one_does_not_find(session, kind):
    """Each of these cost a right function of another question its points."""
    alone = session(SOURCE.format(statement="pass")).ask([Call(function(kind), ())])
    asked = session(SOURCE.format(statement=SETS[kind]))
    first, other = asked.ask([Call("sets", ()), Call(function(kind), ())])
    assert first.value == 0
    assert other.value == alone[0].value
    assert not isinstance(other.value, BaseException)


@pytest.mark.parametrize("kind", SETS)
def test_what_the_file_sets_holds_for_all_of_it(session, kind):
    """Its author wants it run so, and would be surprised by anything else."""
    source = SOURCE.format(statement="pass")
    (usual,) = session(source).ask([Call(function(kind), ())])
    (found,) = session(source + SETS[kind]).ask([Call(function(kind), ())])
    assert isinstance(found.value, BaseException) or found.value != usual.value


@pytest.fixture
def settings():
    """What there is now; put back afterwards, whatever becomes of it."""
    now = np.geterr(), sys.getrecursionlimit(), warnings.filters[:]
    with decimal.localcontext():
        yield ProcessSettings()
    np.seterr(**now[0])
    sys.setrecursionlimit(now[1])
    warnings.filters[:] = now[2]


def test_a_name_that_means_something_else_now_does_not_keep_it_from_that(settings, monkeypatch):
    """A submission may put its own functions in place of a library's."""
    before = np.geterr()
    np.seterr(all="raise")
    monkeypatch.setattr(np, "geterr", None)
    monkeypatch.setattr(np, "seterr", None)
    settings.put_back()
    monkeypatch.undo()
    assert np.geterr() == before


def test_what_cannot_be_put_back_hurts_nobody(settings, monkeypatch):
    monkeypatch.setattr(warnings, "filters", None)
    settings.put_back()


def test_a_file_that_leaves_nothing_to_be_noted_is_asked_all_the_same(session):
    """All that it defines was lost with its process."""
    source = "import warnings\nwarnings.filters = None\ndef one():\n    return 1\n"
    first, second = session(source).ask([Call("one", ()), Call("one", ())])
    assert (first.value, second.value) == (1, 1)
