"""
Recording a corpus: of many candidates, those few that together tell the most apart.

A mistake that shows on few inputs shows on those with some trait, so every trait that a candidate
has is wanted in three examples; and every known wrong answer that a candidate catches has to be
caught by three.  The written examples are always among them.  A property must hold of the model
answer in each, so a wrong sheet is found here and not by a student.
"""

import contextlib
import hashlib
import signal
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import active_children, get_context
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import hypothesis
from hypothesis import Phase

from grader.call_text import brevity
from grader.errors import BadSheet
from grader.sandbox.wire.codec import decode, encode
from grader.sandbox.wire.values import Opaque
from grader.sheets.choosing.choice import Choice
from grader.sheets.choosing.traits import traits
from grader.sheets.choosing.wrong_answers import WrongAnswer, catches, listed_lines, wrong_answers
from grader.sheets.corpus import Header, Packed, sheet_digest, write_corpus
from grader.sheets.draw import draw, own_examples, written_examples
from grader.sheets.model_answers import model_student
from grader.sheets.sheet import Property, Question, Sheet, load_sheet

__all__ = ["PRIVATE_CANDIDATES", "PUBLIC_SEED", "candidates", "freeze", "record"]

PUBLIC_SEED = b"public"
EXAMPLES = 32  # at most, of each property, but for what is written or catches a rare mistake
TRAIT_CALLS, CALLS = 20, 24  # of each property: chosen by traits; and with the farthest ones
FEWEST_DRAWN = 8  # beside however many are written
CAUGHT = 3  # examples that every wrong answer is to be caught by
CANDIDATES, PRIVATE_CANDIDATES = 240, 100  # that are drawn, of which the examples are chosen
# From the eleventh on, Hypothesis mostly varies what it drew before, six times each. So draws
# start anew before that: nearly every one is then of its own shape, and far fewer find as much.
AT_A_TIME = 9
STARTS = 4  # more than that needs, for a property whose examples are often equal
BARREN = 3  # starts one after the other without anything new, after which there is hardly any
USUAL = 100  # what Hypothesis draws of a property that does not say how many
SMALL_SHEET = 20  # properties, up to which one process is as fast as several


def freeze(
    sheet: Sheet,
    file: Path,
    seed: bytes,
    progress: Callable[[str], None],
    *,
    count: int = CANDIDATES,
    jobs: int = 1,
) -> str:
    """Record all properties of ``sheet`` into ``file``, in ``jobs`` processes; its digest."""
    found: dict[str, list[Packed]] = {}
    ids = [question.id for question in sheet.questions]
    if jobs > 1 and len(sheet.properties) > SMALL_SHEET:
        # Spawned, since whoever grades has threads.
        work = [(str(sheet.folder), identity, seed, count) for identity in ids]
        with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
            with _out_of_reach():
                futures = [pool.submit(_recorded, each) for each in work]
            try:
                for identity, future in zip(ids, futures, strict=True):
                    recorded = future.result()
                    progress(identity)
                    found |= recorded
            except BaseException:
                for child in active_children():
                    child.terminate()
                raise
    else:
        for each in sheet.questions:
            progress(each.id)
            found |= record(sheet, each, seed, count)
    header = Header(
        sheet=sheet.name,
        sheet_digest=sheet_digest(sheet),
        seed_digest=hashlib.sha256(seed).hexdigest(),
        hypothesis=hypothesis.__version__,
        examples=EXAMPLES,
    )
    return write_corpus(file, header, {prop.key: found[prop.key] for prop in sheet.properties})


@contextlib.contextmanager
def _out_of_reach() -> Iterator[None]:
    """Processes that begin within it are not told of Ctrl-C, which one process answers for all."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _recorded(work: tuple[str, str, bytes, int]) -> dict[str, list[Packed]]:
    folder, identity, seed, count = work
    sheet = load_sheet(folder)
    question = next(each for each in sheet.questions if each.id == identity)
    return record(sheet, question, seed, count)


def record(
    sheet: Sheet, question: Question, seed: bytes, count: int = CANDIDATES
) -> dict[str, list[Packed]]:
    """The examples of each property of a question, smallest first; each holds of the model."""
    model = model_student(sheet)
    pools = [Pool(prop, seed, count, model) for prop in question.properties]
    judging = [pool for pool in pools if pool.chosen_for_power]
    for wrong in wrong_answers(sheet, question, vars(model), listed_lines(sheet)):
        asking = [pool for pool in judging if pool.prop.declared.function in wrong.functions]
        _see_caught(wrong, asking)
    for pool in judging:
        pool.choice.by_distance(CALLS, pool.most)
    return {pool.prop.key: pool.recorded() for pool in pools}


def _see_caught(wrong: WrongAnswer, pools: Sequence["Pool"]) -> None:
    """Choose further examples, until enough of them catch a wrong answer or none is left."""
    missing = CAUGHT
    for further in (False, True):
        for pool in pools:
            chosen = list(pool.choice.places)
            others = [place for place in range(len(pool.packed)) if place not in chosen]
            for place in others if further else chosen:
                if missing and pool.catches(wrong, place):
                    pool.choice.add(place)
                    missing -= 1


class Pool:
    """
    The candidates of one property, and those of them that are chosen.

    Attributes
    ----------
    packed : list of Packed
        Distinct candidates: the written ones, then the drawn ones, smallest first.
    most : int
        How many examples there are to be at most, but for those that catch a rare mistake.
    chosen_for_power : bool
        Not where the property says how many it wants, nor where it measures time.
    """

    def __init__(self, prop: Property, seed: bytes, count: int, model: SimpleNamespace) -> None:
        self.prop = prop
        own = own_examples(prop, USUAL)
        self.chosen_for_power = own == USUAL and not prop.declared.measured
        number = count if self.chosen_for_power else own
        written, self.packed = candidates(prop, seed, number)
        self.most = max(EXAMPLES, written + FEWEST_DRAWN)
        self._model = model
        self._asked: set[object] = set()
        examples = [self.example(place) for place in range(len(self.packed))]
        sizes = [brevity(example)[0] for example in examples]
        self.choice = Choice([traits(example) for example in examples], sizes, self._hold)
        for place in range(written if self.chosen_for_power else len(self.packed)):
            self.choice.add(place)
        if self.chosen_for_power:
            fewest = self.choice.calls * (written + FEWEST_DRAWN) // max(1, written)
            self.choice.by_traits(max(TRAIT_CALLS, fewest), written + FEWEST_DRAWN)
            self.choice.by_traits(TRAIT_CALLS, self.most)

    def example(self, place: int) -> dict[str, Any]:
        """The arguments of a candidate, freshly made."""
        found: dict[str, Any] = decode(*self.packed[place])
        return found

    def catches(self, wrong: WrongAnswer, place: int) -> bool:
        """Whether a candidate tells a wrong answer from the model's."""
        return catches(self.prop, vars(self._model), wrong, self.example(place))

    def recorded(self) -> list[Packed]:
        """The chosen examples, smallest first."""
        chosen = [self.packed[place] for place in self.choice.places]
        return sorted(chosen, key=lambda packed: (brevity(decode(*packed)), packed))

    def _hold(self, place: int) -> int:
        """Run the property on the model; how many calls it makes that it has not made before."""
        asked, example = len(self._asked), self.example(place)
        noting = {name: self._noting(name, value) for name, value in vars(self._model).items()}
        try:
            self.prop.body(SimpleNamespace(**noting), **example)
        except Exception as error:
            raise BadSheet(
                f"{self.prop.key} does not hold of the model answer: {error!r} for {example!r}. "
                f"Mend the property or the model, then freeze again."
            ) from error
        return len(self._asked) - asked

    def _noting(self, name: str, function: Any) -> Any:
        """The model's function, with its calls noted."""

        def noted(*arguments: Any) -> Any:
            self._asked.add((name, *encode(list(arguments))))
            return function(*arguments)

        return noted


def candidates(prop: Property, seed: bytes, count: int) -> tuple[int, list[Packed]]:
    """How many distinct examples are written, and these, followed by up to ``count`` drawn ones."""
    found: dict[Packed, None] = {}

    def keep(**values: Any) -> None:
        if len(found) < written + count:
            found.setdefault(_packed(prop, values))

    def start(number: int, phase: Phase, examples: int = AT_A_TIME) -> None:
        seed_number = _seed_number(seed, prop, number)
        draw(prop, keep, examples=examples, seed_number=seed_number, phases=(phase,))

    written = written_examples(prop)
    if written:
        start(0, Phase.explicit)
    written = len(found)
    barren = 0
    for number in range(count // AT_A_TIME + STARTS):
        before = len(found)
        if before >= written + count or barren == BARREN:
            break
        start(number, Phase.generate, min(AT_A_TIME, count))
        barren = 0 if len(found) > before else barren + 1
    drawn = sorted(list(found)[written:], key=lambda packed: (brevity(decode(*packed)), packed))
    return written, [*list(found)[:written], *drawn]


def _packed(prop: Property, drawn: Mapping[str, Any]) -> Packed:
    packed = encode(dict(drawn))
    if _opaque(decode(*packed)):
        raise BadSheet(
            f"{prop.key} draws a value that cannot be recorded. Draw numbers, text, lists, "
            f"tuples, dicts or arrays, and make anything else inside the property."
        )
    return packed


def _opaque(value: Any) -> bool:
    if isinstance(value, dict):
        return any(map(_opaque, value.values()))
    if isinstance(value, (list, tuple)):
        return any(map(_opaque, value))
    return isinstance(value, Opaque)


def _seed_number(seed: bytes, prop: Property, number: int) -> int:
    digest = hashlib.sha256(b"\0".join([seed, prop.key.encode(), str(number).encode()])).digest()
    return int.from_bytes(digest[:8], "big")
