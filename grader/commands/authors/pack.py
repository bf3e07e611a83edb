"""``grader pack``: a sheet in one file, without its answers."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.commands.options import GivenFile, one_sheet, sheet_option
from grader.text import clean, several

if TYPE_CHECKING:
    from grader.examine.packing.build import Built
    from grader.sheets.sheet import Sheet

__all__ = ["pack"]

WHEEL = ".whl"
MOST_SHARED, LONGEST = 10, 100


@click.command()
@click.argument("named", required=False, metavar="[SHEET]")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="The pack to write: a .zip, or a .whl to be installed.",
)
@click.option(
    "--private",
    type=GivenFile(),
    metavar="CORPUS",
    help="Put these examples in, from 'grader freeze --seed-file', in place of the public ones.",
)
@sheet_option
def pack(named: str | None, out: Path, private: Path | None, sheet: str | None) -> None:
    """
    Put a SHEET into one file that holds no answers.

    In it are the questions, what students begin with, the laws, the examples, and what the model
    answers to just these. So 'grader check' and 'grader grade' give the same marks on it, with
    --sheet FILE, where no answer can be found in source.
    """
    from grader.commands.output import progress
    from grader.examine.packing.build import build_pack
    from grader.examine.packing.wheel import assert_wheel_name, wheel_bytes
    from grader.files import replace
    from grader.sheets.private_corpus import named_examples, public_examples
    from grader.sheets.sheet import load_sheet

    loaded = load_sheet(one_sheet(named, sheet))
    if out.suffix == WHEEL:
        assert_wheel_name(out.name, loaded.name)
    examples = public_examples(loaded) if private is None else named_examples(private, loaded)
    with progress() as tell:
        built = build_pack(loaded, examples, tell)
    content = built.content
    if out.suffix == WHEEL:
        content = wheel_bytes(out.name, loaded.name, content, built.pack.digest)
    replace(out, content)
    _say(loaded, out, built)


def _say(sheet: "Sheet", out: Path, built: "Built") -> None:
    from grader.examine.packing.secrets import shared_statements
    from grader.sheets.packs.elsewhere import told

    manifest = built.pack.manifest
    corpus = "private" if manifest.private else "public"
    questions = several(len(sheet.questions), "question")
    laws = several(built.laws, "law")
    click.echo(f"Wrote {out}: {questions}, {laws}, {corpus} corpus, digest {manifest.digest}.")
    click.echo(f"Left out: {', '.join(manifest.left_out)}.")
    for question, left_out in manifest.elsewhere.items():
        for said in told(question, left_out):
            click.echo(f"Left out, and {said}")
    shared = shared_statements(sheet, built.pack.files)
    if shared:
        click.echo("These lines of the laws stand in an answer, too: do they tell it?")
    for each in shared[:MOST_SHARED]:
        click.echo(f"  {each.file}, line {each.line}: {clean(each.text, LONGEST)}")
    if len(shared) > MOST_SHARED:
        click.echo(f"  … and {len(shared) - MOST_SHARED} more")
    if manifest.private:
        click.echo("Whoever has this file can read its examples: give it to no student.")
