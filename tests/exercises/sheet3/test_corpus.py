"""The corpus that ships with the sheet is the sheet's, and large enough."""

import inspect

import numpy as np
import pytest

from grader.call_text import brevity
from grader.examine.student.in_process import InProcessStudent, quiet
from grader.sandbox.wire.codec import decode, encode
from grader.sheets.choosing.budget import LARGE
from grader.sheets.corpus import FILE_NAME, read_corpus, sheet_digest
from grader.sheets.draw import own_examples
from grader.sheets.model_answers import model_student
from grader.sheets.record import PUBLIC_SEED, USUAL, record
from grader.sheets.sheet import load_sheet
from tests.exercises.sheet3.promises import watched

SHEET = load_sheet("exercises.sheet3")


@pytest.fixture(scope="module")
def corpus():
    """Reading it checks its digest, and that it was recorded for this sheet."""
    return read_corpus(SHEET.folder / FILE_NAME, SHEET)


def test_it_was_recorded_for_the_sheet_as_it_is(corpus):
    """After a change to the sheet: grader freeze."""
    assert corpus.header.sheet_digest == sheet_digest(SHEET)
    assert set(corpus.packed) == {prop.key for prop in SHEET.properties}


@pytest.mark.parametrize("prop", SHEET.properties, ids=lambda prop: prop.key)
def test_each_property_has_different_examples_smallest_first_and_some_that_are_drawn(corpus, prop):
    """But for those that measure time or chance, which say how many they want."""
    packed = corpus.packed[prop.key]
    sizes = [brevity(example) for example in corpus.examples(prop)]
    assert len(set(packed)) == len(packed)
    assert sizes == sorted(sizes)
    if own_examples(prop, USUAL) == USUAL:
        assert len(packed) >= LARGE.fewest_drawn


def test_a_right_submission_is_called_at_most_three_thousand_times(corpus):
    """As the aim is; a class waits for each of them."""
    model, calls = vars(model_student(SHEET)), 0
    model["softmax_jacobian_symbolic"](2)  # importing SymPy is no part of a call
    with quiet():
        for prop in SHEET.properties:
            asked = set()
            for example in corpus.examples(prop):
                student = InProcessStudent(model)
                prop.body(student.student, **example)
                asked |= set(student.replies)
            calls += len(asked)
    assert calls <= 3000


def test_most_images_are_small_and_differ_in_shape_and_some_are_large(corpus):
    """Every pixel costs a class time; but a mistake may show far from the border only."""
    (prop,) = (p for p in SHEET.properties if p.key == "2d/test_a_single_pixel_becomes_the_kernel")
    shapes = [example["case"][0].shape for example in corpus.examples(prop)]

    assert np.median([height * width for height, width in shapes]) <= 8
    assert sum(max(shape) >= 5 for shape in shapes) >= len(shapes) // 6
    assert sum(height != width for height, width in shapes) >= len(shapes) // 3
    assert len(set(shapes)) >= len(shapes) // 3


@pytest.mark.parametrize("prop", SHEET.properties, ids=lambda prop: prop.key)
def test_each_recorded_example_is_within_the_promises_and_the_model_answer_passes(corpus, prop):
    """Whatever version of Hypothesis drew it."""
    student, unpromised = watched(prop.declared.function, model_student(SHEET))

    for example in corpus.examples(prop):
        prop.body(student, **example)

    assert not unpromised


@pytest.mark.parametrize("prop", SHEET.properties, ids=lambda prop: prop.key)
def test_each_recorded_example_names_the_arguments_and_is_packed_as_today(corpus, prop):
    """Another way of packing would give other questions to a submission."""
    names = set(inspect.signature(prop.body).parameters) - {"student"}

    for packed in corpus.packed[prop.key]:
        example = decode(*packed)
        assert set(example) == names
        assert encode(example) == packed


@pytest.mark.parametrize("prop", SHEET.properties, ids=lambda prop: prop.key)
def test_each_written_example_is_recorded(corpus, prop):
    """A corpus of another state of the property would lack some."""
    written = getattr(prop.test, "hypothesis_explicit_examples", ())

    assert {encode(dict(each.kwargs)) for each in written} <= set(corpus.packed[prop.key])


@pytest.mark.slow
@pytest.mark.parametrize("question", [SHEET.questions[13], SHEET.questions[8]], ids=lambda q: q.id)
def test_recording_a_question_again_gives_the_same_each_time(question):
    """Which ones are drawn is up to the version of Hypothesis; these are as good."""
    first = record(SHEET, question, PUBLIC_SEED, 40)

    assert set(first) == {prop.key for prop in question.properties}
    assert record(SHEET, question, PUBLIC_SEED, 40) == first
