"""What failing examples have in common, told in a sentence."""

import pytest

from grader.examine.feedback.where import told_apart
from grader.language import Message


def facts(*texts):
    return dict.fromkeys(map(Message, texts))


@pytest.mark.parametrize(
    ("failing", "passing", "told"),
    [
        (["a", "a b"], ["b", ""], "where a, and nowhere else (2 of 4 examples)"),
        (["a b", "a b c"], ["b", "a", "a c", "b c"], "where a and b, and nowhere else"),
        (["a"], ["a", "b", "b"], "only where a, but not always there (1 of 4 examples)"),
        (["a", "a", "b"], ["c", "d"], "where a, and in other places (3 of 5 examples)"),
        (["", "b"], ["a", "a b", "a c"], "unless a (2 of 5 examples)"),
        (["a"] * 5 + ["b"], [*"cdefga"], "mostly where a (6 of 12 examples)"),
        (["b", "c"], ["b", "c"], "goes wrong on 2 of 4 examples that have nothing simple"),
        (["a", "b"], [], "goes wrong on all of 2 examples"),
    ],
)
def test_the_condition_is_told_with_its_reach(failing, passing, told):
    """Sufficient, necessary, both, or neither: a student may rely on the words."""
    sentence = told_apart(
        [facts(*f.split()) for f in failing], [facts(*p.split()) for p in passing]
    )
    assert told in str(sentence)


def test_of_two_conditions_that_fit_the_simpler_is_told():
    """One fact before two, and the first named before later ones."""
    failing, passing = [facts("a", "b", "c")] * 3, [facts("d")]
    assert str(told_apart(failing, passing)).startswith("goes wrong where a, and")


def test_where_nothing_fails_nothing_is_told():
    """A property that is lost for another reason has no family."""
    assert told_apart([], [facts("a")]) is None


def test_other_properties_help_where_this_one_alone_does_not():
    """All of its examples may be of the kind that fails."""
    failing, others = [facts("large")] * 9 + [facts("large", "odd")], [facts("small")] * 9
    assert str(told_apart(failing, [])) == "goes wrong on all of 10 examples"
    assert "where large, and nowhere else (10 of 19" in str(told_apart(failing, [], others))
    half = [*others, *[facts("large")] * 9]
    assert str(told_apart(failing, [], half)) == "goes wrong on all of 10 examples"
