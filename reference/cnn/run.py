"""
A training run as the command line means it: from the first epoch or from a checkpoint, saved after
every epoch.
"""

from collections.abc import Iterator
from pathlib import Path

from reference.cnn.architecture import SHEET, build, initial
from reference.cnn.checkpoint import Checkpoint, load, save
from reference.cnn.digits import Digits, mnist, sample
from reference.cnn.errors import CnnError, WrongData
from reference.cnn.learner import Learner, learner
from reference.cnn.network import weights
from reference.cnn.recipe import Recipe
from reference.cnn.training import Progress, train

__all__ = ["digits_in", "restored", "resumed", "run"]


def digits_in(folder: Path | None) -> tuple[Digits, Digits]:
    """Training and held-out digits: the official ones in ``folder``, or the sample."""
    return sample() if folder is None else mnist(folder)


def resumed(path: Path, digits: Digits) -> Checkpoint:
    """
    Load a run in order to go on with it.

    Raises
    ------
    WrongData
        If it was trained on other digits: the result would be that of no run.
    """
    checkpoint = load(path)
    if checkpoint.digest != digits.digest:
        raise WrongData(f"{path} was trained on other digits; give the same --data, or start anew")
    return checkpoint


def restored(path: Path, *, device: str = "cpu", threads: int = 2) -> Learner:
    """Load a trained network in order to ask it."""
    network = build(SHEET, load(path).weights)
    return learner(network, device=device, threads=threads)


def run(
    recipe: Recipe,
    digits: Digits,
    held_out: Digits,
    *,
    start: Checkpoint | None = None,
    out: Path | None = None,
    device: str = "cpu",
    path: str = "fast",
) -> Iterator[Progress]:
    """
    Train, and save to ``out`` after every epoch.

    Parameters
    ----------
    recipe : Recipe
        How to train.
    digits, held_out : Digits
        To learn, and to be tested on after every epoch.
    start : Checkpoint, optional
        To go on from. Its recipe should be ``recipe``.
    out : Path, optional
        Where to save.
    device, path : str
        See ``learner.learner``.

    Raises
    ------
    CnnError
        If ``out`` cannot be written, before anything is computed.
    """
    if out is not None and not out.absolute().parent.is_dir():
        raise CnnError(
            f"there is no folder {out.absolute().parent} to write {out.name} to; make it first"
        )
    network = build(SHEET, start.weights) if start else initial(SHEET, recipe.seed)
    velocity = start.velocity if start else None
    results = start.results if start else ()
    digest = digits.digest
    with learner(
        network, device=device, path=path, threads=recipe.threads, velocity=velocity
    ) as one:
        for progress in train(one, recipe, digits, held_out, results):
            if out is not None and progress.is_epoch_end:
                save(_checkpoint(one, recipe, progress, digest), out)
            yield progress


def _checkpoint(one: Learner, recipe: Recipe, progress: Progress, digest: str) -> Checkpoint:
    return Checkpoint(
        weights=weights(one.network),
        velocity=one.velocity,
        recipe=recipe,
        results=progress.results,
        digest=digest,
    )
