"""
From what a person names on the command line to submissions, a row for each.

Names and contents are chosen by students, and what a platform makes of them is an archive that
is handled by whoever marks.  So nothing is extracted: files and archives are listed first, as
plain values, the one file that counts is chosen from names alone, and only that one is read,
within limits.  Whatever cannot be read is still a row, with its reason.
"""

from grader.collect.collecting import collect
from grader.collect.entries import Collected, Entry
from grader.collect.limits import LARGEST, Limits
from grader.collect.single import read_submission

__all__ = ["LARGEST", "Collected", "Entry", "Limits", "collect", "read_submission"]
