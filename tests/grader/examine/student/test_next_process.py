"""A second process that loads while the first is asked changes no report."""

import dataclasses
from pathlib import Path

import pytest

from grader.examine.check import check
from grader.examine.examiner import Examiner
from grader.examine.known_answers import KnownAnswers
from grader.examine.report_json import json_text
from grader.examine.settings import Settings
from grader.examine.student.session import Session
from grader.model import Submission
from grader.sandbox.processes.availability import works
from grader.sandbox.processes.in_turns import launchers_in_turns
from grader.sheets.corpus import FILE_NAME, read_corpus
from tests.grader.conftest import QUICK_CALLS, ROOMY
from tests.grader.misbehaviour import BODIES, HANGING, NAMES, right, submission

LOADING = {
    "ends its process when it is loaded": "import os; os._exit(3)\n",
    "cannot be parsed": "def double(x:\n",
    "is empty": "",
    "defines no function": "x = 1\n",
}
STATEFUL = {
    "remembers": "import numpy as np\nseen = []\n" + right() + "seen.append(1)\n",
    "counts": submission("global n\nn += 1\nreturn x * (2 if n < 5 else 3)", "n = 0"),
}


@pytest.fixture(scope="module")
def in_turns():
    with launchers_in_turns(("numpy",)) as running:
        yield running


@pytest.fixture
def graded(toy, in_turns, launched):
    """The report on a submission, by two templates in turns or by one."""
    corpus = read_corpus(toy.folder / FILE_NAME, toy)

    def run(source, limits=ROOMY, *, turns):
        settings = Settings(limits=limits, search_seconds=0.0)
        examiner = Examiner(toy, toy.questions, corpus, KnownAnswers(), launched, settings)
        if turns:
            examiner = dataclasses.replace(examiner, launched=in_turns)
        return json_text(check(examiner, Submission("submission.py", source.encode())))

    return run


@pytest.mark.parametrize("kind", NAMES)
def test_misbehaviour_leads_to_the_same_report(graded, misbehaved, kind):
    limits = QUICK_CALLS if kind in HANGING else ROOMY
    source = submission(BODIES[kind][0])
    assert graded(source, limits, turns=True) == json_text(misbehaved(kind))


@pytest.mark.parametrize("source", [right(), *LOADING.values(), *STATEFUL.values()])
def test_what_loads_and_what_does_not_leads_to_the_same_report(graded, source):
    assert graded(source, turns=True) == graded(source, turns=False)


def test_the_second_process_is_loaded_before_it_is_needed(toy, in_turns):
    session = Session(Submission("s.py", right().encode()), in_turns, "limits", ROOMY)
    assert session.begin()
    first, ahead = session.process.child, session.process._next
    assert ahead is not None
    assert ahead.pid != first.pid
    session.begin_confirming()
    assert session.begin()
    assert session.process.child is ahead
    session.process.close()


@pytest.mark.parametrize("tier", ["sealed", "walled"])
def test_the_second_process_is_there_beside_the_first_where_neither_sees_the_other(in_turns, tier):
    if not works(in_turns.apart()[0], tier):
        pytest.skip(f"this machine does not offer {tier!r}; see 'grader doctor'")
    session = Session(Submission("s.py", right().encode()), in_turns, tier, ROOMY)
    assert session.begin()
    first = session.process.child.pid
    assert (session.process._next is not None) == (tier == "walled")
    session.begin_confirming()
    if tier == "sealed":
        assert not Path(f"/proc/{first}").exists()
    assert session.begin()
    session.process.close()


def test_nothing_is_loaded_ahead_where_there_is_nothing_to_ask(toy, in_turns):
    session = Session(Submission("s.py", b"x = 1"), in_turns, "limits", ROOMY)
    assert session.begin()
    assert session.process._next is None
    session.process.close()


def test_whatever_happened_both_templates_are_free_again(graded, in_turns):
    for source in (right(), *LOADING.values(), submission("import os; os._exit(0)")):
        graded(source, turns=True)
        assert not any(turn.is_lent for turn in in_turns._turns)
