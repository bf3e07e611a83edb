"""A class in the terminal."""

from dataclasses import replace
from statistics import mean

from hypothesis import given
from rich.console import Console

from grader.class_results import ABSENT, Lost
from grader.model import Outcome
from grader.report.classes.terminal import render_class
from tests.grader.report.hostile import classes, is_seen
from tests.grader.report.sample_class import headings, sample_class


def shown(results):
    console = Console(width=200, highlight=False)
    with console.capture() as captured:
        for part in render_class(results):
            console.print(part, soft_wrap=True)
    return captured.get()


def lost_all(row, *, open_):
    """The row, with nothing earned in 1a: its points are lost, or open."""
    (first, *others), outcome = row.marks, Outcome.NOT_ASKED if open_ else Outcome.WRONG
    mark = replace(first, earned=0, open=first.possible if open_ else 0)
    lost = [Lost("1a", each.name, outcome) for each in headings()[0].properties]
    kept = [each for each in row.lost if each.question != "1a"]
    return replace(row, marks=(mark, *others), lost=(*lost, *kept))


def test_what_was_not_asked_is_not_lost():
    """Neither in the mean share, nor among those without points, nor in what most lost."""
    results = sample_class(4)
    rows = [lost_all(row, open_=n < 3) for n, row in enumerate(results.rows)]
    text = shown(replace(results, rows=rows))
    (line,) = (line for line in text.splitlines() if line.startswith("1a "))
    assert line.split()[-3:] == ["0%", "0", "1"]
    assert text.count("100% 1a ") == len(headings()[0].properties)
    assert "× not asked" not in text


def test_the_questions_are_shown_with_what_the_class_earned():
    """The mean, its share, and how many have all of it or nothing."""
    results = sample_class(60)
    graded = [row for row in results.rows if not row.problem]
    earned = [row.marks[0].earned for row in graded]
    line = next(line for line in shown(results).splitlines() if line.startswith("1a "))

    assert line.split()[2:] == [
        "7",
        f"{mean(earned):.1f}",
        f"{mean(earned) / 7:.0%}",
        str(earned.count(7)),
        str(earned.count(0)),
    ]


def test_of_a_question_that_a_person_marks_no_points_are_counted():
    """It has none of the machine's: that nobody earned any says nothing."""
    results = sample_class(4)
    essay = replace(results.questions[0], title="Essay", points=0, properties=())
    text = shown(replace(results, questions=(essay, *results.questions[1:])))
    line = next(line for line in text.splitlines() if line.startswith("1a "))

    assert line.split(None, 1)[1].strip() == "Essay, marked by a person"
    letters = replace(essay, title="Letters", elsewhere="7a, 7b")
    text = shown(replace(results, questions=(letters, *results.questions[1:])))
    assert "Letters, not marked here (7a, 7b)" in text
    assert "by a person" not in text


def test_what_most_did_not_understand_is_shown_with_the_reason():
    """A property by its law, a reason by the misconception."""
    results = sample_class(60)
    text = shown(results)
    counts = {}
    for row in results.rows:
        for each in row.lost:
            counts.setdefault((each.question, each.property), []).append(each)
    (question, name), lost = max(counts.items(), key=lambda pair: len(pair[1]))
    law = {(q.id, p.name): p.law for q in results.questions for p in q.properties}[question, name]
    first = text.partition("Lost by most\n")[2].splitlines()[:2]

    assert law in first[0]
    assert f"{len(lost) / 58:.0%}" in first[0]
    assert " × " in first[1]


def test_who_has_no_marks_is_told_first():
    """With the reason; a long list is cut."""
    results = sample_class(8)
    broken = results.rows[7]
    many = [replace(broken, folder=f"broken{number}") for number in range(13)]
    text = shown(replace(results, rows=(*results.rows[:7], *many)))

    assert f"broken0: {broken.problem}" in text
    assert "… and 3 more without marks" in text
    assert "20 submissions, 13 without marks; of 100 points: mean " in text


def test_who_handed_nothing_in_is_called_by_name_and_counted_apart():
    """There is no submission of theirs."""
    results = sample_class(8)
    absent = replace(results.rows[7], folder="4711", name="Emmy Noether", problem=ABSENT)
    text = shown(replace(results, rows=(*results.rows[:7], absent)))

    assert "Emmy Noether (4711): handed nothing in" in text
    assert "8 people, 1 of them handed nothing in; 7 submissions, 0 without marks; of " in text


def test_what_was_remarked_when_they_were_collected_is_told():
    """The first ten, and how many more."""
    remarks = [f"remark {number}" for number in range(12)]
    text = shown(replace(sample_class(4), remarks=remarks))

    assert "remark 9\n… and 2 more remarks\n" in text


def test_open_points_are_told():
    """They wait for another run."""
    results = sample_class(60)
    number = sum(row.open > 0 for row in results.rows)

    assert number
    assert shown(results).rstrip().endswith(f"{number} with open points: grade them again")


def test_a_class_of_nobody_is_shown():
    """No mean of nothing is taken."""
    assert "0 submissions" in shown(replace(sample_class(1), rows=()))


@given(results=classes())
def test_whatever_is_in_it_it_cannot_move_the_cursor(results):
    """No control character is printed, and no markup of rich is carried out."""
    assert all(is_seen(c) or c == "\n" for c in shown(results))
