"""Submissions that print, count and load to somebody's harm lose what they break and no more."""

import re
import time

import pytest

from grader.examine.check import check
from grader.examine.examiner import open_examiner
from grader.examine.settings import Settings
from grader.language import ENGLISH
from grader.model import Outcome, Submission
from grader.report.student.asides import printed_lines
from grader.report.student.plain import plain_lines
from grader.sandbox.limits import Limits
from grader.sandbox.processes.availability import works
from grader.sheets.corpus import read_corpus
from tests.grader.examine.sheet_of_reports import MODEL, QUESTION
from tests.grader.sheets.frozen_sheet import frozen_sheet

TIERS = [
    "sealed",
    *(pytest.param(t, marks=pytest.mark.slow) for t in ("limits", "walled", "owned")),
]
LIMITS = Limits(call_seconds=2.0, load_seconds=3.0, question_seconds=60.0)
OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
PRINTS = "        print(self.title)\n"
ENDS = "__import__('os')._exit(0)"
# The runner's own names, for whoever looks for them.
FOUND = """
import sys
frame = sys._getframe()
while "answer_to" not in frame.f_globals:
    frame = frame.f_back
runner = frame.f_globals["answer_to"].__globals__
"""


def instead(of, new):
    """The model with other lines."""
    assert of in MODEL
    return MODEL.replace(of, new)


PRINTED = {"report", "show", "asks", "line"}  # laws about what is printed
SUBMISSIONS = {
    "megabytes": (instead(PRINTS, "        print('x' * 50_000_000)\n"), {"show"}),
    "no end": (instead(PRINTS, "        while True: print('x' * 10_000)\n"), {"show"}),
    "escape codes": (instead(PRINTS, "        print('\\x1b[2J\\u202e\\r\\x07' * 99)\n"), {"show"}),
    "megabytes, then an end": (
        instead(PRINTS, f"        print('x' * 10_000_000); {ENDS}\n"),
        {"show"},
    ),
    "no stream": (instead(PRINTS, "        import sys; sys.stdout.close()\n"), {"show"}),
    "an end that nobody asked for": (
        instead("    def asks", f"    def __del__(self):\n        {ENDS}\n\n    def asks"),
        {"report", "show", "asks", "cost"},
    ),
    "all of the input": (instead('int(input("Next? "))', "sys.stdin.read() * 10**7"), {"asks"}),
    "a forged print": (
        f"{MODEL}{FOUND}runner['print_of'] = lambda *_, **__: ['first\\n']",
        PRINTED,
    ),
    "a print that is no text": (f"{MODEL}{FOUND}runner['print_of'] = lambda *_, **__: 5", PRINTED),
    "a print of megabytes": (
        f"{MODEL}{FOUND}runner['print_of'] = lambda *_, **__: ['x' * 4000] * 4000",
        PRINTED,
    ),
    "too many arguments": (
        f"{MODEL}{FOUND}runner['_without_objects'] = lambda *_: (1,) * 99",
        {"cost"},
    ),
    "arguments that count nothing": (
        f"{MODEL}{FOUND}runner['_without_objects'] = lambda _, given: ('z',) * len(given)",
        {"cost"},
    ),
    "escape codes while loading": (
        f"if print('\\x1b]0;evil\\x07' * 50) is None: {ENDS}\n{MODEL}",
        set(),
    ),
    "megabytes while loading": (f"if print('x' * 20_000_000) is None: {ENDS}\n{MODEL}", set()),
    "no end while loading": (f"while True: print('x' * 10_000)\n{MODEL}", set()),
    "a loop in C while loading": (f"sum(iter(lambda: print('z', end='') or 1, 0))\n{MODEL}", set()),
    "a harmed listener": (
        "import sys\nsys.stdout.buffer.raw.kept = sys.stdout.buffer.raw.hears = 5\n"
        f"if print('x' * 10_000) is None: {ENDS}\n{MODEL}",
        set(),
    ),
}


@pytest.fixture(scope="module")
def sheet(tmp_path_factory, few_candidates):
    """The sheet, frozen."""
    folder = tmp_path_factory.mktemp("reports") / "a_sheet_of_hostile_reports"
    with frozen_sheet(folder, QUESTION, MODEL) as frozen:
        yield frozen


@pytest.mark.parametrize("tier", TIERS)
@pytest.mark.parametrize("name", SUBMISSIONS)
def test_it_loses_what_it_breaks_and_nothing_that_is_shown_is_obeyed(sheet, launched, tier, name):
    """In bounded time and space, whatever it says."""
    if not works(launched, tier):
        pytest.skip(f"this machine does not offer {tier!r}; see 'grader doctor'")
    source, lost = SUBMISSIONS[name]
    corpus = read_corpus(sheet.folder / "corpus.bin", sheet)
    settings = Settings(tier=tier, limits=LIMITS, search_seconds=0.2)
    begun = time.monotonic()
    examiner = open_examiner(launched, sheet, corpus, settings)
    report = check(examiner, Submission("s.py", f"import sys\n{source}\n".encode()))
    assert time.monotonic() - begun < 60
    found = {v.property.removeprefix("test_"): v for mark in report.marks for v in mark.verdicts}
    assert {law for law, v in found.items() if v.outcome is not Outcome.PASSED} == lost
    assert Outcome.UNDECIDED not in {v.outcome for v in found.values()}
    text = "\n".join([*plain_lines(report), *printed_lines(report, ENGLISH)])
    assert OBEYED.search(text) is None
    assert len(text) < 30_000
