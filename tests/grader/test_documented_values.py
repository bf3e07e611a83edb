"""Every row of the table in docs/values.md is true."""

import collections
import dataclasses
import datetime
import enum
import re
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import numpy as np
import pandas
import pytest
import scipy.sparse
import sympy

from grader import authoring
from grader.authoring import given_function
from grader.call_text import literal
from grader.examine.student.in_process import InProcessStudent
from grader.sandbox.wire import containers, values
from grader.sandbox.wire.codec import decode, encode
from tests.grader.sandbox.wire.kinds import same

WHOLE = Path(__file__).parents[2].joinpath("docs/values.md").read_text("utf-8")
TEXT, _, ASKED = WHOLE.partition("## What a property asks for beside calls")
ASKED = ASKED.partition("\n## ")[0]
ROWS = [
    [cell.strip() for cell in line.strip("| \n").split(" | ")]
    for line in TEXT.splitlines()
    if line.startswith("| ") and not line.startswith("| kind") and line.count(" | ") == 3
]
NAMES = {
    "np": np, "pandas": pandas, "scipy": scipy, "datetime": datetime, "collections": collections,
    "dataclasses": dataclasses, "Fraction": Fraction, "Decimal": Decimal,
    "x": sympy.Symbol("x"), "sympy": sympy,
}  # fmt: skip
FURTHER = {  # kinds that share a row with the one whose literal stands there
    "`None`": [None, True, 3, 1j, "a"],
    "`set`": [frozenset({1})],
    "`Fraction`": [Decimal("0.10")],
    "`date`": [
        datetime.datetime(2020, 1, 2, tzinfo=datetime.UTC), datetime.time(1), datetime.timedelta(1)
    ],
    "NumPy scalar": [np.float32(1.5), np.True_, np.array([True])],
    "array of text": [
        np.array([b"a"]), np.array(["2020"], "M8[D]"), np.array([1], "m8[s]"), np.zeros(2, "f4,i4")
    ],
}  # fmt: skip
CLASSES = {**vars(containers), **vars(values)}


def test_the_table_has_a_row_for_each_kind():
    """And no literal is missing."""
    assert len(ROWS) == 23
    assert all(len(row) == 4 and row[3].startswith("`") for row in ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0][:30])
def test_a_row_says_what_is_given_seen_and_written(row):
    """The literal makes a value, which arrives as the row says, and is written so again."""
    kind, argument, answer, text = row
    source = text.strip("`")
    value = eval(source, dict(NAMES))
    if kind.startswith("`given_function"):
        value = given_function(source)
    if kind == "`Enum` member":
        value = enum.Enum("Kind", {"RIGHT": value}).RIGHT
    for each in [value, *next((v for k, v in FURTHER.items() if kind.startswith(k)), [])]:
        _holds(kind, each, argument, answer)
    if kind.startswith(("iterator", "SymPy")):
        value = decode(*encode(eval(source, dict(NAMES))))
    assert literal(value if kind != "`Enum` member" else value.value) in (source, "1 + x")


def _holds(kind, value, argument, answer):
    packed = encode(value)
    given, seen = decode(*packed, symbolic=True), decode(*packed)
    if argument.startswith("itself") and kind[:5] != "SymPy":
        assert same(given, value)
    if answer.startswith(("itself", "the same")):
        assert same(seen, value)
    named = re.match(r"`(\w+)`", answer)
    if named:
        assert type(seen) is CLASSES[named.group(1)]
        for attribute in re.findall(r"`\.(\w+)", answer):
            assert hasattr(seen, attribute)


def test_the_words_of_the_other_columns_are_true():
    """What is an iterator, a record, a tuple with names, a value."""
    assert list(decode(*encode(iter([1, 2])), symbolic=True)) == [1, 2]
    fit = dataclasses.make_dataclass("Fit", ["slope"])(1.5)
    assert decode(*encode(fit)).slope == decode(*encode(fit), symbolic=True).slope == 1.5
    pair = decode(*encode(collections.namedtuple("Pair", ["x", "y"])(1, 2)))
    assert (pair.x, isinstance(pair, tuple), pair == (1, 2)) == (1, True, True)
    assert decode(*encode(enum.Enum("Kind", {"RIGHT": "right"}).RIGHT)) == "right"
    assert decode(*encode(sympy.Symbol("x") + 1), symbolic=True) == sympy.Symbol("x") + 1


def test_what_a_property_may_ask_for_can_be_asked_for():
    """Each expression of the second table, of a submission that has what it names."""

    def main():
        print(int(input()) + int(input()))

    class Polynomial:
        def show(self, width):
            print(width)

        def roots(self, f):
            return f(2)

    functions = {"table": print, "main": main, "mass": 2.5, "3b": "c", "Polynomial": Polynomial}
    functions["report"] = lambda p: p.show(4)
    student = InProcessStudent(functions).student
    names = {"student": student, "p": student.Polynomial(), "f": given_function("lambda x: x")}
    expressions = re.findall(r"^\| `(.+?)` \|", ASKED, re.MULTILINE)
    found = [eval(each, {**vars(authoring), **names}) for each in expressions if "(" in each]
    assert [*found[:4], *found[5:7]] == ["3\n", "5\n", "4\n", "3\n", 2.5, "c"]
    assert found[4][0] == found[4][1].points[0][0] == 2
    assert [law(student) for law in found[7:]] == [None, None]
