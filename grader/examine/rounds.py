"""
All questions of a submission, in two rounds: what is quick first, then what was put off.

A function that hangs or is slow would take the time of all that come after it.  So each gets a
moment in the first round, in which a whole right file is done, and what needs more shares the
time that is left: nobody loses marks by a neighbour.
"""

from collections.abc import Callable, Sequence

from grader.examine.examiner import Examiner
from grader.examine.question import Examination
from grader.examine.student.session import Session
from grader.examine.verdict_text import Telling
from grader.examine.verdicts import Examined
from grader.language import Message
from grader.sheets.sheet import Property, Question

__all__ = ["examine_in_rounds"]


def examine_in_rounds(
    examiner: Examiner,
    questions: Sequence[Question],
    session: Session,
    progress: Callable[[Message], None],
    telling: Telling,
    meanwhile: Callable[[], None],
) -> list[tuple[Property, Examined]]:
    """
    The verdicts on all properties, in the order of the sheet.

    ``meanwhile`` is called at most once: when the process has got what is asked first of the last
    question.
    """
    found: dict[str, list[Examined]] = {}
    put_off: dict[str, Examination] = {}
    examinations = (
        Examination(each.properties, examiner.corpus, examiner.known, session) for each in questions
    )
    following: Examination | None = None

    def look_ahead() -> None:
        nonlocal following
        following = next(examinations, None)
        if following is None:
            meanwhile()
        else:
            following.prepare()

    for question in questions:
        progress(Message("question {question}", question=question.id))
        session.begin_question(is_first_round=True)
        asked, following = following or next(examinations), None
        asked.ask(look_ahead)
        if asked.slow:
            session.keep_answers()
            put_off[question.id] = asked
        else:
            found[question.id] = asked.examined(telling)
    _ask_slow(put_off, session, progress)
    # Only a question that had all its time can be too slow for what the sheet says.
    loses = examiner.sheet.settings.slow == "lost" and len(put_off) == 1
    for name, asked in put_off.items():
        found[name] = asked.examined(telling, slow_loses=loses)
    return [pair for q in questions for pair in zip(q.properties, found[q.id], strict=True)]


def _ask_slow(
    put_off: dict[str, Examination], session: Session, progress: Callable[[Message], None]
) -> None:
    """Give each function that was put off its share of the time that is left."""
    slow = [(name, function) for name, asked in put_off.items() for function in asked.slow]
    session.begin_second_round(alone=len(put_off) == 1)
    for place, (name, function) in enumerate(slow):
        progress(
            Message(
                "question {question}: {function}, which is slow", question=name, function=function
            )
        )
        session.begin_share(len(slow) - place)
        put_off[name].ask_slow(function)
