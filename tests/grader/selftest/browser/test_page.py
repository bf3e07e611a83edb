"""What ``check`` says in a page, and how it leaves the interpreter behind."""

import pytest

from grader.sandbox.limits import Limits
from grader.selftest.browser.page import patient, timeless
from grader.sheets.packs.elsewhere import told as elsewhere
from grader.sheets.sheet import load_sheet

SCRIPT = """
import gc
def double(x):
    print("called")
    warnings.warn("careful")
    return 2 * x
def average(values):
    return sum(values) / len(values)

def state():
    drawn = random.getstate(), np.random.get_state()[1].tolist()
    filters, names = warnings.filters[:], sorted(vars(__builtins__))
    voices = sys.stdout, sys.stderr, warnings.showwarning, os.system
    return drawn, filters, names, voices, os.getcwd(), sys.argv[:], gc.get_freeze_count()

first = check("a", sheet=PACK)
before = state()
again = check("a", "b", sheet=PACK)
told(same=state() == before, first=first.text, again=again.text, page=again.html)
told(report=again.report, german=check("b", sheet=PACK, lang="de").text)

def double(x):
    if not x.size:
        raise ValueError("nothing to double")
    return 2 * x
told(right=check(sheet=PACK).report["earned"])

def average(values):
    raise KeyboardInterrupt
try:
    check("b", sheet=PACK)
except KeyboardInterrupt:
    told(interrupted=state() == before)
told(whole=check("a", sheet=WHOLE).text, nothing=check("9z", sheet=PACK).text)

from grader import Grader, GraderError
try:
    Grader(PACK)
except GraderError as error:
    told(program=str(error))
"""
WORTH = "good for practice, and never a mark"


@pytest.fixture(scope="module")
def told(in_page, pack, toy):
    """All that one script has told: to start another one costs a second."""
    return in_page(f"PACK, WHOLE = {str(pack)!r}, {str(toy.folder)!r}\n{SCRIPT}")


def test_the_functions_of_the_page_are_checked(told):
    """By the laws of the pack, and again when they have been mended."""
    earned = [question["earned"] for question in told["report"]["questions"]]
    possible = [question["possible"] for question in told["report"]["questions"]]
    assert possible == [4, 5]
    assert earned[0] < 4
    assert earned[1] == 5
    assert told["right"] == 9


def test_it_says_what_it_is_worth_every_time(told):
    """As text, as a page, and in German; what holds of every notebook it says once."""
    assert all(WORTH in " ".join(told[name].split()) for name in ("first", "again", "page"))
    assert "Official marks" in told["first"]
    assert "Official marks" not in told["again"]
    assert "nie eine Bewertung" in " ".join(told["german"].split())


def test_the_report_names_no_isolation(told):
    """Whoever finds one lying about sees what it is."""
    assert told["report"]["isolation"] == "none"


def test_what_functions_print_and_warn_of_is_told_with_them(told):
    """Once for each function, and nothing of it is heard meanwhile."""
    assert [each["message"] for each in told["report"]["warnings"]] == ["careful"]
    assert [each["function"] for each in told["report"]["warnings"]] == ["double"]
    assert "double printed" in told["first"]


def test_the_interpreter_is_given_back_as_it_was(told):
    """Its output, warnings, directory, built-in names, random numbers; after an interrupt, too."""
    assert told["same"] is True
    assert told["interrupted"] is True


def test_a_whole_sheet_is_refused(told):
    """The code that is checked could read its model answers."""
    assert "its model answers would lie open" in told["whole"]
    assert "grader pack" in told["whole"]


def test_what_cannot_be_done_there_is_said_in_a_sentence(told):
    """A question that does not exist, and scores for programs, which are made in processes."""
    assert "there is no question '9z'" in told["nothing"]
    assert told["program"] == (
        "the student's process could not be started: this Python runs in a page, where no process "
        "can be started for a submission. Use check() in a notebook there, or run the grader on a "
        "computer."
    )


def test_every_clock_is_slower_there():
    """As pages are; what is no clock stays as the sheet has it."""
    own, there = Limits(call_seconds=3.0), patient(Limits(call_seconds=3.0))
    assert (there.call_seconds, there.question_seconds) == (12.0, 4 * own.question_seconds)
    assert there.submission_seconds == 4 * own.submission_seconds
    assert (there.advice_seconds, there.respawns) == (4 * own.advice_seconds, own.respawns)


def test_what_measures_time_is_not_marked_in_a_page():
    """Right functions lost it to coarse clocks: it is named, and its points are not possible."""
    whole = load_sheet("sheet3")
    sheet = timeless(whole)
    (question,) = [each for each in sheet.questions if each.elsewhere]
    (before,) = [each for each in whole.questions if each.id == question.id]
    (gone,) = {*before.properties} - {*question.properties}
    assert gone.declared.measured
    assert question.points + question.elsewhere[0].points == before.points
    (said,) = map(str, elsewhere(question.id, question.elsewhere))
    assert gone.law in said
    assert "clocks are too coarse to measure time" in said
    assert sum(len(each.properties) for each in sheet.questions) == len(whole.properties) - 1
