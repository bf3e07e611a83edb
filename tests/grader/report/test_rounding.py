"""Numbers as a report shows them."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.report.rounding import figure, percent


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (percent(0.004), "0%"),
        (percent(1), "100%"),
        (percent(None), "–"),
        (figure(-0.124), "−0.12"),
        (figure(-0.001), "0.00"),
        (figure(None), "–"),
        (figure(61.25, 0), "61"),
        (figure(61.25, 1), "61.3"),
    ],
)
def test_a_figure_is_written_as_people_write_it(shown, expected):
    """A real minus, no minus in front of zero, and a dash for what is not defined."""
    assert shown == expected


@pytest.mark.parametrize(
    ("share", "said"), [(0.125, "13"), (0.375, "38"), (0.005, "1"), (0.285, "29"), (1 / 3, "33")]
)
def test_a_half_goes_up(share, said):
    """In hundredths and behind the point, whether a float holds it exactly or not."""
    assert percent(share) == f"{said}%"
    assert figure(share) == f"0.{said:0>2}"
    assert figure(-share) == f"−0.{said:0>2}"


def test_what_computing_adds_to_a_half_does_not_show():
    """A mean of shares is an eighth, and a little less or more by the order of its sum."""
    for share in (0.125 - 1e-15, 0.125 + 1e-15):
        assert (percent(share), figure(share)) == ("13%", "0.13")


@given(part=st.integers(0, 300), rest=st.integers(0, 300))
def test_a_share_is_the_same_number_in_both_forms(part, rest):
    """As a percentage, and with two digits behind the point."""
    share = part / max(part + rest, 1)
    assert Fraction(percent(share)[:-1]) == 100 * Fraction(figure(share))
