"""What became of the claims: as a table, as JSON, as Markdown."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from grader.audit.verify.verify import Verified, plain
from grader.authoring.verifying import Says

__all__ = ["verify_json", "verify_markdown", "verify_text"]

FORMAT = 1
STYLES = {Says.HOLDS: "green", Says.FAILS: "red", Says.CONDITIONAL: "yellow"}
WORDS = {Says.HOLDS: "holds", Says.FAILS: "fails", Says.CONDITIONAL: "holds only if"}


def verify_json(sheet: str, verified: Sequence[Verified]) -> str:
    """All claims as one JSON object, with a line end."""
    content = {"format": FORMAT, "sheet": sheet, "claims": [_entry(each) for each in verified]}
    return json.dumps(content, indent=2, ensure_ascii=True) + "\n"


def _entry(each: Verified) -> dict[str, Any]:
    return {
        "id": each.claim.id,
        "question": each.claim.question,
        "claim": each.claim.claim,
        "verdict": str(each.finding.verdict),
        "claimed": plain(each.claim.claimed),
        "computed": plain(each.finding.computed),
        "witness": each.finding.witness,
        "condition": each.finding.condition,
    }


def verify_text(verified: Sequence[Verified]) -> Iterator[RenderableType]:
    """A line for each claim; then, of those that do not simply hold, all that was found."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("Claim", "", "Verdict"):
        table.add_column(heading)
    for each in verified:
        verdict = each.finding.verdict
        state = Text(WORDS[verdict] + (" …" if each.finding.condition else ""), STYLES[verdict])
        table.add_row(each.claim.id, Text(each.claim.claim), state)
    yield table
    for each in verified:
        if each.finding.verdict is not Says.HOLDS:
            yield from _details(each)
    yield Text(f"\n{_summary(verified)}", style="bold")


def _details(each: Verified) -> Iterator[Text]:
    finding = each.finding
    yield Text(f"\n{each.claim.id} {WORDS[finding.verdict]} {finding.condition}".rstrip(), "bold")
    yield Text(f"  claimed   {_short(each.claim.claimed)}")
    yield Text(f"  computed  {_short(finding.computed)}")
    yield Text(f"  witness   {finding.witness}")


def _short(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(plain(value))


def _summary(verified: Sequence[Verified]) -> str:
    counts = {says: sum(each.finding.verdict is says for each in verified) for says in Says}
    return (
        f"{len(verified)} claims: {counts[Says.HOLDS]} hold, {counts[Says.CONDITIONAL]} hold "
        f"under a condition, {counts[Says.FAILS]} fail."
    )


def verify_markdown(title: str, verified: Sequence[Verified]) -> str:
    """A document for those who wrote the sheet."""
    lines = [f"# {title}: its printed solutions, checked", "", _summary(verified), ""]
    lines += ["| claim | question | verdict | condition | computed | witness |"]
    lines += ["|---|---|---|---|---|---|"]
    for each in verified:
        finding, claim = each.finding, each.claim
        cells = [
            f"**{claim.id}** {claim.claim}",
            claim.question,
            str(finding.verdict),
            finding.condition,
            _short(finding.computed),
            finding.witness,
        ]
        lines.append("| " + " | ".join(map(_cell, cells)) + " |")
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    """Text that cannot leave its cell."""
    return " ".join(text.replace("\\", "\\\\").replace("|", "\\|").split())
