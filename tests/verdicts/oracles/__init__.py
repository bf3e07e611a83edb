"""Oracles for all functions of sheet 3, by question and function."""

from tests.verdicts.oracles import (
    augmentation,
    augmentation_by_chance,
    complexity,
    convolution,
    equivariance,
    filtering,
    noise,
    pooling,
    precision,
    receptive_field,
    residual,
    separability,
    softmax,
    support,
)

__all__ = ["ORACLES"]

ORACLES = {
    key: oracle
    for module in (
        pooling,
        convolution,
        receptive_field,
        precision,
        augmentation,
        augmentation_by_chance,
        softmax,
        noise,
        filtering,
        equivariance,
        separability,
        support,
        residual,
        complexity,
    )
    for key, oracle in module.ORACLES.items()
}
