"""
The properties of one question on one submission: from recorded examples to verdicts.

All of them are talked about at once, so that the student's process is never idle; those
that measure CPU time come last and one call at a time, so that its clock counts nothing
else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from grader.errors import SandboxFailed
from grader.examine.answer_tree import Scene
from grader.examine.ask_twice import Witness, ask_again, witnesses
from grader.examine.example_run import Dialogue, run
from grader.examine.scheduler import Conversation
from grader.examine.student.session import Session
from grader.examine.verdicts import Examined, judged
from grader.sheets.corpus import Corpus
from grader.sheets.sheet import Property

__all__ = ["examine"]

Examples = Sequence[Mapping[str, Any]]


def examine(
    properties: Sequence[Property], corpus: Corpus, session: Session, *, full: bool
) -> list[Examined]:
    """
    Judge properties by their recorded examples, smallest first.

    ``full`` lets the feedback say what should have come back.
    """
    examples = [corpus.examples(prop) for prop in properties]
    try:
        scripts = [corpus.scripts_of(prop) for prop in properties]
        held = _hold(properties, examples, scripts, session)
    except SandboxFailed as error:
        held = [([Dialogue({}, error, finished=True)], ()) for _ in properties]
    judgements = [
        judged(prop, dialogues[-1], sum(each.calls for each in dialogues), full=full)
        for prop, (dialogues, _) in zip(properties, held, strict=True)
    ]
    return [
        found if found.failed is not None else replace(found, witnesses=asked)
        for found, (_, asked) in zip(judgements, held, strict=True)
    ]


def _hold(
    properties: Sequence[Property],
    examples: Sequence[Examples],
    scripts: Sequence[list[Scene | None]],
    session: Session,
) -> list[tuple[list[Dialogue], tuple[Witness, ...]]]:
    """What was said about each property, and what of it is to be asked once more."""
    conversation = Conversation(session)
    topics = {
        place: conversation.about(prop.body, examples[place], scripts[place])
        for place, prop in enumerate(properties)
        if examples[place] and not prop.declared.measured
    }
    conversation.hold()
    held = [topic for topic in topics.values() if conversation.dialogues(topic)[-1].failure is None]
    ask_again(conversation, held, session)
    return [
        (conversation.dialogues(topics[place]), witnesses(conversation, topics[place], session))
        if place in topics
        else (_one_by_one(prop, examples[place], session), ())
        for place, prop in enumerate(properties)
    ]


def _one_by_one(prop: Property, examples: Examples, session: Session) -> list[Dialogue]:
    """Each call alone; a property without an example is our mistake."""
    dialogues = []
    for example in examples:
        dialogues.append(run(prop.body, example, session))
        if dialogues[-1].failure is not None:
            break
    missing = LookupError("the corpus has no example of it")
    return dialogues or [Dialogue({}, missing, finished=True)]
