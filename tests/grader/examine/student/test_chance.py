"""What a submission draws of the system is the same in each run, and in no two processes."""

import itertools

import pytest

from grader.examine.student.calls import Call

SOURCE = """
import os, random, secrets, uuid
import numpy as np

def drawn():
    return [
        os.urandom(4).hex(),
        os.getrandom(4).hex() if hasattr(os, "getrandom") else "",
        secrets.token_hex(4),
        str(uuid.uuid4()),
        int(np.random.default_rng().integers(10**9)),
        int(np.random.RandomState().randint(10**9)),
        random.SystemRandom().randrange(10**9),
    ]

def sizes():
    return [len(os.urandom(0)), len(os.urandom(np.int64(3)))]

def negative():
    return os.urandom(-1)
"""


@pytest.fixture
def asked(session):
    """What a function draws: in a process, again in it, and in the next one."""

    def ask(source, salt=""):
        begun = session(source, salt=salt)
        found = [begun.ask([Call("drawn", ())])[0].value for _ in range(2)]
        begun.end()
        return [*found, begun.ask([Call("drawn", ())])[0].value]

    return ask


def test_each_run_draws_the_same_and_each_process_for_itself(asked):
    """A generator without a seed changes no mark from run to run, and is found out in each."""
    first, again, next_one = asked(SOURCE)
    assert asked(SOURCE) == [first, again, next_one]
    for one, other in ((first, again), (first, next_one), (again, next_one)):
        assert not [a for a, b in zip(one, other, strict=True) if a == b]


def test_another_submission_draws_otherwise(asked):
    """So nobody's luck is anybody else's."""
    first, *_ = asked(SOURCE)
    other, *_ = asked(f"{SOURCE}\n# another\n")
    assert not [a for a, b in zip(first, other, strict=True) if a == b]


def test_who_knows_the_submission_and_not_the_corpus_foretells_no_draw(asked):
    """A process that computed what the first one draws could tell whether it is that one."""
    first, *_ = asked(SOURCE, "a corpus")
    other, *_ = asked(SOURCE, "another corpus")
    assert not [a for a, b in zip(first, other, strict=True) if a == b]


READS_ITS_LOT = """
import sys
frame = sys._getframe()
while frame.f_code.co_name != "load_source":
    frame = frame.f_back
LOT = frame.f_locals["frame"].serial

def lot():
    return LOT
"""
PROCESSES = 4


@pytest.fixture
def lots(session):
    """What the processes of a submission find where the number of the process stood."""

    def read(salt, source=READS_ITS_LOT):
        begun, found = session(source, salt=salt), []
        for _ in range(PROCESSES):
            found.append(begun.ask([Call("lot", ())])[0].value)
            begun.end()
        return found

    return read


def test_a_process_reads_what_it_draws_from_and_not_which_one_it_is(lots):
    """The first one read 0, and could answer otherwise in the one that confirms it."""
    found = lots("a corpus")
    assert len(set(found)) == PROCESSES
    assert min(found) > 2**32
    differences = [after - before for before, after in itertools.pairwise(found)]
    assert len(set(differences)) == PROCESSES - 1
    assert lots("a corpus") == found


def test_what_it_reads_hangs_on_the_corpus_and_on_the_submission(lots):
    """Who has neither met it before nor knows the corpus, cannot tell which process it is of."""
    found = [
        *lots("a corpus"),
        *lots("another corpus"),
        *lots("a corpus", f"{READS_ITS_LOT}\n# another\n"),
    ]
    assert len(set(found)) == 3 * PROCESSES


def test_it_is_asked_as_the_systems_own(session):
    """For no bytes at all, by any whole number, and never for less than none."""
    sizes, negative = session(SOURCE).ask([Call("sizes", ()), Call("negative", ())])
    assert sizes.value == [0, 3]
    assert "ValueError" in str(negative.value)
