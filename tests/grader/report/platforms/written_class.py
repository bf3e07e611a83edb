"""A class in a real gradebook, with written answers to be marked."""

from dataclasses import replace

from grader.examine.report_json import json_text
from grader.gradebook import ExamResult, open_book
from grader.gradebook.entries import key_of
from tests.grader.gradebook.made_up import HEADINGS, handin, occasion, report_of

__all__ = ["hand_in", "written_book"]

RUBRIC = (("1 point: Says twice.\n1 point: Says why.", 2.0), ("", 0.0))


def written_book(file, answers, **texts):
    """
    A gradebook in which these folders handed in these answers to question a; closed again.

    ``texts`` are texts of another class member's fields, such as ``name``.
    """
    with open_book(file, new=True) as book:
        hand_in(book, answers, **texts)
    return file


def hand_in(book, answers, **texts):
    """Add a run in which these folders handed in these answers."""
    headings = tuple(
        replace(heading, rubric=rubric, rubric_points=points)
        for heading, (rubric, points) in zip(HEADINGS, RUBRIC, strict=True)
    )
    entries = [handin(folder, f"# {text}", **texts) for folder, text in answers.items()]
    run = book.begin(replace(occasion(), headings=headings), entries)
    for entry, text in zip(entries, answers.values(), strict=True):
        if key_of(entry.submission) in book.missing(run):
            report = report_of(entry.submission, written=[("a", text)] if text else [])
            book.store(run, key_of(entry.submission), ExamResult(json_text(report)))
    book.finish(run)
