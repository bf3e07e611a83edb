"""What the marks of a submission add up to, wherever it is described."""

from collections.abc import Sequence
from typing import Protocol

__all__ = ["Totals"]


class Points(Protocol):
    """Points for one question."""

    @property
    def earned(self) -> int:
        """Those that the submission has."""

    @property
    def open(self) -> int:
        """Those that our machinery could not decide."""

    @property
    def possible(self) -> int:
        """Those that could have been earned."""


class Totals:
    """The sums over all questions; a mixin for whatever has ``marks``."""

    __slots__ = ()
    marks: Sequence[Points]

    @property
    def earned(self) -> int:
        """Points earned automatically."""
        return sum(mark.earned for mark in self.marks)

    @property
    def open(self) -> int:
        """Points that our machinery could not decide."""
        return sum(mark.open for mark in self.marks)

    @property
    def possible(self) -> int:
        """Points that could have been earned automatically."""
        return sum(mark.possible for mark in self.marks)
