"""
The NumPy network against PyTorch and JAX: the same network, the same numbers, two threads each.

    python benchmarks/cnn.py                      speed on the CPU, memory, gradients
    python benchmarks/cnn.py --batch 128          one batch size
    python benchmarks/cnn.py --gpu                CuPy against PyTorch CUDA
    THREADS=1 python benchmarks/cnn.py            one thread each, where the machine is shared

A machine that does other things as well is never equally fast twice, so the contenders take turns,
a few calls at a time, and each is compared with the others of the same round; printed are medians
over the rounds. In a round a contender's time is the mean of its calls: who puts work off (ours
does, at batch 1) pays for it. The images begin and the scores end as arrays of the contender's own
library, in the layout that it likes.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
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
from reference.cnn.throughput import flop_per_image, sgemm_peak  # noqa: E402

RATE, MOMENTUM = 1e-6, 0.9
"""So low that the batch is not learnt by heart: gradients would become subnormal, and all slow."""
OURS = "NumPy, fast"
AT_LEAST = {
    "train": {1: 2.0, 32: 1.1, 128: 1.2, 512: 1.2},
    "infer": {1: 2.0, 32: 1.15, 128: 1.15, 512: 1.15},
}


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


def rounds(
    calls: dict[str, Callable[[], object]], count: int, seconds: float
) -> dict[str, list[float]]:
    """
    Time each call in every round: the mean of a burst of about so many seconds, after two calls
    that warm up.
    """
    times: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(count):
        for name, call in calls.items():
            call()
            call()
            done, started, now = 0, perf_counter(), perf_counter()
            while now - started < seconds or done < 3:
                call()
                done, now = done + 1, perf_counter()
            times[name].append((now - started) / done)
    return times


def compare(n: int, count: int, seconds: float) -> None:
    print(f"\nbatch {n}")
    with ours(n) as fast:
        all_of_them = list(contenders(n, fast))
        for what, flop in zip(("train", "infer"), flop_per_image(), strict=True):
            peak = sgemm_peak(THREADS)
            times = rounds({c.name: getattr(c, what) for c in all_of_them}, count, seconds)
            peak = max(peak, sgemm_peak(THREADS))
            report(what, n, times, flop, peak)


def report(what: str, n: int, times: dict[str, list[float]], flop: int, peak: float) -> None:
    print(f"  {what}: SGEMM peak {peak / 1e9:.0f} GFLOP/s on {THREADS} threads")
    best = min(
        (name for name in times if name.startswith("PyTorch")),
        key=lambda name: median(times[name]),
        default=None,
    )
    for name, found in times.items():
        speed = n / median(found)
        share = speed * flop / peak
        ratio = median(other / own for own, other in zip(times[OURS], found, strict=True))
        against = "" if name == OURS else f"   ours is {ratio:.2f} times as fast"
        mark = "  <- PyTorch's best" if name == best else ""
        print(f"    {name:30s}{speed:9.0f} images/s {share:6.0%} of the peak{against}{mark}")
    if best:
        ratio = median(other / own for own, other in zip(times[OURS], times[best], strict=True))
        wanted = AT_LEAST[what].get(n)
        verdict = (
            ""
            if wanted is None
            else f", wanted {wanted}: {'met' if ratio >= wanted else 'NOT MET'}"
        )
        print(f"    => {what} {n}: {ratio:.2f} times PyTorch's best{verdict}")


def gradients() -> None:
    """Compare with PyTorch's, both in float32."""
    import torch

    x, labels = batch_of(128)
    network = torch_network(linear=False)
    scores = network(torch.from_numpy(x.transpose(0, 3, 1, 2).copy()))
    torch.nn.CrossEntropyLoss()(scores, torch.from_numpy(labels)).backward()
    theirs = [p.grad.numpy().transpose(2, 3, 1, 0) for p in network.parameters()]
    with FastNetwork(initial(SHEET, 0), INPUT_SHAPE, threads=THREADS) as fast:
        _, mine = fast.loss_and_gradient(x, labels)
        errors = [
            float(np.abs(a - b).max() / np.abs(b).max()) for a, b in zip(mine, theirs, strict=True)
        ]
    print("gradients against PyTorch, largest difference over largest entry, by layer:")
    print(
        "   ",
        " ".join(f"{error:.1e}" for error in errors),
        "met" if max(errors) < 1e-4 else "NOT MET",
    )


def memory() -> None:
    """
    Peak memory that three training steps at batch 512 add to a process that holds network and
    batch.
    """
    print("\nmemory of a training step at batch 512, above network and batch:")
    for name in (OURS, *TORCH):
        command = [sys.executable, __file__, "--memory-of", name]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        print(f"    {name:30s}{done.stdout.strip() or done.stderr.strip()[-90:]}")


def memory_of(name: str) -> None:
    with ours(512) as fast:
        one = fast if name == OURS else pytorch(name, 512, **TORCH[name])
        Path("/proc/self/clear_refs").write_text("5")
        before = _status("VmRSS")
        for _ in range(3):
            one.train()
        print(f"{(_status('VmHWM') - before) / 1024:7.1f} MiB")


def _status(key: str) -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(key))


def gpu(count: int, seconds: float) -> None:
    for n in (512, 4096):
        both = [readable(n, "gpu"), pytorch("PyTorch CUDA", n, linear=True, device="cuda")]
        for what in ("train", "infer"):
            times = rounds({c.name: getattr(c, what) for c in both}, count, seconds)
            for name, found in times.items():
                print(f"batch {n} {what}: {name:16s}{n / median(found):10.0f} images/s")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--batch", type=int, action="append", help="default: 1, 32, 128 and 512")
    parser.add_argument("--rounds", type=int, default=21)
    parser.add_argument("--seconds", type=float, default=0.1, help="of one burst")
    parser.add_argument("--gpu", action="store_true")
    parser.add_argument("--memory-of", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.memory_of:
        memory_of(chosen.memory_of)
    elif chosen.gpu:
        gpu(chosen.rounds, chosen.seconds)
    else:
        gradients()
        batches = chosen.batch or (1, 32, 128, 512)
        for n in batches:
            compare(n, chosen.rounds, chosen.seconds)
        if 512 in batches:
            memory()


if __name__ == "__main__":
    main()
