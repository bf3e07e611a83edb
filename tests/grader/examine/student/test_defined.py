"""Which statement gives a name its value is read from the source, whatever else is in it."""

from grader.examine.student.defined import statements
from grader.model import Cell, Submission


def names(*sources, cells=False):
    """What the statements of a file, or of cells, bind; those that bind nothing are left out."""
    if cells:
        numbered = tuple(Cell(n, source) for n, source in enumerate(sources, 1))
        submission = Submission("submission.ipynb", b"", numbered)
    else:
        submission = Submission("submission.py", sources[0].encode())
    return [(each.cell, set(each.names)) for each in statements(submission) if each.names]


def test_what_python_would_warn_of_is_parsed_in_silence():
    """The warning was the student's own, in their process; on our side it would be a stray line."""
    assert names('def f():\n    return "\\d"\n') == [(0, {"f"})]


def test_a_cell_is_parsed_without_its_magics():
    """They are left out where it runs, too."""
    assert names("%matplotlib inline\ndef f(): pass", "g = 1", cells=True) == [
        (1, {"f"}),
        (2, {"g"}),
    ]


def test_what_is_no_python_binds_nothing():
    """And hides nothing of the other cells."""
    assert names("def f(:", "g = 1", cells=True) == [(2, {"g"})]
