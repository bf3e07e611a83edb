"""What failing examples have in common, told in a sentence that is true of all that is known."""

import pytest

from grader.examine.feedback.claims.told_apart import (
    Beside,
    Condition,
    Hint,
    may_be_claimed,
    seen,
    told_apart,
)
from grader.language import Message


def facts(*texts):
    """What is true of one call."""
    return {Message(text): None for text in texts}


def examples(texts):
    """Examples of one call each, with its facts separated by spaces."""
    return [seen([facts(*text.split())]) for text in texts]


def told(failing, passing, enough=0):
    """The sentence."""
    return str(told_apart(examples(failing), examples(passing), enough).sentence)


@pytest.mark.parametrize(
    ("failing", "passing", "sentence"),
    [
        (["a", "a b"], ["b", ""], "goes wrong on 2 of 4 examples tried: where a, and nowhere else"),
        (["a b", "a b c"], ["b", "a", "a c", "b c"], "where a and b, and nowhere else"),
        (["a"], ["a", *"bbbb"], "1 of 6 examples tried: only where a, but not always there"),
        (["a", "a", "b"], ["c", "d"], "of 2 of these, and of 0 of the others, it is true that a"),
        (["", "b"], ["a", "a b", "a c"], "2 of 5 examples tried: on all but those where a"),
        (
            ["a"] * 5 + ["b"],
            [*"cdefga"],
            "of 5 of these, and of 1 of the others, it is true that a",
        ),
        (["b", "c"], ["b", "c"], "goes wrong on 2 of 4 examples tried"),
        (["a", "b"], [], "goes wrong on all of 2 examples"),
    ],
)
def test_the_condition_is_told_with_its_reach(failing, passing, sentence):
    """Sufficient, necessary, both, or neither: a student may rely on the words."""
    assert sentence in told(failing, passing)


@pytest.mark.parametrize(
    ("failing", "passing", "claimed"),
    [
        (["a"] * 60, ["b"] * 60, "where a, and nowhere else"),
        (["a"] * 60, ["b"] * 59, "it is true that a"),
        (["a"] * 59, ["b"] * 60, "it is true that a"),
        (["a b"] * 80, ["a", "b"] * 40, "where a and b, and nowhere else"),
        (["a b"] * 79, ["a", "b"] * 40, "it is true that a"),
        (["a"] * 60, ["a"] * 20 + ["b"] * 60, "only where a"),
        (["a"] * 60, ["a"] * 20 + ["b"] * 59, "it is true that a"),
        (["a"] * 60, ["a"] * 21 + ["b"] * 60, "it is true that a"),
        (["a"] * 59, ["a"] + ["b"] * 60, "it is true that a"),
        ([""] * 60, ["a"] * 60 + [""], "never where a, but mostly elsewhere"),
    ],
)
def test_a_claim_about_all_inputs_takes_enough_examples(failing, passing, claimed):
    """Where a few more could well contradict it, it is counted instead."""
    sentence = told(failing, passing, enough=20)
    assert claimed in sentence
    assert ("examples tried: " in sentence) == (claimed != "it is true that a")


def test_one_example_against_it_takes_the_claim_away():
    """However many there are for it."""
    assert "nowhere else" in told(["a"] * 99, ["b"] * 99)
    assert "of 99 of these, and of 1 of the others" in told(["a"] * 99 + ["b"], ["b"] * 99 + ["a"])


@pytest.mark.parametrize(
    ("failing", "passing", "claimed"),
    [
        ([], ["a"], ": only where a, but not always there"),
        (["b"], [], "; of 99 of these, and of 0 of the others, it is true that a"),
        (["a"], ["b"], ": where a, and nowhere else"),
    ],
)
def test_what_was_made_to_contradict_a_claim_takes_it_away_in_part_or_whole(
    failing, passing, claimed
):
    """One that passes there leaves "only"; one that fails elsewhere leaves nothing."""
    beside = Beside(examples(failing), examples(passing))
    hint = told_apart(examples(["a"] * 99), examples(["b"] * 99), 20, beside)
    assert str(hint.sentence) == f"goes wrong on 99 of 198 examples tried{claimed}"


def test_what_is_not_known_of_each_example_is_not_counted():
    """Either of two calls may be the one in question."""
    doubtful = seen([facts("a"), facts("b")])
    hint = told_apart([*examples(["a"] * 3), doubtful], examples(["c"] * 4), 20)
    assert str(hint.sentence) == "goes wrong on 4 of 8 examples tried"


def test_what_was_made_to_contradict_a_claim_bears_none_out():
    """Those were made of one another, so that a hundred may be as good as one."""
    beside = Beside(examples(["a"] * 99), examples(["b"] * 99))
    assert told_apart(examples(["a"] * 59), examples(["b"] * 99), 20, beside).reach == "counted"


@pytest.mark.parametrize(
    ("failing", "passing", "may_be"),
    [
        (["a b", "a"], ["a", "a", "a", "b"], True),
        (["b", "c"], ["a", "c"], True),
        (["a", "a b"], ["a"], False),
        (["a", "b"], ["c"], True),
        (["a"], [], False),
        ([], ["a"], False),
    ],
)
def test_a_claim_may_come_of_what_all_failing_examples_share_or_lack(failing, passing, may_be):
    """However few passing ones tell so far: more examples are worth asking."""
    assert may_be_claimed(examples(failing), examples(passing)) is may_be


def test_of_two_conditions_that_fit_the_simpler_is_told():
    """One fact before two, and the first named before later ones."""
    assert told(["a b c"] * 3, ["d"]).endswith("examples tried: where a, and nowhere else")


def test_where_nothing_fails_nothing_is_told():
    """A property that is lost for another reason has no family."""
    assert told_apart([], examples(["a"])) is None


def test_a_doubt_about_the_call_counts_against_a_condition():
    """An example of two calls fails: nothing is claimed that is not true of both."""
    doubtful, passing = [seen([facts("a"), facts("b")])], examples("cd")
    assert doubtful[0].surely == {}
    assert doubtful[0].possibly == facts("a", "b")
    assert told_apart(doubtful, passing, 0).condition is None


@pytest.mark.parametrize(
    ("reach", "failing", "passing"),
    [
        ("always", True, True),
        ("only", True, False),
        ("example", False, False),
    ],
)
def test_a_hint_is_contradicted_by_what_it_rules_out(reach, failing, passing):
    """By a failing example elsewhere, by a passing one there, by both, or by neither."""
    hint = Hint(reach, Condition((Message("a"),)), 1, 2)
    (there, elsewhere) = examples("ab")
    assert hint.contradicted(elsewhere, fails=True) is failing
    assert hint.contradicted(there, fails=False) is passing
    assert not hint.contradicted(there, fails=True)
    assert not hint.contradicted(elsewhere, fails=False)
