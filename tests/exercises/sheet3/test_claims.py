"""
The printed solutions, checked: what is right and what is wrong comes out of computing.

So a claim that is changed by hand must change its verdict, every single one of them.
"""

from dataclasses import replace

import pytest

from grader.audit.verify.claims import FILE_NAME, read_claims
from grader.audit.verify.verify import verify_claims
from grader.authoring.verifying import Says
from grader.sheets.sheet import load_sheet

SHEET = load_sheet()
CLAIMS = {claim.id: claim for claim in read_claims(SHEET.folder / FILE_NAME)}

# What a mathematician says of each claim, in words of their own beside the ones that do not hold.
VERDICTS = {
    **dict.fromkeys(
        "1c-shapes 1c-fields 1d-bytes 1e-memory 2a-simplex 2b-equal 2b-unequal 2d-gx 2d-gy "
        "2d-magnitude 2e-gx 2e-gy 3b-not-all 3b-prewitt 3c-example 3d-support 3f-separable "
        "3f-full".split(),
        "holds",
    ),
    "2c-mean": "fails",  # it is the true pixel; 0 is the mean of the error
    "2c-variance": "conditional",  # uncorrelated noises
    "2d-transpose": "fails",  # rotate by 180 degrees
    "2e-magnitude": "fails",  # the row of 2d was printed again
    "3a-shift": "conditional",  # circular borders
    "3a-flip": "conditional",  # a kernel without symmetry
    "3a-pooling": "conditional",  # a shift that is small beside the window
    "3b-one-value": "conditional",  # not the zero filter
    "3b-determinant": "conditional",  # not 1 by 1
    "3b-converse": "fails",  # rank two from side 3 on
    "3e-weight": "fails",  # the skip adds z, and not w
    "3e-larger": "conditional",  # a local derivative above -1/2
}

SHAPES = CLAIMS["1c-shapes"].claimed
ALTERED = {
    "1c-shapes": ([*SHAPES[:-1], [10]], "fails"),
    "1c-fields": ([5, 6, 14, 16, 28, 28, 27], "fails"),
    "1d-bytes": ({"single": 4, "half": 2, "overflow": False, "underflow": True}, "fails"),
    "1e-memory": ("more", "fails"),
    "2a-simplex": ({"sum": 3, "non_negative": True}, "fails"),
    "2b-equal": ("p_i*(1 + p_j)", "fails"),
    "2b-unequal": ("p_i*p_j", "fails"),
    "2c-mean": ("pixel", "holds"),
    "2c-variance": ("sigma**2/(N - 1)", "fails"),
    "2d-transpose": ("rotate by 180 degrees", "holds"),
    "2d-gx": ([12, 15, 18, 42, 105, 84, 60, 150], "fails"),
    "2d-gy": ([0, 0, 0, 0, 0, 0, 0, 1], "fails"),
    "2d-magnitude": ([12, 15, 18, 42, 105, 84, 60, -150], "fails"),
    "2e-gx": ([12, 15, 18, 42, 105, 84, 60, -150], "fails"),
    "2e-gy": ([0, 0, 0, 0, 0, 0, 0], "fails"),
    "2e-magnitude": ([0, 15, 18, 42, 105, 84, 60, 0], "holds"),
    "3a-shift": ("invariant", "fails"),
    "3a-flip": ("invariant", "fails"),
    "3a-pooling": (0.0, "fails"),
    "3b-not-all": (True, "fails"),
    "3b-prewitt": (False, "fails"),
    "3b-one-value": ({"rank": 2, "singular_values": 2}, "fails"),
    "3b-determinant": (1, "fails"),
    "3b-converse": (False, "holds"),
    "3c-example": ({"separable": False, "determinant": 1}, "fails"),
    "3d-support": ([9, 18], "fails"),
    "3e-weight": ("upstream*inner", "holds"),
    "3e-larger": ("Abs(a + 1) >= 0", "holds"),
    "3f-separable": ("O(N K)", "fails"),
    "3f-full": ("O(N^2 K)", "fails"),
}


def found(claim):
    """What is found out about one claim."""
    (verified,) = verify_claims(SHEET, [claim])
    return verified.finding


def test_each_claim_of_the_sheet_is_written_down():
    """Thirty of them, none twice."""
    assert set(CLAIMS) == set(VERDICTS) == set(ALTERED)


@pytest.mark.parametrize("name", CLAIMS)
def test_a_claim_is_as_right_as_it_is(name):
    """And what is not simply right is shown to be wrong somewhere."""
    finding = found(CLAIMS[name])

    assert finding.verdict == VERDICTS[name]
    if finding.verdict is not Says.HOLDS:
        assert finding.witness
    assert bool(finding.condition) == (finding.verdict is Says.CONDITIONAL)


@pytest.mark.parametrize("name", CLAIMS)
def test_a_claim_that_is_changed_by_hand_changes_its_verdict(name):
    """The verdict is computed, and stands in no file."""
    claimed, verdict = ALTERED[name]
    assert verdict != VERDICTS[name]

    assert found(replace(CLAIMS[name], claimed=claimed)).verdict == verdict


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("2c-mean", "claimed 0, but it is 1"),
        ("2c-variance", "the same noise in all snapshots"),
        ("2d-transpose", "image"),
        ("2e-magnitude", "entry 1 is 0, not 12; entry 8 is 0, not 150"),
        ("3a-shift", "zeros stand outside"),
        ("3a-flip", "the kernel is symmetric"),
        ("3b-one-value", "rank 0"),
        ("3b-determinant", "the side is 1"),
        ("3b-converse", "determinant 0 and rank 2"),
        ("3e-weight", "claimed 9, but it is 6"),
        ("3e-larger", "a = -1: 0 with the skip, 1 without"),
    ],
)
def test_a_witness_can_be_checked_by_hand(name, words):
    """It names the numbers."""
    assert words in found(CLAIMS[name]).witness


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("2c-variance", "the correlation 0"),
        ("3a-shift", "the borders are circular"),
        ("3a-flip", "the kernel has no symmetry"),
        ("3a-pooling", "small beside the pooling window"),
        ("3b-one-value", "the filter is not zero"),
        ("3e-larger", "-1/2 < a"),
    ],
)
def test_a_condition_says_when_the_claim_is_right(name, words):
    """In words that could be printed on the sheet."""
    assert words in found(CLAIMS[name]).condition
