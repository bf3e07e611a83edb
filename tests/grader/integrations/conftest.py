"""A warm grader for the toy sheet, kept for all tests of this folder."""

import pytest

from grader import Grader
from grader.sheets.sheet import load_sheet
from tests.toys.copied import copied
from tests.toys.written import write_examples


@pytest.fixture(scope="package")
def warm(toy):
    """Two examiners, under the isolation that every machine has; no search, which takes time."""
    with Grader(toy.folder, jobs=2, isolation="limits", budget=0) as grader:
        yield grader


@pytest.fixture(scope="package")
def doubtful(tmp_path_factory):
    """The toy sheet with a property that breaks, by its own mistake, over whoever triples."""
    folder = copied(tmp_path_factory.mktemp("sheets") / "doubtful")
    file = folder / "doubling.py"
    judged = "    assert_close(student.double(x), model.double(x))\n"
    breaks = "    if student.double(x)[0] == 3 * x[0] != 0:\n        raise RuntimeError('ours')\n"
    file.write_text(file.read_text().replace(judged, breaks + judged, 1))
    sheet = load_sheet(str(folder))
    write_examples(sheet)
    return sheet
