"""Every example that the toy sheet shows is a true one, for mistakes of all kinds."""

import numpy as np
import pytest

from grader.examine.feedback.same_answer import likeness
from grader.sheets.corpus import FILE_NAME, read_corpus
from grader.sheets.model_answers import model_student
from grader.sheets.sheet import load_sheet
from tests.true_examples import Bench


@pytest.fixture(scope="module")
def bench(toy):
    """The toy sheet with its corpus."""
    corpus = read_corpus(toy.folder / FILE_NAME, toy)
    return Bench(toy, corpus.examples, dict(vars(model_student(toy))), likeness(toy))


def refused(values):
    raise ValueError("no")


MISTAKES = {
    "double": [
        lambda x: 2 * x,
        lambda x: 3 * x,
        lambda x: 2 * np.abs(x),
        lambda x: np.multiply(x, 2, out=x) if x.size else refused(x),
        lambda x: None,
        refused,
    ],
    "average": [
        lambda v: sum(v) / (len(v) + 1),
        lambda v: sum(v) / len(v) + (max(v) > 3),
        lambda v: float(np.median(v)),
        lambda v: float(np.mean(np.abs(v))),
        lambda v: sum(v) / len(v) if len(v) < 3 else refused(v),
        lambda v: v[0] if v[0] != 7 else None,
        lambda v: int(np.mean(v)),
    ],
}


@pytest.mark.parametrize(
    ("name", "wrong"), [(name, wrong) for name, found in MISTAKES.items() for wrong in found]
)
def test_what_is_shown_of_a_mistake_is_true(bench, name, wrong):
    """Asked again, the calls give the answers beside them, and these break the law."""
    assert list(bench.lies({name: wrong})) == []


COMPUTED = {
    "residual_backward": lambda upstream, jacobian: 0 * upstream,
    "separate": lambda kernel: (kernel[:, 0], kernel[0]),
    "softmax_jacobian": lambda c: np.diag(np.exp(c) / np.exp(c).sum()),
}


@pytest.mark.parametrize("name", COMPUTED)
def test_what_a_law_computes_from_an_answer_is_not_said_to_be_in_it(name):
    """A product of two parts, a sum of columns, a step along a gradient: nobody returned these."""
    sheet = load_sheet()
    corpus = read_corpus(sheet.folder / FILE_NAME, sheet)
    model = dict(vars(model_student(sheet)))
    bench = Bench(sheet, lambda prop: corpus.examples(prop)[:6], model, likeness(sheet))
    changed = {name: COMPUTED[name]}
    assert list(bench.lies(changed)) == []
    assert "what the law computes from it" in str([v.message for _, _, v in bench.lost(changed)])


def test_a_false_example_would_be_found(bench, monkeypatch):
    """The last call of a law, shown as the wrong one as if nothing were known."""
    from grader.examine import verdict_text
    from grader.examine.feedback.shown_calls import Shown

    def last(prop, example_run, right):
        place = len(example_run.exchanges) - 1
        return Shown((place,), frozenset([place]))

    monkeypatch.setattr(verdict_text, "shown_calls", last)
    assert list(bench.lies({"average": lambda v: sum(v) / len(v) + (v[0] == 0)}))
