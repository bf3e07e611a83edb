"""Packages of the toy sheet, unpacked and run in folders that are laid out as on a platform."""

import contextlib
import json
import os
import random
import signal
import subprocess
import tempfile
import time
import zipfile
from io import BytesIO
from pathlib import Path

import jsonschema
import pytest

from grader.integrations.packages.build import Wish, contents
from grader.integrations.packages.layouts import packed
from grader.sandbox.isolation.linux import libc
from grader.sandbox.isolation.namespaces import NETWORK
from grader.sandbox.isolation.users import may_change_users
from grader.sheets.record import recorded
from grader.sheets.sheet import load_sheet
from tests.open_interpreter import open_interpreter
from tests.toys.copied import copied
from tests.toys.written import write_examples

LONGEST = 60.0  # seconds until a process is there
SURELY_THERE = (0.5, 0.5, 0.1, 0.02)  # seconds that each in the line lives at least
MARKING = 2  # in line: the guard, what marks, and what it has started; a shell starts others before
HERE = Path(__file__).resolve().parent
MEMORY, CPU = Path("/sys/fs/cgroup/memory"), Path("/sys/fs/cgroup/cpu")
GRADESCOPES = {
    MEMORY / "memory.limit_in_bytes": 768 << 20,
    CPU / "cpu.cfs_quota_us": 50_000,
}


@pytest.fixture(scope="session")
def python():
    """An interpreter that every user may start."""
    with open_interpreter() as found:
        yield found


@pytest.fixture(scope="session")
def sheet():
    """The toy sheet, in a folder that is closed to others."""
    with tempfile.TemporaryDirectory(prefix="pytest-packages-") as top:
        folder = copied(Path(top) / "doubling_on_platforms")
        write_examples(load_sheet(str(folder)))
        yield load_sheet(str(folder))


@pytest.fixture(scope="session")
def private(sheet):
    """The file of a corpus that students do not have."""
    return recorded(sheet, b"private, of the tests", lambda _: None, count=8)


@pytest.fixture(scope="session")
def wheels():
    """A folder with a wheel in it: the interpreter of these tests has what marking takes."""
    with tempfile.TemporaryDirectory(prefix="pytest-wheels-") as top:
        with zipfile.ZipFile(Path(top, "vendored_here-1-py3-none-any.whl"), "w") as made:
            made.writestr("vendored_here.py", "FOUND = 1\n")
        yield Path(top)


@pytest.fixture(scope="session")
def package(sheet, private, wheels):
    """The file for a platform."""

    def made(platform, *, is_private=True, **wishes):
        wish = Wish(platform=platform, wheels=wheels, budget=0.0, python="3.11", **wishes)
        return packed(contents(sheet, wish, private if is_private else None))

    return made


@pytest.fixture(scope="session")
def package_of(wheels):
    """The file for Gradescope, of a sheet and a private corpus, with this isolation."""

    def made(sheet, private, tier):
        wish = Wish(platform="gradescope", wheels=wheels, budget=0.0, python="3.11", isolation=tier)
        return packed(contents(sheet, wish, private))

    return made


@pytest.fixture(scope="session")
def unpacked():
    """Unpack an archive into a folder, as a platform does."""

    def unpack(content, folder):
        with zipfile.ZipFile(BytesIO(content)) as opened:
            for entry in opened.infolist():
                opened.extract(entry, folder)
                Path(folder, entry.filename).chmod(entry.external_attr >> 16)

    return unpack


@pytest.fixture(scope="session")
def valid():
    """Hold a result against the schema of its platform."""

    def validated(name, text):
        schema = json.loads((HERE / "schemas" / f"{name}.json").read_text(encoding="utf-8"))
        content = json.loads(text)
        jsonschema.validate(content, schema)
        return content

    return validated


class Container:
    """
    What stands for a platform's container: no network, its memory and processor.

    The limits are those of control groups where these can be set here.
    """

    def __init__(self, limits):
        self.name = f"grader-tests-{os.getpid()}"
        self.limits = {}
        for file, value in limits.items():
            folder = file.parent / self.name
            try:
                folder.mkdir(exist_ok=True)
                (folder / file.name).write_text(str(value))
                self.limits[folder / "cgroup.procs"] = value
            except OSError:
                continue

    def enter(self):
        """Step into it, before a program is started."""
        for processes in self.limits:
            processes.write_text(str(os.getpid()))
        if may_change_users():
            libc("unshare", NETWORK)

    def close(self):
        for processes in self.limits:
            for _ in range(50):
                try:
                    processes.parent.rmdir()
                    break
                except OSError:
                    time.sleep(0.1)


@pytest.fixture(scope="session")
def container():
    """A container with Gradescope's limits."""
    made = Container(GRADESCOPES)
    yield made
    made.close()


@pytest.fixture
def run(python, container):
    """Start a program of a package and wait for it; ``kill`` ends a process of it meanwhile."""

    def run(command, environment, kill=None, cwd=None, *, keeps_errors_apart=False):
        process = subprocess.Popen(
            command,
            cwd=cwd,
            env={**os.environ, "GRADER_PYTHON": python, **environment},
            preexec_fn=container.enter,
            start_new_session=True,
            stdout=subprocess.PIPE,
            stderr=None if keeps_errors_apart else subprocess.STDOUT,
            text=True,
        )
        if kill is not None:
            kill(process.pid)
        said, _ = process.communicate(timeout=120)
        return process.returncode, said

    return run


def descendants(pid):
    """A process and all that it started, by their ids."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*"):
        try:
            children = (task / "children").read_text().split()
        except OSError:
            continue
        for child in children:
            found += descendants(int(child))
    return found


def line(pid):
    """A process, the last one that it started, the last one of that, and so on."""
    found = [pid]
    while below := {*descendants(found[-1])[1:]} & {*children(found[-1])}:
        found.append(max(below))
    return found


def children(pid):
    """What a process has started itself."""
    lists = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for each in lists for child in each.read_text().split()]


@pytest.fixture
def killed_in_line():
    """What ends the n-th process in the line of a run, a moment after it is there."""

    def after(generation, ended):
        seconds = random.Random(generation).uniform(0.0, SURELY_THERE[generation])

        def kill(pid):
            until = time.monotonic() + LONGEST
            while not ended and time.monotonic() < until:
                if len(found := line(pid)) <= max(generation, MARKING):
                    time.sleep(0.005)
                    continue
                time.sleep(seconds)
                with contextlib.suppress(ProcessLookupError):  # it has ended, and another may come
                    os.kill(found[generation], signal.SIGKILL)
                    ended.append(found[generation])

        return kill

    return after


@pytest.fixture
def killed_after():
    """What ends one process of a run, chosen by chance, so many seconds after the start."""

    def after(seconds, chance):
        def kill(pid):
            time.sleep(seconds)
            try:
                os.kill(chance.choice(descendants(pid)), signal.SIGKILL)
            except (ProcessLookupError, FileNotFoundError):
                return

        return kill

    return after
