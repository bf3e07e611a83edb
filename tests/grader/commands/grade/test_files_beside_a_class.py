"""Files that lie beside a class, and what an earlier run wrote, are no student's."""

import json
import os
import shutil
import subprocess
import sys

import pytest

pytestmark = pytest.mark.usefixtures("warm_module", "few_candidates")


@pytest.mark.slow
def test_students_files_beside_it_are_not_imported(folder, toy, tmp_path):
    """Who grades in the folder of submissions has a random.py of somebody's there."""
    (tmp_path / "random.py").write_text("raise SystemExit('a submission was imported')")
    environment = {**os.environ, "PYTHONSAFEPATH": "1"}
    words = ["grade", folder, "--public", "--isolation", "limits", "--budget", "0"]
    told = subprocess.run(
        [sys.executable, "-P", "-m", "grader", *words, "--sheet", toy.folder],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert "2 marked" in told.stdout, told.stderr


@pytest.mark.parametrize(
    ("named", "out"),
    [
        (["."], "grades"),
        (["ada", "bob", "results of June"], "results of June"),
        (["."], "."),
        (["ada", "bob", "feedback", "gradebook.db", "report.html"], "."),
    ],
    ids=["dot", "star", "among the submissions", "star among the submissions"],
)
def test_our_own_output_is_no_student(grader, folder, tmp_path, monkeypatch, named, out):
    """Whoever grades the current folder twice finds the class in it, and nobody else."""
    monkeypatch.chdir(folder)
    first = grader("grade", "ada", "bob", "--public", "--out", out)
    assert first.exit_code == 0, first.output
    again = grader("grade", *named, "--public", "--out", out)
    assert "2 submissions: 2 marked" in again.output
    found = json.loads((folder / out / "marks.json").read_text())["submissions"]
    assert [each["folder"] for each in found] == ["ada", "bob"]


def test_a_folder_of_results_alone_is_no_class(grader, folder):
    """And the sentence says why."""
    grader("grade", folder, "--public")
    result = grader("grade", "grades", "--public")
    assert result.exit_code == 2
    assert "grades holds a gradebook: what 'grader grade' wrote there was skipped" in result.output


def test_results_in_an_archive_are_no_student(grader, folder, tmp_path):
    """Whoever zips the whole folder has them in it."""
    grader("grade", folder, "--public", "--out", folder / "grades")
    shutil.make_archive(tmp_path / "all", "zip", folder)
    result = grader("grade", "all.zip", "--public")
    assert "2 submissions: 2 marked" in result.output


def test_a_student_who_hands_in_a_gradebook_keeps_the_row(grader, folder, tmp_path):
    """Only what a run of ours writes is left out beside it."""
    grader("grade", folder, "--public")
    shutil.copy(tmp_path / "grades" / "gradebook.db", folder / "bob")
    result = grader("grade", folder, "--public")
    assert "2 submissions: 2 marked" in result.output
