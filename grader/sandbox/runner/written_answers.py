"""
The written answers of a submission, for a person to read, and its constants.

``ANSWERS`` may hold anything, so each entry is taken for itself: exact text, bounded, or words
that say why not.  An entry may also be a letter or a number that a question asks for; where its
name is one in Python, that is a constant of the submission.  This runs in the student's process;
the examiner checks it once more.
"""

from typing import Any

from grader.sandbox.wire.frames import LONGEST_TEXT, MOST_TEXTS, Written

__all__ = ["constant", "has_answers", "is_there", "written"]

ANSWERS = "ANSWERS"
LONGEST_KEY = 20


def has_answers(names: dict[str, Any]) -> bool:
    """Whether there is an ``ANSWERS``, and it is a dict; asked of its type, never of itself."""
    try:
        return issubclass(type(names.get(ANSWERS)), dict)
    except BaseException:  # a key of the module's may be anything
        return False


def is_there(name: str, names: dict[str, Any]) -> bool:
    """Whether there is a constant of this name, or where it is none in Python such an entry."""
    if name.isidentifier():
        return name in names
    return has_answers(names) and dict.__contains__(names[ANSWERS], name)


def constant(name: str, names: dict[str, Any]) -> Any:
    """The constant of this name, or the entry; a KeyError where there is none."""
    return names[name] if name.isidentifier() else dict.__getitem__(names[ANSWERS], name)


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
