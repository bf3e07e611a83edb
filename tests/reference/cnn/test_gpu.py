"""The readable path on a GPU, where there is one."""

import builtins
import sys

import numpy as np
import pytest

from reference.cnn.architecture import INPUT_SHAPE, SHEET, initial
from reference.cnn.arrays import on_device
from reference.cnn.errors import CnnError, MissingExtra
from reference.cnn.learner import learner
from reference.cnn.network import weights


def reason_without_gpu():
    try:
        on_device(np.zeros(1), "gpu")
    except CnnError as error:
        return str(error)
    return ""


WITHOUT = reason_without_gpu()


@pytest.mark.skipif(bool(WITHOUT), reason=WITHOUT or "there is a GPU")
def test_a_gpu_learns_what_the_cpu_learns():
    """The same steps, to the rounding of float32."""
    rng = np.random.default_rng(0)
    x, labels = rng.standard_normal((64, *INPUT_SHAPE), dtype=np.float32), rng.integers(0, 10, 64)
    network, choices = initial(SHEET, 0), {"rate": 0.01, "momentum": 0.9, "decay": 1e-3}

    with learner(network, device="gpu") as gpu, learner(network, path="readable") as cpu:
        for _ in range(3):
            assert gpu.step(x, labels, **choices) == pytest.approx(
                cpu.step(x, labels, **choices), rel=1e-4
            )
        np.testing.assert_allclose(gpu.scores(x), cpu.scores(x), rtol=1e-2, atol=1e-3)
        for a, b in zip(weights(gpu.network), weights(cpu.network), strict=True):
            np.testing.assert_allclose(a, b, atol=1e-4)


def test_a_missing_cupy_is_told_with_the_command_that_brings_it(monkeypatch):
    """Instead of an ImportError."""
    monkeypatch.setitem(sys.modules, "cupy", None)

    with pytest.raises(MissingExtra, match=r"no CuPy, .*: pip install 'grader\[gpu\]'"):
        learner(initial(SHEET, 0), device="gpu")


@pytest.mark.parametrize(
    ("package", "extra"),
    [("array_api_compat", "cnn"), ("threadpoolctl", "cnn"), ("matplotlib", "plot")],
)
def test_every_other_extra_is_told_likewise(monkeypatch, package, extra):
    """The base installation has none of them."""
    from reference.cnn.fast.crew import Crew
    from reference.cnn.layers import ReLU
    from reference.cnn.pictures import require_matplotlib

    original = builtins.__import__

    def without(name, *rest):
        if name.partition(".")[0] == package:
            raise ImportError(name)
        return original(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    uses = {
        "array_api_compat": lambda: ReLU().forward(np.zeros(1)),
        "threadpoolctl": lambda: Crew(1).__enter__(),
        "matplotlib": require_matplotlib,
    }

    with pytest.raises(MissingExtra, match=rf"pip install 'grader\[{extra}\]'"):
        uses[package]()
