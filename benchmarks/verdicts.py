"""
How often the grader is fooled by a wrong function, and how often it wrongs a right one.

Puts every entry of the bank in ``tests/verdicts`` before the grader, as a submission that holds
this function and no other.  A wrong one has to lose a point with the laws of its own function, a
right one must not lose any, and nothing else may be lost: neither with other functions, nor with
the same one in another question, where the oracle finds nothing wrong.  The bank is proved by
oracles of its own (``tests/verdicts/test_bank_is_proved.py``); nobody who chooses the corpus should
look at what is in it.

Prints false accepts and false rejects by question, with 95 % bounds (Clopper and Pearson) for the
share among variants like these, and lists each.  Exits 1 where there is one.

    python benchmarks/verdicts.py [--only 3b] [--jobs 2] [--isolation limits]
"""

import argparse
import contextlib
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from tests.verdicts.bank import right_variants, wrong_variants
from tests.verdicts.proof import disagreement
from tests.verdicts.variant import KINDS, Variant

_open = contextlib.ExitStack()  # kept, so that the template lives as long as the worker
_grade: Callable[[Variant], "Graded"]  # of this worker, which has a launcher of its own


@dataclass(frozen=True)
class Graded:
    """What one variant lost in its question, what was lost elsewhere, and what is undecided."""

    lost: tuple[str, ...] = ()
    spilt: tuple[str, ...] = ()
    undecided: tuple[str, ...] = ()


def begin(isolation: str) -> None:
    """Open the sheet and start the template that children are forked from, once a worker."""
    from grader.examine.check import check
    from grader.examine.examiner import open_examiner
    from grader.examine.settings import Settings
    from grader.model import Submission
    from grader.sandbox.processes.launch import launcher
    from grader.sheets.corpus import FILE_NAME, read_corpus
    from grader.sheets.sheet import load_sheet

    sheet = load_sheet("sheet3")
    corpus = read_corpus(sheet.folder / FILE_NAME, sheet)
    settings = Settings(tier=isolation, search_seconds=0.0, hint=1)
    launched = _open.enter_context(launcher())
    examiner = open_examiner(launched, sheet, corpus, settings)

    def grade(variant: Variant) -> Graded:
        names = {p.question for p in sheet.properties if p.declared.function == variant.function}
        questions = [each for each in sheet.questions if each.id in names]
        submission = Submission("submission.py", variant.source.encode())
        report = check(examiner, submission, questions)
        verdicts = [(mark.question, each) for mark in report.marks for each in mark.verdicts]
        return sorted_out(
            variant, [(q, v.function, v.property, str(v.outcome)) for q, v in verdicts]
        )

    global _grade
    _grade = grade


def sorted_out(variant: Variant, verdicts: Sequence[tuple[str, str, str, str]]) -> Graded:
    """What a variant lost and where, from questions, functions, laws and outcomes."""
    lost, spilt, undecided = [], [], []
    for question, function, law, outcome in verdicts:
        words = f"{question} {law}: {outcome}"
        if outcome == "undecided":
            undecided.append(words)
        elif function != variant.function:
            spilt += [words] * (outcome not in ("missing", "passed"))
        elif outcome != "passed" and question == variant.question:
            lost.append(words)
        elif outcome != "passed" and not disagreement(variant, question):
            spilt.append(words)
    return Graded(tuple(lost), tuple(spilt), tuple(undecided))


def graded(variant: Variant) -> Graded:
    """Grade one variant in this worker."""
    return _grade(variant)


def share(count: int, of: int) -> str:
    """A count, and between which shares it may lie."""
    from scipy.stats import binomtest  # which takes a second to import

    low, high = binomtest(count, of).proportion_ci(method="exact") if of else (0.0, 1.0)
    return f"{count:3} of {of:3} ({100 * low:4.1f} to {100 * high:5.1f} %)"


def table(name: str, results: Sequence[tuple[Variant, bool]]) -> None:
    """One line a question, and one for all."""
    print(f"\n{name}")
    for question in [*dict.fromkeys(variant.question for variant, _ in results), ""]:
        some = [bad for variant, bad in results if question in ("", variant.question)]
        print(f"  {question or 'all':<4} {share(sum(some), len(some))}")


def listed(name: str, lines: Sequence[str]) -> None:
    """Every case, where there is one."""
    print(f"\n{name}: {len(lines)}")
    for line in lines:
        print(f"  {line}")


def by_kind(results: Sequence[tuple[Variant, bool]]) -> None:
    """False accepts by the kind of mistake."""
    print("\nFalse accepts by kind")
    for kind, words in KINDS.items():
        some = [bad for variant, bad in results if variant.kind == kind]
        print(f"  {share(sum(some), len(some))}  {words}")


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[1])
    arguments.add_argument("--only", action="append", metavar="QUESTION")
    arguments.add_argument("--jobs", type=int, default=2)
    arguments.add_argument("--isolation", default="limits")
    chosen = arguments.parse_args()
    wrong, right = (
        [each for each in bank() if not chosen.only or each.question in chosen.only]
        for bank in (wrong_variants, right_variants)
    )
    start = time.perf_counter()
    begun = partial(begin, chosen.isolation)
    with ProcessPoolExecutor(chosen.jobs, initializer=begun) as workers:
        results = list(workers.map(graded, [*wrong, *right]))
    pairs = list(zip([*wrong, *right], results, strict=True))
    accepted = [(v, not r.lost and not r.undecided) for v, r in pairs[: len(wrong)]]
    rejected = [(v, bool(r.lost)) for v, r in pairs[len(wrong) :]]
    table("False accepts", accepted)
    by_kind(accepted)
    table("False rejects", rejected)
    listed(
        "Accepted, though wrong", [f"{v.title} [{v.kind}] {v.sentence}" for v, b in accepted if b]
    )
    refused = [(v, r) for v, r in pairs[len(wrong) :] if r.lost]
    listed("Refused, though right", [f"{v.title}: {'; '.join(r.lost)}" for v, r in refused])
    spilt = [f"{v.title}: {'; '.join(r.spilt)}" for v, r in pairs if r.spilt]
    listed("Lost where it is right", spilt)
    undecided = [f"{v.title}: {'; '.join(r.undecided)}" for v, r in pairs if r.undecided]
    listed("Undecided", undecided)
    print(f"\n{len(results)} submissions in {time.perf_counter() - start:.0f} s")
    return int(any(b for _, b in accepted + rejected) or bool(spilt or undecided))


if __name__ == "__main__":
    sys.exit(main())
