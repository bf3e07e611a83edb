"""
The order of calls that are sent together.

A law asks first what it holds of and then what it does not, so its own order would tell the
answers. The order is that of a digest, which is the same every time and tells nothing to who does
not know the salt.

But whoever remembers the last call, and tells by too little that the next one is another, is right
until two calls that are nearly alike follow each other. So in this order each call of a function is
followed by one that is like it: of the same numbers in other places, say, or with another word for
the same image. What two calls have in common a process can see by itself, and of their answers
nothing is looked at here, so this tells it nothing either.
"""

import hashlib
import itertools
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from grader.examine.asking.likenesses import Likeness, likenesses, line_sums
from grader.examine.student.replies import Request

__all__ = ["Asked", "Order", "arranged", "arranged_for_many", "rank"]

Order = tuple[Request, ...]
Asked = tuple[str, Order, Order]
"""The salt, the calls as their laws want them, and the calls that were sent before."""

TWINS = 3  # calls of the same numbers, from which on more is looked at


def rank(salt: str, request: Request) -> bytes:
    """By what calls are sorted."""
    said = request.structure + request.blob
    kind = bytes([request.kind])
    return hashlib.blake2b(said, digest_size=16, key=_key(salt), salt=kind).digest()


@lru_cache(maxsize=4)
def _key(salt: str) -> bytes:
    return hashlib.blake2b(salt.encode()).digest()


def arranged(salt: str, requests: tuple[Request, ...], before: tuple[Request, ...] = ()) -> Order:
    """
    The same calls in the order in which they are sent; functions take turns as chance has it.

    ``before`` are the calls of each function that were sent last.
    """
    drawn = sorted(requests, key=lambda each: rank(salt, each))
    own: dict[str, list[Request]] = defaultdict(list)
    for request in drawn:
        own[request.function].append(request)
    last = {request.function: request for request in before}
    walks = {name: _walk(calls, last.get(name)) for name, calls in own.items()}
    return tuple(next(walks[request.function]) for request in drawn)


arranged_for_many = lru_cache(maxsize=128)(arranged)  # what nearly everybody in a class is asked


def _walk(calls: Sequence[Request], before: Request | None) -> Iterator[Request]:
    """
    Calls of one function, each followed by one that is like it in the rarest way there is.

    What was sent ``before`` is followed by what is like it in the way that most are.
    """
    requests = [*calls, *([before] if before is not None else [])]
    ways = _ways(requests)
    alike: dict[Likeness, list[int]] = defaultdict(list)
    for number in reversed(range(len(requests))):  # so that the first of them is popped
        for likeness in ways[number]:
            alike[likeness].append(number)
    pairs = Counter[str]()
    for (way, _), members in alike.items():
        pairs[way] += len(members) - 1
    left = dict.fromkeys(range(len(calls)))
    number = len(calls) if before is not None else 0
    while True:
        if number in left:
            del left[number]
            yield requests[number]
        is_before = number == len(calls)
        by_rarity = sorted(ways[number], key=lambda each: pairs[each[0]], reverse=is_before)
        following = (each for way in by_rarity for each in _last(alike[way], left))
        number = next(itertools.chain(following, left), -1)
        if number < 0:
            return


def _ways(requests: Sequence[Request]) -> list[list[Likeness]]:
    """Ways in which each call may be like another; of several twins some are more alike."""
    ways = [[*likenesses(each)] for each in requests]
    often = Counter(likeness for own in ways for likeness in own)
    for own, request in zip(ways, requests, strict=True):
        if any(each[0].startswith("numbers") and often[each] >= TWINS for each in own):
            own += line_sums(request)
    return ways


def _last(members: list[int], left: Mapping[int, None]) -> list[int]:
    """The last one of those that are left, if any; the others are taken away."""
    while members and members[-1] not in left:
        members.pop()
    return members[-1:]
