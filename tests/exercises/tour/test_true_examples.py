"""Examples that the tour's students may be shown are true ones, as those of sheet 3 are."""

from functools import partial

import pytest

from grader.audit.mutants import mutants
from grader.audit.workbench import Workbench
from grader.sheets.misconceptions import misconceptions
from grader.sheets.model_answers import rebuilt
from tests.apart import judged_apart
from tests.true_examples import Bench

pytest.importorskip("matplotlib", reason="the tour draws a figure: pip install 'grader[plot]'")


@pytest.fixture(scope="module")
def workbench():
    """The tour with its frozen examples."""
    return Workbench("exercises.tour")


@pytest.fixture(scope="module")
def bench(workbench):
    """What examples are shown and judged with."""
    return Bench(workbench.sheet, workbench.examples, workbench.model, workbench.likeness)


def test_examples_of_all_misconceptions_are_true(bench):
    """Given functions and files, figures and chance; of objects that each has a call."""
    known = [m for question in bench.sheet.questions for m in misconceptions(bench.sheet, question)]
    assert len({each.function for each in known}) == len(bench.model) - 1  # 7c has none
    for each in known:
        changed = {each.function: each.planted(bench.model[each.function])}
        assert list(bench.lost(changed))
        assert list(bench.lies(changed)) == []


@pytest.mark.slow
def test_examples_of_all_mutants_are_true(bench, workbench):
    """Of mistakes that nobody thought of; some never end."""

    def changed():
        for mutant in mutants(workbench.sheet.model):
            try:
                functions = rebuilt(workbench.sheet, mutant.module, mutant.source)
            except Exception:
                continue
            yield {name: functions[name] for name in mutant.functions}

    judged = judged_apart(partial(lies_of, bench), changed())
    assert [lie for found in judged for lie in found] == []


def lies_of(bench, changed):
    """What is said falsely about a submission."""
    return list(bench.lies(changed))
