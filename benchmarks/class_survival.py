"""
A class of two hundred, killed ten times: the marks of an undisturbed run, and nothing done twice.

Grades a class on the toy sheet once without disturbance; then again into another folder, where the
whole run is ended by SIGKILL at random moments, spread over the class, and started again each time.
Compares the marks, counts what was examined twice although it had been stored, and what was left
running. Prints what was found; exits 1 where anything differs.

    python -m benchmarks.class_survival [--size 200] [--kills 10] [--seed 0]
"""

import argparse
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

from benchmarks.class_endurance import results_in, write_class
from grader.gradebook import FILE_NAME
from grader.sheets.record import freeze
from grader.sheets.sheet import load_sheet

HERE = Path(__file__).resolve().parents[1]


def started(top: Path, out: str, isolation: str) -> "subprocess.Popen[bytes]":
    """A run over the class, into a folder of this name."""
    return subprocess.Popen(
        [
            *(sys.executable, "-m", "grader", "grade", top / "class", "--out", top / out),
            *("--sheet", top / "doubling", "--public", "--budget", "0", "--jobs", "2"),
            *("--isolation", isolation),
        ],
        cwd=HERE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def killed(process: "subprocess.Popen[bytes]", book: Path, results: int, delay: float) -> int:
    """End it a moment after it has stored so many results; how many of its processes are left."""
    while process.poll() is None:
        try:
            if results_in(book) >= results:
                break
        except sqlite3.Error:
            pass
        time.sleep(0.01)
    time.sleep(delay)
    try:
        family = psutil.Process(process.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        family = []
    process.send_signal(signal.SIGKILL)
    process.wait()
    return len(psutil.wait_procs(family, timeout=10)[1])


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[1])
    arguments.add_argument("--size", type=int, default=200)
    arguments.add_argument("--kills", type=int, default=10)
    arguments.add_argument("--seed", type=int, default=0)
    arguments.add_argument("--isolation", default="walled")
    chosen = arguments.parse_args()
    chance = random.Random(chosen.seed)
    with tempfile.TemporaryDirectory() as place:
        top = Path(place)
        shutil.copytree(HERE / "tests" / "toys" / "doubling", top / "doubling")
        sheet = load_sheet(str(top / "doubling"))
        freeze(sheet, sheet.folder / "corpus.bin", b"b", lambda _: None)
        write_class(top / "class", chosen.size, 0)
        whole = started(top, "whole", chosen.isolation).wait()
        book, left = top / "killed" / FILE_NAME, 0
        moments = []
        for _ in range(chosen.kills):
            done = results_in(book) if book.exists() else 0
            moments.append(done + chance.randrange(max(chosen.size // chosen.kills * 9 // 10, 1)))
            process = started(top, "killed", chosen.isolation)
            left += killed(process, book, moments[-1], chance.uniform(0, 0.5))
        status = started(top, "killed", chosen.isolation).wait()
        same = (top / "whole/marks.json").read_bytes() == (top / "killed/marks.json").read_bytes()
        made = results_in(book)
        with sqlite3.connect(book) as opened:
            (runs,) = opened.execute("SELECT count(*) FROM runs").fetchone()
    print(
        f"{chosen.size} submissions, {len(moments)} SIGKILLs after {moments} results and a moment, "
        f"{runs} runs begun\nmarks {'identical' if same else 'DIFFERENT'}, {made - chosen.size} "
        f"examined twice although stored, {left} processes left"
    )
    sound = not whole and not status and same and made == chosen.size and not left
    return 0 if sound else 1


if __name__ == "__main__":
    sys.exit(main())
