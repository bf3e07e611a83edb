"""
``check`` where a kernel cannot be forked: the cells that were run are run again, elsewhere.

Here the platform is told to have no fork; all else is as it is on macOS and Windows.
"""

import pytest

RIGHT = """
import numpy as np
def double(x):
    if not x.size:
        raise ValueError("nothing to double")
    return FACTOR * x
"""


@pytest.fixture
def unforked(kernel):
    """A kernel on a platform without fork."""
    started = kernel()
    started.run("import grader.selftest.notebook.check as _c\n_c.can_fork = lambda: False")
    assert started.run("from grader import check") == []
    return started


@pytest.mark.slow
def test_the_cells_that_were_run_are_examined(unforked):
    """In the order in which they were; one that failed, or asks for a check, costs nothing."""
    unforked.run("%matplotlib nonsense")
    unforked.run("FACTOR = 3")
    unforked.run(RIGHT)
    assert "3 * x" not in unforked.check("a")["text/plain"]
    assert unforked.report("a")["earned"] == 0
    unforked.run("1 / 0")
    unforked.run("FACTOR = 2")
    report = unforked.report()
    assert [question["earned"] for question in report["questions"]] == [4, 0]
    assert report["loading"] == []
    assert report["submission"]["name"] == "this notebook"


@pytest.mark.slow
def test_a_function_that_hangs_is_ended(unforked):
    """From outside, as ever; and the kernel is asked again."""
    unforked.run("FACTOR = 2\n" + RIGHT + "def average(values):\n    while True: pass")
    shown = unforked.check()["text/plain"]
    assert "timed out (5)" in shown
    assert "4/4  all right" in shown
    assert unforked.value("FACTOR") == 2
