"""
Rewards for Verifiers: functions that stand in the body of a task, or are plugged into its config.

What is not decided raises: there, a rollout whose scoring failed is an error and is no reward.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Unpack

import verifiers.v1 as vf

from grader.integrations.answer import code_in
from grader.integrations.opening import Only
from grader.integrations.score import Score
from grader.integrations.warm import Arguments, Grader

__all__ = ["Undecided", "law_rubric", "reward"]

Reward = Callable[..., Awaitable[Any]]


class Undecided(RuntimeError):
    """Points stayed open: our machinery failed, or time ended before all was asked."""


def reward(sheet: str | None = None, *, only: Only = (), **how: Unpack[Arguments]) -> Reward:
    """
    A reward from 0 to 1 for the code in the last reply.

    Without a ``budget`` no smaller examples are searched for.
    """
    scored = _scored(sheet, only, **how)

    async def earned(*_: Any, trace: vf.Trace) -> float:  # as a method it is given its task, too
        return (await scored(trace)).reward

    return _declared(earned)


def law_rubric(sheet: str | None = None, *, only: Only = (), **how: Unpack[Arguments]) -> Reward:
    """
    A reward for each law, its share of the points that are possible; together they are ``reward``.

    A bonus comes on top: with one, the sum may be more than 1.
    """
    scored = _scored(sheet, only, **how)

    async def laws(*_: Any, trace: vf.Trace) -> dict[str, float]:
        found = await scored(trace)
        whole = found.possible or 1
        return {
            f"{law.question} {law.name}": law.points / whole if law.passed else 0.0
            for law in found.laws
        }

    return _declared(laws)


def _scored(
    sheet: str | None, only: Only, **how: Unpack[Arguments]
) -> Callable[[vf.Trace], Awaitable[Score]]:
    how.setdefault("budget", 0.0)
    grader = Grader(sheet, **how)

    async def scored(trace: vf.Trace) -> Score:
        found = await asyncio.to_thread(grader.score, code_in(trace.last_reply), only)
        if not found.decided:
            raise Undecided(f"{found.open:g} points stayed open. {found.problem}".strip())
        return found

    return scored


def _declared(function: Reward) -> Reward:
    declared: Reward = vf.reward(function)
    return declared
