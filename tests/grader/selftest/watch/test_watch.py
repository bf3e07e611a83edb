"""What is shown after an edit is what a check of everything would have shown."""

import json
import sys

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from grader.collect.notebooks import read
from grader.errors import GraderError
from grader.examine.check import check
from grader.language import ENGLISH
from grader.model import Outcome
from grader.sandbox.processes.launch import launcher
from grader.selftest.watch.saves import Saves
from tests.grader.conftest import QUICK
from tests.grader.misbehaviour import AVERAGE, right, submission

DOUBLES = [
    "def double(x):\n    if not x.size:\n        raise ValueError\n    return FACTOR * x\n",
    "def double(x):\n    # with a comment\n    if not x.size:\n        raise ValueError('no')\n"
    "    return times(x)\n",
    "def double(x):\n    return np.add(x, x)\n",
    "def double(x):\n    x *= 2\n    return x\n",
    "def double(x):\n\n    return helpless(x)\n",
    "def double(x):\n    raise NotImplementedError('still to be written')\n",
    "double = lambda x: FACTOR * x\n",
]
AVERAGES = [
    "def average(values):\n    return sum(values) / len(values)\n",
    "def average(values):\n    return times(sum(values)) / len(values) / FACTOR\n",
    "def average(values):\n    return max(values)\n",
    "def average(values):\n    return values[7]\n",
    "def average(values):\n    return double(np.array(values)).mean() / 2\n",
]
TIMES = ["def times(x):\n    return 2 * x\n", "def times(x):\n    return x\n", "times = abs\n"]
FACTORS = ["FACTOR = 2\n", "FACTOR = 3\n", "FACTOR = 1 / 0\n", "FACTOR = np.array(2)\n"]
REST = [
    "# a comment\n\n\n",
    "'''Some text.'''\n",
    "print(double(np.ones(2)))\n",
    "average([1, 2])\n",
    "def sum(values):\n    return 0\n",
    "if __name__ == '__main__':\n    print(1)\n",
    "FACTOR += 0\n",
    "this is not Python\n",
]


SLOTS = (REST, FACTORS, TIMES, DOUBLES, REST, AVERAGES, REST)


def piece(slot):
    """A number of a slot, and what may stand there; now and then nothing."""
    return st.tuples(st.just(slot), st.sampled_from([*SLOTS[slot], ""]))


edits = st.lists(st.integers(0, len(SLOTS) - 1).flatmap(piece), min_size=1, max_size=4)


@pytest.mark.slow
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    max_examples=settings().max_examples // 3,  # each is a dozen checks
)
@given(first=st.tuples(*map(piece, range(len(SLOTS)))), edits=edits)
def test_marks_after_edits_are_those_of_a_check_of_everything(follow, grade, first, edits):
    """Verdicts too, with the lines that they name, whatever was edited in between."""
    pieces = dict(first)
    watching, screen, save = follow("import numpy as np\n" + "".join(pieces.values()))
    for edit in edits:
        pieces |= [edit]
        text = "import numpy as np\n" + "".join(pieces.values())
        save(text)
        if problem := watching.saved():
            assert "not Python" in problem
            continue
        event(f"{len(screen.news[-1].checked)} questions asked")
        everything = grade(text)
        assert watching.standing.report.marks == everything.marks
        assert watching.standing.report.loading == everything.loading


def test_only_the_question_whose_function_was_edited_is_asked_again(follow):
    """The other keeps its marks, and the news says which was which."""
    watching, screen, save = follow(submission("return 3 * x"))
    assert screen.news[-1].checked == ("a", "b")
    save(right())
    assert watching.saved() == ""
    assert screen.news[-1].checked == ("a",)
    assert screen.news[-1].before.earned < screen.news[-1].report.earned == 9
    assert "a checked again: 9 of 9 points (+4)" in screen.news[-1].headline(ENGLISH)


def test_marks_come_first_and_smaller_examples_later(follow):
    """So nobody waits two seconds for what is known after a tenth."""
    third = "if not len(x): raise ValueError\ny = 2 * x\nif len(y) > 2: y[2] += 1\nreturn y"
    _, screen, _ = follow(submission(third), search_seconds=1.0)
    first, second = screen.news
    assert (first.advised, second.advised) == (False, True)
    assert [m.earned for m in first.report.marks] == [m.earned for m in second.report.marks]
    assert second.report.marks[0].verdicts[0].call == "double(np.array([0.0, 0.0, 0.0]))"
    assert first.report.marks[0].verdicts[0].call != second.report.marks[0].verdicts[0].call


def test_a_save_ends_the_search_and_what_was_not_explained_is_asked_again(follow):
    """The next version is looked at at once, and no advice is lost for good."""
    watching, screen, save = follow(right(), search_seconds=60.0)
    wrong = submission("return 3 * x")
    save(wrong)
    shown = screen.show

    def saves_again(news):
        shown(news)
        if not news.advised:
            screen.show = shown
            save(wrong + "\n# a comment\n")

    screen.show = saves_again
    watching.saved()
    assert not screen.news[-1].advised
    assert watching.standing.unexplained == {"a"}
    watching.saved()
    assert screen.news[-1].advised
    assert screen.news[-1].checked == ("a",)


def test_lines_of_what_was_not_asked_again_move_along(follow, grade):
    """A comment above a function that fails moves its line."""
    source = submission("return nothing").replace(AVERAGE, AVERAGE + "\n# more\n")
    watching, screen, save = follow(source)
    save("# one\n# two\n" + source)
    watching.saved()
    assert screen.news[-1].checked == ()
    lines = [[v.line for v in mark.verdicts] for mark in watching.standing.report.marks]
    before = [[v.line for v in mark.verdicts] for mark in grade(source).marks]
    assert lines == [[line and line + 2 for line in each] for each in before]
    assert any(line for each in lines for line in each)


def test_half_a_file_is_told_and_costs_nothing(follow):
    """A bracket is still open; the marks from before stay."""
    watching, screen, save = follow(right())
    save(right() + "\nprint((1)\n")
    assert "was never closed" in watching.saved()
    assert watching.standing.report.earned == 9
    save(right())
    assert watching.saved() == ""
    assert screen.news[-1].checked == ()


@pytest.mark.slow
def test_a_file_that_hangs_while_it_loads_is_checked_as_a_whole(follow, grade):
    """Marks that were kept would hide that nothing can be had of it any more."""
    source = right() + "\ndef wait():\n    return 1\n" + "wait()\n" * 5
    watching, _, save = follow(source, limits=QUICK)
    hangs = source.replace("return 1", "while True: pass")
    save(hangs)
    watching.saved()
    marks = watching.standing.report.marks
    assert marks == grade(hangs).marks
    assert {v.outcome for mark in marks for v in mark.verdicts} == {Outcome.TIMED_OUT}


def notebook(*cells):
    """A notebook's bytes, with a magic in front."""
    sources = ["%matplotlib inline", *cells]
    cells = [
        {
            "cell_type": "code",
            "id": f"c{number}",
            "metadata": {},
            "source": source,
            "outputs": [],
            "execution_count": None,
        }
        for number, source in enumerate(sources)
    ]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def test_a_notebook_is_watched_like_a_file(follow, prepared):
    """Only the question of the edited cell is asked again; cells that move take lines along."""
    start = "import numpy as np"
    double = "def double(x):\n    return 2 * nothing"
    first = notebook(start, double, AVERAGE)
    watching, screen, save = follow(first, "submission.ipynb")
    assert screen.news[-1].report.earned == 5
    second = notebook("# a new cell", start, double, AVERAGE.replace("sum", "max"))
    save(second)
    watching.saved()
    assert screen.news[-1].checked == ("b",)
    whole = check(prepared, read("submission.ipynb", second.encode()))
    assert watching.standing.report.marks == whole.marks
    assert watching.standing.report.remarks == whole.remarks


def test_a_process_that_cannot_be_had_is_replaced(follow):
    """The points are open once; at the next save there is another process to fork from."""
    with launcher() as own:
        watching, screen, save = follow(right(), launched=own)
        own.close()
        save(submission("return 3 * x"))
        watching.saved()
        assert screen.news[-1].report.open
        save(submission("return 4 * x"))
        watching.saved()
        assert not screen.news[-1].report.open


def test_each_complete_report_is_handed_on_once(follow):
    """For who wants it as JSON; marks without advice are only shown."""
    watching, _, save = follow(submission("return 3 * x"))
    save(right())
    watching.saved()
    assert [report.earned for report in follow.kept] == [5, 9]


def test_a_python_without_watchfiles_says_so(tmp_path, monkeypatch):
    """In a sentence, and when a file is to be watched, not before."""
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    with pytest.raises(GraderError, match="watchfiles, which this Python does not have"):
        Saves(tmp_path / "submission.py")
