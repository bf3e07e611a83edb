"""
The attacks do work: on a grader without a second process, or with our layers taken away.

A bank of attacks that nothing has ever fallen to shows nothing.
"""

import json
import os
import subprocess
import sys

import pytest

from grader.examine.check import check
from grader.examine.examiner import open_examiner
from grader.examine.settings import Settings
from grader.model import Submission
from grader.sandbox.processes.launch import launcher
from grader.sheets.corpus import FILE_NAME, read_corpus
from grader.sheets.sheet import load_sheet
from tests.attacks.conftest import BANK, HERE, ROOMY, ROOT
from tests.attacks.harm import in_output, shown


def attack(name, targets):
    """An attack of the bank, aimed."""
    return targets.fill((BANK / f"{name}.py").read_text(encoding="utf-8"))


def naively(name, targets, seconds=60):
    """What the naive grader prints, and the marks on its last line."""
    file = targets.folder / "attack.py"
    file.write_bytes(attack(name, targets))
    done = subprocess.run(
        [sys.executable, str(HERE / "naive.py"), str(targets.sheet), str(file)],
        capture_output=True,
        timeout=seconds,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    text = done.stdout.decode("utf-8", "surrogateescape")
    return text, json.loads(text.splitlines()[-1])["earned"]


@pytest.mark.parametrize(
    "name",
    [
        "forging/array_that_agrees",
        "patching/sheet",
        "exits/at_the_top",
        "walking/modules",
        "reading/model",
    ],
)
def test_marks_can_be_had_for_nothing(bait, name):
    """From a grader that shares a process with the submission, or believes its output."""
    assert naively(name, bait)[1] > 0


def test_a_secret_can_be_read(bait):
    """And comes out with the feedback."""
    assert bait.token in naively("reading/canary", bait)[0]


@pytest.mark.slow
def test_a_grader_can_be_held_up(bait):
    """By a loop."""
    with pytest.raises(subprocess.TimeoutExpired):
        naively("exhaustion/cannot_be_interrupted", bait, seconds=8)


def test_a_program_can_be_started(bait):
    """And leave a file."""
    naively("walking/subclasses", bait)
    assert (bait.folder / "written").exists()


def test_a_terminal_can_be_repainted(bait):
    """By a message that is shown as it is."""
    assert "\x1b[2J" in naively("injection/escape_codes", bait)[0]


@pytest.mark.parametrize(
    ("name", "hit"),
    [
        ("reading/canary", ""),
        ("network/tcp", "reached"),
        ("tampering/names", "classmate.py"),
        ("escape/signals", "bystander"),
    ],
)
def test_the_layers_are_what_stops_them(bait, name, hit):
    """Under 'limits', which has none of them, the same grader lets the same attack through."""
    sheet = load_sheet(str(bait.sheet))
    corpus = read_corpus(bait.sheet / FILE_NAME, sheet)
    before = bait.state()
    settings = Settings(tier="limits", limits=ROOMY, search_seconds=0.0)
    submission = Submission("attack.py", attack(name, bait))

    with launcher() as launched:
        report = check(open_examiner(launched, sheet, corpus, settings), submission)

    if hit == "bystander":  # whoever is killed on a busy machine ends a moment later
        bait.bystander.wait(timeout=60)
    after = bait.state()
    changed = [key for key in before.keys() | after.keys() if before.get(key) != after.get(key)]
    if hit:
        assert any(hit in key for key in changed)
    else:
        assert "something leaked" in list(in_output(report, bait.token)), shown(report)
