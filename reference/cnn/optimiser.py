"""Stochastic gradient descent with momentum, and how its rate falls from warm to zero."""

import math
from collections.abc import Sequence

from reference.cnn.arrays import Array

__all__ = ["cosine_rate", "momentum_step"]


def momentum_step(
    weights: Sequence[Array],
    velocity: Sequence[Array],
    gradients: Sequence[Array],
    *,
    rate: float,
    momentum: float = 0.9,
    decay: float = 0.0,
) -> tuple[list[Array], list[Array]]:
    """
    Take one step: v ← momentum v + gradient + decay w, then w ← w − rate v.

    This is PyTorch's convention (the rate does not enter the velocity; Sutskever et al. 2013 let
    it). Returns new weights and new velocities; the arguments keep their values.
    """
    new_velocity = [
        momentum * v + g + decay * w for w, v, g in zip(weights, velocity, gradients, strict=True)
    ]
    new_weights = [w - rate * v for w, v in zip(weights, new_velocity, strict=True)]
    return new_weights, new_velocity


def cosine_rate(peak: float, step: int, steps: int, warm_up: int = 0) -> float:
    """
    Learning rate of step ``step`` of ``steps``.

    Rises linearly over ``warm_up`` steps to ``peak``, then falls to 0 along half a cosine
    (Loshchilov and Hutter 2017, *SGDR*, eq. 5, without restarts).
    """
    if step < warm_up:
        return peak * (step + 1) / warm_up
    return peak * (1 + math.cos(math.pi * (step - warm_up) / (steps - warm_up))) / 2
