"""What is being done is told while it takes long: on a terminal alone, in its reader's language."""

import os
import subprocess
import sys
from importlib.metadata import version

import pytest

from grader.commands.output import TAKEN_FOR_A_TERMINAL, progress
from grader.language import Message, words


@pytest.fixture(params=TAKEN_FOR_A_TERMINAL)
def terminal(request, monkeypatch):
    """Standard error is taken for a terminal."""
    if request.param == "TTY_COMPATIBLE" and int(version("rich").partition(".")[0]) < 14:
        pytest.skip("rich knows it from 14 on")
    for name in TAKEN_FOR_A_TERMINAL:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv(request.param, "1")
    monkeypatch.setenv("NO_COLOR", "1")


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Looking at question 1a"), ("de", "Untersucht wird: Aufgabe 1a")],
)
def test_what_is_looked_at_is_told(terminal, capfd, language, said):
    """A message in the language that was asked for."""
    with progress(words(language)) as tell:
        tell(Message("question {question}", question="1a"))
    assert said in capfd.readouterr().err


NOT_YET = """
import sys
from grader.commands.output import progress
with progress() as tell:
    tell("the sheet")
print("rich" in sys.modules)
"""


def test_who_reads_a_pipe_does_not_wait_for_rich():
    """It is imported while the submission is at work."""
    environment = {k: v for k, v in os.environ.items() if k not in TAKEN_FOR_A_TERMINAL}
    told = subprocess.run(
        [sys.executable, "-c", NOT_YET], capture_output=True, text=True, env=environment
    )
    assert (told.stdout, told.stderr) == ("False\n", "")


def test_a_pipe_is_told_nothing(monkeypatch, capfd):
    """Whoever reads it later has the report."""
    monkeypatch.setenv("TTY_COMPATIBLE", "0")
    with progress() as tell:
        tell(Message("the sheet"))
    assert capfd.readouterr() == ("", "")
