"""What is shown in another language, and what stays as it is."""

import sys
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.language import ENGLISH, LANGUAGES, words
from grader.model import Outcome, Verdict
from grader.report.student.sentences import OUTCOMES
from grader.report.student.translate import PHRASES, translated
from grader.sheets.misconceptions import misconceptions
from grader.sheets.sheet import load_sheet
from tests.grader.misbehaviour import BODIES, submission

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
    ("english", "german"),
    [
        ("element (0, 1) is 3, should be 2", "Element (0, 1) ist 3, richtig wäre 2"),
        (
            "element (0,) is 3, should be 2 (1 of 4 elements differ)",
            "Element (0,) ist 3, richtig wäre 2 (1 von 4 Elementen weichen ab)",
        ),
        ("element (0,) is NaN (NaN is never right)", "Element (0,) ist NaN (NaN ist nie richtig)"),
        ("shape is (2, 3), should be (3, 2)", "die Form ist (2, 3), richtig wäre (3, 2)"),
        (
            "returned None (is a return missing?); should be an array",
            "gibt None zurück (fehlt ein return?); richtig wäre ein Array",
        ),
        (
            "there is no function called f; line 3 failed while loading: NameError: x",
            "es gibt keine Funktion namens f; Zeile 3 ist beim Laden gescheitert: NameError: x",
        ),
        (
            "goes wrong where x has several channels, and nowhere else (3 of 9 examples)",
            "ist falsch, wo gilt: x hat mehrere Kanäle, und sonst nirgends (3 von 9 Beispielen)",
        ),
        (
            "goes wrong unless stride is larger than window (3 of 9 examples)",
            "ist falsch, außer es gilt: stride ist größer als window (3 von 9 Beispielen)",
        ),
        (
            "loading the file was still running after 10 s",
            "das Laden der Datei lief nach 10 s noch",
        ),
        ("raised ValueError: {x} is wrong", "löst ValueError aus: {x} is wrong"),
    ],
)
def test_a_message_is_put_into_german(english, german):
    """Numbers, Python and the student's own words stay untouched."""
    assert GERMAN.sentence(english) == german
    assert ENGLISH.sentence(english) == english


@pytest.mark.parametrize("name", BODIES)
def test_every_kind_of_misbehaviour_is_told_in_german(misbehaved, name):
    """The messages that a submission can really lead to, from a real run."""
    verdict = misbehaved(name).marks[0].verdicts[0]
    assert verdict.message
    assert GERMAN.sentence(verdict.message) != verdict.message


@given(st.text(min_size=1))
def test_any_message_can_be_translated(text):
    """A student's exception may say anything."""
    assert GERMAN.sentence(f"raised E: {text}") == f"löst E aus: {text}"
    translated(text, GERMAN)


@pytest.mark.parametrize("phrase", PHRASES)
def test_each_phrase_is_recognised_with_its_own_values(phrase):
    """A phrase behind a more general one would never be used."""
    import re

    values = dict.fromkeys(re.findall(r"\{(\w+)\}", phrase), "7")
    expected = GERMAN.say(phrase, **values)
    assert translated(phrase.format(**values), GERMAN) == expected


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
