"""What docs/authoring.md shows is true: its questions are a sheet that can be handed out."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from grader.authoring import field
from grader.sheets.record import PUBLIC_SEED, recorded
from grader.sheets.sheet import load_sheet
from tests.grader.sheets.conftest import _imports_as_before  # noqa: F401 - a fixture

GUIDE = (Path(__file__).resolve().parents[3] / "docs" / "authoring.md").read_text("utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```", GUIDE, re.DOTALL)
PACKAGE = '"""A guide."""\n\nTITLE = "Guide"\nQUESTIONS = {names}\nPACKAGES = {packages}\n'
SHELL = GUIDE.partition("```sh\n")[2].partition("```")[0]
COMMANDS = re.findall(r"^(?:grader|mkdir|cp) [^#\n]*", SHELL, re.MULTILINE)
FIRST = 3  # blocks that need NumPy alone
pytestmark = pytest.mark.usefixtures("_imports_as_before")


def written(folder, blocks, packages=("numpy",)):
    """The folder of a sheet with these questions of the guide."""
    folder.mkdir()
    questions = {f"question_{number}": block for number, block in enumerate(blocks)}
    text = PACKAGE.format(names=tuple(questions), packages=packages)
    (folder / "__init__.py").write_text(text)
    for name, block in questions.items():
        (folder / f"{name}.py").write_text(block, "utf-8")
    return folder


@pytest.fixture
def guide(tmp_path):
    """The first questions of the guide, as a sheet."""
    return written(tmp_path / "sheet_of_the_guide", BLOCKS[:FIRST])


@pytest.fixture
def recipes(tmp_path):
    """The others, which need more packages."""
    for name in ("pandas", "matplotlib"):
        pytest.importorskip(name, reason=f"the guide has a recipe for {name}, which is optional")
    packages = ("numpy", "sympy", "pandas", "matplotlib")
    return written(tmp_path / "sheet_of_recipes", BLOCKS[FIRST:], packages)


@pytest.mark.slow
def test_the_questions_of_the_guide_are_as_they_should_be(grader, guide, few_candidates):
    """By the command that the guide names for it."""
    result = grader("try", "--sheet", guide)
    assert result.exit_code == 0, result.output
    assert "mistake  the sum was divided by one too few" in result.output
    assert "mistake  the amount was not taken off" in result.output
    assert "mistake  both sides of each strip are asked anew" in result.output


def test_the_recipes_hold_of_their_own_models(recipes):
    """Each is a question that can be loaded, and drawn from."""
    sheet = load_sheet(str(recipes))
    assert len(sheet.questions) == len(BLOCKS) - FIRST
    assert recorded(sheet, PUBLIC_SEED, lambda _: None, count=6)


@pytest.mark.slow
def test_the_recipes_are_as_they_should_be(grader, recipes, few_candidates):
    """By the command that the guide names; each of their mistakes is told by its name."""
    result = grader("try", "--sheet", recipes)
    assert result.exit_code == 0, result.output
    assert "not told by name" not in result.output
    assert result.output.count("  mistake  ") >= len(BLOCKS) - FIRST


@pytest.mark.slow
def test_ten_minutes_lead_from_nothing_to_a_marked_class(tmp_path):
    """The commands, as they stand there, in processes of their own."""
    assert len(COMMANDS) == 9
    for line in COMMANDS:
        words = shlex.split(line)
        command = [sys.executable, "-m", *words] if words[0] == "grader" else words
        ended = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert ended.returncode == 0, (line, ended.stdout + ended.stderr)
    assert (tmp_path / "grades" / "report.html").is_file()


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
