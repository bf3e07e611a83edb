"""Where files' rights are all there is, a file that is open to a submission stops the marking."""

import json
import subprocess
import tempfile
from concurrent.futures import Future
from pathlib import Path

import pytest

from grader.errors import GraderError
from grader.examine.exposed import assert_closed, exposed, secrets_of
from grader.examine.workers.finding import strongest
from grader.sandbox.isolation.tiers import OWNED
from grader.sandbox.processes.availability import works
from grader.sheets.sheet import load_sheet
from tests.grader.misbehaviour import right
from tests.grader.sandbox.conftest import python_for, template, template_for
from tests.open_interpreter import open_to_all
from tests.toys.copied import copied
from tests.toys.written import write_examples

__all__ = ["python_for", "template", "template_for"]


@pytest.fixture
def other_user(template_for):
    """A template whose children may be another user."""
    if not works(template_for(OWNED), OWNED):
        pytest.skip(f"this machine does not offer {OWNED!r}; see 'grader doctor'")
    return template_for(OWNED)


def test_what_another_user_can_open_is_found_by_opening_it(other_user):
    """Neither rights of the file alone count nor those of the folder alone, but both."""
    with tempfile.TemporaryDirectory(prefix="pytest-open-") as top:
        within, beside = Path(top, "within"), Path(top, "beside")
        for file in (within, beside):
            file.write_text("secret", encoding="ascii")
        assert exposed(other_user, [Path(top), within, beside, Path(top, "none")]) == ()
        Path(top).chmod(0o711)
        beside.chmod(0o600)
        assert exposed(other_user, [Path(top), within, beside]) == (top, str(within))


def test_where_it_cannot_be_found_out_that_is_told_and_no_other_reason(other_user, monkeypatch):
    """A machine has enough memory as a rule; what the process said is in the sentence."""
    failing = b"def reached(paths): raise RuntimeError('no such call')"
    monkeypatch.setattr("grader.examine.exposed.SOURCE", failing)
    with pytest.raises(
        GraderError, match="could not be found out .*: raised RuntimeError: no such"
    ):
        exposed(other_user, [Path("/")])


def test_a_sheet_that_is_open_is_named_with_what_to_do(other_user):
    """Its model answers are among what a submission must not read."""
    with tempfile.TemporaryDirectory(prefix="pytest-sheet-") as top:
        sheet = load_sheet(str(copied(Path(top) / "doubling_in_the_open")))
        assert {sheet.folder / "model.py", sheet.folder / "__init__.py"} <= {*secrets_of(sheet)}
        assert exposed(other_user, secrets_of(sheet)) == ()
        open_to_all(Path(top))
        open_to_all(sheet.folder)
        with pytest.raises(GraderError, match=r"doubling_in_the_open.* more\. .*chmod -R go="):
            assert_closed(exposed(other_user, secrets_of(sheet)))


class Elsewhere:
    """Examiners on a machine that has no more than this."""

    slots = 1

    def __init__(self, tier):
        self.tier = tier

    def submit(self, *_):
        found = Future()
        found.set_result(self.tier)
        return found


@pytest.mark.parametrize(("tier", "refused"), [("owned", 1), ("limits", 1), ("sealed", 0)])
def test_a_class_is_marked_under_weak_isolation_only_where_that_was_said(tier, refused):
    """'grade' never takes it on its own, and says how it is asked for."""
    if refused:
        with pytest.raises(GraderError, match=f"--isolation {tier}"):
            strongest(Elsewhere(tier))
    else:
        assert strongest(Elsewhere(tier)) == tier


@pytest.mark.slow
def test_a_class_is_marked_as_another_user_where_told(other_user, python_for):
    """The mark names the isolation; what lies open is refused before anything is marked."""
    with tempfile.TemporaryDirectory(prefix="pytest-class-") as name:
        top = Path(name)
        sheet = copied(top / "doubling_as_another")
        write_examples(load_sheet(str(sheet)))
        handed_in = top / "class"
        handed_in.mkdir()
        (handed_in / "ada.py").write_text(right(), encoding="utf-8")

        def grade(out):
            program = "from grader.cli import main; main()"
            words = ["grade", str(handed_in), "--public", "--sheet", str(sheet), "--jobs", "1"]
            words += ["--isolation", "owned", "--out", str(top / out)]
            command = [python_for(OWNED), "-P", "-c", program, *words]
            return subprocess.run(command, capture_output=True, text=True)

        done = grade("marks")
        assert done.returncode == 0, done.stderr
        marks = json.loads((top / "marks" / "marks.json").read_text(encoding="utf-8"))
        assert marks["isolation"] == "owned"
        assert [row["earned"] for row in marks["submissions"]] == [9]
        assert (top / "marks").stat().st_mode & 0o77 == 0
        top.chmod(0o755)
        done = grade("others")
        assert done.returncode != 0
        assert "every user of this machine can read" in done.stderr
