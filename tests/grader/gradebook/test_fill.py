"""A class, examined for real: what is stored, what is left out, what is done once."""

import dataclasses
from concurrent.futures import Future

import nbformat
import pytest

from grader.errors import GraderError
from grader.examine.workers import ExaminerFailed, WorkerLost
from grader.examine.workers.task import Assignment
from grader.gradebook import Key, open_book
from grader.gradebook.fill import Tally, fill
from tests.grader.gradebook.classes import BROKEN, HOSTILE, class_of, collected, write
from tests.grader.misbehaviour import RIGHT, right


def by_folder(book, number=None):
    return {row.folder: row for row in book.results(number).rows}


def marks(book):
    return {folder: (row.marks, row.lost, row.problem) for folder, row in by_folder(book).items()}


def texts(book):
    """Every report of a class, to the byte."""
    return {row.folder: book.known(row.result).text for row in book.results().rows if row.result}


class Counting:
    """An executor that counts what goes through it."""

    def __init__(self, inner):
        self.inner, self.slots, self.asked = inner, inner.slots, []
        self.share = inner.share

    def submit(self, function, *arguments):
        self.asked.append(arguments[-1])
        return self.inner.submit(function, *arguments)


def test_everyone_has_a_row_with_their_marks(book, run, tmp_path):
    """In the order of the folders."""
    tally = run(class_of(tmp_path / "class", 6))
    assert tally == Tally(6, 6, 0)
    rows = book.results().rows
    assert [row.folder for row in rows] == [f"p{n:04}" for n in range(6)]
    assert [row.earned for row in rows] == [5, 9, 9, 5, 9, 9]
    assert rows[0].lost[0].property == "test_doubles"
    assert not any(row.problem for row in rows)


@pytest.mark.slow
def test_who_means_harm_has_a_row_and_harms_nobody(book, run, tmp_path):
    """Nor does who handed in what cannot be read, or cannot be loaded."""
    folder = class_of(tmp_path / "class", 3, hostile=HOSTILE)
    write(folder, {f"b {name}": source for name, source in BROKEN.items()})
    run(folder)
    rows = by_folder(book)
    assert len(rows) == 3 + len(HOSTILE) + len(BROKEN)
    assert [rows[f"p{n:04}"].earned for n in range(3)] == [5, 9, 9]
    for number in range(len(HOSTILE)):
        assert rows[f"h{number}"].possible == 9
        assert rows[f"h{number}"].earned <= 5
    assert "null bytes" in rows["b no text"].problem
    assert "Python cannot read" in rows["b no Python"].problem
    for name in ("empty", "exits", "never loads"):
        assert (rows[f"b {name}"].earned, rows[f"b {name}"].possible) == (0, 9)


def test_a_notebook_is_marked_like_a_file(book, run, tmp_path):
    """And its report says nothing about what it was called."""
    folder = tmp_path / "class" / "ada"
    folder.mkdir(parents=True)
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(right())])
    (folder / "ada_lovelace_7.ipynb").write_text(nbformat.writes(notebook))
    run(tmp_path / "class")
    (row,) = book.results().rows
    assert (row.earned, row.possible, row.problem) == (9, 9, "")
    assert book.report(row.result).submission.name == "submission.ipynb"
    assert book.submission(Key(row.sha256, "submission.ipynb")).cells


def test_equal_bytes_are_examined_once(book, run, two, tmp_path):
    """SubmissionId in by three, under names of their own."""
    sources = dict.fromkeys(["ada", "bob", "eve"], right().encode())
    write(tmp_path / "class", sources)
    counting = Counting(two)
    run(tmp_path / "class", executor=counting)
    assert [each.name for each in counting.asked] == ["submission.py"]
    assert {row.earned for row in by_folder(book).values()} == {9}
    assert len({row.result for row in by_folder(book).values()}) == 1


def test_a_class_that_grows_by_two_costs_two(book, run, two, tmp_path):
    """And one that did not grow costs nothing."""
    run(class_of(tmp_path / "class", 3))
    write(tmp_path / "class", {"q1": b"x = 1\n", "q2": b"x = 2\n"})
    counting = Counting(two)
    assert run(tmp_path / "class", executor=counting).total == 2
    assert run(tmp_path / "class", executor=counting).total == 0
    assert len(counting.asked) == 2
    assert len(by_folder(book)) == 5
    assert len(book.runs()) == 3


def test_another_sheet_is_another_set_of_results(book, run, occasion, tmp_path):
    """The examiners refuse where the sheet is not the one that was meant."""
    folder = class_of(tmp_path / "class", 1)
    other = dataclasses.replace(
        occasion, conditions=dataclasses.replace(occasion.conditions, sheet_digest="0" * 64)
    )
    with pytest.raises(GraderError, match="another sheet than this run"):
        run(folder, made=other)
    assert "not examined yet" in by_folder(book)["p0000"].problem


def test_the_order_does_not_matter(book, run, occasion, two, tmp_path):
    """The same people the other way round, each in their own place again."""
    folder = class_of(tmp_path / "class", 6)
    run(folder)
    with open_book(tmp_path / "other.db", new=True) as other:
        number = other.begin(occasion, list(reversed(collected(folder))))
        fill(other, number, Assignment(occasion.conditions, occasion.corpus, occasion.source), two)
        assert marks(other) == marks(book)
        assert texts(other) == texts(book)


class Failing:
    """An executor whose examiners fail in a way of choice, for one submission."""

    slots = 1

    def __init__(self, inner, error, source):
        self.inner, self.error, self.source = inner, error, source
        self.share = inner.share

    def submit(self, function, *arguments):
        if self.source not in arguments[-1].source:
            return self.inner.submit(function, *arguments)
        failed: Future = Future()
        failed.set_exception(self.error)
        return failed


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (WorkerLost("it was ended by signal 9"), "lost over it, twice: it was ended by signal 9"),
        (
            ExaminerFailed("Traceback …\nTypeError: ours"),
            "the grader failed on it: TypeError: ours",
        ),
    ],
)
def test_a_fault_of_ours_is_a_problem_and_no_zero(book, run, two, tmp_path, error, said):
    """It is tried again by the next run."""
    write(tmp_path / "class", {"ada": b"unlucky = 1\n", "bob": right().encode()})
    tally = run(tmp_path / "class", executor=Failing(two, error, b"unlucky"))
    assert tally == Tally(2, 2, 1)
    rows = by_folder(book)
    assert said in rows["ada"].problem
    assert (rows["ada"].possible, rows["bob"].earned) == (0, 9)
    assert run(tmp_path / "class") == Tally(1, 1, 0)
    assert (by_folder(book)["ada"].possible, by_folder(book, 1)["ada"].possible) == (9, 0)


def test_little_is_under_way_at_any_time(book, run, two, tmp_path):
    """Memory does not grow with the class."""
    most = 0
    ahead = set()

    class Watching(Counting):
        def submit(self, function, *arguments):
            nonlocal most
            future = super().submit(function, *arguments)
            ahead.add(future)
            future.add_done_callback(ahead.discard)
            most = max(most, len(ahead))
            return future

    run(class_of(tmp_path / "class", 12), executor=Watching(two))
    assert 1 <= most <= 4


def test_progress_is_told(run, tmp_path):
    """From nothing to everything."""
    told = []
    run(class_of(tmp_path / "class", 4), progress=told.append)
    assert {tally.total for tally in told} == {4}
    assert told[-1] == Tally(4, 4, 0)


def test_what_is_done_is_stored_when_it_is_interrupted(book, run, tmp_path):
    """By Ctrl-C, say; the next run has the rest to do."""
    folder = class_of(tmp_path / "class", 8)

    def interrupt(tally):
        if tally.done >= 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(folder, progress=interrupt)
    done = [row for row in book.results().rows if not row.problem]
    assert 3 <= len(done) < 8
    assert book.run().ended == ""
    assert run(folder).total == 8 - len(done)
    assert all(not row.problem for row in book.results().rows)


def test_a_cell_that_python_cannot_read_is_noted_where_it_cost_points(book, run, tmp_path):
    """Else it looks like a student who wrote nothing; the other cells have their marks."""
    (tmp_path / "class").mkdir()
    cells = {"lost": [RIGHT, "def average[T](values: return 0"], "fine": [right(), "x = = 1"]}
    for name, sources in cells.items():
        made = nbformat.v4.new_notebook(cells=list(map(nbformat.v4.new_code_cell, sources)))
        (tmp_path / "class" / f"{name}.ipynb").write_text(nbformat.writes(made))
    run(tmp_path / "class")
    rows = by_folder(book)
    (note,) = rows["lost"].notes
    assert note.startswith("Python cannot read cell 2, line 1: SyntaxError: ")
    assert rows["lost"].earned
    assert not rows["lost"].problem
    assert (rows["fine"].earned, rows["fine"].notes) == (9, ())
