"""
The same submission gets the same marks, byte for byte, whichever way it is marked.

By ``grader grade``, by ``Grader.score_all``, on a pack with the same corpus, and by the package for
Gradescope, whose own program is started in its layout and without a network for each submission.
Three of them always; of sheet 3, the toy and the tour more than sixty, right, wrong and hostile,
for minutes of both processors: ``pytest -m equality``.
"""

import os
import re
from pathlib import Path

import pytest

from grader.sandbox.processes.availability import best_tier
from grader.sheets.derived.bundle import planted_submission
from grader.sheets.misconceptions import misconceptions
from grader.sheets.record import recorded
from grader.sheets.sheet import load_sheet
from tests.attacks.conftest import BANK
from tests.grader.integrations.packages.conftest import Container
from tests.grader.integrations.packages.four_ways import Class, Gradescope, different
from tests.grader.misbehaviour import BODIES, COSTLY, HANGING, right, submission

RIGHT = sorted(Path("tests/submissions").glob("*.py"))
BODY_NAMES = sorted(BODIES.keys() - {*COSTLY, *HANGING})
# What lasts until a limit ends it is let loose on the toy sheet, where that is sooner.
EXHAUSTING = sorted(BANK.glob("exhaustion/*.py"))
LASTING = ("drips", "object_of_all_trades", "statements_for_ever", "inspect", "modules")
RACING = ("late_frames", "state_by_position")  # answer by the clock: no two runs are alike
OTHERS = sorted(
    file for file in {*BANK.rglob("*.py")} - {*EXHAUSTING} if file.stem not in LASTING + RACING
)
SHORT = (
    "",
    "def double(x): retrun x",
    "double = 3",
    "average = double",
    "import nothing_of_that_name\n",
)
EXAMPLES = 8


def filled(file):
    """The text of an attack, on targets that are not there."""
    return re.sub("@[A-Z]+@", "9", file.read_text(encoding="utf-8", errors="surrogateescape"))


def toys():
    """Right, wrong and hostile submissions to the toy sheet."""
    yield from [right(), *SHORT]
    yield from (submission(BODIES[name][0]) for name in BODY_NAMES[::3])
    yield from map(filled, EXHAUSTING[::6])


def tours(sheet):
    """A right solution of the tour, and its model with a known mistake in each question."""
    yield (sheet.folder / "wheats" / "plain.py").read_bytes()
    for question in sheet.questions:
        for mistake in misconceptions(sheet, question)[:1]:
            yield planted_submission(sheet, mistake).source


def threes(sheet):
    """Right solutions of sheet 3, a mistake in each question, and attacks in two functions."""
    yield from (file.read_bytes() for file in RIGHT)
    for place, question in enumerate(sheet.questions):
        known = misconceptions(sheet, question)
        yield planted_submission(sheet, known[place % len(known)]).source
    before = RIGHT[0].read_text(encoding="utf-8")
    for file in OTHERS[::5]:
        yield f"{before}\n\n{filled(file)}\n\nsoftmax, mirror = double, average\n"


def handed_in(sources):
    """Bytes by name."""
    return {
        f"s{n:02}": each if isinstance(each, bytes) else each.encode("utf-8", "surrogateescape")
        for n, each in enumerate(sources)
    }


@pytest.fixture(scope="session")
def tier(launched):
    """Isolation in which the bank can be let loose."""
    found = best_tier(launched)
    if found not in ("walled", "sealed"):
        pytest.skip(f"nothing better than {found!r} can be had here; see 'grader doctor'")
    return found


@pytest.fixture(scope="module")
def classes(sheet):
    """Functions that make a class, by its sheet."""
    tour, three = load_sheet("tour"), load_sheet("exercises/sheet3")
    return {
        "toy": (sheet, lambda: handed_in(toys())),
        "tour": (tour, lambda: handed_in(tours(tour))),
        "sheet 3": (three, lambda: handed_in(threes(three))),
    }


@pytest.fixture
def is_equal(package_of, unpacked, python, tier, tmp_path):
    """Have a class marked in all ways; fails where one gives anything else."""

    def compare(sheet, corpus, handed):
        private = corpus.read_bytes() if corpus else None
        archive, top = package_of(sheet, private, tier), tmp_path / "gradescope"
        network = Container({})  # its limits would make attacks end elsewhere
        environment = {**os.environ, "GRADER_PYTHON": python}
        gradescope = Gradescope(archive, unpacked, top, environment, network.enter)
        found = different(Class(sheet, corpus, handed), tier, gradescope, tmp_path)
        assert not found, found

    return compare


def private_corpus(sheet, place):
    """The file of examples that students do not have."""
    file = place / f"{sheet.name}.bin"
    file.write_bytes(recorded(sheet, b"private, of the tests", lambda _: None, count=EXAMPLES))
    return file


def test_one_right_one_wrong_and_one_hostile_submission_get_equal_marks(sheet, is_equal, tmp_path):
    """On private examples, which the package has beside the public ones."""
    three = [right(), submission("return 3 * x"), filled(BANK / "injection" / "markup.py")]
    is_equal(sheet, private_corpus(sheet, tmp_path), handed_in(three))


@pytest.mark.equality
def test_more_than_sixty_are_marked_most_of_them_for_sheet_3(classes):
    """None of them twice."""
    handed = {name: [*make().values()] for name, (_, make) in classes.items()}
    sources = [source for each in handed.values() for source in each]
    assert len({*sources}) == len(sources) >= 60
    assert len(handed["sheet 3"]) > len(sources) / 2


@pytest.mark.equality
@pytest.mark.parametrize("name", ["toy", "tour"])
def test_marks_on_private_examples_are_equal(name, classes, is_equal, tmp_path):
    """Reports are the same to the last byte; on a pack those of the questions that it holds."""
    sheet, make = classes[name]
    is_equal(sheet, private_corpus(sheet, tmp_path), make())


@pytest.mark.equality
def test_marks_on_the_public_examples_are_equal_for_sheet_3(classes, is_equal):
    """All of its examples, in each of the ways."""
    sheet, make = classes["sheet 3"]
    is_equal(sheet, None, make())
