"""What runs inside the fence, what does not exist there, and that there is no half of one."""

import contextlib
import functools
import textwrap

import pytest

from grader.examine.student.faults import StudentRaised
from grader.sandbox.exit_status import HALF_A_FENCE
from grader.sandbox.isolation.layers import null_device
from grader.sandbox.isolation.tiers import STEM, TIERS
from grader.sandbox.isolation.users import may_change_users
from grader.sandbox.limits import Limits
from grader.sandbox.processes.availability import best_tier, works
from grader.sandbox.processes.channel import Closed
from grader.sandbox.processes.fresh_launcher import FreshInterpreters
from grader.sandbox.wire.bounds import Malformed
from grader.sandbox.wire.frames import Kind
from tests.grader.sandbox.conftest import changed

RIGHT = {
    "scipy.signal": """
        import numpy as np
        def f():
            import scipy.signal
            sums = scipy.signal.convolve2d(np.ones((3, 3)), np.ones((2, 2)), mode="valid")
            return sums.tolist() == [[4, 4], [4, 4]]
        """,
    "scipy.linalg": """
        import numpy as np
        def f():
            import scipy.linalg
            return bool(np.allclose(scipy.linalg.expm(np.zeros((3, 3))), np.eye(3)))
        """,
    "sympy": """
        import sympy
        def f():
            x, whole = sympy.Symbol("x"), (-sympy.oo, sympy.oo)
            return sympy.integrate(sympy.exp(-x**2), (x, *whole)) == sympy.sqrt(sympy.pi)
        """,
    "lru_cache": """
        import functools
        @functools.lru_cache
        def fibonacci(n):
            return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)
        def f():
            return fibonacci(80) == 23416728348467685
        """,
    "dataclasses": """
        import dataclasses
        @dataclasses.dataclass(frozen=True, order=True)
        class Point:
            x: int
            y: int = 0
        def f():
            return Point(1) < Point(1, 2)
        """,
    "threads": """
        import concurrent.futures
        import numpy as np
        def f():
            def product(n):
                return (np.ones((n, n)) @ np.ones((n, n))).sum()
            with concurrent.futures.ThreadPoolExecutor(8) as pool:
                return list(pool.map(product, range(40))) == [n**3 for n in range(40)]
        """,
    "numbers": """
        import decimal, fractions, random, statistics
        def f():
            random.seed(1)
            exact = decimal.Decimal("0.1") + decimal.Decimal("0.2") == decimal.Decimal("0.3")
            return exact and fractions.Fraction(1, 3) * 3 == 1 and statistics.median(
                [random.random() for _ in range(9)]) > 0
        """,
    "print": """
        import sys
        def f():
            print("hello", flush=True)
            print("hello", file=sys.stderr)
            return sys.stdin.read() == ""
        """,
    "null": """
        def f():
            with open("/dev/null", "w") as null:
                return null.write("x") == 1
        """,
}

NUMPY = ("numpy",)  # a fence is the same around SymPy, which takes a process longer to import
LARGEST = "scipy.signal"  # takes a second to import; what is smaller shows the same
ABSENT = (
    "reference",
    "exercises",
    "grader",
    "grader.sandbox.wire.codec",
    "hypothesis",
    "click",
    "pytest",
)


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(text, id=name, marks=pytest.mark.slow if name == LARGEST else ())
        for name, text in RIGHT.items()
    ],
)
def test_honest_work_goes_on(tier, ask, source):
    """Isolation that costs an honest student marks is worse than none."""
    if "scipy" in source:
        pytest.importorskip("scipy")
    assert ask(tier, source) == True  # noqa: E712 - NumPy's truth is as good as Python's


@pytest.mark.parametrize("name", ABSENT)
def test_what_is_not_for_submissions_does_not_exist(tier, ask, name):
    """As if it were not installed: not in a folder, not in memory, under no name."""
    fault = ask(
        tier, "import importlib\ndef f(name): return str(importlib.import_module(name))", name
    )
    assert isinstance(fault, StudentRaised)
    assert fault.kind == "ModuleNotFoundError"


@pytest.mark.slow
def test_honest_work_goes_on_as_another_user(template_for, ask):
    """Late imports of the library find files that this user may read."""
    if not works(template_for("owned"), "owned"):
        pytest.skip("this machine does not offer 'owned'; see 'grader doctor'")
    for source in RIGHT.values():
        assert ask("owned", source) == True  # noqa: E712


def test_nothing_of_ours_is_found_by_other_ways(tier, ask):
    """Lists of modules, resources and caches of source lead nowhere either."""
    found = ask(
        tier,
        """
        import gc, importlib.metadata, importlib.resources, importlib.util, linecache, pkgutil, sys
        def f(names, file):
            found = [name for name in sys.modules if name.partition(".")[0] in names]
            found += [m.name for m in pkgutil.iter_modules() if m.name in names]
            found += [name for name in names if importlib.util.find_spec(name)]
            found += [m.__name__ for m in gc.get_objects()
                      if isinstance(m, type(sys)) and m.__name__.partition(".")[0] == "reference"]
            for name in names:
                try:
                    importlib.resources.files(name)
                    importlib.metadata.distribution(name)
                    found.append(name)
                except ModuleNotFoundError:
                    pass
            return found + linecache.getlines(file)
        """,
        ["reference", "exercises", "grader", "hypothesis"],
        __file__,
    )
    assert found == []


def test_a_cache_of_folders_that_is_emptied_does_not_cost_the_library(tier, ask):
    """What may be imported is on a list, so no folder has to be listed again."""
    source = """
        import importlib
        def f():
            importlib.invalidate_caches()
            import colorsys
            return colorsys.rgb_to_hsv(0.0, 0.0, 0.0)[2] == 0
        """
    assert ask(tier, source) is True


def outcome(child):
    """Whether a child says that it is ready, and the exit status of one that does not."""
    try:
        ready = child.channel.receive(30).kind == Kind.READY
    except (Closed, Malformed):  # Silent would be a process that ended without our hearing of it
        ready = False
    status = child.end()
    return ready or status >> 8


# Each layer once in the strongest tier that has it, and at leisure in all.
STRONGEST = {
    layer: tier for tier in ("limits", "owned", "sealed", "walled") for layer in TIERS[tier]
}
LAYERS = [
    pytest.param(
        *(name, layer.__name__),
        marks=[] if STRONGEST[layer] == name and layer is not null_device else pytest.mark.slow,
    )
    for name, layers in TIERS.items()
    for layer in layers
]


# For every tier and layer a tier of its own, with one that fails in place of that layer.
FAILING = """
def fail(fence): raise OSError
for name, whole in list(TIERS.items()):
    for place, layer in enumerate(whole):
        broken = (*whole[:place], fail, *whole[place + 1:])
        TIERS[f"{name} without {layer.__name__}"] = broken
"""


@pytest.fixture(scope="module")
def failing(python_for):
    """A template of such tiers, for the interpreter that a tier needs."""
    with contextlib.ExitStack() as stack:

        @functools.cache
        def started(python):
            return stack.enter_context(changed(f"exec({FAILING!r})", python, NUMPY))

        yield lambda tier: started(python_for(tier))


@pytest.mark.parametrize(("tier_name", "layer"), LAYERS)
def test_no_code_runs_in_half_a_fence(template_for, failing, tier_name, layer):
    """Whichever layer cannot be put up, the process ends before it has read a byte."""
    if not works(template_for(tier_name), tier_name):
        pytest.skip(f"this machine does not offer {tier_name!r}; see 'grader doctor'")
    launched = failing(tier_name)
    assert outcome(launched.spawn(f"{tier_name} without {layer}", Limits())) == HALF_A_FENCE
    assert outcome(launched.spawn(tier_name, Limits())) is True


@pytest.mark.parametrize("layer", [layer.__name__ for layer in STEM])
def test_no_code_runs_in_half_a_world(template, weakened, layer):
    """What walled children share is theirs, whole, or they do not start."""
    if not works(template, "walled"):
        pytest.skip("this machine does not offer 'walled'; see 'grader doctor'")
    with weakened(f"exec({failing_stem(layer)!r})", packages=NUMPY) as launched:
        assert outcome(launched.spawn("walled", Limits())) == HALF_A_FENCE
        assert outcome(launched.spawn("sealed", Limits())) is True


def failing_stem(layer):
    return textwrap.dedent(
        f"""
        from grader.sandbox.processes import walled_template as stem
        def fail(fence): raise OSError({layer!r})
        stem.STEM = tuple(fail if part.__name__ == {layer!r} else part for part in stem.STEM)
        """
    )


@pytest.mark.slow
def test_the_best_isolation_is_found_by_trying_it(weakened, template, python_for):
    """Where namespaces cannot be had, the best is the next one; without Landlock, another user."""
    broken = "exec('def {0}(fence): raise OSError()', vars(layers)); " + (
        "TIERS.update((n, tuple(getattr(layers, l.__name__) for l in t)) for n, t in TIERS.items())"
    )
    if best_tier(template) != "walled":
        pytest.skip("this machine does not offer 'walled'; see 'grader doctor'")
    with weakened(broken.format("namespaces"), packages=NUMPY) as launched:
        assert best_tier(launched) == "sealed"
    with weakened(f"exec({failing_stem('empty_root')!r})", packages=NUMPY) as launched:
        assert best_tier(launched) == "sealed"
    with weakened(broken.format("landlock"), python_for("owned"), NUMPY) as launched:
        assert best_tier(launched) == ("owned" if may_change_users() else "limits")
    neither = broken.format("landlock") + "; TIERS['owned'] = TIERS['sealed']"
    with weakened(neither, packages=NUMPY) as launched:
        assert best_tier(launched) == "limits"


def test_a_process_that_nobody_could_hold_is_not_started():
    """A fresh interpreter would go on in a child of its own, out of the launcher's reach."""
    launched = FreshInterpreters()
    try:
        assert outcome(launched.spawn("walled", Limits())) == HALF_A_FENCE
    finally:
        launched.close()
