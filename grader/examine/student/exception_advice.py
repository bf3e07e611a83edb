"""
What to do about an exception that only a sandbox raises.

At home there is torch, and the file lies where it was put; Python's own words do not tell why
neither is there when a submission is marked.  Only an exception's name and the beginning of its
message are looked at: both come from the student's process.
"""

from collections.abc import Sequence

from grader.language import Message, message
from grader.sandbox.isolation.importable import PACKAGES

__all__ = ["FILES", "NOTEBOOK_ONLY", "advised", "importable"]

FILES = Message(
    "where a submission is marked there are no files but those that the sheet hands out: write "
    "what it needs into it"
)
EXITS = ("exit", "quit", "sys.exit")
EXIT = message("{call}() ends the whole program: take the call out")
RAISED_EXIT = Message("this ends the whole program: raise another exception")
DEBUGGER = Message("breakpoint() waits for a person, and here nobody answers: take the call out")
REFUSED = {
    "program": Message("starting another program is not possible here"),
    "network": Message("there is no network here"),
    "file": Message("no file can be written here: return what is to be known"),
    "reading": FILES,
}
NOTEBOOK_ONLY = {
    "magic": message("lines that begin with '%', '!' or '?' belong in a notebook; take them out"),
    "await": message("only a notebook can wait at its top level; take the 'await' out"),
    "async": message("only a notebook can wait at its top level; take the 'async' out"),
}
NO_MODULE = "No module named '"
ADVICE = {"FileNotFoundError": FILES, "BdbQuit": DEBUGGER}


def importable(packages: Sequence[str]) -> Message:
    """What a submission may import, to follow that it has imported something else."""
    return Message(
        "a submission may use {packages} and what of the standard library needs no file, network "
        "or process",
        packages=", ".join(packages),
    )


def advised(
    kind: str, said: str, case: str = "", packages: Sequence[str] = PACKAGES
) -> str | Message:
    """
    An exception's message, and what to do about it where that is known.

    ``case`` is what a refused system call tried, or what ended the program, as the student's
    process has it; ``packages`` are those of the sheet.
    """
    if kind == "SystemExit":
        return Message(EXIT, call=case) if case in EXITS else RAISED_EXIT
    if kind == "ModuleNotFoundError":
        advice = _about_import(said, packages)
    else:
        advice = ADVICE.get(kind) or REFUSED.get(case)
    if advice is None:
        return said
    first = said.removesuffix(".")
    return Message("{first}; {second}", first=first, second=advice) if first else advice


def _about_import(said: str, packages: Sequence[str]) -> Message | None:
    """What to say of a module that is not there; nothing where a part of a package is meant."""
    root = said.removeprefix(NO_MODULE).partition(".")[0].rstrip("'")
    # A part that a package does not have is a slip; the package itself may not be there.
    is_slip = root in packages and said != f"{NO_MODULE}{root}'"
    if is_slip or not said.startswith(NO_MODULE):
        return None
    return importable(packages)
