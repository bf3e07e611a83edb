"""
A scorer for Inspect: the reward of the code in a model's answer.

What is not decided says nothing about the model, so it is unscored, and no metric counts it.
"""

import os
from typing import Any

import anyio.to_thread
from inspect_ai.scorer import Score, Scorer, Target, mean, scorer, stderr
from inspect_ai.solver import TaskState

from grader.integrations import score as ours
from grader.integrations.answer import code_in
from grader.integrations.opening import Only
from grader.integrations.warm import Grader

__all__ = ["laws"]

ONLY = "only"  # in a sample's metadata: the questions that it is about


@scorer(metrics=[mean(), stderr()])
def laws(
    sheet: str | None = None,
    *,
    only: Only = (),
    jobs: int = 1,
    isolation: str | None = None,
    corpus: str | os.PathLike[str] | None = None,
    budget: float = 0.0,
) -> Scorer:
    """
    Score the code in an answer; see ``grader.Grader`` for the arguments.

    ``only`` in a sample's metadata names its questions.  The search for smaller examples is left
    out unless it has a ``budget``: an evaluation seldom reads them.
    """
    grader = Grader(sheet, jobs=jobs, isolation=isolation, corpus=corpus, budget=budget)

    async def score(state: TaskState, target: Target) -> Score:  # noqa: ARG001 - Inspect's own
        code = code_in(state.output.completion)
        asked = state.metadata.get(ONLY, only)
        found = await anyio.to_thread.run_sync(grader.score, code, asked)
        about = {"answer": code, "explanation": _explained(found), "metadata": _details(found)}
        if not found.decided:
            return Score.unscored(reason="undecided", **about)
        return Score(value=found.reward, **about)

    return score


def _explained(found: ours.Score) -> str:
    """A line for each law that was lost, with the call that shows it."""
    lost = [law for law in found.laws if not law.passed]
    lines = [f"{law.function}: {law.sentence} {law.example}  {law.message}" for law in lost]
    return "\n".join([f"{found.earned:g} of {found.possible:g} points", *lines])


def _details(found: ours.Score) -> dict[str, Any]:
    return {
        "earned": found.earned,
        "open": found.open,
        "possible": found.possible,
        "laws": {f"{law.question} {law.name}": str(law.outcome) for law in found.laws},
        "problem": found.problem,
    }
