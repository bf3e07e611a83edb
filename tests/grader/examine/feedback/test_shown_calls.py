"""Which calls a lost property is shown with, on the toy sheet, from a real process."""

import dataclasses

import pytest

from grader.errors import BadSheet
from grader.examine.example_run import run
from grader.examine.feedback.right_answers import RightAnswers
from grader.examine.student.in_process import InProcessStudent
from grader.examine.verdict_text import Telling
from grader.examine.verdicts import judged
from grader.model import ShownCall

RIGHT = "def double(x):\n    if not x.size: raise ValueError('empty')\n    return 2 * x\n"
FOLLOWS = "test_follows_a_shift"


@pytest.fixture
def lost(grade):
    """The verdict on a property that a submission loses."""

    def find(source, name):
        verdicts = [verdict for mark in grade(source).marks for verdict in mark.verdicts]
        return next(verdict for verdict in verdicts if verdict.property == name)

    return find


@pytest.fixture
def told(toy):
    """The verdict on the law of shifted means, for an average and one example."""
    (prop,) = (each for each in toy.properties if each.name == FOLLOWS)

    def tell(average, values, shift):
        ask = InProcessStudent({"average": average}).ask
        example_run = run(prop.body, {"values": values, "shift": shift}, ask)
        return judged(prop, example_run, 2, Telling(RightAnswers(toy), full=True)).verdict

    return tell


def one_more_where_positive(values):
    """A mean that is wrong above zero."""
    return sum(values) / len(values) + (max(values) > 0)


def test_a_law_that_relates_two_answers_shows_both_and_marks_the_wrong_one(told):
    """The other one is right, and says so by having no mark."""
    verdict = told(one_more_where_positive, [0.0], 1.0)
    assert verdict.shown == (
        ShownCall(call="average([0.0])", returned="0.0"),
        ShownCall(call="average([1.0])", returned="2.0", wrong=True),
    )
    assert verdict.message == "second: returned 2, should be 1"
    assert (verdict.call, verdict.returned) == ("average([0.0])\naverage([1.0])", "0.0\n2.0")


def test_where_the_answer_on_trial_is_right_the_sentence_names_both(told):
    """The shifted mean is right, and differs from what the wrong plain one leads to."""
    verdict = told(one_more_where_positive, [1.0], -1.0)
    assert verdict.shown == (
        ShownCall(call="average([1.0])", returned="2.0", wrong=True),
        ShownCall(call="average([0.0])", returned="0.0"),
    )
    assert verdict.message == "second, going by the first: returned 0, should be 1"


def test_what_an_assertion_did_not_look_at_is_not_shown(told):
    """Both means are wrong alike: the law holds, and the first is compared with the right one."""
    verdict = told(one_more_where_positive, [3.0], 1.0)
    assert verdict.shown == (ShownCall(call="average([3.0])", returned="4.0", wrong=True),)
    assert verdict.message == "returned 4, should be 3"


def test_an_answer_that_never_came_is_not_said_to_have_raised(lost):
    """The fault of one call ends the law, whether or not the one before it was waited for."""
    source = RIGHT + "def average(v):\n    if max(v) > 40: exit(3)\n    return sum(v) / len(v)\n"
    verdict = lost(source, FOLLOWS)
    (shown,) = verdict.shown
    assert max(eval(shown.call.removeprefix("average"))) > 40
    assert shown.fault == verdict.message


def test_of_two_calls_the_one_that_raised_is_shown(lost):
    """The other one was answered, and has no part in it."""
    source = RIGHT + "def average(v):\n    assert max(v) <= 0, 'no'\n    return sum(v) / len(v)\n"
    verdict = lost(source, FOLLOWS)
    (shown,) = verdict.shown
    assert max(eval(shown.call.removeprefix("average"))) > 0
    assert (shown.returned, shown.fault) == ("", "raised AssertionError: no")
    assert verdict.message == "raised AssertionError: no"
    assert verdict.returned == ""


def test_what_should_be_refused_is_shown_and_nothing_beside_it(lost):
    """The call before it was right."""
    verdict = lost("def double(x): return 2 * x\n", "test_refuses_an_empty_array")
    assert verdict.shown == (
        ShownCall(call="double(np.zeros((0,)))", returned="np.zeros((0,))", wrong=True),
    )


def test_two_answers_to_one_call_stand_on_two_lines(lost, different):
    """The first one was right, the second one is marked."""
    source = "seen = set()\n" + RIGHT.replace(
        "return 2 * x",
        f"k = x.tobytes()\n    again = k in seen and len(seen) == {different}\n"
        "    seen.add(k)\n    return 2 * x + again",
    )
    verdict = lost(source, "test_doubles")
    first, second = verdict.shown
    assert first.call == second.call
    assert (first.wrong, second.wrong) == (False, True)
    assert first.returned != second.returned
    assert "gave two answers to the same input" in verdict.message


def test_an_argument_that_was_changed_has_the_name_that_the_model_gives_it(lost):
    """Whatever the student calls it."""
    source = "def double(numbers):\n    numbers *= 2\n    return numbers\n"
    verdict = lost(source, "test_leaves_its_argument")
    assert verdict.message == "`x` was changed (work on a copy: x = x.copy())"


def test_a_table_of_parts_that_cannot_be_read_is_the_sheets_mistake(toy, tmp_path):
    """It is looked at when a student loses a law, and told in one line."""
    (tmp_path / "parts.toml").write_text("average = [\n")
    right = RightAnswers(dataclasses.replace(toy, folder=tmp_path))
    with pytest.raises(BadSheet, match="parts.toml cannot be read: .* Mend that line."):
        right.part_name("average", 0)
