"""
Numbers as a report shows them.

One way of rounding for all of them, the one that people learn at school: an eighth is 13 % wherever
it stands, and 0.13.
"""

from decimal import ROUND_HALF_UP, Decimal

__all__ = ["NOTHING", "figure", "percent"]

NOTHING = "–"
MINUS = "−"
EXACT = 9  # digits that mean something: what is behind them comes of computing with floats


def figure(value: float | None, digits: int = 2) -> str:
    """A number with so many digits behind the point, a dash for None."""
    if value is None:
        return NOTHING
    return f"{_rounded(value, digits):.{digits}f}".replace("-", MINUS)


def percent(share: float | None) -> str:
    """A share from 0 to 1 in hundredths, a dash for None."""
    return NOTHING if share is None else f"{100 * _rounded(share, 2):.0f}%"


def _rounded(value: float, digits: int) -> Decimal:
    """The nearest number with so many digits; of two, the one that is farther from 0."""
    near = Decimal(f"{value:.{EXACT}f}").quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return near + 0  # without a minus in front of zero
