"""
A class's marks as JSON, for programs.

Nothing in it depends on when, where or in which order the marks were made.  A submission stands on
a line of its own, so that two runs can be compared with ``diff`` and ten thousand stay small.
``format`` is raised when a field changes its meaning.
"""

import json
from dataclasses import asdict
from typing import Any

from grader.class_results import ClassResults, Marked, Row

__all__ = ["FORMAT", "marks_json"]

FORMAT = 1


def marks_json(results: ClassResults) -> str:
    """
    The marks of all submissions as one JSON object, in ASCII, with a line end.

    A submission without marks has a ``problem``, no ``questions``, and 0 points earned.
    """
    about = {
        "format": FORMAT,
        "sheet": results.sheet,
        "corpus": results.corpus,
        "corpus_kind": results.corpus_kind,
        "isolation": results.isolation,
        "environment": results.environment,
        **({"written": True} if results.written else {}),
    }
    head = json.dumps(about)[:-1]
    lines = ",\n".join(json.dumps(_submission(results, row)) for row in results.rows)
    return f'{head}, "submissions": [\n{lines}\n]}}\n'


def _submission(results: ClassResults, row: Row) -> dict[str, Any]:
    return {
        "folder": row.folder,
        "id": row.id,
        "name": row.name,
        "sha256": row.sha256,
        "earned": row.earned,
        "open": row.open,
        "possible": row.possible or results.possible,
        **({"bonus": row.bonus} if row.bonus else {}),
        **({"waiting": row.waiting} if row.waiting else {}),
        "problem": row.problem,
        "questions": [_question(mark) for mark in row.marks],
        "rubric": [asdict(mark) for mark in row.rubric],
        "notes": list(row.notes),
    }


def _question(mark: Marked) -> dict[str, Any]:
    return {
        "id": mark.question,
        "earned": mark.earned,
        "open": mark.open,
        "possible": mark.possible,
        **({"bonus": mark.bonus} if mark.bonus else {}),
    }
