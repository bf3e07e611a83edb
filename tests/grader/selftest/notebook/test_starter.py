"""The starter notebook, run from top to bottom as a student would who has just opened it."""

import nbformat
import pytest

from grader.sheets.starter import write_starter


@pytest.mark.slow
def test_an_untouched_starter_runs_without_an_error(kernel, tmp_path):
    """Each check says what is still to be written, and the next cell runs."""
    from grader.sheets.sheet import load_sheet

    file = write_starter(load_sheet("sheet3"), tmp_path, notebook=True)
    started = kernel()
    checks = []
    for cell in nbformat.read(file, as_version=4).cells:
        if cell.cell_type == "code" and cell.id != "check-all":
            outputs = started.run(cell.source)
            assert [each for each in outputs if each.output_type != "execute_result"] == []
            checks += outputs
    assert len(checks) == 16
    assert all("not implemented yet" in each.data["text/html"] for each in checks)
