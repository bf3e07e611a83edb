"""
A submission to begin with.

The sheet may hold it as a file of its own, so that what students get is read, formatted and
tested like everything else; what it does not hold is made of the model answers' signatures.
"""

import ast
import os
import textwrap
from pathlib import Path

from grader.errors import GraderError
from grader.language import ENGLISH, Language, Message
from grader.sandbox.processes.working_folder import copy_data
from grader.sheets.allowed import allowed
from grader.sheets.derived.starter import starter_source
from grader.sheets.named_sheet import named_sheet
from grader.sheets.registry import meant_in
from grader.sheets.sheet import Sheet
from grader.sheets.starter_texts import translated_source

__all__ = ["write_starter"]

TARGET = "submission.py"
NOTEBOOK = "submission.ipynb"
LONGEST_LINE = 98


def write_starter(
    sheet: Sheet, place: Path, spoken: Language = ENGLISH, *, notebook: bool = False
) -> Path:
    """
    Write ``submission.py``, or ``submission.ipynb``, into a folder, which is made if needed.

    A ``place`` that ends in ``.py`` or ``.ipynb`` is the file itself, a notebook by its name.
    Docstrings and comments are in the language that is spoken, where the sheet has it.  The sheet's
    data are copied into the same folder.
    Raises GraderError rather than overwrite a file, and where it cannot be written.
    """
    text = translated_source(starter_source(sheet), spoken.sheet)
    file = _file(place, notebook=notebook)
    if file.suffix == Path(NOTEBOOK).suffix:
        from grader.sheets.starter_notebook import notebook_text

        text = notebook_text(sheet, text, spoken, _from(file.parent, sheet))
    else:
        text = _with_limits(text, sheet, spoken)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        _write_new(file, text)
        _copy_data(sheet, file.parent)
    except FileExistsError:
        raise GraderError(
            Message(
                "{file} is there already, and is left as it is. "
                "Name another place: grader start DIR.",
                file=str(file),
            )
        ) from None
    except OSError as error:
        raise GraderError(
            Message(
                "cannot write {file} ({why}). Name another place.",
                file=str(file),
                why=error.strerror or "",
            )
        ) from None
    return file


def _copy_data(sheet: Sheet, folder: Path) -> None:
    """Put the sheet's data beside the submission, unless there is something of that name."""
    data = sheet.settings.materials.data
    if data is not None and not (folder / data.name).exists():
        copy_data(data, folder / data.name)


def _from(folder: Path, sheet: Sheet) -> str:
    """
    What a notebook in the folder calls the sheet; empty where no name is needed.

    A kernel runs in the notebook's own folder, where another file may name a sheet, or none.
    """
    asked, meant = sheet.asked, meant_in(folder.resolve())
    if not asked and (meant is None or meant.parent != sheet.folder):
        asked = named_sheet(Path.cwd()) or ""
    if asked and Path(asked).exists():
        return Path(os.path.relpath(asked, folder)).as_posix()
    return asked


def _write_new(file: Path, text: str) -> None:
    """Write a file that is not there yet, all of it or none; raises OSError."""
    with file.open("x", encoding="utf-8") as opened:
        try:
            opened.write(text)
            opened.flush()
        except BaseException:
            file.unlink()
            raise


def _with_limits(text: str, sheet: Sheet, spoken: Language) -> str:
    """The source with what a submission may take and use, below its docstring."""
    lines, tree = text.split("\n"), ast.parse(text)
    place = tree.body[0].end_lineno or 0 if ast.get_docstring(tree) else 0
    told = allowed(sheet.settings, spoken)
    said = [part for line in told for part in textwrap.wrap(line, LONGEST_LINE)]
    lines[place:place] = ["", *(f"# {line}" for line in said)]
    return "\n".join(lines)


def _file(place: Path, *, notebook: bool) -> Path:
    """The file that is meant by a folder or by its own name."""
    if place.is_dir() or place.suffix not in {Path(NOTEBOOK).suffix, Path(TARGET).suffix}:
        return place / (NOTEBOOK if notebook else TARGET)
    if notebook and place.suffix != Path(NOTEBOOK).suffix:
        meant = place.with_suffix(Path(NOTEBOOK).suffix)
        raise GraderError(
            Message(
                "{file} is no name for a notebook. Name it {meant}.",
                file=str(place),
                meant=str(meant),
            )
        )
    return place
