"""
A class marked in four ways, and where one of them gives anything else than the others.

``Grader.score_all`` on the sheet and on a pack give the canonical reports, ``grader grade`` has
them in its gradebook. The package for Gradescope is what a teacher uploads, laid out as Gradescope
lays it out, and its ``run_autograder`` is started for each submission: it leaves a results.json,
which is held against the one that is made of what ``grader grade`` found.

Only how many calls led to a warning is left out: answers that no law needs any more are not waited
for on a busy machine, so what they would have warned of is not always heard.
"""

import json
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

from grader import Grader
from grader.examine.packing.build import build_pack
from grader.examine.report_json import json_text
from grader.gradebook import FILE_NAME, open_book
from grader.integrations.packages.gradescope import results
from grader.integrations.packages.marked import Marked
from grader.language import ENGLISH
from grader.sheets.private_corpus import named_examples, public_examples
from grader.sheets.sheet import Sheet

__all__ = ["Class", "Gradescope", "different"]

MINUTES = 60
AT_A_TIME = 2
WARNED = re.compile(r'"calls": \d+\n|one of \d+ calls that show it')
VISIBILITY = "after_published"  # what a package says where nothing else was wished


@dataclass(frozen=True)
class Class:
    """
    A sheet, the file of a private corpus or none, and what was handed in, by name.

    Without a corpus marks are made on the public examples.
    """

    sheet: Sheet
    corpus: Path | None
    handed: dict[str, bytes]


def different(given, tier, gradescope, place):
    """What is not the same to the last byte, and where it begins to be other."""
    found = by_program(given.sheet.asked, given.corpus, given.handed, tier)
    official = by_grade(given, given.corpus, tier, place / "official")
    public = by_grade(given, None, tier, place / "public") if given.corpus else official
    compared = {"grade": (found, _texts(official))}
    compared["again"] = (found, by_program(given.sheet.asked, given.corpus, given.handed, tier))
    on_pack = by_program(packed(given, place), None, given.handed, tier)
    both = {name: _as_far_as_both_mark(found[name], on_pack[name]) for name in given.handed}
    compared["pack"] = tuple({name: pair[side] for name, pair in both.items()} for side in (0, 1))
    compared["package"] = (
        {name: _result(given, public[name], official[name]) for name in given.handed},
        gradescope.marked(given.handed),
    )
    return "\n".join(_told(compared, given.handed))


def by_program(sheet, corpus, handed, tier):
    """By ``Grader.score_all``; on a pack, which has a corpus of its own, without one."""
    with Grader(sheet, corpus=corpus, isolation=tier, jobs=AT_A_TIME, budget=0) as grader:
        return dict(zip(handed, (s.report for s in grader.score_all(handed.values())), strict=True))


def by_grade(given, corpus, tier, place):
    """The reports by ``grader grade``, out of its gradebook."""
    for name, source in given.handed.items():
        (place / "class" / name).mkdir(parents=True)
        (place / "class" / name / "submission.py").write_bytes(source)
    options = ["--out", place / "grades", "--sheet", given.sheet.asked, "--isolation", tier]
    options += ["--corpus", corpus] if corpus else ["--public"]
    options += ["--budget", "0", "--jobs", AT_A_TIME]
    words = [sys.executable, "-m", "grader", "grade", place / "class", *options]
    _run([*map(str, words)])
    with open_book(place / "grades" / FILE_NAME) as book:
        rows = book.results().rows
        assert not (unmarked := {row.folder: row.problem for row in rows if not row.result}), (
            unmarked
        )
        return {row.folder: book.report(row.result) for row in rows}


def packed(given, place):
    """The file of a pack with the same corpus."""
    sheet, corpus = given.sheet, given.corpus
    examples = named_examples(corpus, sheet) if corpus else public_examples(sheet)
    file = place / f"{sheet.name}-pack.zip"
    file.write_bytes(build_pack(sheet, examples).content)
    return file


class Gradescope:
    """Places laid out as Gradescope's, in each of which one submission is marked at a time."""

    def __init__(self, archive, unpacked, top, environment, enter):
        self._environment, self._enter = environment, enter
        self._free = SimpleQueue()
        for number in range(AT_A_TIME):
            place = top / str(number)
            (place / "submission").mkdir(parents=True)
            unpacked(archive, place / "source")
            self._free.put(place)

    def marked(self, handed):
        """The text of results.json for each."""
        with ThreadPoolExecutor(AT_A_TIME) as pool:
            return dict(zip(handed, pool.map(self._one, handed.values()), strict=True))

    def _one(self, source):
        place = self._free.get()
        (place / "submission" / "submission.py").write_bytes(source)
        (place / "submission_metadata.json").write_text('{"id": 1, "previous_submissions": []}')
        environment = {**self._environment, "GRADER_TOP": str(place)}
        _run([str(place / "source" / "run_autograder")], env=environment, preexec_fn=self._enter)
        text = (place / "results" / "results.json").read_text(encoding="utf-8")
        self._free.put(place)
        return text


def _run(words, **how):
    done = subprocess.run(
        words, capture_output=True, text=True, timeout=MINUTES * 60, check=False, **how
    )
    assert done.returncode == 0, done.stderr


def _result(given, public, official):
    """The results.json that is made of these reports, as that of a first submission."""
    found = Marked(public=public, official=official if given.corpus else None)
    return results(found, None, {}, VISIBILITY, ENGLISH)


def _texts(reports):
    return {name: json_text(report) for name, report in reports.items()}


def _as_far_as_both_mark(whole, pack):
    """Two reports, on a sheet and on its pack, without the questions that a pack does not mark."""
    one, other = json.loads(whole), json.loads(pack)
    held = {q["id"] for q in other["questions"] if not q.get("elsewhere")}
    if held == {q["id"] for q in one["questions"]}:
        return whole, pack
    sums = ("earned", "open", "possible", "remarks", "remark_parts")
    for said in (one, other):
        said["questions"] = [q for q in said["questions"] if q["id"] in held]
        for name in sums:
            said.pop(name, None)
    return json.dumps(one), json.dumps(other)


def _told(compared, handed):
    for way, both in compared.items():
        for name in handed:
            one, other = (WARNED.sub("", side[name]) for side in both)
            if one != other:
                near = _first_difference(one, other)
                yield f"{way} {name}: {one[near]!r}\n    {other[near]!r}"


def _first_difference(one, other):
    place = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), 0)
    return slice(max(0, place - 80), place + 80)
