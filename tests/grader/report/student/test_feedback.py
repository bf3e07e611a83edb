"""Which facts a student is told about a question, and in which order."""

from dataclasses import replace

import pytest

from grader.class_results import Row, RubricMark
from grader.model import CodeWarning, LoadFailure, Mark, Outcome, Report, Verdict
from grader.report.student.feedback import (
    Fact,
    facts,
    feedback,
    report_of,
    side_notes,
    state,
    written_line,
)
from tests.grader.report.sample_class import sample_class

REPORT = Report(sheet="s", corpus="c", submission=None, isolation="walled", marks=())


def verdict(name="p", **said):
    plain = {"property": name, "function": "f", "points": 1, "outcome": Outcome.WRONG, "law": "L."}
    return Verdict(**{**plain, **said})


def mark(*verdicts):
    return Mark(question="a", title="A", earned=0, open=0, possible=3, verdicts=verdicts)


def test_what_was_passed_is_not_told():
    """Only what is gone."""
    assert list(feedback(mark(verdict(outcome=Outcome.PASSED)))) == []


def test_facts_come_in_the_order_in_which_they_are_read():
    """The law, the call that breaks it, what came back, what is wrong, and the likely mistake."""
    known = verdict(message="m", call="f(1)\nf(2)", returned="1", misconception="x", line=7)

    assert facts(known) == (
        Fact("Law", "L."),
        Fact("Call", "f(1)\nf(2)", code=True),
        Fact("Returned", "1", code=True),
        Fact("Found", "m (line 7)"),
        Fact("Likely mistake", "x"),
    )


def test_a_call_that_breaks_two_laws_is_shown_once():
    """The student reads one mistake, and what it costs in all."""
    same = {"call": "f(1)", "returned": "2", "message": "returned 2, should be 1"}
    both, other = feedback(
        mark(
            verdict("p", law="One.", **same),
            verdict("q", law="Two.", points=2, **same),
            verdict("r", law="Three.", **{**same, "call": "f(0)"}),
        )
    )

    assert both.state == "wrong, 3 points lost"
    assert [fact.text for fact in both.facts if fact.label == "Law"] == ["One.", "Two."]
    assert [fact.text for fact in both.facts if fact.label == "Call"] == ["f(1)"]
    assert other.state == "wrong, 1 point lost"


def test_a_missing_return_is_told_once_for_each_function():
    """Whichever calls showed it, and whatever stands between."""
    none = "returned None (is a return missing?); should be "
    first, other, third = feedback(
        mark(
            verdict("p", law="One.", call="f(1)", message=none + "an array"),
            verdict("q", law="Two.", call="g(1)", message=none + "an int", function="g"),
            verdict("r", law="Three.", call="f(2)", message=none + "a pair"),
            verdict("s", law="Four.", call="f(3)", message="returned 3, should be 4"),
        )
    )

    assert (first.function, first.state) == ("f", "wrong, 2 points lost")
    assert [fact.text for fact in first.facts[:2]] == ["One.", "f(1)"]
    assert first.facts[-1] == Fact("Broken elsewhere", "Three.")
    assert (other.function, third.facts[1].text) == ("g", "f(3)")


def test_a_place_in_a_notebook_is_a_cell_and_a_line():
    """Students of notebooks know no other."""
    assert Fact("Found", "m (cell 3, line 2)") in facts(verdict(message="m", line=2, cell=3))


@pytest.mark.parametrize(
    "unwritten",
    [
        {"outcome": Outcome.MISSING, "message": "there is no function called f"},
        {"outcome": Outcome.RAISED, "message": "not implemented yet", "line": 7, "call": "f(1)"},
    ],
)
@pytest.mark.parametrize("number", [1, 3])
def test_a_function_that_is_not_there_is_named_once_for_all_questions(unwritten, number):
    """However many properties it has; of the properties there is nothing to say."""
    absent = mark(*(verdict(f"p{n}", **unwritten) for n in range(number)))
    report = replace(REPORT, marks=(absent,))

    assert list(feedback(absent)) == []
    assert [note for note in side_notes(report) if note.endswith(": f")] == list(side_notes(report))
    assert facts(absent.verdicts[0]) == (Fact("Found", unwritten["message"]),)


def test_points_that_our_machinery_could_not_decide_are_open():
    """They are not lost."""
    undecided = verdict(outcome=Outcome.UNDECIDED, points=2)

    assert state([undecided]) == "undecided, 2 points open"


def test_what_happened_besides_is_told():
    """Statements that failed, remarks, warnings."""
    report = replace(
        REPORT,
        loading=(LoadFailure(3, "NameError: x"), LoadFailure(2, "ValueError", cell=4)),
        remarks=("line 9 was skipped.",),
        warnings=(
            CodeWarning(message="overflow", function="f", line=3, call="f(1)", calls=1),
            CodeWarning(message="underflow", places=2),
        ),
    )

    assert list(side_notes(report)) == [
        "Line 3 failed while loading: NameError: x",
        "Cell 4, line 2 failed while loading: ValueError",
        "Line 9 was skipped.",
        "Warning in f, line 3: overflow, for example on f(1)",
        "Warning at 2 places: underflow",
    ]


def test_a_file_that_is_no_python_is_told_as_a_whole(grade):
    """Its functions are not called missing without that."""
    report = grade("def double(x:\n    return 2 * x\n")

    assert list(side_notes(report)) == [
        "Python cannot read the file, so nothing in it could be looked at. "
        "Line 1: SyntaxError: '(' was never closed: def double(x: "
        "(2 functions are missing because of it: double, average)"
    ]
    assert not any(list(feedback(mark)) for mark in report.marks)


def test_a_file_that_has_no_lines_is_no_python_either(grade):
    """A null byte has no line of its own."""
    report = grade(b"x = 1\n\0\n")

    assert next(side_notes(report)).startswith("Python cannot read the file")


def test_a_written_answer_is_marked_or_still_to_be_marked():
    """By a person, whose comment is told."""
    row = Row(folder="f", written=("a", "b"), rubric=(RubricMark("a", 1.5, 2.0, "why?"),))

    assert written_line(row, "a") == "a: 1.5 of 2 points. why?"
    assert written_line(row, "b") == "b: still to be marked by a person."


@pytest.mark.parametrize("fields", [{"result": 0}, {"problem": "our own fault"}])
def test_who_could_not_be_graded_has_no_report(fields):
    """Also where the examination was begun, and failed through no fault of the submission."""
    results = replace(sample_class(2), report=None)

    assert report_of(replace(results.rows[0], **fields), results) is None


def test_a_law_is_told_as_the_sheet_has_it():
    """It is the teacher's own sentence."""
    results = sample_class(3)
    laws = {prop.law for question in results.questions for prop in question.properties}
    shown = {
        fact.text
        for mark in results.report(1).marks
        for each in feedback(mark)
        for fact in each.facts
        if fact.label == "Law"
    }

    assert shown
    assert shown <= laws
