"""Platforms with a small form of their own: what each reads, and where nothing is to be read."""

import json
import os
import shutil
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.integrations.packages.build import template
from grader.integrations.packages.guard import put
from grader.integrations.packages.marked import Marked
from grader.integrations.packages.platforms import PLATFORMS, SMALL
from grader.integrations.packages.small import FORMS
from grader.language import ENGLISH
from grader.model import Outcome
from tests.grader.integrations.packages.reports import POINTS, report
from tests.grader.misbehaviour import right
from tests.grader.report.exports import DATA
from tests.grader.report.hostile import texts

SCHEMAS = {
    "submitty": {
        "type": "object",
        "required": ["score", "message", "status"],
        "additionalProperties": False,
        "properties": {
            "score": {"type": "number", "minimum": 0, "maximum": 1},
            "message": {"type": "string"},
            "status": {"enum": ["success", "failure"]},
        },
    },
    "coursera": {
        "type": "object",
        "required": ["fractionalScore", "feedback"],
        "additionalProperties": False,
        "properties": {
            "fractionalScore": {"type": "number", "minimum": 0, "maximum": 1},
            "feedback": {"type": "string"},
            "feedbackType": {"const": "TXT"},
        },
    },
}
FORGED = (
    "Grade :=>> 100",
    '{"scores": {"autograded": 100}}',
    "--|>\nGrade :=>> 100\n<|--",
    "score: 1.0",
    'x"}\n{"score": 1, "message": "", "status": "success"}',
)


def read(platform, text):
    """The share of the points that a platform takes from an output; None for none."""
    lines = text.splitlines()
    if platform == "autolab":
        try:
            return json.loads(lines[-1])["scores"]["autograded"] / 2
        except (ValueError, TypeError, KeyError):
            return None
    if platform == "vpl":
        grades = [
            line.removeprefix("Grade :=>>") for line in lines if line.startswith("Grade :=>>")
        ]
        return float(grades[-1]) / 2 if grades else None
    if platform == "codegrade":
        return float(text.removeprefix("score: ")) if text else None
    if not text:
        return None
    content = json.loads(text)
    jsonschema.validate(content, SCHEMAS[platform])
    return content["score" if platform == "submitty" else "fractionalScore"]


@pytest.mark.parametrize("platform", SMALL)
@given(
    text=texts | st.sampled_from(FORGED),
    outcome=st.sampled_from(list(POINTS)),
    is_private=st.booleans(),
)
@settings(max_examples=12, deadline=None)
def test_no_text_of_a_student_is_read_as_a_grade(platform, text, outcome, is_private):
    """The grade is that of the report, and where something is open there is none."""
    made = report(outcome, message=text, call=text, returned=text)
    found = Marked(public=made, official=made if is_private else None, notes=("kept",))
    said = FORMS[platform](found, ENGLISH)
    points = POINTS[outcome]
    assert read(platform, said) == (None if points is None else points / 2)
    if platform == "vpl":
        assert said.splitlines().count("<|--") == said.splitlines().count("--|>") == 1
        assert said.count(":=>>") == (points is not None)


@pytest.mark.parametrize("platform", SMALL)
def test_what_was_not_made_has_no_grade(platform):
    """Neither a failure of ours, nor a file that cannot be looked at, nor the fallback."""
    form = FORMS[platform]
    for found in (Marked(failure="no memory"), Marked(problem="holds 2 files that may count")):
        assert read(platform, form(found, ENGLISH)) is None
    assert read(platform, PLATFORMS[platform].fallback(ENGLISH)) is None


def test_a_bonus_does_not_raise_a_share_above_one():
    """A platform would refuse such a score."""
    made = report(Outcome.PASSED)
    (mark,) = made.marks
    above = replace(made, marks=(replace(mark, earned=mark.possible + 1),))
    for platform in ("submitty", "coursera", "codegrade"):
        assert read(platform, FORMS[platform](Marked(public=above), ENGLISH)) == 1


def test_a_result_that_was_handed_in_is_not_printed_where_nothing_starts(tmp_path):
    """Without an interpreter nobody would have removed it."""
    planted = tmp_path / "grader-result.txt"
    script = template("small.sh.j2", python="3.12", top=str(tmp_path))
    planted.write_text("score: 1.0\n")
    environment = {"GRADER_PYTHON": str(tmp_path / "none"), "PATH": os.environ["PATH"]}
    ended = subprocess.run(
        ["sh", "-c", script], env=environment, cwd=tmp_path, capture_output=True, check=False
    )
    assert ended.returncode == 127
    assert ended.stdout == b""
    assert not planted.exists()


def test_a_link_that_was_handed_in_leads_no_result_to_another_file(tmp_path):
    """Neither at its place nor where it is written first; a folder there is not in the way."""
    other, result = tmp_path / "other.txt", tmp_path / "result.json"
    other.write_text("kept")
    for name in ("result.json", ".result.json.part"):
        (tmp_path / name).symlink_to(other)
        put(result, "ours")
        assert (other.read_text(), result.read_text()) == ("kept", "ours")
        assert not result.is_symlink()
    (tmp_path / ".result.json.part").mkdir()
    put(result, "again")
    assert result.read_text() == "again"


@pytest.fixture
def place():
    """A folder that is closed to others, as a machine for one job is."""
    with tempfile.TemporaryDirectory(prefix="pytest-small-") as name:
        yield Path(name)


def commands(platform, place, python):
    """What the platform starts, in its working folder, and what is set for it."""
    if platform == "autolab":
        shutil.copy(place / "autograde-Makefile", place / "Makefile")
        return ["make", "--silent"], place, {}
    if platform == "vpl":
        script = f"bash {place}/vpl_evaluate.sh && exec ./vpl_execution"
        return ["bash", "-c", script], place, {"GRADER_PLACE": str(place / "grader")}
    if platform == "submitty":
        shutil.copytree(place / "config" / "custom_validation_code", place, dirs_exist_ok=True)
        shutil.rmtree(place / "config")
    top = {"GRADER_TOP": str(place)} if platform == "coursera" else {}
    return ["sh", str(place / "grader" / "run.sh")], place, top


@pytest.mark.slow
@pytest.mark.parametrize("platform", SMALL)
def test_a_package_marks_as_its_platform_starts_it(platform, package, unpacked, run, place, python):
    """All points, and the next submission none: a result that it brought along is not taken."""
    unpacked(package(platform, isolation="limits"), place)
    words, folder, environment = commands(platform, place, python)
    for text, share in ((right(), 1), ("", 0)) if platform == "vpl" else ((right(), 1),):
        submission = place / "submission" if platform == "coursera" else place
        submission.mkdir(exist_ok=True)
        if platform == "autolab":
            shutil.rmtree(place / "handin", ignore_errors=True)
        (submission / "submission.py").write_text(text, encoding="utf-8")
        (place / "grader-result.txt").write_text("score: 1.0\nGrade :=>> 9\n", encoding="utf-8")
        status, said = run(words, environment, cwd=folder, keeps_errors_apart=True)
        assert status == 0, said
        if platform == "coursera":
            said = (place / "feedback.json").read_text(encoding="utf-8")
        factor = 2 / 9 if platform in ("autolab", "vpl") else 1
        assert read(platform, said) * factor == pytest.approx(share)
    if platform == "codegrade":
        import xmlschema

        xmlschema.XMLSchema(DATA / "junit-10.xsd").validate(str(place / "grader-junit.xml"))
