"""``grader freeze`` tells an author's mistake in one line: where, what was found, what to do."""

import re

import pytest

from tests.grader.sheets.written_sheet import written_sheet

MODEL = '''"""The model answers."""

__all__ = ["average"]


def average(values):
    """The mean."""
    return {"mean": sum(values) / len(values)}
'''
QUESTION = '''"""Write ``average(values)``."""

from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from grader.authoring import Disagreement, assert_integer, assert_real, assert_refuses, points

ID = "1"
TITLE = "Averaging"
numbers = st.lists(st.integers(0, 9), min_size=1, max_size=4)


@points(3, "average")
@given(values=numbers)
def test_rule(student, values):
    """The mean."""
    assert_real(student.average(values)["mean"], sum(values) / len(values))
'''
RULE = 'assert_real(student.average(values)["mean"], sum(values) / len(values))'
MADE = iter(range(1000))
pytestmark = pytest.mark.usefixtures("few_candidates")


@pytest.fixture
def sheet(tmp_path):
    """Write a sheet of one question, with something in it exchanged; its folder."""

    def write(before="", after="", file="first.py"):
        name = f"flawed_{next(MADE)}"
        folder = written_sheet(tmp_path / name, f'MODEL = ("{name}.model",)', question=QUESTION)
        (folder / "model.py").write_text(MODEL)
        said = (folder / file).read_text()
        assert before in said
        (folder / file).write_text(said.replace(before, after) if before else said + after)
        return folder

    return write


FLAWS = {
    "a property that raises": (RULE, "student.average(values)[0]", 17, "KeyError: 0, for values="),
    "a law that is not so": ('["mean"], sum', '["mean"], 1 + sum', 17, ", should be "),
    "a bare assertion": (RULE, "assert len(values) > 4", 17,
                         "answer: `len(values)` is 4 and 4, for values="),
    "a bare assertion about an answer": (
        RULE, 'assert student.average(values)["mean"] == "{x}"', 17,
        "answer: `student.average(values)['mean']` is "),
    "a law without examples": (
        f'@given(values=numbers)\ndef test_rule(student, values):\n    """The mean."""\n    {RULE}',
        'def test_rule(student):\n    """One."""\n    assert student.average([1])["mean"] == 2', 16,
        "is 1.0 and 2. Mend the property or the model."),
    "a file's name that is none": (
        RULE, 'from grader.authoring import text_file; student.average(text_file("", "../a"))', 17,
        "use letters, digits, _, - and ., for"),
    "a law that returns what it should assert": (
        RULE, f"return {RULE} is None", 13, "returns True, which decides nothing. Write assert"),
    "a law without a student": ("test_rule(student, values)", "test_rule(values)", 13,
                                "test_rule takes no student. Make it the first parameter"),
    "an argument that nothing draws": (
        "test_rule(student, values)", "test_rule(student, values, other)", 13,
        "nothing draws other. Write @given(values=…, other=…)"),
    "a law without strategies": ("@given(values=numbers)\n", "", 13, "nothing draws values. Write"),
    "an argument with a default": ("test_rule(student, values)", "test_rule(student, values=1)", 13,
                                   "@given to a function with defaults. Mend them."),
    "an assertion in other words": (RULE, "assert all([0])", 17, "answer: AssertionError, for val"),
    "a name that is not known": (RULE, "student.averge(values)", 17, "did you mean average?"),
    "points for a name that is not known": ('"average")', '"averge")', 13, "did you mean average?"),
    "points for a name like no other": ('"average")', '"spline")', 13, "there is average."),
    "two laws of one name": (
        RULE, f'{RULE}\n\n\n@points(1, "average")\n@given(values=numbers)\ndef test_rule(student, '
        f'values):\n    """Again."""\n    {RULE}', 22, "test_rule is defined in line 15 already"),
    "a law that asks nothing": (RULE, "assert values", 13, "1/test_rule never calls average. Call"),
    "an argument by another name": (RULE, "student.average(v=values)", 17, "keyword argument 'v'"),
    "points that are none": ("points(3,", "points(0.3,", 13, "no number of half points"),
    "a strategy that fails": ("values=numbers", "values=numbers.map(len).map(1 .__truediv__).map"
                              "(lambda x: x / 0)", 14, "its strategies fail: ZeroDivisionError"),
    "a strategy that cannot be": ("min_size=1", "min_size=5", 13, "fail: InvalidArgument"),
    "a strategy that fails now and then": (
        "values=numbers", "values=numbers.map(lambda v: v if len(v) < 3 else v[9])", 14,
        "its strategies fail: IndexError: list index out of range"),
    "a filter that takes nothing": ("values=numbers", "values=numbers.filter(lambda v: False)", 13,
                                    "no example can be drawn"),
    "an assumption that takes nothing": (RULE, "assume(False)", 13, "assume() rejects all"),
    "a value that cannot be recorded": ("values=numbers", "values=st.builds(object)", 13,
                                        "cannot be recorded"),
    "a name that is not there": ("numbers = st", "numbers = stt", 10, "NameError: name 'stt'"),
    "a module that is not there": ("import Disagreement", "import Disagreemint", 6, "ImportError"),
    "a line that is no Python": ("numbers = st", "numbers == = st", 10, "SyntaxError: invalid"),
    "no docstring": ('    """The mean."""\n', "", 13, "test_rule has no docstring"),
    "a law that is not called so": ("def test_rule", "def rule", 13, "Call it test_rule."),
    "no points": ('@points(3, "average")\n', "", 13, "test_rule needs @points"),
}  # fmt: skip


def told(grader, folder):
    """The one line that is said where a sheet cannot be frozen."""
    result = grader("freeze", "--sheet", folder)
    assert result.exit_code == 2, result.output + repr(result.exception)
    (line,) = result.stderr.splitlines()
    assert not (folder / "corpus.bin").exists()
    return line


@pytest.mark.parametrize("name", FLAWS)
def test_a_mistake_in_a_question_is_one_line_with_its_place(grader, sheet, name):
    """Hypothesis would tell some of them on two pages."""
    before, after, line, words = FLAWS[name]
    folder = sheet(before, after)
    said = told(grader, folder)
    assert said.startswith(f"Error: {folder}/first.py, line {line}: ")
    assert words in said
    assert len(said) < 500 + len(str(folder))


def test_a_mistake_in_a_model_answer_is_told_with_its_line(grader, sheet):
    """That is where it happened, below the property's line."""
    folder = sheet("len(values)}", "len(valeus)}", "model.py")
    said = told(grader, folder)
    assert said.startswith(f"Error: {folder}/model.py, line 8: 1/test_rule does not hold")
    assert "NameError: name 'valeus' is not defined" in said


def test_a_model_that_refuses_by_another_exception_is_told_which_one_is_due(grader, sheet):
    """A stack would raise an IndexError, and nothing said why that is not taken."""
    said = told(grader, sheet(RULE, "assert_refuses(student.average, [])"))
    assert "division by zero (assert_refuses takes a ValueError alone), for values=" in said


def test_a_model_that_cannot_be_imported_is_told(grader, sheet):
    """With the line that it failed at."""
    folder = sheet('__all__ = ["average"]', "1 / 0", "model.py")
    said = told(grader, folder)
    assert said.startswith(f"Error: {folder}/model.py, line 3: the model answers in ")
    assert "ZeroDivisionError" in said


def test_a_mistake_about_no_function_is_told(grader, sheet):
    """It would be planted nowhere."""
    folder = sheet()
    (folder / "misconceptions").mkdir()
    (folder / "misconceptions" / "__init__.py").touch()
    (folder / "misconceptions" / "first.py").write_text(
        "from grader.authoring.misconceive import misconception\n\n\n"
        '@misconception("averag", "the last value was left out")\n'
        "def leaves_one_out(right, values):\n    return right(values[:-1])\n"
    )
    said = told(grader, folder)
    assert said.startswith(f"Error: {folder}/misconceptions/first.py, line 4: no model answer is")
    assert said.endswith("called averag: did you mean average?")


def test_what_a_property_assumes_is_true_of_all_that_is_recorded(grader, sheet):
    """Examples that it rejects are left out, and nobody is warned."""
    folder = sheet(RULE, f"assume(len(values) > 1)\n    {RULE}")
    result = grader("freeze", "--sheet", folder)
    assert result.exit_code == 0, result.output
    assert re.fullmatch(r"Wrote \S+, digest \w{64}.\n", result.output)
    answer = folder.parent / "answer.py"
    answer.write_text("def average(values):\n    return {'mean': sum(values) / len(values)}\n")
    assert grader("check", answer, "--sheet", folder, "--budget", "0").exit_code == 0


def test_what_a_property_assumes_is_true_of_new_examples_as_well(grader, sheet):
    """``--fresh`` draws others each time, and a hint looks further; neither meets one left out."""
    folder = sheet(RULE, f"assume(len(values) > 1)\n    {RULE}")
    assert grader("freeze", "--sheet", folder).exit_code == 0
    right, wrong = folder.parent / "right.py", folder.parent / "wrong.py"
    right.write_text("def average(values):\n    return {'mean': sum(values) / len(values)}\n")
    wrong.write_text("def average(values):\n    return {'mean': values[0]}\n")
    result = grader("check", right, "--sheet", folder, "--fresh", "30", "--budget", "0")
    assert result.exit_code == 0, result.output
    hint = grader("check", wrong, "--sheet", folder, "--hint", "2")
    assert hint.exit_code == 1, hint.output
    assert "undecided" not in hint.output
