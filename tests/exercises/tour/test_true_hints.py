"""Hints at the tour's mistakes are true ones, as those of sheet 3 are."""

import pytest

from grader.examine.feedback import where
from grader.sheets.misconceptions import misconceptions
from tests.true_hints import Bench, drawn

pytest.importorskip("matplotlib", reason="the tour draws a figure: pip install 'grader[plot]'")


@pytest.mark.sweep
def test_hints_at_all_misconceptions_are_true(monkeypatch):
    """Of functions; where an entry of ANSWERS is wrong there is no place to tell."""
    monkeypatch.setattr(where, "fresh_examples", drawn)
    bench = Bench("exercises.tour")
    known = [m for question in bench.sheet.questions for m in misconceptions(bench.sheet, question)]
    planted = [
        {each.function: each.planted(bench.model[each.function])}
        for each in known
        if each.function.isidentifier()
    ]
    claims = [claim for changed in planted for claim in bench.claims(changed)]
    assert claims
    assert [claim.said for claim in claims if claim.false or claim.surprising] == []
