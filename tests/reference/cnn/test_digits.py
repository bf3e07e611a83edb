"""Digits: the sample that ships with the package, the official files, and sets that are no use."""

import gzip
import struct
from importlib.resources import files

import numpy as np
import pytest

from reference.cnn.digits import Digits, checked, mnist, pixels, sample
from reference.cnn.errors import WrongData

PAPER = np.zeros((3, 28, 28), np.uint8)
LABELS = np.array([0, 9, 4])


def write_mnist(folder, images=PAPER, labels=LABELS):
    for name in ("train", "t10k"):
        for array, kind in (
            (images, "images-idx3-ubyte"),
            (labels.astype(np.uint8), "labels-idx1-ubyte"),
        ):
            header = bytes((0, 0, 8, array.ndim)) + struct.pack(f">{array.ndim}I", *array.shape)
            path = folder / f"{name}-{kind}.gz"
            path.write_bytes(gzip.compress(header + array.tobytes()))


def test_the_sample_is_small_and_has_all_digits():
    """Small enough to ship, and held-out digits are not among the training ones."""
    train, held_out = sample()

    assert (len(train), len(held_out)) == (1200, 400)
    assert set(train.labels) == set(held_out.labels) == set(range(10))
    assert not {i.tobytes() for i in train.images} & {i.tobytes() for i in held_out.images}
    assert len((files("reference.cnn") / "data" / "digits.npz").read_bytes()) < 300_000


def test_the_samples_licence_ships_with_it():
    """It is not that of the code."""
    text = (files("reference.cnn") / "data" / "LICENSE.txt").read_text()

    assert "Share Alike 3.0" in text
    assert "Yann LeCun and Corinna Cortes" in text


def test_the_official_files_are_found_by_their_names(tmp_path):
    """Packed or not."""
    write_mnist(tmp_path)
    packed = tmp_path / "train-labels-idx1-ubyte.gz"
    packed.with_suffix("").write_bytes(gzip.decompress(packed.read_bytes()))
    packed.unlink()

    train, test = mnist(tmp_path)

    np.testing.assert_array_equal(train.labels, LABELS)
    np.testing.assert_array_equal(test.images, PAPER)


def test_a_missing_file_is_named(tmp_path):
    """And the folder, which is what was mistyped."""
    write_mnist(tmp_path)
    (tmp_path / "t10k-images-idx3-ubyte.gz").unlink()

    with pytest.raises(WrongData, match=r"neither t10k-images-idx3-ubyte nor t10k-images"):
        mnist(tmp_path)


def test_images_of_another_size_are_refused(tmp_path):
    """The network's last kernel is as large as what a 28×28 image leaves."""
    write_mnist(tmp_path, images=np.zeros((3, 32, 32), np.uint8))

    with pytest.raises(WrongData, match="not 28×28"):
        mnist(tmp_path)


@pytest.mark.parametrize(
    ("images", "labels", "says"),
    [
        (PAPER[..., None], LABELS[:2], r"\(3, 28, 28, 1\) and labels \(2,\).*one label an image"),
        (PAPER, LABELS, r"give \(N, H, W, C\)"),
        (PAPER[:0, ..., None], LABELS[:0], "the set is empty"),
        (PAPER[..., None], np.array([0, 10, 2]), "label 1 is 10; labels go from 0 to 9"),
        (PAPER[..., None], np.array([0, 1, -1]), "label 2 is -1"),
        (PAPER[..., None], LABELS.astype(float), "labels are float64; give integers"),
        (
            np.where(np.arange(3)[:, None, None, None] == 1, np.nan, 0.0),
            LABELS,
            "image 1 holds nan",
        ),
        (np.full((3, 2, 2, 1), np.inf), LABELS, r"image 0 holds inf at \(0, 0, 0\)"),
    ],
)
def test_what_cannot_be_trained_on_is_refused(images, labels, says):
    """The first thing that is wrong, and where."""
    with pytest.raises(WrongData, match=says):
        checked(images, labels)


def test_digits_check_themselves():
    """Wrong sets cannot exist, so nobody else has to ask."""
    with pytest.raises(WrongData, match="label 0 is 11"):
        Digits(PAPER[:1], np.array([11]))


def test_the_digest_tells_digits_and_their_order_apart():
    """A run is resumed on the same digits only."""
    digits = Digits(np.arange(3 * 784, dtype=np.uint8).reshape(3, 28, 28), LABELS)
    swapped = Digits(digits.images[::-1], LABELS)
    relabelled = Digits(digits.images, LABELS[::-1])

    assert len({digits.digest, swapped.digest, relabelled.digest}) == 3
    assert digits.digest == Digits(digits.images.copy(), LABELS.copy()).digest


def test_pixels_have_mean_zero_and_deviation_one():
    """Over the digits that the constants were taken from, of which the sample is a part."""
    x = pixels(sample()[0].images)

    assert x.shape == (1200, 28, 28, 1)
    assert x.dtype == np.float32
    assert abs(x.mean()) < 0.02
    assert abs(x.std() - 1) < 0.02
