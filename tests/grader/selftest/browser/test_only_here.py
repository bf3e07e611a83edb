"""A student's code runs in the grader's own interpreter in a page, and nowhere else."""

import pytest

from grader.sandbox.isolation.tiers import TIERS
from grader.sandbox.limits import Limits
from grader.sandbox.processes.working_folder import NOTHING
from grader.selftest.browser import only_here
from grader.selftest.browser.conversation import InThisPage
from grader.selftest.browser.page import reply_in_page
from grader.selftest.notebook.messages import Order
from tests.grader.source_files import ENGINE, all_imports, is_within

ROOM = "grader.selftest.browser"
ELSEWHERE = "in a page alone"


def load(frame, send, listener):
    raise AssertionError("nothing is loaded")


def test_nothing_of_it_can_be_had_elsewhere():
    """Neither the launcher nor the reply, whatever is asked of them."""
    with pytest.raises(RuntimeError, match=ELSEWHERE):
        InThisPage(("numpy",), NOTHING, load)
    with pytest.raises(RuntimeError, match=ELSEWHERE):
        reply_in_page(Order(("a",)))


def test_a_launcher_that_was_made_in_a_page_is_worth_nothing_elsewhere(monkeypatch):
    """It asks again for every conversation."""
    monkeypatch.setattr(only_here.sys, "platform", "emscripten")
    launched = InThisPage((), NOTHING, load)
    assert launched.spawn("none", Limits()).end() == 0
    monkeypatch.undo()
    with pytest.raises(RuntimeError, match=ELSEWHERE):
        launched.spawn("none", Limits())


@pytest.mark.parametrize("tier", TIERS)
def test_it_claims_no_isolation(tier, monkeypatch):
    """What a mark may be made with cannot be had from it, by any of its names."""
    monkeypatch.setattr(only_here.sys, "platform", "emscripten")
    assert only_here.TIER not in TIERS
    with pytest.raises(RuntimeError, match="cannot be had in a page"):
        InThisPage((), NOTHING, load).spawn(tier, Limits())


def test_only_the_check_of_a_notebook_knows_of_it():
    """No command, gradebook or program can come upon it."""
    knowing = {
        module
        for module, file in ENGINE.items()
        if b"browser" in file.read_bytes() and not is_within(module, ROOM)
        if any(is_within(name, ROOM) for name in all_imports(file))
    }
    assert knowing == {"grader.selftest.notebook.check"}
