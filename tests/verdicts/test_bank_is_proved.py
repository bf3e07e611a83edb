"""
Every entry of the bank is what it says: the oracles say so, not the grader.

How the grader marks them is measured by ``benchmarks/verdicts.py``; a bank that is itself mistaken
would measure nothing.
"""

from collections import Counter

import pytest

from tests.verdicts.bank import right_variants, wrong_variants
from tests.verdicts.oracles import ORACLES
from tests.verdicts.proof import disagreement, is_shown
from tests.verdicts.variant import KINDS, right, wrong

WRONG, RIGHT = wrong_variants(), right_variants()


def one_in_four(variants):
    """All of these, three in four of them at leisure."""
    return [
        pytest.param(each, id=each.title, marks=[pytest.mark.slow] if place % 4 else [])
        for place, each in enumerate(variants)
    ]


@pytest.mark.parametrize("variant", one_in_four(WRONG))
def test_a_wrong_variant_is_wrong(variant):
    """On its witness, which the contract allows, the oracle says something else."""
    assert is_shown(variant)


@pytest.mark.parametrize("variant", one_in_four(RIGHT))
def test_a_right_variant_is_right(variant):
    """On all that the oracle asks, refusals included, and in distribution where it draws."""
    assert disagreement(variant, variant.question) == ""


def test_the_bank_is_large_and_covers_every_function():
    """Nobody empties it by accident."""
    assert len({each.source for each in WRONG}) >= 300
    assert len({each.source for each in RIGHT}) >= 200
    for bank in (WRONG, RIGHT):
        assert {(each.question, each.function) for each in bank} == set(ORACLES)
        assert max(Counter(each.title for each in bank).values()) == 1
        assert max(Counter((each.question, each.source) for each in bank).values()) == 1
    assert {each.kind for each in WRONG} == set(KINDS)


BASE = "def stacked_support(layers, kernel):\n    side = 1 + layers * (kernel - 1)\n"
BASE += "    return side, side * side\n"


@pytest.mark.parametrize("witness", ["call: 1, 1", "call: 7, 1", "loops: n, 3"])
def test_a_right_function_has_no_witness(witness):
    """An entry filed as wrong by mistake is found out; and huge numbers have to be allowed."""
    page = f"# none [rule] Nothing is wrong.\n# {witness}\n"
    (variant,) = wrong("3d", "stacked_support", BASE, page)
    if "loops" in witness:
        with pytest.raises(AssertionError):
            is_shown(variant)
    else:
        assert not is_shown(variant)


def test_a_witness_stays_inside_the_contract():
    """A call that no question allows shows nothing, however wrong its answer."""
    page = "# none [rule] The wrong sum.\n# call: 300, 1\n# swap: 1 + layers => 2 + layers"
    (variant,) = wrong("3d", "stacked_support", BASE, page)
    with pytest.raises(AssertionError, match="not a call that the contract allows"):
        is_shown(variant)


def test_a_wrong_function_is_not_filed_as_right():
    """The oracle's own calls are enough to tell."""
    page = "# less Off by one.\ndef stacked_support(layers, kernel):\n    return layers, kernel"
    (variant,) = right("3d", "stacked_support", "", page)
    assert "should give" in disagreement(variant, "3d")
