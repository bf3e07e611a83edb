"""Whatever functions do when a check calls them, the notebook goes on as if they had not."""

import sys

import pytest

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="kernels are forked")


@pytest.mark.parametrize(
    ("body", "found"),
    [
        pytest.param("while True: pass", "timed out", marks=pytest.mark.slow),
        ("import sys; sys.exit(3)", "raised SystemExit"),
        ("import os; os._exit(3)", "exit status 3"),
        ("import os; os.kill(os.getpid(), 9)", "signal 9"),
        ("exit()", "exit() ends the whole program"),  # IPython's own asks the notebook to end
        (
            "import contextlib, os\n    with contextlib.suppress(OSError): os.close(0)\n"
            "    raise KeyboardInterrupt",
            "raised KeyboardInterrupt",
        ),
        ("return input('how much? ')", "raised EOFError"),
    ],
)
def test_the_kernel_survives_a_function_that_does_not_return(notebook, body, found, right):
    """It costs its own points, and what was defined before is there."""
    notebook.run(right + f"def double(x):\n    {body}")
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


def test_a_check_leaves_no_trace_in_the_notebook(notebook, right):
    """Neither output nor state: what a call changes, it changes in a copy."""
    notebook.run("import warnings, sys\nfrom IPython.display import display\nseen = []")
    notebook.run(
        right + "def average(values):\n"
        "    seen.append(1); print('here'); display('there'); sys.stderr.write('and here')\n"
        "    sys.stdout.flush(); warnings.warn('careful'); np.array([1.0]) / 0\n"
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


def test_nothing_of_the_sheet_gets_into_the_kernel(notebook, right):
    """What a student's process never holds, it cannot give away."""
    notebook.run(right)
    notebook.check()
    loaded = notebook.value("[name.partition('.')[0] for name in __import__('sys').modules]")
    assert not {"doubling", "reference", "exercises", "hypothesis"} & set(loaded)
    assert "numpy" in loaded
