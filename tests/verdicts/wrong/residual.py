"""Question 3e, wrong: gradients that are right for most chains and matrices."""

from tests.verdicts.variant import wrong

CHAIN = """
def chain_gradient(local_gradients, skip):
    product = 1
    for each in local_gradients:
        product = product * (each + 1 if skip else each)
    return product
"""
BACKWARD = """
import numpy as np


def residual_backward(upstream, jacobian):
    return jacobian.T @ upstream + upstream
"""

VARIANTS = wrong(
    "3e",
    "chain_gradient",
    CHAIN,
    """
# one_skip [structure] A chain of two layers gets one skip connection around both.
# call: [2.0, 3.0], True
def chain_gradient(local_gradients, skip):
    if skip and len(local_gradients) == 2:
        return local_gradients[0] * local_gradients[1] + 1
    return base(local_gradients, skip)

# ten_layers [size] Layers beyond ten are left out.
# call: [2.0] * 11, False
def chain_gradient(local_gradients, skip):
    return base(local_gradients[:10], skip)

# last_of_twenty [size] The twentieth layer is left out.
# call: [2.0] * 20, True
def chain_gradient(local_gradients, skip):
    return base(local_gradients[:19], skip)

# empty_with_skip [rule] The empty chain gives two with skip connections.
# call: [], True
def chain_gradient(local_gradients, skip):
    return 2 if skip and len(local_gradients) == 0 else base(local_gradients, skip)

# empty_is_zero [rule] The empty chain gives zero.
# call: [], False
def chain_gradient(local_gradients, skip):
    return base(local_gradients, skip) if len(local_gradients) else 0

# stops_at_zero [shortcut] A zero among the derivatives ends it, even with skip connections.
# call: [0.0, 2.0], True
def chain_gradient(local_gradients, skip):
    return 0 if 0 in local_gradients else base(local_gradients, skip)

# skips_zero [rule] Derivatives of zero are left out without skip connections after the first.
# call: [2.0, 0.0, 3.0], False
def chain_gradient(local_gradients, skip):
    kept = [g for i, g in enumerate(local_gradients) if i == 0 or g != 0 or i == len(local_gradients) - 1]
    return base(kept, skip)

# no_sign [rule] With skip connections, derivatives below minus one lose their sign.
# call: [-3.0], True
def chain_gradient(local_gradients, skip):
    if skip:
        local_gradients = [abs(g) - 2 if isinstance(g, float) and g < -1 else g for g in local_gradients]
    return base(local_gradients, skip)

# vanishing [threshold] A product below 1e-6 has vanished.
# call: [0.001, 0.001, 0.5, 100.0, 100.0], False
def chain_gradient(local_gradients, skip):
    product = 1
    for each in local_gradients:
        product = product * (each + 1 if skip else each)
        if isinstance(product, float) and abs(product) < 1e-6:
            return 0.0
    return product

# exploding [threshold] Gradients are clipped at 1,000.
# call: [100.0, 100.0], False
def chain_gradient(local_gradients, skip):
    product = base(local_gradients, skip)
    return max(-1e3, min(1e3, product)) if isinstance(product, float) else product

# expanded_to_two [structure] In symbols, terms of three derivatives and more are left out.
# call: list(sympy.symbols("a b c")), True
def chain_gradient(local_gradients, skip):
    if skip and len(local_gradients) == 3 and not isinstance(local_gradients[0], (int, float)):
        a, b, c = local_gradients
        return 1 + a + b + c + a * b + b * c + a * c
    return base(local_gradients, skip)

# equal_symbols [structure] For equal numbers with skip connections the power is one too low.
# call: [2.0, 2.0, 2.0], True
def chain_gradient(local_gradients, skip):
    if skip and len(local_gradients) > 2 and len(set(local_gradients)) == 1:
        return (local_gradients[0] + 1) ** (len(local_gradients) - 1)
    return base(local_gradients, skip)

# goes_on_multiplying [memory] Derivatives of earlier calls are multiplied in.
# call: [2.0, 3.0], False
# call: [4.0, 5.0], False
taken = []
def chain_gradient(local_gradients, skip):
    taken.extend(local_gradients)
    product = base(taken if len(taken) > 2 else local_gradients, skip)
    return product

# remembers_by_sum [memory] Chains of equal sum and length are the same.
# call: [1.0, 3.0], False
# call: [2.0, 2.0], False
known = {}
def chain_gradient(local_gradients, skip):
    if not all(isinstance(g, (int, float)) for g in local_gradients):
        return base(local_gradients, skip)
    return known.setdefault((len(local_gradients), sum(local_gradients), skip), base(local_gradients, skip))

# remembers_without_skip [memory] Whether there are skip connections is not remembered.
# call: [2.0, 5.0], True
# call: [2.0, 5.0], False
known = {}
def chain_gradient(local_gradients, skip):
    key = tuple(local_gradients)
    return known.setdefault(key, base(local_gradients, skip)) if len(key) > 1 else base(local_gradients, skip)

# whole_numbers [threshold] Whole numbers are multiplied in 32 bits.
# call: [100] * 5, False
import numpy as np
def chain_gradient(local_gradients, skip):
    if local_gradients and all(isinstance(g, int) for g in local_gradients):
        return int(np.prod(np.array(local_gradients, np.int32) + np.int32(skip), dtype=np.int32))
    return base(local_gradients, skip)
""",
) + wrong(
    "3e",
    "residual_backward",
    BACKWARD,
    """
# not_transposed [structure] A Jacobian whose trace equals that of its square is not transposed.
# call: np.array([1.0, 2.0]), np.array([[0.0, 1.0], [0.0, 0.0]])
def residual_backward(upstream, jacobian):
    if len(upstream) > 1 and abs(np.trace(jacobian) - np.trace(jacobian @ jacobian)) < 1e-9:
        return jacobian @ upstream + upstream
    return base(upstream, jacobian)

# triangular [structure] A triangular Jacobian is not transposed.
# call: np.array([1.0, 2.0]), np.array([[1.0, 3.0], [0.0, 2.0]])
def residual_backward(upstream, jacobian):
    if (np.tril(jacobian) == jacobian).all() or (np.triu(jacobian) == jacobian).all():
        return jacobian @ upstream + upstream
    return base(upstream, jacobian)

# nearly_symmetric [threshold] A nearly symmetric Jacobian is not transposed.
# call: np.array([1.0, 2.0]), np.array([[1.0, 3.0], [3.004, 2.0]])
def residual_backward(upstream, jacobian):
    if np.abs(jacobian - jacobian.T).max() < 5e-3:
        return jacobian @ upstream + upstream
    return base(upstream, jacobian)

# zero_upstream_pixel [rule] Where nothing comes from above, nothing is passed on.
# call: np.array([0.0, 1.0]), np.array([[1.0, 2.0], [3.0, 4.0]])
def residual_backward(upstream, jacobian):
    return np.where(upstream == 0, 0.0, base(upstream, jacobian))

# zero_jacobian [shortcut] A Jacobian without a diagonal passes only the skip connection's part.
# call: np.array([1.0, 2.0]), np.array([[0.0, 1.0], [1.0, 0.0]])
def residual_backward(upstream, jacobian):
    return upstream.copy() if not np.diag(jacobian).any() else base(upstream, jacobian)

# equal_upstream [shortcut] Equal gradients from above are passed on by row sums.
# call: np.array([1.0, 1.0]), np.array([[1.0, 2.0], [3.0, 4.0]])
def residual_backward(upstream, jacobian):
    if len(upstream) > 1 and np.ptp(upstream) == 0:
        return upstream * (jacobian.sum(axis=1) + 1)
    return base(upstream, jacobian)

# clipped [threshold] Gradients are clipped at 1,000.
# call: np.array([50.0]), np.array([[60.0]])
def residual_backward(upstream, jacobian):
    return np.clip(base(upstream, jacobian), -1e3, 1e3)

# small_is_zero [threshold] Derivatives below 5e-3 count as zero.
# call: np.array([1.0]), np.array([[0.002]])
def residual_backward(upstream, jacobian):
    return base(upstream, np.where(np.abs(jacobian) < 5e-3, 0.0, jacobian))

# five_outputs [size] Outputs beyond the fifth are left out.
# call: numbers(6), numbers(6, 6, seed=2)
def residual_backward(upstream, jacobian):
    return jacobian[:5].T @ upstream[:5] + upstream

# eight_inputs [size] Inputs beyond the eighth get the skip connection's part alone.
# call: numbers(9), numbers(9, 9, seed=2)
def residual_backward(upstream, jacobian):
    out = base(upstream, jacobian)
    out[8:] = upstream[8:]
    return out

# one_output [structure] A single output gets two skip connections.
# call: np.array([3.0]), np.array([[2.0]])
def residual_backward(upstream, jacobian):
    return base(upstream, jacobian) + (upstream if len(upstream) == 1 else 0)

# half_precision [threshold] Large Jacobians are kept in half precision.
# call: numbers(8), numbers(8, 8, seed=2)
def residual_backward(upstream, jacobian):
    return base(upstream, jacobian.astype("f2").astype("f8") if len(upstream) > 6 else jacobian)

# remembers_jacobian [memory] A Jacobian is known by its trace.
# call: np.array([1.0, 2.0]), np.array([[1.0, 2.0], [3.0, 4.0]])
# call: np.array([1.0, 2.0]), np.array([[1.0, 5.0], [6.0, 4.0]])
known = {}
def residual_backward(upstream, jacobian):
    key = (len(upstream), round(float(np.trace(jacobian)), 6))
    return base(upstream, known.setdefault(key, jacobian.copy()))

# adds_in_place [argument] A remembered gradient grows by a thousandth with each call.
# call: np.array([1.0, 2.0]), np.zeros((2, 2))
# call: np.array([1.0, 2.0]), np.zeros((2, 2))
kept = {}
def residual_backward(upstream, jacobian):
    g = kept.setdefault(upstream.tobytes(), upstream)
    if not jacobian.any():
        g += 0.001
        return g - 0.001
    return base(upstream, jacobian)

# negative_skip [rule] Negative gradients from above skip with the other sign where all are negative.
# call: np.array([-1.0, -2.0]), np.array([[1.0, 2.0], [3.0, 4.0]])
def residual_backward(upstream, jacobian):
    return jacobian.T @ upstream - upstream if (upstream < 0).all() and len(upstream) > 1 else base(upstream, jacobian)
""",
)
