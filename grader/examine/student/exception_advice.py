"""
What to do about an exception that only a sandbox raises.

At home there is torch, and the file lies where it was put; Python's own words do not tell why
neither is there when a submission is marked.  Only an exception's name and the beginning of its
message are looked at: both come from the student's process.
"""

from grader.language import Message, message
from grader.sandbox.isolation.importable import OFFERED, offered

__all__ = ["FILES", "MODULES", "NOTEBOOK_ONLY", "advised"]

MODULES = Message(
    "a submission may use {packages} and what of the standard library needs no file, network or "
    "process",
    packages=", ".join(offered()),
)
FILES = Message("there are no files where a submission is marked: write what it needs into it")
EXITS = ("exit", "quit", "sys.exit")
EXIT = message("{call}() ends the whole program: take the call out")
RAISED_EXIT = Message("this ends the whole program: raise another exception")
DEBUGGER = Message("breakpoint() waits for a person, and here nobody answers: take the call out")
REFUSED = {
    "program": Message("starting another program is not possible here"),
    "network": Message("there is no network here"),
    "file": Message("no file can be written here: return what is to be known"),
}
NOTEBOOK_ONLY = {
    "magic": message("lines that begin with '%', '!' or '?' belong in a notebook; take them out"),
    "await": message("only a notebook can wait at its top level; take the 'await' out"),
    "async": message("only a notebook can wait at its top level; take the 'async' out"),
}
NO_MODULE = "No module named '"
ADVICE = {"ModuleNotFoundError": MODULES, "FileNotFoundError": FILES, "BdbQuit": DEBUGGER}


def advised(kind: str, said: str, case: str = "") -> str | Message:
    """
    An exception's message, and what to do about it where that is known.

    ``case`` is what a refused system call tried, or what ended the program, as the student's
    process has it.
    """
    if kind == "SystemExit":
        return Message(EXIT, call=case) if case in EXITS else RAISED_EXIT
    advice = ADVICE.get(kind) or REFUSED.get(case)
    root = said.removeprefix(NO_MODULE).partition(".")[0].rstrip("'")
    if advice is None:
        return said
    # A part that a package does not have is a slip; the package itself may not be there.
    is_slip = root in OFFERED and said != f"{NO_MODULE}{root}'"
    if advice is MODULES and (is_slip or not said.startswith(NO_MODULE)):
        return said
    return Message("{first}; {second}", first=said, second=advice) if said else advice
