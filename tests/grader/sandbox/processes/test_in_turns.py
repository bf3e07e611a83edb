"""Two templates take turns: the next child is there already, and no other is touched by an end."""

import os

import psutil
import pytest

from grader.sandbox.limits import Limits
from grader.sandbox.processes.child import Child
from grader.sandbox.processes.in_turns import InTurns, launchers_in_turns
from grader.sandbox.processes.launch import TemplateFailed
from grader.sandbox.processes.working_folder import NOTHING
from grader.sandbox.wire.frames import Kind

PACKAGES = ("numpy",)
TIER, LIMITS = "limits", Limits()


@pytest.fixture(scope="module")
def in_turns():
    with launchers_in_turns(PACKAGES) as running:
        yield running


def spawned(in_turns, limits=LIMITS):
    """A child that has said that it is ready."""
    child = in_turns.spawn(TIER, limits)
    assert child.channel.receive(60).kind == Kind.READY
    return child


def test_two_children_live_at_a_time_and_the_end_of_one_is_no_others(in_turns):
    first, second = spawned(in_turns), spawned(in_turns)
    assert first.pid != second.pid
    first.end()
    assert psutil.pid_exists(second.pid)
    assert not second.channel.pending()
    second.end()


def test_a_third_is_refused_as_it_would_end_with_another(in_turns):
    children = [spawned(in_turns) for _ in range(2)]
    with pytest.raises(TemplateFailed):
        in_turns.spawn(TIER, LIMITS)
    for child in children:
        child.end()


def test_the_next_child_waits_before_it_is_asked_for(in_turns):
    spawned(in_turns).end()
    spawned(in_turns).end()
    waiting = {turn._spare.result().pid for turn in in_turns._turns}
    child = spawned(in_turns)
    assert child.pid in waiting
    child.end()


def test_each_child_is_lent_once(in_turns):
    pids = []
    for _ in range(6):
        child = spawned(in_turns)
        pids.append(child.pid)
        child.end()
    assert len(set(pids)) == len(pids)


def test_a_child_has_the_limits_that_were_asked_for(in_turns):
    """And not those of the one before, though such a child waits."""
    spawned(in_turns).end()
    spawned(in_turns).end()
    child = spawned(in_turns, Limits(descriptors=33))
    limits = psutil.Process(child.pid).rlimit(psutil.RLIMIT_NOFILE)
    assert limits == (33, 33)
    child.end()


def test_a_child_that_is_dropped_is_ended_before_the_next_of_its_template_is_there(in_turns):
    first, second = spawned(in_turns), spawned(in_turns)
    dropped = psutil.Process(first.pid)
    first.drop()
    third = spawned(in_turns)
    assert not dropped.is_running()
    assert psutil.pid_exists(second.pid)
    for child in (second, third):
        child.end()


class Numbered:
    """A launcher whose children have its number for a process id."""

    packages, materials, prepares = PACKAGES, NOTHING, False

    def __init__(self, number):
        self.number = number

    def spawn(self, tier, limits):
        return Child(None, self.number, lambda: 0)


def test_which_template_comes_first_is_drawn():
    """The second of two children knew itself by whatever differs from template to template."""
    firsts = set()
    with InTurns([Numbered(1), Numbered(2)]) as numbered:
        for _ in range(60):
            children = [numbered.spawn(TIER, LIMITS) for _ in range(2)]
            assert {child.pid for child in children} == {1, 2}
            firsts.add(children[0].pid)
            for child in children:
                child.end()
    assert firsts == {1, 2}


def test_what_has_ended_says_the_same_when_it_is_ended_again(in_turns):
    child = spawned(in_turns)
    assert child.end() == child.end()


def test_nothing_is_left_when_it_is_closed():
    with launchers_in_turns(PACKAGES) as running:
        lent = spawned(running)
        spawned(running).end()
        started = [turn._behind._process.pid for turn in running._turns]
        there = [psutil.Process(pid) for pid in [*started, lent.pid]]
        spare = [turn._spare.result() for turn in running._turns if turn.has_spare]
        there += [psutil.Process(child.pid) for child in spare]
    lent.drop()
    assert len(there) == 4
    assert not [each for each in there if each.is_running()]


def test_a_template_that_is_gone_is_told():
    with launchers_in_turns(PACKAGES) as running:
        spawned(running).end()
        for launched in running.apart():
            os.kill(launched._process.pid, 9)
            launched._process.wait()
        with pytest.raises(TemplateFailed):
            running.spawn(TIER, LIMITS)
