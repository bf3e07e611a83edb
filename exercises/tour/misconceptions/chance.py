"""Mistakes in the estimate."""

import numpy as np

from grader.authoring import misconception


@misconception("estimate_pi", "the share was not multiplied by four")
def forgets_the_four(right, n, generator):
    return right(n, generator) / 4


@misconception("estimate_pi", "the generator that was given was not used")
def draws_from_its_own(right, n, generator):
    return right(n, np.random.default_rng(0))


@misconception("estimate_pi", "the points were counted by the sum of their coordinates")
def sums_coordinates(n, generator):
    return 4 * np.mean(generator.random((2, n)).sum(0) < 1)
