"""
A submission to begin with.

The sheet holds it as a file of its own, so that what students get is read, formatted and
tested like everything else.
"""

from pathlib import Path

from grader.errors import BadSheet, GraderError
from grader.sheet import Sheet

__all__ = ["write_starter"]

SOURCE = "starter.py"
TARGET = "submission.py"
NOTEBOOK = "submission.ipynb"


def write_starter(sheet: Sheet, folder: Path, *, notebook: bool = False) -> Path:
    """
    Write ``submission.py``, or ``submission.ipynb``, into ``folder``, which is made if needed.

    Raises GraderError rather than overwrite a file, and where it cannot be written.
    """
    try:
        text = (sheet.folder / SOURCE).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise BadSheet(f"{sheet.name} has no {SOURCE} to begin with.") from None
    file = folder / (NOTEBOOK if notebook else TARGET)
    if notebook:
        from grader.starter_notebook import notebook_text

        text = notebook_text(sheet, text)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8") as opened:
            opened.write(text)
    except FileExistsError:
        raise GraderError(
            f"{file} is there already, and is left as it is. Name another folder: grader start DIR."
        ) from None
    except OSError as error:
        raise GraderError(f"cannot write {file} ({error.strerror}). Name another folder.") from None
    return file
