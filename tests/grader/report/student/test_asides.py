"""What a submission warned of and printed, in words."""

import pytest

from grader.language import ENGLISH
from grader.model import CodeWarning, Outcome, Printed
from grader.report.student.asides import printed_lines, warnings_text
from tests.grader.report.student.told import BOTH, made, verdict


def test_only_the_most_frequent_warnings_are_told():
    """They must not flood the screen."""
    kinds = tuple(CodeWarning(message=f"warning {n}", places=n) for n in (1, 5, 3, 2, 4))
    report = made(verdict(), warnings=kinds)
    assert list(warnings_text(report, ENGLISH)) == [
        "Warning at 5 places: warning 5",
        "Warning at 4 places: warning 4",
        "Warning at 3 places: warning 3",
        "and 2 more kinds of warnings",
    ]


@pytest.mark.parametrize(
    ("outcome", "note"),
    [
        (Outcome.PASSED, "one of 3 calls that show it; every law of double holds"),
        (Outcome.WRONG, "one of 3 calls that show it)"),
    ],
)
def test_a_warning_names_its_function_its_line_and_its_shortest_call(outcome, note):
    """And says that it costs nothing, where that is true."""
    found = CodeWarning(
        message="overflow in exp",
        function="double",
        places=2,
        line=7,
        cell=4,
        call="double([1e3])",
        calls=3,
    )
    (text,) = warnings_text(made(verdict(outcome=outcome), warnings=(found,)), ENGLISH)
    first, call, last = text.split("\n    ")
    assert first == "Warning in double, cell 4, line 7 and 1 more line: overflow in exp"
    assert call == "double([1e3])"
    assert note in last


def test_a_warning_of_no_line_names_its_function_alone():
    """A coroutine that was never awaited is warned of when it is taken away."""
    found = CodeWarning(message="never awaited", function="double", places=1)
    (text,) = warnings_text(made(verdict(), warnings=(found,)), ENGLISH)
    assert text.startswith("Warning in double: never awaited")


@BOTH
def test_what_is_printed_stands_below_its_function(shown):
    """With the call that printed first."""
    printed = (
        Printed(function="double", lines=("a", "b"), further=5, call="double([1])", calls=2),
        Printed(function="f", lines=("c",), call="f(1)", calls=1),
    )
    lines = shown(made(verdict(), printed=printed)).splitlines()
    start = lines.index("double printed, on 2 calls, the first of them double([1]):")
    assert lines[start + 1 : start + 6] == [
        "    a",
        "    b",
        "    … and 5 more lines",
        "f printed, on f(1):",
        "    c",
    ]


def test_many_functions_that_print_do_not_bury_the_result():
    """The first ten are shown, and the others named."""
    printed = tuple(Printed(function=f"f{n}", lines=("x",), calls=1) for n in range(12))
    lines = list(printed_lines(made(verdict(), printed=printed), ENGLISH))
    assert len(lines) == 21
    assert lines[-1] == "These printed, too: f10, f11"
