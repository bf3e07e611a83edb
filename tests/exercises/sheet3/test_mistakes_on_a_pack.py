"""
Whoever makes a known mistake is told the same of it on a pack as on the sheet, to the last byte.

The sentence that names it, the marks, and a frozen example that shows it, for every mistake that
the sheet knows: ``pytest -m sweep``.  By default those are tried of one question whose law goes on
from a student's answer.
"""

import json
import re

import pytest

from grader.sandbox.processes.launch import launcher
from grader.sheets.derived.bundle import planted_submission
from grader.sheets.misconceptions import misconceptions
from grader.sheets.sheet import load_sheet
from tests.exercises.sheet3.on_a_pack import reports
from tests.grader.examine.packing.few_examples import with_examples

WHOLE = load_sheet("exercises/sheet3")
BANK = {question.id: misconceptions(WHOLE, question) for question in WHOLE.questions}
ALWAYS, EVERY = "3a", 6
FEWEST = 347
TIMED = {prop.name for prop in WHOLE.properties if prop.declared.measured}
# Twice the same, it is told another number of times: it is measured how long a call takes.
MEASURED = re.compile(r"is [\d.e+]+ times what|\"growth\": \"[\d.e+]+\"")


@pytest.fixture(scope="module")
def launched():
    """One template for all questions."""
    with launcher(WHOLE.settings.packages) as running:
        yield running


@pytest.fixture
def alike(launched, tmp_path):
    """Hold what is told of mistakes in a question on the sheet and on a pack against each other."""

    def compare(question, mistakes):
        both = with_examples(
            WHOLE, tmp_path, lambda law, examples: examples if law.startswith(question) else []
        )
        for mistake in mistakes:
            submission = planted_submission(WHOLE, mistake)
            whole, pack = reports(both, launched, submission, question)
            assert MEASURED.sub("", pack) == MEASURED.sub("", whole), mistake.name
            assert_told(json.loads(pack), mistake)

    return compare


def assert_told(report, mistake):
    """
    The mistake costs points, is named, and each law that it breaks is shown with a call.

    It is not named where only the clock speaks for it: what is slow may be slow for another reason.
    """
    (mark,) = report["questions"]
    lost = [each for each in mark["verdicts"] if each["outcome"] != "passed"]
    assert mark["earned"] < mark["possible"]
    is_named = any(each["misconception"] for each in lost)
    assert is_named == any(each["property"] not in TIMED for each in lost), mistake.name
    assert all(each["call"] for each in lost if each["function"] == mistake.function), mistake.name


def test_some_mistakes_are_named_and_shown_on_a_pack_as_on_the_sheet(alike):
    alike(ALWAYS, BANK[ALWAYS][::EVERY])


@pytest.mark.sweep
@pytest.mark.parametrize("question", BANK)
def test_every_mistake_is_named_and_shown_on_a_pack_as_on_the_sheet(question, alike):
    alike(question, BANK[question])


def test_the_bank_is_not_emptied_by_accident():
    """Each is in the sweep."""
    assert sum(map(len, BANK.values())) >= FEWEST
