"""
The networks that are compared: ours, PyTorch's and JAX's, with the same weights and the same batch.

Each library reads how many threads it may have when it is imported, so whoever compares them
imports this file before any of these.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

# Libraries read these when they are imported, so the imports come after.
THREADS = int(os.environ.get("THREADS", "2"))
os.environ.setdefault("OMP_NUM_THREADS", str(THREADS))
os.environ.setdefault("CUPY_ACCELERATORS", "cub")

import numpy as np  # noqa: E402

from reference.cnn.architecture import INPUT_SHAPE, SHEET, initial  # noqa: E402
from reference.cnn.fast import FastNetwork  # noqa: E402
from reference.cnn.learner import ReadableLearner  # noqa: E402
from reference.cnn.network import weights  # noqa: E402

RATE, MOMENTUM = 1e-6, 0.9
"""So low that the batch is not learnt by heart: gradients would become subnormal, and all slow."""
OURS = "NumPy, fast"


@dataclass
class Contender:
    """A network of one library: one call trains on the batch, the other asks for its scores."""

    name: str
    train: Callable[[], object]
    infer: Callable[[], object]


def batch_of(n: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(0)
    return rng.standard_normal((n, *INPUT_SHAPE), dtype=np.float32), rng.integers(0, 10, n)


@contextmanager
def ours(n: int) -> Iterator[Contender]:
    x, labels = batch_of(n)
    with FastNetwork(initial(SHEET, 0), INPUT_SHAPE, threads=THREADS) as network:
        yield Contender(
            OURS,
            lambda: network.step(x, labels, rate=RATE, momentum=MOMENTUM),
            lambda: network.scores(x),
        )


def readable(n: int, device: str = "cpu") -> Contender:
    x, labels = batch_of(n)
    if device == "gpu":
        import cupy

        x, labels = cupy.asarray(x), cupy.asarray(labels)
    network = ReadableLearner(initial(SHEET, 0), device=device)

    def infer() -> object:
        from reference.cnn.network import scores

        return synchronised(scores(network._network, x), device)

    return Contender(
        "CuPy, readable" if device == "gpu" else "NumPy, readable",
        lambda: network.step(x, labels, rate=RATE, momentum=MOMENTUM),
        infer,
    )


def synchronised(result: Any, device: str) -> Any:
    if device == "gpu":
        import cupy

        cupy.cuda.get_current_stream().synchronize()
    return result


TORCH = {
    "PyTorch": {},
    "PyTorch channels_last": {"channels_last": True},
    "PyTorch Linear": {"linear": True},
    "PyTorch Linear channels_last": {"linear": True, "channels_last": True},
    "PyTorch Linear cl. fused SGD": {"linear": True, "channels_last": True, "fused": True},
    "PyTorch compile": {"compiled": True},
    "PyTorch Linear compile": {"linear": True, "compiled": True},
}


def torch_network(*, linear: bool) -> Any:
    """Build the network with the weights of ``initial(SHEET, 0)``."""
    from torch import from_numpy, nn

    first, second, third, fourth = weights(initial(SHEET, 0))

    def conv(weight: np.ndarray) -> nn.Module:
        kernel, _, channels, filters = weight.shape
        layer = nn.Conv2d(channels, filters, kernel, bias=False)
        layer.weight.data = from_numpy(weight.transpose(3, 2, 0, 1).copy())
        return layer

    def dense(weight: np.ndarray) -> nn.Module:
        kernel, _, channels, filters = weight.shape
        layer = nn.Linear(kernel * kernel * channels, filters, bias=False)
        layer.weight.data = from_numpy(weight.transpose(3, 2, 0, 1).reshape(filters, -1).copy())
        return layer

    pooled = [conv(first), nn.MaxPool2d(2), nn.ReLU(), conv(second), nn.MaxPool2d(2), nn.ReLU()]
    if linear:
        return nn.Sequential(*pooled, nn.Flatten(), dense(third), nn.ReLU(), dense(fourth))
    return nn.Sequential(*pooled, conv(third), nn.ReLU(), conv(fourth), nn.Flatten())


def pytorch(
    name: str,
    n: int,
    *,
    linear: bool = False,
    channels_last: bool = False,
    compiled: bool = False,
    fused: bool = False,
    device: str = "cpu",
) -> Contender:
    import torch

    torch.set_num_threads(THREADS)
    x, labels = batch_of(n)
    network = torch_network(linear=linear).to(device)
    images = torch.from_numpy(x.transpose(0, 3, 1, 2).copy()).to(device)
    truth = torch.from_numpy(labels).to(device)
    if channels_last:
        network = network.to(memory_format=torch.channels_last)
        images = images.contiguous(memory_format=torch.channels_last)
    loss_of = torch.nn.CrossEntropyLoss()
    way = {"fused": True} if fused else {"foreach": True}
    optimiser = torch.optim.SGD(network.parameters(), lr=RATE, momentum=MOMENTUM, **way)
    run = torch.compile(network) if compiled else network

    def train() -> float:
        optimiser.zero_grad(set_to_none=True)
        loss = loss_of(run(images), truth)
        loss.backward()
        optimiser.step()
        return float(loss.detach())

    def infer() -> object:
        with torch.inference_mode():
            scores = run(images)
            if device == "cuda":
                torch.cuda.synchronize()
            return scores

    return Contender(name, train, infer)


def jax_jit(n: int) -> Contender:
    import jax
    import jax.numpy as jnp

    def conv(x: Any, w: Any) -> Any:
        return jax.lax.conv_general_dilated(
            x, w, (1, 1), "VALID", dimension_numbers=("NHWC", "HWIO", "NHWC")
        )

    def pool(x: Any) -> Any:
        size = (1, 2, 2, 1)
        return jax.lax.reduce_window(x, -jnp.inf, jax.lax.max, size, size, "VALID")

    def scores(w: Any, x: Any) -> Any:
        x = jax.nn.relu(pool(conv(x, w[0])))
        x = jax.nn.relu(pool(conv(x, w[1])))
        x = jax.nn.relu(x.reshape(len(x), -1) @ w[2].reshape(-1, w[2].shape[3]))
        return x @ w[3].reshape(-1, w[3].shape[3])

    def loss(w: Any, x: Any, y: Any) -> Any:
        log_p = jax.nn.log_softmax(scores(w, x))
        return -jnp.take_along_axis(log_p, y[:, None], axis=1).mean()

    def step(w: Any, v: Any, x: Any, y: Any) -> Any:
        value, g = jax.value_and_grad(loss)(w, x, y)
        v = [MOMENTUM * a + b for a, b in zip(v, g, strict=True)]
        return [a - RATE * b for a, b in zip(w, v, strict=True)], v, value

    x, labels = map(jnp.asarray, batch_of(n))
    state = [[jnp.asarray(w) for w in weights(initial(SHEET, 0))]]
    state.append([jnp.zeros_like(w) for w in state[0]])
    jitted, asked = jax.jit(step, donate_argnums=(0, 1)), jax.jit(scores)

    def train() -> float:
        state[0], state[1], value = jitted(state[0], state[1], x, labels)
        return float(value)

    return Contender("JAX jit", train, lambda: asked(state[0], x).block_until_ready())


def contenders(n: int, fast: Contender) -> Iterator[Contender]:
    """Give all that can be had here; say why another cannot."""
    yield fast
    makers = {name: (lambda name=name: pytorch(name, n, **TORCH[name])) for name in TORCH}
    makers |= {"JAX jit": lambda: jax_jit(n)}
    for name, make in makers.items():
        try:
            contender = make()
            contender.train()
            contender.infer()
        except Exception as error:
            print(
                f"  {name}: not compared, {type(error).__name__}: {str(error).splitlines()[0][:90]}"
            )
        else:
            yield contender
