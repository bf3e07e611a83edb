"""
How strongly a student's process is fenced in, as ordered lists of layers.

A child applies the layers to itself, after the fork and before the first byte of the
submission.  It exits hard if one of them fails: half a fence must never run anybody's
code.  The order matters.  Namespaces and mounts come first, because they need the rights
that root has, or a fresh user namespace grants; the filter of system calls comes last,
because it forbids everything that the others are made of.
"""

import os
from collections.abc import Callable

from grader.sandbox import layers
from grader.sandbox.fence import Fence

__all__ = ["HALF_A_FENCE", "STRONGEST_FIRST", "TIERS", "Layer", "enclose"]

HALF_A_FENCE = 70  # exit status of a child that could not isolate itself

Layer = Callable[[Fence], Fence | None]  # the fence, where the layer has changed it

LIMITS = (
    layers.die_with_parent,
    layers.close_descriptors,
    layers.quiet,
    layers.new_session,
    layers.resource_limits,
)
SEALED = (layers.drop_privileges, layers.landlock, *LIMITS, layers.seccomp)
WALLED = (layers.namespaces, layers.empty_root, layers.few_tasks, *SEALED)

TIERS: dict[str, tuple[Layer, ...]] = {"limits": LIMITS, "sealed": SEALED, "walled": WALLED}
STRONGEST_FIRST = ("walled", "sealed", "limits")


def enclose(tier: str, fence: Fence) -> None:
    """Put all layers of ``tier`` around this process, or end it."""
    try:
        for layer in TIERS[tier]:
            fence = layer(fence) or fence
    except BaseException:
        os._exit(HALF_A_FENCE)
