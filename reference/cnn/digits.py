"""
Handwritten digits: the official files, or a sample that ships with the package.

Images stay bytes, as they were published, until a batch of them is needed: four times less memory,
and the one place that turns bytes into numbers for the network is ``pixels``.
"""

from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reference.cnn.batch import require_labels
from reference.cnn.errors import WrongData
from reference.cnn.idx import read_idx

__all__ = ["CLASSES", "Digits", "checked", "mnist", "pixels", "sample"]

CLASSES = 10

_MEAN, _DEVIATION = 0.1307, 0.3081
"""Of the pixels of MNIST's 60,000 training images, in [0, 1]."""

_SAMPLE_TRAINING = 1200


@dataclass(frozen=True)
class Digits:
    """
    Images (N, H, W), bytes from 0 (paper) to 255 (ink), and labels (N,) from 0 to 9.

    Raises
    ------
    WrongData
        If there are none, or the two do not belong together.
    """

    images: NDArray[np.uint8]
    labels: NDArray[np.integer[Any]]

    def __post_init__(self) -> None:
        checked(self.images[..., None], self.labels)

    def __len__(self) -> int:
        return len(self.images)

    @property
    def digest(self) -> str:
        """A name for exactly these digits in this order."""
        content = sha256(self.images.tobytes())
        content.update(self.labels.astype(np.uint8).tobytes())
        return content.hexdigest()

    def __getitem__(self, part: slice) -> "Digits":
        return Digits(self.images[part], self.labels[part])


def checked(images: NDArray[Any], labels: NDArray[Any], classes: int = CLASSES) -> None:
    """
    Refuse what no network can be trained on.

    Parameters
    ----------
    images : array, shape (N, H, W, C)
        Any real dtype.
    labels : array, shape (N,)
        Integers from 0 to ``classes`` - 1.
    classes : int
        How many there are.

    Raises
    ------
    WrongData
        Naming the first thing that is wrong.
    """
    if images.ndim != 4 or labels.ndim != 1 or len(images) != len(labels):
        raise WrongData(
            f"images have shape {images.shape} and labels {labels.shape}; "
            "give (N, H, W, C) and (N,), one label an image"
        )
    if images.size == 0:
        raise WrongData(
            f"the set is empty (images of shape {images.shape}); give at least one image"
        )
    require_labels(labels, len(images), classes)
    if not np.isfinite(images).all():
        where = tuple(map(int, np.argwhere(~np.isfinite(images))[0]))
        raise WrongData(
            f"image {where[0]} holds {images[where]} at {where[1:]}; remove or repair it"
        )


def pixels(images: NDArray[Any], dtype: Any = np.float32) -> NDArray[Any]:
    """Turn bytes (N, H, W) into (N, H, W, 1), of mean 0 and deviation 1 over MNIST."""
    scale, offset = dtype(1 / (255 * _DEVIATION)), dtype(_MEAN / _DEVIATION)
    normalised: NDArray[Any] = images.astype(dtype) * scale - offset
    return normalised[..., None]


def mnist(folder: Path) -> tuple[Digits, Digits]:
    """
    Read the official training and test digits from the four files in ``folder``.

    Raises
    ------
    CnnError
        If one is missing or damaged, or images and labels do not belong together.
    """
    train, test = (
        Digits(
            read_idx(_find(folder, f"{name}-images-idx3-ubyte"), 3),
            read_idx(_find(folder, f"{name}-labels-idx1-ubyte"), 1),
        )
        for name in ("train", "t10k")
    )
    if {train.images.shape[1:], test.images.shape[1:]} != {(28, 28)}:
        raise WrongData(f"images in {folder} are not 28×28; give the official MNIST files")
    return train, test


def sample() -> tuple[Digits, Digits]:
    """Give the 1,600 digits that ship with the package: 1,200 to train on, and 400 held out."""
    with as_file(files("reference.cnn") / "data" / "digits.npz") as path, np.load(path) as file:
        digits = Digits(file["images"], file["labels"])
    return digits[:_SAMPLE_TRAINING], digits[_SAMPLE_TRAINING:]


def _find(folder: Path, name: str) -> Path:
    for path in (folder / name, folder / f"{name}.gz"):
        if path.is_file():
            return path
    raise WrongData(
        f"{folder} holds neither {name} nor {name}.gz; give the folder of the MNIST files"
    )
