"""``grader pack``: made by a teacher, used by students and by machines without a model."""

import json
import subprocess
import sys
import zipfile

import pytest
from click.testing import CliRunner

from grader.cli import main
from grader.sheets.corpus import FILE_NAME, read_corpus
from grader.sheets.packs.contents import left_out
from grader.sheets.record import freeze
from grader.sheets.sheet import load_sheet
from tests.grader.gradebook.classes import write
from tests.grader.misbehaviour import right, submission
from tests.toys.copied import MEANS, copied

NO_MODEL = "is a pack, which holds no model answers"


@pytest.fixture(scope="module")
def pack(toy, tmp_path_factory):
    """The toy sheet in a pack, and what was said when it was made."""
    out = tmp_path_factory.mktemp("pack") / "toy-students.zip"
    result = CliRunner().invoke(main, ["pack", str(toy.folder), "--out", str(out)])
    assert result.exit_code == 0, result.output
    return out, result.stdout


def test_it_is_told_what_is_in_a_pack_and_what_was_left_out(pack):
    """With the digest that names it."""
    out, said = pack
    digest = load_sheet(str(out)).pack.digest
    assert f"Wrote {out}: 2 questions, 5 laws, public corpus, digest {digest}.\n" in said
    assert "Left out: model answers.\n" in said


def test_mistakes_beside_the_laws_are_left_out_and_told(tmp_path):
    """Wherever they are written."""
    sheet = load_sheet(str(copied(tmp_path / "packed_means", MEANS)))
    assert left_out(sheet)[:2] == ["model answers", "misconceptions"]


def test_a_submission_is_checked_on_a_pack_as_on_the_sheet(pack, grader, file, toy):
    """The same report and exit status; that the examples are frozen ones is said beside it."""
    name = file(submission("return 3 * x"))
    common = [name, "--isolation", "limits", "--budget", "0", "--json", "report.json"]
    reports, said = [], []
    for sheet in (toy.folder, pack[0]):
        result = grader("check", *common, "--sheet", sheet)
        assert result.exit_code == 1, result.output
        reports.append(json.loads(name.with_name("report.json").read_text()))
        said.append(result.stdout)
    assert reports[0] == reports[1]
    told = "The examples are the smallest of the frozen ones: this sheet is a pack"
    assert told in said[1]
    assert told not in said[0]


@pytest.mark.parametrize(
    ("words", "source"),
    [
        (["--hint", "1"], submission("return 3 * x")),
        ([], right()),
        ([], "x = 1"),
        ([], submission("raise NotImplementedError")),
    ],
    ids=["law alone", "right", "missing", "not written"],
)
def test_nothing_is_said_of_examples_where_none_is_shown(words, source, pack, grader, file):
    """It would be about nothing."""
    common = ["--isolation", "limits", "--sheet", pack[0]]
    result = grader("check", file(source), *common, *words)
    assert result.exit_code in (0, 1), result.output
    assert "frozen" not in result.stdout


def test_a_budget_buys_no_search_on_a_pack(pack, grader, file):
    """The smallest frozen example is shown, whatever the budget is."""
    name = file(submission("return 3 * x"))
    said = [
        grader(
            "check", name, "--isolation", "limits", "--budget", budget, "--sheet", pack[0]
        ).stdout
        for budget in ("0", "2")
    ]
    assert said[0] == said[1]


def test_a_student_begins_with_what_the_sheet_begins_with(pack, grader, toy, tmp_path):
    """The starter and the questions are the sheet's."""
    for words in (["questions"], ["start", "of_{}.py"], ["explain", "a"]):
        said = []
        for name, sheet in (("sheet", toy.folder), ("pack", pack[0])):
            result = grader(*(each.format(name) for each in words), "--sheet", sheet)
            assert result.exit_code == 0, result.output
            said.append(result.stdout.replace(f"of_{name}", "of").replace(str(sheet), "SHEET"))
        assert said[0] == said[1]
    assert (tmp_path / "of_pack.py").read_bytes() == (tmp_path / "of_sheet.py").read_bytes()


@pytest.mark.parametrize(
    "words",
    [["freeze"], ["audit"], ["verify"], ["try"], ["pack", "--out", "b.zip"]],
    ids=lambda words: words[0],
)
def test_what_needs_the_model_is_refused_in_a_sentence(words, pack, grader):
    """Before anything is begun."""
    result = grader(*words, "--sheet", pack[0])
    assert result.exit_code == 2
    assert f"{pack[0]} {NO_MODEL}, and 'grader {words[0]}' asks these." in result.stderr


def test_fresh_examples_cannot_be_drawn_for_a_pack(pack, grader, file):
    """They would need the model's answers."""
    result = grader(
        "check", file(right()), "--isolation", "limits", "--fresh", "3", "--sheet", pack[0]
    )
    assert result.exit_code == 2
    assert f"{NO_MODEL}, and 'grader check --fresh' asks these." in result.stderr


@pytest.fixture(scope="module")
def private(toy, tmp_path_factory):
    """A private corpus of the toy sheet, and a pack with it."""
    folder = tmp_path_factory.mktemp("private")
    corpus, out = folder / "private.bin", folder / "toy-private.zip"
    freeze(toy, corpus, b"a secret of the class", lambda _: None, count=20)
    words = ["pack", str(toy.folder), "--out", str(out), "--private", str(corpus)]
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 0, result.output
    return corpus, out, result.stdout


def test_a_private_pack_says_so(private, toy):
    """It is not for students."""
    corpus, out, said = private
    assert "private corpus" in said
    assert "Whoever has this file can read its examples: give it to no student.\n" in said
    sheet = load_sheet(str(out))
    assert read_corpus(sheet.folder / FILE_NAME, sheet).digest == read_corpus(corpus, toy).digest


def test_a_class_is_graded_on_a_private_pack_as_with_the_corpus(private, toy, tmp_path, warm):
    """The marks are the same to the last byte, and so is what is told of each."""
    corpus, out, _ = private
    write(tmp_path / "class", {"ada": right().encode(), "bob": submission("return 3 * x").encode()})
    made = []
    for name, words in (
        ("whole", ["--sheet", str(toy.folder), "--corpus", str(corpus)]),
        ("pack", ["--sheet", str(out)]),
    ):
        quick = ["--jobs", "1", "--isolation", "limits", "--budget", "0"]
        grades = tmp_path / name
        common = ["grade", str(tmp_path / "class"), "--out", str(grades), *quick]
        result = CliRunner().invoke(main, [*common, *words])
        assert result.exit_code == 0, result.output
        exported = CliRunner().invoke(
            main, ["report", str(grades), "--json", str(grades / "reports.json")]
        )
        assert exported.exit_code == 0, exported.output
        marks = (grades / "marks.csv").read_bytes()
        reports = json.loads((grades / "reports.json").read_text())
        made.append((marks, reports["submissions"]))
    assert made[0] == made[1]


def test_a_pack_is_graded_on_its_own_examples_alone(private, pack, tmp_path, warm):
    """Another corpus is refused; that of a student pack is said to be public."""
    write(tmp_path / "class", {"ada": right().encode()})
    words = ["grade", str(tmp_path / "class"), "--isolation", "limits", "--budget", "0"]
    words += ["--jobs", "1", "--out", str(tmp_path / "grades"), "--sheet", str(pack[0])]
    result = CliRunner().invoke(main, [*words, "--corpus", str(private[0])])
    assert result.exit_code == 2
    assert "is marked on its own examples alone" in result.stderr
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 0, result.output
    assert "This pack holds the public examples, which students have at home." in result.stdout


def test_an_installed_wheel_is_a_registered_sheet(toy, tmp_path):
    """Found by the sheet's name, with nothing of it unpacked."""
    wheel, place = tmp_path / "toy_students-1-py3-none-any.whl", tmp_path / "site"
    result = CliRunner().invoke(main, ["pack", str(toy.folder), "--out", str(wheel)])
    assert result.exit_code == 0, result.output
    with zipfile.ZipFile(wheel) as opened:
        opened.extractall(place)  # which is all that installing does
        record = opened.read("toy_students-1.dist-info/RECORD").decode()
    assert {line.partition(",")[0] for line in record.splitlines()} == {
        file.relative_to(place).as_posix() for file in place.rglob("*") if file.is_file()
    }
    asked = (
        "from grader.sheets.sheet import load_sheet; s = load_sheet('doubling'); print(s.pack.top)"
    )
    said = subprocess.run(
        [sys.executable, "-c", asked],
        env={"PYTHONPATH": str(place)},
        capture_output=True,
        text=True,
    )
    assert said.stdout.startswith("grader_pack_"), said.stderr
    assert not list(place.rglob("doubling*"))


@pytest.mark.parametrize(
    "name", ["pack.whl", "Pack-1-py3-none-any.whl", "pack-1-py3-none-any.whl.whl"]
)
def test_a_name_that_no_wheel_may_have_is_told(name, toy, tmp_path):
    """With one that it may."""
    words = ["pack", str(toy.folder), "--out", str(tmp_path / name)]
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 2
    assert (
        "is no name for a wheel. Name it as in doubling_students-1-py3-none-any.whl."
        in result.stderr
    )
    assert not list(tmp_path.iterdir())
