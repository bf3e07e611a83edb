"""
The training loop: it yields after every batch, and leaves bars, files and clocks on the wall to
its caller.

Whatever is random in an epoch is drawn from a generator of that epoch's own, made of the seed and
the epoch's number. So an epoch does not depend on how the run came to it, and a run that was
interrupted and resumed ends with the very weights of one that was not.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from time import perf_counter

import numpy as np

from reference.cnn.augment import augmented
from reference.cnn.digits import Digits, pixels
from reference.cnn.errors import CnnError
from reference.cnn.evaluation import accuracy
from reference.cnn.learner import Learner
from reference.cnn.optimiser import cosine_rate
from reference.cnn.recipe import Recipe, Result

__all__ = ["Progress", "train"]


@dataclass(frozen=True)
class Progress:
    """
    Where a training run stands.

    Attributes
    ----------
    epoch : int
        The one that runs, from 0.
    step, steps : int
        Batches done in this epoch, and to be done in it.
    loss : float
        Of the last batch.
    results : tuple of Result
        Of all epochs that are complete. Longer than ``epoch`` right after an epoch's last batch.
    """

    epoch: int
    step: int
    steps: int
    loss: float
    results: tuple[Result, ...]

    @property
    def is_epoch_end(self) -> bool:
        """Whether an epoch has just been completed and evaluated."""
        return len(self.results) > self.epoch


def train(
    learner: Learner,
    recipe: Recipe,
    digits: Digits,
    held_out: Digits,
    results: Sequence[Result] = (),
) -> Iterator[Progress]:
    """
    Train ``learner``, in place, by ``recipe``, from the first epoch that ``results`` does not have.

    Raises
    ------
    CnnError
        If the loss is no longer finite; the rate is too high then.
    """
    done = tuple(results)
    for epoch in range(len(done), recipe.epochs):
        started, total = perf_counter(), 0.0
        for progress, size in _epoch(learner, recipe, digits, epoch, done):
            total += progress.loss * size
            yield progress
        seconds = perf_counter() - started
        done = (*done, Result(total / len(digits), accuracy(learner, held_out), seconds))
        yield Progress(epoch, progress.steps, progress.steps, progress.loss, done)


def _epoch(
    learner: Learner, recipe: Recipe, digits: Digits, epoch: int, done: tuple[Result, ...]
) -> Iterator[tuple[Progress, int]]:
    rng = np.random.default_rng([recipe.seed, epoch])
    order = rng.permutation(len(digits))
    images, labels = digits.images[order], digits.labels[order].astype(np.intp)
    if recipe.augment:
        images = augmented(images, rng)
    steps = -(-len(digits) // recipe.batch)
    for step in range(steps):
        part = slice(step * recipe.batch, (step + 1) * recipe.batch)
        rate = cosine_rate(
            recipe.peak_rate,
            epoch * steps + step,
            recipe.epochs * steps,
            warm_up=int(recipe.warm_up * steps),
        )
        with np.errstate(over="ignore", invalid="ignore"):
            loss = learner.step(
                pixels(images[part]),
                labels[part],
                rate=rate,
                momentum=recipe.momentum,
                decay=recipe.decay,
            )
        if not np.isfinite(loss):
            raise CnnError(
                f"the loss became {loss} in epoch {epoch + 1}, step {step + 1}; "
                "choose a lower --rate"
            )
        yield Progress(epoch, step + 1, steps, loss, done), len(labels[part])
