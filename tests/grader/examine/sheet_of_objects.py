"""The source of a sheet about objects: its model and its laws."""

MODEL = '''"""Model answers."""


class Polynomial:
    """Coefficients, the constant first."""

    def __init__(self, coefficients):
        if not len(coefficients):
            raise ValueError("no coefficients")
        self.coefficients = list(coefficients)

    def __call__(self, x):
        return sum(c * x**n for n, c in enumerate(self.coefficients))

    def __add__(self, other):
        longer, shorter = self.coefficients, other.coefficients
        if len(longer) < len(shorter):
            longer, shorter = shorter, longer
        padded = shorter + [0] * (len(longer) - len(shorter))
        return Polynomial([a + b for a, b in zip(longer, padded)])

    def __iadd__(self, other):
        self.coefficients = (self + other).coefficients
        return self

    def __len__(self):
        return len(self.coefficients)

    def __bool__(self):
        return any(self.coefficients)

    def __contains__(self, number):
        return number in self.coefficients

    def __getitem__(self, n):
        return self.coefficients[n]

    def __delitem__(self, n):
        del self.coefficients[n]

    def __eq__(self, other):
        return self.coefficients == other.coefficients

    def __hash__(self):
        return hash(("Polynomial", *self.coefficients))

    @classmethod
    def power(cls, n):
        return cls([0] * n + [1])

    def degree(self):
        return len(self.coefficients) - 1

    def at(self, x):
        return self(x)

    def scale(self, by):
        self.coefficients = [by * c for c in self.coefficients]


class Countdown:
    """Counts down to 1, once."""

    def __init__(self, start):
        self.left = start
        self.closed = False

    def __iter__(self):
        return self

    def __next__(self):
        if not self.left:
            raise StopIteration
        self.left -= 1
        return self.left + 1

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.closed = True


def line(slope, at):
    """The function x -> slope * x + at."""
    return lambda x: slope * x + at


def upward(n):
    """1, 2, ..., n, one after the other."""
    yield from range(1, n + 1)


def square(x):
    """The square of a number."""
    return x * x


def total(f, n):
    """f(0) + f(1) + ... + f(n)."""
    return sum(f(x) for x in range(n + 1))


def evaluate(p, x):
    """The value of a polynomial."""
    return p(x)


def split(p):
    """The terms of a polynomial."""
    return [Polynomial([0] * n + [c]) for n, c in enumerate(p.coefficients)]
'''
QUESTION = '''"""Objects."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from grader.authoring import assert_integer, assert_real, assert_refuses, assert_same, points

ID = "1"
TITLE = "Objects"
NUMBERS = st.lists(st.integers(-9, 9), min_size=1, max_size=4)
FEW = settings(max_examples=4)


@points(1, "Polynomial")
@FEW
@given(a=NUMBERS)
def test_degree(student, a):
    """The degree is one less than the number of coefficients."""
    p = student.Polynomial(a)
    assert p.degree() == len(a) - 1
    assert len(p) == len(a)


@points(1, "Polynomial")
@FEW
@given(a=NUMBERS, b=NUMBERS, x=st.integers(-3, 3))
def test_sum(student, a, b, x):
    """The value of a sum is the sum of the values."""
    p, q = student.Polynomial(a), student.Polynomial(b)
    assert_real((p + q)(x), p(x) + q(x))
    assert (p + q).coefficients == [*map(sum, zip(a, b)), *a[len(b):], *b[len(a):]]


@points(1, "Polynomial")
@FEW
@given(a=NUMBERS)
def test_changes(student, a):
    """Scaling changes it, and nothing else does."""
    p, same = student.Polynomial(a), student.Polynomial(a)
    assert p == same
    p.scale(2)
    assert p[0] == 2 * a[0] and same[0] == a[0]
    p.coefficients = [7, 5]
    assert_integer(p.degree(), 1)
    assert_same(p.coefficients, [7, 5])


@points(1, "Polynomial")
@FEW
@given(n=st.integers(0, 4))
def test_power(student, n):
    """A power can be had of the class."""
    assert_real(student.Polynomial.power(n)(3), 3**n)


@points(1, "Polynomial")
@FEW
@given(empty=st.just([]))
def test_refusal(student, empty):
    """No coefficients are refused."""
    assert_refuses(student.Polynomial, empty)


@points(1, "Countdown")
@FEW
@given(n=st.integers(0, 5))
def test_countdown(student, n):
    """It counts down once, and closes."""
    c = student.Countdown(n)
    assert list(c) == list(range(n, 0, -1))
    assert list(c) == []
    with student.Countdown(n) as other:
        assert other.closed is False
    assert other.closed is True


@points(1, "line")
@FEW
@given(slope=st.integers(-9, 9), at=st.integers(-9, 9))
def test_line(student, slope, at):
    """The function has the slope and goes through the point."""
    f = student.line(slope, at)
    assert_real(f(0), at)
    assert_real(f(1), slope + at)


@points(1, "evaluate")
@FEW
@given(a=NUMBERS, x=st.integers(-3, 3))
def test_value(student, a, x):
    """A polynomial may be passed on, and its terms add up to it."""
    p = student.Polynomial(a)
    assert_real(student.evaluate(p, x), p(x))
    assert_real(sum(student.evaluate(term, x) for term in student.split(p)), p(x))


@points(1, "Polynomial")
@FEW
@given(a=NUMBERS, b=NUMBERS)
def test_in_place(student, a, b):
    """Adding in place changes the polynomial itself."""
    p, q = student.Polynomial(a), student.Polynomial(b)
    same = p
    p += q
    assert_same(same.coefficients, (student.Polynomial(a) + q).coefficients)
    assert_same(q.coefficients, b)


@points(1, "Polynomial")
@FEW
@given(a=NUMBERS)
def test_entries(student, a):
    """A coefficient can be found and taken away; what is left has a truth value."""
    p = student.Polynomial(a)
    assert a[0] in p and 10 not in p
    del p[0]
    assert p.coefficients == a[1:]
    assert bool(p) == any(a[1:])


@points(1, "Polynomial")
@FEW
@given(a=NUMBERS, b=NUMBERS)
def test_hash(student, a, b):
    """Equal polynomials have equal hashes, so a set holds them once."""
    p, q = student.Polynomial(a), student.Polynomial(a)
    assert hash(p) == hash(q)
    assert len({p, q, student.Polynomial(b)}) == len({tuple(a), tuple(b)})


@points(1, "Countdown")
@FEW
@given(n=st.integers(1, 5))
def test_next(student, n):
    """One step after the other leads to the end."""
    c = student.Countdown(n)
    assert next(c) == n
    assert list(c) == list(range(n - 1, 0, -1))
    assert next(c, None) is None


@points(1, "upward")
@FEW
@given(n=st.integers(1, 4))
def test_upward(student, n):
    """A generator may be asked for one entry, and for what is left."""
    numbers = student.upward(n)
    assert next(numbers) == 1
    assert list(numbers) == list(range(2, n + 1))
    assert next(student.upward(0), "nothing") == "nothing"


@points(1, "total")
@FEW
@given(n=st.integers(0, 4))
def test_total(student, n):
    """Of a function of the submission, of a returned one, and of a method."""
    assert_integer(student.total(student.square, n), sum(x * x for x in range(n + 1)))
    assert_integer(student.total(student.line(2, 1), n), (n + 1) ** 2)
    assert_integer(student.total(student.Polynomial([1, 2]).at, n), (n + 1) ** 2)
'''
