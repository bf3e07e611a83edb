"""
What a check from inside a notebook costs, in a real Jupyter kernel.

A right submission is put into a notebook, a cell for the import of ``check``, one for the
functions, then one for each check; the time of a cell is measured by who runs it, so Jupyter's
messages and the table are in it.  The bound: ``check("2b")`` within 1.0 s on a quiet machine.

    python benchmarks/kernel_check.py [--rounds 10] [--pause 2] [SUBMISSION]
"""

import argparse
import statistics
import time
from pathlib import Path

from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

RIGHT = Path(__file__).resolve().parents[1] / "tests" / "submissions" / "right.py"


def main() -> None:
    parser = argparse.ArgumentParser(description="What a check inside a notebook costs.")
    parser.add_argument("submission", nargs="?", type=Path, default=RIGHT)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--pause", type=float, default=2.0, help="seconds from import to check")
    parser.add_argument("--question", default="2b")
    chosen = parser.parse_args()

    client = NotebookClient(new_notebook(), kernel_name="python3", timeout=120)
    with client.setup_kernel():
        imported = seconds(client, "from grader import check")
        seconds(client, chosen.submission.read_text(encoding="utf-8"))
        time.sleep(chosen.pause)
        ask = f'check("{chosen.question}")'
        first = seconds(client, ask)
        others = [seconds(client, ask) for _ in range(chosen.rounds)]
        whole = seconds(client, "check()")
    print(f"from grader import check   {imported:6.2f} s")
    print(f"{ask}, the first    {first:6.2f} s   ({chosen.pause:g} s after the import)")
    median, worst = statistics.median(others), max(others)
    print(f"{ask}, later        {median:6.2f} s   (median of {chosen.rounds}; worst {worst:.2f})")
    print(f"check(), the whole sheet   {whole:6.2f} s")
    print("bound: 1.00 s for one question")


def seconds(client: NotebookClient, source: str) -> float:
    """Wall-clock time of a new cell."""
    cell = new_code_cell(source)
    client.nb.cells.append(cell)
    began = time.perf_counter()
    client.execute_cell(cell, len(client.nb.cells) - 1)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
