"""``grader try``: a sheet, or a question of it, tried out as students and markers will meet it."""

import sys

import click

from grader.commands.options import QuestionId, sheet_option

__all__ = ["rehearse"]

HOLDS, DOES_NOT_HOLD = 0, 1


@click.command("try")
@click.argument("question", required=False, type=QuestionId())
@click.option("--watch", is_flag=True, help="Try again whenever the sheet is saved, until Ctrl-C.")
@sheet_option
def rehearse(question: str | None, watch: bool, sheet: str | None) -> None:
    """
    Try out a sheet, or one QUESTION of it by its id or a function.

    Examples are drawn; the model answers, what students begin with, and right solutions are graded
    on them in processes like a student's; the audit is run; and each known mistake is shown as a
    student would be told it. Without a QUESTION the corpus is written, too, as by 'grader freeze'.

    Exit status: 0 where all is as it should be, 1 where not, 2 where it could not be tried.
    """
    if watch:
        from grader.commands.authors.on_save import again_on_every_save
        from grader.sheets.outline import source_folders

        words = ["try", *([question] if question else []), *(["--sheet", sheet] if sheet else [])]
        sys.exit(again_on_every_save(words, source_folders(sheet)))
    from grader.sandbox.processes.launch import launcher
    from grader.sheets.settings import settings_of

    settings = settings_of(sheet)
    with launcher(settings.packages, settings.materials) as launched:
        from grader.audit.try_out import try_out
        from grader.commands.output import progress
        from grader.sheets.packs.whole import assert_whole
        from grader.sheets.sheet import load_sheet

        loaded = load_sheet(sheet)
        assert_whole(loaded, "try")
        with progress() as tell:
            found = try_out(launched, loaded, question, tell)
    from grader.commands.authors.rehearsal_text import show

    show(found)
    sys.exit(HOLDS if found.holds else DOES_NOT_HOLD)
