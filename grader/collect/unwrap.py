"""
The folder around a class, taken away.

Whoever zips a folder puts that folder into the zip, and a folder that is named on the command line
may be a class's or one student's.  Which of them it is follows from what lies directly in it.
"""

from dataclasses import replace

from grader.collect.listing import ListedFile, Listing
from grader.collect.names import is_candidate, is_canonical
from grader.collect.platforms.blackboard import is_blackboard
from grader.collect.platforms.canvas import may_be_canvas, uploads
from grader.collect.platforms.gradescope import is_gradescope
from grader.collect.platforms.moodle import is_moodle

__all__ = ["class_of", "is_students_own", "may_be_a_student"]


def is_students_own(listing: Listing, several: bool) -> bool:
    """
    Whether the one folder of a listing is a student's.

    It is if ``submission.py`` lies in it, or if it is one of several that were named and a single
    submission lies in it.
    """
    direct = [file for file in listing.files if len(file.parts) == 2 and _counts(file)]
    alone = several and len(direct) == 1 == len(_holders(_without_top(listing)))
    platforms = [file for file in direct if _is_platforms(file.name) or may_be_canvas(file.name)]
    return _is_one_student(listing) or (alone and not platforms)


def class_of(listing: Listing, *, is_archive: bool) -> Listing:
    """The class in the one folder of a listing, without the folders around it."""
    return _unwrapped(_without_top(listing), is_archive=is_archive)


def may_be_a_student(listing: Listing) -> bool:
    """Whether the one folder of a listing holds nothing that looks like a class's folders."""
    return not _is_class(_without_top(listing), is_archive=False)


def _unwrapped(listing: Listing, *, is_archive: bool) -> Listing:
    """
    A listing without the folders around its class.

    In an archive one folder within another is taken for a student in a class, once; on disk the
    class was named by whoever marks.
    """
    may_guess = is_archive
    while _has_one_top(listing) and not _is_one_student(listing):
        inside = _without_top(listing)
        if not _is_class(inside, is_archive):
            if not (may_guess and _has_one_top(inside) and _holders(inside)):
                break
            may_guess = False
        listing = inside
    return listing


def _is_class(listing: Listing, is_archive: bool) -> bool:
    """Whether what lies side by side belongs to several people."""
    folders = {file.parts[0] for file in listing.files if len(file.parts) > 1}
    folders |= {folder[0] for folder in listing.folders}
    holders = _holders(listing)
    if any(map(_is_platforms, _tops(listing))):
        return True
    several = len(holders) > 1 if is_archive else len(holders & folders) > 1
    return several or (len(folders) > 1 and len(holders & folders) == len(holders) == 1)


def _is_one_student(listing: Listing) -> bool:
    """Whether the one folder of a listing is a student's, for ``submission.py`` is in it."""
    inside = _without_top(listing)
    if any(map(_is_platforms, _tops(inside))) or uploads(inside):
        return False  # a stray submission.py in a platform's download
    direct = any(len(file.parts) == 2 and is_canonical(file.name) for file in listing.files)
    inner = {file.parts[1] for file in listing.files if len(file.parts) > 2 and _counts(file)}
    return direct and len(inner) < 2


def _without_top(listing: Listing) -> Listing:
    """What is in the one folder of a listing."""
    return replace(
        listing,
        files=tuple(replace(file, parts=file.parts[1:]) for file in listing.files),
        folders=frozenset(folder[1:] for folder in listing.folders if len(folder) > 1),
    )


def _has_one_top(listing: Listing) -> bool:
    """Whether one folder holds everything, and no platform made it."""
    tops = _tops(listing)
    alone = any(len(file.parts) == 1 for file in listing.files)
    return len(tops) == 1 and not alone and not any(map(_is_platforms, tops))


def _tops(listing: Listing) -> set[str]:
    return {file.parts[0] for file in listing.files} | {folder[0] for folder in listing.folders}


def _holders(listing: Listing) -> set[str]:
    """Top-level names at or below which there is something that may be a submission."""
    return {file.parts[0] for file in listing.files if _counts(file)}


def _counts(file: ListedFile) -> bool:
    return is_candidate(file.parts[-1])


def _is_platforms(name: str) -> bool:
    return is_moodle(name) or is_gradescope(name) or is_blackboard(name)
