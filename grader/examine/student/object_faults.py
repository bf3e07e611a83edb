"""What objects of a submission do instead of what a property does with them, as ``faults`` are."""

from grader.examine.student.faults import StudentFault, StudentRaised
from grader.language import Message, message
from grader.model import Outcome

__all__ = ["ObjectLacks", "RanOut"]

LACKING = {
    "attribute": message("{what} has no `{name}` (it has: {other})"),
    "bare attribute": message("{what} has no `{name}`"),
    "method": message("`{name}` of {what} is {other}, which cannot be called"),
    "call": message("{what} cannot be called"),
    "write": message("`{name}` of {what} cannot be set"),
    "operator": message("{what} does not support `{name}` here"),
    "hash": message("{what} has no `__hash__` of its own: define it beside `__eq__`"),
}


class ObjectLacks(StudentFault, TypeError):
    """
    An object of the submission's does not have, or cannot do, what the sheet asks of it.

    It is a TypeError, too, for ``list(p)`` asks for a length and does without where there is none.
    """

    outcome = Outcome.WRONG

    @classmethod
    def told(cls, case: str, text: str) -> "ObjectLacks | None":
        """The fault that our runner tells so; None where it is of another form."""
        words = text.split("\n")
        if case not in LACKING or len(words) != 3:
            return None
        what, name, other = words
        template = LACKING[case] if other or case != "attribute" else LACKING["bare attribute"]
        shown = name.replace("_", "") if case == "operator" else name
        return cls(Message(template, what=what, name=shown, other=other))


class RanOut(StudentRaised, StopIteration):
    """
    An iterator of the submission's had no further entry.

    It is a StopIteration, too, so that ``next(c, None)`` is None in a property.
    """

    def __init__(self, line: int, cell: int = 0) -> None:
        super().__init__("StopIteration", "", line, cell)
        self.message = Message("had no further entry (raised {kind})", kind=self.kind)
        self.args = (self.message,)
