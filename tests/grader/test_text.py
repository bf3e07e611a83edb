"""Words that are shown are safe, counted rightly, and near to what was meant."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.examine.student.defined import Reasons
from grader.examine.student.loading import Loading
from grader.model import Submission
from grader.report.student.plain import plain_lines
from grader.text import BLANK, HIDDEN, clean, nearest, several

TEXTS = st.text() | st.text(st.characters(categories=("Cc", "Cf", "Co", "Cs", "Zl", "Zp")))


@given(TEXTS, st.integers(1, 40), st.booleans())
def test_cleaned_text_is_visible_and_short(text, longest, lines):
    """Nothing hidden is left, and never more characters than promised, escapes included."""
    shown = clean(text, longest, lines=lines)
    assert len(shown) <= longest
    kept = {"\n"} if lines else set()
    assert all(unicodedata.category(c) not in HIDDEN for c in set(shown) - kept)
    assert not BLANK & set(shown)
    shown.encode()  # a lone surrogate could not be written anywhere


VISIBLE = st.characters(categories=("L", "N", "P", "S"), exclude_characters="".join(BLANK))


@given(st.text(VISIBLE, max_size=299))
def test_harmless_text_is_left_alone(text):
    """Letters of every script among it."""
    assert clean(f"a{text}") == f"a{text}"


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "+1+cmd|' /C calc'!A0", "-2+3", "-x"])
def test_what_a_spreadsheet_would_compute_is_quoted(text):
    """Reports end up in spreadsheets; those take a text with an apostrophe as it is."""
    assert clean(text) == f"'{text}"
    assert clean(text * 100, 9) == f"'{text * 100}"[:8] + "…"


@pytest.mark.parametrize("text", ["-1", "+2.5", "-1e-08", "-inf", "7", ""])
def test_a_number_is_no_formula(text):
    """Answers below zero are shown as they are."""
    assert clean(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[2Jgone", r"\x1b[2Jgone"),
        ("a\u202eb", r"a\u202eb"),
        ("a\u200bb", r"a\u200bb"),
        ("\ud800", r"\ud800"),
        ("\x00\x07\x7f\x9b", r"\x00\x07\x7f\x9b"),
        ("\U000e0041", r"\U000e0041"),
        ("a\nb\tc\rd", "a b c d"),
        ("a\u2028b", r"a\u2028b"),
    ],
)
def test_what_is_hidden_shows_as_its_escape(text, shown):
    """Escape codes, text that runs backwards, invisible letters."""
    assert clean(text) == shown


INVISIBLE = [
    *(0x34F, 0x3164, 0x115F, 0x1160, 0x17B4, 0x17B5, 0xFFA0, 0x2800),
    *range(0xFE00, 0xFE10),
    *range(0x180B, 0x1810),
    *range(0xE0100, 0xE01F0),
]


def test_letters_and_marks_that_show_as_nothing_are_shown():
    """With one of them behind it, a name looks like somebody else's."""
    for code in INVISIBLE:
        escape = f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
        assert clean(f"Ada{chr(code)}") == f"Ada{escape}"


def test_line_breaks_are_kept_where_they_are_wanted():
    """Other controls are not."""
    assert clean("a\nb\x1b", lines=True) == "a\nb\\x1b"


def test_a_shortened_text_says_so():
    """By its last character; a megabyte costs no more than its beginning."""
    assert clean("x" * 10) == "x" * 10
    assert clean("x" * 10**6, 5) == "xxxx…"
    assert clean("\x1b" * 3, 5) == r"\x1b…"
    assert clean("12345", 5) == "12345"


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, "0 points"), (1, "1 point"), (2, "2 points"), (12345, "12,345 points")],
)
def test_one_is_singular_and_all_others_plural(number, said):
    """None of them is a plural, too."""
    assert several(number, "point") == said


AVERAGE = "def average(values): return sum(values) / len(values)\n"


@pytest.mark.parametrize(
    ("name", "known", "meant"),
    [
        ("softmax", {"sofmax", "print"}, "sofmax"),
        ("softmax", {"soft_max", "SoftMax"}, "soft_max"),
        ("softmax_jacobian", {"softmaxJacobian", "softmax"}, "softmaxJacobian"),
        ("softmax", {"relu", "smax"}, ""),
        ("max_pool2d", {"average_pool2d"}, ""),
        ("average", set(), ""),
        ("average", {"averagd", "averagb", "averagc"}, "averagd"),
    ],
)
def test_the_nearest_name_is_found(name, known, meant):
    """Not one that only shares a part; of equally near ones always the same."""
    assert nearest(name, frozenset(known)) == meant


def test_a_name_that_means_itself_is_not_suggested():
    """Where the sheet asks for both, the one that is there is no misspelling."""
    known = frozenset({"convolve2d", "convolv2d"})
    assert nearest("convolve1d", known, frozenset({"convolve2d"})) == "convolv2d"


def test_thousands_of_names_take_no_time():
    """They come from the student's process, at most 2000 of 100 characters."""
    known = frozenset(f"{'ab' * 48}{n}" for n in range(2000))
    start = time.monotonic()
    nearest("ba" * 49, known)
    assert time.monotonic() - start < 5


def test_a_misspelt_function_is_named(grade):
    """It earns nothing, and its author is told why in the words that mend it."""
    report = grade("def duoble(x): return 2 * x\n" + AVERAGE)
    verdict = report.marks[0].verdicts[0]
    assert verdict.outcome == "missing"
    assert verdict.message == (
        "there is no function called double; duoble has nearly that name: rename it if it is meant"
    )
    lines = list(plain_lines(report))
    assert [line for line in lines if "duoble" in line] == [
        "There is no function called double; duoble has nearly that name: rename it if it is meant"
    ]
    assert not [line for line in lines if line.startswith("There is no function called:")]


def test_a_function_that_the_sheet_asks_for_is_not_taken_for_another():
    """One that is there does not have the name of one that is not."""
    loading = Loading(callables=frozenset({"denoised_mean"}))
    file = Submission("submission.py", b"")
    assert "denoised_mean has nearly" in str(Reasons(file).why("denoise_mean", loading))
    assert Reasons(file, frozenset({"denoised_mean"})).why("denoise_mean", loading) is None


def test_a_hostile_name_is_cleaned(grade):
    """It may turn text around as an identifier of another script does, but not be endless."""
    report = grade(f"globals()['double\\u200b'] = print\nglobals()['doublé'] = print\n{AVERAGE}")
    assert "doublé has nearly" in report.marks[0].verdicts[0].message
    assert "\u200b" not in report.marks[0].verdicts[0].message


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("bad <submission.O object at 0x7f3d177654d0>", "bad <submission.O object at 0x…>"),
        ("<f at 0x000001F2A7C0> <g at 0x7f3d177654d0>", "<f at 0x…> <g at 0x…>"),
        ("look at 0xff, then", "look at 0xff, then"),
        ("0x7f3d177654d0", "0x7f3d177654d0"),
    ],
)
def test_the_address_of_an_object_is_left_out(text, shown):
    """It differs from run to run, and a report does not."""
    assert clean(text) == shown
    assert clean(shown) == shown


@pytest.mark.parametrize("longest", range(3, 40))
def test_no_part_of_an_address_is_left_where_a_text_ends(longest):
    """However much of it is shown."""
    said = [clean(f"an object at 0x7f{n:010x} of mine", longest) for n in (0, 0xABCDEF1234)]
    assert said[0] == said[1]
