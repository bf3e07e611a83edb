"""A question as text: what is asked, what must hold, and what to revise."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.text import Text

from grader.language import ENGLISH, Language
from grader.sheets.allowed import allowed
from grader.sheets.sheet import Question

__all__ = ["explained", "question_text"]


def question_text(question: Question, words: Language = ENGLISH) -> Iterator[Text]:
    """The heading, the text, and the functions that are asked for."""
    points = words.several("{n} point", "{n} points", question.points)
    yield Text(f"\n{question.id} {words.sheet(question.title)} · {points}", style="bold")
    yield Text(f"\n{words.sheet(question.text)}")
    functions = ", ".join(question.functions)
    yield Text("\n" + words.say("Functions: {names}", names=functions))


def explained(
    question: Question, ideas: Sequence[str], words: Language = ENGLISH
) -> Iterator[Text]:
    """The same with the laws of each function, and the ideas to revise."""
    yield from question_text(question, words)
    yield Text("\n" + "\n".join(allowed(words)))
    yield Text("\n" + words.say("What must hold"), style="bold")
    for function, laws in groupby(question.properties, key=lambda prop: prop.declared.function):
        yield Text(f"  {function}")
        for law in laws:
            points = words.several("{n} point", "{n} points", law.declared.points)
            yield Text(f"    {words.sheet(law.law)} ({points})")
    if ideas:
        yield Text("\n" + words.say("Ideas to revise"), style="bold")
        yield from (Text(f"  - {idea}") for idea in ideas)
    command = f"grader check FILE --only {question.id} --hint 1"
    yield Text("\n" + words.say("To see which law breaks: {command}", command=command))
