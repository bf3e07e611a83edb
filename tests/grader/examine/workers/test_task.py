"""A submission and what it depends on, as plain values: what an examiner makes of them."""

import dataclasses
import os
import pickle
import re
import signal

import psutil
import pytest

from grader.examine.conditions import settings_text, source_digest
from grader.examine.report_json import report_from
from grader.examine.settings import Settings
from grader.examine.versions import versions
from grader.examine.workers import Processes, WorkerLost
from grader.examine.workers.finding import Refused, strongest_tier
from grader.examine.workers.task import Assignment, examined
from grader.gradebook import Conditions
from grader.model import Outcome, Submission
from grader.sandbox.isolation.tiers import TIERS
from grader.sheets.corpus import FILE_NAME, read_corpus
from tests.grader.conftest import QUICK
from tests.grader.misbehaviour import right, submission

RIGHT = Submission("submission.py", right().encode())


@pytest.fixture(scope="module")
def one():
    """One examiner, kept for all tests, as in a run."""
    executor = Processes(1)
    yield executor
    executor.close()


@pytest.fixture
def assignment(toy):
    """The toy sheet, under the weakest isolation."""
    settings = Settings(tier="limits", limits=QUICK, search_seconds=0.0, capped=False)
    corpus = read_corpus(toy.folder / FILE_NAME, toy)
    conditions = Conditions(
        sheet=toy.name,
        sheet_digest=source_digest(toy),
        corpus=corpus.digest,
        seed_digest=corpus.header.seed_digest,
        settings=settings_text(settings, toy.questions, versions()),
    )
    return Assignment(conditions, (toy.folder / FILE_NAME).read_bytes(), str(toy.folder))


def asked(one, assignment, source=RIGHT):
    return one.submit(examined, assignment, source).result()


def test_it_is_plain(assignment):
    """So that any executor can carry it to any machine."""
    assert pickle.loads(pickle.dumps(assignment)) == assignment


def test_it_leads_to_the_report_that_is_made_here(one, assignment, grade):
    """Whoever makes it, and wherever: the same verdicts."""
    for source in (right(), submission("return 3 * x"), "not Python at all ("):
        made = asked(one, assignment, Submission("submission.py", source.encode()))
        assert report_from(made.text) == grade(source, capped=False)


def test_a_hostile_submission_costs_its_own_marks(one, assignment):
    """The next one meets an examiner that is none the worse."""
    for body in (
        "import os; os.kill(os.getppid(), 9)",
        "while True: pass",
        "import os; os._exit(0)",
    ):
        made = asked(one, assignment, Submission("submission.py", submission(body).encode()))
        assert made.text, made.problem
        outcomes = {v.outcome for v in report_from(made.text).marks[0].verdicts}
        assert Outcome.PASSED not in outcomes
    assert report_from(asked(one, assignment).text).earned == 9


def test_a_template_that_is_gone_is_replaced(one, assignment):
    """Else every submission after it would be left undecided."""
    asked(one, assignment)
    examiner = psutil.Process(one.submit(os.getpid).result())
    (template,) = examiner.children()
    template.send_signal(signal.SIGKILL)
    report = report_from(asked(one, assignment).text)
    assert (report.earned, report.open) == (9, 0)


def test_other_conditions_are_set_up_anew(one, assignment):
    """One process serves a run and the next."""
    asked(one, assignment)
    stricter = Settings(tier="limits", limits=QUICK, search_seconds=0.0, feedback="law")
    text = settings_text(stricter, [], versions())
    other = dataclasses.replace(
        assignment, conditions=dataclasses.replace(assignment.conditions, settings=text)
    )
    wrong = Submission("submission.py", submission("return 3 * x").encode())
    assert "should be" in asked(one, assignment, wrong).text
    assert "should be" not in asked(one, other, wrong).text


def changed(assignment, **said):
    return dataclasses.replace(
        assignment, conditions=dataclasses.replace(assignment.conditions, **said)
    )


def test_an_examiner_with_another_sheet_refuses(one, assignment):
    """It would give other marks under the same name."""
    refused = asked(one, changed(assignment, sheet_digest="0" * 64))
    assert isinstance(refused, Refused)
    assert "another sheet than this run" in refused.reason


def test_an_examiner_with_other_versions_refuses(one, assignment):
    """And says which."""
    text = settings_text(Settings(limits=QUICK), [], versions() | {"python": "2.7"})
    refused = asked(one, changed(assignment, settings=text))
    assert isinstance(refused, Refused)
    assert re.search(r"python 3[.0-9]+ for 2\.7", refused.reason)


def test_a_sheet_that_cannot_be_imported_is_refused_once(one, assignment, tmp_path):
    """And not counted against submissions."""
    folder = tmp_path / "broken_sheet"
    folder.mkdir()
    (folder / "__init__.py").write_text("1 / 0")
    refused = asked(one, dataclasses.replace(changed(assignment, corpus="x"), source=str(folder)))
    assert isinstance(refused, Refused)
    assert "ZeroDivisionError" in refused.reason


def test_the_strongest_isolation_is_found_where_the_work_is(one):
    """The grader itself starts no process of a submission."""
    assert one.submit(strongest_tier).result() in TIERS


def test_no_template_outlives_its_examiner(assignment):
    """Whoever ends first."""
    executor = Processes(1)
    asked(executor, assignment)
    examiner = psutil.Process(executor.submit(os.getpid).result())
    family = examiner.children(recursive=True)
    assert family
    with pytest.raises(WorkerLost):
        executor.submit(os.abort).result()
    executor.close()
    assert not psutil.wait_procs(family, timeout=5)[1]
