"""
``check`` in a real Jupyter kernel.

The functions live in the kernel, with whatever they need from other cells; whatever they do when
they are called, the notebook goes on as if they had not been.
"""

import json
import os
import signal
import sys
import threading
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from grader.cli import main

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="kernels are forked")

RIGHT = """
import numpy as np
def double(x):
    if not x.size:
        raise ValueError("nothing to double")
    return 2 * x
def average(values):
    return sum(values) / len(values)
"""
BODIES = {
    "right": RIGHT,
    "wrong": RIGHT + "def double(x): return 3 * x",
    "raises": RIGHT + "def average(values): return values.nothing",
    "changes its argument": RIGHT + "def double(x):\n    x *= 2\n    return x",
    "is missing": RIGHT.partition("def average")[0],
    "is no function": RIGHT + "average = 3",
    "is not written": RIGHT + "def average(values): raise NotImplementedError('later')",
    "returns a set": RIGHT + "def double(x): return {1}",
}


def by_command_line(source, folder, sheet):
    """The report of ``grader check`` on a file."""
    file = folder / "submission.py"
    file.write_text(source)
    words = ["check", str(file), "--sheet", sheet, "--budget", "0", "--json", "-"]
    return json.loads(CliRunner().invoke(main, words).stdout)


def verdicts(report):
    """What was concluded, but for the places, which are named in another way."""
    return [
        {key: value for key, value in verdict.items() if key not in ("line", "cell")}
        for question in report["questions"]
        for verdict in question["verdicts"]
    ]


def test_the_verdicts_are_those_of_the_command_line(notebook, tmp_path):
    """The same properties on the same examples, down to the words."""
    for body, source in BODIES.items():
        notebook.run(f"for _n in ('double', 'average'): globals().pop(_n, None)\n{source}")
        expected = by_command_line(source, tmp_path, notebook.sheet)
        found = notebook.report()
        assert found["corpus"] == expected["corpus"]
        assert verdicts(found) == verdicts(expected), body


def test_a_check_shows_a_table_and_has_a_text(notebook):
    """Both say what was examined, and what that does not promise."""
    notebook.run(BODIES["wrong"])
    shown = notebook.check("a")
    for form in ("text/html", "text/plain"):
        assert "Doubling" in shown[form]
        assert "Averaging" not in shown[form]
        assert "Every number is doubled." in shown[form]
        assert "public examples" in shown[form]
        assert "other examples" in shown[form]
    assert shown["text/html"].count("<table") == 1
    assert "Averaging" in notebook.check("a", "b")["text/html"]
    assert "of 9 points" in notebook.check()["text/plain"]


def test_a_place_is_named_by_the_number_beside_its_cell(notebook):
    """The browser shows no other; the line is counted within the cell."""
    notebook.run("def average(values):\n    return (\n        inner(values))")
    notebook.run("import numpy as np\ndef inner(values):\n    return values.nothing")
    number = notebook.client.nb.cells[-1].execution_count
    shown = notebook.check("b")
    for form in ("text/html", "text/plain"):
        assert f"cell {number}, line 3" in shown[form]
        assert "in brackets beside it" in shown[form]


def test_what_a_function_says_is_escaped(notebook):
    """It would otherwise be part of the page."""
    notebook.run(RIGHT + "def average(values): raise KeyError('<img src=x onerror=alert(1)>')")
    shown = notebook.check("b")
    assert "<img" not in shown["text/html"]
    assert "&lt;img" in shown["text/html"]
    assert "<img" in shown["text/plain"]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("while True: pass", "timed out"),
        ("import sys; sys.exit(3)", "raised SystemExit"),
        ("import os; os._exit(3)", "exit status 3"),
        ("import os; os.kill(os.getpid(), 9)", "signal 9"),
        ("exit()", "wrong"),  # IPython's own asks the notebook to end, and returns
        ("import os; os.close(0); raise KeyboardInterrupt", "raised KeyboardInterrupt"),
        ("return input('how much? ')", "raised EOFError"),
    ],
)
def test_the_kernel_survives_a_function_that_does_not_return(notebook, body, found):
    """It costs its own points, and what was defined before is there."""
    notebook.run(RIGHT + f"def double(x):\n    {body}")
    notebook.run("kept = 7")
    shown = notebook.check()
    assert found in shown["text/plain"]
    assert "Averaging     5/5  all right" in shown["text/plain"]
    assert notebook.value("[kept, average([1, 3])]") == [7, 2]


def test_functions_have_what_other_cells_define(notebook):
    """Globals of other cells, closures, lambdas and instances: nothing has to be in one place."""
    notebook.run("FACTOR = 2\nimport numpy as np")
    notebook.run(
        "class Doubler:\n    def __call__(self, x):\n        if not x.size:\n"
        "            raise ValueError\n        return FACTOR * x\ndouble = Doubler()"
    )
    notebook.run("def made(count):\n    return lambda values: sum(values) / count(values)")
    notebook.run("average = made(len)")
    assert notebook.report()["earned"] == 9
    notebook.run("FACTOR = 3")
    assert notebook.report("a")["earned"] == 0


def test_a_check_leaves_no_trace_in_the_notebook(notebook):
    """Neither output nor state: what a call changes, it changes in a copy."""
    notebook.run("import warnings, sys\nfrom IPython.display import display\nseen = []")
    notebook.run(
        RIGHT + "def average(values):\n"
        "    seen.append(1); print('here'); display('there'); sys.stderr.write('and here')\n"
        "    sys.stdout.flush(); warnings.warn('careful'); np.array([1.0]) / 0\n"
        "    open('left behind', 'w')\n"
        "    return sum(values) / len(values)"
    )
    notebook.run("import os, random; _before = set(globals())")
    state = "[random.getstate(), np.random.get_state()[1].tolist(), os.getcwd(), os.listdir()]"
    before = notebook.value(state)
    assert "5/5" in notebook.check("b")["text/plain"]
    assert notebook.value("seen") == []
    assert notebook.value(state) == before
    new = notebook.value("sorted(set(globals()) - _before)")
    assert [name for name in new if not name.startswith("_")] == []


def test_nothing_of_the_sheet_gets_into_the_kernel(notebook):
    """What a student's process never holds, it cannot give away."""
    notebook.run(RIGHT)
    notebook.check()
    loaded = notebook.value("[name.partition('.')[0] for name in __import__('sys').modules]")
    assert not {"doubling", "reference", "exercises", "hypothesis"} & set(loaded)
    assert "numpy" in loaded


def test_a_function_that_hangs_can_be_interrupted(notebook, processes):
    """By the button; what was running is gone, and the next check is made."""
    notebook.run(RIGHT + "def double(x):\n    while True: pass")
    timer = threading.Timer(1.0, lambda: os.kill(notebook.pid, signal.SIGINT))
    timer.start()
    began = time.monotonic()
    (output,) = notebook.run(f"check('a', sheet={notebook.sheet!r})")
    assert output.ename == "KeyboardInterrupt"
    assert time.monotonic() - began < 15
    assert len(processes["family"](notebook.pid)) == 1  # the examiner of the next check
    notebook.run(RIGHT)
    assert notebook.report()["earned"] == 9


def test_processes_of_the_notebook_are_its_own(notebook):
    """A check ends what it started, and nothing else."""
    notebook.run("import subprocess, sys, multiprocessing\n" + RIGHT)
    notebook.run("mine = subprocess.Popen([sys.executable, '-c', 'input()'], stdin=-1)")
    assert notebook.report()["earned"] == 9
    assert notebook.value("mine.poll()") is None
    notebook.run("mine.stdin.close()")
    assert notebook.value("mine.wait()") == 1


def test_what_a_function_starts_ends_with_it(notebook, processes):
    """A process of its own would otherwise be there for as long as the machine."""
    notebook.run(
        "import subprocess\n" + RIGHT + "def average(values):\n"
        "    subprocess.Popen(['sleep', '300'])\n    return sum(values) / len(values)"
    )
    before = set(processes["family"](1))
    notebook.check("b")
    left = [pid for pid in set(processes["family"](1)) - before if sleeps(pid)]
    assert processes["ended"](left, 5.0)


def sleeps(pid):
    """Whether this is the process that the function above starts."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes() == b"sleep\x00300\x00"
    except FileNotFoundError:
        return False


def test_a_question_that_there_is_not_is_refused_in_a_sentence(notebook):
    """Without a traceback, which would hide it."""
    shown = notebook.check("7z")
    assert shown["text/plain"] == "there is no question '7z'. Choose from: a, b."
    assert "Choose from: a, b." in shown["text/html"]
    (output,) = notebook.run("check('a', sheet='/no/such/<sheet>')")
    assert "&lt;sheet&gt;" in output.data["text/html"]


def test_no_process_is_left_when_the_kernel_is_shut_down(kernel, processes):
    """However it ends."""
    for end in ("shut down", "killed"):
        started = kernel()
        started.run("from grader import check\n" + RIGHT)
        started.check("a")
        left = [started.pid, *processes["family"](started.pid)]
        assert len(left) >= 2
        if end == "killed":
            os.kill(started.pid, signal.SIGKILL)
        else:
            started.client.kc.shutdown()
        assert processes["ended"](left), end


def test_no_process_is_left_when_the_kernel_is_killed_during_a_check(kernel, processes):
    """Not even one that hangs."""
    started = kernel()
    started.run("from grader import check\n" + RIGHT + "def double(x):\n    while True: pass")
    left = []

    def kill():
        left.extend([started.pid, *processes["family"](started.pid)])
        os.kill(started.pid, signal.SIGKILL)

    timer = threading.Timer(2.0, kill)
    timer.start()
    with pytest.raises(Exception, match="died"):
        started.run(f"check('a', sheet={started.sheet!r})")
    assert len(left) == 3  # with the examiner and a copy
    assert processes["ended"](left)


def test_the_magics_check_a_line_and_a_cell(kernel):
    """``%%grade`` runs its cell first, and says nothing more where that fails."""
    started = kernel()
    assert started.run("%load_ext grader") == []
    (output,) = started.run(
        "%%grade 2a\nimport numpy as np\ndef softmax(c):\n    return c * np.nan"
    )
    assert "NaN" in output.data["text/plain"]
    (again,) = started.run("%grade 2a")
    assert again.data == output.data
    (failed,) = started.run("%%grade 2a\n1 / 0")
    assert failed.ename == "ZeroDivisionError"
