"""A grader that is kept for a day does not grow by what it has scored."""

import psutil
import pytest

from grader import Grader
from tests.grader.misbehaviour import right, submission

WARM, MANY = 450, 1200  # what is known of right answers and of orders grows until then
MOST_BYTES = 2_900_000  # memory is taken a megabyte at a time; a report of each would be 3.2 MB
WRONG = ("return 3 * x", "raise KeyError", "return np.append(x, 1.0)", "import os; os._exit(0)")


def sources():
    """Right and wrong submissions in turn, no two of the same bytes."""
    for n in range(MANY):
        yield f"# {n}\n" + (right() if n % 2 else submission(WRONG[n // 2 % len(WRONG)]))


def occupied():
    """Bytes of this process and of the examiners, without what they share."""
    me = psutil.Process()
    return sum(each.memory_full_info().uss for each in (me, *me.children()))


@pytest.mark.slow
def test_hundreds_of_scores_take_no_more_memory_than_the_first_of_them(toy):
    with Grader(toy.folder, jobs=2, isolation="limits", budget=0) as grader:
        for n, score in enumerate(grader.score_all(sources())):
            assert score.decided
            assert (score.reward == 1) == (n % 2 == 1)
            if n == WARM:
                before = occupied()
        assert occupied() - before < MOST_BYTES
