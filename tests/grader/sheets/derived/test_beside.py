"""What a sheet says is run in its own folder, one folder at a time."""

import os
from threading import Thread

import pytest

from grader.sheets.derived.beside import working_in


def in_another_thread(folder):
    """Where another thread works that wants a folder; empty if it has to wait for longer."""
    found = []

    def work():
        with working_in(folder):
            found.append(os.getcwd())  # noqa: PTH109

    waiting = Thread(target=work, daemon=True)
    waiting.start()
    waiting.join(20)
    return found


def test_a_folder_that_is_not_there_keeps_nobody_waiting(tmp_path):
    """Whoever wanted it is told, and the next one has its turn."""
    with pytest.raises(FileNotFoundError), working_in(tmp_path / "gone"):
        pass
    assert in_another_thread(tmp_path) == [str(tmp_path)]
