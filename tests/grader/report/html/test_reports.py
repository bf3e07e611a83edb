"""What the class report and a feedback page say, and what they must not say."""

import re
from dataclasses import replace

import pytest

from grader.class_results import ABSENT, RubricMark
from grader.examine.report_json import json_text, report_from
from grader.language import words
from grader.model import CodeWarning, LoadFailure, Mark, Outcome, Verdict
from grader.report.classes.item_analysis import Item, item_analysis
from grader.report.html.class_report import CORPORA, PAGE_ROWS, _reading, class_html
from grader.report.html.feedback import feedback_html
from tests.grader.misbehaviour import submission
from tests.grader.report.html.reading import read
from tests.grader.report.sample_class import headings, sample_class

RESULTS = sample_class(60)
MARKED = [row for row in RESULTS.rows if not row.problem]


def class_page(results, feedback=None):
    return read("".join(class_html(results, feedback)))


def feedback_page(row, results=RESULTS, **changes):
    report = replace(results.report(row.result), **changes)
    return read(feedback_html(row, results, report))


@pytest.mark.parametrize(
    ("discrimination", "said"),
    [(0.5, ""), (0.2, ""), (0.1, "poor"), (-0.1, "backwards: look at it again"), (None, "")],
)
def test_an_item_has_a_word_only_where_it_tells_little(discrimination, said):
    """What is as it should be needs none."""
    assert _reading(Item(0.5, discrimination)) == said


def test_the_class_report_comes_in_pieces():
    """Ten thousand rows are never one string unless somebody joins them."""
    assert len(list(class_html(RESULTS, None))) > 5


def test_the_same_results_give_the_same_page():
    """No date, no random id: a page that did not change need not be sent again."""
    assert list(class_html(RESULTS, None)) == list(class_html(sample_class(60), None))


@pytest.mark.parametrize("kind", CORPORA)
def test_the_report_says_what_the_marks_were_made_on(kind):
    """With a warning where students have the examples at home."""
    words = class_page(replace(RESULTS, corpus_kind=kind)).words

    assert CORPORA[kind] in words
    assert RESULTS.corpus[:12] in words
    assert ("Grade on a private one" in words) == (kind == "public")


def test_the_report_says_how_it_was_marked():
    """Isolation, what that promises, and versions."""
    words = class_page(RESULTS).words

    assert "Isolation walled A submission computes and answers, and that is all" in words
    assert "grader 0.1.0, numpy 2.4.0, python 3.11.2, sympy 1.13.3" in words


def test_every_question_has_its_difficulty_and_discrimination():
    """Those of the analysis, two digits, with a real minus."""
    marks = [[mark.earned for mark in row.marks] for row in MARKED]
    decided = [[mark.possible - mark.open for mark in row.marks] for row in MARKED]
    words = class_page(RESULTS).words

    for heading, item in zip(headings(), item_analysis(marks, decided), strict=True):
        figures = f"{item.difficulty:.2f} {item.discrimination:.2f}".replace("-", "−")
        assert f"{heading.id} {heading.title} {figures}" in words


def test_every_property_has_its_share_and_its_reasons():
    """Counted here once more, from the rows."""
    words = class_page(RESULTS).words

    for heading in headings():
        for each in heading.properties:
            mine = [
                lost.outcome
                for row in MARKED
                for lost in row.lost
                if (lost.question, lost.property) == (heading.id, each.name)
            ]
            gone = [outcome for outcome in mine if outcome is not Outcome.UNDECIDED]
            share = len(gone) / (len(MARKED) - len(mine) + len(gone))
            said = f"{each.law} {each.function} {each.points} {100 * share:.0f}% ({len(gone)})"
            assert " ".join(said.split()) in words
            assert not gone or f"wrong {gone.count(Outcome.WRONG)}" in words


def test_the_most_frequent_misconceptions_are_counted():
    """The class report counts students, each once."""
    page = class_page(RESULTS)
    counted = {
        (lost.question, lost.misconception)
        for row in MARKED
        for lost in row.lost
        if lost.misconception
    }
    most = max(
        sum((q, words) in {(e.question, e.misconception) for e in row.lost} for row in MARKED)
        for q, words in counted
    )

    assert f"Students Question Misconception {most} " in page.words


def test_a_submission_without_marks_is_a_row_with_its_reason():
    """Not a gap, and not a zero in the mean."""
    words = class_page(RESULTS).words
    unread = [row for row in RESULTS.rows if row.problem]
    mean = sum(row.earned for row in MARKED) / len(MARKED)

    assert unread
    assert all(words.count(row.problem) >= 2 for row in unread)
    assert f"Marked {len(MARKED)} Not read {len(unread)} Mean {mean:.1f} " in words


def test_who_handed_nothing_in_is_no_submission():
    """People, submissions and those that could not be read are counted apart."""
    absent = replace(RESULTS.rows[0], folder="absent", problem=ABSENT)
    rows = [*MARKED, absent]
    words = class_page(replace(RESULTS, rows=rows)).words

    assert f"Class report · {len(rows)} people · {len(MARKED)} submissions · " in words
    assert f"Marked {len(MARKED)} Not read 0 Nothing in 1 Mean " in words


def test_what_was_remarked_of_nobody_in_particular_is_told_too():
    """Also where nothing else is to be remarked; and no empty section is shown."""
    quiet = replace(RESULTS, rows=[replace(row, notes=()) for row in MARKED])
    words = class_page(replace(quiet, remarks=["the id 7 belongs to <b>2</b> entries"])).words
    assert "Problems and remarks the id 7 belongs to <b>2</b> entries Students" in words
    assert "Problems and remarks" not in class_page(quiet).words


def test_links_lead_to_the_feedback_that_was_named():
    """And names are plain text where there is none."""
    with_links = class_page(RESULTS, lambda row: f"feedback/{row.folder}.html")
    without = class_page(RESULTS)

    links = [a["href"] for a in with_links.all("a") if not a["href"].startswith("#")]
    assert links == [f"feedback/{row.folder}.html" for row in RESULTS.rows]
    assert all(a["href"].startswith("#") for a in without.all("a"))


def test_marks_of_a_person_stay_out_of_the_totals():
    """A class whose written answers are all worth a million has the same mean."""
    rich = [
        replace(row, rubric=tuple(replace(m, earned=1e6, possible=1e6) for m in row.rubric))
        for row in RESULTS.rows
    ]
    means = [
        re.search(r"Mean ([0-9.]+) Median", class_page(each).words)[1]
        for each in (RESULTS, replace(RESULTS, rows=rich))
    ]

    assert means[0] == means[1]


def test_rows_are_hidden_before_the_script_runs_just_as_they_are_after_it():
    """One number in two files: the style sheet's first page is the script's."""
    style = class_page(RESULTS).raw["style"]

    assert f".loading .students tbody tr:nth-child(n + {PAGE_ROWS + 1})" in style


def test_ten_thousand_rows_take_less_than_a_kilobyte_each():
    """Measured on five hundred: what a page costs besides is paid once."""
    few, many = (len("".join(class_html(sample_class(n), None)).encode()) for n in (300, 800))

    assert (many - few) / 500 < 1_000


def test_feedback_tells_nothing_about_anyone_else():
    """The page is the same whoever else is in the class, and however many."""
    row = MARKED[4]
    alone = replace(RESULTS, rows=(row,))

    report = RESULTS.report(row.result)
    assert feedback_html(row, RESULTS, report) == feedback_html(row, alone, report)


def test_feedback_says_what_is_wrong():
    """Law, call, returned, found and mistake of every lost property."""
    row = next(row for row in MARKED if any(lost.misconception for lost in row.lost))
    words = feedback_page(row).words
    report = RESULTS.report(row.result)

    for mark in report.marks:
        assert f"{mark.question} {mark.title} {mark.earned} of {mark.possible}" in words
        for verdict in mark.verdicts:
            if verdict.misconception:
                for text in (verdict.law, verdict.call, verdict.returned, verdict.message):
                    assert " ".join(text.split()) in words
                assert verdict.misconception in words


def test_a_missing_function_is_told_once():
    """Its six properties have nothing to add."""
    gone = {"function": "f", "points": 1, "outcome": Outcome.MISSING, "message": "no f there"}
    verdicts = tuple(Verdict(property=f"test_{n}", law=f"Law {n}.", **gone) for n in range(6))
    mark = Mark(question="1a", title="F", earned=0, open=0, possible=6, verdicts=verdicts)

    assert (
        feedback_page(MARKED[0], marks=(mark,)).words.count("There is no function called: f") == 1
    )


def test_feedback_says_what_happened_besides():
    """Load failures with their place, remarks, and warnings with their number."""
    words = feedback_page(
        MARKED[0],
        loading=(LoadFailure(12, "NameError: x"), LoadFailure(2, "ValueError: y", cell=3)),
        warnings=(
            CodeWarning(message="overflow in exp", function="f", line=7, call="f(1)", calls=1),
            CodeWarning(message="divide by zero"),
        ),
        remarks=("a line with %pip was skipped",),
    ).words

    assert "Line 12 failed while loading: NameError: x" in words
    assert "Cell 3, line 2 failed while loading: ValueError: y" in words
    assert "Warning in f, line 7: overflow in exp, for example on f(1)" in words
    assert "Warning at 1 place: divide by zero" in words
    assert "A line with %pip was skipped" in words


def test_written_answers_show_their_text_and_what_a_person_gave():
    """Apart from the automatic points; an answer that waits says so."""
    row = replace(
        MARKED[0], written=("1a", "1b"), rubric=(RubricMark("1a", 1.5, 2, "shorter <b>next</b>"),)
    )
    page = feedback_page(row, written=(("1a", "Because\nof it."), ("1b", "No idea.")))

    assert "Written answers 1.5 of 2" in page.words
    assert "Because of it. 1.5 of 2 points: shorter <b>next</b>" in page.words
    assert "No idea. Not marked yet." in page.words


def test_open_points_are_not_called_lost():
    """They may be earned yet."""
    row = next(row for row in MARKED if row.open)
    page = feedback_page(row)

    assert f"Open {row.open}" in page.words
    assert "They are not lost." in page.words


def test_feedback_on_what_could_not_be_read_gives_the_reason():
    """There is no report behind it."""
    row = next(row for row in RESULTS.rows if row.problem)

    assert row.problem in read(feedback_html(row, RESULTS, None)).words


def test_a_german_page_is_made_of_what_is_stored(grade):
    """The frame, the law and the message: all that is not the student's own."""
    report = report_from(json_text(grade(submission("return 3 * x"))))
    page = feedback_html(MARKED[0], RESULTS, report, words("de"))
    assert '<html lang="de">' in page
    assert "richtig wäre" in page
    for english in ("should be", "What is wrong", "Points per question", "points lost"):
        assert english not in page
