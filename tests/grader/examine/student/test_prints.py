"""What a submission prints is shown by function, bounded and cleaned, and moves no mark."""

import time
from dataclasses import replace

import pytest

from grader.examine.feedback.unheard_prints import overheard
from grader.examine.report_json import json_text
from grader.examine.student.calls import Call
from grader.examine.student.faults import Misbehaved
from grader.language import ENGLISH
from grader.model import Printed
from grader.report.student.asides import printed_lines
from grader.sandbox.limits import Limits
from grader.sandbox.processes.availability import works
from grader.sandbox.wire.asides import MOST_SAID
from tests.grader.misbehaviour import right, submission

SHORT = Limits(call_seconds=1.0, load_seconds=10.0, question_seconds=20.0)
BODY = "print('x is', x)\nif not len(x): raise ValueError\nreturn 2 * x"


def marks(report):
    return tuple(mark.earned for mark in report.marks)


def asked(session, body, *arguments):
    """What is known to be printed by a function of this body, after calls with these arguments."""
    begun = session(f"import os, sys\nimport numpy as np\ndef f(x):\n    {body}\n")
    begun.ask([Call("f", (each,)) for each in arguments])
    return begun.asides.printed()


def test_a_print_is_told_with_its_function_and_its_first_call(session):
    """In the order in which calls were asked."""
    (found,) = asked(session, "print('x is', x)", 1, 2.5, "a")
    assert (found.function, found.call, found.calls, found.further) == ("f", "f(1)", 3, 0)
    assert found.lines == ("x is 1", "x is 2.5", "x is a")


def test_a_call_that_raises_has_printed_all_the_same(session):
    """That is the one that a student wants to see."""
    (found,) = asked(session, "print('here', file=sys.stderr); return x.nothing", 1)
    assert found.lines == ("here",)


@pytest.mark.parametrize(
    ("body", "shown", "further"),
    [
        ("for n in range(10**5): print(n)", [str(n) for n in range(10)], 10**5 - 10),
        ("print('é' * 10**6)", ["é" * 199 + "…"], 0),
        ("print('\\x1b[2J\\u202e<b>\\tx')", [r"\x1b[2J\u202e<b>        x"], 0),
        ("print('=1+1', end='')", ["=1+1"], 0),
        ("print('a\\n\\nb')", ["a", "", "b"], 0),
        ("sys.stdout.buffer.write(b'\\xff\\xfe!')", ["!"], 0),
    ],
)
def test_what_is_printed_is_bounded_cleaned_and_counted(session, body, shown, further):
    """Ten lines, none of them long, and nothing in them that a terminal obeys."""
    (found,) = asked(session, body, 1)
    assert list(found.lines) == shown
    assert found.further == further


def test_a_thousand_characters_of_one_function_are_shown(session):
    """The end of them is marked."""
    (found,) = asked(session, "print('x' * 150)", *range(30))
    assert [len(line) for line in found.lines] == [150] * 6 + [95]
    assert found.lines[-1].endswith("…")
    assert found.further == 23


@pytest.mark.parametrize(
    "body",
    [
        "sys.stdout.close()",
        "sys.stdout = sys.stderr = None; print(x)",
        "os.write(1, b'x' * 1000)",
        "sys.stdout.buffer.raw.kept = None",
    ],
)
def test_a_stream_that_is_harmed_costs_nothing_but_itself(grade, body):
    """Marks are made of answers."""
    whole = submission(f"import os, sys\n{body}\n{BODY.partition(chr(10))[2]}")
    assert marks(grade(whole)) == (4, 5)


def test_what_is_printed_while_loading_is_no_functions(grade):
    """It stands first, and names no call."""
    report = grade(f"print('loaded')\n{submission(BODY)}")
    first, second = report.printed
    assert (first.function, first.lines, first.call) == ("", ("loaded",), "")
    assert second.function == "double"


def test_no_mark_and_no_byte_of_the_report_depends_on_it(grade):
    """It may be a time of day, and the report is compared."""
    silent, loud = right(), right().replace("return x * 2", "print(id(object()), x); return x * 2")
    report = grade(loud)
    assert report.printed[0].function == "double"
    assert json_text(report).replace(report.submission.sha256, "") == json_text(
        grade(silent)
    ).replace(grade(silent).submission.sha256, "")


@pytest.mark.parametrize("forged", [b"\x0e" + bytes(16), b"\x90", b"\xff" * 64])
def test_a_print_is_never_taken_for_an_answer(session, forged):
    """Bytes that look like a frame are text like any other."""
    begun = session(f"import sys\ndef f(x):\n    sys.stdout.buffer.write({forged!r})\n    return x")
    answers = begun.ask([Call("f", (n,)) for n in range(20)])
    assert [each.value for each in answers] == list(range(20))


def test_another_process_prints_nothing_twice(session):
    """A call that is asked again, since the process was lost, counts once."""
    begun = session("def f(x): print(x)\n")
    for _ in range(2):
        begun.ask([Call("f", (1,))])
        begun.end()
    (found,) = begun.asides.printed()
    assert (found.lines, found.calls) == (("1",), 1)


def test_hints_that_keep_examples_back_keep_back_what_is_printed(grade):
    """A function may print its arguments; that it prints is no secret."""
    source = f"print('loaded')\n{submission(BODY)}"
    report = grade(source, hint=1)
    text = "\n".join(printed_lines(report, ENGLISH))
    assert "x is" in "\n".join(printed_lines(grade(source), ENGLISH))
    assert "x is" not in text
    assert "loaded" in text
    assert "not shown at this stage of hints" in text


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("print('begin', x.size)\nwhile True: pass", 1),
        pytest.param("while True: print('on and on')", 10, marks=pytest.mark.slow),
        pytest.param(
            "print('before')\nwhile True:\n        try: x / x\n        except Exception: pass",
            1,
            marks=pytest.mark.slow,
        ),
    ],
)
@pytest.mark.parametrize("tier", ["limits", pytest.param("walled", marks=pytest.mark.slow)])
def test_what_a_call_printed_that_did_not_end_is_told(grade, launched, tier, body, lines):
    """How far it got is what such a print was put in for."""
    if not works(launched, tier):
        pytest.skip(f"this machine does not offer {tier!r}; see 'grader doctor'")
    report = grade(submission(body), SHORT, tier=tier)
    assert marks(report)[0] == 0
    (found,) = report.printed
    assert (found.function, len(found.lines)) == ("double", lines)
    assert found.call.startswith("double(")


DEADLY = """
import os

def f(x):
    if x > 1:
        for n in range({lines}):
            print("at", n)
        print("not a line", end="")
        os._exit(3)
    print("fine")
    return x
"""


@pytest.mark.parametrize(
    ("lines", "told", "cut"), [(3, 3, False), pytest.param(30, 10, True, marks=pytest.mark.slow)]
)
def test_what_a_call_printed_that_ended_its_process_is_told(session, lines, told, cut):
    """Line by line, as far as it got, and apart from what was heard of other calls."""
    begun = session(DEADLY.format(lines=lines))
    begun.ask([Call("f", (1,))])
    (found,) = overheard(Call("f", (2,)), begun).printed()
    assert found.lines == tuple(f"at {n}" for n in range(told))
    assert (found.call, found.calls, found.cut) == ("f(2)", 1, cut)
    (before,) = begun.asides.printed()
    assert before.lines == ("fine",)
    assert begun.ask([Call("f", (0,))])[0].value == 0


def test_the_report_tells_what_a_deadly_call_has_printed(grade):
    """Beside what other calls did, whose answers brought it along."""
    body = "print('x is', x)\nif x.size > 1: __import__('os')._exit(1)\nreturn 2 * x"
    report = grade(submission(body))
    text = "\n".join(printed_lines(report, ENGLISH))
    first, second = text.split("double printed, on ")[1:]
    assert "calls, the first of them double(" in first
    assert second.startswith("double(np.array([")
    assert "    x is [" in second
    printed = Printed(function="f", lines=("0",), further=10, call="f(2)", cut=True)
    (*_, last) = printed_lines(replace(report, printed=(printed,)), ENGLISH)
    assert last == "    … and more lines"  # how many there were nobody knows


SAYS = """
import struct, sys, time

def above(name):
    frame = sys._getframe()
    while name not in frame.f_locals or frame.f_code.co_name != "_serve":
        frame = frame.f_back
    return frame.f_locals[name]

def f(x):
    for _ in range(200):
        words = bytes([0x94, 0x90, 0xA2]) + b"x\\n" + bytes([1, 0xC2])
        head = struct.pack("<BQII", 17, above("frame").serial, len(words), 0)
        above("connection").sendall(head + words)
        try:
            time.sleep({wait})
        except BaseException:
            pass
    return x
"""


@pytest.mark.parametrize("wait", [0, pytest.param(0.5, marks=pytest.mark.slow)])
def test_who_says_more_than_an_honest_process_does_is_not_heard_out(session, wait):
    """Where nobody asked it is no answer; where somebody did, it is soon enough."""
    begun = session(SAYS.replace("{wait}", str(wait)))
    assert isinstance(begun.ask([Call("f", (1,))])[0].value, Misbehaved)
    start = time.monotonic()
    apart = overheard(Call("f", (2,)), begun)
    assert time.monotonic() - start < 10
    (found,) = apart.printed()
    assert set(found.lines) == {"x"}
    assert 2 <= len(found.lines) <= (8 if wait else 10)
    assert found.further <= MOST_SAID


@pytest.mark.slow
def test_a_call_that_catches_all_and_does_not_end_costs_no_mark(grade):
    """It is ended from outside once more."""
    loop = "try:\n            while True: pass\n        except BaseException: pass"
    quiet = f"while True:\n        {loop}"
    body = f"print('x')\n{quiet}"
    assert marks(grade(submission(body), SHORT)) == marks(grade(submission(quiet), SHORT))


def test_what_is_overheard_is_noted_apart(session):
    """Counts are made by then, and the process can be asked on."""
    begun = session("def f(x):\n    print(x)\n    return x\n")
    begun.ask([Call("f", (1,))])
    apart = overheard(Call("f", (2,)), begun)
    assert apart.printed()[0].lines == ("2",)
    assert begun.asides.printed()[0].lines == ("1",)
    assert begun.ask([Call("f", (3,))])[0].value == 3
