"""
Members of an archive as a listing, whatever the kind of archive.

Nothing is ever written, so a name that leads out of the archive could do no harm; it is refused
all the same, for whose file it is cannot be said.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from grader.collect.leaves import Leaf, Listing
from grader.collect.limits import Limits
from grader.collect.names import is_junk, label

__all__ = ["bomb", "listed_members"]

DRIVE = re.compile(r"[A-Za-z]:/")


def listed_members(archive: str, members: Sequence[tuple[str, bool, Leaf]]) -> Listing:
    """A listing of (name, whether it is a folder, leaf without parts of its own)."""
    leaves: dict[tuple[str, ...], Leaf] = {}
    folders: set[tuple[str, ...]] = set()
    strays = []
    times: Counter[tuple[str, ...]] = Counter()
    for name, is_folder, leaf in members:
        parts, problem = _placed(name)
        if is_junk(parts):
            continue
        if problem:
            strays.append(replace(leaf, parts=(name,), problem=problem))
        elif is_folder:
            folders.add(parts)
        elif parts:
            times[parts] += 1
            leaves[parts] = replace(leaf, parts=parts)
        folders |= {parts[:depth] for depth in range(1, len(parts))} if not problem else set()
    kept = (_noted(leaf, times[parts]) for parts, leaf in leaves.items())
    ordered = sorted(kept, key=lambda leaf: leaf.parts)
    strays.sort(key=lambda leaf: leaf.parts)
    return Listing(archive, tuple(ordered), frozenset(folders), tuple(strays))


def bomb(size: int, packed: int, limits: Limits) -> str:
    """What is wrong with a member that expands enormously; empty where it does not."""
    if size <= limits.free_bytes or size <= limits.ratio * max(packed, 1):
        return ""
    return f"would expand {size // max(packed, 1)} times. Look at it before anything opens it."


def _placed(name: str) -> tuple[tuple[str, ...], str]:
    """A member's path, and what is wrong with it."""
    path = name.replace("\\", "/")
    parts = tuple(part for part in path.split("/") if part not in ("", "."))
    if path.startswith("/") or DRIVE.match(path):
        return parts, "has an absolute name. Put it into its student's folder."
    if ".." in parts:
        return parts, "has a name that leads out of its folder. Put it where it belongs."
    return parts, ""


def _noted(leaf: Leaf, times: int) -> Leaf:
    if times == 1:
        return leaf
    note = f"the archive holds {label(leaf.parts[-1])} {times} times; the last counts"
    return replace(leaf, notes=(*leaf.notes, note))
