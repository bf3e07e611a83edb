"""Cheating with the order of the questions, with luck, with time, or out of turn is found out."""

import shutil
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import pytest

from grader.examine.student.calls import Call
from grader.model import Outcome
from grader.sandbox.limits import Limits
from grader.sandbox.wire.frames import Kind
from tests.grader.conftest import QUICK
from tests.grader.misbehaviour import AVERAGE, right, submission

TWO_ANSWERS = "gave two answers to the same input"


def lost(report):
    """The verdicts on what was lost in the first question."""
    return [v for v in report.marks[0].verdicts if v.outcome is not Outcome.PASSED]


@pytest.fixture
def always_here():
    """A folder that is not there yet, of one name in all runs: what is drawn follows from it."""
    place = Path(tempfile.gettempdir()) / "seen-in-another-order"
    shutil.rmtree(place, ignore_errors=True)
    yield place
    shutil.rmtree(place, ignore_errors=True)


def test_a_process_that_was_asked_in_another_order_answers_the_same(grade, always_here):
    """Answers that go by the order of the questions are consistent in one process only."""
    before = f"""
import os
place, seen = {str(always_here)!r}, []
is_first = not os.path.exists(place)
"""
    body = """
key = x.tobytes().hex()[:200]
if key not in seen: seen.append(key)
places = [f"{place}/{n} {key}" for n, key in enumerate(seen[:2])]
if is_first: [os.makedirs(each, exist_ok=True) for each in places]
if not all(map(os.path.exists, places)): return x * 2 + 1
if not len(x): raise ValueError
return x * 2
"""
    report = grade(submission(body, before=before))
    assert [v.message for v in lost(report)] == [
        f"{TWO_ANSWERS}; use nothing but the arguments"
    ] * 3


def test_lots_drawn_while_loading_are_found_out(grade):
    """The same in one process, another in the next; once in fifty times two are near by chance."""
    before = "import os\nDRAWN = float(int.from_bytes(os.urandom(4), 'little'))"
    body = (
        "global DRAWN\nif not len(x): raise ValueError\nreturn x * 2 * (1 + 1e-7 * DRAWN / 2**32)"
    )
    drawn = (submission(f"{body}  # {n}", before=before) for n in range(5))  # each draws its own
    found = ([v.message for v in lost(grade(each))] for each in drawn)
    assert [f"{TWO_ANSWERS}; use nothing but the arguments"] * 3 in found


def test_the_last_bits_of_a_float_are_no_second_answer(grade):
    """Where arrays lie decides in which order they are added up."""
    body = """
global n
n += 1
if not len(x): raise ValueError
return x * 2 * (1 + (n % 3) * 2.0**-52)
"""
    assert lost(grade(submission(body, before="n = 0"))) == []


@pytest.mark.parametrize("chance", ["os.urandom(1)[0] % 2", "time.perf_counter_ns() % 3"])
def test_luck_is_not_enough(grade, chance):
    """Sixty examples of which each is right by chance are not all right."""
    body = f"if not len(x): raise ValueError\nreturn x * (2 if {chance} else 3)"
    assert len(lost(grade(submission(body, before="import os, time")))) == 3


def test_what_hangs_has_its_time_once_and_costs_nobody_else_time(grade):
    """Each further property of it is asked all the same, with less patience."""
    hanging = f"def double(x):\n    while True: pass\n{AVERAGE}"
    report = grade(hanging)
    assert [mark.earned for mark in report.marks] == [0, 5]
    assert {v.outcome for v in report.marks[0].verdicts} == {Outcome.TIMED_OUT}
    assert {v.message for v in report.marks[0].verdicts} == {
        "double was still running after 0.3 s",
        "double was still running after 0.075 s, and had no longer: "
        "another call of it was still running after 0.3 s",
    }


def test_what_the_whole_has_no_time_for_stays_open(grade):
    """Nobody can say that it is wrong, and nobody does."""
    slow = "import time\ndef double(x):\n    time.sleep(0.2)\n    return 2 * x\n"
    average = "def average(values):\n    time.sleep(0.2)\n    return sum(values) / len(values)\n"
    report = grade(slow + average, limits=replace(QUICK, submission_seconds=3.0))
    assert {v.outcome for m in report.marks for v in m.verdicts} == {Outcome.NOT_ASKED}
    assert report.open == report.possible


LATE_THE_SECOND_TIME = """
import os, time
def first_time():
    try:
        os.mkdir({place!r})
    except FileExistsError:
        return False
    return True
"""


@pytest.mark.parametrize(
    ("before", "body"),
    [
        ("if first_time() or not time.sleep(60):\n    twice = 2", "return x * twice"),
        ("hangs = not first_time()", "if hangs: time.sleep(60)\nreturn x * 2"),
    ],
    ids=["while it is loaded", "in a call"],
)
def test_a_second_process_that_is_late_costs_nothing(grade, tmp_path, before, body):
    """A statement that had loaded was left out in the second, and a right function lost by it."""
    before = LATE_THE_SECOND_TIME.format(place=str(tmp_path / "seen")) + before
    body = f"if not len(x): raise ValueError\n{body}"
    limits = Limits(call_seconds=2.0, load_seconds=4.0)
    report = grade(submission(body, before=before), limits=limits)
    assert {v.outcome for v in report.marks[0].verdicts} <= {Outcome.NOT_ASKED, Outcome.PASSED}
    assert report.marks[0].open > 0
    assert "time was up before double had answered once more: all was right" in {
        v.message for v in report.marks[0].verdicts
    }
    assert report.earned + report.open == report.possible


def test_a_process_that_speaks_unasked_loses_the_property(session):
    """And is replaced."""
    source = """
import struct, sys
def f(x):
    frame = sys._getframe()
    while "connection" not in frame.f_locals: frame = frame.f_back
    connection = frame.f_locals["connection"]
    module = frame.f_globals
    plain = module["frame_bytes"]
    module["frame_bytes"] = lambda *parts: plain(*parts) + plain(14, 1, b"\\xc0")
    return x
"""
    begun = session(source)
    assert begun.ask([Call("f", (1,))])[0].value == 1
    assert "when nothing was asked" in str(begun.settle())
    assert begun.settle() is None
    assert begun.ask([Call("f", (2,))])[0].value == 2


def test_a_process_can_be_ended_twice(launched):
    """The second time says the same, and closes nobody's descriptors."""
    child = launched.spawn("limits", Limits())
    first = child.end()
    other = launched.spawn("limits", Limits())
    assert child.end() == first
    assert other.channel.receive(30).kind == Kind.READY
    other.end()


def test_a_right_submission_is_confirmed(grade):
    """Asking again costs the honest nothing."""
    assert [mark.earned for mark in grade(right()).marks] == [4, 5]


def test_answers_that_nobody_needs_are_not_waited_for(grade):
    """After the first wrong one, eighty more were on their way, two fifths of a second each."""
    began = time.monotonic()
    report = grade(submission("import time; time.sleep(0.4); return x"))
    assert [mark.earned for mark in report.marks] == [0, 5]
    assert time.monotonic() - began < 25
