"""Marks that a person gave for written answers, each for the text that was read."""

import sqlite3
from collections.abc import Mapping, Sequence

from grader.class_results import RubricMark
from grader.gradebook.writing import now, writing

__all__ = ["add_marks"]


def add_marks(
    connection: sqlite3.Connection, run: int, marks: Mapping[str, Sequence[RubricMark]]
) -> str | None:
    """Add all of them, or none and give a folder that the run does not have."""
    texts = _texts(connection, run)
    stranger = next((folder for folder in marks if folder not in texts), None)
    if stranger is None:
        with writing(connection):
            connection.executemany(
                "INSERT INTO rubric (folder, question, text, earned, possible, comment, given)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                [
                    (
                        folder,
                        mark.question,
                        texts[folder].get(mark.question, ""),
                        mark.earned,
                        mark.possible,
                        mark.comment,
                        now(),
                    )
                    for folder, given in marks.items()
                    for mark in given
                ],
            )
    return stranger


def _texts(connection: sqlite3.Connection, run: int) -> dict[str, dict[str, str]]:
    """Digests of the written answers of a run, by folder and question."""
    texts: dict[str, dict[str, str]] = {}
    for folder, question, digest in connection.execute(
        """
        SELECT folder, question, digest
        FROM entries LEFT JOIN outcomes USING (run, position) LEFT JOIN written USING (result)
        WHERE run = ?
        """,
        (run,),
    ):
        texts.setdefault(folder, {})
        if question is not None:
            texts[folder][question] = digest
    return texts
