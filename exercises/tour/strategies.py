"""What the questions draw; a function is given as its source."""

from hypothesis import strategies as st

from grader.authoring import given_function

__all__ = ["cubics", "line_with_root", "roots", "seeds", "sides", "slopes"]

seeds = st.integers(0, 2**32 - 1)
roots = st.integers(-20, 20).map(lambda quarters: quarters / 4)
slopes = st.sampled_from([-3, -1, 2])
sides = st.tuples(st.integers(0, 40), st.integers(0, 40)).filter(any)
cubics = st.tuples(*[st.integers(-4, 4)] * 3).map(
    lambda c: given_function(f"lambda x: x**3 + {c[0]} * x**2 + {c[1]} * x + {c[2]}", calls=100)
)


def line_with_root(root, slope):
    """A line that is zero at ``root``, and may be asked 40 times."""
    return given_function(f"lambda x: {slope} * (x - {root})", calls=40)
