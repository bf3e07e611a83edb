"""What a check in a real kernel says: what the command line says of the same functions."""

import json
import sys
from contextlib import nullcontext
from pathlib import Path

import pytest
from click.testing import CliRunner

from grader.cli import main
from grader.sandbox.processes import launch

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="kernels are forked")

SUBMISSION = Path(__file__).resolve().parents[3] / "submissions" / "right.py"
BODIES = {
    "right": "",
    "wrong": "def double(x): return 3 * x",
    "raises": "def average(values): return values.nothing",
    "changes its argument": "def double(x):\n    x *= 2\n    return x",
    "is missing": "del average",
    "is no function": "average = 3",
    "is not written": "def average(values): raise NotImplementedError('later')",
    "returns a set": "def double(x): return {1}",
}


def by_command_line(source, folder, sheet, *more):
    """The report of ``grader check`` on a file."""
    file = folder / "submission.py"
    file.write_text(source)
    words = ["check", str(file), "--sheet", sheet, "--budget", "0", "--json", "-", *more]
    return json.loads(CliRunner().invoke(main, words).stdout)


def verdicts(report):
    """What was concluded, but for the places, which are named in another way."""
    return [
        {key: value for key, value in verdict.items() if key not in ("line", "cell")}
        for question in report["questions"]
        for verdict in question["verdicts"]
    ]


def test_the_verdicts_are_those_of_the_command_line(
    notebook, right, launched, tmp_path, monkeypatch
):
    """The same properties on the same examples, down to the words."""
    monkeypatch.setattr(launch, "launcher", lambda *_: nullcontext(launched))
    for body, more in BODIES.items():
        source = right + more
        notebook.run(source)
        expected = by_command_line(source, tmp_path, notebook.sheet)
        found = notebook.report()
        assert found["corpus"] == expected["corpus"]
        assert verdicts(found) == verdicts(expected), body


MISTAKE = "def softmax_jacobian(c): return np.outer(softmax(c), softmax(c)) - np.diag(softmax(c))"


@pytest.mark.slow
@pytest.mark.parametrize("mistake", ["", MISTAKE])
def test_so_are_those_of_a_real_sheet(notebook, tmp_path, mistake):
    """With arrays and symbols, and with the mistake named that explains the answers."""
    source = f"{SUBMISSION.read_text(encoding='utf-8')}\n{mistake}\n"
    expected = by_command_line(source, tmp_path, "sheet3", "--only", "2b")
    notebook.run(source)
    found = notebook.value("check('2b', sheet='sheet3', budget=0).report")
    assert verdicts(found) == verdicts(expected)
    assert found["earned"] == (3 if mistake else 7)
    assert ("all signs are turned" in str(found)) == bool(mistake)


def test_a_check_shows_a_table_and_has_a_text(notebook, right):
    """Both say what was examined, and what that does not promise."""
    notebook.run(right + BODIES["wrong"])
    notebook.run("import grader.selftest.notebook.check as _c; _c._noted.clear()")
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


def test_what_a_check_is_worth_is_said_once_in_a_session(notebook, right):
    """Below the first check; below the others it would be passed over, and hide the rest."""
    notebook.run(f"{right}\nimport grader.selftest.notebook.check as _c; _c._noted.clear()")
    first, second = notebook.check("a"), notebook.check("b")
    for form in ("text/html", "text/plain"):
        assert "public examples" in first[form]
        assert "public examples" not in second[form]
        assert "5 of 5 points" in second[form]


def test_a_place_is_named_by_the_number_beside_its_cell(notebook):
    """The browser shows no other; the line is counted within the cell."""
    notebook.run("def average(values):\n    return (\n        inner(values))")
    notebook.run("import numpy as np\ndef inner(values):\n    return values.nothing")
    number = notebook.client.nb.cells[-1].execution_count
    shown = notebook.check("b")
    for form in ("text/html", "text/plain"):
        assert f"cell {number}, line 3" in shown[form]
        assert "in brackets beside it" in shown[form]


def test_what_a_function_says_is_escaped(notebook, right):
    """It would otherwise be part of the page."""
    notebook.run(right + "def average(values): raise KeyError('<img src=x onerror=alert(1)>')")
    shown = notebook.check("b")
    assert "<img" not in shown["text/html"]
    assert "&lt;img" in shown["text/html"]
    assert "<img" in shown["text/plain"]


def test_what_a_function_prints_and_warns_of_is_told(notebook, right):
    """With the cell and the line, and with a call that can be tried in the next cell."""
    body = "import numpy as np\ndef double(x):\n    print('<b>', x)\n    np.exp(1e3)\n"
    notebook.run(right)
    notebook.run(body + "    return 2 * x")
    number = notebook.client.nb.cells[-1].execution_count
    shown = notebook.check()
    text, page = shown["text/plain"], shown["text/html"]
    assert f"Warning in double, cell {number}, line 4: overflow in exp\n    double(" in text
    assert "double printed, on " in text
    assert "    <b> [" in text
    assert "    &lt;b&gt; [" in page


@pytest.mark.parametrize("call", ["exit()", "quit()", "sys.exit()"])
def test_a_call_that_ends_the_program_is_called_by_its_name(notebook, right, call):
    """A notebook's own exit() returns nothing, and the kernel ends later; a file ends at once."""
    notebook.run(f"import sys\n{right}\ndef double(x):\n    {call}\n")
    assert f"{call} ends the whole program: take the call out" in notebook.check("a")["text/plain"]
    assert notebook.value("3") == 3


def test_a_question_that_there_is_not_is_refused_in_a_sentence(notebook):
    """Without a traceback, which would hide it."""
    shown = notebook.check("7z")
    assert shown["text/plain"] == "there is no question '7z'. Choose from: a, b."
    assert "Choose from: a, b." in shown["text/html"]
    (output,) = notebook.run("check('a', sheet='/no/such/<sheet>')")
    assert "&lt;sheet&gt;" in output.data["text/html"]
