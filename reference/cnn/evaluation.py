"""What a trained network makes of digits that it has not seen."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from reference.cnn.digits import CLASSES, Digits, pixels
from reference.cnn.learner import Learner

__all__ = ["accuracy", "confusion", "predictions"]

_AT_A_TIME = 512


def predictions(learner: Learner, digits: Digits) -> NDArray[np.intp]:
    """Give the class of the highest score for each digit, (N,)."""
    found = [
        learner.scores(pixels(digits.images[start : start + _AT_A_TIME])).argmax(axis=1)
        for start in range(0, len(digits), _AT_A_TIME)
    ]
    return np.concatenate(found)


def accuracy(learner: Learner, digits: Digits) -> float:
    """Share of digits that are recognised."""
    return float(np.mean(predictions(learner, digits) == digits.labels))


def confusion(predicted: NDArray[np.intp], labels: NDArray[np.integer[Any]]) -> NDArray[np.intp]:
    """Count digits of class i (row) that were taken for j (column), (classes, classes)."""
    pairs = labels.astype(np.intp) * CLASSES + predicted
    return np.bincount(pairs, minlength=CLASSES**2).reshape(CLASSES, CLASSES)
