"""Advice is found after the marks, within a budget, and repeats itself."""

import pytest

from grader.examine.check import check
from grader.examine.examiner import open_examiner
from grader.examine.feedback import counterexample as advise_module
from grader.examine.feedback import explain
from grader.examine.settings import Settings
from grader.model import Outcome, Submission
from grader.sheets.corpus import FILE_NAME, read_corpus
from tests.grader.misbehaviour import submission

THIRD_IS_WRONG = "if not len(x): raise ValueError\ny = 2 * x\nif len(y) > 2: y[2] += 1\nreturn y"


@pytest.fixture
def tries(monkeypatch):
    """The examples that the search has tried."""
    tried = []
    real = advise_module.run

    def counting(body, example, session):
        tried.append(example)
        return real(body, example, session)

    monkeypatch.setattr(advise_module, "run", counting)
    return tried


def test_the_search_finds_the_smallest_mistake(grade):
    """Three numbers are needed, and zeros will do."""
    verdict = grade(submission(THIRD_IS_WRONG), search_seconds=2.0).marks[0].verdicts[0]
    assert verdict.call == "double(np.array([0.0, 0.0, 0.0]))"


def test_without_a_budget_the_recorded_example_is_shown(grade, tries):
    """Nothing is drawn."""
    verdict = grade(submission(THIRD_IS_WRONG), search_seconds=0.0).marks[0].verdicts[0]
    assert verdict.call
    assert tries == []


@pytest.mark.parametrize("seconds", [0.1, 0.5])
def test_the_budget_bounds_the_tries(grade, tries, seconds):
    """And so the time."""
    grade(submission("return 3 * x"), search_seconds=seconds)
    assert 0 < len(tries) <= seconds * advise_module.TRIES_PER_SECOND


@pytest.mark.parametrize(
    "body", ["raise NotImplementedError", "while True: pass", "import os; os._exit(1)"]
)
def test_there_is_no_search_where_no_example_would_help(grade, tries, body):
    """What is not written, hangs or ends its process does so on any input."""
    grade(submission(body), search_seconds=1.0)
    assert tries == []


def test_marks_are_the_same_with_and_without_advice(grade):
    """The search comes after them, and changes no outcome."""
    for body in (THIRD_IS_WRONG, "return x.nothing", "return {1}"):
        outcomes = [
            [(v.property, v.outcome, v.calls) for mark in report.marks for v in mark.verdicts]
            for report in (
                grade(submission(body), search_seconds=0.0),
                grade(submission(body), search_seconds=1.0),
            )
        ]
        assert outcomes[0] == outcomes[1]


def test_a_search_that_the_net_holds_leaves_the_recorded_example(grade, monkeypatch):
    """Half a search would depend on how busy the machine is."""
    recorded = grade(submission(THIRD_IS_WRONG), search_seconds=0.0).marks[0].verdicts[0]
    monkeypatch.setattr(advise_module, "PATIENCE", 0.0)
    held = grade(submission(THIRD_IS_WRONG), search_seconds=1.0).marks[0].verdicts[0]
    assert held == recorded
    assert held.outcome is Outcome.WRONG


def test_all_searches_together_leave_time_for_what_else_is_to_be_told(grade, monkeypatch, tries):
    """On a machine so busy that their share is used up the recorded example stays."""
    monkeypatch.setattr(explain, "SEARCH_SHARE", 0.0)
    source = submission(THIRD_IS_WRONG)
    recorded, late = (grade(source, search_seconds=seconds) for seconds in (0.0, 1.0))
    assert late.marks == recorded.marks
    assert tries == []


def test_no_folder_is_left_behind(grade, tmp_path, monkeypatch):
    """Hypothesis keeps its tables in .hypothesis, where it is let."""
    monkeypatch.chdir(tmp_path)
    grade(submission(THIRD_IS_WRONG), search_seconds=1.0)
    assert list(tmp_path.iterdir()) == []


def test_a_search_can_be_broken_off_at_any_try(toy, launched, tries):
    """Who watches a file drops the search for what has been saved over."""

    class Enough(BaseException):
        pass

    def progress(what):
        if str(what).startswith("a smaller example") and len(tries) >= 5:
            raise Enough

    corpus = read_corpus(toy.folder / FILE_NAME, toy)
    handed = Submission("submission.py", submission(THIRD_IS_WRONG).encode())
    with pytest.raises(Enough):
        check(open_examiner(launched, toy, corpus, Settings()), handed, progress=progress)
    assert len(tries) == 5
