"""The report that a student reads, drawn on a terminal or read out, in either language."""

import io
from dataclasses import replace

from rich.console import Console
from rich.text import Text

from grader.model import (
    Outcome,
    ShownCall,
)
from grader.report.student.plain import plain_lines
from grader.report.student.shown import call_lines, returned_lines
from grader.report.student.terminal import render
from grader.sheets.packs.elsewhere import ANSWER, Elsewhere, told
from tests.grader.misbehaviour import submission
from tests.grader.report.student.told import BOTH, GERMAN, made, verdict


@BOTH
def test_everything_that_is_known_of_a_mistake_is_told(lost, shown):
    """Law, call, answer, and what is wrong with it."""
    text = shown(lost)
    first = lost.marks[0].verdicts[0]
    for field in (first.law, first.call, first.returned, first.message, "5 of 9 points"):
        assert field in text


def boldest(report):
    """The texts that a terminal shows in bold red."""
    parts = [part for part in render(report) if isinstance(part, Text)]
    spans = [(part.plain, span) for part in parts for span in part.spans]
    return [text[span.start : span.end] for text, span in spans if span.style == "bold red"]


def test_the_mistake_is_the_line_to_be_seen_first():
    """Where none is known by name, what was found is."""
    named = verdict(message="is 3, should be 2", misconception="it was tripled")
    assert boldest(made(named)) == ["it was tripled"]
    assert boldest(made(verdict(message="is 3, should be 2"))) == ["is 3, should be 2"]


def test_what_is_read_out_has_no_columns_and_no_signs(lost):
    """A reader would say 'middle dot', and stumble over spaces."""
    for line in plain_lines(lost):
        assert "  " not in line
        assert not set("·│─—/") & set(line), line


def test_each_line_that_is_read_out_says_what_it_is(lost):
    """Nothing is told by where it stands."""
    for line in filter(None, plain_lines(lost)):
        assert ": " in line, line


@BOTH
def test_of_a_question_that_a_person_marks_nothing_is_claimed(shown):
    """It has no properties, so nothing in it was found to be right."""
    text = shown(made())
    assert "marked by a person" in text
    assert "all right" not in text
    assert "wird von einer Person bewertet" in shown(made(), GERMAN)


@BOTH
def test_of_a_question_that_is_not_marked_here_nothing_is_claimed(shown):
    """Neither that a person marks it, nor that all of it is right where a part was looked at."""
    (mark,) = made().marks
    text = shown(replace(made(), marks=(replace(mark, elsewhere=True),)))
    assert "not marked here" in text
    assert "person" not in text
    (mark,) = made(verdict(outcome=Outcome.PASSED)).marks
    partly = replace(mark, earned=mark.possible, elsewhere=True)
    text = shown(replace(made(), marks=(partly,)))
    assert "all right, as far as it is marked here" in text


@BOTH
def test_a_remark_begins_like_a_sentence(shown):
    """It stands by itself; what is stored of it may begin with a small letter."""
    said = tuple(told("3", [Elsewhere("3b", 1, ANSWER)]))
    report = replace(made(), remarks=tuple(map(str, said)), remark_parts=said)
    assert "Not marked here, question 3: 3b. " in shown(report)
    assert "Hier nicht bewertet, Aufgabe 3: 3b. " in shown(report, GERMAN)
    older = replace(report, remark_parts=())
    assert "Not marked here, question 3: 3b. " in shown(older)


@BOTH
def test_a_sentence_that_begins_with_a_sign_stands_as_it_was_written(shown):
    """No apostrophe stands before it, as it would in a spreadsheet's cell."""
    text = shown(made(verdict(message="-3.0 is too far from the zero")))
    assert "-3.0 is too far from the zero" in text
    assert "'-3.0" not in text


@BOTH
def test_a_function_that_raises_alike_for_several_laws_is_told_once(shown, hinted):
    """With all of those laws, and one call."""
    text = shown(hinted(submission("return x.nothing")))
    assert text.count("has no attribute 'nothing'") == 1
    assert "4 points lost" in text
    for law in ("Every number is doubled.", "The array that is passed in stays", "An empty array"):
        assert text.count(law) == 1


@BOTH
def test_a_function_that_returns_nothing_is_told_once(shown, hinted):
    """It breaks each of its laws, by one mistake."""
    text = shown(hinted(submission("y = 2 * x")))
    assert text.count("is a return missing?") == 1
    assert "4 points lost" in text
    for law in ("Every number is doubled.", "The array that is passed in stays", "An empty array"):
        assert text.count(law) == 1


@BOTH
def test_two_wrong_answers_are_told_apart(shown, hinted):
    """Only what is one mistake for certain is told as one."""
    text = shown(hinted(submission("return 3 * x")))
    assert text.count("should be ") == 2


@BOTH
def test_points_that_stay_open_are_not_called_lost(shown):
    """Our machinery failed, so nothing is known."""
    undecided = verdict(outcome=Outcome.UNDECIDED, message="the grader could not judge this")
    report = made(undecided)
    report = replace(report, marks=(replace(report.marks[0], open=1),))
    text = shown(report)
    assert "1 point open" in text
    assert "lost" not in text
    assert "1 open: run this again" in text


def test_colour_only_repeats_what_words_say(lost, monkeypatch):
    """NO_COLOR takes nothing away but colour."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    coloured = Console(file=io.StringIO(), width=200, force_terminal=True, color_system="truecolor")
    monkeypatch.setenv("NO_COLOR", "1")
    grey = Console(file=io.StringIO(), width=200, force_terminal=True, color_system="truecolor")
    for console in (coloured, grey):
        for part in render(lost):
            console.print(part, soft_wrap=True)
    assert "\x1b[31m" in coloured.file.getvalue()
    assert "\x1b[31m" not in grey.file.getvalue()
    from rich.text import Text

    plain = [Text.from_ansi(console.file.getvalue()).plain for console in (coloured, grey)]
    assert plain[0] == plain[1]


def test_several_calls_stand_on_a_line_each_with_its_own_answer():
    """A line can be pasted; what came of the call stands behind it, and the wrong one is marked."""
    shown = (
        ShownCall(call="f(1)", returned="2"),
        ShownCall(call="f(2)", fault="raised ValueError: no", wrong=True),
    )
    lost = verdict(call="f(1)\nf(2)", returned="2", shown=shown, further=2)
    assert list(call_lines(lost)) == [
        "f(1)  # first: returned 2",
        "f(2)  # second, wrong: raised ValueError: no",
        "# and 2 more calls",
    ]
    assert returned_lines(lost) == []


def test_calls_of_an_old_report_stand_as_they_were_stored():
    """It does not say which answer belongs to which."""
    lost = verdict(call="f(1)\nf(2)", returned="2\n3")
    assert list(call_lines(lost)) == ["f(1)", "f(2)"]
    assert returned_lines(lost) == ["2", "3"]
