"""What one submission may use up; the numbers of the contract with students, and who is told."""

from dataclasses import dataclass

import msgspec

__all__ = ["Limits", "Order", "Spawn"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """
    Bounds on a submission.

    Attributes
    ----------
    call_seconds, load_seconds, question_seconds, submission_seconds : float
        Wall-clock time for one call, for loading the file, for one question's calls
        together, and for all questions of which more than one is slow.  The last two include
        loading and what is asked again; what is not asked within them stays open.  Kept from
        outside the student's process.
    advice_seconds : float
        Wall-clock time for calls when marks have been given and reasons are looked for.
    memory_bytes : int
        Address space beyond what the interpreter, NumPy and SymPy occupy.
    cpu_seconds : int
        CPU time of one process; a backstop behind the clocks above.
    descriptors : int
        Open files, those of lazily imported libraries included.
    respawns : int
        How often a process that died or was killed is replaced.
    """

    call_seconds: float = 2.0
    load_seconds: float = 10.0
    question_seconds: float = 60.0
    submission_seconds: float = 40.0
    advice_seconds: float = 10.0
    memory_bytes: int = 1 << 30
    cpu_seconds: int = 700
    descriptors: int = 64
    respawns: int = 256


class Spawn(msgspec.Struct, frozen=True):
    """
    What a launcher asks for: one more child, isolated like this.

    ``folder`` is what it starts in; empty where it needs none.
    """

    tier: str
    limits: Limits
    folder: str = ""


class Order(msgspec.Struct, frozen=True):
    """
    What a template is told that children will be asked of.

    Attributes
    ----------
    packages : list of str
        What a submission may import beside the standard library.
    folder : str
        What children start in and may read; empty where they need none.
    thorough : bool
        Whether many children are wanted, so that more is done for them beforehand.
    """

    packages: list[str]
    folder: str = ""
    thorough: bool = False
