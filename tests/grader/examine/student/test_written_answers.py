"""What a submission says of itself reaches the report, and never a mark."""

import json
import time

import pytest

from grader.examine.report_json import json_text
from grader.examine.student.proxy import Call
from grader.model import Outcome
from grader.sandbox.limits import Limits
from grader.sandbox.wire.bounds import MAX_STRUCTURE
from grader.sandbox.wire.frames import Kind
from tests.grader.misbehaviour import AVERAGE, RIGHT, right, submission

FULL = (4, 5)


def marks(report):
    return tuple(mark.earned for mark in report.marks)


class TestWarnings:
    """They are counted by place, as Python would show them."""

    def test_each_message_is_told_with_its_places(self, grade):
        """However often a place is passed."""
        body = (
            "if not len(x): raise ValueError\n"
            "np.array([1e3]) ** 1e3\n"
            "np.exp(np.full(3, 1e3))\n"
            "np.exp(1e3 + x)\n"
            "np.log(-1.0 - x**2)\n"
            "return 2 * x"
        )
        report = grade(submission(body))
        assert marks(report) == FULL
        assert report.warnings == (
            ("invalid value in log", 1),
            ("overflow in exp", 2),
            ("overflow in power", 1),
        )

    def test_those_of_loading_count(self, grade):
        """Compiling warns too."""
        report = grade(f"import numpy as np\nnp.exp(1e3)\n'x' is 'y'\n{right()}")
        assert report.warnings == (
            ('"is" with a literal. Did you mean "=="?', 1),
            ("overflow in exp", 1),
        )

    def test_what_the_student_switched_off_is_not_counted(self, grade):
        """Nor what Python's own filter keeps back."""
        body = (
            "import warnings\n"
            "if not len(x): raise ValueError\n"
            "with np.errstate(over='ignore'): np.exp(1e3)\n"
            "with warnings.catch_warnings():\n"
            "    warnings.simplefilter('ignore')\n"
            "    np.exp(1e4)\n"
            "warnings.warn('old', DeprecationWarning)\n"
            "return 2 * x"
        )
        assert grade(submission(body)).warnings == ()

    def test_a_flood_is_bounded(self, grade):
        """A message with a number in it is another one every time."""
        body = "import warnings\nfor n in range(50): warnings.warn(f'{n:03}' + 'x' * 10**5)\n"
        report = grade(submission(f"if not len(x): raise ValueError\n{body}return 2 * x"))
        assert marks(report) == FULL
        assert len(report.warnings) == 20
        assert all(len(message) <= 300 for message, _ in report.warnings)

    def test_the_same_submission_warns_the_same(self, grade):
        """The report's bytes are compared."""
        source = submission("if not len(x): raise ValueError\nreturn 2 * x if np.exp(1e3) else x")
        assert json_text(grade(source)) == json_text(grade(source))

    def test_they_change_no_answer_and_no_filter_of_numpy(self, grade):
        """Floating-point faults are handled as anywhere."""
        body = (
            "assert np.geterr()['over'] == 'warn'\n"
            "if not len(x): raise ValueError\n"
            "return 2 * x if np.isinf(np.exp(1e3)) else None"
        )
        assert marks(grade(submission(body))) == FULL

    def test_an_evil_message_spoils_nothing(self, grade):
        """Its text is made by the student's own code."""
        body = (
            "import warnings\n"
            "class W(UserWarning):\n"
            "    def __str__(self): raise SystemExit\n"
            "if not len(x): raise ValueError\n"
            "try: warnings.warn(W())\n"
            "except SystemExit: pass\n"
            "warnings.warn('\\x1b[2J\\u202e=1+1')\n"
            "return 2 * x"
        )
        report = grade(submission(body))
        assert marks(report) == FULL
        assert report.warnings == (("\\x1b[2J\\u202e=1+1", 1),)

    def test_a_process_that_is_gone_has_told_them_by_then(self, grade):
        """One function that never ends must not keep back what is known of another."""
        body = "if not len(x): raise ValueError\nreturn 2 * x if np.exp(1e3) else x"
        last = "def average(values):\n    while True: pass\n"
        report = grade(submission(body).replace(AVERAGE, last))
        assert (marks(report), report.warnings) == ((4, 0), (("overflow in exp", 1),))

    def test_another_process_adds_no_places(self, session):
        """It warns again of what the first has warned of."""
        begun = session("import numpy as np\ndef f(x): return np.exp(x)\n")
        for _ in range(2):
            begun.ask([Call("f", (1e3,))])
            begun.end()
        assert begun.warnings.counted() == (("overflow in exp", 1),)

    def test_an_answer_is_the_same_with_warnings_and_without(self, session):
        """Only the first comes with one; bytes are compared to see whether it answers twice."""
        begun = session("import numpy as np\ndef f(x): return np.exp(x)\n")
        first, second = begun.ask([Call("f", (1e3,))] * 2)
        assert first.raw == second.raw

    def test_an_answer_as_large_as_can_be_has_room_for_them(self, session):
        """They go with a later one."""
        begun = session(
            "import numpy as np\ndef f(n): np.exp(1e3); return ['x' * 4000] * n + ['x' * 3700]\n"
        )
        large, small = begun.ask([Call("f", (261,)), Call("f", (1,))])
        assert len(large.value) == 262
        assert len(large.raw[0]) > MAX_STRUCTURE - 300
        assert len(small.value) == 2
        assert begun.warnings.counted() == (("overflow in exp", 1),)


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
        assert found["warnings"] == [{"message": "overflow in exp", "places": 1}]
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
while "warned" not in frame.f_locals:
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


NEWS = """
import sys
frame = sys._getframe()
while "warned" not in frame.f_locals:
    frame = frame.f_back
warned = frame.f_locals["warned"]
warned.news = [1]
warned.told = lambda room: {}
"""

WORDS = {
    "no MessagePack": "b'\\xc1' * 20",
    "of another form": "b'\\x91\\x93\\x01\\x02\\x03'",
    "a negative line": "b'\\x91\\x93\\xa1a\\xa1b\\xff'",
    "a million of them": "b'\\xdd\\x00\\x10\\x00\\x00' + b'\\x93\\xa1a\\xa1b\\x01' * 150_000",
    "nested": "b'\\x91' * 100_000",
}


@pytest.mark.parametrize("name", WORDS)
def test_forged_warnings_are_left_out(grade, name):
    """The answers that they come with are answers all the same."""
    report = grade(NEWS.format(WORDS[name]) + right())
    assert (marks(report), report.warnings) == (FULL, ())


def test_forged_warnings_without_end_are_bounded(grade):
    """A new one with every answer, and each of a thousand letters."""
    told = "__import__('msgspec').msgpack.encode([[f'{id(x)}' * 50, 'f', n] for n in range(50)])"
    report = grade(NEWS.format("None").replace("None", told.replace("id(x)", "n")) + right())
    assert marks(report) == FULL
    assert len(report.warnings) <= 20
    assert all(len(message) <= 300 for message, _ in report.warnings)


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
