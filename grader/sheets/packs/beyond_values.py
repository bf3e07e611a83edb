"""
Which laws rest on what cannot be written down: on what objects do, and on what is printed.

A pack's model is what functions answered, as values.  So each law is run on the model, on a few of
its frozen examples, and it is noted what it asks for.
"""

import contextlib
import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from grader.sandbox.runner.printed_call import joined, print_of
from grader.sandbox.wire.codec import decode, encode
from grader.sandbox.wire.parts import first_opaque
from grader.sheets.corpus import Corpus
from grader.sheets.model_answers import ModelStudent, model_student
from grader.sheets.packs.elsewhere import OBJECT, PRINT
from grader.sheets.sheet import Property, Sheet

__all__ = ["laws_beyond_values"]


def laws_beyond_values(sheet: Sheet, corpus: Corpus) -> dict[str, str]:
    """By a law's key, why a pack cannot hold it; nothing of a law that it can."""
    functions = vars(model_student(sheet))
    timeless = [prop for prop in sheet.properties if not prop.declared.measured]
    found = {prop.key: _why(prop, corpus, functions) for prop in timeless}
    return {key: why for key, why in found.items() if why}


def _why(prop: Property, corpus: Corpus, functions: Mapping[str, Any]) -> str:
    noted: set[str] = set()
    watched = {n: _Watched(f, noted) if callable(f) else f for n, f in functions.items()}
    examples = corpus.examples(prop)
    for example in (*examples[:1], *examples[1:][-1:]):
        # A law that does not hold of the model is told of where the pack's are tried.
        with contextlib.suppress(Exception), contextlib.redirect_stdout(io.StringIO()):
            prop.body(ModelStudent(**watched), **example)
    return next((why for why in (OBJECT, PRINT) if why in noted), "")


class _Watched:
    """A function or class of the model's, of which is noted what it is used for."""

    def __init__(self, function: Callable[..., Any], noted: set[str]) -> None:
        self._function, self._noted = function, noted

    def __call__(self, /, *arguments: Any, **named: Any) -> Any:
        """What it answers."""
        self._look_at([*arguments, *named.values()])
        answer = self._function(*arguments, **named)
        self._look_at([answer])
        return answer

    def printed(self, arguments: Sequence[Any], named: Mapping[str, Any], stdin: str) -> Any:
        """What it prints."""
        self._noted.add(PRINT)
        return joined(print_of(lambda *given: self(*given, **named), tuple(arguments), stdin))

    def __getattr__(self, name: str) -> Any:
        """What a class has itself."""
        self._noted.add(OBJECT)
        return getattr(self._function, name)

    def _look_at(self, values: Sequence[Any]) -> None:
        # To look into an iterator would use it up.
        held = [each for each in values if not hasattr(type(each), "__next__")]
        if first_opaque(decode(*encode(held))) is not None:
            self._noted.add(OBJECT)
