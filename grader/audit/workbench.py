"""
Runs properties on wrong and right answers, in our own process, on a sheet's frozen examples.

Setting it up takes a few seconds, so each process does it once and tries many subjects.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.call_text import example_text
from grader.examine.feedback.retold import is_by_answers
from grader.examine.feedback.same_answer import alike, likeness
from grader.examine.student.calls import Answer, Call
from grader.examine.student.faults import StudentFault
from grader.examine.student.in_process import InProcessStudent, quiet
from grader.examine.student.objects.expected import Expected
from grader.examine.student.replies import Request
from grader.sheets.corpus import FILE_NAME, read_corpus
from grader.sheets.flaws.places import flaw, line_of
from grader.sheets.model_answers import model_student
from grader.sheets.sheet import Property, Sheet, load_sheet
from grader.text import clean

__all__ = ["Caught", "Workbench"]

Function = Callable[..., Any]
LONGEST = 300


@dataclass(frozen=True, slots=True)
class Caught:
    """
    How one property took a subject.

    Attributes
    ----------
    examples : int
        How many examples failed; 1 where it was left at the first.
    first : str
        What the first of them failed with.
    ours : bool
        Whether it failed with an error of the property's own, which is a fault of the sheet.
    example : str
        The input at which it failed so, as Python.
    """

    examples: int
    first: str
    ours: bool
    example: str = ""

    @property
    def told(self) -> str:
        """What it failed with, and for which input."""
        return f"{self.first}, for {self.example}" if self.example else self.first


class Workbench:
    """
    Attributes
    ----------
    sheet : Sheet
    model : dict from a name to the model's function
    heard : dict from a function's name to what was asked of it: request to call and answer
    """

    def __init__(self, name: str | None, corpus: Path | None = None) -> None:
        self.sheet: Sheet = load_sheet(name)
        file = corpus or self.sheet.folder / FILE_NAME
        frozen = read_corpus(file, self.sheet)
        self._examples = {p.key: frozen.examples(p) for p in self.sheet.properties}
        self.model: dict[str, Function] = dict(vars(model_student(self.sheet)))
        self.likeness = likeness(self.sheet)
        self.reply: dict[str, dict[Request, tuple[Call, Answer]]] = {}
        self._known: dict[str, dict[Request, Answer]] = {name: {} for name in self.model}
        self._expected = Expected(lambda: self.model)
        self._asks: dict[str, set[str]] = {}
        with quiet():
            for prop in self.sheet.properties:
                self._asks[prop.key] = self._hear(prop)

    def _hear(self, prop: Property) -> set[str]:
        """Run a property on the model; what it calls.  Raises BadSheet where it does not hold."""
        in_process = InProcessStudent(self.model, self._known)
        for example in self._examples[prop.key]:
            try:
                prop.body(in_process.student, **example)
            except Exception as error:
                said = f"{prop.key} does not hold of the model answer: {{error}}. Freeze again."
                raise flaw(error, [self.sheet.folder], said, line_of(prop.body)) from error
        for request, (call, answer) in in_process.replies.items():
            self.reply.setdefault(call.function, {})[request] = call, answer
        return {call.function for call, _ in in_process.replies.values()}

    def examples(self, prop: Property) -> Sequence[Mapping[str, Any]]:
        """The frozen examples of a property, smallest first."""
        return self._examples[prop.key]

    def about(self, names: Iterable[str]) -> list[Property]:
        """The properties that call one of these functions."""
        return [p for p in self.sheet.properties if self._asks[p.key] & set(names)]

    def trial(self, changed: Mapping[str, Function], *, all_examples: bool) -> dict[str, Caught]:
        """
        What the properties say to a submission that is right but for ``changed``.

        By property; one that holds is left out.  Without ``all_examples`` each is left at its
        first failing example, as in marking.
        """
        known = {name: found for name, found in self._known.items() if name not in changed}
        functions = {**self.model, **changed}
        with quiet():
            found = {
                prop.key: self._taken(prop, functions, known, all_examples)
                for prop in self.about(changed)
            }
        return {key: caught for key, caught in found.items() if caught is not None}

    def _taken(
        self,
        prop: Property,
        functions: Mapping[str, Function],
        known: Mapping[str, dict[Request, Answer]],
        all_examples: bool,
    ) -> Caught | None:
        failures: list[tuple[Exception, Mapping[str, Any]]] = []
        for example in self._examples[prop.key]:
            try:
                student = InProcessStudent(functions, known, self._expected).student
                prop.body(student, **example)
            except Exception as failure:
                failures.append((failure, example))
                if not all_examples:
                    break
        if not failures:
            return None
        ours = [each for each in failures if _is_ours(each[0])]
        first, example = (ours or failures)[0]
        told = f"{type(first).__name__}: {first}"[:LONGEST]
        return Caught(len(failures), told, bool(ours), clean(example_text(example), LONGEST))

    def differences(self, name: str, function: Function) -> tuple[int, list[Call]]:
        """
        How many recorded calls were compared with the model's answers, and which differ.

        Calls with a generator are left out: right answers to those are not equal; and those of
        objects, which need more than one function.
        """
        compared, differing = 0, []
        in_process = InProcessStudent.of_sheet(self.sheet, {name: function})
        with quiet():
            for request, (call, right) in self.reply.get(name, {}).items():
                if call.timed or call.draws or call.steps:
                    continue
                found = in_process.answer(call, request)
                compared += 1
                own = self.likeness.get(name)
                values = (_value(call, found), _value(call, right))
                if not alike(*values, values[1], own):
                    differing.append(call)
        return compared, differing


def _is_ours(failure: Exception) -> bool:
    """Whether a failure is the sheet's own: the model passes, so one over answers is not."""
    return not isinstance(failure, (AssertionError, StudentFault)) and not is_by_answers(failure)


def _value(call: Call, answer: Answer) -> Any:
    """What was returned; of a call that asked for its arguments, without those."""
    value = answer.value
    return value[0] if call.echo and isinstance(value, tuple) else value
