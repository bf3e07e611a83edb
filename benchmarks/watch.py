"""
How long a student waits between saving a file and seeing the new verdict.

Runs ``grader check --watch`` on a right submission of the whole sheet, in a terminal, edits one
function after the other, and measures from before the save until the verdict is on the screen.
The edit changes nothing that the function returns, so that every example of its question is
asked: a wrong function is done with sooner.  Exits 1 where the median is above the bound.

    python benchmarks/watch.py [SUBMISSION] [--rounds 1]
"""

import argparse
import ast
import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path

HERE = Path(__file__).resolve().parents[1]
RIGHT = HERE / "tests" / "submissions" / "right.py"
MEDIAN_SECONDS = 0.5
PAUSE = 0.3  # seconds between two saves
PATIENCE = 60.0
ROWS, COLUMNS = 50, 120


class Watched:
    """The command on a terminal of its own."""

    def __init__(self, file: Path) -> None:
        self.terminal, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self.process = subprocess.Popen(
            [sys.executable, "-m", "grader", "check", str(file), "--watch"],
            cwd=HERE,
            stdin=theirs,
            stdout=theirs,
            env={**os.environ, "TERM": "xterm-256color"},
        )
        os.close(theirs)
        self.said = b""

    def seconds_until(self, words: bytes, began: float) -> float:
        """Read until the words are there; the time since ``began``."""
        while words not in self.said:
            if time.perf_counter() - began > PATIENCE:
                raise TimeoutError(f"no {words!r} after {PATIENCE} s")
            if select.select([self.terminal], [], [], 0.1)[0]:
                self.said += os.read(self.terminal, 1 << 16)
        took = time.perf_counter() - began
        time.sleep(PAUSE)
        while select.select([self.terminal], [], [], 0)[0]:
            os.read(self.terminal, 1 << 16)
        self.said = b""
        return took

    def end(self) -> None:
        """Press Ctrl-C, and read to the end what is said to that."""
        self.process.send_signal(signal.SIGINT)
        with contextlib.suppress(OSError):  # nobody holds the other end any more
            while os.read(self.terminal, 1 << 16):
                pass
        self.process.wait()


def edited(source: str, function: str, number: int) -> str:
    """The source with one more line in a function, which does nothing."""
    found = next(
        node
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef) and node.name == function
    )
    lines = source.splitlines(keepends=True)
    first = found.body[0]
    indent = re.match(r"\s*", lines[first.lineno - 1])[0]
    lines.insert(first.lineno - 1, f"{indent}_edit = {number}\n")
    return "".join(lines)


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[1])
    arguments.add_argument("submission", nargs="?", type=Path, default=RIGHT)
    arguments.add_argument("--rounds", type=int, default=1)
    chosen = arguments.parse_args()
    source = chosen.submission.read_text(encoding="utf-8")
    functions = [n.name for n in ast.parse(source).body if isinstance(n, ast.FunctionDef)]
    took = {name: [] for name in functions}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "submission.py"
        file.write_text(source, encoding="utf-8")
        watched = Watched(file)
        began = time.perf_counter()
        everything = watched.seconds_until(b"everything checked", began)
        for number in range(chosen.rounds):
            for name in functions:
                for text in (edited(source, name, number), source):
                    began = time.perf_counter()
                    file.write_text(text, encoding="utf-8")
                    took[name].append(watched.seconds_until(b"checked again", began))
        watched.end()
    medians = {name: statistics.median(seconds) for name, seconds in took.items()}
    median = statistics.median(second for seconds in took.values() for second in seconds)
    for name in sorted(medians, key=medians.__getitem__, reverse=True)[:6]:
        print(f"{name:28} {medians[name]:6.2f} s")
    print(f"{'first check, from the start':28} {everything:6.2f} s")
    print(f"{'median of all saves':28} {median:6.2f} s   (bound {MEDIAN_SECONDS} s)")
    return 0 if median <= MEDIAN_SECONDS else 1


if __name__ == "__main__":
    sys.exit(main())
