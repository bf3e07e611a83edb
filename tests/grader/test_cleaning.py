"""Text of a student's making is harmless to show."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.cleaning import HIDDEN, clean

TEXTS = st.text() | st.text(st.characters(categories=("Cc", "Cf", "Co", "Cs", "Zl", "Zp")))


@given(TEXTS, st.integers(1, 40), st.booleans())
def test_cleaned_text_is_visible_and_short(text, longest, lines):
    """Nothing hidden is left, and never more characters than promised, escapes included."""
    shown = clean(text, longest, lines=lines)
    assert len(shown) <= longest
    kept = {"\n"} if lines else set()
    assert all(unicodedata.category(c) not in HIDDEN for c in set(shown) - kept)
    shown.encode()  # a lone surrogate could not be written anywhere


@given(st.text(st.characters(categories=("L", "N", "P", "S")), max_size=299))
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


def test_line_breaks_are_kept_where_they_are_wanted():
    """Other controls are not."""
    assert clean("a\nb\x1b", lines=True) == "a\nb\\x1b"


def test_a_shortened_text_says_so():
    """By its last character; a megabyte costs no more than its beginning."""
    assert clean("x" * 10) == "x" * 10
    assert clean("x" * 10**6, 5) == "xxxx…"
    assert clean("\x1b" * 3, 5) == r"\x1b…"
    assert clean("12345", 5) == "12345"
