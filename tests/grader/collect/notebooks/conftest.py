"""Notebooks are graded on the toy sheet, as files of the same content would be."""

import pytest

from grader.collect import notebooks
from grader.examine.check import check
from grader.examine.examiner import open_examiner
from grader.examine.settings import Settings
from grader.sheets.corpus import FILE_NAME, read_corpus
from tests.grader.conftest import limits_for


@pytest.fixture
def grade_notebook(toy, launched):
    """Grade the bytes of a notebook on the toy sheet."""
    corpus = read_corpus(toy.folder / FILE_NAME, toy)

    def run(source, tier="limits", limits=None):
        submission = notebooks.read("submission.ipynb", source)
        settings = Settings(tier=tier, limits=limits or limits_for(source), search_seconds=0.0)
        return check(open_examiner(launched, toy, corpus, settings), submission)

    return run
