"""The package for Gradescope, run in its layout and under its limits: a valid result, always."""

import json
import os
import random
import subprocess
import tempfile
from pathlib import Path

import pytest

from grader import Grader
from grader.examine.report_json import json_text
from grader.integrations.packages.guard import prepare
from grader.integrations.packages.mark import marked
from grader.sandbox.isolation.users import may_change_users
from tests.attacks.conftest import BANK
from tests.grader.misbehaviour import right

HOSTILE = ("injection/markup", "exits/by_signal", "tampering/corpus", "reading/model")
LATEST = 5.0  # seconds until a process is ended


@pytest.fixture(scope="module")
def archive(package):
    """The zip that a teacher uploads; submissions become another user, where that can be."""
    return package("gradescope", isolation="owned" if may_change_users() else "limits")


@pytest.fixture
def autograder(archive, unpacked, run):
    """Mark files, given by their names, after results like these; the text of the result."""
    with tempfile.TemporaryDirectory(prefix="pytest-gradescope-") as name:
        top = Path(name)
        # Gradescope's folders are open to every user of the container.
        top.chmod(0o755)
        unpacked(archive, top / "source")

        def marked(files, before=None, **how):
            for folder in ("submission", "results"):
                (top / folder).mkdir(exist_ok=True)
                for old in (top / folder).iterdir():
                    old.unlink()
            for file, text in files.items():
                (top / "submission" / file).write_text(text, encoding="utf-8")
            told = {"id": 1, "previous_submissions": before or []}
            (top / "submission_metadata.json").write_text(json.dumps(told), encoding="utf-8")
            words = [str(top / "source" / "run_autograder")]
            status, said = run(words, {"GRADER_TOP": str(top)}, **how)
            assert how or status == 0, said
            return (top / "results" / "results.json").read_text(encoding="utf-8")

        yield marked


def test_marks_are_made_without_a_network_and_what_is_hidden_is_said(autograder, valid, sheet):
    """Points come from the private examples alone, and everybody sees why there is no total."""
    result = valid("gradescope", autograder({"submission.py": right()}))
    assert result["score"] == 9
    assert result["extra_data"]["isolation"] == ("owned" if may_change_users() else "limits")
    shown = [test for test in result["tests"] if test["visibility"] == "visible"]
    hidden = [test for test in result["tests"] if test["visibility"] == "after_published"]
    assert len(shown) + len(hidden) == len(result["tests"])
    assert len(hidden) == len(sheet.properties) == len(shown) - 1
    assert sum(test["score"] for test in hidden) == 9
    assert not any("score" in test for test in shown)
    summary = shown[0]
    assert f"the same {len(hidden)} laws on other examples" in summary["output"]
    assert "Gradescope shows no total" in summary["output"]


def test_which_file_counts_is_told_and_nobody_gets_a_nought_for_it(autograder, valid):
    """Two files that may count, or none, are no submission that was wrong."""
    result = valid("gradescope", autograder({"a.py": right(), "b.py": right()}))
    assert "score" not in result
    assert "Keep one" in result["output"]


def test_a_process_that_is_killed_leaves_a_valid_result(autograder, valid, killed_after):
    """Whichever it is and whenever: the score is the right one, the last one, or none."""
    chance = random.Random(1)
    trial(autograder, valid, killed_after, chance, chance.uniform(0.2, 1.5))


@pytest.mark.slow
def test_processes_that_are_killed_again_and_again_leave_valid_results(
    autograder, valid, killed_after
):
    """All along the marking, from its first moment on."""
    chance = random.Random(2)
    for _ in range(3):
        trial(autograder, valid, killed_after, chance, chance.uniform(0.0, LATEST))


@pytest.mark.slow
@pytest.mark.parametrize("generation", range(4), ids=["guard", "marking", "template", "student"])
def test_each_of_our_processes_may_be_killed(autograder, valid, killed_in_line, generation):
    """Each of those that start one another, in turn: whoever writes the result, it is valid."""
    ended = []
    kill = killed_in_line(generation, ended)
    result = valid("gradescope", autograder({"submission.py": right()}, kill=kill))
    assert len(ended) == 1
    assert result.get("score") in (None, 9)


def trial(autograder, valid, killed_after, chance, seconds):
    files = {"submission.py": right()}
    kill = killed_after(seconds, chance)
    result = valid("gradescope", autograder(files, kill=kill))
    assert result.get("score") in (None, 9)
    stored = {"made_by": "grader", "score": 7, "points": {}}
    before = [{"score": 7, "results": {"score": 7, "extra_data": stored}}]
    result = valid("gradescope", autograder(files, before, kill=kill))
    assert result.get("score") in (7, 9, None)


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_submission_gets_a_valid_result_and_no_points(autograder, valid, name):
    """Nothing of it stands in the result but plain text."""
    source = (BANK / f"{name}.py").read_text(encoding="utf-8").replace("@PORT@", "9")
    text = autograder({"submission.py": source})
    result = valid("gradescope", text)
    assert result["score"] == 0
    lines = [test["output"] for test in result["tests"]] + [result["output"]]
    assert all(line.replace("\n", "").isprintable() for line in lines)
    assert result["test_output_format"] == result["output_format"] == "text"


def test_the_same_contents_give_the_same_file(package, archive):
    """Byte for byte, so that two teachers can compare what they uploaded."""
    assert package("gradescope", isolation="owned" if may_change_users() else "limits") == archive


def test_the_programs_are_programs(archive, unpacked, tmp_path):
    """Both lie at the root, can be executed, and are shell."""
    unpacked(archive, tmp_path)
    for name in ("setup.sh", "run_autograder"):
        assert os.access(tmp_path / name, os.X_OK)
        subprocess.run(["bash", "-n", str(tmp_path / name)], check=True)


def test_what_marking_takes_is_unpacked_and_not_fetched(wheels, tmp_path):
    """An interpreter that has the wheels is made once, and found again."""
    made = prepare(wheels, tmp_path / "place")
    found = [made, "-I", "-c", "import vendored_here; print(vendored_here.FOUND)"]
    assert subprocess.run(found, capture_output=True, text=True).stdout == "1\n"
    before = made.lstat().st_mtime_ns
    assert prepare(wheels, tmp_path / "place") == made
    assert made.lstat().st_mtime_ns == before


def test_a_student_is_not_told_what_failed_on_our_side(archive, unpacked, run, valid):
    """Whoever runs the course reads it in the log; paths and examples may be in it."""
    with tempfile.TemporaryDirectory(prefix="pytest-gradescope-") as name:
        top = Path(name)
        unpacked(archive, top / "source")
        (top / "source" / "corpus.bin").write_bytes(b"damaged")
        (top / "submission").mkdir()
        (top / "submission" / "submission.py").write_text(right(), encoding="utf-8")
        status, said = run([str(top / "source" / "run_autograder")], {"GRADER_TOP": name})
        text = (top / "results" / "results.json").read_text(encoding="utf-8")
    assert status == 0
    assert "score" not in valid("gradescope", text)
    assert "corpus.bin" in said
    assert "corpus" not in text
    assert name not in text
    assert "says nothing about the submission" in text


@pytest.mark.slow
def test_marks_are_those_that_a_program_gets_byte_for_byte(package, unpacked, sheet, private):
    """The same report for the same bytes on the same examples, right or wrong or not Python."""
    with tempfile.TemporaryDirectory(prefix="pytest-gradescope-") as name:
        top, source = Path(name), Path(name) / "source"
        unpacked(package("gradescope", isolation="limits"), source)
        told = json.loads((source / "package.json").read_text(encoding="utf-8"))
        told |= {"sheet": str(sheet.folder), "submission": "submission"}
        (top / "submission").mkdir()
        file, corpus = top / "submission" / "submission.py", source / "corpus.bin"
        assert corpus.read_bytes() == private
        with Grader(sheet.folder, isolation="limits", corpus=corpus, budget=0) as grader:
            for text in (right(), right().replace("x * 2", "x * 3"), "def double(x): retrun x", ""):
                file.write_text(text, encoding="utf-8")
                found = marked(source, top, told)
                assert json_text(found.official) == grader.score(file).report
                assert found.public.earned <= found.public.possible
