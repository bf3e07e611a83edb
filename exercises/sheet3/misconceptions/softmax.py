"""Mistakes with exponentials."""

import numpy as np

from grader.authoring.misconceive import misconception


@misconception(
    "softmax", "the largest score was not subtracted first, so large scores overflow or vanish"
)
def forgets_the_shift(c):
    powers = np.exp(c)
    return powers / powers.sum()


@misconception("softmax", "scores were cut off at 700 in size: subtract the largest instead")
def cuts_scores_off(c):
    powers = np.exp(np.clip(c, -700, 700))
    return powers / powers.sum()


@misconception("softmax", "the smallest score was subtracted, not the largest")
def subtracts_the_smallest(c):
    powers = np.exp(c - c.min())
    return powers / powers.sum()


@misconception("softmax", "the mean was subtracted, which leaves large scores large")
def subtracts_the_mean(c):
    powers = np.exp(c - c.mean())
    return powers / powers.sum()


@misconception("softmax", "the largest exponential was divided by, not their sum")
def divides_by_the_largest(c):
    return np.exp(c - c.max())


@misconception("softmax", "the logarithm of the probabilities was returned")
def returns_the_logarithm(c):
    shifted = c - c.max()
    return shifted - np.log(np.exp(shifted).sum())


@misconception("softmax", "powers of 2 were taken, not of e")
def takes_powers_of_two(c):
    powers = np.exp2(c - c.max())
    return powers / powers.sum()


@misconception("softmax", "each score went through a sigmoid by itself")
def takes_sigmoids(c):
    return 1 / (1 + np.exp(-np.clip(c, -700, 700)))


@misconception(
    "softmax", "a small number was added to the sum, so probabilities sum to less than 1"
)
def adds_an_epsilon(c):
    powers = np.exp(c - c.max())
    return powers / (powers.sum() + 1e-5)


@misconception("softmax", "the signs were lost: smaller scores became more likely", combines=True)
def turns_the_signs(right, c):
    return right(-c)
