"""
Where attacks are let loose: a folder with something to steal, and eyes on what they do.

An attack is a file that names its targets between @ signs; they are filled in here.
"""

import contextlib
import hashlib
import os
import secrets
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from grader.examine.check import check
from grader.examine.examiner import open_examiner
from grader.examine.settings import Settings
from grader.model import Submission
from grader.sandbox.limits import Limits
from grader.sandbox.processes.availability import works
from grader.sandbox.processes.launch import Template
from grader.sheets.corpus import FILE_NAME, read_corpus
from grader.sheets.sheet import load_sheet
from tests.grader.misbehaviour import right
from tests.open_interpreter import templates
from tests.toys.copied import copied
from tests.toys.written import write_examples

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
BANK = HERE / "bank"
QUICK = Limits(
    call_seconds=0.3,
    load_seconds=0.6,
    question_seconds=2.5,
    submission_seconds=8.0,
    advice_seconds=1.5,
    memory_bytes=1 << 28,
)

# For submissions that are right: on a busy machine they are slow, and no less right.
ROOMY = Limits(
    call_seconds=20.0, load_seconds=20.0, question_seconds=120.0, submission_seconds=240.0
)


@dataclass(frozen=True)
class Targets:
    """What there is to steal, to spoil and to reach."""

    folder: Path
    sheet: Path
    token: str
    listeners: tuple[socket.socket, ...]
    bystander: subprocess.Popen

    def fill(self, text: str) -> bytes:
        """An attack's text with its targets in it."""
        return (
            text.replace("@CANARY@", str(self.folder / "canary"))
            .replace("@CLASSMATE@", str(self.folder / "classmate.py"))
            .replace("@FOLDER@", str(self.folder))
            .replace("@NAME@", self.sheet.name)
            .replace("@SHEETS@", str(self.sheet.parent))
            .replace("@SHEET@", str(self.sheet))
            .replace("@ROOT@", str(ROOT))
            .replace("@PORT@", str(self.listeners[0].getsockname()[1]))
            .replace("@PID@", str(self.bystander.pid))
        ).encode("utf-8", "surrogateescape")

    def state(self) -> dict[str, str]:
        """All files, with digests, rights and times; what has been reached or ended."""
        found = {}
        for folder in (self.folder, self.sheet):
            for file in sorted(folder.rglob("*")):
                if "__pycache__" in file.parts or file.is_socket():
                    continue
                status = file.lstat()
                content = file.read_bytes() if file.is_file() else b""
                digest = hashlib.sha256(content).hexdigest()
                found[str(file)] = f"{digest} {status.st_mode:o} {status.st_mtime_ns}"
        shared = [f for f in ("/tmp", "/dev/shm", "/") for f in Path(f).glob("*written*")]
        found["left"] = str(shared)
        found["reached"] = str([_reached(listener) for listener in self.listeners])
        found["bystander"] = str(self.bystander.poll())
        found["mounts"] = Path("/proc/self/mounts").read_text(encoding="utf-8")
        return found


def _reached(listener: socket.socket) -> bool:
    try:
        listener.recv(1) if listener.type is socket.SOCK_DGRAM else listener.accept()[0].close()
    except BlockingIOError:
        return False
    return True


def _listeners(folder: Path) -> tuple[socket.socket, ...]:
    tcp = socket.create_server(("127.0.0.1", 0))
    udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    udp.bind(tcp.getsockname())
    named = socket.socket(socket.AF_UNIX)
    named.bind(str(folder / "listener"))
    named.listen()
    for each in (tcp, udp, named):
        each.setblocking(False)
    return tcp, udp, named


def _toy_called(name: str, folder: Path) -> Path:
    """The toy sheet under a name of its own, with its written examples."""
    sheet: Path = copied(folder / name)
    write_examples(load_sheet(str(sheet)))
    return sheet


@contextlib.contextmanager
def laid_out() -> Iterator[Targets]:
    """
    Everything that an attack may aim at; nobody else needs it.

    Not in pytest's own folder: whoever starts pytest as the same user closes that to all others.
    """
    with tempfile.TemporaryDirectory(prefix="pytest-attacks-") as top:
        yield from _laid_out_in(Path(top))


def _laid_out_in(top: Path) -> Iterator[Targets]:
    folder, sheets = top / "class", top / "sheets"
    folder.mkdir()
    sheets.mkdir()
    token = f"CANARY-{secrets.token_hex(16)}"
    sheet = _toy_called(f"doubling_{secrets.token_hex(4)}", sheets)
    (folder / "canary").write_text(token, encoding="ascii")
    (folder / "classmate.py").write_text(right(), encoding="utf-8")
    listeners = _listeners(folder)
    bystander = subprocess.Popen(
        [sys.executable, "-c", "import time; time.sleep(3600)"], env={**os.environ, "SECRET": token}
    )
    try:
        yield Targets(folder, sheet, token, listeners, bystander)
    finally:
        bystander.kill()
        bystander.wait()
        for listener in listeners:
            listener.close()


@pytest.fixture(scope="session")
def targets():
    """The targets of all attacks on the real grader: none of them is ever hit."""
    with laid_out() as laid:
        yield laid


@pytest.fixture
def bait():
    """Targets that will be hit."""
    with laid_out() as laid:
        yield laid


@pytest.fixture(scope="session")
def template():
    """One template for all attacks, as for a class."""
    launched = Template()
    yield launched
    launched.close()


@pytest.fixture(scope="session")
def template_for(template):
    """The template under a tier."""
    with templates(template) as chosen:
        yield chosen


@pytest.fixture(scope="session")
def grade(targets, template_for):
    """Grade a submission, given as bytes, on the toy sheet under a tier."""
    sheet = load_sheet(str(targets.sheet))
    corpus = read_corpus(targets.sheet / FILE_NAME, sheet)

    def run(source: bytes, tier: str, name: str = "submission.py", limits: Limits = QUICK):
        launched = template_for(tier)
        if not works(launched, tier):
            pytest.skip(f"this machine does not offer {tier!r}; see 'grader doctor'")
        settings = Settings(tier=tier, limits=limits, search_seconds=0.05)
        return check(open_examiner(launched, sheet, corpus, settings), Submission(name, source))

    return run
