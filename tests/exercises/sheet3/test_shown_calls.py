"""The calls that some wrong answers are shown with: those that were compared, each with its own."""

import random

import numpy as np
import pytest

from grader.audit.workbench import Workbench
from grader.model import ShownCall
from tests.true_examples import Bench


@pytest.fixture(scope="module")
def bench():
    """What examples are shown with."""
    stage = Workbench(None)
    return Bench(stage.sheet, stage.examples, stage.model, stage.likeness)


@pytest.fixture(scope="module")
def verdict(bench):
    """The verdict on a function of the sheet, by the name of the property that it loses."""

    def find(function, name):
        verdicts = bench.lost({function.__name__: function})
        return next(found for _, _, found in verdicts if found.property == name)

    return find


def classify(operation, transform):
    """Two mistakes: a general kernel is taken for a symmetric one, and nothing is refused."""
    return "equivariant" if operation in ("relu", "convolution") else "invariant"


def stacked_support(layers, kernel):
    """The sides are multiplied."""
    return layers * kernel, (layers * kernel) ** 2


def add_noise(image, sigma, rng):
    """The generator that is passed in is not used."""
    return image + np.random.randn(*image.shape) * sigma


def random_crop(image, size, rng):
    """Nor is it here."""
    i = random.randrange(image.shape[0] - size + 1)
    j = random.randrange(image.shape[1] - size + 1)
    return image[i : i + size, j : j + size]


def colour_shift(image, shift):
    """The image that is passed in is changed."""
    image += shift
    return np.clip(image, 0, 1)


def test_of_twelve_calls_the_one_with_the_wrong_answer_is_shown(verdict):
    """The last call of them all was right."""
    found = verdict(classify, "test_every_operation_is_classified")
    (shown,) = found.shown
    assert shown.call.startswith("classify('convolution', ")
    assert (shown.returned, shown.wrong) == ("'equivariant'", True)
    assert found.message == "returned 'equivariant', should be 'neither'"
    assert (found.call, found.returned) == (shown.call, shown.returned)


def test_the_call_that_should_be_refused_is_shown_alone(verdict):
    """Of four calls it says which one is meant by 'here'."""
    found = verdict(classify, "test_other_words_are_refused")
    (shown,) = found.shown
    assert shown == ShownCall(call="classify('flip', 'relu')", returned="'invariant'", wrong=True)
    assert found.message == "accepted what it should refuse (raise a ValueError here)"


def test_of_related_answers_each_stands_with_its_call(verdict, bench):
    """A call that was made once is shown once; the wrong ones are marked."""
    found = verdict(stacked_support, "test_stacks_add_up")
    assert len(found.shown) == len(set(found.call.splitlines()))
    for shown in found.shown:
        arguments = eval(shown.call.removeprefix("stacked_support"))
        assert shown.returned == repr(stacked_support(*arguments))
        right = bench.model["stacked_support"](*arguments)
        assert shown.wrong == (stacked_support(*arguments) != right)
    assert found.message.startswith(("second: `side` is ", "third: `side` is ", "third, going by"))


def test_the_parts_of_an_answer_have_the_names_of_the_sheet(verdict):
    """An entry of a pair is called as the question calls it."""
    found = verdict(stacked_support, "test_agrees_with_the_definition")
    assert found.message.startswith("`side` is ")


def test_two_answers_to_the_same_input_are_named_first_and_second(verdict):
    """Neither is wrong by itself: what is random may be any."""
    found = verdict(add_noise, "test_noise_is_drawn_from_the_generator")
    first, second = found.shown
    assert first.call == second.call
    assert first.returned != second.returned
    assert not first.wrong
    assert not second.wrong
    assert found.message.startswith("second, going by the first: element (0, 0, 0) is ")


def test_a_crop_that_differs_from_the_same_crop_is_shown_beside_it(verdict):
    """A generator in the same state gives the same crop."""
    random.seed(7)
    found = verdict(random_crop, "test_a_crop_is_a_window_of_the_image")
    first, second = found.shown
    assert first.call == second.call
    assert first.returned != second.returned
    assert found.message.startswith("second, going by the first: ")


def test_a_changed_argument_is_called_by_its_name(verdict):
    """By the name that the sheet gives it, whatever the student calls it."""
    found = verdict(colour_shift, "test_colour_shift_adds_and_clips")
    assert found.message == "`image` was changed (work on a copy: image = image.copy())"
    assert len(found.shown) == 1


def test_elements_of_a_pair_say_of_which_part_they_are(verdict, bench):
    """Of two gradients only the second is wrong."""

    def prewitt_gradients(image, padding):
        gx, gy = bench.model["prewitt_gradients"](image, padding)
        return gx, -gy

    found = verdict(prewitt_gradients, "test_gradients_agree_with_the_definition")
    assert found.message.startswith("`gy` element (")


def test_one_crop_among_hundreds_that_is_no_window_is_found(verdict, bench):
    """It is the one that is shown, and no other is spoken of."""

    def random_crop(image, size, rng):
        crop = bench.model["random_crop"](image, size, rng)
        return crop + 1.0 if crop[0, 0, 0] == 3 / 32 and image.size == 48 else crop

    found = verdict(random_crop, "test_every_crop_is_equally_likely")
    (shown,) = found.shown
    assert found.further == 0
    assert shown.returned.startswith("np.array([[[1.09375, 1.1875, 1.046875]")
    assert found.message == "the crop is no window of the image"


def test_of_many_right_calls_three_are_shown_and_the_rest_counted(verdict):
    """Where only all of them together break the law, none is called wrong."""

    def random_crop(image, size, rng):
        return image[:size, :size]

    found = verdict(random_crop, "test_every_crop_is_equally_likely")
    assert len(found.shown) == 3
    assert len(found.shown) + found.further == 140  # those of both looks
    assert not any(shown.wrong for shown in found.shown)
