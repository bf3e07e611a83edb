"""
The examples that the toy sheet is graded on in tests, written down instead of drawn.

Another version of Hypothesis draws other examples, and a test must not fail for that.  They are
as many as are usual, the smallest first, and no two of a property are equal.
"""

import hashlib

import numpy as np

from grader.examine.recorded_answers import record_answers
from grader.sandbox.wire.codec import encode
from grader.sheets.corpus import FILE_NAME, Header, read_corpus, sheet_digest, write_corpus

COUNT = 32
SEED = b"written in the tests"


def _numbers(n, first):
    """The numbers of example ``n``: whole, at most 50 in size; the first example is one zero."""
    if n == 0:
        return [0.0]
    size = 1 if n < 8 else 2 + (n - 8) // 5
    return [float((first + 37 * n + 23 * place) % 101 - 50) for place in range(size)]


def _arrays(first):
    return [{"x": np.array(_numbers(n, first))} for n in range(COUNT)]


def _lists(first):
    return [_numbers(n, first) for n in range(COUNT)]


EXAMPLES = {
    "a/test_doubles": _arrays(2),
    "a/test_leaves_its_argument": _arrays(19),
    "a/test_refuses_an_empty_array": _arrays(38),
    "b/test_averages": [{"values": values} for values in _lists(53)],
    "b/test_follows_a_shift": [
        {"values": values, "shift": float(n % 19 - 9)} for n, values in enumerate(_lists(71))
    ],
}


def write_examples(sheet):
    """Store the corpus of the toy sheet, and what its model answers to it."""
    header = Header(
        sheet=sheet.name,
        sheet_digest=sheet_digest(sheet),
        seed_digest=hashlib.sha256(SEED).hexdigest(),
        hypothesis="none",
        examples=COUNT,
    )
    packed = {key: [encode(example) for example in found] for key, found in EXAMPLES.items()}
    write_corpus(sheet.folder / FILE_NAME, header, packed)
    record_answers(sheet, read_corpus(sheet.folder / FILE_NAME, sheet))
