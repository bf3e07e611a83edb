"""The fast path means what the readable one says."""

import subprocess
import sys
from functools import cache
from itertools import count

import numpy as np
import pytest

from reference.cnn.architecture import INPUT_SHAPE, SHEET, build, initial
from reference.cnn.errors import Unsupported
from reference.cnn.fast import FastNetwork
from reference.cnn.fast.crew import Crew
from reference.cnn.fast.delayed import _MOST
from reference.cnn.layers import Convolution, MaxPool, ReLU
from reference.cnn.network import loss_and_gradient, scores, weights
from reference.cnn.optimiser import momentum_step


def batch(n, seed=0, shape=INPUT_SHAPE, classes=10):
    rng = np.random.default_rng(seed)
    return rng.standard_normal((n, *shape), dtype=np.float32), rng.integers(0, classes, n)


def conv(kernel, channels, filters, seed):
    shape = (kernel, kernel, channels, filters)
    rng = np.random.default_rng(seed)
    return Convolution((rng.standard_normal(shape) / kernel).astype(np.float32))


def other_network():
    """Other sizes: colours, kernels of 3, tiles of 4 and of 2 rows, odd numbers of filters."""
    pooled = [
        step
        for layer in (conv(3, 3, 5, 0), conv(3, 5, 7, 1), conv(3, 7, 6, 2))
        for step in (layer, MaxPool(2, 2), ReLU())
    ]
    return (*pooled, conv(2, 6, 9, 3), ReLU(), conv(1, 9, 4, 4))


def even_kernels():
    """Kernels of 2, whose patches have odd sides."""
    pooled = (conv(2, 1, 3, 0), MaxPool(2, 2), ReLU(), conv(2, 3, 4, 1), MaxPool(2, 2), ReLU())
    return (*pooled, conv(2, 4, 5, 2), ReLU(), conv(1, 5, 3, 3))


NETWORKS = {
    "one of even kernels": (even_kernels(), (11, 11, 1), 3),
    "the sheet's": (initial(SHEET, 0), INPUT_SHAPE, 10),
    "another": (other_network(), (30, 30, 3), 4),
}


def close(found, expected):
    """Equal but for the rounding of float32, on the scale of the largest entry."""
    assert np.abs(found - expected).max() <= 1e-5 * np.abs(expected).max()


@cache
def readable(name, n):
    """Scores, loss and gradients of so many images, once for all numbers of threads."""
    network, shape, classes = NETWORKS[name]
    x, labels = batch(n, seed=1, shape=shape, classes=classes)
    loss, gradients, _ = loss_and_gradient(network, x, labels)
    return scores(network, x), loss, [*weights(gradients)]


@pytest.mark.parametrize("name", NETWORKS)
@pytest.mark.parametrize("n", [1, 2, 39, 40, 79, 90, 300])
@pytest.mark.parametrize("threads", [1, 2])
def test_scores_loss_and_gradients_are_those_of_the_readable_path(name, n, threads):
    """
    Few images or many in a chunk, and shares and chunks that come out uneven.

    Where two pixels of a window are equal but for rounding, the paths may choose differently; with
    this seed none are.
    """
    network, shape, classes = NETWORKS[name]
    x, labels = batch(n, seed=1, shape=shape, classes=classes)
    expected_scores, expected_loss, expected = readable(name, n)

    with FastNetwork(network, shape, threads=threads) as fast:
        close(fast.scores(x), expected_scores)
        loss, gradients = fast.loss_and_gradient(x, labels)

        assert loss == pytest.approx(float(expected_loss), rel=1e-5)
        for found, right in zip(gradients, expected, strict=True):
            close(found, right)


def test_ties_in_the_pooling_are_broken_alike():
    """
    Flat paper and repeated values are all ties, and a gradient that goes elsewhere is a different
    one.
    """
    network = initial(SHEET, 0)
    x = np.random.default_rng(0).integers(0, 2, (6, *INPUT_SHAPE)).astype(np.float32)
    x[:, ::2] = 0
    labels = np.arange(6)

    with FastNetwork(network, INPUT_SHAPE) as fast:
        _, gradients = fast.loss_and_gradient(x, labels)
        for found, right in zip(
            gradients, weights(loss_and_gradient(network, x, labels)[1]), strict=True
        ):
            close(found, right)


def test_a_step_is_that_of_the_readable_optimiser():
    """Velocity, weight decay and all, over three steps of different sizes."""
    network = initial(SHEET, 0)
    expected, velocity = weights(network), [np.zeros_like(w) for w in weights(network)]
    choices = {"rate": 0.05, "momentum": 0.9, "decay": 0.01}

    with FastNetwork(network, INPUT_SHAPE) as fast:
        for n in (20, 1, 20):
            x, labels = batch(n, seed=n)
            fast.step(x, labels, **choices)
            gradient = loss_and_gradient(build(SHEET, expected), x, labels)[1]
            expected, velocity = momentum_step(expected, velocity, weights(gradient), **choices)

        for found, right in zip(weights(fast.network), expected, strict=True):
            close(found, right)
        for found, right in zip(fast.velocity, velocity, strict=True):
            close(found, right)


def is_clear(network, x):
    """
    Whether rounding decides nothing: no two largest of a window are as close, no ReLU's input as
    near to zero, as the paths may differ.
    """
    for layer in network:
        gaps = np.abs(x) if isinstance(layer, ReLU) else np.inf
        if isinstance(layer, MaxPool):
            n, h, w, c = x.shape
            windows = x.reshape(n, h // 2, 2, w // 2, 2, c).swapaxes(2, 3).reshape(-1, 4, c)
            gaps = np.diff(np.sort(windows, axis=1)[:, 2:], axis=1)
        if np.min(gaps) <= 1e-5 * np.abs(x).max():
            return False
        x = layer.forward(x)
    return True


def clear_image(network, seeds):
    """The next image, and its label, on which both paths must take the same way."""
    return next(image for image in (batch(1, seed=n) for n in seeds) if is_clear(network, image[0]))


@pytest.mark.parametrize("decay", [0.0, 0.01])
def test_steps_on_single_images_are_those_of_the_readable_optimiser(decay):
    """
    More of them than are put off at most, with changing rate and momentum.

    Each step starts from the rounding of the one before, of which every BLAS has its own: an image
    on which rounding decides would send a gradient elsewhere.
    """
    network, seeds = initial(SHEET, 0), count()
    expected, velocity = weights(network), [np.zeros_like(w) for w in weights(network)]

    with FastNetwork(network, INPUT_SHAPE) as fast:
        for step in range(_MOST + 9):
            readable = build(SHEET, expected)
            x, labels = clear_image(readable, seeds)
            choices = {"rate": 1e-3 / (1 + step), "momentum": 0.9 - step / 100, "decay": decay}
            loss = fast.step(x, labels, **choices)
            right, gradient, _ = loss_and_gradient(readable, x, labels)
            expected, velocity = momentum_step(expected, velocity, weights(gradient), **choices)
            assert loss == pytest.approx(float(right), rel=1e-5, abs=1e-4)

        for found, right in zip(weights(fast.network), expected, strict=True):
            close(found, right)
        for found, right in zip(fast.velocity, velocity, strict=True):
            close(found, right)


def test_what_is_put_off_is_done_before_anybody_looks():
    """Scores, gradients, weights and velocity are those after the last step on a single image."""
    network, (x, labels) = initial(SHEET, 0), batch(20)
    looks = {
        "scores": lambda fast: fast.scores(x),
        "gradient": lambda fast: fast.loss_and_gradient(x, labels)[1][2].copy(),
        "weights": lambda fast: weights(fast.network)[2],
        "velocity": lambda fast: fast.velocity[2],
    }

    def looked(look, *, settled):
        with FastNetwork(network, INPUT_SHAPE) as fast:
            for n in range(3):
                fast.step(x[n : n + 1], labels[n : n + 1], rate=0.01)
            if settled:
                assert fast.network is not None
            return look(fast)

    for look in looks.values():
        np.testing.assert_array_equal(looked(look, settled=False), looked(look, settled=True))


def test_a_step_is_felt_by_the_next_scores():
    """Prepared weights are kept between calls, and must not outlive a step."""
    network, (x, labels) = initial(SHEET, 0), batch(20)

    with FastNetwork(network, INPUT_SHAPE) as fast:
        fast.scores(x)
        fast.step(x, labels, rate=0.1)

        close(fast.scores(x), scores(fast.network, x))


def test_the_network_it_was_made_of_is_left_alone():
    """Training works on a copy."""
    network, (x, labels) = initial(SHEET, 0), batch(4)
    before = [w.copy() for w in weights(network)]

    with FastNetwork(network, INPUT_SHAPE) as fast:
        fast.step(x, labels, rate=0.1)

    for a, b in zip(before, weights(network), strict=True):
        np.testing.assert_array_equal(a, b)


@pytest.mark.parametrize("n", [1, 31, 96])
def test_the_same_steps_give_the_same_weights_bit_for_bit(n):
    """Threads finish in any order; their sums are added in one."""

    def trained():
        with FastNetwork(initial(SHEET, 0), INPUT_SHAPE, threads=2) as fast:
            for seed in range(5):
                fast.step(*batch(n, seed=seed), rate=0.01)
            return weights(fast.network)

    for a, b in zip(trained(), trained(), strict=True):
        np.testing.assert_array_equal(a, b)


def test_an_unknown_architecture_is_named_and_not_guessed():
    """The readable path runs it; the message says so."""
    network = (Convolution(np.zeros((3, 3, 1, 2), np.float32), stride=2), ReLU())

    with pytest.raises(Unsupported, match=r"Convolution ReLU \(kernel 3, stride 2.*readable"):
        FastNetwork(network, INPUT_SHAPE)


def test_a_network_without_scores_is_refused():
    """Its last output is no (classes,) for each image."""
    network = (conv(5, 1, 2, 0), MaxPool(2, 2), ReLU())

    with pytest.raises(Unsupported, match="fully connected layer without ReLU"):
        FastNetwork(network, INPUT_SHAPE)


def test_no_images_and_no_threads_are_refused():
    """Instead of a mean over nothing."""
    with pytest.raises(ValueError, match="at least 1"):
        FastNetwork(initial(SHEET, 0), INPUT_SHAPE, threads=0)
    with (
        FastNetwork(initial(SHEET, 0), INPUT_SHAPE) as fast,
        pytest.raises(ValueError, match="N at least 1"),
    ):
        fast.scores(np.zeros((0, *INPUT_SHAPE), np.float32))


def test_blas_has_its_threads_back_afterwards():
    """Whoever computes next should not find NumPy slower than before."""
    program = (
        "import numpy, threadpoolctl as t\n"
        "from reference.cnn.fast.crew import Crew\n"
        "def n():\n"
        "    blas = t.ThreadpoolController().select(user_api='blas')\n"
        "    return {library['num_threads'] for library in blas.info()}\n"
        "t.threadpool_limits(2, 'blas'); before = n()\n"
        "with Crew(2): inside = n()\n"
        "print(before, inside, n())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert done.stdout.split("\n")[0] == "{2} {1} {2}"


def test_an_error_in_one_thread_reaches_the_caller():
    """And not only when it is the caller's own task that failed."""

    def fail():
        raise OSError("in the second thread")

    with Crew(2) as crew, pytest.raises(OSError, match="in the second thread"):
        crew.run([lambda: None, fail])
