"""The command as a person runs it: in a terminal, on a pipe, until Ctrl-C."""

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest

from tests.grader.misbehaviour import right, submission

PATIENCE = 60.0  # seconds; where a test needs them, the machine is busy
CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")


def plain(said):
    """What a person reads, wherever its lines break."""
    return " ".join(CONTROL.sub("", said).split())


class Typed:
    """A command on a terminal, and what has come out of it."""

    def __init__(self, command, rows, columns):
        self._ours, theirs = pty.openpty()
        self.resize(rows, columns)
        environment = {
            k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "COLUMNS", "LINES")
        }
        self.process = subprocess.Popen(
            command,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env={**environment, "TERM": "xterm-256color"},
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )
        os.close(theirs)
        self.out = ""

    def resize(self, rows, columns):
        fcntl.ioctl(self._ours, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def until(self, *words):
        """Read until all of these have come; everything since the last time."""
        end = time.monotonic() + PATIENCE
        while missing := [each for each in words if each not in plain(self.out)]:
            assert time.monotonic() < end, f"no {missing} in {self.out[-3000:]!r}"
            assert self._read(), f"it ended without {missing}: {self.out[-3000:]!r}"
        said, self.out = self.out, ""
        return said

    def _read(self):
        if not select.select([self._ours], [], [], 0.1)[0]:
            return True
        with contextlib.suppress(OSError):
            data = os.read(self._ours, 1 << 16)
            self.out += data.decode(errors="replace").replace("\r\n", "\n")
            return bool(data)
        return False

    def press(self, key):
        os.write(self._ours, key)

    def ended(self):
        """All that it still said, and its exit status."""
        end = time.monotonic() + PATIENCE
        while self._read() and time.monotonic() < end:
            pass
        return self.out, self.process.wait(timeout=PATIENCE)

    def close(self):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        os.close(self._ours)


@pytest.fixture
def file(tmp_path):
    """A submission that is wrong in its first question."""
    path = tmp_path / "submission.py"
    path.write_text(submission("return 3 * x"))
    return path


@pytest.fixture
def watch(toy, file):
    """``grader check --watch`` in a terminal of some size."""
    with contextlib.ExitStack() as stack:

        def run(*words, rows=50, columns=100):
            command = [sys.executable, "-m", "grader", "check", str(file), "--watch"]
            typed = Typed([*command, "--sheet", str(toy.folder), *words], rows, columns)
            stack.callback(typed.close)
            return typed

        yield run


def left_behind(session):
    """Processes of a session, and those that were started for it in sessions of their own."""
    stats = [entry / "stat" for entry in Path("/proc").iterdir() if entry.name.isdigit()]
    found = []
    for stat in stats:
        with contextlib.suppress(OSError):
            fields = stat.read_text().rpartition(")")[2].split()
            if session in (int(fields[1]), int(fields[3])):
                found.append(stat.parent.name)
    return found


def test_a_saved_edit_shows_its_verdict_and_all_marks_exit_with_0(watch, file, tmp_path):
    """
    First all, then the question that was edited; the other one keeps its marks.

    The whole report is written as JSON each time, those marks included that were kept.
    """
    json = tmp_path / "report.json"
    typed = watch("--budget", "0", "--json", str(json))
    first = typed.until("Ctrl-C ends this")
    assert "everything checked: 5 of 9 points" in plain(first)
    assert "should be" in first
    assert '"earned": 5' in json.read_text()
    file.write_text(right())
    said = plain(typed.until("a checked again: 9 of 9 points (+4)", "Ctrl-C ends this"))
    saved = said[said.index("a checked again") :]  # the rest of the first picture may come before
    assert "should be" not in saved
    assert '"earned": 9' in json.read_text()
    typed.press(b"\x03")
    assert typed.ended()[1] == 0


def test_ctrl_c_ends_it_and_leaves_the_report_and_no_process(watch, file):
    """The exit status is that of the last check; the screen is the one from before."""
    typed = watch()
    typed.until("Ctrl-C ends this")
    pid = typed.process.pid
    children = left_behind(pid)
    assert len(children) >= 2  # itself, and what students' processes are forked from
    typed.press(b"\x03")
    said, status = typed.ended()
    assert status == 1
    assert "\x1b[?1049l" in said
    assert "\x1b[?25h" in said
    assert "5 of 9 points" in said.rpartition("\x1b[?1049l")[2]
    assert "Traceback" not in said
    assert not [child for child in children if Path(f"/proc/{child}").exists()]


def test_a_report_that_is_left_says_what_became_of_the_file_since(watch, file):
    """Marks of an earlier save are not taken for those of the last one."""
    typed = watch("--budget", "0", "--fresh", "2")
    typed.until("Ctrl-C ends this")
    file.write_text("def double(x:\n")
    typed.until("line 1 is not Python yet")
    typed.press(b"\x03")
    left = typed.ended()[0].rpartition("\x1b[?1049l")[2]
    marks = re.search(r"\d of 9 points\x1b", left)  # new examples find more or less
    assert left.index("line 1 is not Python yet") < marks.start()
    assert "these are no marks" in left


@pytest.mark.slow
def test_a_terminal_that_is_closed_from_outside_gets_its_screen_back(watch):
    """SIGTERM, as a system that shuts down sends it."""
    typed = watch()
    typed.until("Ctrl-C ends this")
    typed.process.terminate()
    said, _ = typed.ended()
    assert "\x1b[?1049l" in said


SPOILT = [
    (lambda f: f.write_text("def double(x:\n"), "line 1 is not Python yet"),
    (lambda f: f.unlink(), "does not exist"),
    (lambda f: (f.unlink(), f.mkdir()), "is a folder"),
    (lambda f: f.write_bytes(b"x = 1\0"), "null bytes"),
    (lambda f: (f.unlink(), f.symlink_to("/etc/passwd")), "is a symbolic link"),
]


def test_a_file_that_cannot_be_checked_is_told_in_words(watch, file):
    """And watching goes on until it can."""
    typed = watch("--budget", "0")
    typed.until("Ctrl-C ends this")
    for spoil, words in SPOILT:
        spoil(file)
        said = typed.until(words, "Before that it had 5 of 9 points.")
        assert "Traceback" not in said
        if file.is_dir():
            file.rmdir()
        else:
            file.unlink(missing_ok=True)
        file.write_text(right())
        typed.until("9 of 9 points (+4)")
        file.write_text(submission("return 3 * x"))
        typed.until("5 of 9 points (-4)")


def test_an_editor_that_replaces_the_file_is_followed_and_nothing_is_cleared(watch, file):
    """
    Many write a new file and rename it over the old one.

    A cleared screen flickers: each row is erased as it is written, the rest afterwards.
    """
    typed = watch("--budget", "0")
    said = typed.until("Ctrl-C ends this")
    new = file.with_name("submission.py.tmp")
    new.write_text(right())
    new.replace(file)
    said += typed.until("a checked again: 9 of 9 points (+4)")
    file.rename(file.with_name("submission.py~"))
    file.write_text(submission("return 3 * x"))
    said += typed.until("a checked again: 5 of 9 points (-4)")
    assert "\x1b[2J" not in said.partition("\x1b[?1049h")[2]


@pytest.mark.parametrize("rows", [8, *(pytest.param(n, marks=pytest.mark.slow) for n in (3, 12))])
def test_a_picture_is_never_higher_than_its_window(watch, file, rows):
    """What has just been checked comes first; Ctrl-C shows the rest."""
    typed = watch("--budget", "0", rows=rows, columns=60)
    said = typed.until("Ctrl-C ends this")
    file.write_text(submission("return 4 * x"))
    said += typed.until("a checked again", "more lines")
    for picture in said.split("\x1b[H")[1:]:
        assert picture.partition("\x1b[?2026l")[0].rstrip("\n").count("\n") < rows
    typed.press(b"\x03")
    assert "should be" in typed.ended()[0].rpartition("\x1b[?1049l")[2]


@pytest.mark.slow
def test_a_window_of_another_size_is_drawn_again(watch):
    """Without a save."""
    typed = watch("--budget", "0", rows=8, columns=60)
    typed.until("more lines")
    typed.resize(60, 100)
    typed.until("Question Points", "all right", "should be")


def test_a_pipe_gets_plain_blocks(toy, file):
    """No control codes; a line between them."""
    command = [sys.executable, "-m", "grader", "check", str(file), "--watch", "--budget", "0"]
    with subprocess.Popen(
        [*command, "--sheet", str(toy.folder)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        first = _block(process.stdout)
        file.write_text(right())
        second = _block(process.stdout)
        process.send_signal(signal.SIGINT)
        rest, complaints = process.communicate(timeout=PATIENCE)
    assert "everything checked: 5 of 9 points" in first
    assert "a checked again: 9 of 9 points (+4)" in second
    assert "\x1b" not in first + second
    assert (rest, complaints, process.returncode) == (b"", b"", 0)


def _block(pipe):
    """Lines up to the next rule; pytest's own time limit would end a wait in vain."""
    lines = iter(lambda: pipe.readline().decode(), "")
    found = []
    for line in lines:
        found.append(line)
        if line.startswith("-----"):
            break
    return "".join(found)


def test_a_wrong_name_is_told_at_once(toy, tmp_path):
    """There is nothing to wait for: it is a slip of the pen."""
    command = [sys.executable, "-m", "grader", "check", str(tmp_path / "no.py"), "--watch"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE)
    assert done.returncode == 2
    assert "does not exist" in done.stderr


def test_json_cannot_share_the_screen(file):
    """'-' would mix it with the picture."""
    command = [sys.executable, "-m", "grader", "check", str(file), "--watch", "--json", "-"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE)
    assert done.returncode == 2
    assert "name a file for --json" in done.stderr
