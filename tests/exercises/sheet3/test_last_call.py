"""
Whoever remembers the last call alone, and by too little, is found out by the order of calls.

A corpus may hold two calls that a memory takes for one. That shows for who remembers all calls; for
who remembers only the last one the two have to follow each other where they are really sent.
"""

import warnings
from collections import defaultdict
from inspect import signature
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from grader.audit.power.memories import keys
from grader.collect import read_submission
from grader.examine.check import check
from grader.examine.examiner import public_examiner
from grader.examine.student.session import Session
from grader.sandbox.processes.launch import launcher
from grader.sandbox.wire.codec import decode, encode
from grader.sheets.model_answers import model_student
from grader.sheets.sheet import load_sheet

RIGHT = Path(__file__).parents[2] / "submissions" / "right.py"
UNSHOWN = 0.15  # of the memories that show for who remembers all calls


@pytest.fixture(scope="module")
def sent():
    """By function, the arguments of all calls in the order in which a process gets them."""
    requests, really = [], Session.send_all
    with pytest.MonkeyPatch.context() as patch, launcher() as launched:
        patch.setattr(Session, "send_all", lambda s, r: (requests.extend(r), really(s, r)))
        assert check(public_examiner(launched, sheet="sheet3"), read_submission(RIGHT)).is_full
    found = defaultdict(list)
    for request in requests:
        _, arguments, *_ = decode(request.structure, request.blob, symbolic=True)
        found[request.function].append(arguments)
    return found


def answer(function, arguments):
    try:
        return encode(function(*arguments))
    except ValueError:
        return None


def shows(function, calls, key):
    """Whether a memory by this key shows: of all calls, and of the last one."""
    known, ever, last = {}, False, False
    said = [(key(each), answer(function, each)) for each in calls]
    for found, right in said:
        ever |= known.setdefault(found, right) not in (right, None)
    for (found, right), (following, other) in pairwise(said):
        last |= found == following and right is not None and right != other
    return ever, last


@pytest.mark.slow
def test_most_of_what_shows_for_all_calls_shows_for_the_last_one(sent):
    """It was one in five, when like did not follow like."""
    model = vars(model_student(load_sheet("sheet3")))
    found = []
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        for name, calls in sent.items():
            if not any(isinstance(x, np.random.Generator) for each in calls for x in each):
                ways = keys([*signature(model[name]).parameters])
                found += [shows(model[name], calls, key) for _, key in ways]
    ever = [last for whole, last in found if whole]
    assert len(ever) > 300
    assert ever.count(False) <= UNSHOWN * len(ever)
