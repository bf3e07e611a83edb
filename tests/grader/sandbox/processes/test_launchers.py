"""Where there is no safe fork, a fresh interpreter gives the same marks."""

import pytest

from grader.errors import SandboxFailed
from grader.examine.check import check
from grader.examine.examiner import chosen_tier, open_examiner
from grader.examine.report_json import json_text
from grader.examine.settings import Settings
from grader.examine.student import time_budget
from grader.examine.student.session import Session
from grader.integrations.opening import Options
from grader.model import Submission
from grader.sandbox.processes import launch
from grader.sandbox.processes.fresh_launcher import FreshInterpreters
from grader.sheets.corpus import FILE_NAME, read_corpus
from tests.grader.conftest import ROOMY
from tests.grader.misbehaviour import BODIES, right, submission


@pytest.fixture(scope="module")
def fresh():
    """A launcher of interpreters."""
    launched = FreshInterpreters()
    yield launched
    launched.close()


WAYS = ("raises", "exits", "returns a set", "recurses")
slowly = [pytest.param(name, marks=pytest.mark.slow) for name in WAYS]


@pytest.mark.parametrize("name", ["right", *slowly])
def test_a_fresh_interpreter_gives_the_same_report(fresh, launched, toy, name, monkeypatch):
    """Byte for byte; on a busy machine an interpreter takes longer to start than is kept for it."""
    monkeypatch.setattr(time_budget, "CONFIRMING_SECONDS", 60.0)
    source = right() if name == "right" else submission(BODIES[name][0])
    corpus = read_corpus(toy.folder / FILE_NAME, toy)
    reports = [
        check(
            open_examiner(launcher, toy, corpus, Settings(limits=ROOMY, search_seconds=0.0)),
            Submission("submission.py", source.encode()),
        )
        for launcher in (fresh, launched)
    ]
    assert json_text(reports[0]) == json_text(reports[1])


def test_where_no_process_can_be_started_that_is_said_with_what_to_do(toy, monkeypatch):
    """In a page; by whoever wants one, and before a program has prepared anything."""
    monkeypatch.setattr(launch.sys, "platform", "emscripten")
    sentence = (
        "where no process can be started for a submission. Use check\\(\\) in a notebook there"
    )
    with launch.launcher() as nowhere:
        with pytest.raises(SandboxFailed, match=sentence):
            chosen_tier(nowhere, None, toy)
        session = Session(Submission("s.py", b""), nowhere, "limits", ROOMY)
        with pytest.raises(SandboxFailed, match=sentence):
            session.begin()
    with pytest.raises(SandboxFailed, match=sentence):
        Options()
    monkeypatch.undo()
    assert Options() == Options()


def test_what_failed_elsewhere_is_told_as_it_is():
    """The page is no matter of the error's own."""
    said = str(SandboxFailed("no memory"))
    assert said.startswith("the student's process could not be started: no memory. Check that")
