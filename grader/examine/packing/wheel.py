"""A pack as a wheel: once installed, the grader finds it by the sheet's name."""

import base64
import hashlib
import io
import re
import zipfile

from grader.errors import GraderError
from grader.sheets.packs.archive import LONG_AGO
from grader.sheets.packs.names import WITHIN_A_WHEEL
from grader.sheets.registry import GROUP

__all__ = ["assert_wheel_name", "wheel_bytes"]

NAME = re.compile(r"(?P<package>[a-z][a-z0-9_]*)-(?P<version>[0-9][0-9a-z.]*)-py3-none-any\.whl")
TAG = "py3-none-any"


def assert_wheel_name(file_name: str, sheet: str) -> tuple[str, str]:
    """The package and the version that a wheel's name says; raises GraderError where it is none."""
    found = NAME.fullmatch(file_name)
    if found is None:
        raise GraderError(
            f"{file_name} is no name for a wheel. Name it as in {sheet}_students-1-{TAG}.whl."
        )
    return found["package"], found["version"]


def wheel_bytes(file_name: str, sheet: str, pack: bytes, digest: str) -> bytes:
    """
    A wheel of this name with a pack in it, which registers it as ``sheet``.

    Raises GraderError for a name that no wheel may have.
    """
    package, version = assert_wheel_name(file_name, sheet)
    info = f"{package}-{version}.dist-info"
    files = {
        f"{package}/__init__.py": f'"""The pack of {sheet} with the digest {digest}."""\n'.encode(),
        f"{package}/{WITHIN_A_WHEEL}": pack,
        f"{info}/METADATA": _lines(
            "Metadata-Version: 2.1",
            f"Name: {package.replace('_', '-')}",
            f"Version: {version}",
            f"Summary: The questions and laws of {sheet}, for grader, without answers",
            "Requires-Dist: grader",
        ),
        f"{info}/WHEEL": _lines(
            "Wheel-Version: 1.0", "Generator: grader", "Root-Is-Purelib: true", f"Tag: {TAG}"
        ),
        f"{info}/entry_points.txt": _lines(f"[{GROUP}]", f"{sheet} = {package}"),
    }
    record = [f"{name},{_hash(content)},{len(content)}" for name, content in files.items()]
    files[f"{info}/RECORD"] = _lines(*record, f"{info}/RECORD,,")
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in files.items():
            opened.writestr(zipfile.ZipInfo(name, LONG_AGO), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _lines(*lines: str) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


def _hash(content: bytes) -> str:
    digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).decode()
    return f"sha256={digest.rstrip('=')}"
