"""
Builds a package: code, sheet, corpus, wheels and settings, in one file that a teacher uploads.

The grader and the sheet go in as source, since both may be a checkout that was never installed.
The same sheet, corpus and wheels give the same file, byte for byte.
"""

import importlib.util
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from grader import __version__
from grader.errors import GraderError
from grader.integrations.packages.guard import FALLBACK, SETTINGS
from grader.integrations.packages.mark import PACK, PRIVATE
from grader.integrations.packages.marked import Marked
from grader.integrations.packages.platforms import PLATFORMS, Platform
from grader.integrations.packages.wheels import vendored
from grader.language import Language, words
from grader.sheets.sheet import Sheet

__all__ = ["Contents", "Files", "Wish", "contents", "template", "zipped"]

EPOCH = (1980, 1, 1, 0, 0, 0)
EXECUTABLE, PLAIN = 0o755, 0o644
LEFT_OUT = {"__pycache__", ".pytest_cache", ".ruff_cache", ".mypy_cache"}
SHEET = "sheet"
Files = dict[str, bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """
    What was asked for on the command line.

    Attributes
    ----------
    platform : str
        A name in ``PLATFORMS``.
    python : str
        The Python of the platform, such as ``"3.12"``.
    wheels : Path or None
        A folder of wheels; None to download them.
    isolation : str
        Exactly this one; empty for the strongest that is not weaker than ``weakest``.
    weakest : str
    visibility : str
        When Gradescope shows what is hidden.
    budget : float
        Seconds for the search of smaller examples.
    lang : str or None
    """

    platform: str
    python: str = "3.12"
    wheels: Path | None = None
    isolation: str = ""
    weakest: str = "owned"
    visibility: str = "after_published"
    budget: float = 2.0
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Contents:
    """What every platform's package holds, before it has the platform's layout."""

    wish: Wish
    platform: Platform
    sheet: Sheet
    files: Files
    language: Language


def contents(sheet: Sheet, wish: Wish, private: bytes | None) -> Contents:
    """
    What marks a sheet's submissions, as files by their paths.

    ``private`` is the file of a corpus that students do not have; None to mark on the public one.
    Raises GraderError where the platform must not have such, or the wheels cannot be had.
    """
    platform = PLATFORMS[wish.platform]
    _assert_fit(sheet, platform, private)
    language = words(wish.lang, sheet.folder)
    files: Files = dict(_code())
    files |= {f"{SHEET}/{name}": content for name, content in _sheet(sheet)}
    if sheet.pack is not None:
        files[PACK] = Path(sheet.pack.place).read_bytes()
    files |= {
        f"wheels/{name}": content
        for name, content in vendored(wish.wheels, sheet.settings.packages, wish.python).items()
    }
    files["guard.py"] = (Path(__file__).with_name("guard.py")).read_bytes()
    files[FALLBACK] = platform.fallback(language).encode("utf-8")
    files[SETTINGS] = _settings(sheet, wish, platform, language).encode("utf-8")
    if private is not None:
        files[PRIVATE] = private
    return Contents(wish, platform, sheet, files, language)


def _assert_fit(sheet: Sheet, platform: Platform, private: bytes | None) -> None:
    """Let nothing of an answer or of a private example go to where students can read it."""
    if private is not None and sheet.pack is not None:
        raise GraderError(
            "a pack is marked on its own examples alone. Leave --private and --corpus out, or make "
            "the pack anew with 'grader pack --private CORPUS'."
        )
    is_for_students = sheet.pack is not None and not sheet.pack.manifest.private
    if not platform.is_private and (private is not None or not is_for_students):
        raise GraderError(
            f"on {platform.title} whoever owns the repository can read whatever is in it, so only "
            f"a pack with the public examples goes there. Make one with 'grader pack SHEET --out "
            f"FILE' and name that; official marks are made by 'grader grade' from the clones."
        )


def _settings(sheet: Sheet, wish: Wish, platform: Platform, language: Language) -> str:
    told = {
        "platform": wish.platform,
        "sheet": PACK if sheet.pack is not None else sheet.package,
        "submission": platform.submission,
        "result": platform.result,
        "previous": platform.previous,
        "stands": platform.stands(language),
        "closed": platform.closed,
        "aside": platform.aside,
        "fresh": platform.fresh,
        "besides": platform.besides(Marked(failure=platform.fallback(language)), language),
        "python": platform.python,
        "seconds": platform.seconds,
        "exit": platform.exit,
        "isolation": {"exactly": wish.isolation, "weakest": wish.weakest},
        "visibility": wish.visibility,
        "budget": wish.budget,
        "lang": language.language,
    }
    return json.dumps(told, indent=2) + "\n"


def _code() -> Iterator[tuple[str, bytes]]:
    """The grader's own source, and its version where Python looks for one."""
    for name, content in _package("grader"):
        yield f"code/{name}", content
    about = f"Metadata-Version: 2.1\nName: grader\nVersion: {__version__}\n"
    yield f"code/grader-{__version__}.dist-info/METADATA", about.encode()


def _sheet(sheet: Sheet) -> Iterator[tuple[str, bytes]]:
    """The source of a sheet and of its model answers, as it is imported; nothing of a pack."""
    if sheet.pack is None:
        for top in sorted({name.partition(".")[0] for name in (sheet.package, *sheet.model)}):
            yield from _package(top)


def _package(top: str) -> Iterator[tuple[str, bytes]]:
    found = importlib.util.find_spec(top)
    for place in (found.submodule_search_locations or []) if found else []:
        yield from _tree(top, Path(place))


def _tree(name: str, folder: Path) -> Iterator[tuple[str, bytes]]:
    for file in sorted(folder.rglob("*")):
        within = file.relative_to(folder)
        if file.is_file() and not LEFT_OUT & set(within.parts):
            yield f"{name}/{within.as_posix()}", file.read_bytes()


def template(name: str, **values: object) -> bytes:
    """A file of ours that a platform starts or reads, filled in."""
    loader = PackageLoader("grader.integrations.packages", "files")
    made = Environment(loader=loader, undefined=StrictUndefined, keep_trailing_newline=True)  # noqa: S701 - no HTML of a student's
    return made.get_template(name).render(**values).encode("utf-8")


def zipped(files: Files, is_executable: Callable[[str], bool]) -> bytes:
    """The files as a zip that is the same each time."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in sorted(files.items()):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = (EXECUTABLE if is_executable(name) else PLAIN) << 16
            made.writestr(entry, data)
    return content.getvalue()
