"""What is written where: blocks on a pipe, a picture on a terminal."""

import io

from rich.console import Console

from grader.examine.feedback.hint_levels import EXAMPLE
from grader.language import ENGLISH, words
from grader.selftest.watch.screen import Pipe, screen
from grader.selftest.watch.update import Update
from tests.grader.misbehaviour import right, submission

THIRD = "if not len(x): raise ValueError\ny = 2 * x\nif len(y) > 2: y[2] += 1\nreturn y"


def blocks(news, parts):
    """What a pipe gets for several pieces of news."""
    console = Console(file=io.StringIO(), width=80)
    pipe = Pipe(console, parts)
    for each in news:
        pipe.show(each)
    return console.file.getvalue().split("-" * 60 + "\n")[:-1]


def names(report):
    """Parts that are quick to read."""
    yield f"{report.earned} points"


def test_a_pipe_is_told_once_where_advice_adds_nothing(grade):
    """A program reads it: the same twice would be taken for two saves."""
    report = grade(right())
    told = blocks([Update(report=report, advised=False), Update(report=report)], names)
    assert len(told) == 1


def test_a_pipe_gets_the_advice_where_there_is_some(grade):
    """As a block of its own, for the marks must not wait for it."""
    first, second = grade(submission(THIRD)), grade(submission(THIRD), search_seconds=1.0)
    told = blocks([Update(report=first, advised=False), Update(report=second)], names)
    assert len(told) == 2
    assert told[1].startswith("With reasons and smaller examples:")


def test_a_pipe_gets_a_block_for_each_save(grade):
    """Also where the marks are the same."""
    report = grade(right())
    saves = [Update(report=report, before=report, checked=("a",)) for _ in range(3)]
    assert len(blocks(saves, names)) == 3


def test_a_problem_is_told_without_the_old_report(grade):
    """On a pipe that has scrolled by; a picture keeps it below."""
    told = blocks([Update(report=grade(right()), problem="It is gone.")], names)
    assert "It is gone. Before that it had 9 of 9 points." in told[0]
    assert "9 points\n" not in told[0]


def test_what_is_read_aloud_is_not_drawn(grade, capsys):
    """--plain gets blocks on a terminal, too, and one fact a line."""
    shown = screen(ENGLISH, EXAMPLE, plain=True)
    shown.show(Update(report=grade(right())))
    shown.close()
    assert "Total: 9 of 9 points" in capsys.readouterr().out


def test_a_headline_counts_what_it_cannot_name(grade):
    """Six questions in a row are more than a person takes in."""
    report = grade(right())
    many = tuple("abcdef")
    assert "6 questions checked again" in Update(
        report=report, before=report, checked=many
    ).headline(ENGLISH)
    assert "b checked again" in Update(report=report, before=report, checked=("b",)).headline(
        ENGLISH
    )
    both = Update(report=report, before=report, checked=("a", "b"))
    assert "everything checked again" in both.headline(ENGLISH)


def test_a_headline_speaks_the_language_of_the_report(grade):
    """Ids and points are the same everywhere."""
    news = Update(report=grade(right()), before=grade(right()), checked=("b",))
    assert "b noch einmal geprüft: 9 von 9 Punkten" in news.headline(words("de"))
