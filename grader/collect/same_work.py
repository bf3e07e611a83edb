"""
Who handed in the same work: byte for byte, or but for comments and spacing.

It is a remark for the teacher and no verdict: two people may work together, or both hand in what
they were given.  A short file is alike by chance, and is not compared.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from grader.collect.entries import Entry
from grader.collect.names import listed
from grader.model import Submission

__all__ = ["same_work"]

SHORTEST = 200  # characters without comments and spacing
COMMENT = re.compile(rb"#[^\n]*|\s+")


def same_work(entries: Iterable[Entry]) -> Iterator[str]:
    """A sentence for each group of entries with the same work."""
    alike: defaultdict[bytes, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.submission is not None and len(text := _bare(entry.submission)) >= SHORTEST:
            alike[text].append(entry)
    for group in alike.values():
        if len(group) > 1:
            names = listed(sorted(entry.folder for entry in group))
            digests = {entry.submission.sha256 for entry in group if entry.submission}
            how = "the same file" if len(digests) == 1 else "the same but for comments and spacing"
            yield f"{names} handed in {how}"


def _bare(submission: Submission) -> bytes:
    """Its code without comments and spacing."""
    cells = [cell.source.encode() for cell in submission.cells]
    return COMMENT.sub(b"", b"\n".join(cells) if cells else submission.source)
