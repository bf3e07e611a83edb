"""
A command given again whenever something in some folders is saved.

Each time it runs in a process of its own: a sheet's modules are imported once in the life of a
process, and an author who has changed one wants the new one to be tried.
"""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from grader.selftest.watch.saves import watcher

__all__ = ["again_on_every_save"]

SOURCES = {".py", ".toml", ".json", ".mo"}
STEP, AT_MOST, LOOK = 20, 200, 250  # milliseconds: of quiet, of one save, between two looks
PATIENCE = 10.0  # seconds to end when asked to


def again_on_every_save(words: Sequence[str], folders: Sequence[Path]) -> int:
    """
    Give the command now and whenever a source in one of these folders is saved; its last status.

    A save ends what is still running.  Raises KeyboardInterrupt where it never came to its end.
    """
    running, status, waits = _begun(words), None, False
    try:
        for changes in watcher()(
            *folders,
            watch_filter=_is_source,
            step=STEP,
            debounce=AT_MOST,
            rust_timeout=LOOK,
            yield_on_timeout=True,
            raise_interrupt=True,
        ):
            if not waits and running.poll() is not None:
                status, waits = running.returncode, True
                click.echo(
                    f"\nWaiting for a save in {', '.join(map(str, folders))}. Ctrl-C ends it."
                )
            if changes:
                _end(running)
                names = sorted({Path(path).name for _, path in changes})
                click.echo(f"\n--- {', '.join(names)} was saved ---\n")
                running, waits = _begun(words), False
    except KeyboardInterrupt:
        if status is None:
            raise
    finally:
        _end(running)
    return status or 0


def _begun(words: Sequence[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "grader", *words])


def _end(running: subprocess.Popen[bytes]) -> None:
    if running.poll() is not None:
        return
    running.terminate()
    try:
        running.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        running.kill()
        running.wait()


def _is_source(_: object, path: str) -> bool:
    return Path(path).suffix in SOURCES
