"""A right answer is right in every spelling that is permitted: a refusal is a fault of ours."""

import pytest

from grader.examine.student.in_process import InProcessStudent, quiet
from grader.sheets.model_answers import model_student
from tests.exercises.sheet3.recorded import SHEET, examples
from tests.exercises.sheet3.spellings import spellings

MODEL = {name: each for name, each in vars(model_student(SHEET)).items() if callable(each)}
JUDGED = [prop for prop in SHEET.properties if not prop.declared.measured]
# Laws about chance ask hundreds of calls, and what they compare other laws compare as well.
CALM = [prop for prop in JUDGED if "equally_likely" not in prop.name]


# What these questions ask for more digits of, in their texts.
EXACT = {"equivariance_gap", "separate"}
COARSE = ("single precision", "off by what is allowed")


def spelled(function, name, met):
    """The model's function with its answers spelled so, where they can be; those are noted."""

    def other(*arguments):
        right = function(*arguments)
        found = spellings(right)
        met.update(found)
        return found.get(name, right)

    return other


def refused(prop):
    """The spellings that a law refuses, each tried on another example, and how many there are."""
    function = prop.declared.function
    right, names, failed, number = MODEL[function], {}, {}, 0
    chosen = examples(prop.test)
    waiting = ["as it is"]
    while number < len(waiting):
        name = waiting[number]
        student = InProcessStudent({**MODEL, function: spelled(right, name, names)}).student
        try:
            with quiet():
                prop.body(student, **chosen[number % len(chosen)])
        except Exception as failure:
            failed[name] = str(failure)[:300]
        waiting += [each for each in names if each not in waiting and not _too_coarse(prop, each)]
        number += 1
    return failed, len(waiting)


# Off by more than the filtered image allows where the gap is larger than it; not real where an
# example has a negative derivative.
NOT_EVERYWHERE = {
    ("3a/test_no_gap_where_the_image_wraps", "off by a part in 1e9"),
    ("3e/test_the_chain_rule_in_symbols", "square of the root"),
}


def _too_coarse(prop, spelling):
    if (prop.key, spelling) in NOT_EVERYWHERE:
        return True
    return prop.declared.function in EXACT and any(word in spelling for word in COARSE)


@pytest.mark.parametrize("prop", CALM[::13], ids=lambda prop: prop.key)
def test_some_laws_take_every_spelling(prop):
    """One in thirteen; all of them take half a minute."""
    failed, tried = refused(prop)
    assert failed == {}
    assert tried > 2


SYMBOLIC = {"softmax_jacobian_symbolic", "chain_gradient", "denoised_mean", "denoised_variance"}
ROUGH = [prop for prop in CALM if prop.declared.function not in EXACT | SYMBOLIC]
COMPARING = [prop for prop in ROUGH if "linear" in prop.name or "moved_around" in prop.name]


def refused_rough(prop):
    """What a law says of answers that are all off by what is allowed, on each of its examples."""
    function = prop.declared.function
    rough = {**MODEL, function: spelled(MODEL[function], "off by what is allowed", {})}
    said = []
    for example in examples(prop.test):
        try:
            with quiet():
                prop.body(InProcessStudent(rough).student, **example)
        except Exception as failure:
            said.append(str(failure)[:300])
    return said


@pytest.mark.parametrize("prop", COMPARING, ids=lambda prop: prop.key)
def test_laws_that_compare_answers_take_them_as_rough_as_they_may_be(prop):
    """Two answers, or a sum of them, are off by more than each of them is."""
    assert refused_rough(prop) == []


@pytest.mark.slow
@pytest.mark.parametrize("prop", ROUGH, ids=lambda prop: prop.key)
def test_all_laws_take_answers_as_rough_as_they_may_be(prop):
    """On every example, but for the questions that ask for more digits."""
    assert refused_rough(prop) == []


# Whose examples take seconds each, and whose functions other laws ask as well.
LONG = {
    "2b/test_symbols_agree_for_three_and_four_scores",
    "1e/test_noise_is_normal_and_independent",
}


@pytest.mark.parametrize(
    "prop",
    [
        pytest.param(p, id=p.key, marks=pytest.mark.sweep if p.key in LONG else pytest.mark.slow)
        for p in CALM
    ],
)
def test_all_laws_take_every_spelling(prop):
    """Each on an example of its own."""
    assert refused(prop)[0] == {}
