"""A submission with two mistakes, for the picture in the README."""

import numpy as np


def conv_output_size(size, kernel, stride, padding):
    """Places at which the kernel fits."""
    if kernel > size + 2 * padding:
        raise ValueError("the kernel does not fit")
    return (size + 2 * padding - kernel) / stride + 1


def softmax(c):
    """Probabilities of scores."""
    with np.errstate(all="ignore"):
        weights = np.exp(c)
        return weights / weights.sum()


def stacked_support(layers, kernel):
    """Side and pixels of what one unit sees."""
    side = layers * (kernel - 1) + 1
    return side, side**2
