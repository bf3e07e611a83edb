"""
The grader that everybody writes first, to show that the attacks work.

It imports the sheet, runs the submission in its own process, calls the properties with what
it finds there, and prints the marks; whoever started it believes the last line.

``python naive.py SHEET SUBMISSION...`` does so in a copy of itself for each, which leaves what it
prints beside the submission.
"""

import json
import os
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


def print_marks(sheet_folder: str, submission: str) -> None:
    """What the naive grader prints."""
    found = marks(sheet_folder, submission)
    print(*found["messages"], sep="\n")
    print(json.dumps({"earned": found["earned"]}))


def in_a_copy(sheet_folder: str, submission: str) -> None:
    """Print the marks in a child, which the submission may change, or end."""
    child = os.fork()
    if child:
        os.waitpid(child, 0)
        return
    try:
        os.dup2(os.open(f"{submission}.said", os.O_WRONLY | os.O_CREAT), 1)
        print_marks(sheet_folder, submission)
        sys.stdout.flush()
    finally:
        os._exit(0)


if __name__ == "__main__":
    load_sheet(sys.argv[1])
    for each in sys.argv[2:]:
        in_a_copy(sys.argv[1], each)
