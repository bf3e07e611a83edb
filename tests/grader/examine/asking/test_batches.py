"""What is known beforehand is asked together, and nobody pays for a neighbour's mistake."""

import time

import numpy as np
import pytest

from grader.authoring import assert_close
from grader.examine.asking.batches import ask_in_batches
from grader.examine.asking.scheduler import Scheduler
from grader.examine.report_json import json_text
from grader.examine.student.calls import Call
from grader.examine.student.faults import CallTimedOut, Died, Misbehaved
from grader.examine.student.replies import request_of
from grader.sandbox.limits import Limits
from tests.grader.misbehaviour import NAMES, right, submission

ANY_CALL = Call("double", ())
DOUBLES = "if not len(x): raise ValueError\nreturn 2 * x"

FOREIGN = """import os
for descriptor in range(3, 64):
    try: os.write(descriptor, b'x' * 100)
    except OSError: pass"""


def requests(count, start=0):
    """Calls of ``double``, each of another number."""
    return [request_of(Call("double", (np.array([float(n)]),))) for n in range(start, count)]


def values(known, session):
    """The numbers that were heard, in the order of the calls."""
    return [float(session.read(ANY_CALL, reply).get()[0]) for reply in known.values()]


def test_everything_is_heard_in_one_go(session):
    """More than one batch of it, in order."""
    begun = session(right())
    asked = requests(500)
    known = ask_in_batches(asked, begun)
    assert list(known) == asked
    assert values(known, begun) == [2.0 * n for n in range(500)]
    assert begun.waiting == 0
    assert begun.settle() is None


def test_large_arguments_go_in_batches_of_their_own(session):
    """A frame has its bounds, and so has what is under way."""
    begun = session(right())
    asked = [request_of(Call("double", (np.full(60_000, float(n)),))) for n in range(50)]
    known = ask_in_batches(asked, begun)
    assert values(known, begun) == [2.0 * n for n in range(50)]


def test_a_function_that_is_missing_is_not_asked(session):
    """The others are."""
    begun = session("def double(x):\n    return 2 * x\n")
    other = request_of(Call("halve", (np.ones(1),)))
    known = ask_in_batches([other, *requests(3), other], begun)
    assert list(known) == requests(3)


def test_nothing_is_heard_of_a_submission_that_cannot_be_loaded(session):
    """Whoever asks one by one is told why."""
    begun = session("import os\nos._exit(1)\n" * 20)
    assert ask_in_batches(requests(3), begun) == {}


@pytest.mark.parametrize(
    ("mishap", "fault"),
    [
        ("while True: pass", CallTimedOut),
        ("import os; os._exit(3)", Died),
        (FOREIGN, Misbehaved),
    ],
)
def test_a_mishap_is_left_to_be_found_again_one_by_one(session, mishap, fault):
    """Where answers are held back, what was heard last does not tell whose fault it is."""
    mishap = mishap.replace("\n", "\n    ")
    source = submission(f"if x[0] == 7:\n    {mishap}\n{DOUBLES}")
    true = lambda student, x: assert_close(student.double(x), 2 * x)  # noqa: E731

    begun = session(source)
    scheduler = Scheduler(begun)
    fails = scheduler.add(true, [{"x": np.array([float(n)])} for n in range(20)])
    holds = scheduler.add(true, [{"x": np.array([float(n)])} for n in range(50, 80)])
    scheduler.run()
    last = scheduler.example_runs(fails)[-1]
    assert last.example["x"] == 7
    assert isinstance(last.failure, fault)
    assert [each.failure for each in scheduler.example_runs(holds)] == [None] * 30
    assert not begun.asks_together


def test_where_all_is_slow_no_more_is_sent_ahead(session):
    """A call within its time is right; hundreds sent ahead would have to be waited for."""
    body = f"import time\ntime.sleep(0.2)\n{DOUBLES}"
    begun = session(submission(body), Limits(call_seconds=2.0, load_seconds=5.0))
    began = time.monotonic()
    known = ask_in_batches(requests(300), begun)
    assert time.monotonic() - began < 30  # all of them take a minute
    assert 0 < len(known) < 20
    assert values(known, begun) == [2.0 * n for n in range(len(known))]
    assert ask_in_batches(requests(300), begun) == {}


@pytest.mark.parametrize("name", NAMES)
def test_a_report_is_the_same_whether_or_not_calls_are_asked_together(
    misbehaved, grade_body, monkeypatch, name
):
    """To the byte, whatever the submission does: batches save time, and decide nothing."""
    together = json_text(misbehaved(name))
    for module in ("asking.scheduler", "ask_twice"):
        monkeypatch.setattr(f"grader.examine.{module}.ask_in_batches", lambda *_: {})
    assert json_text(grade_body(name)) == together


def test_answers_can_be_judged_while_the_process_is_at_work(session):
    """They are told in the order of the calls, and more is under way then."""
    later = "if x[0] >= 16:\n    import time\n    time.sleep(0.02)"  # than the first batch
    begun, told, under_way = session(submission(f"{later}\n{DOUBLES}")), [], []

    def heard(answers):
        told.extend(request for request, _ in answers)
        under_way.append(begun.waiting)

    asked = requests(50)
    ask_in_batches(asked, begun, heard)
    assert told == asked
    assert any(under_way)


FORGES_THE_NEXT = """
if x[0] == 3:
    import sys
    ours = sys._getframe(1).f_globals
    encode = ours["encode"]
    def once(value):
        ours["encode"] = encode
        return bytes([0xC1]), b""
    ours["encode"] = once
"""


def test_an_answer_that_cannot_be_read_costs_one_process_and_no_answer(session):
    """It is read while others are under way; those are heard, and then the process is ended."""
    begun = session(submission(f"{FORGES_THE_NEXT}\n{DOUBLES}"))
    alive = []

    def heard(answers):
        for _, reply in answers:
            begun.read(ANY_CALL, reply)
        alive.append(begun.process.child is not None)

    asked = requests(500)
    known = ask_in_batches(asked, begun, heard)
    assert list(known) == asked
    assert all(alive)
    assert begun.process.child is None
    assert isinstance(known[asked[4]].answer.value, Misbehaved)
