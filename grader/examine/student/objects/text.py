"""
What was done with objects, as a line of Python that can be pasted: ``p = Polynomial([1, 2])``.

Only what the last step depends on is written, and an object has a name where it is used again.
"""

from collections.abc import Sequence
from typing import Any

from grader.call_text import call_line, literal
from grader.sandbox.runner.operations import BINARY, HASH, IN_PLACE, UNARY
from grader.sandbox.runner.programs import ITSELF, Step

__all__ = ["program_line"]

CALLS = ("()", ".()")
UNARY_TEXT = {"-_": "-{}", "+_": "+{}", "~_": "~{}"}
TEXT = {
    "[]": "{}[{rest}]",
    "[:]": "{}[{bounds}]",
    "[]=": "{}[{key}] = {last}",
    "del []": "del {}[{rest}]",
    "iter()": "list({})",
    HASH: "hash({})",
    "with": "{}.__enter__()",
    "end with": "{}.__exit__(None, None, None)",
}


class _Name(str):
    """A name that stands for an object, which is written without quotation marks."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str.__str__(self)


def program_line(steps: Sequence[Step]) -> str:
    """All steps that belong to the last one, as statements one after the other."""
    kept = _belonging(steps)
    used = {number for place in kept for _, number, _ in steps[place].places}
    names: dict[int, str] = {}
    lines = []
    for place in kept:
        if steps[place].operation == ITSELF:
            names[place] = steps[place].arguments[0]
            continue
        line = _line(steps[place], names)
        if steps[place].operation in IN_PLACE:
            lines.append(_changed_in_place(steps, place, kept, names, line))
            continue
        if place in used:
            names[place] = _name(steps[place].operation, names)
            line = f"{names[place]} = {line}"
        lines.append(line)
    return "; ".join(lines)


def _changed_in_place(
    steps: Sequence[Step], place: int, kept: Sequence[int], names: dict[int, str], line: str
) -> str:
    """
    A statement such as ``p += q``, after which its name stands for what came of it.

    What is meant by the name before is not changed where somebody asks for it later: ``p += q``
    may make another object, and may not.
    """
    first = [(n, part) for path, n, part in steps[place].places if path == (0,)]
    later = {n for each in kept if each > place for _, n, _ in steps[each].places}
    number, part = first[0]
    if not part and number not in later:
        names[place] = names[number]
        return line
    whole, _, rest = line.partition(" ")
    names[place] = _name(whole, names)
    return f"{names[place]} = {whole}; {names[place]} {rest}"


def _belonging(steps: Sequence[Step]) -> list[int]:
    """
    The steps about objects that the last one has to do with, in order.

    A hash has to do with those before, for it only says which of them are equal to it.
    """
    last = len(steps) - 1
    hashes = (place for place, step in enumerate(steps) if step.operation == HASH)
    found = {last, *hashes} if steps[last].operation == HASH else {last}
    while True:
        objects = {n for place in found for _, n, _ in steps[place].places} | found
        more = {
            place
            for place, step in enumerate(steps)
            if place in objects or any(number in objects for _, number, _ in step.places)
        }
        if more <= found:
            return sorted(found)
        found |= more


def _name(operation: str, names: dict[int, str]) -> str:
    """The first letter of what an object came from, with a number where that is taken."""
    letter = operation[0].lower() if operation[0].isalpha() else "x"
    taken, number = set(names.values()), 1
    while (name := letter if number == 1 else f"{letter}{number}") in taken:
        number += 1
    return name


def _line(step: Step, names: dict[int, str]) -> str:
    arguments = list(step.arguments)
    for path, number, part in step.places:
        name = names.get(number, "…") + "".join(f"[{place}]" for place in part)
        _put(arguments, path, _Name(name))
    if step.calls_function:
        return call_line(step.operation, arguments, step.names)
    if step.operation in CALLS:
        first, *others = arguments
        called = _shown(first)
        if step.operation == ".()":
            called = f"{called}.{others.pop(0)}"
        return call_line(called, others, step.names)
    return _operated(step.operation, arguments)


def _put(arguments: Any, path: Sequence[int], name: _Name) -> None:
    place, *deeper = path
    if deeper:
        holder = arguments[place]
        entries = list(holder.values() if isinstance(holder, dict) else holder)
        _put(entries, deeper, name)
        if isinstance(holder, dict):
            arguments[place] = dict(zip(holder, entries, strict=True))
        else:
            arguments[place] = tuple(entries) if isinstance(holder, tuple) else entries
    else:
        arguments[place] = name


def _operated(operation: str, arguments: Sequence[Any]) -> str:
    first, *others = arguments
    if operation in (".", ".="):
        name, *others = others
        read = f"{_shown(first)}.{name}"
        return f"{read} = {literal(others[0])}" if operation == ".=" else read
    if operation in BINARY:
        return f"{_shown(first)} {operation} {_shown(others[0])}"
    if operation in UNARY:
        return UNARY_TEXT.get(operation, f"{operation[:-2]}({{}})").format(_shown(first))
    rest = ", ".join(map(literal, others))
    key, last = (literal(others[0]), literal(others[-1])) if others else ("", "")
    words = {"rest": rest, "key": key, "last": last, "bounds": _bounds(others)}
    return TEXT[operation].format(_shown(first), **words)


def _shown(value: Any) -> str:
    text = literal(value)
    return f"({text})" if text.startswith("-") else text


def _bounds(bounds: Sequence[Any]) -> str:
    """The bounds of a slice as they are written."""
    three = (*bounds, None, None, None)[:3]
    start, stop, step = ("" if each is None else literal(each) for each in three)
    return f"{start}:{stop}:{step}" if step else f"{start}:{stop}"
