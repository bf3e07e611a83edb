"""
The packages that marking takes, as wheels: nothing is fetched when a submission is marked.

They are those that this machine marks with, in the same versions, so that marks are the same; the
wheels are those for Linux and for the Python that the platform has.
"""

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from importlib import metadata
from pathlib import Path

from grader.errors import GraderError

__all__ = ["downloaded", "requirements", "vendored"]

PLATFORM_TAGS = ("manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64")
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
ENDING = ".whl"


def vendored(folder: Path | None, packages: Sequence[str], python: str) -> dict[str, bytes]:
    """
    Wheels by their names: those in a folder, or downloaded where none is named.

    Raises GraderError where there are none.
    """
    if folder is None:
        return downloaded(requirements(packages), python)
    found = {file.name: file.read_bytes() for file in sorted(folder.glob(f"*{ENDING}"))}
    if not found:
        raise GraderError(f"there are no wheels in {folder}. Fill it with 'pip download'.")
    return found


def requirements(packages: Sequence[str]) -> list[str]:
    """What the grader and a sheet's packages are here: ``name==version``, without extras."""
    needed = metadata.requires("grader") or []
    names = {match[0] for line in needed if "extra ==" not in line and (match := NAME.match(line))}
    known = metadata.packages_distributions()
    names |= {name for package in packages for name in known.get(package, [])}
    return sorted(f"{name}=={version}" for name in names if (version := _version(name)))


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:  # for another system than this one
        return ""


def downloaded(needed: Sequence[str], python: str) -> dict[str, bytes]:
    """The wheels of these requirements and of all that they require; raises GraderError."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [*_pip(folder, python), *needed], capture_output=True, text=True, check=False
        )
        if done.returncode:
            last = " ".join(done.stderr.strip().splitlines()[-1:])
            raise GraderError(
                f"the packages could not be downloaded: {last}. Try it again, or name a folder of "
                f"wheels with --wheels."
            )
        files = sorted(Path(folder).glob(f"*{ENDING}"))
        return {file.name: file.read_bytes() for file in files}


def _pip(folder: str, python: str) -> Iterator[str]:
    yield from (sys.executable, "-m", "pip", "download", "--quiet", "--dest", folder)
    yield from ("--only-binary", ":all:", "--implementation", "cp", "--python-version", python)
    for tag in PLATFORM_TAGS:
        yield from ("--platform", tag)
