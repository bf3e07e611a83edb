"""How marks are made on a machine that others use, too: again, while points are open."""

import time

import pytest

from grader.integrations.packages import mark
from grader.model import Outcome
from grader.sheets.sheet import load_sheet
from tests.grader.integrations.packages.reports import report

OPEN, HALF = report(Outcome.UNDECIDED, Outcome.UNDECIDED), report(Outcome.PASSED, Outcome.UNDECIDED)
DECIDED = report(Outcome.PASSED, Outcome.WRONG)
PLENTY = 1_000.0


@pytest.mark.parametrize(
    ("made", "seconds", "kept", "times"),
    [
        ([DECIDED], PLENTY, DECIDED, 1),
        ([OPEN, DECIDED], PLENTY, DECIDED, 2),
        ([HALF, OPEN, OPEN], PLENTY, HALF, 3),
        ([OPEN, HALF, OPEN], PLENTY, HALF, 3),
        ([OPEN, DECIDED], -1.0, OPEN, 1),
    ],
)
def test_open_points_are_asked_again_while_there_is_time(monkeypatch, made, seconds, kept, times):
    """The report with the fewest of them counts, and what is decided is not asked again."""
    left = iter(made)
    monkeypatch.setattr(mark, "check", lambda *_: next(left))
    assert mark._checked(None, None, time.monotonic() + seconds) is kept
    assert len(list(left)) == len(made) - times


@pytest.mark.slow
def test_the_data_of_a_sheet_and_the_files_that_its_laws_pass_are_there(tmp_path):
    """A right submission has all points, and none is open because our process had no folder."""
    (tmp_path / "submission").mkdir()
    source = (load_sheet("tour").folder / "wheats" / "plain.py").read_bytes()
    (tmp_path / "submission" / "submission.py").write_bytes(source)
    told = {
        "sheet": "tour",
        "submission": "submission",
        "aside": [],
        "isolation": {"exactly": "limits"},
        "budget": 0,
        "seconds": PLENTY,
        "lang": None,
    }
    found = mark.marked(tmp_path, tmp_path, told).public
    assert found is not None
    assert (found.earned, found.open) == (found.possible, 0)


@pytest.mark.parametrize("files", [(), ("report.pdf",), ("all.zip",)])
def test_whoever_handed_in_no_file_is_told_to_hand_one_in(tmp_path, files):
    """Who reads it is no teacher, and has nobody to ask for the file."""
    for name in files:
        (tmp_path / name).write_bytes(b"PK\x05\x06" + bytes(18))
    problem, path, _ = mark._handed_in(tmp_path, ())
    assert path == ""
    assert str(problem).endswith("Hand in a Python file or a notebook.")
