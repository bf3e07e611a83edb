"""Every command, stopped by Ctrl-C or SIGTERM while it works: one true sentence, no half a file."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from grader.cli import COMMANDS
from grader.gradebook import open_book
from grader.report.classes.json import marks_json
from tests.grader.commands.conftest import GRADE, NAME, QUICK

ROOT = Path(__file__).resolve().parents[3]
LONGEST = 120.0  # seconds until a command is at work on a machine that is busy
UNDECIDED = "Interrupted; nothing was decided."
WHOLE = "Interrupted; what was written is whole, and the rest was not begun."
STOPPED = "Stopped. What was done is stored in fresh; to go on, give the same command again."
# What a command is doing when it is stopped, and what it says then.
WORK = [
    (["audit", NAME, "--jobs", "1"], "property", UNDECIDED),
    (["check", "submission.py", *QUICK], "submission", "Interrupted; nothing was graded."),
    (["completion", "bash"], "printing", "Interrupted."),
    (["diff", "1", "2"], "printing", "Interrupted."),
    (["doctor", "--isolation", "limits"], "child", UNDECIDED),
    (["explain", "a", "--sheet", NAME], "import", "Interrupted."),
    (
        ["freeze", "--answers-only", "--sheet", NAME],
        "property",
        "Interrupted; a corpus that was written is whole.",
    ),
    ([*GRADE, "--out", "fresh"], "submission", STOPPED),
    ([*GRADE, "--out", "fresh"], "import", "Stopped before anything was graded."),
    (["new", "fresh/week_7"], "printing", WHOLE),
    (
        ["pack", NAME, "--out", "fresh.zip"],
        "property",
        "Interrupted; the pack is whole or was not written.",
    ),
    (["package", NAME, "--for", "gradescope", "--out", "fresh.zip"], "import", WHOLE),
    (["questions", "--sheet", NAME], "import", "Interrupted."),
    (
        ["replay", "Θεοδώρα →", "--sheet", NAME],
        "submission",
        "Interrupted; the stored mark is as it was.",
    ),
    (["report", "--moodle", "pipe"], "reading", WHOLE),
    (
        ["rubric", "import", "pipe"],
        "reading",
        "Interrupted; either all marks of the table were taken or none.",
    ),
    (["start", "new.py", "--sheet", NAME], "import", WHOLE),
    (["try", "--sheet", NAME], "property", UNDECIDED),
    (["verify", NAME], "import", UNDECIDED),
]


@pytest.fixture
def place(workplace):
    """The folder where the commands work, with nothing in it that tells or waits."""
    yield workplace
    (workplace / "wait").unlink(missing_ok=True)
    (workplace / "pipe").unlink(missing_ok=True)
    shutil.rmtree(workplace / "begun", ignore_errors=True)
    shutil.rmtree(workplace / "fresh", ignore_errors=True)


def state(place):
    """Everything in the folder that a command may have written, and what the gradebook says."""
    passing = {"wait", "begun", "pipe", "fresh"}
    files = {
        file.relative_to(place): file.read_bytes()
        for file in place.rglob("*")
        if file.is_file() and not passing & set(file.relative_to(place).parts)
        if "__pycache__" not in file.parts and not file.name.startswith("gradebook.db")
    }
    with open_book(place / "grades") as book:
        return files, marks_json(book.results()), len(book.runs())


@contextlib.contextmanager
def started(words, doing, place):
    """A command at work, in a session of its own as in a terminal."""
    (place / "pipe").unlink(missing_ok=True)
    os.mkfifo(place / "pipe")
    if doing == "submission":
        (place / "wait").touch()
    reading, full = _full_pipe() if doing == "printing" else (None, None)
    variables = {"PYTHONPATH": str(ROOT), "WAIT": doing, "BEGUN": str(place / "begun")}
    process = subprocess.Popen(
        [sys.executable, "-m", "grader", *words],
        cwd=place,
        env={**os.environ, **variables},
        stdout=full or subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        with process:
            yield process
    finally:
        for end in filter(None, (reading, full)):
            os.close(end)


def _full_pipe():
    """A pipe into which nothing more can be written, so that whoever prints has to wait."""
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    with contextlib.suppress(BlockingIOError):
        while True:
            os.write(writing, b"x" * 512)
    os.set_blocking(writing, True)
    return reading, writing


def wait_until_at_work(process, doing, place):
    """Return once the command is where it is to be stopped."""
    if doing == "reading":
        return os.open(place / "pipe", os.O_WRONLY)  # opens when the command has, too
    end = time.monotonic() + LONGEST
    while not _is_at_work(process, doing, place):
        assert process.poll() is None, process.stderr.read()
        assert time.monotonic() < end
        time.sleep(0.05)
    return None


def _is_at_work(process, doing, place):
    if doing == "printing":
        return _sleeps(process.pid)
    if doing == "child":
        return bool(Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text())
    return (place / "begun").is_dir()


def _sleeps(pid):
    """Whether a process has done something, and now waits for half a second without any work."""
    seen = set()
    for _ in range(5):
        _, _, fields = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")
        state, *numbers = fields.split()
        seen.add((state, *numbers[10:12]))
        time.sleep(0.1)
    return len(seen) == 1 and seen.pop()[0] == "S"


# Work is stopped by Ctrl-C and by SIGTERM in turn, every second piece of it each time and the
# others at leisure; the sweep stops all of it by both.
SELDOM = {0: [], 1: [pytest.mark.slow]}


CASES = [
    pytest.param(
        *case,
        by_hand,
        id=f"{case[0][0]}-{case[1]}-{'ctrl-c' if by_hand else 'sigterm'}",
        marks=SELDOM.get(number % 4 - 2 * by_hand, [pytest.mark.sweep]),
    )
    for number, case in enumerate(WORK)
    for by_hand in (True, False)
]


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="/proc tells what a process does")
@pytest.mark.parametrize(("words", "doing", "said", "by_hand"), CASES)
def test_a_command_that_is_stopped_says_what_holds(place, words, doing, said, by_hand):
    """By Ctrl-C, which the whole group gets, and by SIGTERM."""
    assert {words[0] for words, *_ in WORK} == set(COMMANDS)
    before = state(place)
    with started(words, doing, place) as process:
        writing = wait_until_at_work(process, doing, place)
        if by_hand:
            os.killpg(process.pid, signal.SIGINT)
        else:
            process.send_signal(signal.SIGTERM)
        process.wait(timeout=LONGEST)
        told = process.stderr.read().decode()
        if writing is not None:
            os.close(writing)
    assert told.splitlines()[-1] == said
    assert "Traceback" not in told
    assert process.returncode == (130 if by_hand else 143)
    assert state(place) == before
    assert not [*place.rglob("*.part")]


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs Linux")
def test_ctrl_c_in_a_terminal_reaches_the_processes_of_freeze_too(tmp_path):
    """They say nothing of it, and end."""
    words = [sys.executable, "-m", "grader", "freeze", "--sheet", "sheet3", "--out"]
    with subprocess.Popen(
        [*words, str(tmp_path / "corpus.bin")],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as freezing:
        children = Path(f"/proc/{freezing.pid}/task/{freezing.pid}/children")
        latest = time.monotonic() + LONGEST
        while len(children.read_text().split()) < 3:  # two of them, and what tracks their resources
            assert time.monotonic() < latest
            time.sleep(0.05)
        os.killpg(freezing.pid, signal.SIGINT)
        told = freezing.communicate(timeout=LONGEST)[1]
    assert (freezing.returncode, told) == (
        130,
        "Interrupted; a corpus that was written is whole.\n",
    )
    assert not list(tmp_path.iterdir())
