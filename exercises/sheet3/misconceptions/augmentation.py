"""Mistakes with directions, borders and chance."""

import numpy as np

from grader.authoring.misconceive import misconception


@misconception("mirror", "up and down were exchanged, not left and right")
def mirrors_up_and_down(image):
    return image[::-1].copy()


@misconception("mirror", "the image was turned by 180 degrees: the rows changed places too")
def turns_instead(image):
    return image[::-1, ::-1].copy()


@misconception("mirror", "the channels were reversed too", combines=True)
def mirrors_the_channels(right, image):
    return np.ascontiguousarray(np.asarray(right(image))[:, :, ::-1])


@misconception("mirror", "the argument was changed in place; work on a copy")
def mirrors_in_place(image):
    image[:] = image[:, ::-1].copy()
    return image


@misconception("rotate", "the image was turned clockwise, not anticlockwise", combines=True)
def turns_clockwise(right, image, quarter_turns):
    return right(image, -quarter_turns)


@misconception("rotate", "the number of turns was not used: it was always one")
def turns_once(right, image, quarter_turns):
    return right(image, 1)


@misconception("rotate", "negative numbers of turns did nothing", combines=True)
def ignores_negative_turns(right, image, quarter_turns):
    return right(image, max(quarter_turns, 0))


@misconception("rotate", "more than three turns did nothing: take them modulo 4")
def ignores_more_than_three(right, image, quarter_turns):
    return right(image, quarter_turns if -4 < quarter_turns < 4 else 0)


@misconception("rotate", "the image was transposed, which is a mirror image of a turn")
def transposes(image, quarter_turns):
    return image.transpose(1, 0, 2) if quarter_turns % 2 else image


@misconception("shear", "rows moved left for positive numbers", combines=True)
def shears_left(right, image, pixels_per_row):
    return right(image, -pixels_per_row)


@misconception("shear", "what left the image came back on the other side")
def wraps_around(image, pixels_per_row):
    return np.stack([np.roll(row, r * pixels_per_row, axis=0) for r, row in enumerate(image)])


@misconception("shear", "the columns were moved, not the rows")
def shears_columns(right, image, pixels_per_row):
    turned = np.ascontiguousarray(image.transpose(1, 0, 2))
    return np.asarray(right(turned, pixels_per_row)).transpose(1, 0, 2)


@misconception(
    "shear", "all rows moved equally far: row r moves by r times the number", combines=True
)
def moves_all_rows_alike(right, image, pixels_per_row):
    twice = [np.asarray(right(np.stack([row, row]), pixels_per_row))[1] for row in image]
    return np.stack(twice)


@misconception("shear", "the first row moved too: row 0 stays", combines=True)
def counts_rows_from_one(right, image, pixels_per_row):
    return np.asarray(right(np.concatenate([image[:1], image]), pixels_per_row))[1:]


@misconception("shear", "rows were counted from the bottom; row 0 is at the top", combines=True)
def counts_rows_from_below(right, image, pixels_per_row):
    return np.asarray(right(np.ascontiguousarray(image[::-1]), pixels_per_row))[::-1]


@misconception("shear", "the edge pixel was repeated where the image is left empty: 0 stands there")
def repeats_the_edge(image, pixels_per_row):
    height, width, _ = image.shape
    source = np.arange(width) - pixels_per_row * np.arange(height)[:, np.newaxis]
    return image[np.arange(height)[:, np.newaxis], np.clip(source, 0, width - 1)]


@misconception("shear", "the argument was changed in place; work on a copy")
def shears_in_place(right, image, pixels_per_row):
    image[:] = right(image.copy(), pixels_per_row)
    return image


@misconception("colour_shift", "the sum was not clipped to [0, 1]")
def does_not_clip(image, shift):
    return image + shift


@misconception("colour_shift", "the sum was clipped at 1 but not at 0")
def clips_above_only(image, shift):
    return np.minimum(image + shift, 1)


@misconception("colour_shift", "the sum was clipped at 0 but not at 1")
def clips_below_only(image, shift):
    return np.maximum(image + shift, 0)


@misconception("colour_shift", "values beyond 1 began again at 0: clip instead of wrapping around")
def wraps_colours(image, shift):
    return (image + shift) % 1


@misconception("colour_shift", "the same shift was added to all channels", combines=True)
def shifts_all_alike(right, image, shift):
    return right(image, np.full_like(shift, shift.mean()))


@misconception("colour_shift", "only the first channel was shifted", combines=True)
def shifts_the_first_channel(right, image, shift):
    return right(image, np.where(np.arange(len(shift)) == 0, shift, 0))


@misconception("colour_shift", "the shifts were used in reverse order (RGB and BGR)", combines=True)
def reverses_the_shifts(right, image, shift):
    return right(image, shift[::-1])


@misconception("colour_shift", "the channels were multiplied by the shift, which is to be added")
def multiplies(image, shift):
    return np.clip(image * (1 + shift), 0, 1)


@misconception("colour_shift", "the argument was changed in place; work on a copy")
def shifts_in_place(image, shift):
    image += shift
    return np.clip(image, 0, 1, out=image)


def cropped(image, size, row, column):
    return image[row : row + size, column : column + size]


@misconception(
    "random_crop", "the last position is never chosen: integers leaves out its upper end"
)
def never_crops_at_the_end(image, size, rng):
    row, column = (rng.integers(max(side - size, 1)) for side in image.shape[:2])
    return cropped(image, size, row, column)


@misconception("random_crop", "the crop is always the top left corner")
def crops_the_corner(image, size, rng):
    return cropped(image, size, 0, 0)


@misconception("random_crop", "the crop is always the middle of the image")
def crops_the_middle(image, size, rng):
    return cropped(image, size, *((side - size) // 2 for side in image.shape[:2]))


@misconception("random_crop", "rows and columns were cropped by the same number")
def crops_on_the_diagonal(image, size, rng):
    place = rng.integers(min(image.shape[:2]) - size, endpoint=True)
    return cropped(image, size, place, place)


@misconception("random_crop", "the generator was not used, so a run cannot be repeated")
def crops_without_the_generator(image, size, rng):
    return cropped(
        image,
        size,
        *(np.random.default_rng().integers(side - size + 1) for side in image.shape[:2]),
    )


@misconception("random_crop", "the ends are chosen half as often: the position was rounded")
def rounds_the_position(image, size, rng):
    return cropped(image, size, *(round(rng.uniform(0, side - size)) for side in image.shape[:2]))


@misconception("random_crop", "the first position is never chosen: both ends count from 0")
def never_crops_at_the_beginning(image, size, rng):
    def place(side):
        return rng.integers(1, side - size + 1) if side > size else 0

    return cropped(image, size, *map(place, image.shape[:2]))


@misconception("random_crop", "height and width were exchanged when the position was drawn")
def exchanges_the_sides(image, size, rng):
    height, width, _ = image.shape
    row = min(rng.integers(width - size + 1), height - size)
    column = min(rng.integers(height - size + 1), width - size)
    return cropped(image, size, row, column)


@misconception("add_noise", "the variance was taken for the standard deviation: sigma**2 for sigma")
def scales_by_the_variance(right, image, sigma, rng):
    return right(image, sigma**2, rng)


@misconception("add_noise", "the root of sigma was taken; sigma is the standard deviation already")
def scales_by_the_root(right, image, sigma, rng):
    return right(image, sigma**0.5, rng)


@misconception("add_noise", "all channels of a pixel got the same noise")
def shares_noise_between_channels(image, sigma, rng):
    return image + sigma * rng.standard_normal((*image.shape[:2], 1))


@misconception("add_noise", "all pixels of a row got the same noise")
def shares_noise_in_a_row(image, sigma, rng):
    return image + sigma * rng.standard_normal((len(image), 1, image.shape[2]))


@misconception("add_noise", "one number was added to the whole image")
def adds_one_number(image, sigma, rng):
    return image + sigma * rng.standard_normal()


@misconception("add_noise", "the result was clipped to [0, 1]; noise may leave that range")
def clips_the_noise(right, image, sigma, rng):
    return np.clip(right(image, sigma, rng), 0, 1)


@misconception("add_noise", "the noise was uniform and not normal")
def draws_uniform_noise(image, sigma, rng):
    return image + sigma * rng.uniform(-(3**0.5), 3**0.5, image.shape)


@misconception("add_noise", "the noise was never negative")
def draws_positive_noise(image, sigma, rng):
    return image + sigma * np.abs(rng.standard_normal(image.shape))


@misconception("add_noise", "the noise was multiplied with the image, and not added")
def multiplies_the_noise(image, sigma, rng):
    return image * (1 + sigma * rng.standard_normal(image.shape))


@misconception("add_noise", "the generator was not used, so a run cannot be repeated")
def draws_without_the_generator(image, sigma, rng):
    return image + sigma * np.random.default_rng().standard_normal(image.shape)


@misconception(
    "add_noise", "a generator with a fixed seed was used, so the noise is always the same"
)
def draws_with_a_fixed_seed(image, sigma, rng):
    return image + sigma * np.random.default_rng(0).standard_normal(image.shape)


@misconception("add_noise", "the argument was changed in place; work on a copy")
def adds_noise_in_place(image, sigma, rng):
    image += sigma * rng.standard_normal(image.shape)
    return image


@misconception("stored_images", "the originals were not counted beside their views")
def forgets_the_originals(right, images, augmentations, when):
    right(images, augmentations, when)
    return images * augmentations if when == "preprocessing" else images


@misconception("stored_images", "views made while training were counted: nothing of them is stored")
def stores_while_training(right, images, augmentations, when):
    right(images, augmentations, when)
    return images * (1 + augmentations)


@misconception("stored_images", "the words were exchanged: views are stored beforehand, if at all")
def exchanges_the_times(right, images, augmentations, when):
    other = {"preprocessing": "training", "training": "preprocessing"}
    return right(images, augmentations, other.get(when, when))


@misconception("stored_images", "views were added once, and not for each image")
def adds_the_views_once(right, images, augmentations, when):
    right(images, augmentations, when)
    return images + augmentations if when == "preprocessing" else images


@misconception("stored_images", "views of views were counted: each image gets its number of views")
def augments_the_views(right, images, augmentations, when):
    right(images, augmentations, when)
    return images * 2**augmentations if when == "preprocessing" and augmentations < 64 else images


@misconception("stored_images", "any word but 'preprocessing' was taken for training")
def takes_any_word_for_training(images, augmentations, when):
    return images * (1 + augmentations) if when == "preprocessing" else images


@misconception("stored_images", "capitals and spaces were forgiven; other spellings are refused")
def forgives_the_spelling(right, images, augmentations, when):
    return right(images, augmentations, when.strip().lower())


@misconception("stored_images", "an unknown word raised KeyError, which is no ValueError")
def raises_key_error(images, augmentations, when):
    return {"preprocessing": images * (1 + augmentations), "training": images}[when]
