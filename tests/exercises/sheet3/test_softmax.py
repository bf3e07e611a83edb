"""Softmax is judged where it is easy and where its formula overflows, of either sign."""

from types import SimpleNamespace

import numpy as np
import pytest

from exercises.sheet3 import softmax as question
from reference.softmax import softmax
from tests.exercises.sheet3.recorded import judged

pytestmark = pytest.mark.filterwarnings("ignore::RuntimeWarning")

AGREES = question.test_agrees_with_the_definition
PROBABILITIES = question.test_gives_probabilities
DIFFERENCES = question.test_sees_only_differences
SURVIVES = question.test_survives_scores_of_any_size


def as_it_stands(c):
    return np.exp(c) / np.exp(c).sum()


def forgets_to_divide(c):
    return np.exp(c - c.max())


def turns_the_sign(c):
    return softmax(-c)


def counts_in_base_two(c):
    return softmax(c * np.log(2))


def divides_the_scores(c):
    return c / c.sum() if c.sum() else np.full(c.shape, 1 / len(c))


def returns_half_precision(c):
    return softmax(c).astype(np.float16)


def clips_the_scores(c):
    return softmax(np.clip(c, -700, 700))


def subtracts_the_mean(c):
    return as_it_stands(c - c.mean())


def subtracts_the_largest_size(c):
    return as_it_stands(c - np.abs(c).max())


def subtracts_the_first(c):
    return as_it_stands(c - c[0])


def subtracts_only_from_positive_scores(c):
    return as_it_stands(c - max(c.max(), 0))


def goes_through_logarithms(c):
    return np.exp(c - (c.max() + np.log(np.exp(c - c.max()).sum())))


def leaves_a_rounding_error_below_zero(c):
    return softmax(c) - 1e-13


def adds_a_little_below(c):
    weights = np.exp(c - c.max())
    return weights / (weights.sum() + 1e-5)


def forgets_to_return(c):
    softmax(c)


@pytest.mark.parametrize(
    ("mistake", "judge", "feedback"),
    [
        (forgets_to_divide, AGREES, "element"),
        (forgets_to_divide, PROBABILITIES, r"returned .*, should be 1"),
        (adds_a_little_below, PROBABILITIES, r"should be 1"),
        (leaves_a_rounding_error_below_zero, PROBABILITIES, "no probability is negative"),
        (turns_the_sign, AGREES, "elements differ"),
        (turns_the_sign, DIFFERENCES, "elements differ"),
        (counts_in_base_two, AGREES, "elements differ"),
        (divides_the_scores, DIFFERENCES, "element"),
        (returns_half_precision, AGREES, "should be"),
        (forgets_to_return, AGREES, "is a return missing"),
        (as_it_stands, SURVIVES, "NaN"),
        (clips_the_scores, SURVIVES, "should be"),
        (subtracts_the_mean, SURVIVES, "NaN"),
        (subtracts_the_largest_size, SURVIVES, "NaN"),
        (subtracts_the_first, SURVIVES, "NaN"),
        (subtracts_only_from_positive_scores, SURVIVES, "NaN"),
        (goes_through_logarithms, SURVIVES, "should be"),
    ],
)
def test_a_common_mistake_is_caught_and_explained(mistake, judge, feedback):
    """By the property that is meant, with feedback that points at the mistake."""
    with pytest.raises(AssertionError, match=feedback):
        judged(judge, SimpleNamespace(softmax=mistake))


@pytest.mark.parametrize("judge", [AGREES, PROBABILITIES, DIFFERENCES])
def test_an_overflow_costs_its_own_point_only(judge):
    """The formula as it stands is right for moderate scores, and earns three points of four."""
    judged(judge, SimpleNamespace(softmax=as_it_stands))


def test_vast_scores_come_in_both_signs_alone_and_mixed():
    """A mistake may show for one sign only, or only where both meet."""
    seen = []

    def watched(c):
        seen.append(c)
        return softmax(c)

    judged(SURVIVES, SimpleNamespace(softmax=watched))
    random = seen[7:]  # after the explicit examples

    assert any(c.max() < -1e4 for c in random)
    assert any(c.min() > 1e4 for c in random)
    assert any(c.min() < -1e4 and c.max() > 1e4 for c in random)
    assert any(len(c) > 1 and abs(c).min() > 700 and np.ptp(c) < 15 for c in random)
    assert max(abs(c).max() for c in seen) <= 1e300 * (1 + 1e-15)
