"""A sheet in a folder, to be changed and loaded."""

import sys

import pytest

from tests.grader.sheets.written_sheet import written_sheet


@pytest.fixture
def _imports_as_before():
    """Loading a folder extends the path and imports packages; both are undone."""
    path, modules = list(sys.path), set(sys.modules)
    yield
    sys.path[:] = path
    for name in set(sys.modules) - modules:
        del sys.modules[name]


@pytest.fixture
def sheet_with(tmp_path, _imports_as_before):
    """Write a sheet of one question whose package has these lines, too; its folder."""

    def write(*lines, name="a_set_sheet"):
        return written_sheet(tmp_path / name, *lines)

    return write
