"""
How long a self-test takes, and what the frozen corpus saves.

Runs ``grader check`` on a right submission of the whole sheet, and the *same properties live*
under pytest (100 examples each), in turn, as whole processes.  Prints wall and CPU time of
each, children included, and the ratio of the CPU times; exits 1 where a bound is missed:

- ``grader check``: at most 2.0 s wall on 2 cores, fresh process, warm disk;
- at most a third of pytest's CPU time.

Beside them stands the same with one question, and what no grader can do without: an interpreter
that runs the submission's file, which imports NumPy and SymPy.

    python benchmarks/check.py [SUBMISSION] [--rounds 3]

Bytecode caching is on for both, or the comparison would flatter us.
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parents[1]
RIGHT = HERE / "tests" / "submissions" / "right.py"
WALL_SECONDS = 2.0
CPU_SHARE = 1 / 3


def measured(command: list[str]) -> tuple[float, float]:
    """Wall and CPU seconds of a command that succeeds, its children included."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, cwd=HERE, env=environment, check=True, stdout=subprocess.DEVNULL)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall, cpu


def commands(submission: str) -> dict[str, list[str]]:
    """What is measured, by the name that it is shown under."""
    ours = [sys.executable, "-m", "grader", "check", submission]
    live = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "exercises/sheet3"]
    return {
        "grader check": ours,
        "one question": [*ours, "--only", "1a"],
        "the file alone": [sys.executable, submission],
        "pytest, live": [*live, f"--submission={submission}"],
    }


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[1])
    arguments.add_argument("submission", nargs="?", default=str(RIGHT))
    arguments.add_argument("--rounds", type=int, default=3)
    chosen = arguments.parse_args()
    asked = commands(chosen.submission)
    measured(asked["grader check"])  # warms the disk and the bytecode
    rounds = [[measured(command) for command in asked.values()] for _ in range(chosen.rounds)]
    print(f"Medians of {chosen.rounds}:")
    for name, column in zip(asked, zip(*rounds, strict=True), strict=True):
        wall, cpu = map(statistics.median, zip(*column, strict=True))
        print(f"{name:<15}{wall:6.2f} s wall  {cpu:6.2f} s CPU")
    wall = statistics.median(ours[0] for ours, *_ in rounds)
    share = statistics.median(ours[1] / live[1] for ours, *_, live in rounds)
    print(f"CPU: {share:.3f} of pytest's (bound {CPU_SHARE:.3f}); wall bound {WALL_SECONDS} s")
    return 0 if wall <= WALL_SECONDS and share <= CPU_SHARE else 1


if __name__ == "__main__":
    sys.exit(main())
