"""
Convolutional networks: the layers, the filters behind them, and what they cost.

What holds throughout. Arrays are NumPy, float64 (1d: float32), finite, with sides from 1
to 300 and at most 10000 numbers; where no range is stated, numbers are 0 or of size 1e-3 to
100. Tensors are (N, H, W, C): images, rows, columns, channels; row 0 is at the top. An array answer
is a NumPy array, or nested lists or tuples that become one, of exactly the stated shape and of a
real numeric dtype; it agrees to ``rtol = 1e-6`` and ``atol = 1e-9 * max(1, largest absolute
expected value)`` unless a question says otherwise. Single precision (float32) has seven digits:
enough to answer with, but sums that are computed in it may keep fewer. An int is an int (``24.0``
is not), NumPy's included. NaN is never right. "Raises" means ValueError, or one derived from it. A
call may take 2 seconds, and its result must not depend on earlier calls.
"""

TITLE = "Sheet 3: convolutional networks and filters"

QUESTIONS = (
    "pooling",
    "convolution",
    "receptive_field",
    "precision",
    "augmentation",
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

MODEL = (
    "reference.pooling",
    "reference.convolution",
    "reference.receptive_field",
    "reference.precision",
    "reference.augmentation",
    "reference.softmax",
    "reference.noise",
    "reference.filtering",
    "reference.equivariance",
    "reference.separability",
    "reference.residual",
    "reference.complexity",
)

FEEDBACK = "full"

SLOW = "open"
