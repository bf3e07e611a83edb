"""What a run needs: conditions of the toy sheet, and examiners that serve several tests."""

import pytest

from grader.classrun import Wishes, occasion_of
from grader.corpus import FILE_NAME
from grader.executors import Processes
from grader.executors.unit import Assignment
from grader.gradebook import open_book
from grader.pipeline import fill
from grader.private import public_examples
from tests.grader.pipeline.classes import collected


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
    wishes = Wishes(sheet=str(toy.folder), budget=0.0)
    return occasion_of(toy, public_examples(toy), wishes, "limits")


@pytest.fixture
def book(tmp_path):
    """An empty gradebook."""
    with open_book(tmp_path / "gradebook.db", new=True) as opened:
        yield opened


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
