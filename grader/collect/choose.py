"""
Chooses which of a student's several files counts.

Only where that is plain: the one there is, or the one that is called what the starter is called.
Otherwise nobody guesses; marks made on the wrong file look like marks.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from grader.collect.listing import ListedFile, StudentFiles
from grader.collect.names import is_archive, is_candidate, is_canonical, label, listed

__all__ = ["Choice", "choose"]

ASK = "Ask for the file."


@dataclass(frozen=True, slots=True)
class Choice:
    """The file that counts, or why none does."""

    file: ListedFile | None
    problem: str = ""
    notes: tuple[str, ...] = ()


def choose(student: StudentFiles, missing: str = ASK) -> Choice:
    """
    The student's file that counts, found by names alone.

    ``missing`` is what to do where there is none: for a teacher, or for whoever handed in.
    """
    candidates = [file for file in student.files if is_candidate(file.name)]
    if not candidates:
        return Choice(None, student.problem or _nothing(student.files, missing))
    named = [file for file in candidates if is_canonical(file.name)]
    nearest = min((len(file.parts) for file in named), default=0)
    best = [file for file in named if len(file.parts) == nearest] or candidates
    if len(best) > 1:
        names = listed(_within(file) for file in best)
        lack = "" if named else ", and none is called submission.py or submission.ipynb"
        return Choice(None, f"holds {len(best)} files that may count{lack}: {names}. Keep one.")
    others = [_within(file) for file in candidates if file is not best[0]]
    unread = (f"also there, and not looked at: {listed(others)}",) if others else ()
    if best[0].problem:
        return Choice(None, f"{label(_within(best[0]))} {best[0].problem}", unread)
    return Choice(best[0], "", (*best[0].notes, *unread))


def _nothing(files: Sequence[ListedFile], missing: str) -> str:
    """Why no file can be the submission."""
    if not files:
        return f"the folder is empty. {missing}"
    refused = [file for file in files if file.problem]
    if refused:
        return f"{label(_within(refused[0]))} {refused[0].problem}"
    packed = [_within(file) for file in files if is_archive(file.name)]
    if packed:
        return f"an archive within is not opened: {listed(packed)}. Unpack it. {missing}"
    names = listed(_within(file) for file in files)
    return f"holds no Python file and no notebook, but {names}. {missing}"


def _within(file: ListedFile) -> str:
    """A file's path below the folder of its owner."""
    return "/".join(file.parts[1:]) or file.name
