"""The arithmetic of points: exact for halves, and a bonus that nobody can lose."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from grader.class_results import Marked, Row
from grader.examine.report_json import json_text, report_from
from grader.mark import mark
from grader.model import Outcome, Report, SubmissionId, Verdict, added

HALVES = st.integers(1, 40).map(lambda n: n // 2 if n % 2 == 0 else n / 2)
DECIMALS = st.decimals(0, 1000, places=3).map(float)
VERDICTS = st.lists(
    st.builds(
        Verdict,
        property=st.just("p"),
        function=st.just("f"),
        points=HALVES,
        outcome=st.sampled_from(Outcome),
        bonus=st.booleans(),
    ),
    max_size=8,
)


def exact(numbers):
    """Their sum, as they are written."""
    return sum((Fraction(str(each)) for each in numbers), Fraction())


def reported(*verdicts):
    """A report with a question for each list of verdicts."""
    marks = tuple(mark(str(n), "", each) for n, each in enumerate(verdicts))
    return Report(
        sheet="s", corpus="c", submission=SubmissionId("x.py", "0"), isolation="limits", marks=marks
    )


@given(st.lists(HALVES | DECIMALS))
def test_sums_are_exact_as_written(numbers):
    """0.1 + 0.2 is 0.3; what is whole is an int, however it came about."""
    total = added(numbers)
    assert Fraction(str(total)) == exact(numbers)
    assert isinstance(total, int) == (exact(numbers).denominator == 1)
    assert added(reversed(numbers)) == total


@given(VERDICTS)
def test_a_bonus_is_earned_and_never_possible(verdicts):
    """It adds to what is earned, nobody loses it, and without it all is as ever."""
    found = mark("q", "", verdicts)
    regular = [each for each in verdicts if not each.bonus]
    without = mark("q", "", regular)
    assert found.possible == without.possible == exact(each.points for each in regular)
    assert found.missed == without.missed >= 0
    assert found.earned + found.open == exact([without.earned, without.open, found.bonus])
    assert without.bonus == 0
    assert found.is_full == (not found.open and not found.missed)


@given(VERDICTS)
def test_every_point_is_earned_or_open_or_missed(verdicts):
    """None is counted twice, and none gets lost on the way."""
    found = mark("q", "", verdicts)
    assert exact([found.earned, found.open, found.missed]) == exact([found.possible, found.bonus])


@given(VERDICTS, VERDICTS)
def test_totals_are_the_sums_of_marks(first, second):
    """Of a report, and of a row of the class that holds the same marks."""
    report = reported(first, second)
    both = mark("q", "", [*first, *second])
    marks = tuple(Marked(m.question, m.earned, m.open, m.possible, m.bonus) for m in report.marks)
    for total in (report, Row(folder="x", marks=marks)):
        for field in ("earned", "open", "possible", "bonus", "missed", "is_full"):
            assert getattr(total, field) == getattr(both, field)
            assert type(getattr(total, field)) is type(getattr(both, field))


@given(st.lists(VERDICTS, max_size=3))
def test_a_report_comes_back_from_its_json_with_the_same_points(questions):
    """To the byte; a bonus is written down only where there is one."""
    report = reported(*questions)
    text = json_text(report)
    assert report_from(text) == report
    assert json_text(report_from(text)) == text
    plain = reported(*([replace(v, bonus=False) for v in each] for each in questions))
    assert "bonus" not in json_text(plain)


@given(VERDICTS, DECIMALS, DECIMALS)
def test_written_marks_are_added_exactly(verdicts, earned, possible):
    """A person gives tenths; the totals hold them as they were given."""
    found = mark("q", "", verdicts)
    own = Marked("q", found.earned, found.open, found.possible, found.bonus)
    row = Row(folder="x", marks=(own,), written_marks=(Marked("q", earned, 0, possible),))
    assert Fraction(str(row.earned)) == exact([found.earned, earned])
    assert Fraction(str(row.possible)) == exact([found.possible, possible])
