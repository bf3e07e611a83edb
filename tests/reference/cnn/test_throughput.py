"""The yardstick of the benchmarks."""

from time import sleep

from reference.cnn.throughput import flop_per_image, seconds_per_call, sgemm_peak


def test_an_image_takes_thirteen_million_operations_to_learn_and_four_to_recognise():
    """Without biases, and without a gradient of the images."""
    assert flop_per_image() == (13_182_000, 4_586_000)


def test_the_median_call_is_timed():
    """One slow call among many does not count."""
    calls = iter([0.0] * 4 + [0.2] + [0.01] * 100)

    assert 0.01 <= seconds_per_call(lambda: sleep(next(calls)), 0.25) < 0.1


def test_the_peak_is_that_of_a_computer():
    """Between a watch and a supercomputer; twice the threads are not fewer operations."""
    assert 1e8 < sgemm_peak(1, repeats=2) < 1e14
