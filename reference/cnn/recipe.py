"""How a network is trained: everything that, with the digits, decides the weights that come out."""

from dataclasses import dataclass

from reference.cnn.errors import CnnError

__all__ = ["Recipe", "Result"]


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """
    The choices of a training run.

    Attributes
    ----------
    epochs : int
        How often every image is seen.
    batch : int
        Images a step; the last batch of an epoch may be smaller.
    seed : int
        Of the initial weights, the order of the images, and their augmentation.
    augment : bool
        Whether each epoch sees new views of the images.
    rate : float
        Peak of the learning rate for a batch of 128; see ``peak_rate``.
    momentum, decay : float
        See ``optimiser``.
    warm_up : float
        Epochs during which the rate rises.
    threads : int
        Sums are divided among threads, so their number decides the last bits.

    Raises
    ------
    CnnError
        If nothing could be trained that way.
    """

    epochs: int = 10
    batch: int = 128
    seed: int = 0
    augment: bool = False
    rate: float = 0.05
    momentum: float = 0.9
    decay: float = 5e-4
    warm_up: float = 0.5
    threads: int = 2

    @property
    def peak_rate(self) -> float:
        """
        ``rate``, scaled with the batch.

        Half as many images a step means twice as many steps, so each may be half as long (Goyal
        et al. 2017, *Accurate, Large Minibatch SGD*, the linear scaling rule).
        """
        return self.rate * self.batch / 128

    def __post_init__(self) -> None:
        for name in ("epochs", "batch", "threads"):
            if getattr(self, name) < 1:
                raise CnnError(f"{name} is {getattr(self, name)}; choose at least 1")
        if self.seed < 0:
            raise CnnError(f"the seed is {self.seed}; choose one of at least 0")
        if not 0 <= self.warm_up < self.epochs:
            raise CnnError(f"{self.warm_up} epochs of warming up; choose less than {self.epochs}")


@dataclass(frozen=True)
class Result:
    """
    What one epoch came to.

    Attributes
    ----------
    loss : float
        Mean over the training images, each just before the step that learnt from it.
    accuracy : float
        Share of the held-out digits that are recognised.
    seconds : float
        Wall-clock time of the epoch, without the held-out digits. The only value that a repetition
        changes.
    """

    loss: float
    accuracy: float
    seconds: float
