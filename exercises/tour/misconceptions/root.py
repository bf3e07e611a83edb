"""Mistakes in bisection."""

from grader.authoring import misconception


@misconception("bisect", "the sign of f at the left end is taken to be negative")
def expects_growth(f, a, b):
    while b - a > 1e-6:
        middle = (a + b) / 2
        a, b = (middle, b) if f(middle) < 0 else (a, middle)
    return (a + b) / 2


@misconception("bisect", "ends with the same sign are not refused", unrefused=True)
def refuses_nothing(f, a, b):
    left = f(a)
    while b - a > 1e-6:
        middle = (a + b) / 2
        a, b = (middle, b) if left * f(middle) > 0 else (a, middle)
    return (a + b) / 2


@misconception("bisect", "a zero at an end is refused")
def refuses_zeros(right, f, a, b):
    if f(a) * f(b) >= 0:
        raise ValueError("no change of sign")
    return right(f, a, b)


@misconception("bisect", "the interval is not halved often enough")
def stops_early(f, a, b):
    left = f(a)
    if left * f(b) > 0:
        raise ValueError("the same sign at both ends")
    while b - a > 1e-3:
        middle = (a + b) / 2
        a, b = (middle, b) if left * f(middle) > 0 else (a, middle)
    return (a + b) / 2
