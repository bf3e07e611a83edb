"""What objects print, and arguments by name, in a kernel: as the command line marks them."""

import sys
from contextlib import nullcontext

import pytest

from grader.sandbox.processes import launch
from tests.grader.examine.sheet_of_reports import MODEL, QUESTION, WRONG
from tests.grader.selftest.notebook.test_verdicts import by_command_line, verdicts
from tests.grader.sheets.frozen_sheet import frozen_sheet

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="kernels are forked")


@pytest.fixture(scope="module")
def folder(tmp_path_factory, few_candidates):
    """Where the sheet lies, frozen."""
    place = tmp_path_factory.mktemp("reports") / "a_sheet_of_reports_for_notebooks"
    with frozen_sheet(place, QUESTION, MODEL) as frozen:
        yield str(frozen.folder)


@pytest.mark.parametrize("source", [MODEL, WRONG], ids=["right", "wrong"])
def test_objects_that_print_are_marked_as_by_the_command_line(
    notebook, launched, folder, source, tmp_path, monkeypatch
):
    """Down to the words."""
    monkeypatch.setattr(launch, "launcher", lambda *_: nullcontext(launched))
    notebook.run(source)
    expected = by_command_line(source, tmp_path, folder)
    found = notebook.value(f"check(sheet={folder!r}, budget=0).report")
    assert verdicts(found) == verdicts(expected)
    assert (found["earned"] == found["possible"]) is (source is MODEL)
