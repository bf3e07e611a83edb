"""Scores are what the report says, and nothing that our own machinery did costs points."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.examine.report_json import ExamResult, json_text
from grader.integrations.score import nothing_earned, score_of
from grader.mark import mark as marked
from grader.model import Outcome, Report, SubmissionId, Verdict

POINTS = st.integers(1, 8).map(lambda n: n / 2)
VERDICTS = st.lists(
    st.builds(
        Verdict,
        property=st.just("test_it"),
        function=st.just("f"),
        law=st.just("It holds."),
        points=POINTS,
        outcome=st.sampled_from(Outcome),
        bonus=st.booleans(),
    ),
    min_size=1,
    max_size=5,
)


def reported(*verdicts_of_questions):
    """A report with these verdicts, as text, and as the score made of it."""
    marks = tuple(marked(str(n), "", each) for n, each in enumerate(verdicts_of_questions))
    report = Report(
        sheet="s", corpus="c", submission=SubmissionId("f", "0"), isolation="l", marks=marks
    )
    return report, score_of(ExamResult(json_text(report)), ())


@given(st.lists(VERDICTS, min_size=1, max_size=3))
def test_points_are_those_of_the_report(questions):
    report, score = reported(*questions)
    assert (score.earned, score.open, score.possible) == (
        report.earned,
        report.open,
        report.possible,
    )
    assert 0 <= score.reward <= 1
    assert score.decided == (not any(each.outcome.is_open for q in questions for each in q))
    assert [law.outcome for law in score.laws] == [each.outcome for q in questions for each in q]


@given(st.lists(VERDICTS, min_size=1, max_size=3))
def test_all_points_without_a_bonus_are_a_reward_of_one_and_only_they(questions):
    report, score = reported(*questions)
    if not any(each.bonus for q in questions for each in q):
        assert (score.reward == 1) == (report.earned == report.possible)


def test_a_bonus_is_never_more_than_one_and_alone_is_all_there_is():
    passed = Verdict(property="p", function="f", points=2, outcome=Outcome.PASSED)
    bonus = Verdict(property="q", function="f", points=2, outcome=Outcome.PASSED, bonus=True)
    lost = Verdict(property="q", function="f", points=2, outcome=Outcome.WRONG, bonus=True)
    assert [reported(each)[1].reward for each in ([passed, bonus], [bonus], [lost])] == [1, 1, 0]


def test_where_our_machinery_failed_all_is_open(toy):
    score = score_of(ExamResult(problem="the examining process was lost"), toy.questions)
    assert (score.earned, score.open, score.decided) == (0, score.possible, False)
    assert score.open == sum(p.declared.points for q in toy.questions for p in q.properties)
    assert score.problem == "the examining process was lost"


def test_what_is_no_text_has_no_function_and_that_is_decided(toy):
    score = nothing_earned("it holds null bytes", toy.questions[:1])
    assert (score.reward, score.open, score.decided, score.report) == (0, 0, True, "")
    assert {law.outcome for law in score.laws} == {Outcome.MISSING}
    assert {law.question for law in score.laws} == {toy.questions[0].id}


def test_a_score_cannot_be_changed():
    _, score = reported([Verdict(property="p", function="f", points=1, outcome=Outcome.WRONG)])
    with pytest.raises(AttributeError):
        score.reward = 1.0
    assert json.loads(score.report)["format"] == 1
