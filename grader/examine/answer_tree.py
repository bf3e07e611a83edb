"""
What a property asks, and which answers it has been satisfied with.

A property is a function of its example and the answers.  So what it asks next, or that it
holds, need not be computed again where the answers are, byte for byte, some that were given
before: by the model, when the corpus was recorded, or by a classmate.  Whatever answer is new
is judged by the property itself; a script can be thrown away and no mark changes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from grader.examine.student.replies import Request

__all__ = ["HELD", "Path", "Scene", "learnt", "scene_of"]

MOST_BRANCHES = 32  # answers remembered for one step
MOST_REQUESTS = 1000  # of one step; what asks more is not remembered

Path = Sequence[tuple[Sequence[Request], bytes]]
"""The steps of an example that held: what was asked, and the key of the answers."""


@dataclass(slots=True)
class Scene:
    """
    Attributes
    ----------
    requests : sequence of Request
        What the property asks at this point; nothing, where it has held.
    then : dict
        From the key of the answers to what follows.
    """

    requests: Sequence[Request]
    then: dict[bytes, "Scene"] = field(default_factory=dict)


HELD = Scene(())


def scene_of(path: Path) -> Scene | None:
    """The script that knows one path; None for a path that cannot be remembered."""
    return learnt(None, path)


def learnt(start: Scene | None, path: Path) -> Scene | None:
    """The script that starts with ``start``, with one more path in it, if there is room."""
    if not path or not all(key and len(asked) <= MOST_REQUESTS for asked, key in path):
        return start
    start = start or Scene(path[0][0])
    scene = start
    for (_, key), following in zip(path, _following(path), strict=True):
        if key not in scene.then and len(scene.then) >= MOST_BRANCHES:
            break
        scene = scene.then.setdefault(key, following)
    return start


def _following(path: Path) -> Iterable[Scene]:
    return [*(Scene(asked) for asked, _ in path[1:]), HELD]
