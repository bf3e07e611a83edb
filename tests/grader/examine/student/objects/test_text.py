"""What was done with objects, written so that it can be pasted."""

import pytest

from grader.examine.student.faults import MissingFunction
from grader.examine.student.in_process import InProcessStudent
from grader.examine.student.object_faults import ObjectLacks
from grader.examine.student.objects.expected import Expected
from grader.examine.student.objects.text import program_line
from grader.examine.student.proxy import Student


class Vector:
    """A model that can do most things."""

    def __init__(self, entries):
        self.entries = list(entries)

    def __add__(self, other):
        return Vector(map(sum, zip(self.entries, other.entries, strict=True)))

    def __radd__(self, other):
        return self

    def __isub__(self, other):
        self.entries = [a - b for a, b in zip(self.entries, other.entries, strict=True)]
        return self

    def __neg__(self):
        return Vector([-entry for entry in self.entries])

    def __len__(self):
        return len(self.entries)

    def __getitem__(self, key):
        return self.entries[key]

    def __setitem__(self, key, value):
        self.entries[key] = value

    def __delitem__(self, key):
        del self.entries[key]

    def __abs__(self):
        return sum(map(abs, self.entries))

    def __float__(self):
        return 0.5

    def __int__(self):
        return -3

    def __next__(self):
        return self.entries.pop(0)

    def first(self, by):
        return self.entries[0] * by

    def __str__(self):
        return f"<{self.entries}>"

    def __bool__(self):
        return False

    def __contains__(self, entry):
        return entry in self.entries

    def __call__(self, by):
        return by

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.entries = []

    LARGEST = 9

    @classmethod
    def zeros(cls, size):
        return cls([0] * size)

    def halves(self):
        return [Vector(self.entries[:1]), Vector(self.entries[1:])]


def norm(vectors):
    """Of several."""
    return sum(map(len, vectors))


def negative(x):
    return -x


def applied(functions, x):
    return [f(x) for f in functions]


def less(v, w):
    """Changed in place, and read by its one name."""
    v -= w
    return v.entries


def less_and_before(v, w):
    """What the name stood for before is asked as well."""
    before = v
    v += w
    return before.entries


def in_a_block(v):
    with v as other:
        other[0] = 5
    return v.entries


NAMES = {"Vector": Vector, "norm": norm, "negative": negative, "applied": applied}
DONE = [
    (lambda v, w: v.entries, "v = Vector([1, 2]); v.entries"),
    (lambda v, w: (v + w)[1], "v = Vector([1, 2]); v2 = Vector([3, 4]); x = v + v2; x[1]"),
    (lambda v, w: len(0 + v), "v = Vector([1, 2]); x = 0 + v; len(x)"),
    (lambda v, w: (-v)[0], "v = Vector([1, 2]); x = -v; x[0]"),
    (lambda v, w: v[:1], "v = Vector([1, 2]); v[:1]"),
    (lambda v, w: v[::-1], "v = Vector([1, 2]); v[::-1]"),
    (lambda v, w: (v.__delitem__(0), v.entries)[1], "v = Vector([1, 2]); del v[0]; v.entries"),
    (lambda v, w: abs(v), "v = Vector([1, 2]); abs(v)"),
    (lambda v, w: float(v), "v = Vector([1, 2]); float(v)"),
    (lambda v, w: int(v), "v = Vector([1, 2]); int(v)"),
    (lambda v, w: next(v), "v = Vector([1, 2]); next(v)"),
    (less, "v = Vector([1, 2]); v2 = Vector([3, 4]); v -= v2; v.entries"),
    (
        less_and_before,
        "v = Vector([1, 2]); v2 = Vector([3, 4]); v3 = v; v3 += v2; v.entries",
    ),
    (lambda v, w: str(v), "v = Vector([1, 2]); str(v)"),
    (lambda v, w: f"{v}", "v = Vector([1, 2]); str(v)"),
    (lambda v, w: bool(v), "v = Vector([1, 2]); bool(v)"),
    (lambda v, w: 2 in v, "v = Vector([1, 2]); 2 in v"),
    (lambda v, w: v(-3), "v = Vector([1, 2]); v(-3)"),
    (lambda v, w: v.halves()[1].entries, "v = Vector([1, 2]); x = v.halves(); x[1].entries"),
    (
        lambda v, w: in_a_block(v),
        "v = Vector([1, 2]); w = v.__enter__(); w[0] = 5; v.__exit__(None, None, None); v.entries",
    ),
]  # fmt: skip


def test_what_a_class_has_itself_can_be_asked_for():
    """A class method, which may make an object, and a constant; names of ours are nobody's."""
    student = InProcessStudent(NAMES)
    made = student.student
    zeros = made.Vector.zeros(3)
    assert zeros.entries == [0, 0, 0]
    assert made.Vector.LARGEST == 9
    lines = [program_line(call.steps) for call, _ in student.replies.values()]
    assert lines == [
        "Vector.zeros(3)",
        "x = Vector.zeros(3); x.entries",
        "Vector.LARGEST",
    ]
    with pytest.raises(ObjectLacks, match="has no `twice`"):
        made.Vector.twice  # noqa: B018
    with pytest.raises(MissingFunction, match="there is no function called Matrix"):
        made.Matrix.twice  # noqa: B018
    with pytest.raises(AttributeError):
        made.Vector._hidden  # noqa: B018


def asked(do):
    """What comes of it on objects in this process, and the last line that was sent."""
    student = InProcessStudent(NAMES)
    made = student.student
    result = do(made.Vector([1, 2]), made.Vector([3, 4]))
    call, _ = list(student.replies.values())[-1]
    return result, program_line(call.steps)


@pytest.mark.parametrize(("do", "line"), DONE, ids=[line for _, line in DONE])
def test_the_line_says_what_was_done_and_does_it(do, line):
    """Only what the last step has to do with; with the same result where it is pasted."""
    result, written = asked(do)
    assert written == line
    assert result == do(Vector([1, 2]), Vector([3, 4]))
    *before, last = written.split("; ")
    names = dict(NAMES)
    for statement in before:
        exec(statement, names)
    assert eval(last, names) == result


def test_objects_may_be_passed_on_in_lists():
    """They have their names there as well."""
    result, line = asked(lambda v, w: v.halves() and 3)
    assert (result, line) == (3, "v = Vector([1, 2]); v.halves()")

    def ask(calls):
        (call,) = calls
        lines.append(program_line(call.steps) if call.steps else call.function)
        raise StopAsyncIteration

    lines = []
    student = Student(ask, Expected(lambda: NAMES))
    with pytest.raises(StopAsyncIteration):
        student.norm([1])
    assert lines == ["norm"]


def test_a_name_that_is_used_later_is_not_changed_in_place():
    """``v += w`` may make another object: what the name stood for before keeps it."""

    def before_and_after(v, w):
        before = v
        v -= w
        return before.entries + v.entries

    student = InProcessStudent(NAMES)
    made = student.student
    assert before_and_after(made.Vector([1, 2]), made.Vector([3, 4])) == [-2, -2] * 2
    lines = [program_line(call.steps) for call, _ in student.replies.values() if call.steps]
    begun = "v = Vector([1, 2]); v2 = Vector([3, 4]); "
    assert lines == [
        f"{begun}v -= v2",
        f"{begun}v3 = v; v3 -= v2; v.entries",
        f"{begun}v3 = v; v3 -= v2; v.entries; v3.entries",
    ]


def test_functions_and_methods_may_be_passed_on():
    """By their names, in lists as well; a method is read from its object where it belongs."""
    student = InProcessStudent(NAMES)
    made = student.student
    v = made.Vector([5, 2])
    assert made.applied([made.negative, v.first], 2) == [-2, 10]
    assert made.applied((v,), 2) == [2]
    lines = [program_line(call.steps) for call, _ in student.replies.values() if call.steps]
    assert lines == [
        "v = Vector([5, 2]); x = v.first; applied([negative, x], 2)",
        "v = Vector([5, 2]); x = v.first; applied([negative, x], 2); applied((v,), 2)",
    ]
    with pytest.raises(MissingFunction, match="there is no function called positive"):
        made.applied([made.positive], 2)
