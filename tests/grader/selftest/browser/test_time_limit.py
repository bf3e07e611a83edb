"""A call that takes too long is ended from within, where nobody can end it from outside."""

import sys
import time

import pytest

from grader.selftest.browser.time_limit import TimeIsUp, TimeLimit

LOOPS = {
    "a loop": "while True: pass",
    "one that catches everything": "while True:\n    try: n = 1\n    except BaseException: n = 2",
    "one over what never ends": "for n in iter(int, 1): pass",
    "functions that call each other": "def f(): g()\ndef g(): pass\nwhile 1: f()",
    "a generator": "def f():\n    while 1: yield\nfor n in f(): pass",
    "a comprehension": "[n for n in iter(int, 1) if n]",
}
watched = pytest.mark.skipif(
    sys.version_info < (3, 12), reason="before 3.12 Python tells nobody of its jumps"
)


def test_what_took_longer_is_over_in_any_case():
    """The code is a library's, which nobody can end; but it counts as late."""
    limit = TimeLimit()
    with limit.within(0.01):
        time.sleep(0.02)
    assert limit.is_over
    with limit.within(10):
        pass
    assert not limit.is_over


@watched
@pytest.mark.parametrize("loop", LOOPS.values(), ids=LOOPS)
def test_a_students_code_is_ended(loop):
    """Whatever it is made of; what was written in a cell is from no file."""
    limit, code = TimeLimit(), compile(loop, "<cell>", "exec")
    began = time.monotonic()
    with pytest.raises(TimeIsUp), limit.within(0.05):
        exec(code, {})
    assert limit.is_over
    assert time.monotonic() - began < 5


@watched
def test_nobody_is_watched_afterwards():
    """Neither by us nor under our name."""
    with TimeLimit().within(0.0):
        pass
    assert [sys.monitoring.get_tool(each) for each in range(6)].count("grader") == 0
