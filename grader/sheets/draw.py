"""
Running a property's own strategies with another body.

Recording and searching both let Hypothesis draw a property's examples and do something of
their own with each.  Hypothesis is told to be repeatable, silent and without memory: no
database, no deadline, a seed; ``.hypothesis`` folders are never written.
"""

import contextlib
import functools
import importlib
import os
import warnings
from collections.abc import Callable, Collection, Iterator
from typing import Any

from hypothesis import HealthCheck, Phase, Verbosity, configuration, given, seed, settings

from grader.sheets.sheet import Property

__all__ = ["draw", "own_examples", "written_examples"]

OWN_SETTINGS = ("_hypothesis_internal_use", "_hypothesis_internal_settings")
COLLECTING = ("_get_local_constants", "Constants", "CONSTANTS_CACHE")


def own_examples(prop: Property, usual: int) -> int:
    """How many examples the property asks for itself; ``usual`` where it does not say."""
    own = getattr(prop.test, "_hypothesis_internal_use_settings", settings())
    asked = int(own.max_examples)
    return usual if asked == settings().max_examples else asked


def written_examples(prop: Property) -> int:
    """How many examples the property names itself, with ``@example``."""
    return len(getattr(prop.test, "hypothesis_explicit_examples", ()))


def draw(
    prop: Property,
    body: Callable[..., Any],
    *,
    examples: int,
    seed_number: int,
    phases: Collection[Phase],
) -> None:
    """
    Let Hypothesis draw up to ``examples`` sets of arguments and call ``body`` with each.

    ``body`` takes the drawn arguments by name; it is called once where there are none.  What it
    raises, Hypothesis treats as a failure: with ``Phase.shrink`` it then looks for a smaller one.
    """

    @functools.wraps(prop.body)
    def drawn(student: None, **kwargs: Any) -> None:  # noqa: ARG001
        body(**kwargs)

    for name in [each for each in vars(drawn) if each.startswith(OWN_SETTINGS)]:
        delattr(drawn, name)  # of a property that has @settings or @seed below @given
    explicit = getattr(prop.test, "hypothesis_explicit_examples", ())
    drawn.hypothesis_explicit_examples = list(explicit)  # type: ignore[attr-defined]
    strategies = prop.test.hypothesis._given_kwargs  # type: ignore[attr-defined]
    if not strategies:
        body()
        return
    test = given(**strategies)(drawn)
    configured = settings(
        max_examples=examples,
        database=None,
        deadline=None,
        derandomize=False,
        phases=tuple(phases),
        verbosity=Verbosity.quiet,
        print_blob=False,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )(seed(seed_number)(test))
    with _undisturbed(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        configured(student=None)


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """
    Nothing written, and nothing drawn that depends on where the code is installed.

    Hypothesis keeps tables in a folder, and newer versions try the constants that they find in
    the source of 'local' modules; both are switched off for the time of a run.
    """
    found: Any = configuration.storage_directory(intent_to_write=False)
    home = getattr(found, "home_directory", found)  # older versions have a path
    configuration.set_hypothesis_home_dir(os.devnull)
    try:
        with _no_local_constants():
            yield
    finally:
        configuration.set_hypothesis_home_dir(home)


@contextlib.contextmanager
def _no_local_constants() -> Iterator[None]:
    """
    Hypothesis finds no constants in local modules, whatever it has found before.

    There is no public switch for it.  A version that lacks one of the names collects no such
    constants, or does so elsewhere; then examples are as valid, and only less repeatable.
    """
    drawing = _providers()
    if not all(hasattr(drawing, name) for name in COLLECTING):
        yield
        return
    local = drawing._get_local_constants
    drawing._get_local_constants = drawing.Constants
    drawing.CONSTANTS_CACHE.cache.clear()
    try:
        yield
    finally:
        drawing._get_local_constants = local
        drawing.CONSTANTS_CACHE.cache.clear()


def _providers() -> Any:
    """The module of Hypothesis that draws; None in versions that have no such module."""
    try:
        return importlib.import_module("hypothesis.internal.conjecture.providers")
    except ImportError:
        return None
