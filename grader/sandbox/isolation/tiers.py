"""
How strongly a student's process is fenced in, as ordered lists of layers.

A child applies the layers to itself, after the fork and before the first byte of the
submission.  It exits hard if one of them fails: half a fence must never run anybody's
code.  The order matters.  Namespaces and mounts come first, because they need the rights
that root has, or a fresh user namespace grants; the filter of system calls comes last,
because it forbids everything that the others are made of.

What all walled children share, a root directory that nobody can write to, is put up once, by the
stem that they are forked from.
"""

import os
from collections.abc import Callable, Iterable

from grader.sandbox.exit_status import HALF_A_FENCE
from grader.sandbox.isolation import layers
from grader.sandbox.isolation.preparation import Fence

__all__ = [
    "IN_SIGHT",
    "OWNED",
    "STEM",
    "STRONGEST_FIRST",
    "TIERS",
    "Layer",
    "enclose",
    "put_up",
]

Layer = Callable[[Fence], Fence | None]  # the fence, where the layer has changed it

LIMITS = (
    layers.die_with_parent,
    layers.working_folder,
    layers.close_descriptors,
    layers.quiet,
    layers.new_session,
    layers.resource_limits,
)
# The user first, while that is allowed; who it is ended with is forgotten by that change.
OTHER_USER = (
    layers.own_user,
    layers.drop_privileges,
    *LIMITS,
    layers.null_device,
    layers.read_only_seccomp,
)
SEALED = (layers.drop_privileges, layers.landlock, *LIMITS, layers.seccomp)
STEM = (layers.world, layers.die_with_parent, layers.empty_root)
# What is forked from the stem is in a namespace whose first process that is: it dies with it.
ENDED = tuple(layer for layer in SEALED if layer is not layers.die_with_parent)
WALLED = (layers.namespaces, layers.few_tasks, *ENDED)

OWNED = "owned"
TIERS: dict[str, tuple[Layer, ...]] = {
    "limits": LIMITS,
    OWNED: OTHER_USER,
    "sealed": SEALED,
    "walled": WALLED,
}
STRONGEST_FIRST = ("walled", "sealed", OWNED, "limits")
# What keeps malice in, but not out of sight: a process finds another's folder in /proc.
IN_SIGHT = frozenset({"sealed", OWNED})


def enclose(tier: str, fence: Fence) -> None:
    """Put all layers of ``tier`` around this process, or end it."""
    put_up(TIERS[tier], fence)


def put_up(chosen: Iterable[Layer], fence: Fence) -> Fence:
    """Put layers around this process, or end it; the fence as they have left it."""
    try:
        for layer in chosen:
            fence = layer(fence) or fence
    except BaseException:
        os._exit(HALF_A_FENCE)
    return fence
