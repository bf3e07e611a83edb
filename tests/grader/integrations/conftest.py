"""A warm grader for the toy sheet, kept for all tests of this folder."""

import pytest

from grader import Grader


@pytest.fixture(scope="package")
def warm(toy):
    """Two examiners, under the isolation that every machine has; no search, which takes time."""
    with Grader(toy.folder, jobs=2, isolation="limits", budget=0) as grader:
        yield grader
