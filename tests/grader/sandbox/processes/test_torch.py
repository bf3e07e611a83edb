"""PyTorch, where it is installed: half a gigabyte that no other test needs."""

import importlib.util

import numpy as np
import pytest

from grader.examine.student.calls import Call
from grader.examine.student.session import Session
from grader.model import Submission
from grader.sandbox.limits import Limits
from grader.sandbox.processes.availability import works
from grader.sandbox.processes.launch import launcher

SOURCE = b"""
import torch

def slope(x):
    leaf = torch.tensor(x, requires_grad=True)
    (leaf ** 2).sum().backward()
    return leaf.grad.numpy()

def threads():
    return torch.get_num_threads()
"""
ROOMY = Limits(call_seconds=60.0, load_seconds=60.0, question_seconds=120.0, memory_bytes=4 << 30)

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("torch") is None, reason="PyTorch is not installed: it is large"
)


@pytest.fixture(scope="module")
def launched():
    """A launcher for a sheet that lists it."""
    with launcher(("numpy", "torch")) as running:
        yield running


@pytest.mark.parametrize("tier", ["limits", "sealed", "walled"])
def test_it_differentiates_on_one_thread_in_each_tier(launched, tier):
    """A class is marked on all cores, one submission on each."""
    if not works(launched, tier):
        pytest.skip(f"this machine does not offer {tier!r}; see 'grader doctor'")
    session = Session(Submission("submission.py", SOURCE), launched, tier, ROOMY)
    slope, threads = session.ask([Call("slope", (np.array([1.0, 2.0]),)), Call("threads", ())])
    assert slope.value.tolist() == [2.0, 4.0]
    assert threads.value == 1
    session.end()
