"""What stops collecting altogether, and what is wrong with one file of it."""

from collections.abc import Sequence

from grader.errors import GraderError
from grader.text import clean

__all__ = ["BadArchive", "BadRoster", "NoSubmissions", "NoSuchPath", "TooMuch", "Unreadable"]


class Unreadable(Exception):
    """One file cannot be read; it becomes a row's problem, or an error where it was named alone."""

    def __init__(self, found: str, advice: str) -> None:
        super().__init__(f"{found}. {advice}")
        self.found = found
        self.advice = advice


class NoSuchPath(GraderError):
    """A path that was named does not exist."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{clean(path)} does not exist. Name a folder of submissions, the zip that the "
            f"learning platform gave you, or files."
        )


class BadArchive(GraderError):
    """An archive as a whole cannot be read."""

    def __init__(self, archive: str, found: str) -> None:
        super().__init__(
            f"{clean(archive)} {clean(found)}. Download it again, or unpack it and name the folder."
        )


class TooMuch(GraderError):
    """More than a class hands in: the wrong folder, or an archive made to exhaust us."""

    def __init__(self, source: str, found: str) -> None:
        super().__init__(f"{clean(source)} {found}. Is it the right one?")


class NoSubmissions(GraderError):
    """Nothing that was named holds anything to grade."""

    def __init__(self, paths: Sequence[str], remarks: Sequence[str] = ()) -> None:
        named = ", ".join(clean(path) for path in paths)
        found = "".join(f" {clean(remark)}." for remark in remarks)
        super().__init__(
            f"no submissions in {named}. Name a folder that holds one folder or one file (.py or "
            f".ipynb) for each student, or the zip that the learning platform gave you.{found}"
        )


class BadRoster(GraderError):
    """The roster cannot be used."""

    def __init__(self, roster: str, found: str, advice: str) -> None:
        super().__init__(f"the roster {clean(roster)} {clean(found)}. {advice}")
