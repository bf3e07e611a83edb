"""Views of an image are judged pixel by pixel, and so is what they are worth in training."""

from types import SimpleNamespace

import numpy as np
import pytest

from exercises.sheet3 import augmentation as question
from reference import augmentation as model
from tests.exercises.sheet3.recorded import judged


def in_place(change):
    """A function that does the right thing and overwrites its argument with it."""

    def mistake(image, *others):
        answer = change(image.copy(), *others)
        if answer.shape == image.shape:
            image[:] = answer
        return answer

    return mistake


def upside_down(image):
    return image[::-1]


def reverses_the_channels(image):
    return image[:, ::-1, ::-1]


def turns_clockwise(image, turns):
    return np.rot90(image, -turns)


def turns_the_wrong_axes(image, turns):
    return np.rot90(image, turns, axes=(1, 2)) if image.shape[1] == image.shape[2] else image


def ignores_negative_turns(image, turns):
    return model.rotate(image, max(turns, 0))


def keeps_the_shape(image, turns):
    turned = model.rotate(image, turns)
    return turned.reshape(image.shape)


def turns_at_most_one_round(image, turns):
    return model.rotate(image, max(-4, min(4, turns)))


def shears_in_a_circle(image, step):
    return np.stack([np.roll(row, r * step, axis=0) for r, row in enumerate(image)])


def shears_to_the_left(image, step):
    return model.shear(image, -step)


def shears_from_the_bottom(image, step):
    return model.shear(image[::-1], step)[::-1]


def shears_down(image, step):
    return model.shear(image.swapaxes(0, 1), step).swapaxes(0, 1)


def shears_by_the_absolute_step(image, step):
    return model.shear(image, abs(step))


def repeats_the_edge(image, step):
    columns = np.arange(image.shape[1])
    source = columns - step * np.arange(len(image))[:, np.newaxis]
    return np.take_along_axis(image, np.clip(source, 0, columns[-1])[:, :, np.newaxis], axis=1)


def comes_back_after_the_width(image, step):
    return model.shear(image, step if abs(step) <= image.shape[1] else step % image.shape[1])


def does_not_clip(image, shift):
    return image + shift


def clips_above_only(image, shift):
    return np.minimum(image + shift, 1)


def clips_below_only(image, shift):
    return np.maximum(image + shift, 0)


def wraps_colours_round(image, shift):
    return (image + shift) % 1.0


def shifts_every_channel_alike(image, shift):
    return np.clip(image + shift[0], 0, 1)


def rescales_to_the_range(image, shift):
    moved = image + shift
    return (moved - moved.min()) / max(np.ptp(moved), 1e-9)


def counts_views_only(images, augmentations, when):
    return images * augmentations if when == "preprocessing" else images


def stores_as_much_while_training(images, augmentations, when):
    return model.stored_images(images, augmentations, "preprocessing")


def multiplies_in_32_bits(images, augmentations, when):
    return model.stored_images(images, augmentations, when) % 2**32


def takes_any_other_word_for_training(images, augmentations, when):
    return images * (1 + augmentations) if when == "preprocessing" else images


def goes_by_the_first_letter(images, augmentations, when):
    word = {"p": "preprocessing", "t": "training"}.get(when[:1].lower(), when)
    return model.stored_images(images, augmentations, word)


MIRROR = question.test_mirror_exchanges_left_and_right
ROTATE = question.test_rotate_turns_anticlockwise
SHEAR = question.test_shear_moves_each_row_further
COLOUR = question.test_colour_shift_adds_and_clips
COUNTED = question.test_stored_images_are_counted
WORDS = question.test_stored_images_refuses_other_words


@pytest.mark.parametrize(
    ("function", "mistake", "judge", "feedback"),
    [
        ("mirror", upside_down, MIRROR, "elements differ"),
        ("mirror", reverses_the_channels, MIRROR, "elements differ"),
        ("mirror", in_place(model.mirror), MIRROR, r"changed its argument number 1 \(work on"),
        ("rotate", turns_clockwise, ROTATE, "elements differ"),
        ("rotate", turns_the_wrong_axes, ROTATE, "shape is"),
        ("rotate", ignores_negative_turns, ROTATE, "shape is|elements differ"),
        ("rotate", keeps_the_shape, ROTATE, r"shape is \(3, 4, 2\), should be \(4, 3, 2\)"),
        ("rotate", turns_at_most_one_round, ROTATE, "shape is|elements? differ|should be"),
        ("rotate", in_place(model.rotate), ROTATE, "changed its argument number 1"),
        ("shear", shears_in_a_circle, SHEAR, "should be 0"),
        ("shear", shears_to_the_left, SHEAR, "elements differ"),
        ("shear", shears_from_the_bottom, SHEAR, "elements differ"),
        ("shear", shears_down, SHEAR, "elements differ"),
        ("shear", shears_by_the_absolute_step, SHEAR, "elements differ"),
        ("shear", repeats_the_edge, SHEAR, "should be 0"),
        ("shear", comes_back_after_the_width, SHEAR, "should be 0"),
        ("shear", in_place(model.shear), SHEAR, "changed its argument number 1"),
        ("colour_shift", does_not_clip, COLOUR, "should be [01]"),
        ("colour_shift", clips_above_only, COLOUR, "should be 0"),
        ("colour_shift", clips_below_only, COLOUR, "should be 1"),
        ("colour_shift", wraps_colours_round, COLOUR, "should be"),
        ("colour_shift", shifts_every_channel_alike, COLOUR, "elements differ"),
        ("colour_shift", rescales_to_the_range, COLOUR, "should be"),
        ("colour_shift", in_place(model.colour_shift), COLOUR, "changed its argument number 1"),
        ("stored_images", counts_views_only, COUNTED, "returned 4000, should be 5000"),
        ("stored_images", stores_as_much_while_training, COUNTED, "returned 5000, should be 1000"),
        ("stored_images", multiplies_in_32_bits, COUNTED, "should be 6000000000"),
        ("stored_images", takes_any_other_word_for_training, WORDS, "accepted what it should"),
        ("stored_images", goes_by_the_first_letter, WORDS, "accepted what it should refuse"),
    ],
)
def test_a_mistake_about_a_view_is_caught_and_explained(function, mistake, judge, feedback):
    """By the property that is meant, with feedback that points at the mistake."""
    with pytest.raises(AssertionError, match=feedback):
        judged(judge, SimpleNamespace(**{function: mistake}))
