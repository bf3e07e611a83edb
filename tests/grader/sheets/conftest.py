"""A sheet in a folder, to be changed and loaded."""

import sys

import pytest

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
