"""What is shown in another language, and what stays as it is."""

import ast
import sys
import tempfile
from fractions import Fraction
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from grader.authoring import (
    Disagreement,
    array,
    assert_close,
    assert_grows_like,
    assert_integers,
    real,
)
from grader.cli import main
from grader.examine.student.faults import CallTimedOut, Died, MissingFunction, StudentRaised
from grader.examine.student.loading import LOADING
from grader.language import ENGLISH, LANGUAGES, Message, words
from grader.model import Outcome, Verdict
from grader.report.student.sentences import OUTCOMES, message_text
from grader.sheets.misconceptions import misconceptions
from grader.sheets.sheet import load_sheet
from grader.text import NEARLY
from tests.grader.misbehaviour import NAMES, submission

ROOT = Path(__file__).resolve().parents[2]
GERMAN = words("de", load_sheet().folder)


@pytest.fixture(scope="module")
def catalogues():
    """The script that keeps the catalogues."""
    sys.path.insert(0, str(ROOT / "docs"))
    try:
        import catalogues

        yield catalogues
    finally:
        sys.path.remove(str(ROOT / "docs"))


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "de"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({"LANGUAGE": "fr:de:en", "LANG": "fr_FR"}, "de"),
        ({"LANGUAGE": "en", "LANG": "de_DE"}, "en"),
        ({"LC_ALL": "de_AT", "LANG": "en_GB"}, "de"),
        ({"LANGUAGE": "", "LC_MESSAGES": "de"}, "de"),
    ],
)
def test_the_environment_says_which_language(environment, language):
    """By gettext's own rules; English where it names none that there is."""
    assert words(None, None, environment).language == language


def test_what_is_asked_for_comes_before_the_environment():
    """--lang en for who has a German machine."""
    assert words("en", None, {"LANG": "de_DE"}) is ENGLISH


def test_catalogues_hold_exactly_what_is_said(catalogues):
    """No text is missing, none is stale, and all have a German one."""
    for place in catalogues.places():
        assert catalogues.written(catalogues.updated(place)) == place.file.read_bytes(), (
            f"{place.file.name} is not up to date: run python docs/catalogues.py"
        )
        catalogue = catalogues.read(place.file)
        left = [m.id for m in catalogue if m.id and not catalogues.is_translated(catalogue, m.id)]
        assert left == []


def test_a_sheet_without_translations_has_all_its_texts_in_its_catalogue(catalogues, tmp_path):
    """Also those of a question whose text is still in English: what is left is to be told."""
    sheet = load_sheet()
    place = catalogues.Place(tmp_path / "sheet.po", partial(catalogues.sheet_texts, sheet))
    catalogue = catalogues.updated(place)
    waiting = {each.id for each in catalogue}
    assert {sheet.title, sheet.text} <= waiting
    for question in sheet.questions:
        assert {question.title, question.text} <= waiting
        assert {prop.law for prop in question.properties} <= waiting
        assert {each.sentence for each in misconceptions(sheet, question)} <= waiting
    assert not any(each.id and catalogues.is_translated(catalogue, each.id) for each in catalogue)


@pytest.mark.parametrize(
    ("languages", "files"),
    [
        (("en", "de"), ["grader.po", "sheet.po"]),
        (("en",), ["grader.po"]),
        (("de",), ["grader.po"]),
    ],
)
def test_a_sheet_has_a_catalogue_where_its_languages_ask_for_one(
    catalogues, toy_with, languages, files
):
    """None for the language that it is written in, and none for one that it is not there in."""
    folder = toy_with(f"LANGUAGES = {languages}")
    assert [place.file.name for place in catalogues.places(folder)] == files


def test_what_is_compiled_is_what_is_written(catalogues):
    """A .po without its .mo would change nothing that is shown."""
    for place in catalogues.places():
        made = catalogues.compiled(catalogues.read(place.file))
        kept = place.file.with_suffix(".mo").read_bytes()
        assert catalogues.spoken(made) == catalogues.spoken(kept)


def test_values_have_the_same_names_in_german(catalogues):
    """A name that is not filled in would end the report with a KeyError."""
    import re

    def names(text):
        return set(re.findall(r"\{(\w+)\}", text))

    for place in catalogues.places():
        for each in catalogues.read(place.file):
            said = each.string if isinstance(each.string, tuple) else (each.string,)
            asked = each.id if isinstance(each.id, tuple) else (each.id,)
            if each.id:
                assert {frozenset(names(text)) for text in said} == {
                    frozenset(names(text)) for text in asked
                }, each.id


def test_every_outcome_has_a_word():
    """Also one that somebody adds."""
    assert set(OUTCOMES) == set(Outcome)
    assert len({GERMAN.say(word) for word in OUTCOMES.values()}) == len(Outcome)


@pytest.mark.parametrize(
    ("failure", "german"),
    [
        (
            lambda: assert_close(np.array([[1.0, 3.0]]), [[1.0, 2.0]]),
            "Element (0, 1) ist 3, richtig wäre 2 (1 von 2 Elementen weichen ab)",
        ),
        (lambda: real(float("nan")), "gibt zurück: NaN (NaN ist nie richtig)"),
        (lambda: array([[1, 2, 3]], (3, 1)), "die Form ist (1, 3), richtig wäre (3, 1)"),
        (lambda: array(None), "gibt zurück: None (fehlt ein return?); richtig wäre ein Array"),
        (
            lambda: assert_grows_like("N^(", "N", Fraction(1)),
            "kann in den Kosten nicht lesen: das Ende: da fehlt etwas "
            "(schreibe zum Beispiel N^3 + 2 N K)",
        ),
        (
            lambda: assert_integers([1, 3], [1, 2], "shape"),
            "shape 1 ist 3, richtig wäre 2",
        ),
    ],
)
def test_what_an_assertion_says_is_put_into_german(failure, german):
    """Numbers and Python stay untouched."""
    with pytest.raises(Disagreement) as raised:
        failure()
    assert GERMAN.translated(raised.value.sentence(show_wanted=True)) == german


@pytest.mark.parametrize(
    ("fault", "german"),
    [
        (CallTimedOut(LOADING, 10), "das Laden der Datei lief nach 10 s noch"),
        (StudentRaised("ValueError", "{x} is wrong", 3), "löst ValueError aus: {x} is wrong"),
        (
            MissingFunction("f", Message(NEARLY, near="ff")),
            "es gibt keine Funktion namens f; ff heißt fast so: benenne sie um, wenn sie gemeint "
            "ist",
        ),
        (Died("f", 9), "f hat den eigenen Prozess beendet (Signal 9)"),
    ],
)
def test_what_a_submission_did_is_put_into_german(fault, german):
    """The student's own words stay untouched, in braces or not."""
    assert GERMAN.translated(fault.message) == german


def left_in_english(said, texts):
    """Templates of a message, and of those within it, that no catalogue knows."""
    within = [value for _, value in said.values if isinstance(value, Message)]
    inner = [template for each in within for template in left_in_english(each, texts)]
    known = said.template in texts or is_python(said.template)
    return inner if known else [said.template, *inner]


def is_python(text):
    """Whether a text is a value as Python writes it, which is the same in every language."""
    try:
        ast.literal_eval(text)
    except (ValueError, SyntaxError):
        return False
    return True


def known_texts(catalogues):
    """All that has a German translation: ours, and the sheet's."""
    found = [catalogues.spoken(p.file.with_suffix(".mo").read_bytes()) for p in catalogues.places()]
    return {text for each in found for text in each}


@pytest.mark.parametrize("name", NAMES)
def test_every_kind_of_misbehaviour_is_told_in_german(misbehaved, catalogues, name):
    """The messages that a submission can really lead to, from a real run."""
    texts = known_texts(catalogues)
    for verdict in misbehaved(name).marks[0].verdicts:
        if verdict.outcome is not Outcome.PASSED:
            assert left_in_english(verdict.message_parts, texts) == []
            assert message_text(verdict, GERMAN) != verdict.message
            assert message_text(verdict, ENGLISH) == verdict.message


@given(st.text(min_size=1))
def test_any_text_of_a_student_stays_as_it_is(text):
    """Also one that looks like a template, of a message or of Python's format."""
    assert GERMAN.translated(StudentRaised("E", text, 1).message) == f"löst E aus: {text}"
    assert GERMAN.translated(Message("raised {kind}", kind=text)) == f"löst {text} aus"


def test_a_template_reaches_nothing_but_its_values():
    """Stored templates are read back: an attribute of a value is none of theirs."""
    assert str(Message("{x.__class__} {y} {x}", x="1")) == "{x.__class__} {y} 1"


@given(st.binary(max_size=60), st.booleans())
def test_a_catalogue_that_cannot_be_read_leaves_the_texts_as_they_were_written(content, begins):
    """A damaged pack is told in English, and not by a traceback."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "locale" / "de" / "LC_MESSAGES" / "sheet.mo"
        file.parent.mkdir(parents=True)
        file.write_bytes((b"\xde\x12\x04\x95" if begins else b"") + content)
        assert words("de", Path(folder)).sheet("A title") == "A title"


def test_english_reads_no_catalogue():
    """It must cost nothing, and is what the source says."""
    assert ENGLISH.say("{n} of them", n=3) == "3 of them"
    assert words("en").own.__class__.__name__ == "NullTranslations"
    assert "de" in LANGUAGES


def test_a_verdict_is_english_whatever_is_shown(grade):
    """What is stored and compared has one language."""
    report = grade(submission("return 3 * x"))
    verdict = report.marks[0].verdicts[0]
    assert isinstance(verdict, Verdict)
    assert "should be" in verdict.message


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", ".", "--lang", "de"], "Fehler: . ist ein Ordner. Nenne die Python-Datei darin."),
        (["explain", "99z", "--lang", "de"], "Fehler: es gibt keine Aufgabe '99z'."),
        (["explain", "99z", "--lang", "en"], "Error: there is no question '99z'."),
    ],
)
def test_errors_are_told_in_the_language_that_was_asked_for(arguments, said):
    """Outside of the command, which has ended by then."""
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 2
    assert said in result.stderr
