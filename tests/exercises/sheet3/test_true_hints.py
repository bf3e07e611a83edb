"""No hint says something of the inputs that go wrong which further inputs contradict."""

import pytest

from grader.audit.mutants import mutants
from grader.audit.workbench import Workbench
from grader.examine.feedback import where
from grader.sheets.misconceptions import misconceptions
from tests.true_hints import Bench, drawn


@pytest.fixture(scope="module")
def bench():
    """The sheet with its frozen examples."""
    return Bench()


@pytest.fixture(autouse=True)
def drawn_once(monkeypatch):
    """The fresh examples of a property are the same for every submission, so they can be kept."""
    monkeypatch.setattr(where, "fresh_examples", drawn)


def known(bench):
    """All misconceptions of the sheet, each planted in the model."""
    for question in bench.sheet.questions:
        for each in misconceptions(bench.sheet, question):
            yield {each.function: each.planted(bench.model[each.function])}


def of_mutants(bench):
    """Submissions that are the model changed in one place, where that can be imported."""
    workbench = Workbench(None)
    for mutant in mutants(bench.sheet.model):
        try:
            functions = workbench.rebuilt(mutant.module, mutant.source)
        except Exception:
            continue
        yield {name: functions[name] for name in mutant.functions}


def lies(bench, submissions):
    """What is said falsely about any of these."""
    return [lie for changed in submissions for lie in bench.lies(changed)]


def test_hints_at_some_misconceptions_are_true(bench):
    """One in eight of those that are known."""
    assert lies(bench, [*known(bench)][::8]) == []
