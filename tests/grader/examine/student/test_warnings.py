"""What Python warns of is told with the function, the line and a call that shows it."""

import msgspec
import pytest

from grader.examine.report_json import json_text, report_from
from grader.examine.student.asides import Asides
from grader.examine.student.calls import Call
from grader.examine.student.replies import request_of
from grader.model import CodeWarning
from grader.sandbox.wire.asides import Aside, Warned
from grader.sandbox.wire.bounds import MAX_STRUCTURE
from grader.sandbox.wire.further.files import TextFile
from tests.grader.misbehaviour import AVERAGE, right, submission

FULL = (4, 5)


def marks(report):
    return tuple(mark.earned for mark in report.marks)


def places(report):
    """Each message, and at how many lines it was warned of."""
    return tuple((each.message, each.places) for each in report.warnings)


OVERFLOW = CodeWarning(
    message="overflow in exp", function="f", line=2, call="f(1000.0)", calls=1, places=1
)


def test_each_message_is_told_with_its_places(grade):
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
    assert places(report) == (
        ("invalid value in log", 1),
        ("overflow in exp", 2),
        ("overflow in power", 1),
    )
    assert {(each.function, each.line) for each in report.warnings} == {
        ("double", 8), ("double", 6), ("double", 5)
    }  # fmt: skip


def test_calls_that_warn_are_counted_and_the_shortest_is_shown(session):
    """Asked twice, a call counts once; a call that does not warn is not among them."""
    begun = session("import numpy as np\n\ndef f(x):\n    return np.exp(x)\n")
    calls = [([5e3, 6e3],), ([1.0],), ([7e3],), ([7e3],)]
    begun.ask([Call("f", arguments) for arguments in calls])
    assert begun.asides.warnings() == (
        CodeWarning(message="overflow in exp", function="f", line=4, call="f([7000.0])", calls=2),
    )


def test_a_file_that_was_passed_is_shown_with_its_content():
    """And not by the place where a process of ours keeps it, which is another one each time."""
    asides = Asides()
    request = request_of(Call("f", (TextFile(b"1e3\n", "rates.txt"), 2)))
    asides.note(msgspec.msgpack.encode(Aside([Warned("overflow", 3)])), request)
    (warned,) = asides.warnings()
    assert warned.call == "f(text_file('1e3\\n', 'rates.txt'), 2)"


def test_a_warning_within_a_library_names_the_line_that_called_it(session):
    """NumPy's own line tells a student nothing."""
    begun = session("import numpy as np\n\ndef f(x):\n    x = list(x)\n    return np.mean(x)\n")
    begun.ask([Call("f", ([],))])
    assert {(each.message.strip("."), each.line) for each in begun.asides.warnings()} == {
        ("Mean of empty slice", 5),
        ("invalid value in scalar divide", 5),
    }


def test_one_message_of_two_functions_is_two_findings(session):
    """Though both share the line: each is asked by itself."""
    begun = session("import numpy as np\ndef f(x): return np.exp(x)\ndef g(x): return f(x)\n")
    begun.ask([Call("f", (1e3,)), Call("g", (2e3,)), Call("g", (1e3,))])
    assert [(each.function, each.line, each.calls) for each in begun.asides.warnings()] == [
        ("f", 2, 1),
        ("g", 2, 2),
    ]


def test_those_of_loading_count(grade):
    """Compiling warns too; no call is to blame, and the first call is not blamed."""
    report = grade(f"import numpy as np\nnp.exp(1e3)\nassert ('x', 'y')\n{right()}")
    assert report.warnings == (
        CodeWarning(message="assertion is always true, perhaps remove parentheses?", line=3),
        CodeWarning(message="overflow in exp", line=2),
    )


def test_what_the_student_switched_off_is_not_counted(grade):
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


def test_a_flood_is_bounded(grade):
    """A message with a number in it is another one every time."""
    body = "import warnings\nfor n in range(50): warnings.warn(f'{n:03}' + 'x' * 10**5)\n"
    report = grade(submission(f"if not len(x): raise ValueError\n{body}return 2 * x"))
    assert marks(report) == FULL
    assert len(report.warnings) == 20
    assert all(len(each.message) <= 300 for each in report.warnings)


def test_the_same_submission_warns_the_same(grade):
    """The report's bytes are compared, and nothing is lost on the way back from them."""
    source = submission("if not len(x): raise ValueError\nreturn 2 * x if np.exp(1e3) else x")
    report = grade(source)
    assert json_text(report) == json_text(grade(source))
    assert report_from(json_text(report)).warnings == report.warnings
    assert report.warnings[0].call.startswith("double(")


def test_they_change_no_answer_and_no_filter_of_numpy(grade):
    """Floating-point faults are handled as anywhere."""
    body = (
        "assert np.geterr()['over'] == 'warn'\n"
        "if not len(x): raise ValueError\n"
        "return 2 * x if np.isinf(np.exp(1e3)) else None"
    )
    assert marks(grade(submission(body))) == FULL


def test_an_evil_message_spoils_nothing(grade):
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
    assert places(report) == (("\\x1b[2J\\u202e=1+1", 1),)


def test_a_process_that_is_gone_has_told_them_by_then(grade):
    """One function that never ends must not keep back what is known of another."""
    body = "if not len(x): raise ValueError\nreturn 2 * x if np.exp(1e3) else x"
    last = "def average(values):\n    while True: pass\n"
    report = grade(submission(body).replace(AVERAGE, last))
    assert (marks(report), places(report)) == ((4, 0), (("overflow in exp", 1),))


def test_another_process_adds_no_calls(session):
    """It warns again of what the first has warned of."""
    begun = session("import numpy as np\ndef f(x): return np.exp(x)\n")
    for _ in range(2):
        begun.ask([Call("f", (1e3,))])
        begun.end()
    assert begun.asides.warnings() == (OVERFLOW,)


def test_an_answer_is_the_same_with_warnings_and_without(session):
    """Bytes are compared to see whether it answers twice."""
    begun = session(
        "import numpy as np\nn = 0\ndef f(x):\n    global n; n += 1\n"
        "    return np.exp(x) if n == 1 else np.float64('inf')\n"
    )
    first, second = begun.ask([Call("f", (1e3,))] * 2)
    assert first.raw == second.raw
    assert len(begun.asides.warnings()) == 1


def test_an_answer_as_large_as_can_be_is_an_answer_without_them(session):
    """Another answer does not tell them: it would name a call that has not warned."""
    begun = session(
        "import numpy as np\n"
        "def f(n): return ['x' * 4000] * n + ['x' * 3700 + str(np.exp(1e3))[:n < 2]]\n"
    )
    large, _ = begun.ask([Call("f", (261,)), Call("f", (1,))])
    assert len(large.value) == 262
    assert len(large.raw[0]) > MAX_STRUCTURE - 300
    assert [each.call for each in begun.asides.warnings()] == ["f(1)"]


NEWS = """
import sys
frame = sys._getframe()
while "listener" not in frame.f_locals:
    frame = frame.f_back
frame.f_locals["listener"].told = lambda room: {}
"""

WORDS = {
    "no MessagePack": "b'\\xc1' * 20",
    "of another form": "b'\\x91\\x93\\x01\\x02\\x03'",
    "a negative line": "b'\\x91\\x91\\x93\\xa1a\\xff\\x00'",
    "a million of them": "b'\\x91\\xdd\\x00\\x10\\x00\\x00' + b'\\x93\\xa1a\\x00\\x01' * 150_000",
    "nested": "b'\\x91' * 100_000",
    "a negative number of lines": "b'\\x93\\x90\\xa1a\\xff'",
    "a page of print": "b'\\x93\\x90\\xdb\\x00\\x01\\x00\\x00' + b'a' * (1 << 16) + b'\\x01'",
}


@pytest.mark.parametrize("name", WORDS)
def test_forged_asides_are_left_out(grade, name):
    """The answers that they come with are answers all the same."""
    report = grade(NEWS.format(WORDS[name]) + right())
    assert (marks(report), report.warnings, report.printed) == (FULL, (), ())


def test_forged_warnings_without_end_are_bounded(grade):
    """A new one with every answer, and each of a thousand letters."""
    words = "[[[f'{n}' * 50, n, 0] for n in range(50)], '', 0]"
    told = f"__import__('msgspec').msgpack.encode({words})"
    report = grade(NEWS.format(told) + right())
    assert marks(report) == FULL
    assert len(report.warnings) == 20
    assert all(len(each.message) <= 300 for each in report.warnings)
