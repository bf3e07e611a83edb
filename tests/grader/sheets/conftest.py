"""A sheet in a folder, to be changed and loaded."""

import sys

import pytest

from tests.grader.sheets.two_questions import PACKAGE, QUESTION
from tests.grader.sheets.written_sheet import written_sheet


@pytest.fixture
def _imports_as_before(tmp_path):
    """Loading a folder extends the path and imports its packages; both are undone."""
    path = list(sys.path)
    yield
    sys.path[:] = path
    for name, module in list(sys.modules.items()):
        if str(tmp_path) in (getattr(module, "__file__", None) or ""):
            del sys.modules[name]


@pytest.fixture
def sheet_with(tmp_path, _imports_as_before):
    """Write a sheet of one question whose package has these lines, too; its folder."""

    def write(*lines, name="a_set_sheet"):
        return written_sheet(tmp_path / name, *lines)

    return write


@pytest.fixture
def write(tmp_path):
    """Write a sheet's folder: names and texts of its modules."""

    def written(name="a_sheet_of_mine", package=PACKAGE, **modules):
        folder = tmp_path / name
        folder.mkdir(parents=True)
        (folder / "__init__.py").write_text(package, encoding="utf-8")
        usual = {"first": QUESTION.format(id="1"), "second": QUESTION.format(id="2")}
        for module, text in {**usual, **modules}.items():
            (folder / f"{module}.py").write_text(text, encoding="utf-8")
        return folder

    return written
