"""The rules of marking."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.mark import mark
from grader.model import Outcome, Verdict

VERDICTS = st.lists(
    st.builds(
        Verdict,
        property=st.just("p"),
        function=st.just("f"),
        points=st.integers(1, 5),
        outcome=st.sampled_from(Outcome),
    )
)


@pytest.mark.parametrize(
    ("outcome", "earned", "still_open"),
    [(o, 3 * (o == "passed"), 3 * o.is_open) for o in Outcome],
)
def test_a_property_earns_all_of_its_points_or_none(outcome, earned, still_open):
    """Only 'passed' earns them; our failures and what was not asked keep them open."""
    verdict = Verdict(property="p", function="f", points=3, outcome=outcome)
    found = mark("1a", "Pooling", [verdict])
    assert (found.earned, found.open, found.possible) == (earned, still_open, 3)
    assert (found.question, found.title, found.verdicts) == ("1a", "Pooling", (verdict,))


@given(VERDICTS, VERDICTS)
def test_marks_add_up(first, second):
    """No property counts for another, and the order does not matter."""
    one, other, both = (mark("q", "", v) for v in (first, second, [*second, *first]))
    for field in ("earned", "open", "possible"):
        assert getattr(both, field) == getattr(one, field) + getattr(other, field)
    assert 0 <= both.earned + both.open <= both.possible


def test_no_properties_are_worth_nothing():
    """An empty question has no points to lose."""
    assert mark("q", "", []).possible == 0
