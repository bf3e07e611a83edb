"""
Whether a shown example is a true one, judged by its text alone.

The calls of a verdict are read as a student would read them: asked of the wrong function they must
give the answers that stand beside them, an answer that is called wrong must not be the model's, and
a function that is wrong in the shown calls and right in all others must still break the law.
"""

import ast
import re

import numpy as np
import sympy

from grader.authoring import text_file
from grader.call_text import call_line, literal
from grader.examine.example_run import run
from grader.examine.feedback.right_answers import RightAnswers
from grader.examine.feedback.same_answer import alike
from grader.examine.student.calls import Call
from grader.examine.student.faults import StudentFault
from grader.examine.student.in_process import InProcessStudent, quiet
from grader.examine.student.replies import request_of
from grader.examine.verdict_text import Telling
from grader.examine.verdicts import judged
from grader.model import Outcome
from grader.sandbox.wire.given_functions import GivenFunction
from grader.text import clean

LONGEST_CALL, LONGEST_ANSWER = 2_000, 300
TRIES = 30
NUMBER = r"[-+]?\d[\d.]*(?:e[-+]?\d+)?"
FOUND = re.compile(
    rf"^(?P<part>`\w+`:? )?(?:returned |element (?P<place>\([\d, ]+\)) is )(?P<number>{NUMBER}), "
)
NAMES = {"np": np, "sympy": sympy, "inf": np.inf, "nan": np.nan, "text_file": text_file}
ASKED_OFTEN = re.compile(r"asked \w+ more than (\d+) times")


class Bench:
    """A sheet, the examples of its properties, its model, and what a verdict is told with."""

    def __init__(self, sheet, examples, model, likeness):
        self.sheet = sheet
        self.examples = examples
        self.model = model
        self.likeness = likeness
        self.known = {name: {} for name in model}
        self.telling = Telling(RightAnswers(sheet), full=True)

    def lost(self, changed):
        """Each property that a submission loses which is right but for ``changed``: its verdict."""
        functions = {**self.model, **changed}
        known = {name: found for name, found in self.known.items() if name not in changed}
        for prop in self.sheet.properties:
            if prop.declared.measured or prop.declared.function not in changed:
                continue
            for example in self.examples(prop):
                with quiet():
                    example_run = run(prop.body, example, InProcessStudent(functions, known).ask)
                if example_run.failure is not None:
                    yield prop, example_run, judged(prop, example_run, 1, self.telling).verdict
                    break

    def lies(self, changed):
        """What is not true of the examples that are shown for ``changed``, in words."""
        for prop, example_run, verdict in self.lost(changed):
            if verdict.outcome in (Outcome.WRONG, Outcome.RAISED):
                yield from (
                    f"{prop.key}: {lie}\n{verdict.call}\n{verdict.message}"
                    for lie in self._lies(prop, example_run, verdict, changed)
                )

    def _lies(self, prop, example_run, verdict, changed):
        if not verdict.shown:
            yield "no call is shown"
        if len(verdict.shown) > 3:
            yield "too many calls are shown"
        yield from _misnamed(verdict)
        with quiet():
            for shown in verdict.shown:
                yield from self._untrue(shown, {**self.model, **changed})
            one_by_one = not verdict.further and not any(map(_is_done, verdict.shown))
            if one_by_one and not self._breaks(prop, example_run, verdict, changed):
                yield "the shown answers do not break the law"

    def _said(self, call, functions):
        """What a call answers, or raises, as a report writes it."""
        given = InProcessStudent(functions).answer(call, request_of(call)).value
        said = str(given) if isinstance(given, StudentFault) else literal(given, LONGEST_ANSWER)
        return clean(said, LONGEST_ANSWER)

    def _untrue(self, shown, functions):
        """Whether a call has another answer than stands beside it, or is right and called wrong."""
        often = ASKED_OFTEN.fullmatch(shown.fault)
        call = None if _is_done(shown) else read_back(shown.call, int(often[1]) if often else None)
        if call is None:
            return
        answer = shown.returned or shown.fault
        said = self._said(call, functions)
        if said != answer:
            # What draws by itself may draw the same a few times, and hardly thirty times.
            if all(self._said(call, functions) == said for _ in range(TRIES)):
                yield f"{shown} was answered {said}"
            return
        if shown.wrong and not any(isinstance(a, np.random.Generator) for a in call.arguments):
            echo = call._replace(echo=True)
            asked = [
                InProcessStudent(f).answer(echo, request_of(echo)).value
                for f in (functions, self.model)
            ]
            same = alike(*asked, asked[1], None) and self._same_value(call, *asked)
            if same and self._same_kind(*asked):
                yield f"{shown} is called wrong, and it is the model's answer"

    def _same_value(self, call, found, right):
        """Whether the sheet, too, takes two answers for the same."""
        own = self.likeness.get(call.function)
        if own is None or isinstance(found, StudentFault) or isinstance(right, StudentFault):
            return True
        return alike(found[0], right[0], right[0], own)

    def _same_kind(self, found, right):
        """Whether two answers are of one kind: a float where an int is asked is no right answer."""
        if isinstance(found, StudentFault) or isinstance(right, StudentFault):
            return True
        return _kind(found[0]) == _kind(right[0])

    def _breaks(self, prop, example_run, verdict, changed):
        """Whether a submission that is wrong in the shown calls alone loses the property."""
        lines = {shown.call for shown in verdict.shown}
        wrong = InProcessStudent({**self.model, **changed})
        right = InProcessStudent(self.model, self.known)

        def ask(calls):
            for call in calls:
                line = clean(call_line(call.function, call.arguments), LONGEST_CALL)
                yield (wrong if line in lines else right).answer(call, request_of(call))

        # What draws by itself may draw the same by chance, and once in many times it does not.
        return any(
            run(prop.body, example_run.example, lambda calls: list(ask(calls))).failure
            for _ in range(TRIES)
        )


def _kind(value):
    """The type of a value, and of each entry of a tuple, list or dict."""
    if isinstance(value, dict):
        return {key: _kind(entry) for key, entry in value.items()}
    if isinstance(value, (list, tuple)):
        return list(map(_kind, value))
    return type(value)


def _misnamed(verdict):
    """Whether a number is said to be in an answer in which it is not."""
    said = FOUND.search(verdict.message)
    whole = [each for each in verdict.shown if each.returned and not each.returned.endswith("…")]
    if not said or said["part"] or len(whole) != 1 or len(verdict.shown) != 1:
        return
    if whole[0].returned.startswith("<"):  # too long to be shown, and only described
        return
    try:
        answer = eval(whole[0].returned, NAMES)
    except NameError:  # symbols, in which no number has a place of its own
        return
    place = eval(said["place"]) if said["place"] else ()
    try:
        found = complex(np.asarray(answer)[place])
    except (IndexError, TypeError, ValueError):
        yield f"{verdict.message!r} is said of {whole[0].returned}"
        return
    if not np.isclose(found, complex(said["number"]), rtol=1e-4, atol=1e-12, equal_nan=True):
        yield f"{verdict.message!r} is said of {whole[0].returned}"


def _is_done(shown):
    """Whether what is shown is no call: what was done with objects, or an entry of ANSWERS."""
    return "; " in shown.call.partition("(")[0] or re.match(r"\w+ = |ANSWERS\[", shown.call)


def read_back(line, most=None):
    """
    The call that a line says, or None where it was shortened.

    ``most`` is how often a given function may be asked, which a line does not say.
    """
    if "<" in line or line.endswith("…"):
        return None
    (call,) = ast.parse(line, mode="single").body
    return Call(call.value.func.id, tuple(_argument(a, line, most) for a in call.value.args))


def _argument(written, line, most):
    source = ast.get_source_segment(line, written)
    if isinstance(written, ast.Lambda):
        return GivenFunction(source, most)
    return _sent(eval(source, NAMES.copy()))


def _sent(value):
    """An argument as it was sent: symbols are made in the student's process."""
    from grader.sandbox.wire.expressions import dismantle

    if isinstance(value, list):
        return [_sent(entry) for entry in value]
    return dismantle(value) if isinstance(value, sympy.Basic) else value
