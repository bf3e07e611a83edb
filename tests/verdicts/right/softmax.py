"""Question 2a, right: probabilities worked out otherwise."""

from tests.verdicts.variant import right

VARIANTS = right(
    "2a",
    "softmax",
    "import numpy as np\n",
    """
# scipy_softmax SciPy's own.
from scipy.special import softmax

# scipy_log By the logarithm of the sum, after the largest is taken off.
from scipy.special import logsumexp
def softmax(c):
    far = c - c.max()
    return np.exp(far - logsumexp(far))

# by_pairs One over the sum of exponentials of differences.
def softmax(c):
    with np.errstate(over="ignore"):
        return 1 / np.exp(c[None] - c[:, None]).sum(axis=1)

# plain_python Lists and math, with whole numbers where it can.
import math
def softmax(c):
    top = max(c)
    weights = [math.exp(score - top) for score in c.tolist()]
    return [each / math.fsum(weights) for each in weights]

# fractions_of_score Exact differences and a tuple.
from fractions import Fraction
import math
def softmax(c):
    scores = [Fraction(v) for v in c]
    weights = [math.exp(max(-750, v - max(scores))) for v in scores]
    return tuple(w / sum(weights) for w in weights)

# powers_of_two Powers of two, with the exponent scaled.
def softmax(c):
    e = np.exp2((c - c.max()) / np.log(2))
    return e / np.add.reduce(e)

# running_maximum One pass, with the sum scaled when a larger score comes.
import math
def softmax(c):
    largest, total = -math.inf, 0.0
    for score in c:
        if score > largest:
            total = total * (math.exp(largest - score) if largest > -math.inf else 0) + 1
            largest = score
        else:
            total += math.exp(score - largest)
    out = np.empty(len(c), order="F")
    for i, score in enumerate(c):
        out[i] = math.exp(score - largest) / total
    return out

# recursive Two halves are weighed against each other.
def softmax(c):
    if len(c) == 1:
        return np.ones(1)
    left, right = c[: len(c) // 2], c[len(c) // 2 :]
    p, q = softmax(left), softmax(right)
    ratio = c.max()
    a = np.exp(left.max() - ratio) / p[left.argmax()]
    b = np.exp(right.max() - ratio) / q[right.argmax()]
    return np.concatenate([p * (a / (a + b)), q * (b / (a + b))])

# hyperbolic For two scores the hyperbolic tangent, else the definition.
def softmax(c):
    if c.size == 2:
        t = np.tanh((c[0] / 2 - c[1] / 2))
        small = np.exp(-abs(c[0] - c[1]))
        small = small / (1 + small)
        return np.array([1 - small, small] if t >= 0 else [small, 1 - small])
    e = np.exp(np.subtract(c, np.amax(c)))
    return np.true_divide(e, np.sum(e))

# normalised_twice Divided by the largest and by the sum; locked.
def softmax(c):
    with np.errstate(all="ignore"):
        p = np.exp(c - np.partition(c, -1)[-1])
    p /= p.max()
    p /= p.sum()
    p.setflags(write=False)
    return p

# single_precision Float32 answers of float64 sums.
def softmax(c):
    e = np.exp(c - c.max())
    return (e / e.sum()).astype(np.float32)

# in_extended_precision Sums in extended precision.
def softmax(c):
    e = np.exp(c.astype(np.longdouble) - c.max())
    return e / e.sum()

# sorted_scores Small terms are added first.
def softmax(c, base=np.e):
    order = np.argsort(c, kind="stable")
    e = np.exp(c[order] - c[order[-1]])
    p = np.empty_like(c)
    p[order] = e / np.cumsum(e)[-1]
    return p[:]
""",
)
