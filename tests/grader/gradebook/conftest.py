"""Gradebooks with made-up results: what is stored does not have to have been examined."""

import pytest

from grader.gradebook import Finding, open_book
from grader.gradebook.entries import key_of
from grader.reporters.json import json_text
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
        return book.store(run, key_of(entry.submission), Finding(json_text(report)))

    return store
