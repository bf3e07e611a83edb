"""An interpreter that any user may start, where that of the tests lies in a closed folder."""

import contextlib
import os
import sys
import sysconfig
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grader.sandbox.isolation.tiers import OWNED
from grader.sandbox.processes.interpreter import command
from grader.sandbox.processes.launch import Template

ROOT = Path(__file__).resolve().parents[1]


@contextlib.contextmanager
def open_interpreter() -> Iterator[str]:
    """
    The one that runs the tests, or the system's with our packages.

    Not in pytest's own folder: whoever starts pytest as the same user closes that to all others.
    """
    if all(folder.stat().st_mode & 1 for folder in Path(sys.executable).resolve().parents):
        yield sys.executable
        return
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    system = Path("/usr/bin") / version
    if not system.exists():
        pytest.skip(f"needs a {version} that a plain user may start")
    with tempfile.TemporaryDirectory(prefix="pytest-python-") as top:
        yield _system_interpreter(Path(top), version, system)


def _system_interpreter(folder: Path, version: str, system: Path) -> str:
    packages = folder / "lib" / version / "site-packages"
    packages.mkdir(parents=True)
    (folder / "bin").mkdir()
    (folder / "bin" / "python").symlink_to(system)
    (folder / "pyvenv.cfg").write_text(f"home = {system.parent}\n", encoding="ascii")
    ours = [sysconfig.get_paths()["purelib"], str(ROOT)]
    (packages / "ours.pth").write_text("\n".join(ours), encoding="utf-8")
    open_to_all(folder)
    return str(folder / "bin" / "python")


def open_to_all(folder: Path) -> None:
    """Let anybody enter a temporary folder."""
    for each in (folder, *folder.parents):
        if each.parent != each and each.stat().st_uid == os.getuid() and "pytest" in str(each):
            each.chmod(0o755)


@contextlib.contextmanager
def templates(common: Template) -> Iterator[Callable[[str], Template]]:
    """The common template, and for the tier of another user one that any user may read."""
    with contextlib.ExitStack() as stack:
        opened: list[Template] = []

        def chosen(tier: str) -> Template:
            if tier == OWNED and not opened:
                python = stack.enter_context(open_interpreter())
                opened.append(
                    Template(lambda module, *words: [python, *command(module, *words)[1:]])
                )
                stack.callback(opened[0].close)
            return opened[0] if tier == OWNED else common

        yield chosen
