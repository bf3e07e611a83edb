"""The report that a student reads, drawn on a terminal or read out, in either language."""

import io
from dataclasses import replace

import pytest
from rich.console import Console
from rich.text import Text

from grader.language import ENGLISH
from grader.model import (
    CodeWarning,
    LoadFailure,
    Outcome,
    ShownCall,
)
from grader.report.student.plain import plain_lines
from grader.report.student.shown import call_lines, returned_lines
from grader.report.student.terminal import render
from grader.selftest.notebook import show as notebook
from tests.grader.misbehaviour import right, submission
from tests.grader.report.student.told import BOTH, GERMAN, drawn, made, verdict


@pytest.fixture(scope="module")
def graded():
    """Reports by source and stage of hints, as far as some test has wanted them."""
    return {}


@pytest.fixture
def hinted(graded, grade):
    """The report on a submission at a stage of hints, made once for all who look at it."""

    def report(source, hint=None):
        if (source, hint) not in graded:
            graded[source, hint] = grade(source, **({"hint": hint} if hint else {}))
        return graded[source, hint]

    return report


@pytest.fixture
def lost(hinted):
    """A report with one property lost."""
    return hinted(submission("return 3 * x"))


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
@pytest.mark.parametrize(
    ("language", "texts"),
    [
        (
            ENGLISH,
            [
                "line 3 of your file",
                "Line 1 failed while loading",
                "Warning in double, line 7: overflow in exp",
            ],
        ),
        (
            GERMAN,
            [
                "Zeile 3 deiner Datei",
                "Zeile 1 ist beim Laden gescheitert",
                "Warnung in double, Zeile 7: overflow in exp",
            ],
        ),
    ],
)
def test_places_failures_and_warnings_are_told(shown, language, texts):
    """In words, counted."""
    report = made(
        verdict(outcome=Outcome.RAISED, message="raised KeyError", line=3),
        loading=(LoadFailure(1, "NameError: name 'x' is not defined"),),
        warnings=(CodeWarning(message="overflow in exp", function="double", line=7),),
        remarks=("A line for the notebook was left out.",),
    )
    text = shown(report, language)
    assert all(part in text for part in texts)
    assert "A line for the notebook was left out." in text


@BOTH
def test_a_place_in_a_notebook_is_a_cell_and_a_line(shown):
    """Of what the student sees, not of what we run."""
    report = made(
        verdict(outcome=Outcome.RAISED, message="raised KeyError", line=2, cell=4),
        loading=(LoadFailure(1, "NameError: x", 3),),
    )
    assert "cell 4, line 2" in shown(report)
    assert "Cell 3, line 1 failed while loading: NameError: x" in shown(report)
    assert "Zelle 4, Zeile 2" in shown(report, GERMAN)


@BOTH
@pytest.mark.parametrize(
    ("language", "not_python", "missing"),
    [
        (
            ENGLISH,
            "Python cannot read the file, so nothing in it could be looked at. Line 2: Syn",
            "2 functions are missing because of it",
        ),
        (
            GERMAN,
            "Python kann die Datei nicht lesen, deshalb war nichts darin zu prüfen. Zeile 2: Syn",
            "2 Funktionen fehlen deswegen",
        ),
    ],
)
def test_a_file_that_is_no_python_is_told_first(shown, hinted, language, not_python, missing):
    """Functions are not missing from it: nobody could look for them."""
    text = shown(
        hinted("def average(values): return 0\ndef double(x:\n    return 2 * x\n"), language
    )
    lines = text.splitlines()
    assert lines.index(next(line for line in lines if not_python in line)) <= 2
    assert text.count("was never closed") == 1
    (folded,) = [line for line in lines if line.endswith("double, average)")]
    assert missing in folded
    assert "There is no function" not in text


def test_a_statement_that_is_no_python_costs_itself_only(hinted):
    """Such a one can be parsed, and the others run."""
    report = hinted("return 5\ndef average(values): return sum(values) / len(values)\n")
    assert report.earned == 5
    assert "Line 1 failed while loading: SyntaxError" in drawn(report)


@BOTH
def test_a_missing_function_is_named_once(shown, hinted):
    """It is missing for each of its properties, and that is all there is to say of it."""
    text = shown(hinted("import numpy as np"))
    assert text.count("There is no function called: double, average") == 1
    assert text.count("double") == 1
    assert "Every number is doubled." not in text


@BOTH
def test_an_unwritten_function_is_named_once(shown, hinted):
    """A student who has just begun sees the marks, and what is still to do."""
    text = shown(hinted(submission("raise NotImplementedError('later')")))
    assert text.count("Still to write: double") == 1
    assert "Every number is doubled." not in text
    assert "raised" not in text


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


@BOTH
def test_the_next_stage_of_hints_is_named(shown, hinted):
    """Unless the sheet gives none, or nothing was lost."""
    wrong = submission("return 3 * x")
    assert "--hint 2 tells where" in shown(hinted(wrong, 1), ENGLISH, 1)
    assert "--hint 3 shows" in shown(hinted(wrong, 2), ENGLISH, 2)
    assert "--hint" not in shown(hinted(wrong, 3), ENGLISH, 3)
    assert "no further hints" in shown(hinted(wrong, 2), ENGLISH, 3)
    assert "--hint" not in shown(hinted(right(), 1), ENGLISH, 1)


def test_in_a_notebook_the_next_stage_is_asked_for_as_one_does_there(grade):
    """``check`` takes ``hint=``, and no option of a command."""
    report = grade(submission("return 3 * x"), hint=1)
    for said in (notebook.html(report, ENGLISH, 1), notebook.text(report, GERMAN, 1)):
        assert "hint=2" in said
        assert "hint=3" in said
        assert "--hint" not in said


@BOTH
def test_what_a_hint_keeps_back_is_not_shown(shown, hinted):
    """No label stands without its text."""
    text = shown(hinted(submission("return 3 * x"), 1), ENGLISH, 1)
    assert "Every number is doubled." in text
    assert "np.array" not in text
    labels = [line.split()[0].rstrip(":").lower() for line in text.splitlines() if line.strip()]
    assert not {"call", "returned", "found", "mistake"} & set(labels)


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
