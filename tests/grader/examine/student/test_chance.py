"""What a submission draws of the system is the same in each run, and in no two processes."""

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

    def ask(source):
        begun = session(source)
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


def test_it_is_asked_as_the_systems_own(session):
    """For no bytes at all, by any whole number, and never for less than none."""
    sizes, negative = session(SOURCE).ask([Call("sizes", ()), Call("negative", ())])
    assert sizes.value == [0, 3]
    assert "ValueError" in str(negative.value)
