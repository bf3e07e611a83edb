"""
Hypothesis without a clock and without a memory, for all tests.

On a busy machine a slow example is not a wrong one, and a run must not depend on what an
earlier one found.  The default run draws a few dozen examples of each property; with
``--hypothesis-profile thorough`` it draws hundreds.  Where CI is set the examples are fixed as
well, so that a failure there can be repeated here.

And in English, whatever language the machine speaks.

What is collected stays until the end, thousands of tests and what they import: the garbage
collector looks through it neither while it comes together nor afterwards.  Hypothesis draws once
before: its oldest releases look for whoever holds their random generator, and find nobody where
the holder was left alone first, which they warn of.

Bytecode is kept, also where it is switched off: the tests start hundreds of interpreters, and each
would compile the same modules again, which is a quarter of the time that a short command takes.
"""

import gc
import os
import signal
import sys

from hypothesis import given, settings
from hypothesis import strategies as st

gc.disable()


def pytest_xdist_auto_num_workers():
    """One more than there are cores: many tests wait for a process that they started."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return 1 + (cores or 1)


def pytest_collection_finish():
    """From here on there is garbage."""
    given(st.none())(lambda _: None)()
    gc.freeze()
    gc.enable()


settings.register_profile(
    "tests",
    database=None,
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    max_examples=30,
)
settings.register_profile("thorough", parent=settings.get_profile("tests"), max_examples=200)
settings.load_profile("tests")
os.environ["LANGUAGE"] = "en"
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# A shell that starts the tests in the background has them ignore Ctrl-C, and with them everything
# that they start; some of that is there to be interrupted.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
