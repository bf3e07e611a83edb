"""Real kernels, run by nbclient as JupyterLab runs them, away from the user's own files."""

import contextlib
import json
import sys
import threading
import time
from pathlib import Path

import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

SPEC = {
    "argv": [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
    "display_name": "the tests' Python",
    "language": "python",
}
SECONDS = 120
RIGHT = """
import numpy as np
def double(x):
    if not x.size:
        raise ValueError("nothing to double")
    return 2 * x
def average(values):
    return sum(values) / len(values)
"""


class Notebook:
    """A notebook in front of a running kernel; cells are added at its end, and run."""

    def __init__(self, client, sheet):
        self.client = client
        self.sheet = sheet

    def run(self, source):
        """The outputs of a new cell."""
        cell = new_code_cell(source)
        self.client.nb.cells.append(cell)
        self.client.execute_cell(cell, len(self.client.nb.cells) - 1)
        return cell.outputs

    def value(self, expression):
        """What an expression gives, which has to be plain data."""
        outputs = self.run(f"import json as _j; print(_j.dumps({expression}))")
        # One print may come in two pieces, where the kernel sends what it has in between.
        assert {each.output_type for each in outputs} == {"stream"}, outputs
        return json.loads("".join(each.text for each in outputs))

    def check(self, *questions):
        """What is shown below a check of the toy sheet."""
        words = [*map(repr, questions), f"sheet={self.sheet!r}", "budget=0"]
        outputs = self.run(f"check({', '.join(words)})")
        assert [each.output_type for each in outputs] == ["execute_result"], outputs
        return outputs[0].data

    def report(self, *questions):
        """The report of a check, in the form of the command line."""
        words = [*map(repr, questions), f"sheet={self.sheet!r}", "budget=0"]
        return self.value(f"check({', '.join(words)}).report")

    @property
    def pid(self):
        return self.client.km.provisioner.pid


@pytest.fixture(scope="session")
def jupyter(tmp_path_factory):
    """Folders for Jupyter, with a kernel of this very interpreter."""
    home = tmp_path_factory.mktemp("jupyter")
    spec = home / "data" / "kernels" / "tests"
    spec.mkdir(parents=True)
    (spec / "kernel.json").write_text(json.dumps(SPEC))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JUPYTER_PATH", str(home / "data"))
        for name in ("JUPYTER_RUNTIME_DIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "IPYTHONDIR"):
            patch.setenv(name, str(home / name.lower()))
        patch.setenv("JUPYTER_PLATFORM_DIRS", "1")
        patch.setenv("PYTHONWARNINGS", "")
        yield home


@contextlib.contextmanager
def started(sheet):
    """A kernel, shut down at the end as by closing the notebook."""
    client = NotebookClient(new_notebook(), kernel_name="tests", allow_errors=True, timeout=SECONDS)
    with client.setup_kernel():
        yield Notebook(client, str(sheet.folder))


@pytest.fixture
def kernel(jupyter, toy):
    """Kernels of a test's own."""
    with contextlib.ExitStack() as stack:
        yield lambda: stack.enter_context(started(toy))


@pytest.fixture(scope="package")
def shared(jupyter, toy):
    """One kernel for many tests: none may leave anything behind that disturbs the next."""
    with started(toy) as running:
        yield running


@pytest.fixture
def notebook(shared):
    """A kernel in which nothing is defined but ``check``."""
    shared.run("%reset -f")
    assert shared.run("from grader import check") == []
    return shared


@pytest.fixture
def right():
    """A cell with what the toy sheet asks for; more may follow it."""
    return RIGHT


def family(pid):
    """All processes that descend from this one."""
    found = []
    for file in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, file.read_text().split()):
            found += [child, *family(child)]
    return found


def runs(pid):
    """Whether there is such a process, and it is not a dead one that nobody has buried."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def ended(pids, seconds=10.0):
    """Whether all of them end within that time."""
    deadline = time.monotonic() + seconds
    while any(map(runs, pids)):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def when_copied(pid, act):
    """Act as soon as a kernel has a child beside the examiner; ``act`` is told of all of them."""

    def watch():
        deadline = time.monotonic() + SECONDS
        while len(found := family(pid)) < 2 and time.monotonic() < deadline:
            time.sleep(0.02)
        act(found)

    threading.Thread(target=watch, daemon=True).start()


@pytest.fixture
def processes():
    """Looking at processes from outside."""
    return {"family": family, "ended": ended, "when_copied": when_copied}
