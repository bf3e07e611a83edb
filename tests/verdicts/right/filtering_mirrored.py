"""Question 2e, right: the filters of the shared page, judged by this question."""

from tests.verdicts.right.filtering_shared import CONVOLVE, GRADIENTS, MAGNITUDE, PADDED
from tests.verdicts.variant import right

VARIANTS = (
    right("2e", "convolve2d", PADDED, CONVOLVE)
    + right("2e", "prewitt_gradients", PADDED, GRADIENTS)
    + right("2e", "gradient_magnitude", PADDED, MAGNITUDE)
)
