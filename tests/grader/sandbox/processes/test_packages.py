"""What a submission may import is what its sheet lists, and nothing else."""

import textwrap

import pytest

from grader.examine.student.calls import Call
from grader.examine.student.session import Session
from grader.model import Submission
from grader.sandbox.limits import Limits
from grader.sandbox.processes.availability import works
from grader.sandbox.processes.fresh_launcher import FreshInterpreters
from grader.sandbox.processes.launch import launcher

SOURCE = """
import importlib, sys

def can_import(name):
    importlib.import_module(name)
    return True

def draws():
    from matplotlib.figure import Figure
    axes = Figure().subplots()
    axes.plot([1, 2], [3, 4])
    axes.set_title("A line")
    return axes.get_title()

def knows(name):
    return name in sys.modules
"""
ROOMY = Limits(call_seconds=20.0, load_seconds=20.0, question_seconds=60.0)


@pytest.fixture(scope="module", params=[("numpy",), ("numpy", "matplotlib")], ids=" ".join)
def launched(request):
    """A launcher for a sheet that lists these packages."""
    with launcher(request.param) as running:
        yield running


@pytest.fixture(params=["limits", "sealed", "walled"])
def ask(request, launched):
    """Ask a submission in each tier."""
    if not works(launched, request.param):
        pytest.skip(f"this machine does not offer {request.param!r}; see 'grader doctor'")
    source = textwrap.dedent(SOURCE).encode()
    session = Session(Submission("submission.py", source), launched, request.param, ROOMY)
    yield lambda function, *arguments: session.ask([Call(function, arguments)])[0].value
    session.end()


@pytest.mark.parametrize("name", ["numpy", "matplotlib", "scipy", "sympy", "hypothesis", "grader"])
def test_a_package_can_be_imported_if_it_is_listed_and_only_then(ask, launched, name):
    """Others are installed beside it, and even loaded by default; and do not exist for it."""
    found = ask("can_import", name)
    if name in launched.packages:
        assert found is True
    else:
        assert str(found).startswith(f"raised ModuleNotFoundError: No module named '{name}'; ")
        listed = ", ".join(launched.packages)
        assert f"a submission may use {listed} and what of the standard library" in str(found)


def test_what_is_not_listed_is_not_even_loaded(ask, launched):
    """A course without symbols does not wait for SymPy."""
    assert ask("knows", "sympy") is False
    assert ask("knows", "matplotlib") is ("matplotlib" in launched.packages)


def test_a_listed_package_works_in_every_tier(ask, launched):
    """Not just its import: fonts are looked for when a figure is made."""
    if "matplotlib" in launched.packages:
        assert ask("draws") == "A line"
    else:
        assert "No module named 'matplotlib'" in str(ask("draws"))


def test_a_fresh_interpreter_keeps_to_the_list_as_well():
    """Where there is no safe fork, each process reads it anew."""
    running = FreshInterpreters(("numpy",))
    session = Session(Submission("submission.py", SOURCE.encode()), running, "limits", ROOMY)
    try:
        calls = [Call("can_import", (name,)) for name in ("numpy", "sympy")]
        numpy, sympy = (answer.value for answer in session.ask(calls))
    finally:
        session.end()
        running.close()
    assert numpy is True
    assert "a submission may use numpy and" in str(sympy)
