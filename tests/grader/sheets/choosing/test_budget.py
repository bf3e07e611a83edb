"""How many calls a property may make of a submission."""

import pytest

from grader.sheets.choosing.budget import SMALL_SHEET, budget


@pytest.mark.parametrize("later", [False, True])
def test_a_small_sheet_has_room_for_more_examples_of_each_property(later):
    """Its author has often written none, and drawn ones are all that tells mistakes apart."""
    small, large = (budget(count, later=later) for count in (SMALL_SHEET, SMALL_SHEET + 1))
    assert all(one > other for one, other in zip(small[:3], large[:3], strict=True))
    assert small.crosses


@pytest.mark.parametrize("count", [1, SMALL_SHEET + 1])
def test_what_is_not_the_first_of_its_function_is_asked_less(count):
    """Most mistakes have failed another property by then."""
    first, later = (budget(count, later=each) for each in (False, True))
    assert later.trait_calls < first.trait_calls
    assert later.calls < first.calls
