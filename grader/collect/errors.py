"""What stops collecting altogether, and what is wrong with one file of it."""

from collections.abc import Sequence

from grader.errors import GraderError
from grader.language import Message, Value
from grader.text import clean

__all__ = [
    "BadArchive",
    "BadRoster",
    "NoSubmissions",
    "NoSuchPath",
    "TooMuch",
    "Unreadable",
    "too_many",
]


class Unreadable(Exception):
    """One file cannot be read; it becomes a row's problem, or an error where it was named alone."""

    def __init__(self, found: Value, advice: Value) -> None:
        super().__init__(f"{found}. {advice}")
        self.found = found
        self.advice = advice


class NoSuchPath(GraderError):
    """A path that was named does not exist."""

    def __init__(self, path: str) -> None:
        super().__init__(
            Message(
                "{path} does not exist. Name a folder of submissions, the zip that the learning "
                "platform gave you, or files.",
                path=clean(path),
            )
        )


class BadArchive(GraderError):
    """An archive as a whole cannot be read."""

    def __init__(self, archive: str, found: Value) -> None:
        super().__init__(
            Message(
                "{archive} {found}. Download it again, or unpack it and name the folder.",
                archive=clean(archive),
                found=found if isinstance(found, Message) else clean(str(found)),
            )
        )


class TooMuch(GraderError):
    """More than a class hands in: the wrong folder, or an archive made to exhaust us."""

    def __init__(self, source: str, found: Value) -> None:
        super().__init__(
            Message("{source} {found}. Is it the right one?", source=clean(source), found=found)
        )


def too_many(entries: int) -> Message:
    """What is found where there are more files and folders than ``entries``."""
    return Message("holds more than {entries} files and folders", entries=entries)


class NoSubmissions(GraderError):
    """Nothing that was named holds anything to grade."""

    def __init__(self, paths: Sequence[str], remarks: Sequence[str] = ()) -> None:
        named = ", ".join(clean(path) for path in paths)
        found = "".join(f" {clean(remark)}." for remark in remarks)
        super().__init__(
            Message(
                "no submissions in {named}. Name a folder that holds one folder or one file "
                "(.py or .ipynb) for each student, or the zip that the learning platform gave "
                "you.{found}",
                named=named,
                found=found,
            )
        )


class BadRoster(GraderError):
    """The roster cannot be used."""

    def __init__(self, roster: str, found: Value, advice: Value) -> None:
        super().__init__(
            Message(
                "the roster {roster} {found}. {advice}",
                roster=clean(roster),
                found=found if isinstance(found, Message) else clean(str(found)),
                advice=advice,
            )
        )
