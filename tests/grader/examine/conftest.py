"""A submission that is asked in each isolation that the machine has."""

import pytest

from grader.examine.student.objects.expected import Expected
from grader.examine.student.proxy import Student
from grader.sandbox.processes.availability import works

TIERS = [
    "sealed",
    *(pytest.param(t, marks=pytest.mark.slow) for t in ("limits", "walled", "owned")),
]


@pytest.fixture(params=TIERS)
def tier(request, launched):
    """Each isolation that there is; by default the one that works in most places."""
    if not works(launched, request.param):
        pytest.skip(f"this machine does not offer {request.param!r}; see 'grader doctor'")
    return request.param


@pytest.fixture
def asked(request, session, tier):
    """A student with the SUBMISSION of the tests' module, in each isolation."""
    running = session(request.module.SUBMISSION, tier=tier)
    return Student(running.ask, Expected(dict))
