"""
The folder that a student's process starts in: a sheet's data, and files that a property passes.

It is a copy of its own.  Nobody who runs a submission without isolation loses data by it, nobody
learns where the sheet lies, and what one submission has changed in it, where nothing keeps it from
that, is put right before the next one starts.  A file that a property passes is written here by the
examiner, since a student's process can write none.
"""

import contextlib
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from grader.sandbox.wire.further.files import TextFile

__all__ = ["NOTHING", "Materials", "WorkingFolder", "copy_data", "prepared"]

READABLE, READABLE_FOLDER, WRITABLE_FOLDER = 0o444, 0o555, 0o755
State = dict[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Materials:
    """
    What a sheet's submissions are to find in their working directory.

    Attributes
    ----------
    data : Path or None
        A folder of which there is a copy.
    files : bool
        Whether properties pass files.
    """

    data: Path | None = None
    files: bool = False

    @property
    def beside(self) -> Path | None:
        """The folder that the data lie in; None where there are none, and for those in a pack."""
        if self.data is None or not os.path.isdir(self.data.parent):  # noqa: PTH112 - on the disk
            return None
        return self.data.parent

    def __bool__(self) -> bool:
        """Whether a working directory is needed for it."""
        return self.files or self.data is not None


NOTHING = Materials()


class WorkingFolder:
    """
    A folder with such materials, until it is closed.

    Attributes
    ----------
    path : Path
    """

    def __init__(self, materials: Materials) -> None:
        self._made = tempfile.TemporaryDirectory(prefix="submission-", ignore_cleanup_errors=True)
        self.path = Path(self._made.name).resolve()
        self._data = materials.data
        self._passed: dict[str, TextFile] = {}
        self._state: State | None = None
        self.restore()

    def restore(self) -> None:
        """Make it what it was, where somebody has changed something in it."""
        if self._state is not None and _state(self.path) == self._state:
            return
        self.path.chmod(WRITABLE_FOLDER)
        for entry in self.path.iterdir():
            _removed(entry)
        if self._data is not None:
            target = self.path / self._data.name
            copy_data(self._data, target)
            _protect(target)
        for each in self._passed.values():
            self._write(each)
        self._state = _state(self.path)

    def provide(self, file: TextFile) -> None:
        """Let there be a file that is passed."""
        if file.place not in self._passed:
            self._passed[file.place] = file
            self._write(file)
            self._state = _state(self.path)

    def _write(self, file: TextFile) -> None:
        target = self.path / file.place
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.content)
        target.chmod(READABLE)

    def close(self) -> None:
        """Remove it."""
        with contextlib.suppress(OSError):
            for folder, _, _ in os.walk(self.path):
                Path(folder).chmod(WRITABLE_FOLDER)
        self._made.cleanup()


def copy_data(data: Path, target: Path) -> None:
    """Copy a folder of data, which may lie in a pack; raises OSError."""
    target.mkdir()
    for place in sorted(data.rglob("*")):
        copy = target / place.relative_to(data).as_posix()
        if place.is_dir():
            copy.mkdir(parents=True, exist_ok=True)
        else:
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(place.read_bytes())


def prepared(folder: WorkingFolder | None) -> str:
    """Where a new child starts; empty where it needs no folder."""
    if folder is None:
        return ""
    folder.restore()
    return str(folder.path)


def _state(folder: Path) -> State:
    """What is in a folder, so that a change in it is seen; nobody can set a ``ctime`` back."""
    found: State = {}
    for place in sorted(folder.rglob("*")):
        status = place.lstat()
        times = status.st_mtime_ns, status.st_ctime_ns
        found[str(place)] = (status.st_mode, status.st_size, status.st_ino, *times)
    return found


def _protect(folder: Path) -> None:
    for inner, folders, files in os.walk(folder):
        for name in files:
            (Path(inner) / name).chmod(READABLE)
        for name in [*folders, "."]:
            (Path(inner) / name).chmod(READABLE_FOLDER)


def _removed(entry: Path) -> None:
    if entry.is_symlink() or not entry.is_dir():
        entry.unlink()
        return
    for folder, _, _ in os.walk(entry):
        Path(folder).chmod(WRITABLE_FOLDER)
    shutil.rmtree(entry)
