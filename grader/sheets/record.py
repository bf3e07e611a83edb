"""
Recording a corpus: of many candidates, those few that together tell the most apart.

A mistake that shows on few inputs shows on those with some trait, so every trait that a candidate
has is wanted in three examples; and every known wrong answer that a candidate catches has to be
caught by three.  The written examples are always among them.  A property must hold of the model
answer in each, so a wrong sheet is found here and not by a student.
"""

import hashlib
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import active_children, get_context
from pathlib import Path
from typing import Any

import hypothesis
import msgspec

from grader.call_text import brevity
from grader.errors import BadSheet
from grader.sandbox.isolation.importable import PACKAGES
from grader.sandbox.processes.interrupts import interrupt_held_back
from grader.sandbox.wire.codec import decode
from grader.sheets.choosing.budget import SMALL_SHEET, Budget, budget
from grader.sheets.choosing.candidates import assumed, drawn, mentions, size
from grader.sheets.choosing.choice import Choice
from grader.sheets.choosing.crossed import crossed
from grader.sheets.choosing.found import learned, with_calls
from grader.sheets.choosing.sendable import noting_calls
from grader.sheets.choosing.traits import traits
from grader.sheets.choosing.wrong_answers import WrongAnswer, catches, listed_lines, wrong_answers
from grader.sheets.corpus import (
    Corpus,
    Header,
    Packed,
    corpus_content,
    sheet_digest,
    store_corpus,
)
from grader.sheets.draw import own_examples
from grader.sheets.flaws.doubles import assert_no_doubles
from grader.sheets.flaws.model import assert_asks, assert_tells_nothing, model_flaw
from grader.sheets.flaws.names import assert_known_names
from grader.sheets.flaws.places import line_of
from grader.sheets.model_answers import ModelStudent, model_student, source_folders
from grader.sheets.sheet import Property, Question, Sheet, load_sheet

__all__ = ["PRIVATE_CANDIDATES", "PUBLIC_SEED", "freeze", "record", "recorded", "renewed"]

PUBLIC_SEED = b"public"
EXAMPLES = 32  # at most, of each property, but for what is written or catches a rare mistake
CAUGHT = 3  # examples that every wrong answer is to be caught by
CANDIDATES, PRIVATE_CANDIDATES = 240, 100  # that are drawn, of which the examples are chosen
USUAL = 100  # what Hypothesis draws of a property that does not say how many


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
    return store_corpus(file, recorded(sheet, seed, progress, count=count, jobs=jobs))


def recorded(
    sheet: Sheet,
    seed: bytes,
    progress: Callable[[str], None],
    *,
    count: int = CANDIDATES,
    jobs: int = 1,
    questions: Sequence[Question] | None = None,
) -> bytes:
    """
    What the file of a corpus holds, of all properties of ``sheet`` or of these questions.

    Calls that the sheet has learned are among them.  Raises BadSheet.
    """
    asked = sheet.questions if questions is None else questions
    assert_known_names(sheet, vars(model_student(sheet)))
    assert_no_doubles(sheet)
    found: dict[str, list[Packed]] = {}
    ids = [question.id for question in asked]
    keys = [prop.key for question in asked for prop in question.properties]
    if jobs > 1 and len(keys) > SMALL_SHEET:  # else one process is as fast as several
        # Spawned, since whoever grades has threads.
        work = [(str(sheet.folder), identity, seed, count) for identity in ids]
        with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
            with interrupt_held_back():  # one process answers for all
                futures = [pool.submit(_recorded, each) for each in work]
            try:
                for identity, future in zip(ids, futures, strict=True):
                    progress(identity)
                    found |= future.result()
            except BaseException:
                for child in active_children():
                    child.terminate()
                raise
    else:
        for each in asked:
            progress(each.id)
            found |= record(sheet, each, seed, count)
    header = Header(
        sheet=sheet.name,
        sheet_digest=sheet_digest(sheet),
        seed_digest=hashlib.sha256(seed).hexdigest(),
        hypothesis=hypothesis.__version__,
        examples=EXAMPLES,
    )
    return corpus_content(header, with_calls(sheet, {k: found[k] for k in keys}, learned(sheet)))


def renewed(
    sheet: Sheet, corpus: Corpus, keys: Collection[str], progress: Callable[[str], None]
) -> bytes:
    """
    The file of the public corpus with the examples of these properties drawn anew.

    All other examples stay as they are, but those of properties that are there no more.  Raises
    BadSheet.
    """
    found: dict[str, list[Packed]] = {}
    for question in sheet.questions:
        asked = [prop.key for prop in question.properties if prop.key in keys]
        if asked:
            progress(question.id)
            found |= record(sheet, question, PUBLIC_SEED, keys=asked)
    properties = {
        prop.key: found[prop.key] if prop.key in found else corpus.packed[prop.key]
        for prop in sheet.properties
    }
    header = msgspec.structs.replace(corpus.header, sheet_digest=sheet_digest(sheet))
    return corpus_content(header, with_calls(sheet, properties, learned(sheet)))


def _recorded(work: tuple[str, str, bytes, int]) -> dict[str, list[Packed]]:
    folder, identity, seed, count = work
    sheet = load_sheet(folder)
    question = next(each for each in sheet.questions if each.id == identity)
    return record(sheet, question, seed, count)


def record(
    sheet: Sheet,
    question: Question,
    seed: bytes,
    count: int = CANDIDATES,
    keys: Collection[str] | None = None,
) -> dict[str, list[Packed]]:
    """
    The examples of each property of a question, smallest first; each holds of the model.

    With ``keys``, those of the properties that have one of these keys.
    """
    model = model_student(sheet)
    packages = sheet.settings.packages
    assumes = mentions(sheet, b"assume")
    folders = source_folders(sheet)
    first = {prop.declared.function: prop.key for prop in reversed(question.properties)}
    pools = [
        Pool(
            *(prop, seed, count, model, folders, packages),
            assumes=assumes,
            budget=budget(len(sheet.properties), later=first[prop.declared.function] != prop.key),
        )
        for prop in question.properties
        if keys is None or prop.key in keys
    ]
    judging = [pool for pool in pools if pool.chosen_for_power]
    for wrong in wrong_answers(sheet, question, vars(model), listed_lines(sheet)):
        asking = [pool for pool in judging if pool.prop.declared.function in wrong.functions]
        _see_caught(wrong, asking)
    for pool in judging:
        pool.choice.by_distance(pool.budget.calls, pool.most, pool.budget.fewest_drawn)
        if pool.budget.crosses:
            pool.crossed = crossed(sheet, pool.prop, vars(model), pool.chosen(), pool.drawn)
    return {pool.prop.key: pool.chosen() for pool in pools}


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
    packed, drawn : list of Packed
        Distinct candidates: the written ones, then the drawn ones, smallest first; and these alone.
    crossed : list of Packed
        What is made of them, beside what is chosen.
    most : int
        How many candidates are chosen at most, but for those that catch a rare mistake.
    chosen_for_power : bool
        Not where the property says how many it wants, nor where it measures time.
    budget : Budget
        How many calls its examples may make.
    """

    def __init__(
        self,
        prop: Property,
        seed: bytes,
        count: int,
        model: ModelStudent,
        folders: Sequence[Path] = (),
        packages: Collection[str] = PACKAGES,
        *,
        assumes: bool = False,
        budget: Budget,
    ) -> None:
        self._packages = packages
        self.budget = budget
        self.prop = prop
        self._folders = folders
        own = own_examples(prop, USUAL)
        self.chosen_for_power = own == USUAL and not prop.declared.measured
        number = count if self.chosen_for_power else own
        self._model = model
        written, self.packed = drawn(prop, seed, number, folders)
        if assumes:
            written, self.packed = assumed(prop, written, self.packed, model)
        self.drawn, self.crossed = self.packed[written:], list[Packed]()
        least = written + budget.fewest_drawn
        self.most = max(EXAMPLES, least)
        self._asked: set[tuple[str, bytes, bytes]] = set()
        examples = [self.example(place) for place in range(len(self.packed))]
        sizes = [brevity(example)[0] for example in examples]
        self.choice = Choice([traits(example) for example in examples], sizes, self._hold)
        for place in range(written if self.chosen_for_power else len(self.packed)):
            self.choice.add(place)
        if self.chosen_for_power:
            fewest = self.choice.calls * least // max(1, written)
            self.choice.by_traits(max(budget.trait_calls, fewest), least)
            self.choice.by_traits(budget.trait_calls, self.most)
        assert_asks(prop, {name for name, *_ in self._asked})

    def example(self, place: int) -> dict[str, Any]:
        """The arguments of a candidate, freshly made."""
        found: dict[str, Any] = decode(*self.packed[place], ours=True)
        return found

    def catches(self, wrong: WrongAnswer, place: int) -> bool:
        """Whether a candidate tells a wrong answer from the model's."""
        return catches(self.prop, vars(self._model), wrong, self.example(place))

    def chosen(self) -> list[Packed]:
        """Those of the candidates that are chosen, and the crossed ones, smallest first."""
        return sorted({*(self.packed[p] for p in self.choice.places), *self.crossed}, key=size)

    def _hold(self, place: int) -> int:
        """Run the property on the model; how many calls it makes that it has not made before."""
        asked, example = len(self._asked), self.example(place)
        noting = noting_calls(self.prop.key, vars(self._model), self._packages, self._asked)
        student = ModelStudent(**noting)
        try:
            assert_tells_nothing(self.prop, self.prop.body(student, **example))
        except BadSheet as error:
            raise BadSheet(f"{line_of(self.prop.body)}: {error}") from error
        except Exception as error:
            found = self.example(place)
            raise model_flaw(self.prop, error, student, found, self._folders) from error
        return len(self._asked) - asked
