"""What a file's name says about it: whether it can be a submission, is left-over, or is a trap."""

import re
import unicodedata
from collections.abc import Iterable

from grader.text import clean

__all__ = ["is_archive", "is_candidate", "is_canonical", "is_junk", "label", "listed", "stem"]

ENDINGS = (".py", ".ipynb")
ARCHIVES = (".zip", ".tar", ".tar.gz", ".tgz", ".gz", ".tar.bz2", ".tar.xz", ".rar", ".7z")
# What file managers, editors and interpreters leave behind; none of it was handed in on purpose.
JUNK = {
    "__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini",
    ".git", ".gitignore", ".gitattributes", ".svn", ".hg", ".idea", ".vscode",
    "__pycache__", ".ipynb_checkpoints", ".pytest_cache", ".mypy_cache", ".ruff_cache",
    ".hypothesis", ".venv", "site-packages", "node_modules",
}  # fmt: skip
COPY = re.compile(r"[ _]?\(\d{1,3}\)$")  # a browser's mark of a second download


def is_junk(parts: Iterable[str]) -> bool:
    """Whether any part of a path is something that programs leave behind."""
    return any(part in JUNK or part.startswith("._") for part in parts)


def is_candidate(name: str) -> bool:
    """Whether a file of this name can be a submission."""
    return name.lower().endswith(ENDINGS)


def is_archive(name: str) -> bool:
    """Whether a file of this name is an archive."""
    return name.lower().endswith(ARCHIVES)


def stem(name: str) -> str:
    """A name without the ending that makes it a submission."""
    ending = next((ending for ending in ENDINGS if name.lower().endswith(ending)), "")
    return name[: len(name) - len(ending)] or name


def is_canonical(name: str) -> bool:
    """Whether a file is called what the starter is called."""
    return is_candidate(name) and COPY.sub("", stem(name)).lower() == "submission"


def label(text: str) -> str:
    """``text`` for showing, and in one of the ways that Unicode has to write it."""
    return clean(unicodedata.normalize("NFC", text))


def listed(names: Iterable[str], most: int = 5) -> str:
    """Names in a sentence; not all of them where they are many."""
    shown = [label(name) for name in names]
    more = len(shown) - most
    return ", ".join(shown[:most]) + (f" and {more} more" if more > 0 else "")
