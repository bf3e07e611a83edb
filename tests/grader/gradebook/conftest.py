"""
Gradebooks with made-up results, and runs on the toy sheet with examiners that serve several tests.

What is stored does not have to have been examined.
"""

import pytest

from grader.examine.report_json import json_text
from grader.examine.workers import Processes
from grader.examine.workers.task import Assignment
from grader.gradebook import ExamResult, open_book
from grader.gradebook.class_run import GradeOptions, occasion_of
from grader.gradebook.entries import key_of
from grader.gradebook.fill import fill
from grader.sheets.corpus import FILE_NAME
from grader.sheets.private_corpus import public_examples
from tests.grader.gradebook.classes import collected
from tests.grader.gradebook.made_up import report_of


@pytest.fixture
def book(tmp_path):
    """An empty gradebook."""
    with open_book(tmp_path / "gradebook.db", new=True) as opened:
        yield opened


@pytest.fixture
def stored(book):
    """Store a report of made-up outcomes for an entry in a run; the result's number."""

    def store(run, entry, *outcomes, **said):
        report = report_of(entry.submission, *outcomes, **said)
        return book.store(run, key_of(entry.submission), ExamResult(json_text(report)))

    return store


@pytest.fixture(scope="session")
def two():
    """Two examiners."""
    executor = Processes(2)
    yield executor
    executor.close()


@pytest.fixture(scope="session")
def occasion(toy):
    """A run on the toy sheet, without a search for smaller examples."""
    assert (toy.folder / FILE_NAME).is_file()
    wishes = GradeOptions(sheet=str(toy.folder), budget=0.0)
    return occasion_of(toy, public_examples(toy), wishes, "limits")


@pytest.fixture
def run(book, occasion, two):
    """Grade the class in a folder; how far it came."""

    def over(folder, executor=two, made=occasion, **said):
        number = book.begin(made, collected(folder))
        assignment = Assignment(made.conditions, made.corpus, made.source)
        tally = fill(book, number, assignment, executor, **said)
        book.finish(number)
        return tally

    return over
