"""A trait is there where an input is special, and not where it is not."""

import numpy as np
import pytest

from grader.sheets.choosing.traits import paired, traits

ROW, SQUARE = np.array([[1.5, -2.0, 4.25]]), np.array([[1.0, 2.0, 5.0], [2.0, 3.0, 7.0], [5, 7, 4]])


def own(value):
    """The traits of one argument by itself, without the argument's name."""
    return {each.removeprefix("x ").removeprefix("special: ") for each in traits({"x": value})}


@pytest.mark.parametrize(
    ("trait", "having", "lacking"),
    [
        ("axis 0 special: is 1", ROW, ROW.T),
        ("axis 1 is odd", ROW, ROW[:, :2]),
        ("axes 0 and 1 are both long", SQUARE, ROW),
        ("axis 0 is shorter than axis 1", ROW, SQUARE),
        ("axis 0 is less than half of axis 1", ROW, ROW[:, :2]),
        ("axis 0 is more than twice axis 1", ROW.T, ROW),
        ("somewhere negative", ROW, SQUARE),
        ("negative throughout", -SQUARE, ROW),
        ("zero throughout", 0 * ROW, ROW),
        ("has ties", SQUARE, ROW),
        ("constant", np.ones((2, 3)), ROW),
        ("whole throughout", SQUARE, ROW),
        ("whole throughout and somewhere negative", -SQUARE, SQUARE),
        ("beyond 1000", 2000 * ROW, ROW),
        ("below 0.0015, not 0", ROW / 2000, ROW),
        ("below 0.01 throughout", ROW / 2000, ROW),
        ("symmetric", SQUARE, SQUARE * [1, 2, 3]),
        ("diagonal", np.eye(3), SQUARE),
        ("nilpotent", np.eye(3, k=1), np.eye(3)),
        ("of trace zero", np.diag([1.0, 2, -3]), np.eye(3)),
        ("of sum zero beside the diagonal", np.array([[1.0, 2], [-2, 1]]), SQUARE),
        ("of sum zero", np.array([[1.0, -3, 2]]), ROW),
        ("constant but for little", np.array([[50.0, 50.0001]]), ROW),
        ("constant but for little", np.array([50.0, 50.0001]), np.array([50.0, 50.01])),
        ("constant but for little", [50.0, 50.0001], [50.0, 50.0]),
        ("of sum zero", [2.0, -5.0, 3.0], [0.0, 0.0]),
        ("of sum zero", np.array([[[1.0], [-1]]]), ROW),
        ("every line along axis 1 of sum zero", np.array([[1.0, -1], [2, -2]]), np.zeros((2, 2))),
        ("whole but for little", np.array([1.0, 2.00001]), np.array([1.0, 2.0])),
        ("in order", np.array([1.0, 2, 3]), np.array([1.0, 1, 3])),
        ("in reverse order", [3.0, 2, 1], [1.0, 2, 3]),
        ("of ones and minus ones", np.array([[1.0, -1]]), ROW),
        ("of ones", np.ones((2, 2)), np.full((2, 2), 2.0)),
        ("of zeros and ones", np.eye(2), np.ones((2, 2))),
        ("zero its largest", np.array([0.0, -1]), np.array([0.0, 1])),
        ("zero its smallest", np.array([0.0, 1]), np.array([0.0, 0])),
        ("with a negative zero", np.array([-0.0, 1]), np.array([0.0, 1])),
        ("whole, of sizes that add up beyond 255", np.array([100.0, -200]), np.array([100.0, 2])),
        ("axis 0 is at least 256", np.ones((256, 1)), np.ones((255, 1))),
        ("the first two alike of axis 0", SQUARE[[0, 0, 1]], SQUARE),
        ("the first and the last alike of axis 0", SQUARE[[0, 1, 0]], SQUARE),
        ("the last two alike of axis 0", SQUARE[[0, 1, 1]], SQUARE[[1, 1, 0]]),
        ("beyond the first line of axis 0 all smaller", np.array([[5.0, 6], [1, 2]]), SQUARE),
        ("beyond the first line of axis 1 all larger", np.array([[1.0, 2], [0, 3]]), SQUARE),
        ("a constant line across axis 0", np.array([[2.0, 2], [1, 3]]), np.full((2, 2), 2.0)),
        ("reversed along axis 1 its own negative", np.array([[3.0, 0, -3]]), 0 * ROW),
        ("a single number, in corner -1", np.diag([0.0, 2]), np.diag([2.0, 0])),
        ("of two values", np.array([[3.0, 7, 7]]), np.array([[3.0, 7, 8]])),
        ("mirrored along axis 1 but for little", np.array([[1.0, 3, 1.000008]]), ROW[:, [0, 1, 0]]),
        ("constant along axis 0 but for little", np.array([[1.0, 3], [1, 3.00001]]), SQUARE),
        ("symmetric but for little", np.array([[1.0, 3], [3.00001, 2]]), SQUARE),
        ("the identity but for little", np.diag([1.0, 1.000008]), np.eye(2)),
        (
            "mirrored along axis 1 in its first line only",
            np.array([[1.0, 3, 1], [1, 2, 3]]),
            np.array([[1.0, 3, 1], [2, 3, 2]]),
        ),
        ("its square is its trace times itself", np.diag([1.0, 0, 1], k=1), np.diag([1.0, 2, 0])),
        ("upper triangular", np.triu(SQUARE), SQUARE),
        ("zero on the diagonal", SQUARE - np.diag(np.diag(SQUARE)), SQUARE),
        ("equal to its half turn", np.array([[1.0, 2], [2, 1]]), SQUARE),
        ("mirrored along axis 1", np.array([[1.0, 3, 1]]), ROW),
        ("constant along axis 0", np.array([[1.0, 3]] * 2), SQUARE),
        ("a zero line across axis 0", np.array([[1.0, 3], [0, 0]]), SQUARE),
        ("zero inside axis 0", np.array([[1.0], [0], [2]]), np.array([[1.0], [2], [0]])),
        ("of rank 1", np.outer([1.0, 2], [3.0, 4]), SQUARE),
        ("of rank 1 with a zero line", np.outer([1.0, 0], [3.0, 4]), np.outer([1.0, 2], [3.0, 4])),
        ("of rank 1 but for little", np.ones((2, 2)) + 1e-4 * np.eye(2), np.eye(2)),
        ("of rank 2 and more with a zero line", np.diag([1.0, 2, 0]), np.eye(3)),
    ],
)
def test_an_array_has_the_trait_and_another_lacks_it(trait, having, lacking):
    """By shape, by sign and size, by order, and as a matrix."""
    assert trait in own(having)
    assert trait not in own(lacking)


@pytest.mark.parametrize(
    ("trait", "having", "lacking"),
    [
        ("is 0", 0, 2),
        ("is negative", -3, 3),
        (f"is at least {2**53} in size", -(2**53) - 1, 2**53 - 1),
        ("leaves 3 of 4", 7, 8),
        ("is True", True, False),
        ("begins or ends with a space", "zero ", "zero"),
        ("has a capital letter", "Zero", "zero"),
        ("length special: is 1", [2.0], [2.0, 3.0]),
        ("has an entry whose stride special: is 1", [{"stride": 1}], [{"stride": 2}]),
    ],
)
def test_a_number_a_word_or_a_list_has_the_trait_and_another_lacks_it(trait, having, lacking):
    """What is no array."""
    assert trait in own(having)
    assert trait not in own(lacking)


def test_the_entries_of_a_tuple_are_arguments_of_their_own():
    """A case is drawn as one."""
    assert "case[1] is negative" in traits({"case": (ROW, -2)})


def test_how_arguments_stand_to_each_other_is_a_trait():
    """A stride that does not divide, a window as large as the image."""
    assert "window equals x axis 0" in traits({"window": 3, "x": SQUARE})
    assert "x axis 0 less window leaves 1 of stride" not in traits({"x": SQUARE})
    found = traits({"window": 2, "stride": 2, "x": SQUARE})
    assert "x axis 0 less window leaves 1 of stride" in found
    assert "stride divides x axis 0 and not the other side" in traits(
        {"stride": 2, "x": ROW[[0, 0]]}
    )
    assert not any("divides x axis 0" in each for each in found)
    wide = np.concatenate([SQUARE] * 4, axis=1)
    long = traits({"window": 2, "stride": 7, "x": wide})
    assert "x axis 1 less window is at least stride, which is long" in long
    assert "x axis 0 less window is at least stride" not in long


def test_two_special_things_at_once_are_a_trait_that_counts_less():
    """A refusal beside an image without a gradient."""
    pairs = {each for each in traits({"x": 0 * ROW, "shift": 0}) if paired(each)}
    assert any("zero throughout" in each and "shift" in each for each in pairs)
    assert not any(map(paired, traits({"x": SQUARE[:2], "shift": 5}) - pairs))


def test_equal_inputs_have_equal_traits():
    """Whatever their memory looks like."""
    assert traits({"x": SQUARE.T}) == traits({"x": np.ascontiguousarray(SQUARE.T)})


def test_the_largest_floats_have_traits_like_all_others():
    """Nothing is far above them; numbers of NumPy's would warn of that on an author's screen."""
    assert "of sizes far apart" not in own(np.float64(1.7e308))
    assert "of sizes far apart" in own(np.array([1.0, 1.7e308]))
