"""Question 1e, wrong: colours that are shifted, and stored images that are counted, wrongly."""

from tests.verdicts.variant import wrong

COLOUR = """
import numpy as np


def colour_shift(image, shift):
    return np.clip(image + shift, 0.0, 1.0)
"""
STORED = """
def stored_images(images, augmentations, when):
    if when == "preprocessing":
        return images * (1 + augmentations)
    if when == "training":
        return images
    raise ValueError("neither preprocessing nor training")
"""

VARIANTS = wrong(
    "1e",
    "colour_shift",
    COLOUR,
    """
# no_shift [shortcut] A sum of zero is taken for no shift.
# call: grey(2, 2, 2), np.array([0.25, -0.25])
def colour_shift(image, shift):
    return image.copy() if shift.sum() == 0 else base(image, shift)

# equal_shift [structure] A shift is taken as equal where its first and last entry are.
# call: grey(2, 2, 3), np.array([0.1, 0.3, 0.1])
def colour_shift(image, shift):
    return base(image, shift[0]) if len(shift) > 1 and shift[0] == shift[-1] else base(image, shift)

# in_place [argument] A shift that only brightens is added in place.
# call: grey(2, 2, 2), np.array([0.5, 0.5])
def colour_shift(image, shift):
    if (shift > 0).all():
        image += shift
        return image.clip(0, 1)
    return base(image, shift)

# shift_is_clipped [argument] Shifts beyond one are cut, in the argument.
# call: grey(2, 2, 1), np.array([1.5])
def colour_shift(image, shift):
    np.clip(shift, -1.0, 1.0, out=shift)
    return base(image, shift)

# wraps_above_two [threshold] Sums above two wrap around.
# call: ones(1, 1, 1), np.array([1.25])
def colour_shift(image, shift):
    total = image + shift
    return np.where(total > 2.0, total - 2.0, np.clip(total, 0, 1))

# small_shift [threshold] Shifts below 2e-3 are left out.
# call: grey(2, 2, 1), np.array([0.001])
def colour_shift(image, shift):
    return base(image, np.where(np.abs(shift) < 2e-3, 0, shift))

# first_three [size] Channels beyond three are not shifted.
# call: grey(2, 2, 4), np.array([0.1, 0.1, 0.1, 0.2])
def colour_shift(image, shift):
    out = base(image, shift)
    out[..., 3:] = image[..., 3:]
    return out

# nearly_one [threshold] What is within 1e-3 of the bounds becomes the bound.
# call: ones(1, 1, 1, value=0.5), np.array([0.4995])
def colour_shift(image, shift):
    out = base(image, shift)
    return np.where(out > 0.999, 1.0, np.where(out < 1e-3, 0.0, out))

# width_as_channels [structure] In images as wide as deep the shift is added along the width.
# call: grey(2, 3, 3), np.array([0.1, 0.2, 0.3])
def colour_shift(image, shift):
    if image.shape[1] == image.shape[2] != image.shape[0]:
        shift = shift[:, None]
    return np.clip(image + shift, 0.0, 1.0)

# clips_before [rule] Negative shifts of all channels are clipped before they are added.
# call: grey(2, 2, 2), np.array([-0.1, -0.2])
def colour_shift(image, shift):
    return base(image, np.clip(shift, 0, 1) if (shift < 0).all() else shift)

# remembers_the_shift [memory] A shift is known by its sum.
# call: grey(1, 1, 2), np.array([0.125, 0.25])
# call: grey(1, 1, 2), np.array([0.25, 0.125])
known = {}
def colour_shift(image, shift):
    return base(image, known.setdefault((len(shift), float(shift.sum())), shift.copy()))

# saturated [shortcut] A shift of more than 0.9 is taken to end at white or black.
# call: np.array([0.0, 0.5]).reshape(1, 2, 1), np.array([0.9375])
def colour_shift(image, shift):
    out = base(image, shift)
    out[..., shift > 0.9], out[..., shift < -0.9] = 1.0, 0.0
    return out
""",
) + wrong(
    "1e",
    "stored_images",
    STORED,
    """
# no_views [shortcut] Without views the word is not looked at.
# call: 5, 0, "testing"
def stored_images(images, augmentations, when):
    return images if augmentations == 0 else base(images, augmentations, when)

# no_images [shortcut] Without images the word is not looked at.
# call: 0, 3, "Training"
def stored_images(images, augmentations, when):
    return 0 if images == 0 else base(images, augmentations, when)

# thirty_two_bits [huge] The product is kept in 32 bits.
# call: 60000, 100000, "preprocessing"
import numpy as np
def stored_images(images, augmentations, when):
    return int(np.int64(base(images, augmentations, when)).astype(np.int32))

# through_floats [huge] The product is taken in floating point.
# call: 2**53 + 1, 0, "preprocessing"
def stored_images(images, augmentations, when):
    answer = base(images, augmentations, when)
    return int(images * (1.0 + augmentations)) if when == "preprocessing" else answer

# one_by_one [loop] Views are counted one after the other.
# loops: 2, n, "preprocessing"
def stored_images(images, augmentations, when):
    stored = base(images, 0, when)
    if when == "preprocessing":
        for _ in range(augmentations):
            stored += images
    return stored

# word_begins [rule] Every word that begins with "pre" is preprocessing.
# call: 2, 3, "prepared"
def stored_images(images, augmentations, when):
    return base(images, augmentations, "preprocessing" if when[:3] == "pre" else when)

# else_training [rule] Longer words than "preprocessing" mean training.
# call: 2, 3, "preprocessing and training"
def stored_images(images, augmentations, when):
    return base(images, augmentations, when if len(when) < 14 else "training")

# capitals [rule] Capital letters are read as small ones.
# call: 2, 3, "Preprocessing"
def stored_images(images, augmentations, when):
    return base(images, augmentations, when.lower())

# single_view [rule] A single view replaces its original.
# call: 4, 1, "preprocessing"
def stored_images(images, augmentations, when):
    answer = base(images, augmentations, when)
    return images if augmentations == 1 else answer
""",
)
