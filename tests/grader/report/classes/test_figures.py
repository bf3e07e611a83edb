"""The figures of a class report, on classes small enough to count by hand."""

from itertools import pairwise
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.class_results import Heading, Lost, Marked, PropertyHeading, Row, RubricMark
from grader.model import Outcome
from grader.report.classes.figures import Bin, bins, question_figures, written_figures
from grader.report.classes.item_analysis import Item
from grader.report.classes.losses import Misunderstanding, Reason, losses, misunderstandings
from grader.report.html.students import lines, state

QUESTIONS = (
    Heading(
        "1a",
        "Doubling",
        3,
        (
            PropertyHeading("test_doubles", "double", 2, "Twice is twice."),
            PropertyHeading("test_is_even", "double", 1, "Twice is even."),
        ),
    ),
    Heading("1b", "Halving", 2, (PropertyHeading("test_halves", "half", 2, "A half."),), "Why?", 4),
)


def row(folder, doubling=3, halving=2, still_open=0, lost=(), **fields):
    marks = (Marked("1a", doubling, still_open, 3), Marked("1b", halving, 0, 2))
    return Row(folder=folder, marks=marks, lost=tuple(lost), **fields)


def doubles(outcome, misconception="", name="test_doubles"):
    return Lost("1a", name, outcome, misconception)


CLASS = (
    row("a"),
    row(
        "b",
        0,
        lost=[doubles(Outcome.WRONG, "adds 2"), doubles(Outcome.WRONG, "adds 2", "test_is_even")],
    ),
    row("c", 1, lost=[doubles(Outcome.WRONG, "squares")]),
    row("d", 1, lost=[doubles(Outcome.RAISED)]),
    row("e", 1, still_open=2, lost=[doubles(Outcome.UNDECIDED)]),
)


def test_a_property_is_lost_by_a_share_of_those_who_could_be_decided():
    """Three of four; the fifth is open, and that is no loss."""
    doubled, even = losses(QUESTIONS, CLASS)["1a"]

    assert (doubled.students, doubled.lost, doubled.open, doubled.share) == (5, 3, 1, 0.75)
    assert doubled.outcomes == (Reason("wrong", 2), Reason("raised", 1))
    assert doubled.misconceptions == (Reason("adds 2", 1), Reason("squares", 1))
    assert (even.lost, even.share) == (1, 0.2)


def test_a_property_that_nobody_was_asked_has_no_share():
    """Not 0, which would be praise."""
    assert losses(QUESTIONS, [])["1b"][0].share is None


def test_a_misconception_counts_a_student_once():
    """However many properties it broke."""
    assert misunderstandings(CLASS) == (
        Misunderstanding("1a", "adds 2", 1),
        Misunderstanding("1a", "squares", 1),
    )


def test_a_question_is_told_in_figures_of_the_class():
    """Means over all; difficulty over what could be decided."""
    doubling, halving = question_figures(QUESTIONS, CLASS)

    assert doubling.mean == pytest.approx(6 / 5)
    assert (doubling.submissions, doubling.full, doubling.none, doubling.open) == (5, 1, 1, 1)
    assert doubling.item.difficulty == pytest.approx((1 + 0 + 1 / 3 + 1 / 3 + 1) / 5)
    assert halving.item == Item(1.0, None)
    assert halving.full == 5


def test_a_question_that_was_not_marked_has_no_mean():
    """Where a class was graded on some questions only."""
    only = Row(folder="a", marks=(Marked("1b", 1, 0, 2),))
    doubling, halving = question_figures(QUESTIONS, [only])

    assert (doubling.submissions, doubling.mean, doubling.none) == (0, None, 0)
    assert doubling.item.difficulty is None
    assert (halving.submissions, halving.mean) == (1, 1.0)


@given(
    st.integers(0, 700).flatmap(
        lambda most: st.tuples(st.just(most), st.lists(st.integers(0, most)))
    )
)
def test_every_total_is_in_the_one_bin_that_holds_it(case):
    """Bins cover 0 to the sheet's points, side by side, and are few."""
    possible, totals = case
    found = bins(totals, possible)

    assert found[0].first == 0
    assert found[-1].last == possible
    assert all(b.first == a.last + 1 for a, b in pairwise(found))
    assert len(found) <= 21
    for each in found:
        assert each.submissions == sum(each.first <= total <= each.last for total in totals)


def test_a_bin_says_which_points_it_stands_for():
    """The last one may hold one total only: all points."""
    assert [each.label for each in bins([0], 100)][-2:] == ["95–99", "100"]
    assert bins([1, 1, 2], 2) == (Bin(0, 0, 0), Bin(1, 1, 2), Bin(2, 2, 1))


def test_written_answers_are_counted_and_their_marks_averaged():
    """A question without a rubric and without an answer is not among them."""
    rows = [
        row("a", written=("1b",), rubric=(RubricMark("1b", 3, 4),)),
        row("b", written=("1b",), rubric=(RubricMark("1b", 1, 4),)),
        row("c", written=("1b",)),
    ]
    (found,) = written_figures(QUESTIONS, rows)

    assert (found.heading.id, found.answers, found.marked, found.share) == ("1b", 3, 2, 0.5)


@pytest.mark.parametrize(
    ("of", "words"),
    [
        (row("a"), "all points"),
        (row("a", 2), "points lost"),
        (row("a", 2, still_open=1), "open"),
        (Row(folder="a", problem="no file"), "no marks"),
    ],
)
def test_a_submission_is_in_one_of_four_states(of, words):
    """What is open may still be earned, so it comes before what is lost."""
    assert state(of) == words


def test_a_line_shows_the_marks_in_the_order_of_the_sheet():
    """And dashes where there are none, the problem beside the remarks."""
    results = SimpleNamespace(
        questions=QUESTIONS,
        rows=[
            row(
                "a", 1, id="7", name="Ada", written=("1a", "1b"), rubric=(RubricMark("1b", 1.5, 4),)
            ),
            Row(folder="b", problem="no file", notes=("late",)),
        ],
    )
    ada, nameless = lines(results, lambda row: f"{row.folder}.html")

    assert (ada.link, ada.name, ada.id, ada.folder) == ("a.html", "Ada", "7", "a")
    assert (ada.total, ada.marks, ada.written, ada.unmarked) == ("3", ("1", "2"), "1.5", "1")
    assert len(ada.heat) == len(ada.marks)
    assert (nameless.heat, nameless.state) == (("", ""), "no marks")
    assert (nameless.name, nameless.folder, nameless.remarks) == ("b", "", "no file; late")
    assert (nameless.total, nameless.marks, nameless.state) == ("–", ("–", "–"), "no marks")


@pytest.mark.parametrize(
    ("earned", "colour"), [(0, "h0"), (1, "h1"), (4, "h2"), (6, "h3"), (8, "h3"), (9, "h4")]
)
def test_only_none_and_all_of_the_points_have_the_outermost_colours(earned, colour):
    """A mark of nearly all is told from all."""
    mark = Marked("1a", earned, 0, 9)
    results = SimpleNamespace(
        questions=QUESTIONS[:1], rows=[Row(folder="a", marks=(mark,))], possible=9
    )
    (line,) = lines(results, None)
    assert line.heat == (colour,)
