"""What only a sandbox refuses is explained to those who know it from home."""

import pytest

from grader.examine.student.exception_advice import FILES, advised, importable
from grader.language import words
from grader.model import Outcome
from grader.sandbox.isolation.importable import PACKAGES
from grader.sandbox.processes.availability import works
from tests.grader.misbehaviour import right, submission

GERMAN = words("de")
MODULES = importable(PACKAGES)
SEALED = pytest.param("sealed", marks=pytest.mark.slow)  # with the filter that 'walled' has


@pytest.mark.parametrize(
    ("kind", "said", "advice"),
    [
        ("ModuleNotFoundError", "No module named 'torch'", MODULES),
        ("ModuleNotFoundError", "No module named 'torch.nn'", MODULES),
        ("ModuleNotFoundError", "No module named 'scipy'", MODULES),
        ("ModuleNotFoundError", "No module named 'numpy.lin'", ""),
        ("ModuleNotFoundError", "of my own", ""),
        ("FileNotFoundError", "[Errno 2] No such file or directory: 'data.txt'", FILES),
        ("FileNotFoundError", "w.txt not found.", FILES),
        ("KeyError", "No module named 'torch'", ""),
    ],
)
def test_advice_follows_what_was_said(kind, said, advice):
    """By the exception's name and message alone; a slip in a name of NumPy needs none."""
    whole = f"{said.removesuffix('.')}; {advice}" if advice else said
    assert str(advised(kind, said)) == whole


def test_a_call_that_imports_or_opens_is_advised(grade):
    """In its verdict, in either language."""
    for body, advice in (("import torch", MODULES), ("open('data.txt')", FILES)):
        verdict = grade(submission(body)).marks[0].verdicts[0]
        assert verdict.message.endswith(f"; {advice}")
        told = GERMAN.translated(verdict.message_parts)
        assert told.startswith("löst ")
        assert told.endswith(GERMAN.translated(advice))
        assert GERMAN.translated(advice) != str(advice)


def test_a_statement_that_imports_or_opens_is_advised(grade):
    """While the file is loaded, whose other functions count."""
    report = grade("import torch\nopen('data.txt')\n" + right())
    assert report.earned == report.possible
    assert [failure.message.rpartition("; ")[2] for failure in report.loading] == [
        str(MODULES),
        str(FILES),
    ]


@pytest.fixture
def told(grade, launched):
    """What is said of a statement in a call, and of the same while the file is loaded."""

    def messages(statement, tier):
        if not works(launched, tier):
            pytest.skip(f"this machine does not offer {tier!r}; see 'grader doctor'")
        in_call = grade(submission(statement), tier=tier).marks[0].verdicts[0]
        (failure,) = grade(f"import numpy as np\n{statement}\n{right()}", tier=tier).loading
        return in_call.message, failure.message

    return messages


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("exit()", "SystemExit: exit() ends the whole program: take the call out"),
        ("quit()", "SystemExit: quit() ends the whole program: take the call out"),
        ("import sys; sys.exit(2)", "SystemExit: sys.exit() ends the whole program: take the call"),
        ("raise SystemExit", "SystemExit: this ends the whole program: raise another exception"),
        ("breakpoint()", "breakpoint() waits for a person, and here nobody answers"),
        ("input('n?')", "input() asks a person, and here nobody answers"),
        ("np.save('/tmp/own.npy', np.ones(9))", "no file"),
    ],
)
@pytest.mark.parametrize("tier", ["limits", SEALED, "walled"])
def test_what_can_be_done_nowhere_is_called_by_its_name(told, statement, said, tier):
    """In every tier, while loading and in a call."""
    in_call, while_loading = told(statement, tier)
    assert said in in_call
    assert said in while_loading


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("import subprocess; subprocess.run(['ls'])", "starting another program is not possible"),
        ("import os; os.fork()", "starting another program is not possible"),
        ("import os; os.execv('/bin/ls', ['ls'])", "starting another program is not possible"),
        ("import multiprocessing as m; m.Pool(2)", "starting another program is not possible"),
        ("import socket; socket.create_connection(('127.0.0.1', 9))", "there is no network here"),
        ("import urllib.request as u; u.urlopen('http://a.invalid')", "there is no network here"),
        ("import os; os.mkdir('/tmp/own')", "no file can be written here"),
        ("open('own.txt', 'w')", "no file can be written here"),
        ("open('/etc/passwd')", str(FILES)),
    ],
)
@pytest.mark.parametrize("tier", [SEALED, "walled"])
def test_what_was_tried_is_said(told, statement, said, tier):
    """While loading and in a call: 'Operation not permitted' tells nobody what is not."""
    in_call, while_loading = told(statement, tier)
    assert said in in_call
    assert said in while_loading


@pytest.mark.parametrize("tier", ["sealed", "walled"])
def test_a_shell_that_cannot_be_started_is_warned_of(grade, launched, tier):
    """``os.system`` only returns a number, of which a mark depends no more than before."""
    if not works(launched, tier):
        pytest.skip(f"this machine does not offer {tier!r}; see 'grader doctor'")
    body = "import os\nos.system('ls')\nif not len(x): raise ValueError\nreturn 2 * x"
    report = grade(submission(body), tier=tier)
    assert report.earned == report.possible
    (warned,) = report.warnings
    assert "starting another program is not possible here" in warned.message
    assert (warned.function, warned.line) == ("double", 5)


def test_a_command_that_is_not_found_is_not_called_refused(grade):
    """Where programs can be started, the same number means that the shell knows no such one."""
    body = "import os\nos.system('no-such-command')\nif not len(x): raise ValueError\nreturn 2 * x"
    assert grade(submission(body), tier="limits").warnings == ()


def test_another_exception_in_the_place_of_a_refusal_is_told_which_one_is_due(grade):
    """A law says that the call 'raises': who raised something is told what is wrong with it."""
    verdicts = (
        grade(submission("if not len(x): raise KeyError('empty')\nreturn 2 * x")).marks[0].verdicts
    )
    (lost,) = [each for each in verdicts if each.outcome is Outcome.RAISED]
    assert lost.message == "raised KeyError: 'empty'; to refuse this, raise a ValueError"


def test_another_exception_where_an_answer_is_due_is_told_as_it_is(grade):
    """There nothing is to be refused."""
    verdicts = grade(submission("raise KeyError('any')")).marks[0].verdicts
    said = {each.message for each in verdicts if each.function == "double"}
    assert "raised KeyError: 'any'" in said
