"""
The sheet in German: nothing of it is left in English, and nothing in it is another exercise.

A translation that loses a number, a bound or a function's name asks for something else than what
is marked.
"""

import ast
import json
import re
from collections import Counter
from gettext import NullTranslations

import numpy as np
import pytest
from click.testing import CliRunner

from exercises.sheet3 import chance, crops, normality
from grader.authoring import Disagreement
from grader.cli import main
from grader.language import words
from grader.sheets.derived.starter import SOURCE
from grader.sheets.ideas import ideas
from grader.sheets.misconceptions import misconceptions
from grader.sheets.sheet import load_sheet
from grader.sheets.starter_notebook import formulas
from grader.sheets.starter_texts import passages

SHEET = load_sheet("sheet3")
QUESTIONS = SHEET.questions
GERMAN = words("de", SHEET.folder)
STARTER = (SHEET.folder / SOURCE).read_text(encoding="utf-8")
FORMULA = re.compile(r"(?s)\$\$.+?\$\$|\$.+?\$")  # what a file of formulas does not explain
# The one place where words stand between back-quotes.
PROSE = {"largest absolute expected value": "größter absoluter erwarteter Wert"}
KEPT = re.compile(
    r"\$\$.+?\$\$|\$.+?\$|``.+?``"  # formulas and code
    r"|'\w+'|\"[a-z]\w*\""  # words that a function is given
    r"|\d+(?:\.\d+)?(?:e-\d+)?"
    r"|\w+_\w+|\w*Error\b|\w+Py\b|\b(?:True|False|None|NaN|ceil|floor|sigma)\b"
    r"|[*/+^=|·×<>…²³Θ\[\]]+"  # formulas
)


class NothingElse(NullTranslations):
    """What is asked when a catalogue has no translation of a text."""

    def gettext(self, message):
        raise AssertionError(f"no German text: {message} (run python docs/catalogues.py sheet3)")


def texts():
    """Whatever a student can read of the sheet, each text once."""
    yield SHEET.title
    yield SHEET.text
    for question in QUESTIONS:
        yield question.title
        yield question.text
        yield from (prop.law for prop in question.properties)
        yield from (each.sentence for each in misconceptions(SHEET, question))
    yield from (text for text in formulas(SHEET).values() if FORMULA.sub("", text).strip())
    yield from (passage.text for passage in passages(STARTER))


def what_is_kept(text):
    """The code, numbers, words and signs of a text that are the same in every language."""
    return Counter(KEPT.findall(" ".join(text.split())))


@pytest.fixture(scope="module")
def german():
    """The German of a text; an error for one that has none."""
    spoken = words("de", SHEET.folder)
    spoken.sheets.add_fallback(NothingElse())
    return spoken.sheet


def test_each_text_has_a_german_one_with_the_same_code_and_numbers(german):
    """Each function, number, formula and word to be passed stands in both, equally often."""
    for text in texts():
        translated = german(text)
        for english, said in PROSE.items():
            translated = translated.replace(said, english)
        assert what_is_kept(translated) == what_is_kept(text), translated


def test_a_lost_number_and_a_renamed_function_are_noticed():
    """What the comparison of this file is there for."""
    text = 'Write ``f(x)``, at most 2**31, with "zero" or None.'
    for other in (
        'Schreibe ``g(x)``, höchstens 2**31, mit "zero" oder None.',
        'Schreibe ``f(x)``, höchstens 2**32, mit "zero" oder None.',
        'Schreibe ``f(x)``, höchstens 2*31, mit "zero" oder None.',
        'Schreibe ``f(x)``, höchstens 2**31, mit "null" oder None.',
        'Schreibe ``f(x)``, höchstens 2**31, mit "zero".',
    ):
        assert what_is_kept(other) != what_is_kept(text)
    same = 'Schreibe\n  ``f(x)``, höchstens 2**31, mit "zero" oder None.'
    assert what_is_kept(same) == what_is_kept(text)


def test_what_has_no_translation_is_noticed(german):
    """Gettext itself answers with the English text, and nothing would be missed."""
    with pytest.raises(AssertionError, match="no German text: Pool"):
        german("Pool")


def test_only_a_name_reads_the_same_in_both_languages(german):
    """A text copied into the catalogue as it is would count as translated."""
    assert {text for text in texts() if german(text) == text} == {
        "Pooling",
        "Softmax",
        "1a Pooling",
        "2a Softmax",
    }


def test_a_text_is_as_wide_as_the_english_one():
    """It is shown as it is, and a terminal breaks what is longer anywhere."""
    for question in QUESTIONS:
        assert max(map(len, GERMAN.sheet(question.text).splitlines())) <= 100


def test_all_questions_are_shown_in_german():
    """The introduction, titles and texts that ``grader questions`` prints, and none in English."""
    shown = CliRunner().invoke(main, ["questions", "--lang", "de"]).output
    assert GERMAN.sheet(SHEET.text) in shown
    assert SHEET.text not in shown
    for question in QUESTIONS:
        assert f"{question.id} {GERMAN.sheet(question.title)} · " in shown
        assert GERMAN.sheet(question.text) in shown
        assert question.text not in shown


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_a_question_is_explained_in_german(question):
    """Its text, its laws and what to revise."""
    shown = CliRunner().invoke(main, ["explain", question.id, "--lang", "de"]).output
    assert GERMAN.sheet(question.text) in shown
    for prop in question.properties:
        assert f"{GERMAN.sheet(prop.law)} (" in shown
        assert prop.law not in shown
    for english, german in zip(
        ideas(SHEET, question.id), ideas(SHEET, question.id, "de"), strict=True
    ):
        assert f"- {german}" in shown
        assert english not in shown


def told_in_german(failure):
    """What a lost property is told with."""
    return GERMAN.translated(failure.value.sentence(show_wanted=True))


def test_what_the_sheet_says_of_an_answer_is_said_in_german():
    """In whole sentences, in what is wanted, and in notes."""
    image = np.arange(48.0).reshape(4, 4, 3)
    with pytest.raises(Disagreement) as nowhere:
        crops.places(image, 2, [image[:2, :2] + 100])
    assert told_in_german(nowhere) == "der Ausschnitt ist kein Fenster des Bildes"
    with pytest.raises(Disagreement) as alike:
        normality.assert_unrelated(np.ones((8, 8, 3)))
    assert told_in_german(alike).endswith(", richtig wäre etwa 0")
    with pytest.raises(Disagreement) as never:
        chance.assert_equally_likely(np.zeros(400, dtype=int), 4)
    assert "(Lagen zählen Zeile für Zeile, ab 0)" in told_in_german(never)


def code_of(source):
    """The code of a file as Python sees it, without its docstrings."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.FunctionDef) and ast.get_docstring(node):
            del node.body[0]
    return ast.dump(tree)


def test_a_submission_is_begun_in_german(german, tmp_path):
    """Each docstring and comment is translated, and the code is the same."""
    result = CliRunner().invoke(main, ["start", str(tmp_path), "--lang", "de"])
    assert result.output.startswith(f"{tmp_path / 'submission.py'} geschrieben.")
    written = (tmp_path / "submission.py").read_text(encoding="utf-8")
    expected = [german(passage.text) for passage in passages(STARTER)]
    found = [passage.text for passage in passages(written)]
    limits = [text for text in found if text not in expected]
    assert [text for text in found if text in expected] == expected
    assert [text.partition(",")[0] for text in limits] == ["Ein Aufruf darf 2 s dauern"]
    assert code_of(written) == code_of(STARTER)
    assert max(map(len, written.splitlines())) <= 100


def test_a_notebook_is_begun_in_german(german, tmp_path):
    """Introduction, questions, formulas, and the functions as the German file has them."""
    for option in ([], ["--notebook"]):
        CliRunner().invoke(main, ["start", str(tmp_path), "--lang", "de", *option])
    file = (tmp_path / "submission.py").read_text(encoding="utf-8")
    notebook = json.loads((tmp_path / "submission.ipynb").read_text(encoding="utf-8"))
    cells = {cell["id"]: "".join(cell["source"]) for cell in notebook["cells"]}
    assert cells["sheet"].startswith(f"# {german(SHEET.title)}\n\n{german(SHEET.text)}\n\nErsetze")
    for question in QUESTIONS:
        heading = f"## {question.id} {german(question.title)} · {question.points} Punkte"
        below = GERMAN.sheet(formulas(SHEET).get(question.id, ""))
        shown = cells[f"question-{question.id}"]
        assert shown == f"{heading}\n\n{german(question.text)}\n\n{below}".strip()
    functions = [text for name, text in cells.items() if name.startswith("function-")]
    assert len(functions) == len(re.findall(r"(?m)^def ", file))
    assert all(f"\n{text}\n" in file for text in functions)
    assert any(text.startswith("Antworten in Worten") for text in cells.values())
