"""The support of a stack is judged in whole numbers, beyond what a float holds exactly."""

from types import SimpleNamespace

import numpy as np
import pytest

from exercises.sheet3 import support as question
from reference.receptive_field import stacked_support
from tests.exercises.sheet3.recorded import judged

pytestmark = pytest.mark.filterwarnings("ignore::RuntimeWarning")

AGREES = question.test_agrees_with_the_definition
ADD_UP = question.test_stacks_add_up
EXACT = question.test_is_exact_for_large_stacks


def multiplies_the_sides(layers, kernel):
    return kernel**layers, kernel ** (2 * layers)


def forgets_the_centre(layers, kernel):
    side = layers * (kernel - 1)
    return side, side**2


def takes_every_layer_whole(layers, kernel):
    return layers * kernel, (layers * kernel) ** 2


def adds_two_a_layer(layers, kernel):
    side = 2 * layers + 1
    return side, side**2


def uses_the_half_kernel(layers, kernel):
    side = 2 * layers * (kernel // 2) + 1
    return side, side**2


def gives_the_side_twice(layers, kernel):
    side, _ = stacked_support(layers, kernel)
    return side, side


def gives_the_pixels_first(layers, kernel):
    return stacked_support(layers, kernel)[::-1]


def gives_the_side_alone(layers, kernel):
    return stacked_support(layers, kernel)[0]


def gives_floats(layers, kernel):
    return [float(value) for value in stacked_support(layers, kernel)]


def squares_in_single_precision(layers, kernel):
    side, _ = stacked_support(layers, kernel)
    return side, int(np.square(np.float32(side)))


def squares_in_half_a_word(layers, kernel):
    side, _ = stacked_support(layers, kernel)
    return side, int(np.array(side).astype(np.int32) ** 2)


def caps_the_side(layers, kernel):
    side = min(stacked_support(layers, kernel)[0], 100)
    return side, side**2


@pytest.mark.parametrize(
    ("mistake", "judge", "feedback"),
    [
        (multiplies_the_sides, AGREES, "entry 0"),
        (forgets_the_centre, AGREES, "entry 0"),
        (forgets_the_centre, ADD_UP, "should be"),
        (takes_every_layer_whole, AGREES, "entry 0"),
        (takes_every_layer_whole, ADD_UP, "should be"),
        (adds_two_a_layer, AGREES, "entry 0"),
        (uses_the_half_kernel, AGREES, "entry 0"),
        (uses_the_half_kernel, EXACT, "entry 0"),
        (gives_the_side_twice, AGREES, "entry 1"),
        (gives_the_side_twice, ADD_UP, "entry 1"),
        (gives_the_pixels_first, AGREES, "entry 0"),
        (gives_the_side_alone, AGREES, "should be a list or tuple"),
        (gives_floats, AGREES, "the float .*, should be an int"),
        (squares_in_single_precision, EXACT, "entry 1"),
        (squares_in_half_a_word, EXACT, "entry 1"),
        (caps_the_side, ADD_UP, "should be"),
        (caps_the_side, EXACT, "entry 0"),
    ],
)
def test_a_common_mistake_is_caught_and_explained(mistake, judge, feedback):
    """By the property that is meant, with feedback that points at the mistake."""
    with pytest.raises(AssertionError, match=feedback):
        judged(judge, SimpleNamespace(stacked_support=mistake))


@pytest.mark.parametrize("judge", [AGREES, ADD_UP, EXACT])
def test_a_loop_over_the_layers_is_quick_enough(judge):
    """The largest stack takes a plain loop a few milliseconds."""

    def stacked(layers, kernel):
        side = 1
        for _ in range(layers):
            side += kernel - 1
        return [side, side * side]

    judged(judge, SimpleNamespace(stacked_support=stacked))


@pytest.mark.parametrize("judge", [AGREES, ADD_UP, EXACT])
def test_recursion_over_the_layers_is_deep_enough(judge):
    """The sheet says that it is fine, and Python stops it at a thousand calls."""

    def side(layers, kernel):
        return 1 if layers == 0 else side(layers - 1, kernel) + kernel - 1

    judged(
        judge,
        SimpleNamespace(stacked_support=lambda *stack: (side(*stack), side(*stack) ** 2)),
    )


@pytest.mark.parametrize("judge", [AGREES, ADD_UP, EXACT])
def test_no_stack_is_beyond_what_the_sheet_states(judge):
    """1 to 200 layers of kernels of side 1 to 1000; both ends are asked about."""
    asked = []

    def watched(layers, kernel):
        asked.append((layers, kernel))
        return stacked_support(layers, kernel)

    judged(judge, SimpleNamespace(stacked_support=watched))

    assert all(1 <= layers <= 200 and 1 <= kernel <= 1000 for layers, kernel in asked)
    if judge is EXACT:
        assert (200, 1000) in asked


@pytest.mark.parametrize("judge", [AGREES, ADD_UP, EXACT])
def test_an_array_of_numpy_integers_is_a_pair_too(judge):
    """Nothing that is asked for exceeds 64 bits, so that an array can hold it."""
    judged(judge, SimpleNamespace(stacked_support=lambda *stack: np.array(stacked_support(*stack))))


def test_kernels_of_one_pixel_and_of_even_side_are_asked_about():
    """Corners that a mistake can hide in must come up."""
    asked = []

    def watched(layers, kernel):
        asked.append((layers, kernel))
        return stacked_support(layers, kernel)

    judged(AGREES, SimpleNamespace(stacked_support=watched))

    assert (4, 3) in asked
    assert any(kernel == 1 for _, kernel in asked)
    assert any(kernel % 2 == 0 for _, kernel in asked)
    assert any(layers == 1 for layers, _ in asked)
