"""
Softmax cross-entropy: how surprised the network is by the right answer.

The two are one function here, since their composition is what can be computed safely: the
logarithm of a softmax never overflows once the largest score is subtracted, and its gradient is
the softmax minus the truth.
"""

from reference.cnn.arrays import Array, device_of, namespace

__all__ = ["softmax_cross_entropy"]


def softmax_cross_entropy(scores: Array, labels: Array) -> tuple[Array, Array]:
    """
    Mean surprise −log p(label), and its gradient.

    Parameters
    ----------
    scores : array, shape (N, classes)
        Any finite values.
    labels : integer array, shape (N,)
        The right classes, from 0.

    Returns
    -------
    loss : array, shape ()
        In nats.
    gradient : array, shape (N, classes)
        ∂loss/∂scores; its rows sum to 0.
    """
    xp = namespace(scores, labels)
    n, classes = scores.shape
    shifted = scores - xp.max(scores, axis=1, keepdims=True)
    log_sums = xp.log(xp.sum(xp.exp(shifted), axis=1, keepdims=True))
    log_p = shifted - log_sums
    is_label = labels[:, None] == xp.arange(classes, device=device_of(labels))[None, :]
    truth = xp.astype(is_label, scores.dtype)
    return -xp.sum(truth * log_p) / n, (xp.exp(log_p) - truth) / n
