"""``grader freeze`` grades the model answers as a student's before it writes anything."""

import pytest

from grader.sheets.choosing.wrong_answers import FILE_NAME
from tests.toys.copied import copied

ANSWERS = '''"""The model answers."""

import numpy as np

{imports}

__all__ = ["average", "double"]


def double(x):
    """Twice each number; raises ValueError for an empty array."""
    if not x.size:
        raise ValueError("nothing to double; give at least one number")
    return 2 * x


def average(values):
    """The mean of a list of numbers."""
    {body}
'''
RIGHT = "return float(np.mean(values))"
pytestmark = pytest.mark.usefixtures("few_candidates")
MADE = iter(range(100))


@pytest.fixture
def own(tmp_path):
    """A copy of the toy sheet with another model answer; each has a name of its own."""

    def write(body=RIGHT, imports=""):
        folder = copied(tmp_path / f"frozen_{next(MADE)}")
        (folder / "model.py").write_text(ANSWERS.format(body=body, imports=imports))
        return folder

    return write


def files(folder):
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}


def refused(grader, folder, *options):
    """What is said where a sheet is not frozen; nothing of it is written."""
    before = files(folder)
    result = grader("freeze", *options, "--sheet", folder)
    assert result.exit_code == 2, result.output
    assert files(folder) == before
    return result.stderr


NEEDS_MORE = "import click; return float(np.mean(values))"  # which no submission may import


@pytest.mark.slow
def test_a_model_that_needs_what_no_student_has_is_refused(grader, own):
    """Here it can be imported, so every property holds of the model here."""
    said = refused(grader, own(NEEDS_MORE))
    assert "b/test_averages: the model gets 0 of 3: raised ModuleNotFoundError" in said
    assert "for average([" in said
    assert said.endswith("Nothing was written.\n")


@pytest.mark.slow
def test_the_author_is_told_all_of_it_whatever_students_are_told(grader, own):
    """What should have come back, on a sheet that keeps that back."""
    here = "import sys; return float(np.mean(values)) + ('hypothesis' not in sys.modules)"
    folder = own(here)
    package = folder / "__init__.py"
    package.write_text(package.read_text() + 'FEEDBACK = "law"\n')
    said = refused(grader, folder)
    assert "b/test_averages: the model gets 0 of 3: returned " in said
    assert ", should be " in said


@pytest.mark.slow
def test_a_module_of_the_model_that_cannot_be_imported_is_named(grader, own):
    """Its functions are missing then, and the reason is told."""
    said = refused(grader, own(imports="import click"))
    assert "a/test_doubles: the model gets 0 of 2: there is no function called double" in said
    assert "click" in said


@pytest.mark.slow
def test_a_model_answers_with_the_modules_beside_it(grader, own):
    """Imported by a full name and by a dot, within a function and at the top."""
    body = "from .parts.mean import mean; return mean(values)"
    folder = own(body, imports="from . import whole")
    (folder / "whole.py").write_text(f"import {folder.name}.parts.number as number\n")
    (folder / "parts").mkdir()
    (folder / "parts" / "__init__.py").touch()
    (folder / "parts" / "number.py").write_text("NUMBER = 1\n")
    (folder / "parts" / "mean.py").write_text(
        "from ..whole import number\n\n\ndef mean(values):\n"
        "    return sum(values) / len(values) * number.NUMBER\n"
    )
    result = grader("freeze", "--sheet", folder)
    assert result.exit_code == 0, result.output
    assert {"corpus.bin", "transcript.bin"} <= set(files(folder))


def apart(folder):
    """Move the model out of the sheet, so that a corpus outlives a change of it; its file."""
    name = f"answers_of_{folder.name}"
    model = (folder / "model.py").rename(folder.parent / f"{name}.py")
    for file in folder.glob("*.py"):
        said = file.read_text().replace(
            f"from {folder.name} import model", f"import {name} as model"
        )
        file.write_text(said.replace(f"{folder.name}.model", name))
    return model


def test_answers_are_recorded_of_no_model_that_loses_points(grader, own):
    """What was recorded before is kept."""
    folder = own()
    model = apart(folder)
    assert grader("freeze", "--sheet", folder).exit_code == 0
    model.write_text(model.read_text().replace(RIGHT, NEEDS_MORE))
    assert "b/test_averages: the model gets 0 of 3" in refused(grader, folder, "--answers-only")
    assert grader("freeze", "--answers-only", "--sheet", folder).exit_code == 2


@pytest.mark.slow
def test_rare_mutants_are_as_before_where_the_model_is_refused(grader, own):
    """The list lies beside the corpus, and is one of what is written."""
    folder = own(NEEDS_MORE)
    (folder / FILE_NAME).write_text("[]\n")
    refused(grader, folder, "--rare-mutants")
    assert (folder / FILE_NAME).read_text() == "[]\n"
