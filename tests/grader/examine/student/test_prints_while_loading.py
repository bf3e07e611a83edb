"""What a statement printed that ended while the file was loaded is told, as far as it got."""

import time

import pytest

from grader.examine.report_json import json_text
from grader.language import ENGLISH
from grader.report.student.asides import printed_lines
from grader.sandbox.limits import Limits
from grader.sandbox.processes.availability import works
from grader.sandbox.wire.asides import MOST_SAID
from tests.grader.conftest import MEMORY
from tests.grader.misbehaviour import right

SHORT = Limits(load_seconds=1.5, question_seconds=20.0, memory_bytes=MEMORY)
TIERS = [
    "limits",
    *(pytest.param(t, marks=pytest.mark.slow) for t in ("sealed", "walled", "owned")),
]
BEFORE = "import ctypes, os, sys, warnings\nprint('all is well')\n"
ENDINGS = {
    "a loop": "while True: pass",
    "a loop that catches all": "while True:\n        try:\n            while True: pass\n"
    "        except BaseException: pass",
    "an end": "os._exit(3)",
    "a crash": "ctypes.string_at(0)",
    "a loop in C": "sum(iter(int, 1))",
}


def dying(body):
    """A right submission with a statement in the midst of it that prints and ends."""
    return f"{BEFORE}if True:\n    print('begin'); print('on', end=' ')\n    {body}\n{right()}"


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("tier", TIERS)
def test_it_is_told_below_what_the_others_printed(grade, launched, tier, ending):
    """With its line; that it costs nothing else is as it was."""
    if not works(launched, tier):
        pytest.skip(f"this machine does not offer {tier!r}; see 'grader doctor'")
    report = grade(dying(ENDINGS[ending]), SHORT, tier=tier)
    assert sum(mark.earned for mark in report.marks) == 9
    whole, dead = report.printed
    assert (whole.lines, whole.line) == (("all is well",), 0)
    assert dead.lines in {("begin",), ("begin", "on ")}  # a line that has ended is told
    assert (dead.line, dead.cell, dead.function, dead.cut) == (3, 0, "", False)


def test_it_says_where_and_that_it_got_no_further(grade):
    """For a person, cleaned; at every stage of hints, since no example is in it."""
    source = dying("print('\\x1b[2J\\u202e<b>')\n    os._exit(1)")
    for how in ({}, {"hint": 1}):
        text = "\n".join(printed_lines(grade(source, SHORT, **how), ENGLISH))
        assert text == (
            "Your file printed, while it was loaded:\n    all is well\n"
            "While your file was loaded, line 3 printed, as far as it got:\n"
            "    begin\n    on \\x1b[2J\\u202e<b>"
        )


def test_several_are_told_in_their_order_each_for_itself(grade):
    """None of them has what another one printed, and warnings are no prints."""
    lines = [
        f"if print('number', {n}) is None: warnings.warn('w'); os._exit({n})" for n in (1, 2, 3)
    ]
    report = grade(BEFORE + "\n".join(lines) + right(), SHORT)
    found = [(each.line, each.lines) for each in report.printed]
    assert found == [(0, ("all is well",)), *((n + 2, (f"number {n}",)) for n in (1, 2, 3))]


def test_of_a_file_that_never_loads_each_statement_that_stands_in_the_way_is_told(grade):
    """With its line, where all that was said was that loading the file ended the process."""
    lines = [f"if print('number', {n}) is None: os._exit({n})" for n in range(1, 7)]
    report = grade(BEFORE + "\n".join(lines) + "\n" + right(), SHORT)
    assert [(each.line, each.lines) for each in report.printed] == [
        (n + 2, (f"number {n}",)) for n in (1, 2, 3, 4)
    ]
    assert [failure.line for failure in report.loading] == [3, 4, 5, 6]
    assert sum(mark.earned for mark in report.marks) == 0


FLOOD = "while True: print('x' * 10_000)"
MEGABYTES = "print('x' * 10_000_000)\n    os._exit(1)"
BYTES = "while True: os.write(1, b'x' * 1000)"


@pytest.mark.parametrize(("body", "cut"), [(FLOOD, True), (MEGABYTES, False), (BYTES, False)])
def test_a_flood_is_bounded(grade, body, cut):
    """In what is shown, and in time."""
    begun = time.monotonic()
    report = grade(dying(body), SHORT)
    assert time.monotonic() - begun < 30
    dead = report.printed[-1]
    assert dead.cut is cut
    assert sum(map(len, dead.lines)) <= 1_010
    assert len(dead.lines) <= 10


def test_lines_that_were_just_told_are_counted(grade):
    """A statement that ends after all of its lines, before its process is ended by another one."""
    loop = f"for n in range({MOST_SAID + 5}): print(n)\n    sys.stdout.flush()"
    report = grade(dying(f"{loop}\n    os._exit(0)"), SHORT)
    dead = report.printed[-1]
    assert dead.lines[0] == "begin"
    assert dead.cut


FORGER = """
import struct
frame = sys._getframe()
while "connection" not in frame.f_locals or frame.f_code.co_name != "_serve":
    frame = frame.f_back
serial = frame.f_locals["frame"].serial
def say(kind, words, to=frame.f_locals["connection"]):
    to.sendall(struct.pack("<BQII", kind, serial, len(words), 0) + words)
if True:
    [say(17, WORDS) for _ in range(COUNT)]
    while True: pass
"""


@pytest.mark.parametrize(
    ("words", "count"),
    [(b"\x94\x90\xa2x\n\x01\xc2", 500), (b"\xff", 5), (b"x" * 900_000, 300), (b"", 10**4)],
    ids=["forged lines", "no message", "megabytes", "nothing, often"],
)
def test_who_says_more_than_an_honest_process_does_is_not_heard_out(grade, words, count):
    """It is for a person alone, and no mark comes of it."""
    source = FORGER.replace("WORDS", repr(words)).replace("COUNT", str(count))
    report = grade(f"{BEFORE}{source}\n{right()}", SHORT)
    assert all(len(each.lines) <= 10 for each in report.printed)
    plain = grade(f"{BEFORE}{source.replace('say(17', 'id(17')}\n{right()}", SHORT)
    assert [m.earned for m in report.marks] in ([m.earned for m in plain.marks], [0, 0])
    assert len(json_text(report)) < 10**5
