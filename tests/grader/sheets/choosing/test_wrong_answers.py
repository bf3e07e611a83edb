"""Wrong answers are made of a changed line or of a misconception, and an example catches them."""

import pytest

from grader.errors import BadSheet
from grader.sheets.choosing.wrong_answers import (
    FILE_NAME,
    ChangedLine,
    WrongAnswer,
    catches,
    changed_functions,
    listed_lines,
    write_lines,
    wrong_answers,
)
from grader.sheets.model_answers import model_student
from grader.sheets.sheet import load_sheet

SHEET3 = load_sheet("exercises.sheet3")
LINE = ChangedLine("doubling.model", 12, "    return 2 * x", "    return 3 * x", ("double",))


def prop(toy, key):
    """A property of a sheet, by its key."""
    return next(each for each in toy.properties if each.key == key)


@pytest.fixture
def listed(toy):
    """The toy's list of mutants, gone after the test."""
    yield toy.folder / FILE_NAME
    (toy.folder / FILE_NAME).unlink(missing_ok=True)


def test_a_list_is_read_as_it_was_written(toy, listed):
    """One line a mutant, so that a person can look at them."""
    assert listed_lines(toy) == ()
    write_lines(toy, [LINE, LINE])
    assert listed_lines(toy) == (LINE, LINE)
    assert listed.read_text().count("\n") == 4


def test_a_list_that_cannot_be_read_is_refused_with_what_to_do(toy, listed):
    """Marks would silently be made of weaker examples."""
    listed.write_text("[{}]")
    with pytest.raises(BadSheet, match="grader freeze --rare-mutants"):
        listed_lines(toy)


def test_a_changed_line_of_the_model_makes_its_functions_wrong(toy):
    """And leaves the model as it is."""
    number = (toy.folder / "model.py").read_text().split("\n").index(LINE.before) + 1
    line = ChangedLine(LINE.source, number, LINE.before, LINE.after, LINE.functions)
    assert changed_functions(toy, line)["double"](_One()) == 3
    assert model_student(toy).double(_One()) == 2
    assert line.family == "mutants of the model"


class _One(float):
    """The number 1, of size 1."""

    size = 1

    def __rmul__(self, other):
        return other


def test_a_line_that_is_not_there_any_more_makes_nothing_wrong(toy):
    """The model was changed; the list is out of date there, and says nothing false."""
    assert changed_functions(toy, ChangedLine("doubling.model", 1, "x", "y", ("double",))) == {}
    assert changed_functions(toy, ChangedLine("wheats/none.py", 1, "x", "y", ("double",))) == {}


def test_an_example_catches_a_wrong_answer_that_it_shows(toy):
    """A law fails, whatever with; a right answer fails nowhere."""
    model, doubles = vars(model_student(toy)), prop(toy, "b/test_averages")
    first = WrongAnswer("first", "made up", {"average": lambda values: values[0]})
    assert catches(doubles, model, first, {"values": [1.0, 3.0]})
    assert not catches(doubles, model, first, {"values": [1.0]})
    assert not catches(doubles, model, WrongAnswer("right", "made up", {}), {"values": [1.0, 3.0]})


def test_an_answer_that_does_not_come_is_caught(toy, monkeypatch):
    """Its process would be ended."""
    monkeypatch.setattr("grader.sheets.choosing.wrong_answers.SECONDS", 0.05)

    def hangs(values):
        while values:
            pass

    wrong = WrongAnswer("hangs", "made up", {"average": hangs})
    model = vars(model_student(toy))
    assert catches(prop(toy, "b/test_averages"), model, wrong, {"values": [1.0]})


def test_misconceptions_pairs_of_them_and_listed_mutants_are_the_wrong_answers():
    """Of sheet 3's pooling, say; a pair is made in one function, in both orders."""
    question = SHEET3.questions[1]
    found = list(wrong_answers(SHEET3, question, vars(model_student(SHEET3)), listed_lines(SHEET3)))
    families = {wrong.family for wrong in found}
    assert {"misconceptions", "pairs of misconceptions", "mutants of right solutions"} <= families
    assert all(set(wrong.functions) & set(question.functions) for wrong in found)
    assert len({wrong.name for wrong in found if "misconc" in wrong.family}) == sum(
        "misconc" in wrong.family for wrong in found
    )


@pytest.mark.parametrize("line", listed_lines(SHEET3)[::12], ids=lambda line: line.after.strip())
def test_what_sheet_3_lists_is_still_there(line):
    """A change to the model or to a right solution wants: grader freeze --rare-mutants."""
    assert changed_functions(SHEET3, line)
