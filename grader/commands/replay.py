"""``grader replay``: one mark, made again from what it depends on."""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.commands.options import sheet_option
from grader.commands.output import file_option, put

if TYPE_CHECKING:
    from grader.gradebook.made_again import Comparison, Difference

__all__ = ["replay"]

SAME, DIFFERENT = 0, 1
MOST_SHOWN = 20
LONGEST_SHOWN = 100

IDENTICAL = "Made again: the same, byte for byte."
WRITTEN = (
    "Made again: the marks are the same, and so is what explains them; it is written otherwise."
)
SAME_MARKS = "Made again: the marks are the same."
OTHERS = "Made again: not the same. What the mark rests on differs:"
REASONS = "What explains them was looked for anew, and differs:"
VERSIONS = "Other versions are installed than when it was made:"


@click.command()
@click.argument("result")
@click.option(
    "--gradebook",
    type=click.Path(path_type=Path),
    metavar="DIR|FILE",
    help="Where it is stored. Default: grades.",
)
@file_option("json", "Write receipt and differences as JSON, too")
@sheet_option
def replay(result: str, gradebook: Path | None, json_file: Path | None, sheet: str | None) -> None:
    """
    Make RESULT again and say whether the marks are the same.

    RESULT is somebody's folder in the latest run, or the number of a result. Its receipt, what the
    mark was made from, is printed. The sheet has to be that of then.

    What explains a mark, a smaller example say, or the name of a mistake, is looked for within a
    time, so it may differ on a slow machine. That is listed apart, and changes no mark.

    Exit status: 0 where the marks are the same, 1 where not.
    """
    from grader.commands.options import find_book
    from grader.commands.output import progress
    from grader.gradebook import open_book
    from grader.gradebook.made_again import compared
    from grader.gradebook.remake import replay_report
    from grader.gradebook.replay import receipt

    with open_book(find_book(gradebook)) as book:
        found = receipt(book, result)
        with progress() as tell:
            tell("the submission once more")
            text = replay_report(book, found, sheet)
    comparison = compared(found.known.text, text)
    if not put(_json(found.lines(), comparison), json_file):
        for line in (*(f"{word:<11}{said}" for word, said in found.lines()), *_said(comparison)):
            click.echo(line)
    sys.exit(SAME if comparison.is_same_mark else DIFFERENT)


def _json(receipt: list[tuple[str, str]], comparison: "Comparison") -> str:
    said = {
        "receipt": dict(receipt),
        "same": comparison.is_same_mark,
        "byte_for_byte": comparison.is_identical,
        "differences": [each.line() for each in comparison.marks],
        "explanations": [each.line() for each in comparison.reasons],
        "versions": [each.line() for each in comparison.versions],
    }
    return json.dumps(said, indent=2) + "\n"


def _said(comparison: "Comparison") -> Iterator[str]:
    """Whether it is the same, then each kind of difference below its own sentence."""
    if comparison.is_identical:
        yield IDENTICAL
        return
    others = [(REASONS, comparison.reasons), (VERSIONS, comparison.versions)]
    if comparison.marks:
        yield from _listed(OTHERS, comparison.marks)
    else:
        yield SAME_MARKS if any(found for _, found in others) else WRITTEN
    for sentence, found in others:
        yield from _listed(sentence, found)


def _listed(sentence: str, found: "Sequence[Difference]") -> Iterator[str]:
    """The first of them below the sentence, and how many more there are; nothing for none."""
    if found:
        yield sentence
        yield from (f"  {each.line(LONGEST_SHOWN)}" for each in found[:MOST_SHOWN])
    if len(found) > MOST_SHOWN:
        yield f"  and {len(found) - MOST_SHOWN} more"
