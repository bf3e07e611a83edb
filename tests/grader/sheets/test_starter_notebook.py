"""
The notebook that ``grader start --notebook`` writes.

It is worth what the starter file is worth, nothing, and says so kindly: no cell of it is
reported as failed, neither in the notebook nor when it is handed in as it is.
"""

import json
import re

import nbformat
import pytest
from click.testing import CliRunner

from grader.cli import main
from grader.errors import BadSheet
from grader.sheets.derived.starter import SOURCE
from grader.sheets.sheet import load_sheet
from grader.sheets.starter_notebook import FORMULAS, notebook_text


def run(*words):
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture(scope="module")
def sheet():
    """The registered sheet."""
    return load_sheet("sheet3")


@pytest.fixture
def text(sheet):
    """Its starter notebook."""
    return notebook_text(sheet, (sheet.folder / SOURCE).read_text(encoding="utf-8"))


@pytest.fixture
def sources(text):
    """Its cells, by their ids."""
    return {cell.id: cell.source for cell in nbformat.reads(text, as_version=4).cells}


def test_it_is_a_valid_notebook(text):
    """Also by nbformat's own measure, and as it stands: JupyterLab would ask to repair it."""
    written = json.loads(text)
    nbformat.validate(written, relax_add_props=False)
    assert (written["nbformat"], written["nbformat_minor"]) == (4, 5)
    assert written["metadata"]["kernelspec"]["name"] == "python3"


def test_it_is_the_same_every_time(sheet, text):
    """Ids that were drawn would make two students' notebooks differ where nobody changed them."""
    assert notebook_text(sheet, (sheet.folder / SOURCE).read_text(encoding="utf-8")) == text


def test_each_question_has_its_text_its_functions_and_a_check(sheet, sources):
    """In this order; a function of two questions stands with the first."""
    order = list(sources)
    seen = set()
    for question in sheet.questions:
        first, last = order.index(f"question-{question.id}"), order.index(f"check-{question.id}")
        assert question.text in sources[order[first]]
        assert question.title in sources[order[first]]
        expected = [f"function-{name}" for name in question.functions if name not in seen]
        assert order[first + 1 : last] == expected
        assert sources[order[last]] == f'check("{question.id}")'
        seen.update(question.functions)
    assert "ANSWERS = {}" in sources.values()


def test_a_function_is_the_starter_files(sheet, sources):
    """To the letter, so that neither has to be kept in step with the other."""
    source = (sheet.folder / SOURCE).read_text(encoding="utf-8")
    functions = [text for name, text in sources.items() if name.startswith("function-")]
    assert len(functions) == len(re.findall(r"(?m)^def ", source))
    assert all(f"\n{text}\n" in source for text in functions)
    assert all("noqa" not in text for text in sources.values())


def test_formulas_are_marked_as_such(sources):
    """What opens is closed; MathJax shows the rest of the page as a formula otherwise."""
    shown = [text for text in sources.values() if "$" in text]
    assert len(shown) >= 10
    for text in shown:
        assert text.count("$$") % 2 == 0
        assert text.replace("$$", "").count("$") % 2 == 0
        assert text.count("{") == text.count("}")


def test_formulas_for_no_question_are_refused(toy, tmp_path, monkeypatch):
    """They would silently be nowhere."""
    file = toy.folder / FORMULAS
    source = (toy.folder / SOURCE).read_text(encoding="utf-8")
    try:
        file.write_text("z = '$x$'")
        with pytest.raises(BadSheet, match="formulas for z, which is no question"):
            notebook_text(toy, source)
        file.write_text("a = ")
        with pytest.raises(BadSheet, match="cannot be read"):
            notebook_text(toy, source)
        file.write_text("a = '$2x$'")
        assert "$2x$" in notebook_text(toy, source)
    finally:
        file.unlink()


def test_handed_in_as_it_is_it_earns_nothing_and_nothing_fails(toy, tmp_path):
    """Like the starter file: the same marks, in the same words."""
    reports = []
    for option, name in (([], "submission.py"), (["--notebook"], "submission.ipynb")):
        assert run("start", tmp_path, "--sheet", toy.folder, *option).exit_code == 0
        words = ["check", tmp_path / name, "--sheet", toy.folder, "--json", "-"]
        reports.append(json.loads(run(*words).stdout))
    file, notebook = reports
    assert notebook["loading"] == notebook["remarks"] == notebook["warnings"] == []
    assert (notebook["earned"], notebook["open"]) == (0, 0)
    for one, other in zip(file["questions"], notebook["questions"], strict=True):
        for left, right in zip(one["verdicts"], other["verdicts"], strict=True):
            assert left["message"] == right["message"] == "not implemented yet"
            assert left["outcome"] == right["outcome"]


def test_filled_in_it_earns_what_the_file_earns(toy, tmp_path):
    """Each function in its own cell, beside the checks that are still in it."""
    run("start", tmp_path, "--sheet", toy.folder, "--notebook")
    file = tmp_path / "submission.ipynb"
    notebook = nbformat.read(file, as_version=4)
    for cell in notebook.cells:
        if cell.id == "function-average":
            cell.source = "def average(values):\n    return sum(values) / len(values)"
    nbformat.write(notebook, file)
    result = run("check", file, "--sheet", toy.folder)
    assert "5/5" in result.output
    assert "0/4" in result.output


def test_it_never_overwrites(toy, tmp_path):
    """A notebook holds more hours of work than a file."""
    (tmp_path / "submission.ipynb").write_text("mine")
    result = run("start", tmp_path, "--sheet", toy.folder, "--notebook")
    assert result.exit_code == 2
    assert "is there already" in result.stderr
    assert (tmp_path / "submission.ipynb").read_text() == "mine"
