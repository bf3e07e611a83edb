"""
An estimate by chance.

Write ``estimate_pi(n, generator)``: four times the share of ``n`` points, drawn evenly from the
square [0, 1) x [0, 1) by ``generator``, that are less than 1 away from (0, 0). Each estimate is a
fresh draw. In writing, under "6": why is its error halved by four times as many points?
"""

import numpy as np
from hypothesis import given, settings

from exercises.tour.strategies import seeds
from grader.authoring import answers, assert_real, model, points, real

ID = "6"
TITLE = "An estimate by chance"
N, TIMES = 400, 100
# Seven deviations of a mean of 40 000 points: by Chernoff's bound a right function is beyond them
# with a probability below 1e-10.
FARTHEST = 7 * 4 * np.sqrt(np.pi / 4 * (1 - np.pi / 4) / (N * TIMES))


@model
def estimate_pi(n: int, generator) -> float:
    """Four times the share of ``n`` points of the unit square within the unit circle."""
    x, y = generator.random((2, n))
    return 4 * np.mean(x * x + y * y < 1)


@points(3, "estimate_pi")
@given(seed=seeds)
@settings(max_examples=3)
def test_mean(student, seed):
    """Many estimates, drawn from the generator alone, lie around pi."""
    calls = [(N, each) for each in np.random.default_rng(seed).spawn(TIMES)]
    mean = np.mean([*map(real, answers(student.estimate_pi, calls))])
    assert abs(mean - np.pi) < FARTHEST, f"the mean of 100 estimates is {mean:.3f}, too far from pi"


@points(1, "estimate_pi")
@given(seed=seeds)
def test_generator(student, seed):
    """Generators in the same state give the same estimate, and in ten states not all the same."""
    calls = [(N, np.random.default_rng(each)) for each in (seed, *range(10), seed)]
    first, *others, last = map(real, answers(student.estimate_pi, calls))
    assert_real(last, first)
    assert len(set(others)) > 1
