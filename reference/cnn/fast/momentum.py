"""The step of gradient descent, in place: what ``optimiser.momentum_step`` does without a copy."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Momentum"]

Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Momentum:
    """v ← momentum v + gradient + decay w, then w ← w − rate v."""

    rate: float
    momentum: float
    decay: float

    def apply(self, w: Array, v: Array, gradients: Sequence[Array]) -> None:
        """Change w and v by the sum of the gradients, the first of which is used up."""
        free = gradients[0]
        v *= np.float32(self.momentum)
        for gradient in gradients:
            v += gradient
        if self.decay:
            v += np.multiply(w, np.float32(self.decay), out=free)
        w -= np.multiply(v, np.float32(self.rate), out=free)
