"""A pack gives what the whole sheet gives: marks, sentences, examples and named mistakes."""

import json

import pytest

from grader.sheets.sheet import load_sheet
from tests.grader.misbehaviour import BODIES, COSTLY, HANGING, right, submission

MEANS = {
    "right": "return sorted(values)[cut:len(values) - cut] and float(sum(sorted(values)"
    "[cut:len(values) - cut]) / (len(values) - 2 * cut)) if len(values) > 2 * cut else refuse()",
    "does not sort": "inner = list(values)[cut:len(values) - cut]\n    if not inner: refuse()\n"
    "    return sum(inner) / len(inner)",
    "refuses nothing": "values = sorted(values)\n    cut = min(cut, (len(values) - 1) // 2)\n"
    "    inner = values[cut:len(values) - cut]\n    return sum(inner) / len(inner)",
    "returns a text": "return 'the mean'",
    "returns an array": "import numpy; return numpy.array([sum(values)])",
    "returns what is no value": "return refuse",
    "raises": "return values.nothing",
    "changes its answers": "global n; n = n + 1; return float(n)",
    "is unwritten": "raise NotImplementedError",
    "ends": "import os; os._exit(0)",
}


def mean(body):
    head = "n = 0\ndef refuse(): raise ValueError('nothing is left')\n"
    return f"{head}def trimmed_mean(values, cut=1):\n    {body}\n"


@pytest.mark.parametrize("name", MEANS)
def test_a_question_that_is_one_module_is_marked_alike(name, means, packed, told):
    """The report is the same to the last byte."""
    pack = load_sheet(str(packed(means)))
    assert told(pack, mean(MEANS[name])) == told(means, mean(MEANS[name]))


OTHERS = sorted(BODIES.keys() - {*COSTLY, *HANGING})
FEW = [name for place, name in enumerate(OTHERS) if place % 5 == 0]


@pytest.mark.parametrize(
    "name", [n if n in FEW else pytest.param(n, marks=pytest.mark.slow) for n in OTHERS]
)
def test_whatever_a_submission_does_is_marked_alike(name, toy, packed, told):
    """Hostile ones, too."""
    source = submission(BODIES[name][0])
    assert told(load_sheet(str(packed(toy))), source) == told(toy, source)


def test_a_right_submission_earns_every_point_on_a_pack(toy, packed, told):
    """It is no pack that refuses everything alike."""
    assert json.loads(told(load_sheet(str(packed(toy))), right()))["earned"] == 9


@pytest.mark.parametrize("hint", [1, 2])
def test_hints_are_alike(hint, means, packed, told):
    """As far as they rest on the frozen examples."""
    source = mean(MEANS["returns a text"])
    assert told(load_sheet(str(packed(means))), source, hint=hint) == told(means, source, hint=hint)
