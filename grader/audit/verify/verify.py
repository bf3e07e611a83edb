"""
Each claim to its check, and what the checks found to a report.

A check is a function of the sheet's own package ``checks``, or ``call``, which every sheet has:
it calls a model answer and compares.
"""

import importlib
import importlib.util
import inspect
import json
import pkgutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.audit.verify.claims import FILE_NAME, Claim, read_claims
from grader.authoring.verifying import CHECK, Finding, Says, fails, holds
from grader.call_text import call_line
from grader.errors import BadSheet
from grader.examine.feedback.same_answer import alike
from grader.sheets.model_answers import model_student
from grader.sheets.packs.whole import assert_whole
from grader.sheets.sheet import Sheet

__all__ = ["Verified", "any_fails", "plain", "verify", "verify_claims"]

Check = Callable[..., Finding]


@dataclass(frozen=True, slots=True)
class Verified:
    """A claim, and what was found out about it."""

    claim: Claim
    finding: Finding


def verify(sheet: Sheet, progress: Callable[[str], None] = lambda _: None) -> tuple[Verified, ...]:
    """Check all claims of the printed solutions; raises BadSheet where they are no claims."""
    assert_whole(sheet, "verify")
    return verify_claims(sheet, read_claims(sheet.folder / FILE_NAME), progress)


def verify_claims(
    sheet: Sheet, claims: Sequence[Claim], progress: Callable[[str], None] = lambda _: None
) -> tuple[Verified, ...]:
    """Check these claims, in their order."""
    checks = _checks(sheet)
    verified = []
    for claim in claims:
        progress(claim.id)
        if claim.check not in checks:
            raise BadSheet(
                f"claim {claim.id!r} asks for a check {claim.check!r} that there is not. "
                f"Choose from: {', '.join(sorted(checks))}."
            )
        verified.append(Verified(claim, _found(checks[claim.check], claim)))
    return tuple(verified)


def _found(check: Check, claim: Claim) -> Finding:
    try:
        inspect.signature(check).bind(claim.claimed, **claim.given)
    except TypeError as error:
        raise BadSheet(
            f"claim {claim.id!r}: the check {claim.check!r} cannot be used like this: {error}. "
            f"Mend its 'given'."
        ) from None
    try:
        return check(claim.claimed, **claim.given)
    except (ValueError, TypeError, KeyError, AttributeError, SyntaxError) as error:
        raise BadSheet(
            f"claim {claim.id!r}: {claimed_text(claim)} cannot be checked by {claim.check!r}: "
            f"{type(error).__name__}: {error}. Mend 'claimed' or 'given'."
        ) from error


def claimed_text(claim: Claim) -> str:
    """What is claimed, shortened."""
    text = json.dumps(claim.claimed)
    return text if len(text) < 80 else text[:79] + "…"


def _checks(sheet: Sheet) -> dict[str, Check]:
    """The checks of the sheet by name, and ``call``."""
    found: dict[str, Check] = {"call": _calling(sheet)}
    name = f"{sheet.package}.checks"
    if importlib.util.find_spec(name) is None:
        return found
    package = importlib.import_module(name)
    modules = [importlib.import_module(f"{name}.{m.name}") for m in _modules(package)]
    for module in [package, *modules]:
        found |= {n: f for n, f in vars(module).items() if getattr(f, CHECK, False)}
    return found


def _modules(package: Any) -> list[pkgutil.ModuleInfo]:
    return list(pkgutil.iter_modules(getattr(package, "__path__", [])))


def _calling(sheet: Sheet) -> Check:
    def call(
        claimed: Any, function: str, arguments: Sequence[Any], part: Sequence[int] = ()
    ) -> Finding:
        """What a model answer returns, or a part of it, is what is claimed."""
        answer = plain(getattr(model_student(sheet), function)(*arguments))
        for place in part:
            answer = answer[place]
        line = call_line(function, list(arguments))
        if alike(claimed, answer, answer):
            return holds(answer)
        return fails(answer, f"{line} gives {json.dumps(answer)}")

    return call


def plain(value: Any) -> Any:
    """A value as JSON can hold it."""
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, dict):
        return {str(key): plain(entry) for key, entry in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(entry) for entry in value]
    return value if isinstance(value, (bool, int, float, str, type(None))) else str(value)


def any_fails(verified: Sequence[Verified]) -> bool:
    """Whether a claim is wrong."""
    return any(each.finding.verdict is Says.FAILS for each in verified)
