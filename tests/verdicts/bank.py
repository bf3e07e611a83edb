"""All entries of the bank, wrong and right, in the order of the sheet."""

import importlib

from tests.verdicts.variant import Variant

__all__ = ["TOPICS", "right_variants", "wrong_variants"]

TOPICS = (
    "pooling",
    "convolution",
    "receptive_field",
    "precision",
    "augmentation",
    "augmentation_by_chance",
    "softmax",
    "softmax_derivative",
    "noise",
    "filtering_zero",
    "filtering_mirrored",
    "equivariance",
    "separability",
    "separation",
    "support",
    "residual",
    "complexity",
)


def _all(side: str) -> list[Variant]:
    return [
        variant
        for topic in TOPICS
        for variant in importlib.import_module(f"tests.verdicts.{side}.{topic}").VARIANTS
    ]


def wrong_variants() -> list[Variant]:
    """Those that have to lose a point."""
    return _all("wrong")


def right_variants() -> list[Variant]:
    """Those that must not lose one."""
    return _all("right")
