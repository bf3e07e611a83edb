"""Reports that the tests of what a student reads look at."""

import pytest

from tests.grader.misbehaviour import submission


@pytest.fixture(scope="module")
def graded():
    """Reports by source and stage of hints, as far as some test has wanted them."""
    return {}


@pytest.fixture
def hinted(graded, grade):
    """The report on a submission at a stage of hints, made once for all who look at it."""

    def report(source, hint=None):
        if (source, hint) not in graded:
            graded[source, hint] = grade(source, **({"hint": hint} if hint else {}))
        return graded[source, hint]

    return report


@pytest.fixture
def lost(hinted):
    """A report with one property lost."""
    return hinted(submission("return 3 * x"))
