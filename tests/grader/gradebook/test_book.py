"""What is stored, what counts, and what is still to be done."""

import time
import zlib

import pytest

from grader.examine.report_json import json_text
from grader.gradebook import BadGradebook, ExamResult, Key, open_book
from grader.gradebook.entries import key_of
from grader.gradebook.replay import receipt
from grader.model import UNWRITTEN, Outcome, Submission
from tests.grader.gradebook.made_up import HEADINGS, Handin, handin, occasion, report_of

ADA, BOB, EVE = handin("ada", "a = 1"), handin("bob", "b = 1"), handin("eve", "a = 1")


def row(book, folder, run=None):
    return next(row for row in book.results(run).rows if row.folder == folder)


def test_a_run_is_made_of_what_was_handed_in(book):
    """Every entry is a row, in the order of the folders, also where there is nothing to mark."""
    entries = [
        handin("zoe", id="7", name="Zoë", notes=("late",)),
        Handin("ada", problem="is a picture"),
    ]
    book.begin(occasion(), entries)
    results = book.results()
    assert [row.folder for row in results.rows] == ["ada", "zoe"]
    assert results.rows[0].problem == "is a picture"
    assert results.rows[1].id, results.rows[1].name == ("7", "Zoë")
    assert results.rows[1].notes == ("late",)
    assert "not examined yet" in results.rows[1].problem
    assert results.questions == HEADINGS
    assert (results.sheet, results.title, results.corpus_kind) == ("toy", "A toy", "private")
    assert results.isolation == "limits"
    assert results.environment == {"python": "3"}


def test_what_was_remarked_of_nobody_in_particular_is_kept_with_the_run(book):
    """In its order; the next run has its own."""
    first = book.begin(occasion(), [ADA, BOB], ["two share an id", "notes.txt was left aside"])
    second = book.begin(occasion(), [ADA])
    assert book.results(first).remarks == ("two share an id", "notes.txt was left aside")
    assert book.results(second).remarks == ()


def test_a_row_has_the_marks_and_what_was_lost(book, stored):
    """All that a report about the class needs, and the whole report by its number."""
    run = book.begin(occasion(), [ADA])
    number = stored(run, ADA, Outcome.PASSED, Outcome.WRONG, message="is 3")
    found = row(book, "ada")
    assert (found.earned, found.open, found.possible, found.problem) == (3, 0, 5, "")
    assert [(m.question, m.earned) for m in found.marks] == [("a", 3), ("b", 0)]
    assert found.result == number
    (lost,) = found.lost
    assert (lost.question, lost.property) == ("b", "test_averages")
    assert (lost.outcome, lost.misconception) == (Outcome.WRONG, "a mistake")
    assert book.results().report(number).marks[1].verdicts[0].message == "is 3"


def test_equal_bytes_are_one_submission(book, stored):
    """SubmissionId in twice, examined once; the report names neither file."""
    run = book.begin(occasion(), [ADA, BOB, EVE])
    assert book.missing(run) == [key_of(ADA.submission), key_of(BOB.submission)]
    stored(run, ADA)
    assert row(book, "ada").result == row(book, "eve").result
    assert book.submission(key_of(EVE.submission)) == Submission("submission.py", b"a = 1")


def test_the_same_bytes_as_a_notebook_are_another_submission(book):
    """They mean something else there."""
    notebook = Handin("eve", Submission("eve.ipynb", b"a = 1"))
    run = book.begin(occasion(), [ADA, notebook])
    assert [key.file for key in book.missing(run)] == ["submission.py", "submission.ipynb"]


def test_what_was_stored_is_not_missing_in_the_next_run(book, stored):
    """A class that grew by one costs one."""
    stored(book.begin(occasion(), [ADA]), ADA)
    run = book.begin(occasion(), [ADA, BOB])
    assert book.missing(run) == [key_of(BOB.submission)]
    assert row(book, "ada").earned == 5


@pytest.mark.parametrize(
    "changed",
    [
        {"sheet_digest": "s2"},
        {"corpus": b"another"},
        {"tier": "sealed"},
        {"feedback": "law"},
        {"search_seconds": 0.5},
    ],
)
def test_other_conditions_are_other_results(book, stored, changed):
    """And the old ones stay what they were."""
    first = book.begin(occasion(), [ADA])
    stored(first, ADA)
    second = book.begin(occasion(**changed), [ADA])
    assert book.missing(second) == [key_of(ADA.submission)]
    stored(second, ADA, Outcome.WRONG)
    assert (row(book, "ada", first).earned, row(book, "ada").earned) == (5, 2)


def test_what_was_undecided_is_tried_again_and_kept(book, stored):
    """Open points are ours to settle; what was said at first stays in its run."""
    first = book.begin(occasion(), [ADA])
    stored(first, ADA, Outcome.UNDECIDED)
    second = book.begin(occasion(), [ADA])
    assert book.missing(second) == [key_of(ADA.submission)]
    stored(second, ADA)
    assert book.missing(book.begin(occasion(), [ADA])) == []
    assert (row(book, "ada", first).open, row(book, "ada", second).open) == (3, 0)


def test_a_fault_of_ours_is_a_row_and_tried_again(book):
    """Nobody is left out, and nobody gets a zero for it."""
    run = book.begin(occasion(), [ADA])
    number = book.store(run, key_of(ADA.submission), ExamResult(problem="the examiner ended twice"))
    assert row(book, "ada").problem == "the examiner ended twice"
    assert row(book, "ada").marks == ()
    with pytest.raises(BadGradebook, match="the examiner ended twice"):
        book.report(number)
    assert book.missing(book.begin(occasion(), [ADA])) == [key_of(ADA.submission)]


def test_what_nobody_has_written_yet_is_counted_as_missing(book, stored):
    """A starter's function raises, and is no error of the student's; an answer is left blank."""
    run = book.begin(occasion(), [ADA, BOB])
    stored(run, ADA, Outcome.PASSED, Outcome.RAISED, message=UNWRITTEN)
    stored(run, BOB, Outcome.PASSED, Outcome.RAISED, message="raised ValueError: no")
    outcomes = [each.outcome for row in book.results().rows for each in row.lost]
    assert outcomes == [Outcome.MISSING, Outcome.RAISED]


def test_a_run_ends_once_it_is_said_to(book):
    """One that was interrupted shows as such."""
    run = book.begin(occasion(), [ADA])
    assert book.run(run).ended == ""
    book.finish(run)
    assert book.run().ended >= book.run().began
    with pytest.raises(BadGradebook, match="has no run 9. Choose from: 1"):
        book.run(9)


def test_an_empty_book_has_no_results(book):
    """It says what fills it."""
    with pytest.raises(BadGradebook, match="grader grade"):
        book.results()


def test_the_corpus_is_kept(book):
    """So that a mark can be made again when the file is long gone."""
    made = occasion(corpus=b"examples")
    book.begin(made, [ADA])
    assert book.corpus(made.conditions.corpus) == b"examples"
    with pytest.raises(BadGradebook, match="lacks the corpus"):
        book.corpus("another")


def test_what_is_not_there_is_said(book):
    """For results and submissions."""
    with pytest.raises(BadGradebook, match="has no result 5"):
        book.report(5)
    with pytest.raises(BadGradebook, match="lacks the submission"):
        book.submission(Key("0" * 64, "submission.py"))


@pytest.mark.parametrize("content", [b"no zlib", zlib.compress(b"{}"), zlib.compress(b"\xff")])
def test_a_result_that_is_not_what_was_stored_is_refused(book, stored, content):
    """Its digest tells."""
    number = stored(book.begin(occasion(), [ADA]), ADA)
    with book._open() as connection:
        connection.execute("DROP TRIGGER results_UPDATE")
        connection.execute("UPDATE results SET report = ? WHERE number = ?", (content, number))
    with pytest.raises(BadGradebook, match="damaged"):
        book.report(number)


def test_a_store_is_whole_or_not_at_all(book, stored):
    """A report that cannot be read back is not stored at all."""
    run = book.begin(occasion(), [ADA])
    with pytest.raises(ValueError, match="format"):
        book.store(run, key_of(ADA.submission), ExamResult('{"format": 99}'))
    assert book.missing(run) == [key_of(ADA.submission)]
    with book._open() as connection:
        assert connection.execute("SELECT count(*) FROM results").fetchone() == (0,)


def test_two_can_read_while_one_writes(book, stored, tmp_path):
    """A report can be made while a class is being graded."""
    run = book.begin(occasion(), [ADA])
    with open_book(book.file) as other:
        assert "not examined" in row(other, "ada").problem
        stored(run, ADA)
        assert row(other, "ada").earned == 5


@pytest.mark.parametrize(
    "size",
    [
        500,
        pytest.param(3_000, marks=pytest.mark.slow),
        pytest.param(10_000, marks=pytest.mark.sweep),
    ],
)
def test_ten_thousand_rows_are_read_in_seconds(book, size):
    """With sixteen marks and ten lost properties each, which is a bad class."""
    each = 16
    run = book.begin(occasion(), [handin(f"s{n:05}", f"x = {n}") for n in range(size)])
    text = json_text(report_of(ADA.submission))
    with book._open() as connection:
        connection.execute("BEGIN")
        key = "SELECT ?, sha256, file, 1, ?, '', 1, '', '' FROM entries WHERE position = ?"
        connection.executemany(
            "INSERT INTO results (number, sha256, file, conditions, report, digest, decided,"
            f" problem, made) {key}",
            [(n + 1, zlib.compress(text.encode()), n) for n in range(size)],
        )
        connection.executemany(
            "INSERT INTO outcomes VALUES (?, ?, ?)", [(run, n, n + 1) for n in range(size)]
        )
        connection.executemany(
            "INSERT INTO marks VALUES (?, ?, ?, 3, 0, 6, 0)",
            [(n + 1, k, f"q{k}") for n in range(size) for k in range(each)],
        )
        connection.executemany(
            "INSERT INTO lost VALUES (?, ?, 'q1', 'test_p', 'wrong', '')",
            [(n + 1, k) for n in range(size) for k in range(10)],
        )
        connection.execute("COMMIT")
    began = time.process_time()
    with open_book(book.file) as again:
        rows = again.results().rows
    assert time.process_time() - began < max(1, size / 1600)
    assert len(rows) == size
    assert all(row.earned == 3 * each and len(row.lost) == 10 for row in rows)


def test_a_receipt_is_found_by_folder_by_id_and_by_number(book, stored):
    """A number with # is never an id."""
    zoe = handin("Zoe Quill_77", "z = 1", id="77", name="Zoe Quill")
    run = book.begin(occasion(), [ADA, zoe])
    numbers = {each.folder: stored(run, each) for each in (ADA, zoe)}
    for wanted in ("Zoe Quill_77", "77", f"#{numbers['Zoe Quill_77']}"):
        assert receipt(book, wanted).known.number == numbers["Zoe Quill_77"]
    with pytest.raises(BadGradebook, match="has no result 77"):
        receipt(book, "#77")
    with pytest.raises(BadGradebook, match="Did you mean 'Zoe Quill_77'"):
        receipt(book, "quill")
