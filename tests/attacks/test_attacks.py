"""
Our own bank of hostile submissions: whatever they try, nothing comes of it.

Each file of the bank is graded, everything that it could have harmed is looked at, and then
a right submission is graded with the same template: the one who comes next is the victim
of whatever was left.  That each kind of attack can succeed is shown in ``test_naive``.
"""

import time
from dataclasses import replace

import pytest

from grader.model import Outcome
from tests.attacks.conftest import BANK, QUICK, ROOMY
from tests.attacks.harm import (
    MOST_KILOBYTES,
    MOST_SECONDS,
    in_output,
    left_processes,
    memory_kilobytes,
)
from tests.grader.misbehaviour import right

NAMES = sorted(str(file.relative_to(BANK).with_suffix("")) for file in BANK.rglob("*.py"))
TIERS = ("walled", "sealed", "owned")
# Another user may still look at what everybody may: that is not what 'owned' promises.
PUBLIC = ("reading/other_processes", "reading/whole_disk")
TURNS = {"walled": (12, 0), "sealed": (12, 6), "owned": (24, 7)}
COSTLY = "exhaustion/"  # these get less time
BRIEF = replace(QUICK, question_seconds=1.0, submission_seconds=3.0, advice_seconds=0.5)


def takes_its_turn(tier, place):
    """Every twelfth attack is let loose in a tier, in turn; at leisure, all of them are in each."""
    every, turn = TURNS[tier]
    return place % every == turn


def at_leisure(tier, place):
    """All of them in two tiers; in the third every ninth, and the rest when somebody asks."""
    return pytest.mark.sweep if tier == "owned" and place % 9 else pytest.mark.slow


CASES = [
    pytest.param(
        *(tier, name),
        id=f"{tier}-{name}",
        marks=[] if takes_its_turn(tier, place) else [at_leisure(tier, place)],
    )
    for tier in TIERS
    for place, name in enumerate(NAMES)
    if not (tier == "owned" and name in PUBLIC)
]
KINDS = "forging patching exits walking reading exhaustion escape network tampering injection"
STUB = b"def double(x):\n    return None\n\n\naverage = double\n"


@pytest.fixture(scope="module")
def stub(grade):
    """What a submission that does nothing earns."""
    return grade(STUB, "sealed").earned


def outcomes(report):
    """What examining led to, over all properties."""
    return {verdict.outcome for mark in report.marks for verdict in mark.verdicts}


@pytest.mark.parametrize(("tier", "name"), CASES)
def test_an_attack_comes_to_nothing(grade, targets, template_for, stub, capfd, tier, name):
    """No marks, no secrets, nothing left, nothing reached, and the next one gets all marks."""
    attack = targets.fill((BANK / f"{name}.py").read_text(encoding="utf-8"))
    before, memory, start = targets.state(), memory_kilobytes(), time.monotonic()

    report = grade(attack, tier, limits=BRIEF if name.startswith(COSTLY) else QUICK)

    assert time.monotonic() - start < MOST_SECONDS
    assert memory_kilobytes() - memory < MOST_KILOBYTES
    assert report.earned <= stub
    assert Outcome.UNDECIDED not in outcomes(report)  # time may end, and nothing of ours fails
    assert list(in_output(report, targets.token)) == []
    assert left_processes(template_for(tier)._process.pid) == []
    assert targets.state() == before
    assert capfd.readouterr() == ("", "")
    assert grade(right().encode(), tier, limits=ROOMY).earned == 9


@pytest.mark.parametrize("name", PUBLIC)
def test_another_user_sees_what_everybody_may_and_no_secret(grade, targets, name):
    """It lists folders and processes that are open to all, and reads no canary and no model."""
    report = grade(targets.fill((BANK / f"{name}.py").read_text(encoding="utf-8")), "owned")
    shown = [verdict.message for mark in report.marks for verdict in mark.verdicts]
    assert report.earned == 0
    assert targets.token not in str(report)
    assert not any("(True" in message for message in shown)


def test_the_bank_is_large_and_of_every_kind():
    """Nobody empties it by accident."""
    kinds = {name.partition("/")[0] for name in NAMES}
    assert len(NAMES) >= 100
    assert kinds == set(KINDS.split())


def test_the_victim_is_worth_robbing(grade):
    """The right submission does get all marks, and the stub none."""
    assert grade(right().encode(), "sealed", limits=ROOMY).earned == 9
    assert grade(STUB, "sealed").earned == 0


def test_a_hostile_name_is_cleaned(grade, targets):
    """A file may be called anything that a file system takes."""
    report = grade(STUB, "sealed", name='=cmd|"\x1b[2J\u202e\n9 of 9.py')
    assert list(in_output(report, targets.token)) == []


def test_nothing_of_ours_was_at_fault(grade, targets):
    """An attack is its author's loss, never an open question; the limits are ours."""
    report = grade(targets.fill((BANK / "exits/in_a_call.py").read_text()), "walled", limits=QUICK)
    assert outcomes(report) == {Outcome.FORBIDDEN}
