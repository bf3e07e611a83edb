"""What a submission says of itself reaches the report, and never a mark."""

import json
import time

import pytest

from grader.examine.report_json import json_text
from grader.model import Outcome
from grader.sandbox.limits import Limits
from grader.sandbox.wire.frames import Kind
from tests.grader.misbehaviour import RIGHT, right, submission

FULL = (4, 5)


def marks(report):
    return tuple(mark.earned for mark in report.marks)


ANSWERS = """
ANSWERS = {
    "a": "because\\r\\nof\\tit\\n",
    "b": '''  \\x1b[31m\\u202e ''',
    "c": "no such question",
    5: "five",
    "B": ["a", "list"],
}
"""


class TestWrittenAnswers:
    """A person reads them; here they are only carried."""

    def test_texts_are_taken_and_the_rest_is_remarked(self, grade):
        """Lines are kept, and what cannot be seen is shown."""
        report = grade(right() + ANSWERS)
        assert report.written == (("a", "because\nof it\n"), ("b", "  \\x1b[31m\\u202e "))
        assert report.remarks == (
            "ANSWERS['c'] is for no question of this sheet",
            "ANSWERS has a key that is an int, not a question's name",
            "ANSWERS['B'] is a list, not a text",
        )

    def test_they_stand_in_the_json_with_warnings_and_remarks(self, grade):
        """By name, for programs."""
        text = "import numpy as np\nnp.exp(1e3)\nANSWERS = {'a': 'A', 'x': 1}\n"
        found = json.loads(json_text(grade(right() + text)))
        assert found["written"] == [{"question": "a", "text": "A"}]
        line = right().count("\n") + 2
        assert found["warnings"] == [{"message": "overflow in exp", "places": 1, "line": line}]
        assert found["remarks"] == ["ANSWERS['x'] is an int, not a text"]

    def test_long_texts_and_many_are_bounded(self, grade):
        """The first of each are kept, and that is said."""
        text = (
            "ANSWERS = {str(n): 'x' for n in range(60)} | {'a': 'late'}\n"
            "ANSWERS = {'a': 'é' * 10**6, 'b': 'y' * 20_000} | ANSWERS"
        )
        report = grade(right() + text)
        (a, first), (b, second) = report.written
        assert (a, len(first), b, len(second)) == ("a", 4, "b", 20_000) or len(first) == 20_000
        assert len(report.remarks) <= 10

    @pytest.mark.parametrize("value", ["None", "[('a', 'x')]", "'text'", "5", "dict", "object()"])
    def test_what_is_no_dict_is_no_answer(self, grade, value):
        """There is nothing to say to it."""
        report = grade(f"{right()}ANSWERS = {value}")
        assert (marks(report), report.written, report.remarks) == (FULL, (), ())

    def test_blank_texts_are_none(self, grade):
        """As a starter has them."""
        report = grade(right() + "ANSWERS = {'a': '', 'b': ' \\n'}")
        assert (report.written, report.remarks) == ((), ())

    def test_they_are_there_though_nothing_else_is(self, grade):
        """A process that was lost is started once more for them."""
        source = (
            "import os\ndef double(x): os._exit(1)\naverage = double\nANSWERS = {'a': 'because'}"
        )
        report = grade(source)
        assert (marks(report), report.written) == ((0, 0), (("a", "because"),))

    def test_without_any_no_process_is_started(self, session):
        """Most submissions to most sheets have none."""
        begun = session("def double(x): return x\n")
        assert begun.tell(Kind.WRITTEN) == b""
        assert begun.process.child is None


EVIL = """
import time

class Evil(dict):
    def __getattribute__(self, name): time.sleep(60)
    def items(self): time.sleep(60)
    __len__ = __iter__ = __contains__ = __getitem__ = __bool__ = __repr__ = items

class Text(str):
    def __str__(self): time.sleep(60)
    __len__ = __getitem__ = encode = __repr__ = __str__

class Claims:
    __class__ = property(lambda self: time.sleep(60))
"""

HOSTILE = {
    "a dict of its own": "ANSWERS = Evil(a='x')",
    "texts of its own": "ANSWERS = {Text('a'): Text('x')}",
    "a claim to be a dict": "ANSWERS = Claims()",
    "two hundred megabytes": "ANSWERS = {'a': 'x' * 200_000_000}",
    "a million entries": "ANSWERS = dict.fromkeys(map(str, range(10**6)), 'x')",
    "half a surrogate": "ANSWERS = {'a': '\\ud800', '\\udfff': 1}",
    "itself": "ANSWERS = {}\nANSWERS['a'] = ANSWERS",
    "a type with a slow name": (
        "class M(type):\n    __name__ = property(lambda self: time.sleep(60))\n"
        "class V(metaclass=M): pass\nANSWERS = {'a': V()}"
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_written_answer_moves_a_mark(grade, name):
    """Whatever it holds, and whatever that does when it is looked at."""
    start = time.monotonic()
    report = grade(EVIL + right() + HOSTILE[name], limits=Limits())
    assert marks(report) == FULL
    assert report.loading == ()
    assert time.monotonic() - start < 30  # the sleeps are of 60


# The host's own variables, patched from within the process.
PATCHED = """
import os, sys, time
frame = sys._getframe()
while "listener" not in frame.f_locals:
    frame = frame.f_back
ANSWERS = {{}}
def instead():
    {}
frame.f_globals["written"] = lambda names: instead()
"""

LIES = {
    "hangs": "while True: pass",
    "ends": "os._exit(0)",
    "crashes": "import ctypes; ctypes.string_at(0)",
    "says nothing": "return None",
    "tells of another form": "return {'a': [1, 2, 3]}",
    "tells too much": "return [('x' * 10**5, 1)] * 150",
    "tells far too much": "return 'x' * 10**8",
    "nests": "n = []\n    for _ in range(900): n = [n]\n    return n",
    "answers another question": (
        "wire = frame.f_locals['connection']\n    wire.sendall(b'\\x0e' + bytes(16))\n    return []"
    ),
}


@pytest.mark.parametrize("name", LIES)
def test_a_lie_spoils_nothing_but_itself(grade, name):
    """The marks are made by then."""
    start = time.monotonic()
    report = grade(PATCHED.format(LIES[name]) + right())
    assert marks(report) == FULL
    assert report.open == 0
    assert report.written == ()
    assert time.monotonic() - start < 30  # the sleeps are of 60


def test_what_was_not_asked_for_still_costs(grade):
    """A word out of turn is no testimony."""
    body = (
        "import struct, sys\n"
        "frame = sys._getframe()\n"
        "while 'connection' not in frame.f_locals: frame = frame.f_back\n"
        f"frame.f_locals['connection'].sendall(struct.pack('<BQII', {Kind.TOLD}, 1, 0, 0))\n"
        "return 2 * x"
    )
    verdict = grade(submission(body)).marks[0].verdicts[0]
    assert verdict.outcome is Outcome.FORBIDDEN


def test_an_end_while_telling_is_not_held_against_the_submission(session):
    """It may be asked as often as before."""
    begun = session(PATCHED.format("os._exit(0)") + RIGHT)
    for _ in range(5):
        assert begun.tell(Kind.WRITTEN, afresh=True) == b""
    assert begun.process.starts == 0
