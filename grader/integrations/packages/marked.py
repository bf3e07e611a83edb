"""What came of one submission on a platform, before it is put into the platform's form."""

from dataclasses import dataclass

from grader.model import Report, Verdict

__all__ = ["Marked", "key"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """
    What is known of a submission.

    Attributes
    ----------
    public : Report or None
        On the examples that students have, with as much as the sheet's hints allow.
    official : Report or None
        On the examples that students do not have, where the package has such.
    problem : str
        Why nothing of what was handed in can be looked at; who handed it in can mend that.
    failure : str
        Why there are no marks; who handed it in cannot mend that.
    notes : tuple of str
        What else there is to know about the files.
    file, source : str, bytes
        The file that counts, by its path below the platform's folder, and what is in it.
    """

    public: Report | None = None
    official: Report | None = None
    problem: str = ""
    failure: str = ""
    notes: tuple[str, ...] = ()
    file: str = ""
    source: bytes = b""

    @property
    def counted(self) -> Report | None:
        """What marks are made of; None where there are none."""
        return None if self.failure or self.problem else self.official or self.public


def key(question: str, verdict: Verdict) -> str:
    """The name of a property over the whole sheet."""
    return f"{question}/{verdict.property}"
