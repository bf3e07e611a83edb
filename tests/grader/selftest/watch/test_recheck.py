"""What is said beside the marks is kept for the questions that are not asked again."""

from dataclasses import replace

from grader.model import (
    CodeWarning,
    Mark,
    Outcome,
    Printed,
    Report,
    Submission,
    SubmissionId,
    Verdict,
)
from grader.selftest.watch.recheck import LastCheck, moved, parsed, together

BEFORE = "def f(x):\n    return x\n\ndef g(x):\n    return 1 / x\n"
AFTER = f"# a new first line\n{BEFORE}"


def made(*functions):
    """A report of these functions, all of which warn and print at line 5."""
    return Report(
        sheet="s",
        corpus="c",
        submission=SubmissionId("submission.py", ""),
        isolation="limits",
        marks=tuple(
            Mark(question=name, title="", earned=1, open=0, possible=1, verdicts=(passed(name),))
            for name in functions
        ),
        warnings=tuple(CodeWarning(message="w", function=name, line=5) for name in functions),
        printed=tuple(Printed(function=name, lines=("old",)) for name in functions),
    )


def passed(name):
    return Verdict(property="p", function=name, points=1, outcome=Outcome.PASSED)


def test_a_warning_moves_with_its_line():
    """As a mistake does, when something above it is edited."""
    submission = Submission("submission.py", BEFORE.encode())
    last = LastCheck(submission, parsed(submission), made("g"))
    edited = Submission("submission.py", AFTER.encode())
    assert moved(last, edited, parsed(edited)).warnings[0].line == 6


def test_functions_that_are_not_asked_again_keep_their_warnings_and_prints():
    """What the others said before is gone: it is said again, or it is mended."""
    fresh = replace(made("f"), warnings=(), printed=(Printed(function="f", lines=("new",)),))
    both = together(made("f", "g"), fresh)
    assert [each.function for each in both.warnings] == ["g"]
    assert {each.function: each.lines for each in both.printed} == {"f": ("new",), "g": ("old",)}
