"""
The grader that everybody writes first, to show that the attacks work.

It imports the sheet, runs the submission in its own process, calls the properties with what
it finds there, and prints the marks; whoever started it believes the last line.

``python naive.py SHEET SUBMISSION``
"""

import json
import sys
from pathlib import Path
from types import SimpleNamespace

from grader.sheets.corpus import FILE_NAME, read_corpus
from grader.sheets.sheet import load_sheet

__all__ = ["marks"]


def marks(sheet_folder: str, submission: str) -> dict[str, object]:
    """Points and messages."""
    sheet = load_sheet(sheet_folder)
    corpus = read_corpus(sheet.folder / FILE_NAME, sheet)
    names: dict[str, object] = {}
    exec(Path(submission).read_text(encoding="utf-8"), names)
    student, earned, messages = SimpleNamespace(**names), 0, []
    for prop in sheet.properties:
        try:
            for example in corpus.examples(prop):
                prop.body(student, **example)
            earned += prop.declared.points
        except Exception as error:
            messages.append(str(error.args[0]) if error.args else "")
    return {"earned": earned, "messages": messages}


if __name__ == "__main__":
    found = marks(*sys.argv[1:])
    print(*found["messages"], sep="\n")
    print(json.dumps({"earned": found["earned"]}))
