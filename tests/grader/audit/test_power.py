"""What is caught is told by kind of wrong answer, and what is not with an input that would have."""

import io
import json

import numpy as np
import pytest
import sympy
from rich.console import Console

from grader.audit.audit import audit
from grader.audit.power.bench import Bench
from grader.audit.power.memories import memories
from grader.audit.power.other_values import at_numbers, at_one_place, other
from grader.audit.power.saboteurs import KINDS, everywhere, kind_of
from grader.audit.reports import audit_json, audit_text
from grader.sandbox.wire.codec import encode
from grader.sheets.choosing.traits import traits
from grader.sheets.choosing.wrong_answers import WrongAnswer
from grader.sheets.model_answers import model_student
from grader.sheets.sheet import load_sheet
from tests.toys.copied import MEANS, copied

POSITIVE, NEGATIVE = {"x": np.array([3.0, 5.0])}, {"x": np.array([-4.0, 2.0, 7.0])}


@pytest.fixture(scope="module")
def doubling(tmp_path_factory):
    """The small sheet of all tests; here another one is called ``toy``."""
    return load_sheet(str(copied(tmp_path_factory.mktemp("sheets") / "power_doubling")))


def bench(sheet, recorded, further):
    """The toy's first question, with these examples of each of its properties."""
    keys = [prop.key for prop in sheet.questions[0].properties]
    examples = [[encode(each) for each in one] for one in (recorded, further)]
    return Bench(
        sheet.questions[0],
        vars(model_student(sheet)),
        *(dict.fromkeys(keys, packed) for packed in examples),
    )


def test_a_saboteur_is_caught_where_an_example_has_its_trait(doubling):
    """Where only a further one has it, that is told as what would have caught it."""
    found = {
        each.name: each for each in bench(doubling, [POSITIVE], [NEGATIVE]).saboteurs("double")
    }

    by_sign = [each for name, each in found.items() if "somewhere negative" in name]
    by_size = [each for name, each in found.items() if "axis 0 is 3" in name]
    missed = by_sign or by_size  # one stands for all traits that the same calls have
    assert missed
    assert not any(each.is_caught for each in missed)
    assert all("np.array([-4.0, 2.0, 7.0])" in each.example for each in missed)
    assert found["double: answers off by a thousandth of their size"].is_caught
    assert found["double wrong in the last number"].is_caught


def test_an_example_that_a_law_assumes_away_tells_nothing(tmp_path):
    """It is drawn like the others, and no answer to it is wrong."""
    sheet = load_sheet(str(copied(tmp_path / "power_means", MEANS)))
    taken, rejected = ({"values": [1.0, 2.0, 6.0], "cut": cut} for cut in (0, 2))
    keys = [prop.key for prop in sheet.properties if "trims" in prop.name]
    examples = {key: [encode(rejected), encode(taken)] for key in keys}
    tried = Bench(sheet.questions[0], vars(model_student(sheet)), examples, {})
    where = [each for each in tried.saboteurs("trimmed_mean") if " where " in each.name]
    assert [each.is_caught for each in where] == [True]  # all traits of the one call that is made
    right = WrongAnswer(
        "same", "made up", {"trimmed_mean": vars(model_student(sheet))["trimmed_mean"]}
    )
    assert not tried.tried(right).is_caught


def test_with_the_example_in_the_corpus_the_same_saboteurs_are_caught(doubling):
    """So the corpus decides, and nothing else."""
    found = bench(doubling, [POSITIVE, NEGATIVE], []).saboteurs("double")

    assert all(each.is_caught for each in found if each.family == "saboteurs by sizes")


def test_what_no_example_shows_is_told_apart_by_none(doubling):
    """It may be right."""
    tried = bench(doubling, [POSITIVE], [NEGATIVE]).tried(WrongAnswer("same", "made up", {}))

    assert (tried.is_caught, tried.example) == (False, "")


def test_a_function_that_remembers_is_caught_by_two_calls_that_look_alike(doubling):
    """The second is answered as the first was."""
    wrong = {
        each.name: each for each in everywhere("double", vars(model_student(doubling))["double"])
    }
    alike = {"x": np.array([8.0, 9.0])}

    by_shape = wrong["double remembered by shapes"]

    assert bench(doubling, [POSITIVE, alike], []).tried(by_shape).is_caught


def test_a_function_that_leaves_an_argument_out_is_caught_by_two_calls_that_differ_in_it_alone():
    """Others tell it apart by their other arguments."""
    wrong = {each.name: each for each in memories("power", lambda base, exponent: base**exponent)}
    without = wrong["power remembered by nothing of exponent"].functions["power"]

    assert [without(2, 3), without(3, 2), without(2, 5)] == [8, 9, 8]


@pytest.mark.parametrize("value", ["zero", "", [], [1, 2], {"kernel": 3}, 5, 2.5, (1, "a"), None])
def test_a_memory_answers_whatever_argument_a_function_has(value):
    """One that raised would be caught for that, and say nothing of the examples."""
    for wrong in memories("kept", lambda kept, other: [kept, other]):
        assert wrong.functions["kept"](value, 1) == [value, 1], wrong.name


def test_a_function_of_one_argument_is_remembered_by_it_in_each_way_once():
    """Without it nothing would be left."""
    names = [each.name for each in memories("double", lambda x: 2 * x)]
    assert len(set(names)) == len(names)
    assert not any(" of x" in name for name in names)


@pytest.mark.parametrize(
    ("told", "one", "other"),
    [
        ("sums of lines", [[1.0, 2], [2, 1]], [[2.0, 1], [1, 2]]),
        ("first and last lines", np.ones((3, 3)), np.pad([[5.0]], 1, constant_values=1.0)),
        ("numbers in order", [[1.0, 2]], [[2.0, 1]]),
        ("roundings", [0.501], [0.499]),
    ],
)
def test_a_memory_takes_one_array_for_another_by_what_it_looks_at(told, one, other):
    """So the second is answered as the first was."""
    wrong = {each.name: each for each in memories("total", lambda x: x.tolist())}
    remembering = wrong[f"total remembered by {told}"].functions["total"]

    first = remembering(np.array(one))

    assert remembering(np.array(other)) == first == np.array(one).tolist()


@pytest.mark.parametrize(
    "value",
    [
        *(0, 5, -7, 2.5, True, "O(n)", None, [], [1, 2], (1.5, "a"), {"a": 1}),
        *(np.array([0.0, -2.0]), np.array([True]), np.zeros(0), np.float64(3), sympy.Symbol("x")),
        sympy.Matrix([[1, 2]]),
    ],
    ids=repr,
)
def test_another_value_is_another(value):
    """Of every kind that an answer may have."""
    changed = other(value)
    assert type(changed) is not type(value) or not np.array_equal(changed, value)


def test_one_place_is_wrong_and_the_others_are_right():
    """In an array and in a tuple."""
    assert at_one_place(np.arange(6.0).reshape(2, 3), "the last row").tolist() == [
        [0, 1, 2],
        [7, 9, 11],
    ]
    assert at_one_place((1, 2, 3), "all but the first number") == (1, 5, 7)
    assert at_one_place(np.zeros((3, 3)), "the border")[1, 1] == 0
    assert at_one_place(5, "the last row") == 5


def test_whole_and_fractional_numbers_are_changed_apart():
    """A count is not rounded, a word and a truth value are left alone."""
    value = (2, 0.25, [True, "a", np.array([0.5])])
    assert at_numbers(value, lambda x: x * 2) == (2, 0.5, [True, "a", np.array([1.0])])
    assert at_numbers(value, lambda x: x * 2, whole=True) == (4, 0.25, [True, "a", np.array([0.5])])


def test_every_trait_has_a_kind():
    """Of an example with most that there is."""
    example = {
        "image": np.array([[0.0, 1.0], [0.0, 2.0]]),
        "stride": 2,
        "word": " Same",
        "layers": [{"kernel": 3}],
        "tiny": 1e-4,
    }
    found = {kind_of(trait) for trait in traits(example)}
    assert found >= KINDS.keys() - {"relations"}
    assert kind_of("stride divides image axis 0 or is divided") == "relations"
    assert kind_of("flag is True") == "single values"


def test_an_audit_measures_it_where_it_is_asked_for(toy, question):
    """With mutants of the right solution, pairs, and what the ordinary audit had found."""
    without = question[: question.index('@points(1, "doubled")')]
    shifting = question[question.index('@points(1, "shifted")') :]
    found = audit(str(toy(numbers=without + shifting).folder), jobs=1, power=True)

    families = {family.name: family for family in found.families}
    assert families["mutants of wheats"].caught > 3
    assert families["pairs of misconceptions"].telling == 2
    assert families["misconceptions"].caught == 2
    assert families["misconceptions"].untold == 1  # refusals: no law is about them
    assert families["saboteurs by signs, zeros and ties"].caught > 0
    console = Console(width=200, file=io.StringIO())
    for part in audit_text(found):
        console.print(part)
    shown = console.file.getvalue()
    assert "Told apart by none" in shown
    assert "mutants of wheats" in shown
    told = {each["family"]: each for each in json.loads(audit_json(found))["power"]}
    assert told["misconceptions"]["caught"] == 2
    assert all("for x=" in s["example"] for each in told.values() for s in each["survivors"])
