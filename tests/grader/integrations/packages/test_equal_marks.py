"""
The same submission gets the same marks, byte for byte, whichever way it is marked.

Sixty submissions, right, wrong and hostile, by ``grader grade``, by ``Grader.score_all``, on a pack
with the same corpus, and by the package for Gradescope in its layout.  It takes minutes of both
processors, so it has a mark of its own: ``pytest -m equality``.
"""

import json
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from grader.sandbox.processes.availability import best_tier
from grader.sheets.derived.bundle import planted_submission
from grader.sheets.misconceptions import misconceptions
from grader.sheets.record import recorded
from grader.sheets.sheet import Sheet, load_sheet
from tests.attacks.conftest import BANK
from tests.grader.integrations.packages.four_ways import by_grade, by_package, by_program, packed
from tests.grader.misbehaviour import BODIES, COSTLY, HANGING, right, submission

pytestmark = pytest.mark.equality

BODY_NAMES = sorted(BODIES.keys() - {*COSTLY, *HANGING})
BANK_NAMES = sorted(BANK.rglob("*.py"))[::8]
SHORT = (
    "",
    "def double(x): retrun x",
    "double = 3",
    "average = double",
    "import nothing_of_that_name\n",
)
EXAMPLES = 8


@dataclass(frozen=True)
class Class:
    """A sheet, the file of a private corpus, and what was handed in, by name."""

    sheet: Sheet
    corpus: Path
    handed: dict[str, bytes]


@pytest.fixture(scope="module")
def tier(launched):
    """Isolation in which the bank can be let loose."""
    found = best_tier(launched)
    if found not in ("walled", "sealed"):
        pytest.skip(f"nothing better than {found!r} can be had here; see 'grader doctor'")
    return found


def toys():
    """Right, wrong and hostile submissions to the toy sheet."""
    yield from [right().encode(), *(text.encode() for text in SHORT)]
    yield from (submission(BODIES[name][0]).encode() for name in BODY_NAMES)
    for file in BANK_NAMES:
        text = file.read_text(encoding="utf-8", errors="surrogateescape")
        yield re.sub("@[A-Z]+@", "9", text).encode("utf-8", "surrogateescape")


def tours(sheet):
    """A right solution of the tour, and its model with a known mistake in each function."""
    yield (sheet.folder / "wheats" / "plain.py").read_bytes()
    for question in sheet.questions:
        for mistake in misconceptions(sheet, question)[:2]:
            yield planted_submission(sheet, mistake).source


@pytest.fixture(scope="module")
def two_classes(sheet, tmp_path_factory):
    """One for each sheet."""
    place, tour = tmp_path_factory.mktemp("corpora"), load_sheet("tour")
    classes = []
    for each, sources in ((sheet, toys()), (tour, tours(tour))):
        file = place / f"{each.name}.bin"
        file.write_bytes(recorded(each, b"private, of the tests", lambda _: None, count=EXAMPLES))
        classes.append(Class(each, file, {f"s{n:02}": each for n, each in enumerate(sources)}))
    return classes


def test_sixty_are_marked(two_classes):
    """None of them twice."""
    sources = [source for each in two_classes for source in each.handed.values()]
    assert len(set(sources)) == len(sources) >= 60


@pytest.mark.parametrize("which", [0, 1], ids=["hostile", "known mistakes"])
def test_the_marks_are_equal(which, two_classes, tier, package_of, unpacked, tmp_path):
    """Reports are the same to the last byte; on a pack those of the questions that it holds."""
    given = two_classes[which]
    sheet, corpus, handed = given.sheet, given.corpus, given.handed
    found = by_program(sheet.asked, corpus, handed, tier)
    source = tmp_path / "source"
    unpacked(package_of(sheet, corpus.read_bytes(), tier), source)
    (tmp_path / "package").mkdir()
    others = {
        "grade": by_grade(sheet, corpus, handed, tier, tmp_path),
        "package": by_package(source, handed, tmp_path / "package"),
        "again": by_program(sheet.asked, corpus, handed, tier),
    }
    different = {
        (way, name): (found[name], reports[name])
        for way, reports in others.items()
        for name in handed
        if reports[name] != found[name]
    }
    pack = by_program(packed(sheet, corpus, tmp_path), None, handed, tier)
    for name in handed:
        whole, held = _held(found[name]), _held(pack[name])
        whole["questions"] = [q for q in whole["questions"] if q["id"] in _ids(held)]
        if whole != held:
            different["pack", name] = (json.dumps(whole), json.dumps(held))
    assert not different, _told(different)


def _held(report):
    """A report without what a pack says that it does not mark, and without sums over all."""
    said = json.loads(report)
    totals = ("earned", "open", "possible", "remarks", "remark_parts")
    kept = {name: value for name, value in said.items() if name not in totals}
    kept["questions"] = [q for q in said["questions"] if not q.get("elsewhere")]
    return kept


def _ids(held):
    return {question["id"] for question in held["questions"]}


def _told(different):
    """Which are different, and where each begins to be."""
    lines = []
    for (way, name), (one, other) in sorted(different.items()):
        place = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), 0)
        near = slice(max(0, place - 80), place + 80)
        lines.append(f"{way} {name}: {one[near]!r}\n    {other[near]!r}")
    return "\n".join(lines)
