"""
Asks the first calls of a question all at once.

Most of what its properties ask is known before anything is answered.  Sent call by call it
would cost as much in messages as in answers; sent together it costs next to nothing.  What
cannot be had in this way, because a call hangs or ends the process, or because all is slow, is
left for whoever asks one by one, and can tell whose fault it is.

Whoever asks is told of answers while the process is at work on the next batch, and can judge them
meanwhile: neither waits for the other.
"""

import contextlib
import time
from collections.abc import Callable, Iterable, Iterator, Sequence

from grader.examine.student.replies import Reply, Request
from grader.examine.student.session import Session
from grader.sandbox.processes.channel import Closed, Silent
from grader.sandbox.wire.bounds import Malformed

__all__ = ["TOO_LONG", "Answers", "ask_in_batches"]

TOO_LONG = 0.1  # seconds for an answer that nobody needs any more; a new process takes less
MOST_SECONDS = 0.5  # of such waiting, in all of a question
FIRST_CALLS, MOST_CALLS, MOST_BYTES = 16, 128, 1 << 18  # of a batch; each is twice the last

Answers = Sequence[tuple[Request, Reply]]


def ask_in_batches(
    requests: Iterable[Request],
    session: Session,
    heard: Callable[[Answers], None] = lambda _: None,
    meanwhile: Callable[[], None] = lambda: None,
) -> dict[Request, Reply]:
    """
    What is heard of these calls: of all of them, unless something is the matter.

    ``heard`` is told of answers as they come, in the order of the calls, and may read them;
    ``meanwhile`` is called when all has been sent.
    """
    known: dict[Request, Reply] = {}
    if not session.asks_together or not session.begin():
        return known
    try:
        with _at_work(session):
            asked = [request for request in requests if session.can_ask(request)]
            for answers in _answered(asked, session, meanwhile):
                known.update(answers)
                heard(answers)
    except Silent:
        session.asks_together = session.put_off_oldest()
        session.abandon()
    except (Malformed, Closed):
        session.asks_together = False
        session.abandon()
    return known


@contextlib.contextmanager
def _at_work(session: Session) -> Iterator[None]:
    """Within it an answer that cannot be read ends the process at the end, not in between."""
    session.is_at_work, session.is_to_end = True, False
    try:
        yield
    finally:
        session.is_at_work = False
        if session.is_to_end:
            session.end()


def _answered(
    requests: list[Request], session: Session, meanwhile: Callable[[], None]
) -> Iterator[Answers]:
    """Send all calls, each batch before the last is answered, and give what has come."""
    waited, batches = 0.0, [*_batches(requests)]
    for number, batch in enumerate((*batches, []), 1):
        if batch:
            session.send_all(batch)
        if number == len(batches):
            meanwhile()
        while session.waiting > len(batch):
            began = time.monotonic()
            answers = session.receive_all()
            seconds = time.monotonic() - began
            yield answers
            waited += seconds if seconds > TOO_LONG else 0.0
            if waited > MOST_SECONDS and session.waiting:
                raise Silent


def _batches(requests: list[Request]) -> Iterator[list[Request]]:
    batch: list[Request] = []
    most, size = FIRST_CALLS, 0
    for request in requests:
        if len(batch) >= most or size > MOST_BYTES:
            yield batch
            batch, most, size = [], min(2 * most, MOST_CALLS), 0
        batch.append(request)
        size += len(request.structure) + len(request.blob)
    if batch:
        yield batch
