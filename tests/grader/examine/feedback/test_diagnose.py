"""
A known mistake is named where a student makes it, and nowhere else.

Each is planted in a right submission as text and graded in a process, as a student's file is.
"""

import inspect
import json
import re
import sys
from pathlib import Path

import pytest

from grader.examine.check import check
from grader.examine.examiner import open_examiner
from grader.examine.report_json import json_text
from grader.examine.settings import Settings
from grader.model import Outcome, Submission
from grader.sheets.corpus import FILE_NAME, read_corpus
from grader.sheets.misconceptions import misconceptions
from grader.sheets.sheet import choose, load_sheet

SHEET = load_sheet()
CORPUS = read_corpus(SHEET.folder / FILE_NAME, SHEET)
RIGHT = (Path(__file__).parents[3] / "submissions" / "right.py").read_text("utf-8")
# Right answers to these differ from run to run, or are rounded after a choice of scale.
NAMELESS = {"crops_without_the_generator", "draws_without_the_generator", "rounds"}
KNOWN = [
    (question, known) for question in SHEET.questions for known in misconceptions(SHEET, question)
]


def graded(source, ids, launched):
    """The report on a submission's text, on some questions."""
    submission = Submission("submission.py", source.encode())
    settings = Settings(tier="limits", search_seconds=0.1)
    return check(open_examiner(launched, SHEET, CORPUS, settings, choose(SHEET, ids)), submission)


def planted(*mistakes):
    """The right submission with mistakes of one module made, the last one first."""
    module = inspect.getsource(sys.modules[mistakes[0].wrong.__module__])
    text = re.sub(r"^from grader.*$", "", module, flags=re.MULTILINE)
    text = "def misconception(*_, **__):\n    return lambda wrong: wrong\n" + text
    source = f"{RIGHT}\nimport functools\nnames = {{}}\nexec({text!r}, names)\n"
    for mistake in reversed(mistakes):
        name, wrong = mistake.function, f"names[{mistake.wrong.__name__!r}]"
        made = f"functools.partial({wrong}, {name})" if mistake.takes_right else wrong
        source += f"{name} = {made}\n"
    return source


def lost(report, function):
    """Verdicts on the properties that a function lost."""
    verdicts = [verdict for mark in report.marks for verdict in mark.verdicts]
    return [v for v in verdicts if v.function == function and v.outcome is not Outcome.PASSED]


@pytest.mark.parametrize(
    "known",
    [
        pytest.param(
            known, id=f"{question.id}-{known.name}", marks=[pytest.mark.slow] if place % 3 else []
        )
        for place, (question, known) in enumerate(KNOWN[::13])
        if known.wrong.__name__ not in NAMELESS
    ],
)
def test_a_mistake_is_named_on_every_property_that_it_costs(known, launched):
    """In the words that were written for it."""
    asking = [q.id for q in SHEET.questions if known.function in q.functions]
    report = graded(planted(known), asking, launched)

    assert lost(report, known.function)
    assert {v.misconception for v in lost(report, known.function)} == {known.sentence}


def of(name):
    """A mistake by its name."""
    return next(known for _, known in KNOWN if known.name == name)


def test_two_mistakes_in_one_function_are_found_as_a_pair(launched):
    """Transposed, and padded on one side: neither of them alone gives the student's answers."""
    pair = of("conv2d/transposes_the_kernel"), of("conv2d/pads_on_one_side")

    verdicts = lost(graded(planted(*pair), ["1b"], launched), "conv2d")

    named = [[known.sentence in v.misconception for known in pair] for v in verdicts]
    assert [True, True] in named
    assert all(map(any, named))


def test_unrotated_and_edge_repeated_are_found_as_a_pair(launched):
    """They stand in two modules, because one costs marks on both questions."""
    source = RIGHT + (
        "\ndef convolve2d(image, kernel, padding):"
        "\n    if padding not in ('zero', 'reflect'):"
        "\n        raise ValueError(padding)"
        "\n    mode = 'constant' if padding == 'zero' else 'symmetric'"
        "\n    padded = np.pad(image, len(kernel) // 2, mode=mode)"
        "\n    seen = np.lib.stride_tricks.sliding_window_view(padded, kernel.shape)"
        "\n    return np.einsum('ijkl,kl->ij', seen, kernel)"
    )

    verdicts = lost(graded(source, ["2e"], launched), "convolve2d")

    assert verdicts
    for verdict in verdicts:
        assert "this is cross-correlation" in verdict.misconception
        assert "the edge pixel was repeated" in verdict.misconception


ROTATED_AND_UNREFUSED = """
def conv2d(x, weights, stride, padding):
    side, height, width = len(weights), *(n + 2 * padding for n in x.shape[1:3])
    x = np.pad(x, ((0, 0), (padding, padding), (padding, padding), (0, 0)))
    rows, columns = (max(0, (n - side) // stride + 1) for n in (height, width))
    made = np.full((len(x), rows, columns, weights.shape[3]), 0.0)
    for i, j in np.ndindex(rows, columns):
        window = x[:, i * stride : i * stride + side, j * stride : j * stride + side]
        made[:, i, j] = np.tensordot(window, weights[::-1, ::-1], 3)
    return made if rows * columns else None
"""


def test_a_mistake_survives_a_missing_refusal(launched):
    """Both are named, each where it explains the answers, whatever comes back unrefused."""
    verdicts = lost(graded(RIGHT + ROTATED_AND_UNREFUSED, ["1b"], launched), "conv2d")

    rotated = of("conv2d/rotates_the_kernel").sentence
    unrefused = of("conv2d/returns_nothing_that_fits").sentence
    of_values = [v for v in verdicts if "fits" not in v.law]
    of_refusal = [v for v in verdicts if "fits" in v.law]
    assert of_values
    assert {v.misconception for v in of_values} == {rotated}
    assert of_refusal
    for verdict in of_refusal:
        assert unrefused in verdict.misconception


def test_a_mistake_survives_a_refusal_that_is_missing_beneath_it(launched):
    """Counted once, the padding lets sizes pass that are negative, which either alone refuses."""
    source = "def conv_output_size(n, k, s, p): return (n + p - k) // s + 1"
    verdicts = lost(graded(f"{RIGHT}\n{source}", ["1b"], launched), "conv_output_size")

    both = of("conv_output_size/pads_one_end"), of("conv_output_size/refuses_no_kernel")
    assert len(verdicts) == 2
    for verdict in verdicts:
        assert any(known.sentence in verdict.misconception for known in both)
    assert any(all(k.sentence in v.misconception for k in both) for v in verdicts)


CLASSIFIED = """
known_operations = ("relu", "convolution", "global_average_pooling", "global_max_pooling")

def classify(operation, transform):
    if operation not in known_operations:
        raise KeyError(operation)
    if operation == "convolution":
        return "equivariant"
    return right_classify(operation, transform)
"""


def test_a_mistake_survives_one_that_nobody_described(launched):
    """It is named on the property that it explains, and not on the other one."""
    source = f"{RIGHT}\nright_classify = classify\n{CLASSIFIED}"

    verdicts = lost(graded(source, ["3a"], launched), "classify")

    known = of("classify/calls_convolution_equivariant").sentence
    assert [v.misconception for v in verdicts] == [known, ""]


@pytest.mark.parametrize(
    "source",
    [
        "def softmax(c): return np.exp(c - c.max()) / 1.001",
        "def softmax(c): return {'p': c}",
        "def softmax(c): raise KeyError('c')",
        "def softmax(c): return np.full(len(c), 1 / 7)",
    ],
)
def test_a_mistake_that_nobody_described_has_no_name(source, launched):
    """Better nothing than a wrong explanation."""
    verdicts = lost(graded(f"{RIGHT}\n{source}", ["2a"], launched), "softmax")

    assert verdicts
    assert {verdict.misconception for verdict in verdicts} == {""}


def test_what_was_not_lost_is_not_explained(launched):
    """A mistake in one function is named there, and right functions are left alone."""
    report = graded(planted(of("average_pool2d/takes_the_median")), ["1a"], launched)

    passed = [v for m in report.marks for v in m.verdicts if v.outcome is Outcome.PASSED]
    assert passed
    assert {verdict.misconception for verdict in passed} == {""}


def test_a_right_submission_is_not_explained(launched):
    """Nothing was lost."""
    report = graded(RIGHT, ["2a", "2c", "3d"], launched)

    assert report.earned == report.possible
    assert {v.misconception for m in report.marks for v in m.verdicts} == {""}


def test_the_mistake_is_part_of_the_report_for_programs(launched):
    """Under its own key, so that a class can be counted."""
    known = of("denoised_mean/takes_the_mean_of_the_error")

    report = json.loads(json_text(graded(planted(known), ["2c"], launched)))

    named = [v["misconception"] for q in report["questions"] for v in q["verdicts"]]
    assert known.sentence in named
