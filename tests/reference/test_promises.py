"""
What holds of every model answer: kinds of results, arguments left alone, light imports.

One table calls each function of the sheet once; a function that is missing from it, or from the
package, is noticed.
"""

import ast
import doctest
import importlib
import pkgutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import reference

CONV = {"type": "conv", "kernel": 3, "filters": 2, "stride": 1, "padding": 0}
LAYERS = [CONV, {"type": "pool", "window": 2, "stride": 2, "padding": 0}, {"type": "loss"}]


def batch():
    return np.arange(2 * 4 * 5 * 3, dtype=float).reshape(2, 4, 5, 3) / 120


def photograph():
    return batch()[0]


def image():
    return batch()[0, :, :, 0].copy()


def rng():
    return np.random.default_rng(0)


SHAPE, ARRAY, PAIR = tuple[int, ...], np.ndarray, tuple[np.ndarray, np.ndarray]

# Module, function, what makes its arguments, what it returns.
CALLS = [
    ("pooling", "max_pool2d", lambda: (batch(), 2, 1), ARRAY),
    ("pooling", "average_pool2d", lambda: (batch(), 2, 1), ARRAY),
    ("convolution", "conv_output_size", lambda: (28, 5, 1, 0), int),
    ("convolution", "conv2d", lambda: (batch(), np.ones((3, 3, 3, 2)), 1, 1), ARRAY),
    ("receptive_field", "data_shapes", lambda: ((1, 9, 9, 1), list(LAYERS)), tuple[SHAPE, ...]),
    ("receptive_field", "receptive_fields", lambda: (list(LAYERS),), SHAPE),
    ("receptive_field", "stacked_support", lambda: (4, 3), tuple[int, int]),
    ("precision", "memory_bytes", lambda: ((2, 3), "half"), int),
    ("precision", "half_precision_faults", lambda: (np.ones(3, np.float32),), dict),
    ("augmentation", "mirror", lambda: (photograph(),), ARRAY),
    ("augmentation", "rotate", lambda: (photograph(), 1), ARRAY),
    ("augmentation", "shear", lambda: (photograph(), 1), ARRAY),
    ("augmentation", "colour_shift", lambda: (photograph(), np.ones(3)), ARRAY),
    ("augmentation", "random_crop", lambda: (photograph(), 2, rng()), ARRAY),
    ("augmentation", "add_noise", lambda: (photograph(), 0.1, rng()), ARRAY),
    ("augmentation", "stored_images", lambda: (3, 2, "training"), int),
    ("softmax", "softmax", lambda: (np.arange(3.0),), ARRAY),
    ("softmax", "softmax_jacobian", lambda: (np.arange(3.0),), ARRAY),
    ("softmax", "softmax_jacobian_symbolic", lambda: (2,), object),
    ("noise", "denoise", lambda: (batch()[..., 0].copy(),), ARRAY),
    ("noise", "denoised_mean", lambda: (0.5, 0.1, 3), float),
    ("noise", "denoised_variance", lambda: (0.5, 0.1, 3), float),
    ("filtering", "convolve2d", lambda: (image(), np.ones((3, 3)), "zero"), ARRAY),
    ("filtering", "prewitt_gradients", lambda: (image(), "reflect"), PAIR),
    ("filtering", "gradient_magnitude", lambda: (image(), "zero"), ARRAY),
    ("equivariance", "translate", lambda: (image(), 1, 2), ARRAY),
    ("equivariance", "equivariance_gap", lambda: (image(), np.eye(3), 1, 2, "zero"), float),
    ("equivariance", "classify", lambda: ("relu", "flip"), str),
    ("separability", "is_separable", lambda: (image(),), bool),
    ("separability", "separate", lambda: (np.ones((2, 3)),), PAIR),
    ("residual", "chain_gradient", lambda: ([0.5, 2.0], True), float),
    ("residual", "residual_backward", lambda: (np.ones(3), np.eye(3)), ARRAY),
    ("complexity", "filter_complexity", lambda: (True,), str),
    ("complexity", "blur_separable", lambda: (image(), np.ones(3)), ARRAY),
]

MODULES = sorted({module for module, *_ in CALLS} | {"errors", "padding"})

calls = pytest.mark.parametrize(
    ("module", "name", "arguments", "kind"), CALLS, ids=[name for _, name, *_ in CALLS]
)


def call(module, name, arguments):
    return getattr(importlib.import_module(f"reference.{module}"), name)(*arguments)


def is_of(kind, value):
    """Whether a value is of exactly this type, through tuples: no subclass, no NumPy scalar."""
    parts = getattr(kind, "__args__", None)
    if parts is None:
        return kind is object or type(value) is kind
    if parts[-1] is Ellipsis:
        parts = (parts[0],) * len(value)
    return (
        type(value) is tuple
        and len(value) == len(parts)
        and all(is_of(part, each) for part, each in zip(parts, value, strict=True))
    )


@calls
def test_a_result_is_of_the_plain_kind_that_is_promised(module, name, arguments, kind):
    """Python's own int, float, bool and tuple, so that a comparison never meets NumPy's."""
    assert is_of(kind, call(module, name, arguments()))


def test_the_faults_are_plain_numbers():
    """The one result that is a dict."""
    faults = call("precision", "half_precision_faults", (np.ones(3, np.float32),))
    assert {name: type(value) for name, value in faults.items()} == {
        "overflow": int,
        "underflow": int,
        "relative_error": float,
    }


@calls
def test_arguments_are_left_alone(module, name, arguments, kind):
    """Arrays are made read-only, so that even a change that is undone again would fail."""
    given, untouched = arguments(), arguments()
    for array in given:
        if isinstance(array, np.ndarray):
            array.setflags(write=False)

    call(module, name, given)

    for after, before in zip(given, untouched, strict=True):
        if isinstance(before, np.ndarray):
            np.testing.assert_array_equal(after, before)
        elif not isinstance(before, np.random.Generator):
            assert after == before


@calls
def test_a_result_does_not_depend_on_earlier_calls(module, name, arguments, kind):
    """Some results are remembered; writing into one must not reach the next caller."""
    first = call(module, name, arguments())
    expected = repr(first)
    for part in first if isinstance(first, tuple) else [first]:
        if isinstance(part, np.ndarray):
            part[...] = -1

    assert repr(call(module, name, arguments())) == expected


def test_every_function_is_in_the_table():
    """So that none escapes the tests of this module."""
    public = set()
    for module in MODULES:
        loaded = importlib.import_module(f"reference.{module}")
        own = (getattr(loaded, name) for name in loaded.__all__)
        public |= {each.__name__ for each in own if not isinstance(each, type)}

    assert public - {"pad", "convolve_padded"} == {name for _, name, *_ in CALLS}


def test_every_module_is_looked_at():
    """A new topic has to be entered here."""
    found = {each.name for each in pkgutil.iter_modules(reference.__path__) if not each.ispkg}
    assert found == set(MODULES)


@pytest.mark.parametrize("module", MODULES)
def test_the_examples_in_the_documentation_are_true(module):
    """Each module shows at least one, but for the module of errors."""
    result = doctest.testmod(importlib.import_module(f"reference.{module}"))

    assert result.failed == 0
    assert result.attempted > 0 or module == "errors"


@pytest.mark.parametrize("module", MODULES)
def test_a_module_imports_nothing_of_the_grader_and_no_scipy(module):
    """Read from the source, so that an import inside a function counts as well."""
    tree = ast.parse(Path(importlib.import_module(f"reference.{module}").__file__).read_text())
    names = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    names |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}

    packages = {name.split(".")[0] for name in names}
    assert packages - set(sys.stdlib_module_names) <= {"numpy", "sympy", "reference"}


def test_sympy_is_not_loaded_before_it_is_needed():
    """It takes longer to import than all answers of a submission to compute."""
    imports = "; ".join(f"import reference.{module}" for module in MODULES)
    program = f"import sys; {imports}; print('sympy' in sys.modules, 'scipy' in sys.modules)"

    output = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(reference.__file__).parents[1],
    ).stdout
    assert output.split() == ["False", "False"]
