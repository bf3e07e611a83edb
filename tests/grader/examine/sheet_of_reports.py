"""The source of a sheet about objects that print, count, and are called by name."""

MODEL = '''"""Model answers."""


class Table:
    """Rows of numbers."""

    def __init__(self, rows, title="table"):
        print("a table is made")
        self.rows, self.title = list(rows), title

    def show(self, mark="", width=2):
        print(self.title)
        for row in self.rows:
            print(mark.join(str(each).rjust(width) for each in row))
        self.title = "again"

    def asks(self):
        self.rows.append([int(input("Next? "))])

    def mapped(self, f):
        return [[f(each) for each in row] for row in self.rows]


def report(table, heading):
    """Prints a heading, and the rows below."""
    print(heading)
    for row in table.rows:
        print(*row)


def total(table, f):
    """The sum of the values of f."""
    return sum(f(each) for row in table.rows for each in row)


def line(slope, at=0):
    """The function x -> slope * x + at."""

    def value(x, *, scale=1):
        print(x)
        return scale * (slope * x + at)

    return value
'''
QUESTION = '''"""Reports."""

from hypothesis import given, settings
from hypothesis import strategies as st

from grader.authoring import *

ID = "1"
TITLE = "Reports"
ROWS = st.lists(st.lists(st.integers(0, 9), min_size=1, max_size=2), min_size=1, max_size=2)
FEW = settings(max_examples=3)
SQUARE = given_function("lambda x: x * x", calls=20)


@points(1, "report")
@FEW
@given(rows=ROWS)
def test_report(student, rows):
    """The rows stand below the heading."""
    wanted = "".join(" ".join(map(str, row)) + "\\n" for row in rows)
    assert_printed(printed(student.report, student.Table(rows), heading="Rows"), "Rows\\n" + wanted)


@points(1, "Table")
@FEW
@given(rows=ROWS)
def test_show(student, rows):
    """Each row has a line below the title, which is another one the next time."""
    table = student.Table(rows, title="first")
    wanted = "".join("|".join(f"{each:>3}" for each in row) + "\\n" for row in rows)
    assert_printed(printed(table.show, width=3, mark="|"), "first\\n" + wanted)
    assert_printed(printed(table.show, "|", width=3), "again\\n" + wanted)


@points(1, "Table")
@FEW
@given(rows=ROWS)
def test_asks(student, rows):
    """A row is read."""
    table = student.Table(rows=rows)
    assert_printed(printed(table.asks, stdin="7\\n"), "Next?")
    assert_same(table.rows, [*rows, [7]])


@points(1, "total")
@FEW
@given(rows=ROWS)
def test_cost(student, rows):
    """The function is asked once for each number."""
    numbers = [each for row in rows for each in row]
    found, asked = counted(student.total, student.Table(rows), f=SQUARE)
    assert_integer(found, sum(n * n for n in numbers))
    assert asked.calls == len(numbers)
    found, asked = counted(student.Table(rows).mapped, SQUARE)
    assert asked.calls == len(numbers) == sum(map(len, found))


@points(1, "line")
@FEW
@given(slope=st.integers(1, 5), x=st.integers(0, 9))
def test_line(student, slope, x):
    """It is called by name, and prints what it is asked."""
    f = student.line(slope, at=1)
    assert_integer(f(x=x, scale=2), 2 * (slope * x + 1))
    assert_printed(printed(f, x), str(x))
'''
WRONG = """
class Table:
    def __init__(self, rows, title="table"):
        self.rows, self.title = [*rows], title

    def show(self, mark="", breadth=2):
        print(self.title)

    def asks(self):
        print(f"Next? \\x1b[31m{input()}")
        self.rows.append([0])

    def mapped(self, f):
        return [[f(each) + 0 * f(each) for each in row] for row in self.rows]


def report(table, heading):
    print(heading.upper())


def total(table, f):
    return sum(f(each) for row in table.rows for each in row) + 0 * f(0)


def line(slope, at=0):
    return lambda x, scale=1: slope * x + at
"""
