"""
A student's set-up from scratch: the wheel, a pack, ``grader check``, and no answer on the disk.

The wheel is built of this checkout and put into an interpreter of its own; what it requires is
found where these tests have it. Home, temporary files and all that is compiled on the way lie in
one folder, which is searched afterwards as a student could search it.
"""

import os
import subprocess
import sysconfig
import tempfile
import venv
import zipfile
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

from grader.sheets.derived.bundle import planted_submission
from grader.sheets.misconceptions import misconceptions
from grader.sheets.sheet import load_sheet
from tests.grader.examine.packing.few_examples import with_examples
from tests.grader.examine.packing.secret_search import found_below

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
AT_EITHER_END = 1  # examples of each law
# What 'grader new' begins with is everybody's, and fits a line as the tour does.
NEW_SHEETS = "grader/sheets/new_sheet/templates/"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """What students install."""
    (file,) = WheelBuilder(str(ROOT)).build(directory=str(tmp_path_factory.mktemp("built")))
    return Path(file)


@pytest.fixture
def student(wheel):
    """A folder with an interpreter that has the wheel; how to start the grader there."""
    with tempfile.TemporaryDirectory(prefix="pytest-student-") as name:
        top = Path(name)
        for folder in ("home", "tmp", "work"):
            (top / folder).mkdir()
        venv.EnvBuilder(symlinks=True).create(top / "venv")
        (packages,) = (top / "venv" / "lib").glob("python*/site-packages")
        with zipfile.ZipFile(wheel) as opened:
            opened.extractall(packages)
        (packages / "required.pth").write_text(sysconfig.get_paths()["purelib"])
        kept = {"PATH": os.environ["PATH"], "HOME": str(top / "home"), "TMPDIR": str(top / "tmp")}

        def grader(*words):
            done = subprocess.run(
                [top / "venv" / "bin" / "python", "-m", "grader", *words],
                cwd=top / "work",
                env=kept,
                capture_output=True,
                text=True,
                check=False,
            )
            assert done.returncode in (0, 1), done.stderr
            return done.stdout

        yield top, grader


@pytest.mark.parametrize("name", ["tour", "exercises/sheet3"])
def test_no_answer_is_on_the_disk_of_who_checks_at_home(name, student, tmp_path):
    """After a check that named a mistake, hints, a starter: neither as source nor compiled."""
    whole, (top, grader) = load_sheet(name), student
    pack = with_examples(
        whole, tmp_path, lambda _, all_: [*all_[:AT_EITHER_END], *all_[-AT_EITHER_END:]]
    ).pack
    (top / "work" / "students.zip").write_bytes(pack.read_bytes())
    (question, *_) = whole.questions
    mistake, *_ = misconceptions(whole, question)
    handed_in = top / "work" / "submission.py"
    handed_in.write_bytes(planted_submission(whole, mistake).source)
    said = grader("check", "submission.py", "--sheet", "students.zip")
    assert str(mistake.sentence) in " ".join(said.split())
    handed_in.unlink()  # which is made of the model
    for words in (["start", "mine.py"], ["explain", question.id], ["questions"]):
        grader(*words, "--sheet", "students.zip")
    grader("check", "mine.py", "--hint", "2", "--sheet", "students.zip")
    assert [*top.rglob("grader/**/*.pyc")]
    found = [each for each in found_below(top, whole) if NEW_SHEETS not in each[0]]
    assert found == []
    leak = next(
        iter((whole.folder / "misconceptions").rglob("[a-z]*.py")), whole.folder / "mean.py"
    )
    (top / "work" / "left.py").write_bytes(leak.read_bytes())
    assert [*found_below(top / "work", whole)]
