"""
What of a sheet is text for students, and what of it stays with who teaches.

The list of what goes along is short and closed: a file that a sheet gets one day stays out of its
packs until it is put here.
"""

from grader.sheets.derived.materials import data_files
from grader.sheets.derived.starter import SOURCE, starter_source
from grader.sheets.misconceptions import misconceptions
from grader.sheets.rubric import FILE_NAME as RUBRIC
from grader.sheets.sheet import Sheet

__all__ = ["left_out", "texts_of"]

TEXTS = ("ideas.toml", "parts.toml", "axes.toml", "formulas.toml")
CATALOGUE = "sheet.mo"
NOT_TAKEN = {
    "wheats": "wheats",
    RUBRIC: "rubric",
    "claims.toml": "claims",
    "rare_mutants.json": "rare mutants",
}


def texts_of(sheet: Sheet) -> dict[str, bytes]:
    """The files of a pack that hold text: what students begin with, what they may read, German."""
    inner = sheet.package.replace(".", "/")
    files = {f"{inner}/{SOURCE}": starter_source(sheet).encode()}
    catalogues = sorted((sheet.folder / "locale").rglob(CATALOGUE))
    for file in [*(sheet.folder / name for name in TEXTS), *catalogues]:
        if file.is_file():
            files[f"{inner}/{file.relative_to(sheet.folder).as_posix()}"] = file.read_bytes()
    for file in data_files(sheet.settings.materials):
        name = file.relative_to(sheet.folder.resolve()).as_posix()
        files[f"{inner}/{name}"] = file.read_bytes()
    return files


def left_out(sheet: Sheet) -> list[str]:
    """What the sheet has and its packs do not, in words."""
    there = [said for name, said in NOT_TAKEN.items() if (sheet.folder / name).exists()]
    mistakes = any(misconceptions(sheet, question) for question in sheet.questions)
    return ["model answers", *(["misconceptions"] if mistakes else []), *there]
