"""No hint tells of inputs that go wrong what known ones contradict, or two hundred new ones."""

import re

import pytest

from grader.audit.mutants import mutants
from grader.audit.workbench import Workbench
from grader.examine.feedback import where
from grader.sheets.misconceptions import misconceptions
from grader.sheets.model_answers import rebuilt
from tests.apart import judged_apart
from tests.true_hints import Bench, Claim, claim, drawn

QUICK = {"conv_output_size", "stored_images", "classify"}


@pytest.fixture(scope="module")
def bench():
    """The sheet with its frozen examples."""
    return Bench()


@pytest.fixture(autouse=True)
def drawn_once(monkeypatch):
    """The fresh examples of a property are the same for every submission, so they can be kept."""
    monkeypatch.setattr(where, "fresh_examples", drawn)


def known(bench):
    """All misconceptions of the sheet, each planted in the model."""
    for question in bench.sheet.questions:
        for each in misconceptions(bench.sheet, question):
            yield {each.function: each.planted(bench.model[each.function])}


def of_mutants(bench):
    """Submissions that are the model changed in one place, where that can be imported."""
    bench.model["softmax_jacobian_symbolic"](2)  # the first call takes SymPy's own time
    workbench = Workbench(None)
    for mutant in mutants(bench.sheet.model):
        try:
            functions = rebuilt(workbench.sheet, mutant.module, mutant.source)
        except Exception:
            continue
        yield {name: functions[name] for name in mutant.functions}


def claims(bench, submissions):
    """What is claimed about any of these."""
    told = judged_apart(lambda changed: [*bench.claims(changed)], submissions)
    return [Claim(*claim) for found in told for claim in found]


def assert_true(claims):
    """There are some, and no example speaks against any, neither a known nor a new one."""
    assert claims
    assert [(claim.said, claim.false[0]) for claim in claims if claim.false] == []
    assert [(claim.said, claim.surprising[0]) for claim in claims if claim.surprising] == []


def test_hints_at_some_misconceptions_are_true(bench):
    """Those in two functions of a kind each: whole numbers, and words."""
    some = [each for each in known(bench) if {"conv_output_size", "classify"} & set(each)]
    assert_true(claims(bench, some[::3]))


def test_what_zeros_hide_is_not_claimed_of_all_inputs(bench):
    """Hardly any image that is drawn is black throughout, and there a wrong factor is right."""
    right = bench.model["average_pool2d"]
    wrong = {"average_pool2d": lambda x, window, stride: window * right(x, window, stride)}
    hints = {prop.key: claim(said) for prop, _, said in bench.hints(wrong)}
    assert hints["1a/test_average_agrees_with_the_definition"].reach == "only"


def test_what_two_plain_numbers_hide_is_not_claimed_of_all_inputs(bench):
    """Of one snapshot with a deviation of 1 the variance is the same; 400 draws have no such."""
    wrong = {"denoised_variance": lambda pixel, sigma, n: sigma / n**0.5}
    hints = {prop.key: claim(said) for prop, _, said in bench.hints(wrong)}
    assert hints["2c/test_the_variance_in_numbers"].reach == "only"


def test_where_few_recorded_examples_bear_a_claim_out_fresh_ones_are_drawn(bench):
    """Recorded ones are chosen to fail: hardly any has one row, and few others are right."""
    hints = bench.hints({"mirror": lambda image: image[:, ::-1] + (len(image) > 1)})
    said = {prop.key: str(said) for prop, _, said in hints}
    told = said["1e/test_mirror_exchanges_left_and_right"]
    assert "where image has several rows" in told  # and nowhere else, if enough of one row were
    assert int(re.search(r" of (\d+) examples tried", told)[1]) > where.FRESH


def test_what_a_law_does_not_speak_of_contradicts_no_claim(bench):
    """A window beside those that do not fit may fit, and is not to be refused then."""
    right = bench.model["max_pool2d"]

    def wrong(x, window, stride):
        try:
            return right(x, window, stride)
        except ValueError:
            if len(x) == 1:
                raise
            return x

    [(_, _, said)] = bench.hints({"max_pool2d": wrong})
    assert str(said).endswith("examples tried: where x has several images, and nowhere else")


@pytest.mark.slow
def test_hints_at_quick_misconceptions_are_true(bench):
    """A third of those in such functions."""
    assert_true(claims(bench, [each for each in known(bench) if QUICK & set(each)][1::3]))


@pytest.mark.sweep
def test_hints_at_all_misconceptions_are_true(bench):
    """In every property that any of them breaks; about 160 claims."""
    assert_true(claims(bench, known(bench)))


@pytest.mark.sweep
def test_hints_at_all_mutants_are_true(bench):
    """Of mistakes that nobody thought of."""
    assert_true(claims(bench, of_mutants(bench)))
