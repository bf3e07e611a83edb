"""Where there is no safe fork, a fresh interpreter gives the same marks."""

import pytest

from grader.examine.check import check
from grader.examine.examiner import open_examiner
from grader.examine.report_json import json_text
from grader.examine.settings import Settings
from grader.examine.student import time_budget
from grader.model import Submission
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
