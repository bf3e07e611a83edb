"""
The written answers of a submission, for a person to read.

``ANSWERS`` may hold anything, so each entry is taken for itself: exact text, bounded, or words
that say why not.  This runs in the student's process; the examiner checks it once more.
"""

from typing import Any

from grader.sandbox.wire.frames import LONGEST_TEXT, MOST_TEXTS, Written

__all__ = ["has_answers", "written"]

ANSWERS = "ANSWERS"
LONGEST_KEY = 20


def has_answers(names: dict[str, Any]) -> bool:
    """Whether there is an ``ANSWERS``, and it is a dict; asked of its type, never of itself."""
    try:
        return issubclass(type(names.get(ANSWERS)), dict)
    except BaseException:  # a key of the module's may be anything
        return False


def written(names: dict[str, Any]) -> list[Written]:
    """The first entries of ``ANSWERS``, where that is a dict."""
    if not has_answers(names):
        return []
    entries: list[Written] = []
    for key, value in dict.items(names[ANSWERS]):
        if len(entries) == MOST_TEXTS:
            break
        entries.append(_entry(key, value))
    return entries


def _entry(key: Any, value: Any) -> Written:
    if not issubclass(type(key), str):
        return Written("", "", "key", _kind(key))
    question = _sent(str.__getitem__(key, slice(LONGEST_KEY)))
    if not issubclass(type(value), str):
        return Written(question, "", "value", _kind(value))
    length = str.__len__(value)
    text = _sent(str.__getitem__(value, slice(LONGEST_TEXT)))[:LONGEST_TEXT]
    return Written(question, text, *(("length", str(length)) if length > LONGEST_TEXT else ()))


def _kind(value: Any) -> str:
    name = _sent(str(type(value).__name__)[:40])
    return f"{'an' if name[:1].lower() in tuple('aeiou') else 'a'} {name}"


def _sent(text: str) -> str:
    """Text that UTF-8 can carry."""
    return text.encode("utf-8", "backslashreplace").decode()
