"""``grader new`` writes sheets that run: frozen, audited, started and graded as they are."""

import re
import subprocess
import sys

import pytest

from grader.sheets.new_sheet.write import template_names
from grader.sheets.sheet import load_sheet
from tests.grader.sheets.conftest import _imports_as_before  # noqa: F401 - a fixture

TEMPLATES = ("choice", "class", "data", "function", "statistics", "symbolic")
# One of them is tried each time, and all at leisure.
TRIED = [pytest.param(t, marks=[] if t == "function" else pytest.mark.slow) for t in TEMPLATES]
pytestmark = pytest.mark.usefixtures("_imports_as_before")


def done(result, status=0):
    """What a command printed, which ended with this status."""
    assert result.exit_code == status, result.output
    return result.output


def test_the_templates_are_those_that_are_tried_here():
    """A new one has to be right as well."""
    assert template_names() == TEMPLATES


def test_the_help_names_every_template(grader):
    """Two were there and not told."""
    said = " ".join(done(grader("new", "--help")).split())
    assert f"{', '.join(TEMPLATES[:-1])} or {TEMPLATES[-1]}." in said


@pytest.mark.parametrize("template", TRIED)
def test_a_new_sheet_freezes_holds_and_gives_full_marks_to_who_is_right(grader, tmp_path, template):
    """And none to what students begin with, of which nothing is undecided."""
    name = f"new_{template}_sheet"
    said = done(grader("new", name, "--from", template))
    assert f"Wrote {name}/__init__.py\n" in said
    assert said.endswith(f"--sheet {name}\n")
    done(grader("freeze", "--sheet", name))
    if template != "function":  # whose audit has a test of its own
        said = done(grader("audit", name, "--jobs", 1))
        assert "The sheet holds." in said
        assert "could not be run" not in said
    right = tmp_path / name / "wheats" / "plain.py"
    assert "all right" in done(grader("check", right, "--sheet", name))
    done(grader("start", "begun", "--sheet", name))
    data = [each.name for each in (tmp_path / "begun").rglob("*.csv")]
    assert data == (["falling.csv"] if template == "data" else [])
    begun = done(grader("check", "begun/submission.py", "--sheet", name), 1)
    points = load_sheet(str(tmp_path / name)).questions[0].points
    assert f"\n0 of {points} points\n" in begun
    assert "open" not in begun
    assert "undecided" not in begun


@pytest.mark.slow
def test_the_audit_of_a_new_sheet_holds_as_an_author_starts_it(tmp_path):
    """By commands in processes of their own."""
    for words in (("new", "audited"), ("freeze", "--sheet", "audited"), ("audit", "audited")):
        command = [sys.executable, "-m", "grader", *words]
        ended = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "The sheet holds." in ended.stdout
    assert "could not be run" not in ended.stdout


@pytest.mark.parametrize("template", TEMPLATES)
def test_the_title_is_made_of_the_name(grader, tmp_path, template):
    """And every mistake of the template has its sentence."""
    done(grader("new", tmp_path / "heat_flow", "--from", template))
    assert '\nTITLE = "Heat flow"\n' in (tmp_path / "heat_flow" / "__init__.py").read_text()
    question = next(each for each in (tmp_path / "heat_flow").glob("[a-z]*.py"))
    assert len(re.findall(r'@misconception\("\w+", "[a-z]', question.read_text())) >= 2


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("json", "there is a package called json already"),
        ("Week7", "is no name for a sheet"),
        ("week-7", "is no name for a sheet"),
        ("lambda", "is a word of Python's own"),
        ("there", "is there already, and is left as it is"),
        ("file/week_7", "cannot write"),
    ],
)
def test_a_name_that_cannot_be_is_refused_with_the_reason(grader, tmp_path, name, told):
    """And nothing is written."""
    (tmp_path / "there").mkdir()
    (tmp_path / "file").touch()
    result = grader("new", name)
    assert result.exit_code == 2
    assert told in result.stderr
    assert sorted(each.name for each in tmp_path.iterdir()) == ["file", "there"]


def test_an_unknown_template_is_met_with_those_that_there_are(grader):
    """And the nearest one."""
    result = grader("new", "week_7", "--from", "symbolics")
    assert result.exit_code == 2
    assert "did you mean symbolic? Choose from: choice, class, data, function" in result.stderr
