"""What ``check`` gives back: a value that shows itself."""

import html
import json
from dataclasses import dataclass
from typing import Any

__all__ = ["Checked", "Refused"]


@dataclass(frozen=True, slots=True, repr=False)
class _Shown:
    """Something that is shown as HTML by a notebook, and as text elsewhere."""

    html: str
    text: str

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return self.html

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/plain": self.text, "text/html": self.html}


@dataclass(frozen=True, slots=True, repr=False)
class Checked(_Shown):
    """
    The result of a check.

    Attributes
    ----------
    html, text : str
        How it is shown.
    json : str
        The report, in the form that ``grader check --json`` writes.
    """

    json: str

    @property
    def report(self) -> dict[str, Any]:
        """The report as plain data."""
        read: dict[str, Any] = json.loads(self.json)
        return read

    @property
    def earned(self) -> int | float:
        """Points earned over the questions that were checked."""
        earned: int | float = self.report["earned"]
        return earned

    @property
    def possible(self) -> int | float:
        """Points that could have been earned for them."""
        possible: int | float = self.report["possible"]
        return possible


class Refused(_Shown):
    """Why nothing was checked, in a sentence; no traceback would help the reader."""

    __slots__ = ()

    def __init__(self, reason: str) -> None:
        super().__init__(f"<p>{html.escape(reason)}</p>", reason)
