"""
Whether a file has been saved since it was read.

Editors replace a file as often as they write into it, so the folder is watched.  News from
the folder only wakes us: what counts is how the file itself stands, which is also looked at
from time to time, for folders that send no news (network drives, say).
"""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from grader.errors import GraderError
from grader.language import Message

__all__ = ["Saves", "watcher"]

STEP = 20  # milliseconds of quiet after which a save is complete
AT_MOST = 100  # milliseconds that a save may go on
LOOK = 250  # milliseconds after which the file is looked at without news


class Saves:
    """A file on disk, as somebody else changes it."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._seen = _stamp(file)
        self._news = _news(watcher(), file.parent)

    def seen(self) -> None:
        """From here on only later saves count; to be called before the file is read."""
        self._seen = _stamp(self._file)

    def is_newer(self) -> bool:
        """Whether the file is another one than was seen; quick enough to be asked all the time."""
        return _stamp(self._file) != self._seen

    def wait(self) -> bool:
        """Wait for news, a fraction of a second at most; whether the file was saved."""
        names = next(self._news)
        return self._file.name in names or self.is_newer()


def _stamp(file: Path) -> tuple[int, ...] | None:
    """The file's change stamp, by which a save shows; None where there is no file."""
    try:
        found = os.lstat(file)
    except (OSError, ValueError):
        return None
    return found.st_mode, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def watcher() -> Callable[..., Iterator[Any]]:
    """What watches folders (``watchfiles.watch``); raises GraderError where that is missing."""
    try:
        from watchfiles import watch
    except ImportError:
        raise GraderError(
            Message(
                "folders are watched with the package watchfiles, which this Python does not have. "
                "Install it, or give the command again whenever you have saved."
            )
        ) from None
    return watch


def _news(watch: Callable[..., Iterator[Any]], folder: Path) -> Iterator[frozenset[str]]:
    """Names of files in a folder that something happened to, every now and then none."""
    try:
        for changes in watch(
            folder,
            watch_filter=None,
            recursive=False,
            step=STEP,
            debounce=AT_MOST,
            rust_timeout=LOOK,
            yield_on_timeout=True,
        ):
            yield frozenset(os.path.basename(path) for _, path in changes)  # noqa: PTH119
    except OSError:  # the system has no watches left, say
        while True:
            time.sleep(LOOK / 1000)
            yield frozenset()
