"""
Which statement gives a name its value is read from the source, whatever else is in it.

And with it why a function is missing: the source is read once for that, however often it is asked.
"""

import gc
import weakref

import pytest

from grader.examine.student import defined
from grader.examine.student.calls import Call
from grader.examine.student.defined import Reasons, statements
from grader.examine.student.loading import Loading
from grader.language import words
from grader.model import Cell, LoadFailure, Outcome, Submission
from grader.text import nearest

TRIPLED = "def average(values): return 3 * sum(values)\n"
MAIN = 'if __name__ == "__main__":\n    print(1)\n    def f(x):\n        return x\n    f(1)\n'


@pytest.fixture
def reads(monkeypatch):
    """All texts that were parsed."""
    found = []
    parse = defined._tree
    monkeypatch.setattr(defined, "_tree", lambda text: found.append(text) or parse(text))
    return found


def why(*sources, function="f", **loaded):
    """Why a function of a file, or of several cells, is missing."""
    cells = tuple(Cell(n, source) for n, source in enumerate(sources, 1))
    one = len(sources) == 1
    submission = Submission("submission.py", sources[0].encode(), () if one else cells)
    found = Reasons(submission).why(function, Loading(**loaded))
    return None if found is None else str(found)


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


def test_a_file_is_read_once_however_often_what_it_lacks_is_asked_for(session, reads):
    """One of nothing but statements takes seconds, and no clock of the submission's bounds that."""
    running = session("raise KeyError\nx = 1\n")
    asked = [Call(name, (number,)) for number in range(20) for name in ("double", "average")]
    answers = running.ask(asked)
    assert {answer.value.outcome for answer in answers} == {Outcome.MISSING}
    assert len(reads) == 1


def test_a_reason_is_looked_for_once(monkeypatch):
    """Among thousands of names, for each of hundreds of calls."""
    looked = []
    monkeypatch.setattr(defined, "nearest", lambda *of: looked.append(of[0]) or nearest(*of))
    reasons, loading = Reasons(Submission("submission.py", b"")), Loading()
    found = [reasons.why(name, loading) for name in "fgfgfg"]
    assert looked == ["f", "g"]
    assert found == [None] * 6


def test_a_reason_is_that_of_the_process_there_is(reads):
    """A statement may fail in one and not in the next; the text has not changed."""
    reasons = Reasons(Submission("submission.py", b"def f(): pass\n"))
    failed = Loading(raised=(LoadFailure(1, "OSError: no"),))
    said = [reasons.why("f", loading) for loading in (Loading(), failed, Loading())]
    assert list(map(str, said)) == ["None", "line 1 failed while loading: OSError: no", "None"]
    assert len(reads) == 1


@pytest.mark.parametrize("hint", [1, 2, 3])
def test_a_report_takes_two_readings(grade, reads, hint):
    """One for what is missing, one for what may follow from it."""
    report = grade(TRIPLED, hint=hint)
    assert report.marks[0].verdicts[0].outcome is Outcome.MISSING
    assert report.marks[1].verdicts[0].outcome is Outcome.WRONG
    assert len(reads) == 2


def test_a_right_submission_is_not_read_at_all(grade, reads):
    """Nothing has to be explained."""
    right = "def double(x):\n    if not len(x): raise ValueError\n    return 2 * x\n"
    assert grade(f"{right}def average(values): return sum(values) / len(values)\n").earned == 9
    assert reads == []


def test_nothing_of_a_file_is_kept_beyond_its_report(grade, monkeypatch):
    """Who marks thousands of them has room for one."""
    kept = []

    class Watched(Reasons):
        def __init__(self, *of):
            super().__init__(*of)
            kept.append(weakref.ref(self))

    monkeypatch.setattr("grader.examine.student.session.Reasons", Watched)
    grade(TRIPLED)
    gc.collect()
    assert [each() for each in kept] == [None]


def test_a_function_below_a_guard_is_told_where_it_stands():
    """That is run at home, and not where a submission is marked."""
    assert why(MAIN) == (
        'line 3 defines it below if __name__ == "__main__", which is not run here: '
        "move it above that"
    )


def test_a_guard_is_not_run_where_a_submission_is_marked(grade):
    """What is told of it is so; the sentence names the function, and is German, too."""
    source = "if __name__ == '__main__':\n    def double(x): return 2 * x\n    raise KeyError\n"
    report = grade(source + TRIPLED)
    verdict = report.marks[0].verdicts[0]
    assert report.loading == ()
    assert verdict.message.startswith("there is no function called double; line 2 defines it below")
    assert words("de").translated(verdict.message_parts) == (
        "es gibt keine Funktion namens double; Zeile 2 definiert sie unter "
        'if __name__ == "__main__", was hier nicht ausgeführt wird: setze sie darüber'
    )


@pytest.mark.parametrize(
    "outer",
    ["class Helper:", "def Helper():", "async def Helper():", "@print\nclass Helper(dict):"],
)
def test_a_function_within_a_class_or_a_function_is_told_where_it_stands(outer):
    """Its lines were indented too far, or it was written as a method."""
    line = outer.count("\n") + 3
    source = f"{outer}\n    x = 1\n    def f(self): pass\n"
    assert why(source) == (
        f"line {line} defines it within Helper: move it out of there, so that it stands by itself"
    )


def test_a_place_in_a_notebook_is_told_by_its_cell():
    """The line is that of the cell."""
    cells = ("x = 1", "class Helper:\n    async def f(self): pass")
    assert why(*cells).startswith("cell 2, line 2 defines it within Helper: ")


@pytest.mark.parametrize(
    "source",
    [
        MAIN + "def f(): pass\ndel f\n",
        MAIN + "f = 1\n",
        MAIN.replace("==", "!="),
        MAIN.replace("__main__", "main"),
        MAIN.replace("if", "while"),
        "class Helper:\n    f = 1\n",
        "class Helper:\n    if True:\n        def f(self): pass\n",
        "def g(f): pass\n",
    ],
)
def test_of_what_may_have_been_there_nothing_is_told(source):
    """A function may have been made and lost in other ways, and then that is no reason."""
    assert why(source) is None


def test_a_guard_in_a_notebook_is_no_reason():
    """It was run there, where a notebook is checked while it is at work."""
    assert why("x = 1", MAIN) is None


def test_what_failed_is_the_reason_before_where_it_stands():
    """The class may have been what failed; what failed elsewhere has nothing to do with it."""
    source = "x = 1\nclass Helper(nothing):\n    def f(self): pass\n"
    failed, other = LoadFailure(2, "NameError: nothing"), LoadFailure(1, "OSError: no")
    assert why(source, raised=(failed,)) == "line 2 failed while loading: NameError: nothing"
    assert why(source, raised=(other,)).startswith("line 3 defines it within Helper")


def test_what_a_function_stands_within_is_cleaned():
    """It may be called anything, at any length."""
    said = why("class Ａ{}:\n    def f(self): pass\n".format("b" * 500))
    assert "…: move it out" in said
    assert len(said) < 200
