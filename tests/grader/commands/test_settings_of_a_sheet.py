"""What a sheet says of itself, from its source to what commands print and exit with."""

import csv
import json

import pytest
from click.testing import CliRunner

from grader.cli import main
from tests.grader.sheets.written_sheet import QUESTION, written_sheet

pytestmark = pytest.mark.usefixtures("warm_module", "few_candidates")
MORE = """

@points(1, "triple", bonus=True)
@given(x=st.integers(0, 9))
def test_it_triples(student, x):
    \"\"\"Three times the number.\"\"\"
    assert_integer(student.triple(x), 3 * x)
"""
MODEL = "__all__ = ['double', 'triple']\ndef double(x): return 2 * x\ndef triple(x): return 3 * x\n"
RIGHT = "def double(x): return 2 * x\n"
BOTH = RIGHT + "def triple(x): return 3 * x\n"
WRITTEN = 'ANSWERS = {"1": "because it is so"}\n'
RUBRIC = '[[1]]\npoints = 1.2\ntext = "Says why."\n'
QUICK = ("--isolation", "limits", "--budget", "0", "--lang", "en")


@pytest.fixture
def course(tmp_path, monkeypatch, request):
    """A folder whose grader.toml names a sheet with these lines, frozen; in it a class of two."""
    name = f"sheet_of_{abs(hash(request.node.name))}"

    def make(*lines):
        monkeypatch.chdir(tmp_path)
        question = QUESTION.replace("@points(1,", "@points(0.5,") + MORE
        sheet = written_sheet(tmp_path / name, f'MODEL = ("{name}.model",)', *lines,
                              question=question)  # fmt: skip
        (sheet / "model.py").write_text(MODEL)
        (tmp_path / "grader.toml").write_text(f'sheet = "{name}"\n')
        run("freeze")
        for person, source in (("ada", BOTH), ("bob", RIGHT)):
            (tmp_path / "class" / person).mkdir(parents=True)
            (tmp_path / "class" / person / "submission.py").write_text(source + WRITTEN)
        return sheet

    return make


def run(*words, status=0):
    """What a command prints."""
    result = CliRunner().invoke(main, [str(word) for word in words])
    assert result.exit_code == status, result.output
    return result.output


def test_a_bonus_lifts_a_self_test_above_all_points(course, tmp_path):
    """Who does not earn it has all marks nevertheless, and the command succeeds."""
    course()
    assert "1 Doubling · 0.5 points and 1 bonus point" in run("questions", "--lang", "en")
    assert "Three times the number. (1 bonus point)" in run("explain", "1", "--lang", "en")
    output = run("check", tmp_path / "class" / "ada" / "submission.py", *QUICK)
    assert "1.5 of 0.5 points, 1 of them as a bonus" in output
    output = run("check", tmp_path / "class" / "bob" / "submission.py", *QUICK)
    assert "0.5 of 0.5 points" in output
    assert "all right" in output
    assert "lost" not in output
    wrong = tmp_path / "wrong.py"
    wrong.write_text(BOTH.replace("3 * x", "4 * x"))
    output = run("check", wrong, *QUICK)
    assert "1 bonus point not earned" in output
    assert "lost" not in output
    wrong.write_text(BOTH.replace("2 * x", "4 * x"))
    output = run("check", wrong, *QUICK, status=1)
    assert "1 of 0.5 points, 1 of them as a bonus" in output
    assert "0.5 points lost" in output


def test_limits_of_the_sheet_bound_a_call(course, tmp_path):
    """What a student is told is what the sheet says."""
    course('LIMITS = {"call": 0.25}')
    file = tmp_path / "slow.py"
    file.write_text("def double(x):\n    while True: pass\n")
    output = run("check", file, *QUICK, status=1)
    assert "double was still running after 0.25 s" in output
    assert "A call may take 0.25 s" in run("questions", "--lang", "en")


@pytest.mark.slow
@pytest.mark.parametrize(("lines", "flag"), [((), ("--written",)), (('WRITTEN = "added"',), ())])
def test_written_answers_are_added_where_flag_or_sheet_say_so(course, tmp_path, lines, flag):
    """Before they are marked they are said to wait; afterwards all totals hold them."""
    sheet = course(*lines)
    (sheet / "rubric.toml").write_text(RUBRIC)
    output = run("grade", "class", "--public", "--jobs", 1, *flag, *QUICK)
    assert "2 submissions with written answers that nobody has marked yet" in output
    assert marks(tmp_path) == {"ada": (1.5, 1.7, 1.2), "bob": (0.5, 1.7, 1.2)}
    run("report", "--rubric-csv", "answers.csv")
    table = list(csv.DictReader((tmp_path / "answers.csv").read_text("utf-8-sig").splitlines()))
    for line in table:
        line["mark"] = {"ada": "1.1", "bob": ""}[line["folder"]]
    with (tmp_path / "answers.csv").open("w") as opened:
        writer = csv.DictWriter(opened, table[0])
        writer.writeheader()
        writer.writerows(table)
    run("rubric", "import", "answers.csv")
    assert marks(tmp_path) == {"ada": (2.6, 1.7, None), "bob": (0.5, 1.7, 1.2)}
    (page,) = (tmp_path / "grades" / "feedback").glob("ada*.md")
    assert "2.6 of 1.7 points" in page.read_text()


def marks(folder):
    """What is earned, possible and waiting, by person."""
    found = json.loads((folder / "grades" / "marks.json").read_text())["submissions"]
    return {each["folder"]: (each["earned"], each["possible"], each.get("waiting"))
            for each in found}  # fmt: skip


def test_written_answers_that_a_sheet_does_not_have_cannot_be_added(course):
    """Before anything is graded."""
    course()
    output = run("grade", "class", "--public", "--written", *QUICK, status=2)
    assert "there are no written answers to add: the sheet has no rubric" in output


def test_without_a_word_they_stand_apart(course, tmp_path):
    """As in sheet 3."""
    sheet = course()
    (sheet / "rubric.toml").write_text(RUBRIC)
    run("grade", "class", "--public", "--jobs", 1, *QUICK)
    assert marks(tmp_path) == {"ada": (1.5, 0.5, None), "bob": (0.5, 0.5, None)}


@pytest.mark.slow
def test_another_list_of_packages_is_another_condition(course, tmp_path):
    """The versions of what is listed belong to a mark, so the class is marked anew."""
    sheet = course()
    run("grade", "class", "--public", "--jobs", 1, *QUICK)
    package = sheet / "__init__.py"
    package.write_text(package.read_text() + '\nPACKAGES = ("numpy", "matplotlib")\n')
    output = run("grade", "class", "--public", "--jobs", 1, *QUICK)
    assert "need not be examined again" not in output
    found = json.loads((tmp_path / "grades" / "marks.json").read_text())
    assert "matplotlib" in found["environment"]
    assert "the same, byte for byte" in run("replay", "ada")
