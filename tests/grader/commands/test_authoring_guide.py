"""What docs/authoring.md shows is true: its questions are a sheet that can be handed out."""

import re
from pathlib import Path

import pytest

from grader.authoring import field
from tests.grader.sheets.conftest import _imports_as_before  # noqa: F401 - a fixture

GUIDE = (Path(__file__).resolve().parents[3] / "docs" / "authoring.md").read_text("utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```", GUIDE, re.DOTALL)
PACKAGE = '"""A guide."""\n\nTITLE = "Guide"\nQUESTIONS = {names}\nPACKAGES = ("numpy",)\n'
pytestmark = pytest.mark.usefixtures("_imports_as_before")


@pytest.fixture
def guide(tmp_path):
    """The questions of the guide, as a sheet."""
    folder = tmp_path / "sheet_of_the_guide"
    folder.mkdir()
    questions = {f"question_{number}": block for number, block in enumerate(BLOCKS)}
    (folder / "__init__.py").write_text(PACKAGE.format(names=tuple(questions)))
    for name, block in questions.items():
        (folder / f"{name}.py").write_text(block, "utf-8")
    return folder


def test_the_questions_of_the_guide_are_as_they_should_be(grader, guide):
    """By the command that the guide names for it."""
    result = grader("try", "--sheet", guide)
    assert result.exit_code == 0, result.output
    assert "mistake  the sum was divided by one too few" in result.output
    assert "mistake  the amount was not taken off" in result.output
    assert "mistake  both sides of each strip are asked anew" in result.output


def test_students_begin_with_its_signature_and_docstring(grader, guide, tmp_path):
    """As the guide says."""
    assert grader("start", "begun", "--sheet", guide).exit_code == 0
    text = (tmp_path / "begun" / "submission.py").read_text("utf-8")
    assert "def mean(values: list[float]) -> float:\n" in text
    assert '    """The mean of ``values``, which are at least one."""\n' in text
    assert "sum(values)" not in text


def test_the_templates_of_the_guide_are_those_that_there_are():
    """Each is described."""
    from grader.sheets.new_sheet.write import template_names

    (told,) = re.findall(r"`--from` from another template:(.*?)\n\n", GUIDE, re.DOTALL)
    assert all(f"`{name}` (" in told for name in template_names())


def test_the_sentence_about_a_missing_entry_is_the_one_that_is_said():
    """It stands in the guide as a student reads it."""
    with pytest.raises(AssertionError) as failure:
        field({"m": 1, "b": 2}, "slope")
    assert f'"{failure.value}"' in GUIDE
