"""A question as text: what is asked, what must hold, and what to revise."""

import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from rich.text import Text

from grader.language import ENGLISH, Language
from grader.model import added
from grader.sheets.allowed import allowed, worth
from grader.sheets.packs.elsewhere import told
from grader.sheets.sheet import Question, Sheet
from grader.text import begun

__all__ = ["explained", "question_text", "questions_json", "questions_markdown"]

FORMAT = 1


def question_text(question: Question, words: Language = ENGLISH) -> Iterator[Text]:
    """The heading, the text, and what is asked for."""
    elsewhere = (each.points for each in question.elsewhere)
    points = worth(added((question.points, *elsewhere)), question.bonus, words)
    yield Text(f"\n{question.id} {words.sheet(question.title)} · {points}", style="bold")
    yield Text(f"\n{words.sheet(question.text)}")
    yield Text("\n" + "\n".join(_asked_for(question, words)))


def _asked_for(question: Question, words: Language) -> Iterator[str]:
    """Functions, entries of ``ANSWERS``, or an answer in words where there is no property."""
    elsewhere = [each.name for each in question.elsewhere]
    asked = tuple(dict.fromkeys((*question.functions, *elsewhere)))
    entries = [name for name in asked if not name.isidentifier()]
    if functions := [name for name in asked if name.isidentifier()]:
        yield words.say("Functions: {names}", names=", ".join(functions))
    if entries:
        yield words.say("Entries of ANSWERS: {names}", names=", ".join(entries))
    if not asked:
        place = f"ANSWERS[{json.dumps(question.id)}]"
        yield words.say("Answer in words: {place}. A person marks it.", place=place)
    for said in told(question.id, question.elsewhere):
        yield begun(words.translated(said))


def questions_json(sheet: Sheet, questions: Sequence[Question], words: Language = ENGLISH) -> str:
    """The questions with their laws as one JSON object, with a line end."""
    content = {
        "format": FORMAT,
        "sheet": sheet.name,
        "title": words.sheet(sheet.title),
        "questions": [_fields(question, words) for question in questions],
    }
    return json.dumps(content, indent=2) + "\n"


def _fields(question: Question, words: Language) -> dict[str, Any]:
    return {
        "id": question.id,
        "title": words.sheet(question.title),
        "points": question.points,
        **({"bonus": question.bonus} if question.bonus else {}),
        "text": words.sheet(question.text),
        "functions": list(question.functions),
        "laws": [
            {
                "function": each.declared.function,
                "points": each.declared.points,
                **({"bonus": True} if each.declared.bonus else {}),
                "law": words.sheet(each.law),
            }
            for each in question.properties
        ],
    }


def questions_markdown(
    sheet: Sheet, questions: Sequence[Question], words: Language = ENGLISH
) -> str:
    """The questions as Markdown; their texts are the teacher's own, and stand as they are."""
    parts = [f"# {words.sheet(sheet.title)}"]
    for question in questions:
        heading, text, functions = (each.plain.strip() for each in question_text(question, words))
        parts += [f"## {heading}", text, functions]
    return "\n\n".join(parts) + "\n"


def explained(
    sheet: Sheet, question: Question, ideas: Sequence[str], words: Language = ENGLISH
) -> Iterator[Text]:
    """The same with the laws of each function, and the ideas to revise."""
    yield from question_text(question, words)
    yield Text("\n" + "\n".join(allowed(sheet.settings, words)))
    yield Text("\n" + words.say("What must hold"), style="bold")
    for function, laws in groupby(question.properties, key=lambda prop: prop.declared.function):
        yield Text(f"  {function}")
        for law in laws:
            declared = law.declared
            regular, bonus = (0, declared.points) if declared.bonus else (declared.points, 0)
            points = worth(regular, bonus, words)
            yield Text(f"    {words.sheet(law.law)} ({points})")
    if ideas:
        yield Text("\n" + words.say("Ideas to revise"), style="bold")
        yield from (Text(f"  - {idea}") for idea in ideas)
    command = f"grader check FILE --only {question.id} --hint 1{sheet.option}"
    yield Text("\n" + words.say("To see which law breaks: {command}", command=command))
