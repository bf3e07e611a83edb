"""
Answers that depend on something else than the arguments, named for what they depend on.

A function that remembers earlier calls, or draws from another source than the generator that it is
given, gives answers that no example explains.  Either is said only where it was seen: a call was
answered wrongly and is right in every fresh process, or the generator comes back unused from calls
whose answers do not go by it.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from grader.examine.example_run import ExampleRun
from grader.examine.feedback.hint_levels import TWO_ANSWERS, is_hint
from grader.examine.feedback.right_or_wrong import Exchange, RightOrWrong, draws, steady
from grader.examine.feedback.same_answer import alike
from grader.examine.student.calls import Answer, Call
from grader.examine.student.in_process import quiet
from grader.examine.student.replies import Request, request_of
from grader.examine.student.session import Session
from grader.examine.verdicts import Examined
from grader.language import Message, message
from grader.sandbox.wire.values import Opaque
from grader.sheets.corpus import Corpus
from grader.sheets.sheet import Property, Sheet

__all__ = ["remembered", "unused_generators"]

FRESH = 4  # fresh processes that have to give the right one
MOST_ROUNDS = 6  # of fresh processes; one each for the lost properties of a function
MOST_ECHOED = 3  # calls that are asked what becomes of the generator

# Whether a memory decides, a clock or chance cannot be told apart from outside.
NOT_AT_FIRST = Message(
    "right as the first call of a new process: the answer depends on more than the arguments, "
    "such as on what was called before"
)
NOTHING_DRAWN = message(
    "nothing is drawn from `{name}`: draw every random number from it, "
    "and none from np.random or random"
)
NOT_ALL_DRAWN = message(
    "not every random number is drawn from `{name}`: draw every one from it, "
    "and none from np.random or random"
)

Lost = Sequence[tuple[Property, ExampleRun]]


def unused_generators(
    examined: Sequence[tuple[Property, Examined]],
    sheet: Sheet,
    corpus: Corpus,
    session: Session,
) -> dict[str, Message]:
    """That answers do not go by a generator, by the lost properties' keys, where it was seen."""
    if not (lost := _lost(examined)):
        return {}
    session.begin_question()
    with quiet():
        return _unused(lost, sheet, corpus, RightOrWrong(sheet), session)


def remembered(
    examined: Sequence[tuple[Property, Examined]], sheet: Sheet, session: Session
) -> dict[str, Message]:
    """That wrong answers are right on a first call, by the properties' keys, where it was seen."""
    if not (lost := _lost(examined)):
        return {}
    session.begin_question()
    with quiet():
        return _remembered(lost, RightOrWrong(sheet), session)


def _lost(examined: Sequence[tuple[Property, Examined]]) -> Lost:
    return [(p, found.failed) for p, found in examined if found.failed and _is_told(p, found)]


def _is_told(prop: Property, found: Examined) -> bool:
    told = is_hint(found.verdict) or found.verdict.message == TWO_ANSWERS
    return told and not prop.declared.measured


def _own(prop: Property, failed: ExampleRun) -> list[Exchange]:
    return [e for e in failed.exchanges if e[0].function == prop.declared.function]


def _remembered(lost: Lost, right: RightOrWrong, session: Session) -> dict[str, Message]:
    """The properties that were lost with calls which fresh processes answer rightly."""
    waiting: dict[str, list[tuple[str, Call]]] = {}
    for prop, failed in lost:
        for call, _ in right.wrong(_own(prop, failed))[-1:]:
            waiting.setdefault(prop.declared.function, []).append((prop.key, call))
    found: dict[str, Message] = {}
    for _ in range(MOST_ROUNDS):
        asked = [each.pop(0) for each in waiting.values() if each]
        calls = [call for _, call in asked]
        for (key, call), is_right in zip(asked, _rightly(calls, right, session), strict=True):
            if is_right:
                found[key] = NOT_AT_FIRST
            else:
                waiting.pop(call.function)
    return found


def _rightly(calls: Sequence[Call], right: RightOrWrong, session: Session) -> list[bool]:
    """For each call, of different functions, whether every fresh process answers it rightly."""
    rightly = [True] * len(calls)
    for _ in range(FRESH):
        left = [place for place in range(len(calls)) if rightly[place]]
        if not left:
            break
        session.abandon()
        for place in left:
            rightly[place] = right.is_right(calls[place], session.ask([calls[place]])[0])
    return rightly


def _unused(
    lost: Lost, sheet: Sheet, corpus: Corpus, right: RightOrWrong, session: Session
) -> dict[str, Message]:
    """
    The properties that were lost with answers which do not go by the generator.

    Where it is used in other calls, these answers have to differ when the same is asked again: else
    nothing may be drawn from elsewhere either.
    """
    suspected: dict[str, list[tuple[Property, list[Call]]]] = {}
    for prop, failed in lost:
        drawing = [
            (call, answer) for call, answer in _own(prop, failed) if draws(call) and not call.steps
        ]
        if drawing and (not steady([failed]) or _ignores_states(drawing, right)):
            calls = [call for call, _ in drawing if _is_used(right.right(_echo(call)))]
            if calls:
                function = prop.declared.function
                suspected.setdefault(function, []).append((prop, calls[:MOST_ECHOED]))
    found: dict[str, Message] = {}
    failures = {prop.key: failed for prop, failed in lost}
    for function, props in suspected.items():
        unused = [(p, calls) for p, calls in props if not _uses(calls, session)]
        if not unused:
            continue
        used = len(unused) < len(props) or _uses(_further(function, sheet, corpus, right), session)
        if used:
            unused = [(p, calls) for p, calls in unused if not steady([failures[p.key]])]
        if not unused:
            continue
        template = NOT_ALL_DRAWN if used else NOTHING_DRAWN
        name = right.parameters(function)[_place(unused[0][1][0])]
        found |= {prop.key: Message(template, name=name) for prop, _ in unused}
    return found


def _uses(calls: Sequence[Call], session: Session) -> bool:
    """Whether the function draws from the generator in any of these calls."""
    return any(map(_is_used, session.ask([*map(_echo, calls)])))


def _further(function: str, sheet: Sheet, corpus: Corpus, right: RightOrWrong) -> list[Call]:
    """Calls of frozen examples, held or lost, in which the model draws from the generator."""
    calls: list[Call] = []
    for prop in sheet.properties:
        if prop.declared.function == function and not prop.declared.measured:
            examples = corpus.examples(prop)
            for example in examples[:: max(1, len(examples) // MOST_ECHOED)][:MOST_ECHOED]:
                asked = right.calls(prop, example)
                plain = [c for c in asked if draws(c) and not c.steps]
                drawing = [c for c in plain if _is_used(right.right(_echo(c)))]
                calls += drawing[:MOST_ECHOED]
    return calls


def _ignores_states(drawing: Sequence[Exchange], right: RightOrWrong) -> bool:
    """Whether generators in different states gave equal answers where the model's differ."""
    alone: dict[Request, list[Exchange]] = {}
    for call, answer in drawing:
        alone.setdefault(_without_generator(call), []).append((call, answer))
    values = [[_value(*each) for each in exchanges] for exchanges in alone.values()]
    model = [[_value(c, right.right(c)) for c, _ in exchanges] for exchanges in alone.values()]
    return all(map(_are_alike, values)) and not all(map(_are_alike, model))


def _without_generator(call: Call) -> Request:
    """What is equal for calls that differ in the state of their generator only."""
    others = tuple(None if isinstance(a, np.random.Generator) else a for a in call.arguments)
    return request_of(call._replace(arguments=others, echo=False))


def _are_alike(values: Sequence[object]) -> bool:
    return all(alike(a, b, b) for a, b in pairwise(values))


def _value(call: Call, answer: Answer) -> object:
    echoed = call.echo and isinstance(answer.value, tuple)
    return answer.value[0] if echoed else answer.value


def _echo(call: Call) -> Call:
    return call._replace(echo=True)


def _place(call: Call) -> int:
    """Which argument the generator is."""
    return next(n for n, a in enumerate(call.arguments) if isinstance(a, np.random.Generator))


def _is_used(answer: Answer) -> bool:
    """Whether the generator came back otherwise than it was sent, or not at all."""
    if not isinstance(answer.value, tuple):
        return True
    drawn_from = [isinstance(after, Opaque) or _has_children(after) for after in answer.value[1]]
    back = [isinstance(after, np.random.Generator) for after in answer.value[1]]
    return any(drawn_from) or not any(back)


def _has_children(after: object) -> bool:
    """Whether other generators were spawned by one: what these draw is drawn from it."""
    seeded = after.bit_generator.seed_seq if isinstance(after, np.random.Generator) else None
    return bool(getattr(seeded, "n_children_spawned", 0))
