"""
The stages of collecting, in order: list, sort by students, match with the roster, choose, read.

Only the last of them opens a submission, and it reads an archive from front to back.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from grader.collect.entries import Collected, Entry
from grader.collect.errors import NoSubmissions
from grader.collect.limits import Limits
from grader.collect.match_roster import matched
from grader.collect.names import listed
from grader.collect.order import distinct, in_order, newest
from grader.collect.read import read_entries
from grader.collect.roster import read_roster
from grader.collect.same_work import same_work
from grader.collect.sources import sort_paths

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
    limits = limits or Limits()
    people = read_roster(roster, limits) if roster is not None else None
    with ExitStack() as opened:
        found = sort_paths(paths, opened, limits)
        if not found.students:
            raise NoSubmissions([str(path) for path in paths], found.remarks)
        students = in_order(newest(found.students))
        remarks = list(found.remarks)
        if people is not None:
            known = matched(students, people.people)
            students = [*in_order(known.students), *in_order(known.absent)]
            remarks += [*people.remarks, *known.remarks]
        entries = read_entries(distinct(students), limits)
    return Collected(
        tuple(sorted(entries, key=lambda entry: entry.folder)),
        tuple(dict.fromkeys([*remarks, *_twice(entries), *same_work(entries)])),
    )


def _twice(entries: Iterable[Entry]) -> Iterator[str]:
    """Ids that several entries have."""
    holders: defaultdict[str, list[str]] = defaultdict(list)
    for entry in entries:
        if entry.id:
            holders[entry.id].append(entry.folder)
    for id, folders in sorted(holders.items()):
        if len(folders) > 1:
            yield f"the id {id} belongs to {len(folders)} entries: {listed(sorted(folders))}"
