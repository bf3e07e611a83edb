"""
The power of a corpus: every kind of wrong answer that can be made, tried on what was recorded.

An audit asks whether known mistakes and changed model answers are caught.  That was what the corpus
was chosen by; students make others.  So right solutions are changed as well, mistakes are made in
pairs, and each function is made wrong where something is special about its input.
"""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TooLate
from dataclasses import dataclass
from pathlib import Path

from pebble import ProcessExpired, ProcessPool

from grader.audit.mutants import Mutant
from grader.audit.other_solutions import FOLDER
from grader.audit.power.bench import Bench, Tried, drawn_for
from grader.audit.rare import solution_lines
from grader.audit.trials import Mistake
from grader.sheets.choosing.candidates import candidates
from grader.sheets.choosing.wrong_answers import (
    ChangedLine,
    Function,
    WrongAnswer,
    changed_functions,
    mistakes,
)
from grader.sheets.corpus import FILE_NAME, Packed, read_corpus
from grader.sheets.misconceptions import misconceptions
from grader.sheets.model_answers import model_student, rebuilt
from grader.sheets.sheet import Question, Sheet, choose, load_sheet

__all__ = ["Family", "family_of", "measured_power"]

SEED = b"power"  # not the public one: what a corpus was chosen of says nothing about it
FURTHER = 60  # further examples of each property
SINGLE_SECONDS, SECONDS = 60.0, 900.0
PAIRS = "pairs of misconceptions"


@dataclass(frozen=True, slots=True)
class Family:
    """
    Wrong answers of one kind.

    Attributes
    ----------
    name : str
    caught : int
        Those that a recorded example catches.
    survivors : tuple of Tried
        Those that none does, and another example would have.
    untold : int
        Those that no example at all tells from the right answer.
    """

    name: str
    caught: int
    survivors: tuple[Tried, ...]
    untold: int

    @property
    def telling(self) -> int:
        """How many some example tells from the right answer."""
        return self.caught + len(self.survivors)


@dataclass(frozen=True, slots=True)
class _Work:
    """A part of a question's wrong answers: those of a function, a single one, or the pairs."""

    question: str
    function: str = ""
    single: ChangedLine | Mutant | Mistake | None = None


def measured_power(
    name: str | None,
    *,
    corpus: Path | None = None,
    only: Sequence[str] = (),
    jobs: int = 2,
    progress: Callable[[str], None] = lambda _: None,
    known: Sequence[Tried] = (),
    unfound: Sequence[Mutant | Mistake] = (),
) -> tuple[Family, ...]:
    """
    Families of wrong answers to a sheet, or to some of its questions, as its corpus takes them.

    ``known`` were tried already; for ``unfound``, which no recorded example catches, another one is
    looked for.  Raises GraderError where the sheet or its corpus cannot be used.
    """
    sheet = load_sheet(name)
    file = corpus or sheet.folder / FILE_NAME
    read_corpus(file, sheet)
    questions = choose(sheet, only)
    further: dict[str, list[Packed]] = {}
    keys = [p.key for q in questions for p in q.properties if drawn_for(p)]
    with ProcessPool(jobs, initializer=_begin, initargs=(name, file, {})) as pool:
        drawing = [pool.schedule(_further, (key,)) for key in keys]
        for key, drawn in zip(keys, drawing, strict=True):
            progress(f"further examples of {key}")
            further[key] = drawn.result()
        lines = _all_lines(sheet, pool, progress)
    work = [*_unfound(unfound, questions), *_work(questions, lines)]
    found = list(known)
    with ProcessPool(jobs, initializer=_begin, initargs=(name, file, further)) as pool:
        waiting = [
            pool.schedule(_tried, (each,), timeout=SINGLE_SECONDS if each.single else SECONDS)
            for each in work
        ]
        for number, (each, future) in enumerate(zip(work, waiting, strict=True), start=1):
            progress(f"wrong answers to {each.question}, {number} of {len(work)}")
            found += _answers(each, future)
    return _families(found)


def _all_lines(
    sheet: Sheet, pool: ProcessPool, progress: Callable[[str], None]
) -> list[ChangedLine]:
    """Every changed line of every right solution; finding them takes a minute by itself."""
    found = (sheet.folder / FOLDER).rglob("*.py")
    files = sorted(file.relative_to(sheet.folder).as_posix() for file in found)
    waiting = [pool.schedule(_lines, (file,)) for file in files]
    lines: list[ChangedLine] = []
    for file, future in zip(files, waiting, strict=True):
        progress(f"what can be changed in {file}")
        lines += future.result()
    return lines


def _work(questions: Sequence[Question], lines: Sequence[ChangedLine]) -> Iterable[_Work]:
    for question in questions:
        yield _Work(question.id)
        yield from (_Work(question.id, function=name) for name in question.functions)
        for line in lines:
            if set(line.functions) & set(question.functions):
                yield _Work(question.id, single=line)


def _unfound(
    subjects: Sequence[Mutant | Mistake], questions: Sequence[Question]
) -> Iterable[_Work]:
    for subject in subjects:
        names = subject.functions if isinstance(subject, Mutant) else (subject.function,)
        asking = (question.id for question in questions if set(names) & set(question.functions))
        home = subject.question if isinstance(subject, Mistake) else next(asking, "")
        if home:
            yield _Work(home, single=subject)


def _answers(work: _Work, future: "Future[list[Tried]]") -> list[Tried]:
    try:
        return future.result()
    except (TooLate, ProcessExpired):  # it loops in C or ends its process: that is noticed
        if work.single is None:
            raise
        return [Tried(family_of(work.single), _name(work.single), True)]


def _families(found: Sequence[Tried]) -> tuple[Family, ...]:
    names = dict.fromkeys(each.family for each in found)
    return tuple(_of_one(name, [each for each in found if each.family == name]) for name in names)


def _of_one(name: str, found: Sequence[Tried]) -> Family:
    caught = sum(each.is_caught for each in found)
    survivors = tuple(each for each in found if not each.is_caught and each.example)
    return Family(name, caught, survivors, len(found) - caught - len(survivors))


def family_of(single: ChangedLine | Mutant | Mistake) -> str:
    """What kind of wrong answer it is; of a changed right solution, which folder it lies in."""
    if isinstance(single, ChangedLine):
        return f"mutants of {single.source.rpartition('/')[0] or single.source}"
    return "misconceptions" if isinstance(single, Mistake) else "mutants of the model"


def _name(single: ChangedLine | Mutant | Mistake) -> str:
    if isinstance(single, ChangedLine):
        return f"{single.source}: {single.before.strip()} -> {single.after.strip()}"
    return single.name


_sheet: Sheet
_recorded: dict[str, list[Packed]]
_others: dict[str, list[Packed]]
_bench: tuple[str, Bench] | None = None


def _begin(name: str | None, file: Path, further: dict[str, list[Packed]]) -> None:
    global _sheet, _recorded, _others
    _sheet = load_sheet(name)
    _recorded = dict(read_corpus(file, _sheet).packed)
    _others = further


def _further(key: str) -> list[Packed]:
    """Further examples of a property, those that its ``assume`` rejects among them."""
    prop = next(prop for prop in _sheet.properties if prop.key == key)
    written, packed = candidates(prop, SEED, FURTHER)
    return packed[written:]


def _lines(file: str) -> list[ChangedLine]:
    return list(solution_lines(_sheet, file))


def _tried(work: _Work) -> list[Tried]:
    question = next(each for each in _sheet.questions if each.id == work.question)
    bench = _bench_of(question)
    if work.single is not None:
        functions = _planted(work.single, question, bench)
        wrong = WrongAnswer(_name(work.single), family_of(work.single), functions)
        return [bench.tried(wrong)] if functions else []
    if not work.function:
        both = mistakes(_sheet, question, bench.model)
        return [bench.tried(wrong) for wrong in both if wrong.family == PAIRS]
    is_function = callable(bench.model.get(work.function))  # and no constant
    return list(bench.saboteurs(work.function)) if is_function else []


def _planted(
    single: ChangedLine | Mutant | Mistake, question: Question, bench: Bench
) -> dict[str, Function]:
    if isinstance(single, ChangedLine):
        return changed_functions(_sheet, single)
    if isinstance(single, Mutant):
        functions = rebuilt(_sheet, single.module, single.source)
        return {name: functions[name] for name in single.functions}
    mistake = next(m for m in misconceptions(_sheet, question) if m.name == single.name)
    return {single.function: mistake.planted(bench.model[single.function])}


def _bench_of(question: Question) -> Bench:
    global _bench
    if _bench is None or _bench[0] != question.id:
        model = vars(model_student(_sheet))
        _bench = question.id, Bench(question, model, _recorded, _others)
    return _bench[1]
