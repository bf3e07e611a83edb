"""Reports with chosen outcomes, for what platforms are told."""

from grader.model import Mark, Outcome, Report, SubmissionId, Verdict

__all__ = ["POINTS", "report"]

POINTS = {Outcome.PASSED: 2, Outcome.WRONG: 0, Outcome.UNDECIDED: None, Outcome.NOT_ASKED: None}


def report(*outcomes, **words):
    """A report with a law of two points for each outcome."""
    verdicts = tuple(
        Verdict(
            property=f"test_{place}",
            function="f",
            points=2,
            outcome=outcome,
            law="It holds.",
            **words,
        )
        for place, outcome in enumerate(outcomes)
    )
    mark = Mark(
        question="a",
        title="A question",
        earned=sum(POINTS[outcome] or 0 for outcome in outcomes),
        open=sum(2 for outcome in outcomes if POINTS[outcome] is None),
        possible=2 * len(outcomes),
        verdicts=verdicts,
    )
    handed_in = SubmissionId("submission.py", "0" * 64)
    return Report(
        sheet="s", corpus="1" * 64, submission=handed_in, isolation="sealed", marks=(mark,)
    )
