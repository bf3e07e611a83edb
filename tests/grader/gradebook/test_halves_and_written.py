"""Halves, bonus points and written answers that count: from the tables to every report."""

import contextlib
import dataclasses
import json

import pytest

from grader.class_results import Marked, RubricMark
from grader.errors import GraderError
from grader.examine.report_json import json_text
from grader.gradebook import ExamResult, open_book
from grader.gradebook.class_run import GradeOptions, occasion_of
from grader.gradebook.entries import key_of
from grader.gradebook.schema import VERSION
from grader.language import words
from grader.mark import mark
from grader.model import Outcome, Verdict
from grader.report.classes.csv import marks_csv
from grader.report.classes.figures import bins
from grader.report.classes.json import marks_json
from grader.report.html.class_report import class_html
from grader.report.html.feedback import feedback_html
from grader.report.platforms.canvas import filled_gradebook
from grader.report.platforms.gradescope import results_json
from grader.report.platforms.moodle import filled_worksheet
from grader.report.student.markdown import feedback_markdown
from grader.sheets.packs.archive import VERSION as VERSION_OF_PACKS
from grader.sheets.packs.archive import Manifest, Pack
from grader.sheets.private_corpus import public_examples
from tests.grader.gradebook.made_up import HEADINGS, handin, occasion, report_of

ADA, BOB = handin("ada", "a = 1", id="7", name="Ada"), handin("bob", "b = 1", id="8", name="Bob")
PACK = Pack("a.zip", Manifest(VERSION_OF_PACKS, "doubling", "", False, [], []), {})
SAID = "there are no written answers to add"
OLD_MARKS = """
    CREATE TABLE marks (
        result INTEGER NOT NULL REFERENCES results (number), position INTEGER NOT NULL,
        question TEXT NOT NULL, earned INTEGER NOT NULL, open INTEGER NOT NULL,
        possible INTEGER NOT NULL, PRIMARY KEY (result, position)
    ) STRICT
"""
NEVER = "CREATE TRIGGER marks_{0} BEFORE {0} ON marks BEGIN SELECT RAISE(ABORT, 'no'); END"
CANVAS = "Student,ID,SIS User ID,SIS Login ID,Section,toy (1)\n    Points Possible,,,,,{best}\n"
MOODLE = "Identifier,Full name,ID number,Grade,Maximum Grade,Feedback comments\n"


def verdict(name, points, outcome=Outcome.PASSED, **said):
    return Verdict(property=name, function="f", points=points, outcome=outcome, law="A.", **said)


@pytest.fixture
def graded(book):
    """A class of two: one has all, with a bonus; the other half of it, and no bonus."""

    def run(**said):
        first = dataclasses.replace(HEADINGS[0], points=2.5)
        second = dataclasses.replace(HEADINGS[1], rubric="1.2 points: why", rubric_points=1.2)
        made = dataclasses.replace(occasion(), headings=(first, second), **said)
        number = book.begin(made, [ADA, BOB])
        for entry, second_outcome in ((ADA, Outcome.PASSED), (BOB, Outcome.WRONG)):
            verdicts = [
                verdict("test_doubles", 0.5),
                verdict("test_again", 2, second_outcome),
                verdict("test_more", 1.5, second_outcome, bonus=True),
            ]
            report = report_of(entry.submission, written=[("b", "because")])
            marks = (mark("a", "Doubling", verdicts), report.marks[1])
            text = json_text(dataclasses.replace(report, marks=marks))
            book.store(number, key_of(entry.submission), ExamResult(text))
        return book

    return run


def test_halves_and_a_bonus_come_back_from_the_tables(graded):
    """As they are: whole numbers as integers, halves as halves."""
    ada, bob = graded().results().rows
    assert ada.marks == (Marked("a", 4, 0, 2.5, 1.5), Marked("b", 2, 0, 2))
    assert bob.marks == (Marked("a", 0.5, 0, 2.5), Marked("b", 2, 0, 2))
    assert (ada.earned, ada.possible, ada.bonus, ada.missed) == (6, 4.5, 1.5, 0)
    assert (bob.earned, bob.possible, bob.bonus, bob.missed) == (2.5, 4.5, 0, 2)
    assert isinstance(ada.earned, int)


def test_a_gradebook_of_whole_points_is_taken_over(book, stored):
    """Its marks are the same, can be read where nothing can be written, and halves fit in."""
    run = book.begin(occasion(), [ADA])
    stored(run, ADA, Outcome.PASSED, Outcome.WRONG)
    with book._open() as connection:
        connection.execute("ALTER TABLE runs DROP COLUMN written")
        connection.execute("ALTER TABLE marks RENAME TO newer")
        connection.execute(OLD_MARKS)
        connection.execute(
            "INSERT INTO marks SELECT result, position, question, earned, open, possible FROM newer"
        )
        connection.execute("DROP TABLE newer")
        for change in ("UPDATE", "DELETE"):
            connection.execute(NEVER.format(change))
        connection.execute(f"PRAGMA user_version = {VERSION - 1}")
    before = marks_json(book.results())
    with open_book(book.file, new=True) as again:
        assert marks_json(again.results()) == before
        number = again.begin(occasion("s2"), [BOB])
        half = dataclasses.replace(
            report_of(BOB.submission), marks=(mark("a", "", [verdict("test_doubles", 0.5)]),)
        )
        again.store(number, key_of(BOB.submission), ExamResult(json_text(half)))
        assert again.results().rows[0].earned == 0.5
        with again._open() as connection, pytest.raises(Exception, match="only ever added to"):
            connection.execute("DELETE FROM marks")


def test_tables_and_json_hold_the_points_as_they_are(graded):
    """A spreadsheet gets 2.5; programs get the bonus by its name."""
    results = graded().results()
    lines = marks_csv(results).splitlines()
    assert lines[1].startswith("ada,7,Ada,6,0,4.5,4,2,,")
    assert lines[2].startswith("bob,8,Bob,2.5,0,4.5,0.5,2,,")
    ada, bob = json.loads(marks_json(results))["submissions"]
    assert (ada["earned"], ada["bonus"], ada["questions"][0]["bonus"]) == (6, 1.5, 1.5)
    assert "bonus" not in bob
    assert "waiting" not in bob


def test_a_bonus_that_was_missed_is_not_called_lost(graded):
    """Nor is what is all right called anything else because of it."""
    book = graded()
    results = book.results()
    pages = [feedback_html(row, results, book.report(row.result)) for row in results.rows]
    assert '<span class="full">all right</span>' in pages[0]
    assert "4 of 2.5" in pages[0]
    assert "2 lost" in pages[1]
    told = feedback_markdown(results.rows[1], results, book.report(results.rows[1].result))
    assert "2 points lost, 1.5 bonus points not earned" in told
    assert "2.5 of 4.5 points" in told


def test_the_class_report_takes_halves_and_totals_above_all_points(graded):
    """Nobody falls out of the distribution."""
    page = "".join(class_html(graded().results(), None))
    assert "Submissions by their total, of 4.5 points" in page
    found = bins([6, 2.5], 6)
    assert [(each.label, each.submissions) for each in found if each.submissions] == [
        ("2.5", 1),
        ("6", 1),
    ]
    assert sum(each.submissions for each in bins([0.1 * n for n in range(90)], 9)) == 90


def canvas(results, best):
    rows = "".join(f"{name},{n},{n},{name.lower()},A,\n" for name, n in (("Ada", 7), ("Bob", 8)))
    return filled_gradebook(CANVAS.format(best=best) + rows, results)


def moodle(results, best):
    rows = "".join(f"Participant {n},{name},{n},,{best},\n" for name, n in (("Ada", 7), ("Bob", 8)))
    return filled_worksheet(MOODLE + rows, results)


@pytest.mark.parametrize(("best", "grades"), [("4.5", ("6", "2.5")), ("9", ("12", "5"))])
def test_platforms_get_the_bonus_on_top(graded, best, grades):
    """Scaled like everything else; the teacher is told to see whether it was taken."""
    results = graded().results()
    filled = canvas(results, best)
    assert [line.split(",")[5] for line in filled.text.splitlines()[2:]] == list(grades)
    assert any("1 grade above the best one, by bonus points" in r for r in filled.remarks)
    filled = moodle(results, best)
    assert [line.split(",")[3] for line in filled.text.splitlines()[1:]] == list(grades)
    assert any("See that Moodle took them" in remark for remark in filled.remarks)


def test_gradescope_gets_a_bonus_as_a_test_out_of_nothing(graded):
    """So its tests add up to what can be had, and their scores to the score."""
    book = graded(written=True)
    book.add_rubric({"ada": [RubricMark("b", 1.1, 1.2)]})
    results = book.results()
    for row in results.rows:
        content = json.loads(results_json(row, book.report(row.result)))
        tests = content["tests"]
        assert sum(test["max_score"] for test in tests) == pytest.approx(5.7)
        assert sum(test["score"] for test in tests) == pytest.approx(content["score"])
    assert tests[-1]["output"] == "Still to be marked by a person."
    assert [test["max_score"] for test in tests[:3]] == [0.5, 2, 0]


def test_written_answers_count_where_the_run_says_so(graded):
    """Exactly, in totals and grades; what nobody has marked yet is said to wait."""
    book = graded(written=True)
    book.add_rubric({"ada": [RubricMark("b", 1.1, 1.2, "good")]})
    results = book.results()
    ada, bob = results.rows
    assert results.possible == 5.7
    assert (ada.earned, ada.possible, ada.waiting) == (7.1, 5.7, 0)
    assert (bob.earned, bob.possible, bob.waiting) == (2.5, 5.7, 1.2)
    filled = canvas(results, "5.7")
    assert [line.split(",")[5] for line in filled.text.splitlines()[2:]] == ["7.1", "2.5"]
    assert any("1 of 2 submissions have written answers that nobody" in r for r in filled.remarks)
    assert json.loads(marks_json(results))["written"] is True
    assert marks_csv(results).splitlines()[1].startswith("ada,7,Ada,7.1,0,5.7,4,2,1.1")


def test_they_stand_apart_where_it_does_not(graded):
    """As they did before there was a choice."""
    book = graded()
    book.add_rubric({"ada": [RubricMark("b", 1.1, 1.2, "good")]})
    results = book.results()
    assert (results.possible, results.rows[0].earned, results.rows[1].waiting) == (4.5, 6, 0)
    assert results.rows[0].rubric == (RubricMark("b", 1.1, 1.2, "good"),)
    assert "written" not in json.loads(marks_json(results))


@pytest.mark.parametrize("counts", [True, False])
def test_pages_say_whether_written_answers_are_in_the_points(graded, counts):
    """The class report and a student's page, in both languages, and never both sentences."""
    book = graded(written=counts)
    book.add_rubric({"ada": [RubricMark("b", 1.1, 1.2, "good")]})
    results = book.results()
    row, said = results.rows[0], (counts, not counts)
    report = book.report(row.result)
    page = "".join(class_html(results, None))
    assert ("added to the totals above" in page, "in no total above" in page) == (
        counts,
        not counts,
    )
    assert ("they are in the total" in page, "not in the total" in page) == said
    page = feedback_html(row, results, report)
    assert ("is in the points above" in page, "apart from the points" in page) == (
        counts,
        not counts,
    )
    page = feedback_html(row, results, report, words("de"))
    assert ("steckt in den Punkten oben" in page, "getrennt von" in page) == said


@pytest.mark.parametrize(
    ("source", "named"),
    [("", ""), ("sheet7", " --sheet sheet7"), ("a sheet", " --sheet 'a sheet'"), ("/home/x/y", "")],
)
def test_pages_name_the_sheet_in_what_they_tell_to_type(graded, source, named):
    """A registered one by its name; nobody's folders are told to a student."""
    book = graded(source=source)
    results = book.results()
    row = results.rows[1]
    page = feedback_html(row, results, book.report(row.result))
    told = f"grader explain a{named}".replace("'", "&#39;")
    assert f"<code>{told}</code>" in page
    assert f"<code>{told}</code>" in "".join(class_html(results, None))


@pytest.mark.parametrize(("fields", "refused"), [({}, True), ({"pack": PACK}, False)])
def test_what_a_sheet_says_of_written_answers_holds_for_what_has_some(toy, fields, refused):
    """A part of a sheet and a pack have no rubric; a sheet that lacks it is told."""
    settings = dataclasses.replace(toy.settings, written="added")
    sheet = dataclasses.replace(toy, settings=settings, **fields)
    with pytest.raises(GraderError, match=SAID) if refused else contextlib.nullcontext():
        assert not occasion_of(sheet, public_examples(toy), GradeOptions(), "limits").written
    part = GradeOptions(only=(toy.questions[0].id,))
    assert not occasion_of(sheet, public_examples(toy), part, "limits").written
    asked = dataclasses.replace(part, written=True)
    with pytest.raises(GraderError, match=SAID):
        occasion_of(sheet, public_examples(toy), asked, "limits")
