"""What may follow from another function is read from the source, and from it alone."""

import pytest

from grader.examine.feedback.follows import _calls, lost_calls
from grader.model import Cell, Outcome, Submission

CHAIN = """
def base(x): return x
def between(x): return base(x)
def top(x): return between(x)
"""


def follows(source, *lost, cells=()):
    """Which lost functions each lost one calls."""
    calls = _calls(Submission("submission.py", source.encode(), cells))
    return {name: set(called) for name, called in lost_calls(calls, frozenset(lost)).items()}


def test_a_function_follows_from_one_that_it_calls():
    """Whether directly or through a function that is right."""
    assert follows(CHAIN, "base", "top") == {"base": set(), "top": {"base"}}


def test_only_the_nearest_is_named():
    """That one names the next."""
    assert follows(CHAIN, "base", "between", "top")["top"] == {"between"}


@pytest.mark.parametrize(
    "source",
    [
        "def f(g): return g(1)\ndef g(x): return x",
        "def f(x):\n    g = abs\n    return g(x)\ndef g(x): return x",
        "def f(x):\n    def g(y): return y\n    return g(x)\ndef g(x): return x",
        "def f(x):\n    async def g(y): return y\n    return g(x)\ndef g(x): return x",
        "def f(x):\n    class g: pass\n    return g()\ndef g(x): return x",
        "def f(x):\n    if x:\n        import g.h\n    return g(x)\ndef g(x): return x",
        "def f(x):\n    from h import i as g\n    return g(x)\ndef g(x): return x",
        "def f(x):\n    try: x()\n    except E as g: return g()\ndef g(x): return x",
        "def f(x):\n    match x:\n        case [*g]: return g(x)\ndef g(x): return x",
        "def f(x):\n    match x:\n        case {1: int() as g}: return g(x)\ndef g(x): return x",
        "def f(x):\n    match x:\n        case {**g}: return g(x)\ndef g(x): return x",
        "def f(x): return 'g(x)'\ndef g(x): return x",
        "def f(x): return x.g()\ndef g(x): return x",
        "def f(x): return f(x - 1)\ndef g(x): return x",
        "def f(x): return g(x)\ndef g(x): return f(x)",
    ],
)
def test_a_name_that_means_something_else_is_no_call(source):
    """An argument, a variable, a function within, a method; and no function explains itself."""
    assert follows(source, "f", "g") == {"f": set(), "g": set()}


def test_a_method_is_no_function_of_that_name():
    """Where a class within has one, the name alone means the function."""
    source = "def f(x):\n    class A:\n        def g(self): return g(x)\n    return A().g()\n"
    assert follows(f"{source}def g(x): return x", "f", "g")["f"] == {"g"}


def test_the_cells_of_a_notebook_are_one_file():
    """One that cannot be parsed is passed over."""
    cells = (Cell(1, "def g(x): return x"), Cell(2, "%magic ("), Cell(3, "def f(x): return g(x)"))
    assert follows("", "f", "g", cells=cells)["f"] == {"g"}


@pytest.mark.parametrize("source", ["(" * 100_000, "x = 1\n" * 100_000, "\0", "def f(:"])
def test_what_cannot_be_parsed_tells_nothing(source):
    """It is bounded, however it is made."""
    assert follows(source, "f", "g") == {"f": set(), "g": set()}


@pytest.mark.slow
def test_a_report_names_what_may_be_the_reason(grade):
    """A wrong function that uses another wrong one says so, at every stage of hints."""
    source = "def double(x): return 3 * x\ndef average(values): return double(sum(values))\n"
    for hint in (1, 2, 3):
        double, average = grade(source, hint=hint).marks
        lost = [v for v in average.verdicts if v.outcome is not Outcome.PASSED]
        assert {verdict.follows for verdict in lost} == {"double"}
        assert not any(verdict.follows for verdict in double.verdicts)
