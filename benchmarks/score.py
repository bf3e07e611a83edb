"""
What a score costs a program that keeps a warm ``grader.Grader``, beside plain pytest.

A right submission of sheet 3, each time with bytes of its own, one after the other: the whole
sheet, and one question. Beside each, in the same run and in turns, the *same properties live* under
plain pytest and Hypothesis (100 examples each, no isolation), a process for each submission, as
programs do it that have nothing else. Prints medians and their ratios, and the rate of
``score_all``; exits 1 where a bound is missed.

    python -m benchmarks.score [--rounds 5] [--question 1a] [--isolation sealed] [--jobs 2]
    python -m benchmarks.score --endurance 1000 [--whole]  # what so many take of memory, instead

A machine that does other things as well is slower for both; the ratio says more than the seconds.
"""

import argparse
import itertools
import statistics
import sys
import time

from benchmarks.class_throughput import RIGHT, Suite, theirs
from benchmarks.score_endurance import endure
from grader import Grader

WHOLE_SECONDS, QUESTION_SECONDS = 0.5, 0.06
AT_EACH_TURN = 4  # scores of ours for each run of pytest
NUMBERS = itertools.count()


def fresh() -> str:
    """A right submission that nobody has seen yet."""
    return f"# {next(NUMBERS)}\n{RIGHT}"


def ours(grader: Grader, only: tuple[str, ...]) -> float:
    """Seconds for one score."""
    source = fresh()
    start = time.perf_counter()
    score = grader.score(source, only)
    seconds = time.perf_counter() - start
    assert score.decided, f"points stayed open: {score.problem}"
    assert score.reward == 1, [law for law in score.laws if not law.passed]
    return seconds


def turn(grader: Grader, only: tuple[str, ...], tag: str) -> tuple[float, float]:
    """Seconds for a score of ours, and for one by pytest."""
    mine = statistics.median(ours(grader, only) for _ in range(AT_EACH_TURN))
    suite = Suite("", only, ours=0, theirs=1, per_second=0, times=0)
    return mine, 1 / theirs(suite, 1, tag)


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[1])
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument("--jobs", type=int, default=2)
    arguments.add_argument("--isolation", default="sealed")
    arguments.add_argument("--question", default="1a")
    arguments.add_argument("--many", type=int, default=24, help="submissions for score_all")
    arguments.add_argument("--endurance", type=int, metavar="SCORES", help="look at memory instead")
    arguments.add_argument("--whole", action="store_true", help="of sheet 3 and not of the toy")
    chosen = arguments.parse_args()
    if chosen.endurance:
        flat = endure(chosen.endurance, chosen.jobs, chosen.isolation, is_whole=chosen.whole)
        return 0 if flat else 1
    held = True
    asked = {"whole sheet": ((), WHOLE_SECONDS)}
    asked[chosen.question] = ((chosen.question,), QUESTION_SECONDS)
    start = time.perf_counter()
    with Grader("sheet3", jobs=chosen.jobs, isolation=chosen.isolation) as grader:
        print(f"open         {time.perf_counter() - start:6.2f} s", flush=True)
        for name, (only, bound) in asked.items():
            for _ in range(AT_EACH_TURN):
                ours(grader, only)
            turns = [turn(grader, only, f"{name} {n}") for n in range(chosen.rounds)]
            mine, live = (statistics.median(column) for column in zip(*turns, strict=True))
            times = statistics.median(live / mine for mine, live in turns)
            held &= mine <= bound
            print(
                f"{name:<12} grader {mine:6.3f} s (bound {bound:g})   pytest {live:6.2f} s   "
                f"ratio {times:5.1f}   {chosen.isolation}, median of {chosen.rounds}",
                flush=True,
            )
        start = time.perf_counter()
        scores = grader.score_all(fresh() for _ in range(chosen.many))
        assert all(score.reward == 1 for score in scores)
        rate = chosen.many / (time.perf_counter() - start)
        print(f"score_all    {rate:6.2f} whole sheets a second, {chosen.jobs} at a time")
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
