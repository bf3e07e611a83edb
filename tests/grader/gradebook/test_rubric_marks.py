"""Marks of a person stand beside the automatic ones, for the text that was read."""

import pytest

from grader.class_results import RubricMark
from grader.gradebook import BadGradebook
from tests.grader.gradebook.made_up import handin, occasion

ADA, BOB = handin("ada", "a = 1"), handin("bob", "b = 1")


@pytest.fixture
def answered(book, stored):
    """Make a run in which both have answered question b in writing."""

    def run(ada=ADA, text="because"):
        number = book.begin(occasion(), [ada, BOB])
        if book.missing(number):
            stored(number, ada, written=[("b", text)])
        if book.missing(number):
            stored(number, BOB, written=[("b", "so")])
        return number

    return run


def given(book, folder="ada"):
    return next(row for row in book.results().rows if row.folder == folder).rubric


def test_the_latest_counts(book, answered):
    """What was given before stays in the book, and counts no more."""
    answered()
    book.add_rubric({"ada": [RubricMark("b", 1.0, 2.0)], "bob": [RubricMark("b", 2.0, 2.0, "!")]})
    book.add_rubric({"ada": [RubricMark("b", 1.5, 2.0, "nearly")]})
    assert given(book) == (RubricMark("b", 1.5, 2.0, "nearly"),)
    assert given(book, "bob") == (RubricMark("b", 2.0, 2.0, "!"),)
    with book._open() as connection:
        assert connection.execute("SELECT count(*) FROM rubric").fetchone() == (3,)


def test_they_stay_when_the_class_is_graded_again(book, answered):
    """And when only the code of a submission changed."""
    answered()
    book.add_rubric({"ada": [RubricMark("b", 1.0, 2.0)]})
    answered()
    assert given(book) == (RubricMark("b", 1.0, 2.0),)
    answered(handin("ada", "a = 2"))
    assert given(book) == (RubricMark("b", 1.0, 2.0),)


def test_another_text_is_not_marked_by_them(book, answered):
    """The row says that somebody has to read it again."""
    answered()
    book.add_rubric({"ada": [RubricMark("b", 1.0, 2.0)]})
    answered(handin("ada", "a = 2"), text="quite another reason")
    row = book.results().rows[0]
    assert row.rubric == ()
    assert row.written == ("b",)
    assert any("earlier answer to b" in note for note in row.notes)


def test_an_answer_that_is_missing_can_be_marked_too(book, answered):
    """With a zero, say."""
    answered()
    book.add_rubric({"ada": [RubricMark("a", 0.0, 1.0, "nothing written")]})
    assert given(book) == (RubricMark("a", 0.0, 1.0, "nothing written"),)


def test_a_stranger_is_refused_and_nothing_is_added(book, answered):
    """A wrong file would otherwise be half imported."""
    answered()
    with pytest.raises(BadGradebook, match="nobody called 'mallory'"):
        book.add_rubric({"ada": [RubricMark("b", 1.0, 2.0)], "mallory": []})
    assert given(book) == ()
