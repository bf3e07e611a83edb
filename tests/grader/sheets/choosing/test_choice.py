"""The examples that are chosen have the most traits, and the same ones are chosen each time."""

import pytest

from grader.sheets.choosing.choice import Choice


def chosen(traits, sizes=None, calls=1):
    """A choice among candidates with these traits, of which each makes so many calls."""
    asked = []

    def ask(place):
        asked.append(place)
        return calls

    return Choice([frozenset(each) for each in traits], sizes or [1] * len(traits), ask), asked


def test_what_has_the_most_new_traits_comes_first():
    """A second example with the same traits adds less than one with others."""
    choice, _ = chosen([{"a"}, {"a", "b", "c"}, {"a", "b", "c"}, {"d", "e"}])
    choice.by_traits(calls=2, most=9)
    assert choice.places == [1, 3]


def test_of_equals_the_earlier_one_is_taken():
    """So that nothing depends on the order of a set."""
    choice, _ = chosen([{"a"}, {"b"}, {"c"}])
    choice.by_traits(calls=2, most=9)
    assert choice.places == [0, 1]


def test_every_trait_is_wanted_three_times_and_no_more():
    """Then a candidate without it is as good."""
    choice, _ = chosen([{"a"}] * 4 + [{"b"}])
    choice.by_traits(calls=5, most=9)
    assert choice.places == [0, 4, 1, 2, 3]


def test_a_small_candidate_is_preferred_to_a_large_one():
    """A class waits for every number."""
    choice, _ = chosen([{"a"}, {"b"}], sizes=[600, 1])
    choice.by_traits(calls=1, most=9)
    assert choice.places == [1]


def test_the_farthest_has_the_fewest_traits_in_common_with_any_that_is_chosen():
    """However many traits it has."""
    choice, _ = chosen([{"a", "b", "c"}, {"a", "b", "d"}, {"e", "f", "g"}])
    choice.add(0)
    choice.by_distance(calls=2, most=9)
    assert choice.places == [0, 2]


@pytest.mark.parametrize(("calls", "most", "count"), [(4, 9, 2), (3, 9, 2), (9, 3, 3), (99, 99, 5)])
def test_it_ends_with_the_calls_that_are_allowed_with_the_examples_or_with_all(calls, most, count):
    """Each example of these makes two calls."""
    choice, asked = chosen([{str(place)} for place in range(5)], calls=2)
    choice.by_traits(calls, most)
    assert len(choice.places) == count
    assert choice.calls == 2 * count
    assert asked == choice.places


def test_what_is_chosen_is_not_chosen_again():
    """Nor asked again."""
    choice, asked = chosen([{"a"}])
    choice.add(0)
    choice.add(0)
    assert asked == [0]


def test_a_few_examples_are_chosen_however_many_calls_each_makes():
    """A law of twelve calls is tried on more than one input."""
    choice, _ = chosen([{"a"}, {"b"}, {"c"}, {"d"}])
    choice.by_distance(calls=1, most=9, least=3)
    assert len(choice.places) == 3
