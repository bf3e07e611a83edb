"""Claims about separable filters, tried on kernels of many kinds."""

import itertools

import numpy as np

from grader.authoring.verifying import Finding, among, check, fails, holds
from reference import separability

ENTRIES = (-2.0, -1.0, 0.0, 1.0, 2.0, 3.0)


def small_kernels(side):
    """Whole-numbered kernels, some hundred, from all that there are of this side."""
    rng = np.random.default_rng(side)
    if side == 1:
        return [np.array([[entry]]) for entry in ENTRIES]
    drawn = rng.choice(ENTRIES, size=(400, side, side))
    columns, rows = rng.choice(ENTRIES, size=(2, 100, side))
    return [*drawn, *(np.outer(a, b) for a, b in zip(columns, rows, strict=True))]


def rank(kernel):
    """Number of singular values that count beside the largest."""
    values = np.linalg.svd(kernel, compute_uv=False)
    return int(np.count_nonzero(values > 1e-9 * max(values[0], 1e-300))) if values[0] else 0


def shown(kernel):
    """A whole-numbered kernel as lists."""
    return np.asarray(kernel).astype(int).tolist()


@check
def every_filter_is_separable(claimed) -> Finding:
    """Whether it is true, or false, that every two-dimensional filter is separable."""
    inseparable = next((k for k in small_kernels(2) if not separability.is_separable(k)), None)
    computed = inseparable is None
    example = "" if computed else f"{shown(inseparable)} has rank {rank(inseparable)}"
    return holds(computed, example) if claimed == computed else fails(computed, example)


@check
def filters_are_separable(claimed, kernels) -> Finding:
    """Whether it is true, or false, that these kernels are all separable."""
    answers = {name: separability.is_separable(np.array(k, float)) for name, k in kernels.items()}
    other = [name for name, answer in answers.items() if answer != claimed]
    parts = {
        name: [np.round(part, 3).tolist() for part in separability.separate(np.array(k, float))]
        for name, k in kernels.items()
        if answers[name]
    }
    example = "; ".join(f"{n} is {c} times {r}" for n, (c, r) in parts.items())
    return fails(answers, f"{', '.join(other)}: {example}") if other else holds(answers, example)


@check
def separable_filters_have(claimed) -> Finding:
    """Whether separable filters have this rank and this number of non-zero singular values."""
    kinds = {"the filter is not zero": [], "the filter is zero": []}
    for side in (1, 2, 3):
        for kernel in filter(separability.is_separable, small_kernels(side)):
            kinds["the filter is not zero" if kernel.any() else "the filter is zero"].append(kernel)
    cases, computed = {}, {}
    for kind, kernels in kinds.items():
        found = [{"rank": rank(k), "singular_values": rank(k)} for k in kernels]
        computed[kind] = found[0]
        wrong = (k for k, f in zip(kernels, found, strict=True) if f != claimed)
        cases[kind] = next((f"{shown(k)} has rank {rank(k)}" for k in wrong), "")
    return among(cases, computed)


@check
def determinant_at_rank_one(claimed) -> Finding:
    """Whether square filters of rank one have this determinant, of sides up to 4 for all sides."""
    cases, computed = {}, {}
    for name, sides in {"the side is at least 2": (2, 3, 4), "the side is 1": (1,)}.items():
        kernels = [k for side in sides for k in small_kernels(side) if rank(k) == 1]
        wrong = [k for k in kernels if abs(np.linalg.det(k) - claimed) > 1e-9]
        computed[name] = sorted({round(float(np.linalg.det(k)), 9) + 0.0 for k in kernels})
        values = [f"{shown(k)} has determinant {np.linalg.det(k) + 0.0:.3g}" for k in wrong[:1]]
        cases[name] = "".join(values)
    return among(cases, computed)


@check
def determinant_decides(claimed) -> Finding:
    """Whether it is true, or false, that a kernel is separable just where its determinant is 0."""
    search = itertools.chain(*(small_kernels(side) for side in (2, 3)))
    against = next(
        (k for k in search if (abs(np.linalg.det(k)) < 1e-9) != separability.is_separable(k)),
        None,
    )
    computed = against is None
    if computed:
        return holds(True) if claimed else fails(True, "no kernel speaks against it")
    state = "separable" if separability.is_separable(against) else "not separable"
    example = (
        f"{shown(against)} has determinant {np.linalg.det(against):.0f} and rank {rank(against)}: "
        f"it is {state}"
    ).replace("-0 ", "0 ")
    return fails(computed, example) if claimed else holds(computed, example)


@check
def separability_of(claimed, kernel) -> Finding:
    """Whether one kernel is separable or not, and has this determinant."""
    values = np.array(kernel, float)
    computed = {
        "separable": separability.is_separable(values),
        "determinant": round(float(np.linalg.det(values)), 9),
    }
    singular = np.linalg.svd(values, compute_uv=False).round(3).tolist()
    example = f"its singular values are {singular}"
    return holds(computed, example) if claimed == computed else fails(computed, example)
