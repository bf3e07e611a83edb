"""
The attacks do work: on a grader without a second process, or with our layers taken away.

A bank of attacks that nothing has ever fallen to shows nothing.
"""

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from grader.examine.check import check
from grader.examine.examiner import open_examiner
from grader.examine.settings import Settings
from grader.model import Submission
from grader.sandbox.processes.launch import launcher
from grader.sheets.corpus import FILE_NAME, read_corpus
from grader.sheets.sheet import load_sheet
from tests.attacks.conftest import BANK, HERE, ROOMY, ROOT, laid_out
from tests.attacks.harm import in_output, shown


def attack(name, targets):
    """An attack of the bank, aimed."""
    return targets.fill((BANK / f"{name}.py").read_text(encoding="utf-8"))


FORGED = (
    "forging/array_that_agrees",
    "patching/sheet",
    "exits/at_the_top",
    "walking/modules",
    "reading/model",
)
OTHERS = ("reading/canary", "walking/subclasses", "injection/escape_codes")


def naive(targets, *names):
    """A naive grader at work on attacks, and the files that it prints to."""
    files = [targets.folder / f"{name.replace('/', '_')}.py" for name in names]
    for name, file in zip(names, files, strict=True):
        file.write_bytes(attack(name, targets))
    process = subprocess.Popen(
        [sys.executable, str(HERE / "naive.py"), str(targets.sheet), *map(str, files)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        start_new_session=True,
    )
    return process, [file.with_name(f"{file.name}.said") for file in files]


@pytest.fixture(scope="module")
def robbed():
    """Targets that the naive grader let several attacks at, and what it printed of each."""
    with laid_out() as bait:
        process, files = naive(bait, *FORGED, *OTHERS)
        assert process.wait(timeout=120) == 0
        said = [file.read_bytes().decode("utf-8", "surrogateescape") for file in files]
        yield bait, dict(zip((*FORGED, *OTHERS), said, strict=True))


@pytest.mark.parametrize("name", FORGED)
def test_marks_can_be_had_for_nothing(robbed, name):
    """From a grader that shares a process with the submission, or believes its output."""
    assert json.loads(robbed[1][name].splitlines()[-1])["earned"] > 0


def test_a_secret_can_be_read(robbed):
    """And comes out with the feedback."""
    bait, said = robbed
    assert bait.token in said["reading/canary"]


@pytest.mark.slow
def test_a_grader_can_be_held_up(bait):
    """By a loop: a second after the submission has begun, nothing has come of it."""
    process, (said,) = naive(bait, "exhaustion/cannot_be_interrupted")
    try:
        while not said.exists():
            assert process.poll() is None
            time.sleep(0.02)
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(timeout=1)
        assert said.read_bytes() == b""
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def test_a_program_can_be_started(robbed):
    """And leave a file."""
    assert (robbed[0].folder / "written").exists()


def test_a_terminal_can_be_repainted(robbed):
    """By a message that is shown as it is."""
    assert "\x1b[2J" in robbed[1]["injection/escape_codes"]


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

    with launcher(["numpy"]) as launched:
        report = check(open_examiner(launched, sheet, corpus, settings), submission)

    if hit == "bystander":  # whoever is killed on a busy machine ends a moment later
        bait.bystander.wait(timeout=60)
    after = bait.state()
    changed = [key for key in before.keys() | after.keys() if before.get(key) != after.get(key)]
    if hit:
        assert any(hit in key for key in changed)
    else:
        assert "something leaked" in list(in_output(report, bait.token)), shown(report)
