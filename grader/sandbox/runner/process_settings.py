"""
Puts back what a call has set for the whole process.

``np.seterr(all="raise")`` in one function makes another one raise that is right by itself, and
nobody loses points by a neighbour.  What the file sets while it is loaded stays, since its author
wants all of it run so.
"""

import contextlib
import decimal
import sys
import warnings

import numpy as np

__all__ = ["ProcessSettings"]


class ProcessSettings:
    """What floats and decimals do, how deep calls may go, and which warnings are shown."""

    def __init__(self) -> None:
        # Kept here: the names may mean something else when a submission has been at them.
        self._errors, self._set_errors = np.geterr, np.seterr
        self._depth, self._set_depth = sys.getrecursionlimit, sys.setrecursionlimit
        self._decimals = decimal.getcontext
        self.note()

    def note(self) -> None:
        """From now on, what there is now is put back, unless the file has made that unreadable."""
        with contextlib.suppress(Exception):
            context = self._decimals()
            self._digits = context.prec, context.rounding
            self._noted = self._errors(), self._depth(), warnings.filters[:]

    def put_back(self) -> None:
        """Undo what has changed since, as far as it lets itself be undone."""
        errors, depth, filters = self._noted
        try:
            if self._errors() != errors:
                self._set_errors(**errors)
            if self._depth() != depth:
                self._set_depth(depth)
            if warnings.filters != filters:
                warnings.filters[:] = filters  # type: ignore[index]  # it is a list
            context = self._decimals()
            if (context.prec, context.rounding) != self._digits:
                context.prec, context.rounding = self._digits
        except BaseException:  # noqa: S110 - a submission has been at these, too
            pass
