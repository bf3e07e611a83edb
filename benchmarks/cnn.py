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
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks.cnn_contenders import (
    OURS,
    THREADS,
    TORCH,
    batch_of,
    contenders,
    ours,
    pytorch,
    readable,
    torch_network,
)
from reference.cnn.architecture import INPUT_SHAPE, SHEET, initial
from reference.cnn.fast import FastNetwork
from reference.cnn.throughput import flop_per_image, sgemm_peak

AT_LEAST = {
    "train": {1: 2.0, 32: 1.1, 128: 1.2, 512: 1.2},
    "infer": {1: 2.0, 32: 1.15, 128: 1.15, 512: 1.15},
}


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
        errors = [float(abs(a - b).max() / abs(b).max()) for a, b in zip(mine, theirs, strict=True)]
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
