"""
A tar's headers, read within bounds that the library does not have.

Its table of contents is spread over the archive, and a header may claim to be long, to list the
holes of a sparse file without end, or, before Python 3.11.10, to hold a number which takes hours to
look for (CVE-2024-6232).  No file needs any of that.
"""

import re
from tarfile import ReadError

from grader.collect.guarded import Exhausted, Guarded, Readable

__all__ = ["Headers"]

NUMBER = re.compile(rb"[0-9]{256}")  # longer than any name that a file system allows


class Headers(Guarded):
    """A tar's bytes; while ``is_listing``, at most ``together`` of them, and no endless number."""

    def __init__(self, opened: Readable, at_once: int, end: int, together: int) -> None:
        super().__init__(opened, at_once, end)
        self.together = together
        self.is_listing = True

    def read(self, size: int | None = -1) -> bytes:
        """At most ``size`` bytes; all that are left where it is negative."""
        content = super().read(size)
        if self.is_listing:
            self.together -= len(content)
            if self.together < 0:
                raise Exhausted
            if NUMBER.search(content):
                raise ReadError("a number has hundreds of digits")
        return content
