"""
How fast, and how near to what the machine can do.

The yardstick is the machine's own SGEMM: large square products, one a thread, by the BLAS that
NumPy uses. A share of that peak counts the multiplications of the *definition*, so an algorithm
that needs fewer can exceed 100 %.
"""

from collections.abc import Callable
from functools import cache
from statistics import median
from time import perf_counter

import numpy as np

from reference.cnn.architecture import INPUT_SHAPE, SHEET, initial
from reference.cnn.digits import CLASSES
from reference.cnn.fast.crew import Crew
from reference.cnn.learner import Learner, learner
from reference.cnn.measure import measured

__all__ = [
    "flop_per_image",
    "seconds_per_call",
    "sgemm_peak",
    "throughput",
]

_SIDE = 1536

_RATE = 1e-6
"""So low that the batch is not learnt by heart: gradients would become subnormal, and all slow."""


@cache
def flop_per_image() -> tuple[int, int]:
    """
    Additions and multiplications that the definition takes, in training and in inference.

    Training is the way forth, the gradient of the weights and the gradient of the input; the images
    need none.
    """
    layers = [row.multiply_adds for row in measured(SHEET)]
    return 2 * (3 * sum(layers) - layers[0]), 2 * sum(layers)


def sgemm_peak(threads: int, repeats: int = 7) -> float:
    """Best FLOP/s of float32 matrix products, one on each of ``threads`` threads."""
    a = np.random.default_rng(0).random((_SIDE, _SIDE), dtype=np.float32)
    results = [np.empty_like(a) for _ in range(threads)]
    tasks = [lambda out=out: np.matmul(a, a, out=out) for out in results]
    with Crew(threads) as crew:
        crew.run(tasks)
        seconds = min(_timed(lambda: crew.run(tasks)) for _ in range(repeats))
    return 2 * threads * _SIDE**3 / seconds


def throughput(
    path: str, batch: int, *, threads: int = 2, device: str = "cpu", seconds: float = 1.0
) -> tuple[float, float]:
    """Give images/s of training and of inference, on random images."""
    rng = np.random.default_rng(0)
    x = rng.standard_normal((batch, *INPUT_SHAPE), dtype=np.float32)
    labels = rng.integers(0, CLASSES, batch)
    network = initial(SHEET, 0)
    with learner(network, path=path, threads=threads, device=device) as one:
        training = seconds_per_call(lambda: _step(one, x, labels), seconds)
        inference = seconds_per_call(lambda: one.scores(x), seconds)
    return batch / training, batch / inference


def seconds_per_call(call: Callable[[], object], seconds: float) -> float:
    """Median time of a call, over about so many seconds, after two to warm up."""
    for _ in range(2):
        call()
    times: list[float] = []
    while sum(times) < seconds or len(times) < 3:
        times.append(_timed(call))
    return median(times)


def _step(one: Learner, x: np.ndarray, labels: np.ndarray) -> float:
    return one.step(x, labels, rate=_RATE, momentum=0.9, decay=0.0)


def _timed(call: Callable[[], object]) -> float:
    started = perf_counter()
    call()
    return perf_counter() - started
