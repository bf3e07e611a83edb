"""A stand-in gives what the model gave, and nothing where it was not asked."""

import inspect

import numpy as np
import pytest

from grader.authoring import given_function
from grader.errors import BadSheet, NotRecorded
from grader.sandbox.wire.values import Asked
from grader.sheets.model_answers import model_student
from grader.sheets.packs.recorded_model import read_model
from grader.sheets.packs.recording import RecordingModel
from grader.sheets.packs.stand_ins import stand_ins
from grader.sheets.sheet import load_sheet

MODEL = """
import numpy as np
__all__ = ["draw", "halves", "refuse", "widens", "function_of", "sum_of_two"]
LIMIT = 7

def draw(rng, n=2):
    return rng.normal(size=n)

def halves(values, *, digits: int = 3):
    return {"halves": np.asarray(values) / 2, "pair": (1, 2.0)}

class Refused(ValueError): pass

def refuse(x):
    raise Refused(f"not {x}")

def widens(x):
    x *= 2
    return x

def function_of(x):
    return lambda: x

def sum_of_two(f):
    return f(1.0) + f(2.0)
"""
PACKAGE = 'TITLE = "A"\nQUESTIONS = ("one",)\nMODEL = ("{name}.answers",)\n'
QUESTION = '''"""Text."""
from hypothesis import given, strategies as st
from grader.authoring import points
ID, TITLE = "1", "One"

@points(1, "halves")
@given(x=st.just(1))
def test_one(student, x):
    """A law."""
'''


@pytest.fixture(scope="module")
def asked(tmp_path_factory):
    """A model that is recorded, and its functions."""
    folder = tmp_path_factory.mktemp("recorded") / "sheet_to_record"
    folder.mkdir()
    (folder / "__init__.py").write_text(PACKAGE.format(name=folder.name))
    (folder / "answers.py").write_text(MODEL)
    (folder / "one.py").write_text(QUESTION)
    sheet = load_sheet(str(folder))
    assert vars(model_student(sheet))
    model = RecordingModel(sheet, {"sheet_to_record.answers": ["LIMIT", "np", "Refused"]})
    return model, stand_ins(model, "sheet_to_record.answers", "m")


@pytest.fixture
def after(asked):
    """What stands in for the functions once they have been asked this."""
    model, live = asked

    def ask(*calls):
        for call in calls:
            call(live)
        return stand_ins(read_model(model.content(), "a.zip"), "sheet_to_record.answers", "m")

    return ask


def test_an_answer_comes_back_as_it_was(after):
    """With its kinds."""
    call = lambda m: m["halves"]([1.0, 3.0], digits=2)  # noqa: E731
    found = call(after(call))
    assert found["halves"].tolist() == [0.5, 1.5]
    assert found["pair"] == (1, 2.0)


def test_an_answer_is_made_anew_for_every_call(after):
    """A law that changes it does not change the next one."""
    call = lambda m: m["halves"]([1.0])  # noqa: E731
    recorded = after(call)
    call(recorded)["halves"][0] = 99
    assert call(recorded)["halves"].tolist() == [0.5]


@pytest.mark.parametrize("arguments", [([1.0, 2.0],), ((1.0,),), ([1],), ()])
def test_any_other_call_has_no_answer(arguments, after):
    """A tuple is no list, and an int no float: what was not asked is not guessed."""
    recorded = after(lambda m: m["halves"]([1.0]))
    with pytest.raises(NotRecorded, match="the pack holds no answer of halves to this call"):
        recorded["halves"](*arguments)


def test_a_refusal_is_a_refusal(after):
    """With its text."""

    def call(m):
        with pytest.raises(ValueError, match="not 3"):
            m["refuse"](3)

    call(after(call))


def test_a_generator_is_left_as_the_model_left_it(after):
    """So a law that goes on drawing draws the same."""

    def call(m):
        rng = np.random.default_rng(5)
        return [*m["draw"](rng), *m["draw"](rng), rng.normal()]

    assert call(after(call)) == np.random.default_rng(5).normal(size=5).tolist()


def test_a_given_function_was_asked_what_the_model_asked_it(after):
    """So a law that counts its calls counts the model's, and a mistake that asks more is known."""

    def call(m):
        counting = given_function("lambda x: x").counted()
        return m["sum_of_two"](counting), counting.asked

    assert call(after(call)) == (3.0, Asked("lambda x: x", 2, [(1.0,), (2.0,)]))


def test_signatures_and_values_are_the_models(after):
    """A hint names the parameters; of the constants a law gets those that it names."""
    recorded = after()
    assert str(inspect.signature(recorded["draw"])) == "(rng, n=2)"
    assert list(inspect.signature(recorded["halves"]).parameters) == ["values", "digits"]
    assert recorded["LIMIT"] == 7
    assert not {"np", "Refused"} & recorded.keys()


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda m: m["widens"](np.ones(2)), "an array that the model changes"),
        (lambda m: m["function_of"](1), "function_of cannot be recorded in a pack"),
        (lambda m: m["halves"](lambda: 1), "halves cannot be recorded in a pack"),
    ],
)
def test_what_cannot_be_written_down_is_told_to_the_author(call, said, asked):
    """When the pack is made, and not to a student."""
    with pytest.raises(BadSheet, match=said):
        call(asked[1])


def test_a_damaged_record_is_told():
    """It is no answer."""
    with pytest.raises(BadSheet, match="a.zip holds no readable record"):
        read_model(b"\0", "a.zip")
