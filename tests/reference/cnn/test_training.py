"""Training: it learns, it can be repeated to the bit, and it can be interrupted."""

from dataclasses import replace
from time import process_time

import numpy as np
import pytest

from reference.cnn.architecture import SHEET, initial
from reference.cnn.checkpoint import load
from reference.cnn.digits import sample
from reference.cnn.errors import CnnError, WrongData
from reference.cnn.learner import learner
from reference.cnn.recipe import Recipe
from reference.cnn.run import resumed, run
from reference.cnn.training import train

DIGITS, HELD_OUT = sample()
FEW, SOME = DIGITS[:96], HELD_OUT[:30]
SHORT = Recipe(epochs=3, batch=32, augment=True)


def trained(recipe, out, start=None, stop_after=None, path="fast"):
    """Run to the end, or be interrupted in the middle of the epoch after ``stop_after``."""
    steps = run(recipe, FEW, SOME, start=start, out=out, path=path)
    for progress in steps:
        if progress.epoch == stop_after and progress.step == 2:
            steps.close()
            break
    return load(out)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("epochs", "accuracy", "seconds"),
    [(4, 0.88, 10), pytest.param(22, 0.95, 30, marks=pytest.mark.sweep)],
)
def test_the_sample_is_learnt_within_seconds(epochs, accuracy, seconds):
    """The whole chain on real digits that it has not seen; CPU time, for a machine may be busy."""
    started = process_time()

    recipe = Recipe(epochs=epochs, batch=32, augment=True)
    *_, last = run(recipe, DIGITS, HELD_OUT)

    assert last.results[-1].accuracy >= accuracy
    assert last.results[-1].loss < last.results[0].loss / 4
    assert process_time() - started < 2 * seconds  # two threads


@pytest.mark.parametrize("path", ["fast", pytest.param("readable", marks=pytest.mark.slow)])
def test_the_same_seed_gives_the_same_weights_bit_for_bit(tmp_path, path):
    """On one machine, with one number of threads."""
    first, again = (trained(SHORT, tmp_path / name, path=path) for name in ("a.npz", "b.npz"))

    for a, b in zip(first.weights, again.weights, strict=True):
        np.testing.assert_array_equal(a, b)
    assert [r.loss for r in first.results] == [r.loss for r in again.results]


def test_another_seed_gives_other_weights(tmp_path):
    """Or the test above could not fail."""
    first = trained(SHORT, tmp_path / "a.npz")
    other = trained(Recipe(epochs=3, batch=32, augment=True, seed=1), tmp_path / "b.npz")

    assert (first.weights[0] != other.weights[0]).any()


@pytest.mark.parametrize(
    ("path", "batch"),
    [("fast", 32), pytest.param("readable", 32, marks=pytest.mark.slow), ("fast", 1)],
)
def test_a_resumed_run_ends_with_the_weights_of_an_uninterrupted_one(tmp_path, path, batch):
    """To the bit, and what was computed after the last checkpoint is computed again."""
    recipe = replace(SHORT, batch=batch)
    whole = trained(recipe, tmp_path / "whole.npz", path=path)
    part = trained(recipe, tmp_path / "part.npz", stop_after=2, path=path)
    assert len(part.results) == 2

    done = trained(part.recipe, tmp_path / "part.npz", start=part, path=path)

    for a, b in zip(whole.weights + whole.velocity, done.weights + done.velocity, strict=True):
        np.testing.assert_array_equal(a, b)
    assert [r.loss for r in whole.results] == [r.loss for r in done.results]


def test_both_paths_learn_the_same():
    """Some steps, until rounding has grown too far: the same losses."""
    recipe, losses = Recipe(epochs=2, batch=32), {}
    for path in ("fast", "readable"):
        with learner(initial(SHEET, 0), path=path) as one:
            losses[path] = [p.loss for p in train(one, recipe, FEW, SOME)][:8]

    np.testing.assert_allclose(losses["fast"], losses["readable"], rtol=1e-3)


def test_progress_counts_batches_and_epochs():
    """One value a batch, one more when the epoch has been evaluated."""
    with learner(initial(SHEET, 0)) as one:
        seen = list(train(one, Recipe(epochs=2, batch=40), FEW, SOME))

    assert [p.step for p in seen] == [1, 2, 3, 3] * 2
    assert [p.is_epoch_end for p in seen] == [False, False, False, True] * 2
    assert [len(p.results) for p in seen] == [0, 0, 0, 1, 1, 1, 1, 2]


def test_a_rate_that_is_too_high_is_reported_and_not_trained_on():
    """NaN weights would be saved otherwise."""
    with (
        np.errstate(all="ignore"),
        learner(initial(SHEET, 0)) as one,
        pytest.raises(CnnError, match=r"the loss became .* choose a lower --rate"),
    ):
        list(train(one, Recipe(epochs=2, batch=32, rate=1e6, warm_up=0), FEW, SOME))


def test_a_run_is_not_resumed_on_other_digits(tmp_path):
    """It would be the run of no recipe."""
    trained(SHORT, tmp_path / "a.npz", stop_after=1)

    with pytest.raises(WrongData, match="trained on other digits"):
        resumed(tmp_path / "a.npz", DIGITS)


def test_a_folder_that_is_not_there_is_noticed_before_training(tmp_path):
    """Not after the first epoch."""
    steps = run(SHORT, FEW, SOME, out=tmp_path / "absent" / "a.npz")

    with pytest.raises(CnnError, match="there is no folder"):
        next(steps)


@pytest.mark.parametrize(
    ("choice", "says"),
    [
        ({"epochs": 0}, "epochs is 0"),
        ({"batch": 0}, "batch is 0"),
        ({"threads": 0}, "threads is 0"),
        ({"seed": -1}, "seed is -1"),
        ({"epochs": 1, "warm_up": 1}, "warming up"),
    ],
)
def test_a_recipe_that_trains_nothing_is_refused(choice, says):
    """Before anything is loaded."""
    with pytest.raises(CnnError, match=says):
        Recipe(**choice)
