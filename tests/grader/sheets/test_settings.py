"""A sheet's settings are one table: what it says counts, and a typo in it is refused."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import BadSheet, GraderError
from grader.sandbox.limits import Limits
from grader.sheets.allowed import allowed
from grader.sheets.corpus import sheet_digest
from grader.sheets.setting_values import READERS, Refused
from grader.sheets.settings import SheetSettings, settings_of, without_settings
from grader.sheets.sheet import load_sheet
from grader.sheets.spoken import spoken_words

FIRST_LINE = 6  # of the lines that a test adds to the package
ALL = (
    'PACKAGES = ("numpy", "matplotlib")',
    'LIMITS = {"call": 5, "question": 120.5, "submission": 90, "memory": 2048}',
    'FEEDBACK = "law"',
    "HINTS = 2",
    'SLOW = "lost"',
    'WRITTEN = "added"',
    'LANGUAGES = ("en",)',
)


def test_a_sheet_that_says_nothing_has_the_usual_settings(sheet_with):
    """Everything but title and questions may be left out."""
    assert load_sheet(str(sheet_with())).settings == SheetSettings()


def test_every_setting_that_is_said_counts(sheet_with):
    """In the units that an author thinks in: seconds, megabytes."""
    settings = load_sheet(str(sheet_with(*ALL))).settings
    assert settings == SheetSettings(
        packages=("numpy", "matplotlib"),
        limits=Limits(
            call_seconds=5.0,
            question_seconds=120.5,
            submission_seconds=90.0,
            memory_bytes=2048 << 20,
            cpu_seconds=1205,
        ),
        feedback="law",
        hints=2,
        slow="lost",
        written="added",
        languages=("en",),
    )


def test_settings_are_read_without_running_the_sheet(sheet_with):
    """A submission's process is started before its sheet is imported."""
    folder = sheet_with(*ALL, "raise RuntimeError('this was run')")
    assert settings_of(str(folder)).packages == ("numpy", "matplotlib")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('FEEDBAK = "law"', "FEEDBAK: did you mean FEEDBACK?"),
        ("HINT = 2", "HINT: did you mean HINTS?"),
        ('TITEL = "x"', "TITEL: did you mean TITLE?"),
        ("FEEDBAK: str = 'law'", "FEEDBAK: did you mean FEEDBACK?"),
        ("EPSILON = 1e-9", "EPSILON is no setting of a sheet. Choose from: TITLE, QUESTIONS"),
        ('FEEDBACK = "none"', "FEEDBACK is 'none'. Say 'full' or 'law'."),
        ("FEEDBACK = True", "FEEDBACK is True. Say 'full' or 'law'."),
        ("HINTS = 4", "HINTS is 4. Say 1, 2 or 3."),
        ("HINTS = True", "HINTS is True. Say 1, 2 or 3."),
        ("HINTS = 2.0", "HINTS is 2.0. Say 1, 2 or 3."),
        ("HINTS: int", "HINTS is None. Say 1, 2 or 3."),
        ('SLOW = "never"', "SLOW is 'never'. Say 'open' or 'lost'."),
        ('WRITTEN = "yes"', "WRITTEN is 'yes'. Say 'apart' or 'added'."),
        ("HINTS = max(1, 2)", "HINTS is computed"),
        ('PACKAGES = "numpy"', "PACKAGES is 'numpy'. Write a tuple of import names"),
        ("PACKAGES = (1,)", r"PACKAGES is (1,). Write a tuple"),
        ('PACKAGES = ("scipy",)', "PACKAGES lacks 'numpy', as which answers travel. Add it."),
        ('PACKAGES = ("numpy", "scipy", "scipy")', "PACKAGES names 'scipy' twice"),
        ('PACKAGES = ("numpy", "math")', "names 'math' of the standard library"),
        ('PACKAGES = ("numpy", "scipy.stats")', "names 'scipy.stats', which is no package"),
        ('PACKAGES = ("numpy", "grader")', "names 'grader', which no submission may import"),
        ('PACKAGES = ("numpy", "a_set_sheet")', "'a_set_sheet', which holds the sheet"),
        ("LIMITS = 5", "LIMITS is 5. Write a dict"),
        ('LIMITS = {"cal": 5}', "LIMITS has 'cal': did you mean 'call'?"),
        ("LIMITS = {5: 5}", "LIMITS has 5: choose from: call, question, submission, memory."),
        ('LIMITS = {"call": 0}', "LIMITS has 0 for 'call'. Give seconds, above 0"),
        ('LIMITS = {"call": True}', "LIMITS has True for 'call'"),
        ('LIMITS = {"call": 1e999}', "LIMITS has inf for 'call'"),
        ('LIMITS = {"memory": 0.5}', "LIMITS has 0.5 for 'memory'. Give whole megabytes"),
        ('LIMITS = {"memory": 8}', "LIMITS has 8 for 'memory'"),
        ('LIMITS = {"call": 9, "question": 4}', "gives a question 4 s, and a call 9 s"),
        ('LANGUAGES = ("fr",)', "LANGUAGES names 'fr'. Choose from: en, de."),
        ("LANGUAGES = ()", "LANGUAGES is empty. Choose from: en, de."),
        ('LANGUAGES = "de"', "LANGUAGES is 'de'. Write a tuple of languages"),
    ],
)  # fmt: skip
def test_what_is_no_setting_is_told_with_its_file_and_line(sheet_with, line, told):
    """Below another line that is right, so that the line number is its own."""
    folder = sheet_with("SLOW = 'open'", line)
    with pytest.raises(BadSheet, match=re.escape(told)) as caught:
        load_sheet(str(folder))
    places = (f"{folder / '__init__.py'}, line {FIRST_LINE + 1}: ", f"{folder / '__init__.py'}: ")
    assert str(caught.value).startswith(places)


def test_a_setting_that_is_imported_is_refused(sheet_with):
    """It would be there, and would not be read."""
    folder = sheet_with("from a_set_sheet.mine import FEEDBACK")
    (folder / "mine.py").write_text('FEEDBACK = "law"\n')
    with pytest.raises(BadSheet, match="FEEDBACK comes from elsewhere. Assign its value"):
        load_sheet(str(folder))


def test_names_of_ones_own_are_left_alone(sheet_with):
    """In small letters, or with an underscore; and whatever a question's module holds."""
    folder = sheet_with("_EPSILON = 1e-9", "epsilon = 1e-9", "class FEEDBAK: pass")
    assert load_sheet(str(folder)).settings == SheetSettings()


def test_what_is_no_python_is_told_with_its_line(sheet_with):
    """Before a process is started for it."""
    folder = sheet_with("HINTS = = 2")
    with pytest.raises(BadSheet, match=f"line {FIRST_LINE}, is not Python: "):
        settings_of(str(folder))


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda each: st.lists(each, max_size=3) | st.dictionaries(st.text(max_size=9), each),
    max_leaves=6,
)


@given(name=st.sampled_from(sorted(READERS)), value=PLAIN)
def test_any_plain_value_is_taken_or_refused_in_a_sentence(name, value):
    """No value of a setting ends in a traceback."""
    try:
        READERS[name](value)
    except Refused as refused:
        assert str(refused).endswith((".", "?", '("numpy", "scipy")', '("en",)'))


@pytest.mark.parametrize("name", ["HINTS", "SLOW", "PACKAGES", "LIMITS", "LANGUAGES", "WRITTEN"])
def test_a_corpus_stays_good_when_a_setting_changes_that_no_example_depends_on(sheet_with, name):
    """Added, on one line or on several, with an empty line above it or without."""
    line = next(each for each in ALL if each.startswith(name))
    spread = re.sub(r"([({])", r"\1\n    ", line, count=1)
    plain = sheet_digest(load_sheet(str(sheet_with())))
    folders = [sheet_with(*lines, name=f"other{n}") for n, lines in enumerate(
        [[line], ["", line], ["", "", spread]]
    )]  # fmt: skip
    assert {sheet_digest(load_sheet(str(folder))) for folder in folders} == {plain}


def test_the_digest_of_older_sheets_counts_what_it_counted(sheet_with):
    """Corpora in use were recorded with this one counted; they must stay good."""
    plain = sheet_digest(load_sheet(str(sheet_with())))
    other = sheet_with('FEEDBACK = "law"', name="other")
    assert sheet_digest(load_sheet(str(other))) != plain


def test_only_settings_are_taken_out_of_a_source():
    """Everything else stays to the byte, line ends and comments included."""
    source = b'"""SLOW."""\nTITLE = "x"  # SLOW\n\nSLOW = "open"\nQUESTIONS = ()\n'
    assert without_settings(source) == b'"""SLOW."""\nTITLE = "x"  # SLOW\nQUESTIONS = ()\n'


def test_students_are_told_of_the_sheets_own_limits_and_packages(sheet_with):
    """Starter, question and explanation say this."""
    told = " ".join(allowed(load_sheet(str(sheet_with(*ALL))).settings))
    assert "A call may take 5 s, a question 120.5 s" in told
    assert "memory: 2048 MB" in told
    assert "all questions together have 90 s" in told
    assert "You may import numpy, matplotlib, and" in told


@pytest.mark.parametrize(
    ("languages", "environment", "spoken"),
    [
        (("en", "de"), "de_DE", "de"),
        (("en", "de"), "fr_FR", "en"),
        (("en",), "de_DE", "en"),
        (("de",), "en_US", "de"),
    ],
)
def test_a_sheet_is_shown_in_a_language_that_it_has(
    sheet_with, monkeypatch, languages, environment, spoken
):
    """Half a page in each would be worse than either."""
    monkeypatch.setenv("LANGUAGE", environment)
    sheet = load_sheet(str(sheet_with(f"LANGUAGES = {languages}")))
    assert spoken_words(None, sheet).language == spoken


def test_a_language_that_a_sheet_does_not_have_is_refused(sheet_with):
    """Where it was asked for by name."""
    sheet = load_sheet(str(sheet_with('LANGUAGES = ("en",)')))
    with pytest.raises(GraderError, match="is not there in 'de'. Choose from: en."):
        spoken_words("de", sheet)
