"""
Augmentation: further views of an image, and what it costs to store them.

``image`` is float64 (H, W, C) in [0, 1], row 0 at the top. Nothing below changes its argument.

- ``mirror(image)``: exchanges left and right.
- ``rotate(image, quarter_turns)``: turns anticlockwise; any int, negative ones turn clockwise.
- ``shear(image, pixels_per_row)``: row r moves right by r * pixels_per_row pixels (any int); what
  leaves the image is lost, what is left empty is 0.
- ``colour_shift(image, shift)``: adds ``shift``, an array (C,) of numbers up to 20 in size, to the
  channels, clips to [0, 1].
- ``random_crop(image, size, rng)``: a window (size, size, C), every position equally likely;
  ``size`` is at most the smaller side.
- ``add_noise(image, sigma, rng)``: adds independent noise N(0, sigma^2) to every value; does not
  clip; ``sigma`` is 0, or from 1e-5 to 20.
- ``stored_images(images, augmentations, when)``: an int, how many images are stored when each of
  ``images`` images gets ``augmentations`` further views (ints, at least 0; the result is below
  2**63). ``when`` is ``"preprocessing"`` (originals and all views are stored) or ``"training"``
  (the originals alone); any other word raises ValueError.

``rng`` is a ``numpy.random.Generator``. All randomness comes from it, drawn in any way: with a
generator in the same state the result is the same.
"""

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from exercises.sheet3 import normality
from exercises.sheet3.asking import alike, asked
from exercises.sheet3.chance import assert_equally_likely, assert_not_repeated
from exercises.sheet3.corners import LONG, PICTURES, uneven
from exercises.sheet3.crops import (
    FULL,
    LONG_SIDE,
    NARROW,
    NEARLY_FULL,
    SINGLE_PIXELS,
    SQUARE,
    crops_of,
    is_calm,
    is_fair,
    places,
)
from exercises.sheet3.plane_strategies import each
from exercises.sheet3.strategies import SEEDS, near_misses, other_words, pictures
from exercises.sheet3.views import (
    FRAMED,
    HIGH,
    SHIFTS,
    STEPS,
    TURNS,
    VAST,
    WIDE,
    crops,
    shifts,
)
from grader.authoring import (
    Disagreement,
    answers,
    array,
    assert_close,
    assert_integer,
    assert_leaves_arguments,
    assert_refuses,
    points,
)
from reference import augmentation

ID = "1e"
TITLE = "Augmentation"

TIMES = ("preprocessing", "training")
# Other words for when it may be done.
ELSEWHEN = (
    *("train", "test", "testing", "both", "never", "always", "before", "beforehand", "during"),
    *("preprocess", "pre-processing", "pre", "offline", "online", "while training", "inference"),
    "pre_processing",
)
FEW = 8  # numbers of an image that is also turned back
GRADIENT = np.linspace(0, 1, 9216).round(3)
# Some treat grey, coloured or white images apart; each has as many numbers.
COLOURED, PLANE, WHITE = (48, 64, 3), (96, 96, 1), (36, 64, 4)


@points(1, "mirror")
@given(image=pictures())
@example(image=WIDE)
@asked("image", alike(FRAMED, 0.01, 0.5))
@asked("image", PICTURES)
def test_mirror_exchanges_left_and_right(student, image):
    """Each row is reversed, twice gives the image back, and the image passed in stays as it was."""
    answer = assert_leaves_arguments(student.mirror, image)
    mirrored = augmentation.mirror(image)
    assert_close(answer, mirrored)
    if image.size <= FEW:
        assert_close(student.mirror(mirrored), image)


@points(1, "rotate")
@given(image=pictures(), turns=st.integers(-9, 9) | st.sampled_from(VAST))
@example(image=WIDE, turns=1)
@example(image=WIDE, turns=-1)
@example(image=WIDE, turns=2)
@example(image=WIDE, turns=0)
@example(image=WIDE, turns=2**60 - 1)
@asked("image", alike(FRAMED, 0.01, 0.5), turns=1)
@asked("image", PICTURES, turns=TURNS)
@example(image=WIDE, turns=2**65 + 1)
@example(image=PICTURES["one row, falling"], turns=3)
@example(image=PICTURES["one column"], turns=3)
@example(image=PICTURES["one row, falling"], turns=2)
@example(image=WIDE, turns=-4)
@example(image=PICTURES["coloured"], turns=2)
def test_rotate_turns_anticlockwise(student, image, turns):
    """A quarter turn lifts the right edge to the top, turning back undoes it; the image stays."""
    answer = assert_leaves_arguments(student.rotate, image, turns)
    turned = augmentation.rotate(image, turns)
    assert_close(answer, turned)
    if image.size <= FEW:
        assert_close(student.rotate(turned, -turns), image)


@points(1, "shear")
@given(image=pictures(), pixels_per_row=st.integers(-4, 4) | st.sampled_from(VAST))
@example(image=WIDE, pixels_per_row=1)
@example(image=WIDE, pixels_per_row=-1)
@example(image=WIDE, pixels_per_row=2)
@example(image=WIDE, pixels_per_row=4)
@example(image=WIDE, pixels_per_row=-9)
@asked("image", alike(FRAMED, 0.01, 0.5), pixels_per_row=1)
@asked("image", PICTURES, pixels_per_row=STEPS)
@example(image=HIGH, pixels_per_row=2**62)
@example(image=PICTURES["black lines inside, all sides alike"], pixels_per_row=1)
@example(image=0.5 + uneven(70, 74, 1) / 200, pixels_per_row=1)
@example(image=HIGH, pixels_per_row=-(2**31))
@example(image=WIDE, pixels_per_row=2**64 + 1)
@example(image=WIDE, pixels_per_row=-(2**64) - 1)
@example(image=PICTURES["one row, falling"], pixels_per_row=2)
@example(image=PICTURES["one column"], pixels_per_row=-1)
@example(image=PICTURES["wide"], pixels_per_row=65)
@example(image=PICTURES["the same upside down"].transpose(1, 0, 2).copy(), pixels_per_row=1)
@example(image=WIDE, pixels_per_row=-4)
@example(image=PICTURES["some lines alike"], pixels_per_row=1)
@example(image=PICTURES["nearly black or white"], pixels_per_row=0)
@example(image=PICTURES["many rows, columns and channels, all digits"], pixels_per_row=-1)
def test_shear_moves_each_row_further(student, image, pixels_per_row):
    """Row r moves right by r steps, what is left empty is 0, and the argument stays."""
    answer = assert_leaves_arguments(student.shear, image, pixels_per_row)
    assert_close(answer, augmentation.shear(image, pixels_per_row))


@points(1, "colour_shift")
@given(case=shifts())
@example(case=(WIDE, np.array([2.0, -2.0])))
@asked("case", alike(FRAMED, 0.01, 0.5), lambda x: (x, np.array([0.25, -0.25, 0.1, 0.0])))
@asked("case", PICTURES, lambda image: (image, np.resize([0.5, -0.25, -0.25], image.shape[2])))
@example(case=(WIDE, np.array([15.0, -15.0])))
@example(case=(WIDE, np.array([-10.2, 0.001])))
@example(case=(FRAMED, np.array([0.25, 0.1, -0.25, 0.0])))
@example(case=(FRAMED, np.array([0.25, -0.25, 0.1, 0.0])))
@example(case=(PICTURES["nearly black or white"], np.array([0.0])))
@each("case", [(PICTURES["coloured"], np.array(shift)) for shift in SHIFTS])
@example(case=(PICTURES["many channels"], LONG[:293] / 500))
@example(
    case=(PICTURES["the same upside down"].transpose(1, 0, 2).copy(), np.array([0.4, -0.0, 0.1]))
)
@example(case=(np.array([[[0.0, 1.0], [1.0, 0.0]]]), np.array([1.0, -1.0])))
@example(case=(PICTURES["nearly black or white"], np.array([0.001])))
@example(case=(PICTURES["nearly black or white"], np.array([-0.001])))
# Hardly too bright beside what is too dark, and the other way round.
@example(case=(np.array([[[0.0, 1.0], [0.2, 0.0]]]), np.array([-0.1, 0.001])))
@example(case=(np.array([[[0.0, 1.0], [0.2, 0.0]]]), np.array([-0.001, 0.1])))
# Some leave what is transparent as it is, or let it be shifted as another channel.
@example(case=(PICTURES["transparent"], np.array([0.1, -0.2, 0.3, 0.0])))
@example(case=(np.zeros((2, 1, 2)), np.array([0.95, 0.25])))
@example(case=(np.ones((1, 2, 2)), np.array([-0.95, -0.25])))
def test_colour_shift_adds_and_clips(student, case):
    """To each channel its own shift is added, clipped to [0, 1], and the arguments stay."""
    answer = assert_leaves_arguments(student.colour_shift, *case)
    assert_close(answer, augmentation.colour_shift(*case))


@points(1, "random_crop")
@settings(max_examples=3)
@given(case=crops(), seed=SEEDS)
@example(case=(WIDE, 3), seed=0)
# Of the image nothing is left out.
@example(case=(PICTURES["coloured"][:2].copy(), 2), seed=0)
# Its position is beyond the largest byte.
@example(case=(PICTURES["high"], 1), seed=7)
@example(case=(WIDE.transpose(1, 0, 2).copy(), 3), seed=1)
def test_a_crop_is_a_window_of_the_image(student, case, seed):
    """A crop is a window of the image, the same for the same state of rng, and the image stays."""
    image, size = case
    crop = assert_leaves_arguments(student.random_crop, image, size, np.random.default_rng(seed))
    places(image, size, [crop])
    again = student.random_crop(image, size, np.random.default_rng(seed))
    assert_close(again, array(crop), rtol=0.0, atol=0.0)


@points(1, "random_crop")
@settings(max_examples=1)
@given(kind=st.just(NARROW), seed=SEEDS.filter(lambda seed: is_calm(NARROW, seed)))
@example(kind=LONG_SIDE, seed=1500)
@example(kind=NEARLY_FULL, seed=3000)
@example(kind=SINGLE_PIXELS, seed=4000)
@example(kind=FULL, seed=5000)
@example(kind=SQUARE, seed=6000)
def test_every_crop_is_equally_likely(student, kind, seed):
    """Independent draws of rng make each window equally likely, in the last row and column too."""
    *sides, few, gap, many = kind
    drawn = crops_of(student, sides, seed, range(few))
    if not is_fair(drawn, gap):
        more = crops_of(student, sides, seed, range(few, many))
        for what, (first, positions) in drawn.items():
            all_drawn = np.concatenate([first, more[what][0]])
            if what == "either":
                assert_not_repeated(all_drawn, positions)
            else:
                assert_equally_likely(all_drawn, positions, what)


@points(1, "add_noise")
@settings(max_examples=1)  # each of four calls
@given(
    image=pictures(),
    sigma=st.sampled_from([0.5, 1e-5, 0.001, 0.01, 0.1, 1.0, 3.0, 20.0]),
    seed=st.integers(0, 2**31),
)
@example(image=WIDE, sigma=1e-5, seed=3)
@example(image=PICTURES["one row, falling"], sigma=1.0, seed=4)
@example(image=PICTURES["one column"], sigma=20.0, seed=5)
@example(image=np.zeros((1, 1, 4)), sigma=0.1, seed=6)
def test_noise_is_drawn_from_the_generator(student, image, sigma, seed):
    """Same state, same noise; other state, other noise, varied, within 8 sigma; the image stays."""
    generator = np.random.default_rng
    noisy = assert_leaves_arguments(student.add_noise, image, sigma, generator(seed))
    again, other, without = answers(
        student.add_noise,
        [
            (image, sigma, generator(seed)),
            (image, sigma, generator(seed + 1)),
            (image, 0.0, generator(seed)),
        ],
    )
    assert_close(without, image)
    # A value is further away than 8 sigma with a chance of 1.3e-15.
    assert_close(noisy, image, rtol=0.0, atol=8 * sigma)
    assert_close(again, array(noisy), rtol=0.0, atol=0.0)
    if (array(other, image.shape) == array(noisy)).all():
        raise Disagreement("returned the same noise for two generators in different states")
    # Of four values all are within 1e-4 sigma with a chance below 1e-12.
    if image.size >= 4 and np.ptp(array(noisy) - image) < 1e-4 * sigma:
        raise Disagreement("added the same noise to every value")


# So many generators in different states give the same noise twice with a chance of 0.999 where
# there are but 1024 seeds, and never where all randomness comes from them.
STATES, FURTHER = 132, 11
# A first look is enough at what comes straight from the generator.
CALM = SEEDS.filter(
    lambda seed: normality.looks_normal(np.random.default_rng(seed).standard_normal(GRADIENT.size))
)


@points(1, "add_noise")
@settings(max_examples=1)
@given(shape=st.just(COLOURED), sigma=st.just(0.3), seed=CALM, states=st.just(STATES))
@example(shape=PLANE, sigma=0.05, seed=1000, states=0)
@example(shape=WHITE, sigma=20.0, seed=2000, states=0)
def test_noise_is_normal_and_independent(student, shape, sigma, seed, states):
    """Noise is N(0, sigma^2), from rng only, unclipped, unrounded, independent; the image stays."""
    image = np.ones(shape) if shape == WHITE else GRADIENT.reshape(shape)
    noise = normality.noise_of(student, image, sigma, seed)
    normality.assert_normal(noise)
    normality.assert_unrelated(noise)
    normality.assert_distinct(image + sigma * noise)
    if not normality.looks_normal(noise):
        further = range(seed + 1 + STATES, seed + 1 + STATES + FURTHER)
        normality.assert_normal_throughout(
            np.stack([noise, *normality.noises_of(student, image, sigma, further)])
        )
    if states:
        normality.assert_small_images_differ(student, sigma, range(seed + 1, seed + 1 + states))


@points(1, "stored_images")
@given(
    images=st.integers(0, 100) | st.integers(0, 10**9),
    augmentations=st.integers(0, 10) | st.integers(0, 10**9),
    when=st.sampled_from(TIMES),
)
@example(images=1000, augmentations=4, when="preprocessing")
@example(images=1000, augmentations=4, when="training")
@example(images=60_000, augmentations=99_999, when="preprocessing")
@example(images=5, augmentations=0, when="preprocessing")
@example(images=0, augmentations=5, when="training")
@example(images=2**53 + 1, augmentations=2, when="training")
@example(images=5, augmentations=2**63, when="training")
@example(images=0, augmentations=2**63, when="preprocessing")
@example(images=2**31 + 1, augmentations=2**31 + 3, when="preprocessing")
@example(images=7, augmentations=7, when="preprocessing")
@example(images=1, augmentations=11, when="preprocessing")
@example(images=11, augmentations=1, when="preprocessing")
def test_stored_images_are_counted(student, images, augmentations, when):
    """Augmenting beforehand stores originals and views, while training the originals alone."""
    expected = augmentation.stored_images(images, augmentations, when)
    assert_integer(student.stored_images(images, augmentations, when), expected)


@points(1, "stored_images")
@given(
    word=other_words(*TIMES) | st.sampled_from(ELSEWHEN),
    images=st.integers(0, 100),
    augmentations=st.integers(0, 10),
)
@each(
    "word",
    [*ELSEWHEN, *near_misses(*TIMES)[::2]],
    *({"images": 0}, {"augmentations": 0}, {"images": 0, "augmentations": 0}),
    images=1,
    augmentations=1,
)
def test_stored_images_refuses_other_words(student, word, images, augmentations):
    """Letter by letter, "preprocessing" and "training" give their counts; any other word raises."""
    counts = answers(student.stored_images, [(images, augmentations, when) for when in TIMES])
    for count, expected in zip(counts, [images * (1 + augmentations), images], strict=True):
        assert_integer(count, expected)
    assert_refuses(student.stored_images, images, augmentations, word)
