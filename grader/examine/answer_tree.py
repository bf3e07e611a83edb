"""
A tree, for each example, of what a property asks and which answers have satisfied it.

A property is a function of its example and the answers.  So what it asks next, or that it
holds, need not be computed again where the answers are, byte for byte, some that were given
before: by the model, when the corpus was recorded, or by a classmate.  Whatever answer is new
is judged by the property itself; a tree can be thrown away and no mark changes.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from grader.examine.student.replies import Request

__all__ = [
    "PASSED_NODE",
    "AnswerNode",
    "AnswerTrees",
    "Path",
    "tree_of",
    "with_path",
]

MOST_BRANCHES = 32  # answers remembered for one step
MOST_REQUESTS = 1000  # of one step; what asks more is not remembered

Path = Sequence[tuple[Sequence[Request], bytes]]
"""The steps of an example that held: what was asked, and the key of the answers."""


@dataclass(slots=True)
class AnswerNode:
    """
    One step of a property on one example: what it asks there, and where each answer leads.

    Attributes
    ----------
    requests : sequence of Request
        What the property asks at this point; nothing, where it has held.
    then : dict
        From the key of the answers to what follows.
    """

    requests: Sequence[Request]
    then: dict[bytes, "AnswerNode"] = field(default_factory=dict)


PASSED_NODE = AnswerNode(())


def tree_of(path: Path) -> AnswerNode | None:
    """The tree that knows one path; None for a path that cannot be remembered."""
    return with_path(None, path)


def with_path(start: AnswerNode | None, path: Path) -> AnswerNode | None:
    """The tree that starts with ``start``, with one more path in it, if there is room."""
    if not path or not all(key and len(asked) <= MOST_REQUESTS for asked, key in path):
        return start
    start = start or AnswerNode(path[0][0])
    node = start
    for (_, key), following in zip(path, _following(path), strict=True):
        if key not in node.then and len(node.then) >= MOST_BRANCHES:
            break
        node = node.then.setdefault(key, following)
    return start


def _following(path: Path) -> Iterable[AnswerNode]:
    return [*(AnswerNode(asked) for asked, _ in path[1:]), PASSED_NODE]


AnswerTrees = Mapping[str, list[AnswerNode | None]]
"""By a property's key, a tree for each of its examples; None where nothing is known yet."""
