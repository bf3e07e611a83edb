"""What is said of the file itself: what is missing in it, what failed, and where that stands."""

from dataclasses import replace

import pytest

from grader.language import ENGLISH
from grader.model import (
    CodeWarning,
    LoadFailure,
    Outcome,
    SubmissionId,
)
from tests.grader.misbehaviour import submission
from tests.grader.report.student.told import BOTH, GERMAN, drawn, made, verdict


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
def test_a_missing_function_is_told_with_the_reason(shown, hinted):
    """Once, in the words of the verdict; the others are named together."""
    text = shown(hinted("class Mine:\n    def double(self, x): return 2 * x\n"))
    told = "There is no function called double; line 2 defines it within Mine: move it out of there"
    assert text.count(told) == 1
    assert text.count("There is no function called: average") == 1


@BOTH
def test_of_very_many_missing_functions_only_some_are_told_with_the_reason(shown):
    """All of a file may stand within one class."""
    said = "there is no function called {}; line 2 defines it within Mine"
    missing = [
        verdict(function=f"f{n}", outcome=Outcome.MISSING, message=said.format(f"f{n}"))
        for n in range(12)
    ]
    text = shown(made(*missing))
    assert text.count("defines it within Mine") == 10
    assert "There is no function called: f10, f11" in text


@BOTH
def test_an_unwritten_function_is_named_once(shown, hinted):
    """A student who has just begun sees the marks, and what is still to do."""
    text = shown(hinted(submission("raise NotImplementedError('later')")))
    assert text.count("Still to write: double") == 1
    assert "Every number is doubled." not in text
    assert "raised" not in text


@BOTH
@pytest.mark.parametrize(
    ("name", "told"), [("this notebook", "dieses Notebook"), ("{this} notebook", "{this} notebook")]
)
def test_what_stands_for_a_file_is_told_in_the_readers_language(shown, name, told):
    """A file's own name is never touched."""
    report = replace(made(verdict()), submission=SubmissionId(name, "0" * 64))
    assert told in shown(report, GERMAN).splitlines()[0]
    assert name in shown(report, ENGLISH).splitlines()[0]
