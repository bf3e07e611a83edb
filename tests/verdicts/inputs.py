"""Arguments for witnesses and for trials: short to write, and inside the contract's ranges."""

import numpy as np

__all__ = ["conv", "grey", "loss", "numbers", "ones", "pool", "rng"]

rng = np.random.default_rng


def numbers(*shape, seed=0, scale=3.0):
    """Numbers with three decimals, so that each is 0 or at least 1e-3; some are equal."""
    drawn = np.round(rng(seed).normal(scale=scale, size=shape), 3)
    return np.clip(drawn, -100.0, 100.0) + 0.0


def grey(*shape, seed=0):
    """Pixels from 0 to 1."""
    return rng(seed).uniform(size=shape)


def ones(*shape, value=1.0):
    """One number everywhere."""
    return np.full(shape, float(value))


def conv(kernel, filters=1, stride=1, padding=0):
    """A layer of 1c."""
    chosen = {"kernel": kernel, "filters": filters, "stride": stride, "padding": padding}
    return {"type": "conv", **chosen}


def pool(window, stride=1, padding=0):
    """A layer of 1c."""
    return {"type": "pool", "window": window, "stride": stride, "padding": padding}


def loss():
    """The last layer of 1c."""
    return {"type": "loss"}
