"""Every example that a student may be shown is a true one: a wrong call with its own answer."""

from functools import partial

import numpy as np
import pytest

from grader.audit.mutants import mutants
from grader.audit.workbench import Workbench
from grader.sheets.misconceptions import misconceptions
from grader.sheets.model_answers import rebuilt
from tests.apart import judged_apart
from tests.true_examples import Bench


@pytest.fixture(scope="module")
def workbench():
    """The sheet with its frozen examples."""
    return Workbench(None)


@pytest.fixture(scope="module")
def bench(workbench):
    """What examples are shown and judged with."""
    return Bench(workbench.sheet, workbench.examples, workbench.model, workbench.likeness)


def known(sheet):
    """All misconceptions of a sheet."""
    return [each for question in sheet.questions for each in misconceptions(sheet, question)]


def lies(bench, subjects):
    """What is said falsely about any of these."""
    return [lie for changed in subjects for lie in bench.lies(changed)]


def steady(bench, changed):
    """What is said falsely whatever memory was left behind: some mutants read foreign memory."""
    found, held = set(lies(bench, [changed])), []
    for left in (1e9, -3.7) if found else ():
        held += [np.full(size, left) for size in range(1, 400)]
        del held[::2]  # given to whoever asks next, with what is kept beside it
        found &= set(lies(bench, [changed]))
    return sorted(found)


def of_misconceptions(bench, chosen):
    """Submissions with one mistake each, planted in the model."""
    for each in chosen:
        yield {each.function: each.planted(bench.model[each.function])}


def of_mutants(workbench, chosen):
    """Submissions that are the model changed in one place, where that can be imported."""
    for mutant in chosen:
        try:
            functions = rebuilt(workbench.sheet, mutant.module, mutant.source)
        except Exception:
            continue
        yield {name: functions[name] for name in mutant.functions}


def test_examples_of_some_misconceptions_are_true(bench):
    """One in five of those that are known."""
    chosen = known(bench.sheet)[::5]
    assert lies(bench, of_misconceptions(bench, chosen)) == []


@pytest.mark.parametrize(
    "every", [pytest.param(2, marks=pytest.mark.slow), pytest.param(1, marks=pytest.mark.sweep)]
)
def test_examples_of_more_misconceptions_are_true(bench, every):
    """In every property that any of them breaks."""
    assert lies(bench, of_misconceptions(bench, known(bench.sheet)[::every])) == []


@pytest.mark.sweep
def test_examples_of_all_mutants_are_true(bench, workbench):
    """Of mistakes that nobody thought of."""
    changed = of_mutants(workbench, mutants(bench.sheet.model))
    judged = judged_apart(partial(steady, bench), changed)
    assert [lie for found in judged for lie in found] == []
