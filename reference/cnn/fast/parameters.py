"""All weights of a network in one stretch of memory, since what is added up is added up at once."""

import numpy as np
from numpy.typing import NDArray

__all__ = ["Parameters"]

Array = NDArray[np.float32]


class Parameters:
    """Arrays in one stretch of memory: ``flat`` to compute with, ``parts`` to look at."""

    def __init__(self, arrays: list[Array]) -> None:
        self.flat = np.concatenate([np.ravel(array) for array in arrays]).astype(np.float32)
        ends = np.cumsum([array.size for array in arrays])
        pieces = np.split(self.flat, ends[:-1])
        self.parts = [p.reshape(a.shape) for p, a in zip(pieces, arrays, strict=True)]
