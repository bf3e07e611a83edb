"""
The fourth verb: a class's marks, in one SQLite file that is only ever added to.

Submissions go in (``class_run``), what is missing is examined and stored (``fill``), results come
out (``reading``). A result is kept under what it depends on, by digests: the submission, the sheet,
the corpus, the settings. So a run that was killed goes on where it stopped, a class that grows by
ten costs ten, and a changed sheet gives new results beside the old ones. Read ``book`` and
``schema`` first; ``diff`` compares two runs, ``replay`` finds a stored mark, ``remake`` makes it
again and ``made_again`` says what is different; ``model_first`` grades the model answers on new
examples before anybody else, and ``probing`` looks for what the examples do not show.
"""

from grader.examine.conditions import Conditions
from grader.examine.report_json import ExamResult
from grader.gradebook.book import Gradebook, open_book
from grader.gradebook.entries import Entry, Key, Occasion
from grader.gradebook.file import FILE_NAME, BadGradebook
from grader.gradebook.reading import Known, Run

__all__ = [
    "FILE_NAME",
    "BadGradebook",
    "Conditions",
    "Entry",
    "ExamResult",
    "Gradebook",
    "Key",
    "Known",
    "Occasion",
    "Run",
    "open_book",
]
