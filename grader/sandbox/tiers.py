"""
How strongly a student's process is fenced in, as an ordered list of layers.

A child applies the layers to itself, after the fork and before the first byte of the
submission.  It exits hard if one of them fails: half a fence must never run anybody's
code.
"""

import os
from collections.abc import Callable

from grader.sandbox import layers
from grader.sandbox.limits import Limits

__all__ = ["HALF_A_FENCE", "TIERS", "enclose"]

HALF_A_FENCE = 70  # exit status of a child that could not isolate itself

LIMITS = (layers.new_session, layers.die_with_parent, layers.quiet, layers.resource_limits)

TIERS: dict[str, tuple[Callable[[Limits], None], ...]] = {"limits": LIMITS}


def enclose(tier: str, limits: Limits) -> None:
    """Put all layers of ``tier`` around this process, or end it."""
    try:
        for layer in TIERS[tier]:
            layer(limits)
    except BaseException:
        os._exit(HALF_A_FENCE)
