"""Where a student's answer may be an object: where the model's is one, and nowhere else."""

import dataclasses
import enum
import itertools
import math
from typing import NamedTuple

import numpy as np
import pytest

from grader.authoring import cpu_seconds
from grader.errors import BadSheet
from grader.examine.student.faults import StudentFault, Unsendable
from grader.examine.student.in_process import InProcessStudent
from grader.examine.student.object_faults import ObjectLacks
from grader.examine.student.objects import expected, program
from grader.examine.student.objects.expected import UNKNOWN, Expected
from grader.examine.student.objects.model_of import expected_by
from grader.examine.student.objects.student_object import StudentObject
from grader.examine.student.proxy import Student
from grader.sandbox.wire.values import Opaque


@dataclasses.dataclass
class Fields:
    x: int


@dataclasses.dataclass
class Doing:
    x: int

    def twice(self):
        return 2 * self.x


class Pair(NamedTuple):
    x: int


class Colour(enum.Enum):
    RED = "red"

    def shade(self):
        return self


class Stack(list):
    def top(self):
        return self[-1]


class Liar:
    def __eq__(self, other):
        return True

    __hash__ = None


def is_object(model, student=None):
    """Whether a property is given an object where the model answers so, and the student so."""
    found = InProcessStudent({"f": student or model}, expected=Expected(lambda: {"f": model}))
    return type(found.student.f()) is StudentObject


@pytest.mark.parametrize(
    "model",
    [
        lambda: lambda x: x, lambda: len, lambda: Doing(1).twice, lambda: Doing(1),
        object, lambda: itertools.count().__next__, lambda: np.vectorize(math.sqrt),
    ],
)  # fmt: skip
def test_functions_and_what_can_do_something_are_objects(model):
    """Whatever the student's answer is made of."""
    assert is_object(model)
    assert is_object(model, lambda: Doing(2))
    assert is_object(model, lambda: Liar())


@pytest.mark.parametrize(
    "model",
    [
        lambda: 1, lambda: [1], lambda: Fields(1), lambda: Pair(1), lambda: Colour.RED,
        lambda: np.zeros(1), lambda: iter([1]), lambda: None, lambda: math,
    ],
)  # fmt: skip
def test_in_place_of_a_value_an_object_is_only_described(model):
    """It cannot say of itself that it is right."""
    assert not is_object(model)
    assert not is_object(model, lambda: Liar())
    student = InProcessStudent({"f": Liar}, expected=Expected(lambda: {"f": model})).student
    assert student.f() == Opaque("a Liar")
    assert student.f() != 1


def test_a_class_of_the_models_makes_objects_also_of_what_derives_from_a_list():
    """By the name of the class, since such an answer looks like a value."""
    student = InProcessStudent({"Stack": Stack}).student
    stack = student.Stack([1, 2])
    assert stack.top() == 2
    stack.append(3)
    assert list(stack) == [1, 2, 3]
    assert stack[-1] == 3


def test_a_model_that_raises_or_does_not_end_expects_a_value(monkeypatch):
    """Nobody waits for it."""
    monkeypatch.setattr(expected, "SECONDS", 0.1)

    def loops():
        for _ in itertools.count():
            pass

    for model in (lambda: [][0], loops):
        found = InProcessStudent({"f": Liar}, expected=Expected(lambda m=model: {"f": m}))
        assert found.student.f() == Opaque("a Liar")


def test_what_the_model_prints_when_it_is_asked_is_heard_by_nobody(capsys):
    """It would stand in the midst of a report."""
    assert is_object(lambda: print("made") or Doing(1), lambda: Doing(1))
    assert capsys.readouterr().out == ""


def test_without_a_model_what_is_no_value_is_an_object():
    """As in a run of pytest, of which no mark comes."""
    found = InProcessStudent({"f": lambda: Doing(3), "g": lambda: 1}, expected=UNKNOWN).student
    assert found.f().x == 3
    assert found.f().twice() == 6
    assert found.g() == 1


def test_a_property_that_asks_for_what_cannot_be_sent_is_the_sheets_mistake(monkeypatch):
    """Foreign objects, more steps than there may be, and the time that a step takes."""
    student = InProcessStudent({"Doing": Doing, "f": lambda doing: 1}).student
    doing = student.Doing(1)
    with pytest.raises(Unsendable, match=r"the sheet measures f on an object, whose steps would"):
        cpu_seconds(student.f, doing)
    with pytest.raises(Unsendable, match=r"with a Liar, which cannot be sent"):
        doing.x = Liar()
    monkeypatch.setattr(program, "MOST_STEPS", 20)
    other = InProcessStudent({"Doing": Doing}).student.Doing(1)
    assert all(other.x == 1 for _ in range(19))
    with pytest.raises(Unsendable, match=r"more than 20 things with objects in one example"):
        other.x  # noqa: B018
    for each in (doing.twice, doing):
        with pytest.raises(Unsendable, match=r"for no object and no method of one"):
            cpu_seconds(each)


def test_what_an_object_lacks_is_a_fault_of_the_students():
    """Private names are nobody's."""
    doing = InProcessStudent({"Doing": Doing}).student.Doing(1)
    with pytest.raises(ObjectLacks, match=r"^a Doing has no `degree` \(it has: twice, x\)$"):
        doing.degree  # noqa: B018
    with pytest.raises(ObjectLacks, match=r"^a Doing does not support `\+` here$"):
        doing + 1
    with pytest.raises(StudentFault, match=r"takes 1 positional argument but 2 were given"):
        doing.twice(1)
    with pytest.raises(AttributeError):
        doing._x  # noqa: B018
    assert repr(doing) == "Doing(x=1)"


class Slotted:
    __slots__ = ("x",)

    def read(self):
        return self.x


def test_an_attribute_that_cannot_be_set_is_told():
    """As one that is not there is; a step that has failed changes nothing for the next."""
    slotted = InProcessStudent({"Slotted": Slotted}).student.Slotted()
    with pytest.raises(ObjectLacks, match=r"^`y` of a Slotted cannot be set$"):
        slotted.y = 1
    slotted.x = [1, (2, 3)]
    assert slotted.read() == [1, (2, 3)]


def test_what_looks_like_steps_is_an_argument_like_any_other():
    """A submission's answer may be passed on, and is never done."""
    looks = [[".()", [None, "abort"], [[[0], 0, []]]]]
    student = InProcessStudent({"f": lambda: looks, "g": lambda value: value}).student
    assert student.g(student.f()) == looks


def test_the_other_side_is_not_believed_to_keep_to_kinds():
    """A process that answers a length with a text sends what an honest one does not."""

    def ask(calls):
        from grader.examine.student.calls import Answer

        return [Answer("three" if call.steps else Opaque("a thing")) for call in calls]

    thing = Student(ask, Expected(lambda: {"f": lambda: Stack()})).f()
    for wrong in (len, bool, list, float):
        with pytest.raises(StudentFault, match="sent an unknown kind of answer"):
            wrong(thing)


def test_where_the_model_cannot_be_had_it_is_no_answers_fault():
    """Its error is raised, so that the points stay open; nothing is told of the student's."""

    def lost():
        raise BadSheet("the model is gone")

    found = InProcessStudent({"f": Liar}, expected=Expected(lost)).student
    with pytest.raises(BadSheet, match="the model is gone"):
        found.f()


def test_a_property_of_no_sheet_is_given_no_objects():
    """Whoever runs one by itself has no model to go by."""
    student = InProcessStudent({"f": Liar}, expected=expected_by(is_object)).student
    assert student.f() == Opaque("a Liar")


class Word:
    """A model whose hash is its own."""

    def __init__(self, text):
        self.text = text

    def __eq__(self, other):
        return self.text == other.text

    def __hash__(self):
        return hash(self.text)


WORDS = {"Word": lambda: Word("a")}


class Counting:
    """A model that can be asked for its entries one by one."""

    def __init__(self, least):
        self.left = least

    def __next__(self):
        if not self.left:
            raise StopIteration("that was all")
        self.left -= 1
        return Word("a" * self.left)


def test_of_a_hash_only_is_told_which_others_are_equal_to_it():
    """Python's own number depends on the process; so sets and keys of the property are right."""
    student = InProcessStudent({"Word": Word})
    made = student.student
    words = [made.Word(text) for text in ("a", "b", "a")]
    assert {*words} == {words[0], words[1]}
    assert {words[0]: 1}[words[2]] == 1
    told = [a.value for call, a in student.replies.values() if call.asks_for_hash]
    assert set(told) == {1, 2}
    plain = InProcessStudent({"Word": type("Word", (), {})}, expected=Expected(lambda: WORDS))
    with pytest.raises(ObjectLacks, match=r"^a Word has no `__hash__` of its own"):
        hash(plain.student.Word())


def test_entries_are_taken_one_by_one_and_have_an_end():
    """An entry may be an object; after the last a property has what it says itself."""
    counting = InProcessStudent({"Counting": Counting}).student.Counting(1)
    assert next(counting).text == ""
    assert next(counting, "none") == "none"
    with pytest.raises(StopIteration):
        next(counting)
    with pytest.raises(StudentFault, match=r"had no further entry \(raised StopIteration\)"):
        next(counting)
