"""Mistakes with the chain rule and with what goes past a layer."""

import math

import numpy as np

from grader.authoring.misconceive import misconception


@misconception("chain_gradient", "the derivatives were added; the chain rule multiplies them")
def adds_the_derivatives(local_gradients, skip):
    return sum(g + 1 if skip else g for g in local_gradients) if local_gradients else 1


@misconception("chain_gradient", "1 was added once, to the product; every layer has its own skip")
def adds_one_once(local_gradients, skip):
    product = math.prod(local_gradients)
    return product + 1 if skip and local_gradients else product


@misconception("chain_gradient", "skip was not used: a layer f(z) + z has the derivative f'(z) + 1")
def ignores_the_skip(right, local_gradients, skip):
    return right(local_gradients, False)


@misconception("chain_gradient", "1 was added whether or not there is a skip connection")
def always_skips(right, local_gradients, skip):
    return right(local_gradients, True)


@misconception("chain_gradient", "the words were exchanged: 1 is added where skip is True")
def exchanges_the_cases(right, local_gradients, skip):
    return right(local_gradients, not skip)


@misconception("chain_gradient", "the last layer got no skip connection", combines=True)
def skips_all_but_the_last(right, local_gradients, skip):
    if not (skip and local_gradients):
        return right(local_gradients, skip)
    return right(local_gradients[:-1], True) * local_gradients[-1]


@misconception("chain_gradient", "the first layer was left out", combines=True)
def leaves_out_the_first(right, local_gradients, skip):
    return right(local_gradients[1:], skip)


@misconception("chain_gradient", "0 was returned for the empty chain; it changes nothing, so 1")
def gives_zero_for_nothing(right, local_gradients, skip):
    return right(local_gradients, skip) if local_gradients else 0


@misconception("chain_gradient", "1 was taken off each derivative; f(z) + z has f'(z) + 1")
def takes_one_off(local_gradients, skip):
    return math.prod(g - 1 if skip else g for g in local_gradients)


@misconception("chain_gradient", "each derivative was doubled, as if the layer were f(z) + f(z)")
def doubles_the_derivatives(local_gradients, skip):
    return math.prod(2 * g if skip else g for g in local_gradients)


@misconception(
    "residual_backward",
    "the Jacobian was transposed: the gradient goes back from outputs to inputs",
)
def transposes_the_jacobian(upstream, jacobian):
    return jacobian @ upstream + upstream


@misconception("residual_backward", "what goes past the layer was left out")
def forgets_the_skip(upstream, jacobian):
    return upstream @ jacobian


@misconception("residual_backward", "what goes through the layer was left out")
def forgets_the_layer(upstream, jacobian):
    return upstream.copy()


@misconception("residual_backward", "1 was added instead of the gradient from above")
def adds_one(upstream, jacobian):
    return upstream @ jacobian + 1


@misconception(
    "residual_backward", "1 was added to every entry of the Jacobian, not on the diagonal"
)
def adds_one_everywhere(upstream, jacobian):
    return upstream @ (jacobian + 1)


@misconception("residual_backward", "only the diagonal of the Jacobian was used")
def uses_the_diagonal(upstream, jacobian):
    return upstream * np.diag(jacobian) + upstream


@misconception(
    "residual_backward", "the rows of the Jacobian were not summed up: a matrix came back"
)
def returns_a_matrix(upstream, jacobian):
    return upstream[:, np.newaxis] * jacobian + np.diag(upstream)


@misconception("residual_backward", "the gradient was divided in two, half for each way")
def halves_the_gradient(right, upstream, jacobian):
    return np.asarray(right(upstream, jacobian)) / 2


@misconception("residual_backward", "the signs are turned", combines=True)
def turns_the_signs(right, upstream, jacobian):
    return -np.asarray(right(upstream, jacobian))
