"""A result must not depend on earlier calls, and finding that out must repeat itself."""

import pytest

from grader.examine.report_json import json_text
from tests.grader.misbehaviour import submission

COUNTS = "if not len(x): raise ValueError\nglobal n; n += 1\nreturn x * (2 if n % 7 else 3)"
REMEMBERS = (
    "if not len(x): raise ValueError\nkey = x.tobytes()\n"
    "again = key in seen; seen.add(key)\nreturn x * (3 if again else 2)"
)
DRAWS = "if not len(x): raise ValueError\nreturn x * lot"


@pytest.mark.parametrize(
    ("before", "body"),
    [
        ("n = 0", COUNTS),
        ("seen = set()", REMEMBERS),
        ("import os; lot = 2 * (1 + os.getpid() % 97 * 1e-8)", DRAWS),
    ],
    ids=["counts its calls", "remembers its inputs", "goes by its process"],
)
def test_a_function_with_a_memory_loses_its_marks(grade, before, body):
    """It was right in places, and could not be again."""
    report = grade(submission(body, before=before))
    assert report.marks[0].earned < 4
    assert report.marks[1].earned == 5


@pytest.mark.parametrize("body", [COUNTS, REMEMBERS])
def test_a_dishonest_submission_gets_the_same_bytes_too(grade, body):
    """What is asked again is drawn from the submission and the corpus, and nothing else."""
    source = submission(body, before="n = 0; seen = set()")
    assert json_text(grade(source)) == json_text(grade(source))
