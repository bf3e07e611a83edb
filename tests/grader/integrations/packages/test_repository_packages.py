"""Packages for repositories hold a student pack alone, and leave what their CI server reads."""

import json
import os
import random
import re
import signal
import subprocess
import tempfile
import xml.etree.ElementTree as ET
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from grader.errors import GraderError
from grader.examine.packing.build import build_pack
from grader.integrations.packages.build import Wish, contents
from grader.integrations.packages.github import classroom50, github, gitlab
from grader.integrations.packages.layouts import packed
from grader.integrations.packages.marked import Marked
from grader.integrations.packages.repository import junit, summary
from grader.language import ENGLISH
from grader.model import Outcome
from grader.sheets.private_corpus import public_examples
from grader.sheets.sheet import load_sheet
from tests.grader.integrations.packages.reports import POINTS, report
from tests.grader.misbehaviour import right
from tests.grader.report.exports import DATA
from tests.grader.report.hostile import texts

COMMAND = re.compile(r"::error file=submission\.py,line=\d+,title=[^\n:]*::[^\n]*\n")
PROGRAMS = {
    "github": [".grader/guard.py", "."],
    "gitlab": [".grader/guard.py", "."],
    "classroom50": ["autograder.py"],
}
PUSHED = {"CLASSROOM": "c", "ASSIGNMENT": "a", "SUBMISSION_TAG": "submit/1", "COMMIT_URL": "u"}
PUSHED |= {"RELEASE_URL": "r", "REVIEW_URL": ""}
WRONG = right().replace("x * 2", "x * 3")


@cache
def schema():
    import xmlschema

    return xmlschema.XMLSchema(DATA / "junit-10.xsd")


@pytest.fixture(scope="module")
def pack(sheet):
    """What students have, as a sheet."""
    with tempfile.TemporaryDirectory(prefix="pytest-pack-") as top:
        file = Path(top, "doubling.zip")
        file.write_bytes(build_pack(sheet, public_examples(sheet), lambda _: None).content)
        yield load_sheet(str(file))


@pytest.fixture(scope="module")
def archive(pack, wheels):
    """The files for a platform."""

    def made(platform):
        wish = Wish(platform=platform, wheels=wheels, budget=0.0, isolation="limits")
        return packed(contents(pack, wish, None))

    return made


@pytest.fixture
def check(archive, unpacked, run, python):
    """Run what a platform's CI runs, in a clone with this file; its folder and exit status."""
    with tempfile.TemporaryDirectory(prefix="pytest-clone-") as name:
        top = Path(name)

        def checked(platform, text, **how):
            program, *words = PROGRAMS[platform]
            clone = top / "clone"
            clone.mkdir(exist_ok=True)
            place = top / "bundle" if platform == "classroom50" else clone
            if not (place / program).exists():
                unpacked(archive(platform), place)
            (clone / "submission.py").write_text(text, encoding="utf-8")
            (clone / "result.json").write_text('{"score": 1000}', encoding="utf-8")
            status, _ = run([python, "-P", str(place / program), *words], PUSHED, cwd=clone, **how)
            return clone, status

        yield checked


def test_no_answer_and_no_private_example_goes_into_a_repository(sheet, pack, private, wheels):
    """Whoever owns it can read all of it: a sheet is refused, and so are private examples."""
    for platform in PROGRAMS:
        for loaded, examples in ((sheet, None), (pack, private)):
            with pytest.raises(GraderError):
                contents(loaded, Wish(platform=platform, wheels=wheels), examples)
        files = contents(pack, Wish(platform=platform, wheels=wheels), None).files
        assert not any(name.startswith("sheet/") for name in files)
        model = (sheet.folder / "model.py").read_bytes()
        assert not any(model in content for content in files.values())


def test_github_shows_a_summary_annotations_and_what_lost_marks(check):
    """The annotation is at the line where the function begins; a planted result is gone."""
    clone, status = check("github", WRONG)
    assert status == 1
    shown = (clone / "grader-results" / "summary.md").read_text(encoding="utf-8")
    assert "of 9 points" in shown
    lines = (clone / "grader-results" / "annotations.txt").read_text(encoding="utf-8")
    assert "".join(COMMAND.findall(lines)) == lines
    begins = WRONG.splitlines().index("def double(x):") + 1
    assert f"::error file=submission.py,line={begins}," in lines
    valid_junit((clone / "grader-results" / "junit.xml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("text", "status", "said"),
    [(right(), 0, ""), pytest.param(WRONG, 1, "::error file=", marks=pytest.mark.slow)],
    ids=["right", "wrong"],
)
def test_what_github_shows_afterwards_ends_no_job_badly(text, status, said, check, tmp_path):
    """Also where nothing was lost, so that there is nothing to annotate."""
    clone, ended = check("github", text)
    assert ended == status
    workflow = yaml.safe_load((clone / ".github" / "workflows" / "grader.yml").read_text("utf-8"))
    (script,) = (s["run"] for s in workflow["jobs"]["check"]["steps"] if s.get("name") == "Show")
    page = tmp_path / "page.md"
    shown = subprocess.run(
        ["bash", "-e", "-c", script],
        cwd=clone,
        env={**os.environ, "GITHUB_STEP_SUMMARY": str(page)},
        capture_output=True,
        text=True,
    )
    assert (shown.returncode, shown.stderr) == (0, "")
    assert shown.stdout.startswith(said)
    assert bool(shown.stdout) == bool(said)
    assert "of 9 points" in page.read_text(encoding="utf-8")


@pytest.mark.slow
def test_gitlab_gets_junit_and_a_code_quality_report(check, valid):
    """All marks end a job well."""
    clone, status = check("gitlab", right())
    assert status == 0
    quality = (clone / "grader-results" / "codequality.json").read_text(encoding="utf-8")
    assert valid("gitlab_codequality", quality) == []
    valid_junit((clone / "grader-results" / "junit.xml").read_text(encoding="utf-8"))


@pytest.mark.slow
def test_classroom50_collects_what_was_marked_and_not_what_was_planted(check, valid):
    """The job ends well, for points are in the result."""
    clone, status = check("classroom50", WRONG)
    assert status == 0
    result = valid("classroom50", (clone / "result.json").read_text(encoding="utf-8"))
    assert 0 < result["score"] < result["max-score"] == 9
    assert (result["classroom"], result["review"]) == ("c", "u")


@pytest.mark.slow
@pytest.mark.parametrize("platform", PROGRAMS)
def test_processes_that_are_killed_leave_what_the_server_reads(
    check, valid, killed_after, platform
):
    """Right, or nothing that was decided."""
    chance = random.Random(4)
    for _ in range(1 + (platform == "github")):
        clone, status = check(
            platform, right(), kill=killed_after(chance.uniform(0.1, 3.0), chance)
        )
        if platform == "classroom50":
            result = clone / "result.json"
            assert not result.exists() or json.loads(result.read_text())["score"] in (9, 1000)
            assert status != 0 or json.loads(result.read_text())["score"] == 9
        else:
            valid_junit((clone / "grader-results" / "junit.xml").read_text(encoding="utf-8"))
            assert (clone / "grader-results" / "summary.md").exists()


@pytest.mark.slow
@pytest.mark.parametrize("generation", range(4), ids=["guard", "marking", "template", "student"])
def test_each_of_our_processes_may_be_killed_on_gitlab(check, valid, killed_in_line, generation):
    """Each of those that start one another, in turn: a summary says all points, or none at all."""
    ended = []
    kill = killed_in_line(generation, ended)
    clone, status = check("gitlab", right(), kill=kill)
    assert len(ended) == 1
    assert status in (0, 2, -signal.SIGKILL)
    results = {
        file.name: file.read_text(encoding="utf-8") for file in (clone / "grader-results").iterdir()
    }
    root = valid_junit(results["junit.xml"])
    assert root.findall(".//failure") == []
    assert valid("gitlab_codequality", results["codequality.json"]) == []
    assert status != 0 or "9 of 9" in results["summary.md"]
    assert "9 of 9" in results["summary.md"] or "could not be made" in results["summary.md"]


def valid_junit(text):
    schema().validate(text)
    return ET.fromstring(text)


@given(texts, st.lists(st.sampled_from(list(POINTS)), min_size=1, max_size=3))
@settings(max_examples=15, deadline=None)
def test_no_text_of_a_student_is_more_than_text(valid, text, outcomes):
    """No command to GitHub, no markup, no broken XML; what is open is an error and no failure."""
    made = report(*outcomes, message=text, call=text, returned=text)
    found = Marked(public=made, file="submission.py", source=b"def f():\n    pass\n")
    for line in github(found, ENGLISH)["grader-results/annotations.txt"].splitlines(keepends=True):
        assert COMMAND.fullmatch(line)
    root = valid_junit(junit(found, ENGLISH))
    assert len(root.findall(".//error")) == sum(POINTS[each] is None for each in outcomes)
    valid("gitlab_codequality", gitlab(found, ENGLISH)["grader-results/codequality.json"])
    tokens = MarkdownIt("commonmark").parse(summary(found, ENGLISH))
    assert not any(token.type.startswith("html") for token in tokens)
    collected = classroom50(found, ENGLISH, PUSHED)
    assert bool(collected) == (None not in [POINTS[each] for each in outcomes])
    for result in collected.values():
        valid("classroom50", result)


def test_halves_are_whole_on_classroom50(valid):
    """All scores are multiplied by one number."""
    made = report(Outcome.PASSED, Outcome.WRONG)
    (mark,) = made.marks
    halves = tuple(replace(verdict, points=0.5) for verdict in mark.verdicts)
    found = Marked(public=replace(made, marks=(replace(mark, verdicts=halves),)))
    (text,) = classroom50(found, ENGLISH, PUSHED).values()
    result = valid("classroom50", text)
    assert (result["score"], result["max-score"]) == (1, 2)


def test_the_pipelines_run_what_was_tried_here_and_keep_its_results(archive, unpacked, tmp_path):
    """Also where the job ended badly; and a workflow may change nothing."""
    unpacked(archive("github"), tmp_path / "github")
    read = (tmp_path / "github/.github/workflows/grader.yml").read_text(encoding="utf-8")
    told = yaml.safe_load(read)
    assert told["permissions"] == {"contents": "read"}
    (job,) = told["jobs"].values()
    steps = job["steps"]
    assert [step["run"] for step in steps if step.get("name") == "Check"] == [
        "python3.12 -P .grader/guard.py ."
    ]
    after = steps[[step.get("name") for step in steps].index("Check") + 1 :]
    assert all(step["if"] == "always()" for step in after)
    assert "GITHUB_STEP_SUMMARY" in read
    unpacked(archive("gitlab"), tmp_path / "gitlab")
    told = yaml.safe_load((tmp_path / "gitlab/.gitlab-ci.yml").read_text(encoding="utf-8"))
    assert told["grader"]["script"] == ["python -P .grader/guard.py ."]
    assert told["grader"]["artifacts"]["when"] == "always"
    assert set(told["grader"]["artifacts"]["reports"]) == {"junit", "codequality"}
