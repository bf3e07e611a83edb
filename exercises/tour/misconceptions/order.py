"""Mistakes about orders."""

from grader.authoring import misconception


@misconception("7a", "a single step has an error of h cubed; there are as many steps as 1 / h")
def counts_one_step():
    return "c"


@misconception("7b", "Simpson's rule is exact for cubics as well, which gains an order")
def forgets_the_symmetry():
    return "c"
