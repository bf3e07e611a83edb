"""What a call prints, as its answer: asked of real processes, of the model, and compared."""

import pytest

from grader.authoring import assert_printed, printed
from grader.examine.student.faults import MissingConstant, StudentRaised
from grader.examine.student.in_process import InProcessStudent
from grader.sandbox.runner.printed_call import LONGEST_PRINT, print_of
from grader.sandbox.wire.values import Opaque
from grader.sheets.model_answers import ModelStudent

SUBMISSION = r"""
import sys


def table(n):
    for k in range(1, n + 1):
        print(k, k * k)
    print("to the other stream", file=sys.stderr)
    return "what is returned does not count"


def main():
    first = input("First? ")
    print(int(first) + int(sys.stdin.readline()))


def endless_text(n):
    print("\x1b[2J" * n)


def fails():
    print("before")
    return {}["a"]


def closes():
    sys.stdout.close()


def forges():
    sys.stdout.write = lambda text: 7
    print("hidden")
    return ["forged"]
"""


def test_what_a_call_prints_is_its_answer_in_every_tier(asked):
    """Standard output alone; lines of standard input are read, and prompts printed."""
    assert printed(asked.table, 3) == "1 1\n2 4\n3 9\n"
    assert printed(asked.main, stdin="2\n3\n") == "First? 5\n"
    assert asked.table(1) == "what is returned does not count"
    with pytest.raises(StudentRaised, match="raised EOFError: input.. asks for a line"):
        printed(asked.main)
    with pytest.raises(StudentRaised, match="raised KeyError: 'a'"):
        printed(asked.fails)
    assert printed(asked.table, 1) == "1 1\n"


def test_a_print_without_end_costs_its_points_and_nothing_else(asked):
    """It is bounded on the other side, and the sentence says so."""
    assert len(printed(asked.endless_text, 10)) == 41
    with pytest.raises(AssertionError, match="printed more than 20000 characters, should be at"):
        printed(asked.endless_text, 10**6)
    with pytest.raises((StudentRaised, AssertionError)):
        assert_printed(printed(asked.closes), "closed")
    assert "forged" not in printed(asked.forges)


def test_the_model_is_heard_as_a_submission_is():
    """By a plain function, and as a student in this process."""

    def table(n):
        print(*range(n))
        return n

    def main():
        print(int(input("n? ")) + 1)

    ours = InProcessStudent({"table": table, "main": main, "x": 3, "y": lambda: 4}).student
    assert printed(table, 3) == printed(ours.table, 3) == "0 1 2\n"
    assert printed(main, stdin="4\n") == printed(ours.main, stdin="4\n") == "n? 5\n"
    assert [ours.value("x"), ours.value("y")] == [3, 4]
    assert ModelStudent(x=3, y=lambda: 4).value("y") == 4
    with pytest.raises(MissingConstant):
        ours.value("z")


def test_answers_that_are_no_prints_are_refused_by_our_side():
    """A process that sends anything else misbehaves."""
    from grader.examine.student.calls import Call
    from grader.examine.student.replies import Reply, answer_of
    from grader.sandbox.wire.bounds import Malformed
    from grader.sandbox.wire.codec import encode
    from grader.sandbox.wire.frames import Kind

    call = Call("f", (), stdin="")
    for forged in (5, "text", ["a", 1], ("a",), None):
        with pytest.raises(Malformed):
            answer_of(Reply(Kind.RETURNED, *encode(forged)), call)
    long = answer_of(Reply(Kind.RETURNED, *encode(["a" * 4000] * 9)), call)
    assert len(long.value) == LONGEST_PRINT
    assert print_of(lambda: print("a" * (LONGEST_PRINT - 1)), (), "") != Opaque
    assert isinstance(print_of(lambda: print("a" * LONGEST_PRINT), (), ""), Opaque)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("1 2\n4\n", "printed line 2 is '4', should be '3'"),
        ("1 2", "printed 1 lines, should be 2"),
    ],
)
def test_printed_lines_are_compared_without_blanks_at_their_ends(text, sentence):
    """The first line that differs is told."""
    assert_printed("1 2  \n3\n\n", "1 2\n3")
    with pytest.raises(AssertionError) as failure:
        assert_printed(text, "1 2\n3")
    assert str(failure.value) == sentence
