"""``grader check`` in a process of its own: on pipes, interrupted, and on the whole sheet."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from grader.cli import main
from grader.sandbox.processes import launch
from tests.grader.misbehaviour import right, submission

INTERRUPTED_EARLY = """
import os, runpy, signal, sys

class Interrupts:
    def find_spec(self, name, *_):
        if name == {module!r}:
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Interrupts())
runpy.run_module("grader", run_name="__main__")
"""


def command(*words, **kwargs):
    """The command line as a process of its own, as a student runs it."""
    return subprocess.run(
        [sys.executable, "-m", "grader", *words], capture_output=True, text=True, **kwargs
    )


def test_output_on_a_pipe_is_plain(file, toy):
    """No escape codes, and no spinner."""
    result = command("check", file(submission("return x")), "--sheet", toy.folder)
    assert result.returncode == 1
    assert "\x1b" not in result.stdout + result.stderr
    assert result.stderr == ""


def test_an_interrupted_check_leaves_no_process_and_no_traceback(file, toy, tmp_path):
    """Ctrl-C while a submission hangs."""
    begun = tmp_path / "begun"
    body = f"import os\nif not os.path.exists({str(begun)!r}): os.mkdir({str(begun)!r})\n"
    hangs = str(file(submission(f"{body}while True: pass")))
    words = ["check", hangs, "--isolation", "limits", "--sheet", str(toy.folder)]
    process = subprocess.Popen(
        [sys.executable, "-m", "grader", *words],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    while process.poll() is None and not begun.exists():
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert errors.splitlines()[-1:] == ["Interrupted; nothing was graded."]
    assert "Traceback" not in errors
    assert not _descendants(process.pid)


@pytest.mark.parametrize("module", ["click", "grader.commands.check", "numpy"])
def test_ctrl_c_is_answered_however_early_it_comes(module, file, toy):
    """While the command line, a command or what it needs is imported."""
    code = INTERRUPTED_EARLY.format(module=module)
    words = [sys.executable, "-c", code, "check", str(file(right())), "--sheet", str(toy.folder)]
    ended = subprocess.run(words, capture_output=True, text=True, timeout=120)
    assert ended.returncode == 130
    assert ended.stdout == ""
    assert ended.stderr.splitlines() in (["Interrupted."], ["Interrupted; nothing was graded."])


def test_a_named_pipe_is_refused_at_once(tmp_path, toy):
    """Opening it would wait for ever."""
    os.mkfifo(tmp_path / "pipe.py")
    result = command("check", tmp_path / "pipe.py", "--sheet", toy.folder, timeout=30)
    assert result.returncode == 2
    assert "pipe" in result.stderr


@pytest.mark.slow
def test_the_whole_sheet(tmp_path, launched, monkeypatch):
    """The registered sheet: right submissions get 100, the starter 0."""
    submissions = Path(__file__).resolve().parents[2] / "submissions"
    result = command("check", submissions / "right.py")
    assert (result.returncode, "100 of 100 points" in result.stdout) == (0, True), result.stdout
    monkeypatch.setattr(launch, "launcher", lambda *_: contextlib.nullcontext(launched))
    other = CliRunner().invoke(main, ["check", str(submissions / "right_other_style.py")])
    assert (other.exit_code, "100 of 100 points" in other.output) == (0, True), other.output
    assert CliRunner().invoke(main, ["start", str(tmp_path)]).exit_code == 0
    starter = CliRunner().invoke(main, ["check", str(tmp_path / "submission.py")])
    assert (starter.exit_code, "0 of 100 points" in starter.output) == (1, True)


def _descendants(number):
    """Processes that this one started, or that are in its session."""
    rows = subprocess.run(["ps", "-eo", "pid,ppid,sid"], capture_output=True, text=True).stdout
    named = [list(map(int, row.split())) for row in rows.splitlines()[1:]]
    return [pid for pid, *others in named if pid != number and number in others]


NEEDED_LATER = """
import runpy, sys
try:
    runpy.run_module("grader", run_name="__main__")
finally:
    print("grader.examine.feedback.explain" in sys.modules, file=sys.stderr)
"""


@pytest.mark.slow
@pytest.mark.parametrize(("source", "needed"), [(right(), "False"), ("", "True")])
def test_who_did_everything_right_does_not_wait_for_what_explains(file, toy, source, needed):
    """It is imported where something was lost, and only there."""
    words = ["check", str(file(source)), "--sheet", str(toy.folder)]
    ended = subprocess.run(
        [sys.executable, "-c", NEEDED_LATER, *words], capture_output=True, text=True, timeout=120
    )
    assert ended.stderr.splitlines()[-1] == needed


SHOWN_LATER = """
import runpy, sys
import grader.examine.check as module

def shows():
    return "grader.commands.terminal" in sys.modules

def noting(*arguments, real=module.examine_in_rounds):
    *others, meanwhile = arguments
    def told():
        before = shows()
        meanwhile()
        print(before, shows(), file=sys.stderr)
    return real(*others, told)

module.examine_in_rounds = noting
runpy.run_module("grader", run_name="__main__")
"""


def test_what_shows_the_report_is_imported_while_the_submission_is_at_work(file, toy):
    """It takes as long as a small question."""
    words = ["check", str(file(right())), "--sheet", str(toy.folder)]
    ended = subprocess.run(
        [sys.executable, "-c", SHOWN_LATER, *words], capture_output=True, text=True, timeout=120
    )
    assert ended.stderr.splitlines() == ["False True"]


UNUSED = """
import os, runpy, sys
try:
    runpy.run_module("grader", run_name="__main__")
finally:
    with open(f"/proc/self/task/{os.getpid()}/children") as children:
        print(f"children: {children.read()}", file=sys.stderr)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="children are forked on Linux")
def test_a_check_that_cannot_be_leaves_nothing_of_what_it_began(tmp_path):
    """The template is begun before the words of the command are read."""
    ended = subprocess.run(
        [sys.executable, "-c", UNUSED, "check", str(tmp_path / "none.py")],
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert ended.returncode == 2
    assert ended.stderr.splitlines()[-1] == "children: "


ENDS = """
import atexit, runpy, sys
atexit.register(print, "taken apart")
runpy.run_module("grader", run_name="__main__")
"""


@pytest.mark.parametrize(("source", "status"), [(right(), 0), (submission("return x"), 1)])
def test_it_ends_with_its_status_and_without_taking_apart_what_it_imported(
    file, toy, source, status
):
    """What was to happen at the end before it began does not; what it printed is all there."""
    words = ["check", str(file(source)), "--sheet", str(toy.folder)]
    program = [sys.executable, "-c", ENDS]
    ended = subprocess.run([*program, *words], capture_output=True, text=True, timeout=120)
    assert ended.returncode == status
    assert ended.stdout.splitlines()[-1].endswith("points")
    assert "taken apart" not in ended.stdout
