"""Mistakes in the trapezoidal rule."""

from grader.authoring import misconception


@misconception("trapezoid", "both ends are counted as if they were inside")
def ends_count_whole(f, a, b, n):
    width = (b - a) / n
    return width * sum(f(a + k * width) for k in range(n + 1))


@misconception("trapezoid", "these are rectangles, of the height at the left of each")
def rectangles(f, a, b, n):
    width = (b - a) / n
    return width * sum(f(a + k * width) for k in range(n))


@misconception("trapezoid", "the width is taken without its sign")
def forgets_the_sign(right, f, a, b, n):
    return right(f, min(a, b), max(a, b), n)


@misconception("trapezoid", "f is asked twice at the inner points")
def asks_twice(f, a, b, n):
    width = (b - a) / n
    return sum(width / 2 * (f(a + k * width) + f(a + (k + 1) * width)) for k in range(n))
