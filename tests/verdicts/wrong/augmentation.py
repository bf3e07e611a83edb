"""Question 1e, wrong: views that are mirrored, turned or sheared wrongly on few images."""

from tests.verdicts.variant import wrong

MIRROR = """
import numpy as np


def mirror(image):
    return image[:, ::-1].copy()
"""
ROTATE = """
import numpy as np


def rotate(image, quarter_turns):
    return np.rot90(image, quarter_turns % 4).copy()
"""
SHEAR = """
import numpy as np


def shear(image, pixels_per_row):
    h, w, _ = image.shape
    out = np.zeros_like(image)
    for r in range(h):
        move = r * pixels_per_row
        if 0 <= move < w:
            out[r, move:] = image[r, : w - move]
        elif -w < move < 0:
            out[r, :move] = image[r, -move:]
    return out
"""
VARIANTS = (
    wrong(
        "1e",
        "mirror",
        MIRROR,
        """
# square_is_transposed [structure] A symmetric square image is turned instead.
# call: (lambda a: (a + a.swapaxes(0, 1)) / 2)(grey(3, 3, 1))
def mirror(image):
    if image.shape[0] == image.shape[1] and np.array_equal(image, image.swapaxes(0, 1)):
        return image[::-1].copy()
    return base(image)

# in_place_when_even [argument] Images of even width are mirrored in place.
# call: grey(2, 4, 1)
def mirror(image):
    if image.shape[1] % 2 == 0:
        image[:] = image[:, ::-1].copy()
        return image
    return base(image)

# one_row [structure] Channels of an image of one row are exchanged as well.
# call: grey(1, 3, 3)
def mirror(image):
    return image[:, ::-1, ::-1] if image.shape[0] == 1 else base(image)

# first_eight_rows [size] Rows beyond eight stay as they are.
# call: grey(9, 3, 1)
def mirror(image):
    out = image.copy()
    out[:8] = image[:8, ::-1]
    return out

# four_channels [size] The fourth channel is taken for transparency and stays.
# call: grey(2, 3, 4)
def mirror(image):
    out = base(image)
    out[..., 3:] = image[..., 3:]
    return out

# dark_is_black [threshold] Pixels darker than 1e-4 become black.
# call: ones(1, 2, 1, value=5e-5)
def mirror(image):
    out = base(image)
    return np.where(out < 1e-4, 0.0, out)

# sixteen_bits [threshold] Pixels are kept in 16 bits.
# call: grey(1, 2, 1)
def mirror(image):
    return np.round(base(image) * 65535) / 65535

# remembers_by_mean [memory] Images of equal mean and shape are the same.
# call: np.array([[[0.25], [0.75]]])
# call: np.array([[[0.75], [0.25]]])
known = {}
def mirror(image):
    return known.setdefault((image.shape, round(image.mean(), 8)), base(image))
""",
    )
    + wrong(
        "1e",
        "rotate",
        ROTATE,
        """
# clockwise_when_negative [rule] Negative turns are taken like positive ones beyond -4.
# call: grey(2, 3, 1), -5
def rotate(image, quarter_turns):
    return base(image, abs(quarter_turns) if quarter_turns < -4 else quarter_turns)

# one_turn_at_a_time [loop] The image is turned as often as asked for.
# loops: grey(1, 1, 1), n
def rotate(image, quarter_turns):
    for _ in range(abs(quarter_turns)):
        image = base(image, 1 if quarter_turns > 0 else -1)
    return image

# sixty_four_bits [huge] Turns beyond 63 bits raise OverflowError.
# call: grey(2, 3, 1), 2**63 + 1
def rotate(image, quarter_turns):
    return base(image, int(np.array([0], np.int64)[0] + np.int64(quarter_turns)))

# through_floats [huge] Turns go through floating point.
# call: grey(2, 3, 1), 2**53 + 1
def rotate(image, quarter_turns):
    return base(image, int(float(quarter_turns) % 4))

# remainder_of_c [rule] Negative turns are reduced as in C.
# call: grey(2, 3, 1), -1
import math
def rotate(image, quarter_turns):
    turns = int(math.fmod(quarter_turns, 4))
    return base(image, turns) if turns >= 0 else base(image, -turns)

# half_turn_upside_down [rule] Half a turn of an image of three channels only exchanges top and bottom.
# call: grey(2, 3, 3), 2
def rotate(image, quarter_turns):
    if quarter_turns % 4 == 2 and image.shape[2] == 3:
        return image[::-1].copy()
    return base(image, quarter_turns)

# square_kept [shortcut] A constant image is returned, whatever its shape.
# call: ones(2, 3, 1, value=0.5), 1
def rotate(image, quarter_turns):
    return image.copy() if np.ptp(image) == 0 else base(image, quarter_turns)

# no_turn_changes [argument] Where nothing has to be turned, the image is clipped in place.
# call: ones(2, 2, 1, value=1e-9), 4
def rotate(image, quarter_turns):
    if quarter_turns % 4 == 0:
        image[image < 1e-6] = 0.0
        return image
    return base(image, quarter_turns)

# three_turns_wide [structure] Three turns of a wide image go the other way.
# call: grey(2, 5, 1), 3
def rotate(image, quarter_turns):
    if quarter_turns % 4 == 3 and image.shape[1] >= 2 * image.shape[0]:
        return base(image, 1)
    return base(image, quarter_turns)
""",
    )
    + wrong(
        "1e",
        "shear",
        SHEAR,
        """
# wraps_far [rule] A row that moves by more than twice the width comes in again.
# call: grey(5, 2, 1), 1
# swap: return out => for r in range(h):\\n        if r * pixels_per_row > 1.5 * w:\\n            out[r] = image[r]\\n    return out

# moves_whole_width [structure] A row that moves by exactly the width stays.
# call: grey(3, 2, 1), 1
# swap: move = r * pixels_per_row => move = r * pixels_per_row % (w if r * pixels_per_row == w else 10**40)

# negative_is_left_out [rule] Rows that move left by more than half the width are lost.
# call: grey(4, 5, 1), -1
# swap: elif -w < move < 0 => elif -w / 2 <= move < 0

# pixel_by_pixel [loop] Each row moves pixel by pixel.
# loops: grey(2, 2, 1), n
def shear(image, pixels_per_row):
    out = image.copy()
    for r in range(len(image)):
        for _ in range(r * abs(pixels_per_row)):
            if pixels_per_row > 0:
                out[r, 1:] = out[r, :-1].copy()
                out[r, 0] = 0.0
            else:
                out[r, :-1] = out[r, 1:].copy()
                out[r, -1] = 0.0
    return out

# thirty_two_bits [huge] Moves are kept in 32 bits.
# call: grey(2, 2, 1), 2**32
# swap: move = r * pixels_per_row => move = (r * pixels_per_row + 2**31) % 2**32 - 2**31

# sixty_four_bits [huge] Moves are computed by NumPy, which cannot hold them.
# call: grey(2, 3, 1), 10**30
# swap: move = r * pixels_per_row => move = int(np.int64(r) * np.int64(pixels_per_row))

# in_place_when_far [argument] Where all rows but the first are lost, they are blackened in place.
# call: grey(3, 3, 1), 4
def shear(image, pixels_per_row):
    if abs(pixels_per_row) > image.shape[1]:
        image[1:] = 0.0
        return image
    return base(image, pixels_per_row)

# rows_from_below [rule] Where rows move left, they are counted from the bottom.
# call: grey(3, 4, 1), -1
def shear(image, pixels_per_row):
    return base(image, pixels_per_row) if pixels_per_row >= 0 else base(image[::-1], pixels_per_row)[::-1]

# ten_rows [size] Rows beyond ten move no further than the tenth.
# call: grey(12, 14, 1), 1
# swap: move = r * pixels_per_row => move = min(r, 10) * pixels_per_row

# filled_with_edge [rule] Three channels and more are filled up with the edge.
# call: grey(2, 3, 3), 1
# swap: out[r, move:] = image[r, : w - move] => out[r, :move] = image[r, 0] if image.shape[2] > 2 else 0.0\\n            out[r, move:] = image[r, : w - move]
""",
    )
)
