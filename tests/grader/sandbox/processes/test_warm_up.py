"""What the template has done already for its children, and that it leaves no trace in answers."""

import time

import pytest

from grader.examine.student.calls import Call
from grader.examine.student.session import Session
from grader.model import Submission
from grader.sandbox.limits import Limits
from grader.sandbox.processes.launch import Template

FIRST_USES = """
import sys
import sympy

def imported():
    before = set(sys.modules)
    x, y = sympy.symbols("u v")
    sympy.simplify(sympy.exp(x) / (sympy.exp(x) + sympy.exp(y)))
    sympy.solve(x**2 - y, x)
    sympy.Matrix([x * y]).jacobian([x, y])
    return sorted(set(sys.modules) - before)

def order():
    return str(sympy.core.random._assumptions_rng.getstate())

def collects():
    import gc
    return gc.isenabled()
"""


@pytest.fixture
def found(ask):
    return lambda name: ask("limits", FIRST_USES, function=name)


@pytest.fixture(scope="module")
def thorough():
    """A template for many children."""
    template = Template(thorough=True)
    yield template
    template.close()


@pytest.mark.slow
def test_usual_algebra_imports_nothing_more(found, thorough):
    """SymPy imports all physical units for the first ``simplify`` of a process."""
    assert found_in(thorough, "imported") == []
    assert found("imported") != []  # a self-test does not wait for that


def test_sympy_chooses_in_the_same_order_in_every_run(found, thorough):
    """It asks what holds of an expression in random order; a second run should go the same way."""
    assert found("order") == found_in(thorough, "order")


STATE = """
import sys
import sympy
from sympy.core.cache import CACHE

def state():
    figures = [function.cache_info() for function in CACHE]
    return [len(sys.modules), sum(f.hits for f in figures), sum(f.currsize for f in figures)]
"""


@pytest.mark.parametrize("is_thorough", [False, True])
def test_the_next_child_finds_what_the_last_one_found(is_thorough):
    """By what has been done for it in between, a process would know that it is not the first."""
    template, found = Template(thorough=is_thorough), []
    try:
        for _ in range(2):
            session = Session(Submission("s.py", STATE.encode()), template, "limits", Limits())
            (answer,) = session.ask([Call("state", ())])
            found.append(answer.value)
            time.sleep(0.5)
            session.end()
    finally:
        template.close()
    assert found[0] == found[1]
    assert found[0][0] > 500


def found_in(template, name):
    """What a child of another template finds."""
    submission = Submission("submission.py", FIRST_USES.encode())
    session = Session(submission, template, "limits", Limits())
    try:
        (answer,) = session.ask([Call(name, ())])
    finally:
        session.end()
    return answer.value


def test_what_a_submission_leaves_behind_is_collected(found):
    """Only while its text is read is nothing looked for that is not in use any more."""
    assert found("collects") is True
