"""Numbers as people's countries write them, and those that nobody can read with certainty."""

from decimal import Decimal

import pytest

from grader.report.platforms.numbers import decimal_mark, number

THOUSAND = ["1000", "1,000.00", "1.000,00", "1 000", "1'000", "1’000", "1\u202f000,0", "1\u00a0000"]


@pytest.mark.parametrize("text", THOUSAND)
@pytest.mark.parametrize("mark", ["", ".", ","])
def test_a_thousand_is_a_thousand_in_every_country(text, mark):
    """Whatever the other cells look like."""
    assert number(text, mark) == 1000


@pytest.mark.parametrize(
    ("text", "mark", "value"),
    [
        ("1,000", "", None),
        ("1.000", "", None),
        ("1,000", ".", "1000"),
        ("1,000", ",", "1"),
        ("1.000", ",", "1000"),
        ("0,125", "", "0.125"),
        ("12,5", "", "12.5"),
        (" 12.50 ", ",", "12.5"),
        ("1,234,567.8", "", "1234567.8"),
    ],
)
def test_three_digits_after_a_mark_are_read_by_the_column_they_stand_in(text, mark, value):
    """A thousand and one look alike."""
    assert number(text, mark) == (Decimal(value) if value else None)


@pytest.mark.parametrize(
    "text",
    [
        "100%",
        "100 pts",
        "1e2",
        "complete",
        "B+",
        "absent",
        "1,00,000",
        "1.000.00",
        "-",
        "",
        "٣",
        "1 00",
    ],
)
def test_what_is_no_number_is_none(text):
    """A guess would scale the grades of a class."""
    assert number(text) is None


@pytest.mark.parametrize(
    ("texts", "delimiter", "mark"),
    [
        (["12.5", "1,000"], ",", "."),
        (["1,000.0"], ",", "."),
        (["7,5", "B+"], ",", ","),
        (["1,000", "20"], ",", ""),
        (["12.5", "7,5"], ",", ""),
        (["20"], ";", ","),
    ],
)
def test_the_decimal_mark_is_taken_from_what_leaves_no_doubt(texts, delimiter, mark):
    """Two that contradict each other tell nothing."""
    assert decimal_mark(texts, delimiter) == mark
