"""Question 2d, right: the filters of the shared page, judged by this question."""

from tests.verdicts.right.filtering_shared import CONVOLVE, GRADIENTS, MAGNITUDE, PADDED
from tests.verdicts.variant import right

VARIANTS = (
    right("2d", "convolve2d", PADDED, CONVOLVE)
    + right("2d", "prewitt_gradients", PADDED, GRADIENTS)
    + right("2d", "gradient_magnitude", PADDED, MAGNITUDE)
)
