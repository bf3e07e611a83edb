"""
The stages of collecting, in order: list, sort into piles, match with the roster, choose, read.

Only the last of them opens a submission, and it reads an archive from front to back.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from grader.cleaning import clean
from grader.collect.choosing import Choice, choose
from grader.collect.content import submission_from
from grader.collect.entries import Collected, Entry
from grader.collect.errors import NoSubmissions, TooMuch, Unreadable
from grader.collect.limits import Limits
from grader.collect.names import listed, stem
from grader.collect.piles import Pile
from grader.errors import UnreadableSubmission
from grader.model import Submission

__all__ = ["collect"]


def collect(
    paths: Sequence[Path], roster: Path | None = None, limits: Limits | None = None
) -> Collected:
    """
    Everybody's submission, from files, folders and platforms' archives.

    Parameters
    ----------
    paths : sequence of Path
        A folder of files or of students' folders, an archive of either, a platform's download, or
        single submissions.
    roster : Path, optional
        CSV that says whose each is, and who should have handed in.
    limits : Limits, optional
        Bounds of what is read.

    Returns
    -------
    Collected
        The same for the same files, in whatever order the file system lists them.

    Raises
    ------
    GraderError
        Where a path does not exist, an archive or the roster as a whole cannot be read, there is
        far too much, or nothing at all.
    """
    from grader.collect.matching import matched
    from grader.collect.newest import newest
    from grader.collect.roster import read_roster
    from grader.collect.sources import sort_paths

    limits = limits or Limits()
    people = read_roster(roster, limits) if roster is not None else None
    with ExitStack() as opened:
        found = sort_paths(paths, opened, limits)
        piles = sorted(newest(found.piles), key=_place)
        remarks = list(found.remarks)
        if people is not None:
            known = matched(piles, people)
            piles = [*sorted(known.piles, key=_place), *sorted(known.absent, key=_place)]
            remarks += known.remarks
        if not piles:
            raise NoSubmissions([str(path) for path in paths])
        entries = _read(_distinct(piles), limits)
    return Collected(
        tuple(sorted(entries, key=lambda entry: entry.folder)),
        tuple(dict.fromkeys([*remarks, *_twice(entries)])),
    )


def _place(pile: Pile) -> tuple[str, int, tuple[tuple[str, ...], ...], str]:
    """The order of piles, for which no file system is asked."""
    return pile.label, pile.source, tuple(leaf.parts for leaf in pile.leaves), pile.id


def _distinct(piles: Sequence[Pile]) -> list[Pile]:
    """Piles of which no two share a label."""
    taken = {pile.label for pile in piles}
    seen: set[str] = set()
    named = []
    for pile in piles:
        name, number = pile.label, 2
        while name in seen or (name in taken and name != pile.label):
            name, number = f"{pile.label} ({number})", number + 1
        seen.add(name)
        named.append(replace(pile, label=name))
    return named


def _read(piles: Sequence[Pile], limits: Limits) -> list[Entry]:
    """Read the file of each pile that counts, in the order in which they lie in their sources."""
    choices = [(pile, choose(pile)) for pile in piles]
    total = sum(choice.leaf.size for _, choice in choices if choice.leaf)
    if total > limits.total_bytes:
        found = f"together have {total / 1e9:.1f} GB, and at most {limits.total_bytes / 1e9:g}"
        raise TooMuch("the submissions", f"{found} are read")
    choices.sort(key=lambda each: (each[0].source, each[1].leaf.position if each[1].leaf else 0))
    return [_entry(pile, choice) for pile, choice in choices]


def _entry(pile: Pile, choice: Choice) -> Entry:
    submission, problem = _content(choice)
    return Entry(
        folder=pile.label,
        id=pile.id,
        name=pile.name,
        submission=submission,
        problem=clean(problem, 1000),
        notes=tuple(clean(note, 1000) for note in (*pile.notes, *choice.notes)),
    )


def _content(choice: Choice) -> tuple[Submission | None, str]:
    """A submission, or why there is none."""
    if choice.leaf is None:
        return None, choice.problem
    ending = choice.leaf.name[len(stem(choice.leaf.name)) :]
    name = clean(stem(choice.leaf.name), 200) + ending
    try:
        return submission_from(name, choice.leaf.read()), ""
    except Unreadable as refused:
        return None, f"{name} {refused}"
    except UnreadableSubmission as refused:
        return None, str(refused)


def _twice(entries: Iterable[Entry]) -> Iterator[str]:
    """Ids that several entries have."""
    holders: defaultdict[str, list[str]] = defaultdict(list)
    for entry in entries:
        if entry.id:
            holders[entry.id].append(entry.folder)
    for id, folders in sorted(holders.items()):
        if len(folders) > 1:
            yield f"the id {id} belongs to {len(folders)} entries: {listed(sorted(folders))}"
