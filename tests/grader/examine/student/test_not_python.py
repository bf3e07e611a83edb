"""What a file may be that Python cannot read: told where a sign of it is there, and only there."""

import ast
import sys
import time

import pytest

from grader.examine.student.not_python import may_be

VERSION = ".".join(map(str, sys.version_info[:3]))
NEWER = [
    ((3, 12), 'd = {"k": 1}\nprint(f"value: {d["k"]}")\n'),
    ((3, 12), "y = f'{\"\\n\".join(a)}'\n"),
    ((3, 12), "def first[T](x: T) -> T:\n    return x\n"),
    ((3, 12), "async def first[T](x): ...\n"),
    ((3, 12), "class Box[T]:\n    pass\n"),
    ((3, 12), "type Pair[T] = tuple[T, T]\n"),
    ((3, 14), 'x = t"{name}"\n'),
    ((3, 14), "try:\n    pass\nexcept ValueError, TypeError:\n    pass\n"),
]
OLDER = {
    'print "hello"\n': "Python 2: write print(…)",
    "print x, y\n": "Python 2: write print(…)",
    "try:\n    pass\nexcept ValueError, e:\n    pass\n": "Python 2: write 'except Error as e:'",
    'raise ValueError, "no"\n': "Python 2: write raise Error(…)",
    "if a <> b:\n    pass\n": "Python 2: write !=",
    "def f():\n\tx = 1\n        return x\n": "tabs and spaces are mixed",
    "x = 1\n<<<<<<< HEAD\nx = 2\n=======\nx = 3\n>>>>>>> theirs\n": "git's conflict marks",
    "<!DOCTYPE html>\n<html><body>Please log in</body></html>\n": "a web page",
    "\n<html lang='de'>\n": "a web page",
    "\ufeff<!DOCTYPE html>\n<html></html>\n": "a web page",
    "def f(x):\n    return `x`\n": "Python 2: write repr(…)",
    "x = 10L\n": "Python 2: write whole numbers without L",
    "x = ur'a'\n": "Python 2: write r'…'",
    "if a:\n\tif b:\n\t\tx = 1\n    y = 2\n": "tabs and spaces are mixed",
    "{\\rtf1\\ansi x = 1}\n": "rich text (RTF)",
}
SLIPS = [
    "def f(:\n    pass\n",
    "for i in range(3)\n    print(i)\n",
    'x = f"{a"\n',
    "x = (1, 2\n",
    'print("a" "b" +)\n',
    "  x = 1\n y = 2\n",
    "```python\nx = 1\n```\n",
    "x = 007\n",
    "a = b <- c >\n",
]


def told(source):
    """What is told of a source that Python refuses here."""
    with pytest.raises(SyntaxError) as caught:
        ast.parse(source)
    return str(may_be(source, caught.value.lineno or 0, type(caught.value).__name__) or "")


@pytest.mark.parametrize(("version", "source"), NEWER)
def test_python_of_a_newer_version_is_named(version, source):
    """With the version that it needs and the one that is here; it is nobody's mistake."""
    if sys.version_info >= version:
        ast.parse(source)
    else:
        needs = f"needs Python {version[0]}.{version[1]} or later ("
        assert told(source).startswith(needs)
        assert told(source).endswith(f"and this grader runs {VERSION}")


@pytest.mark.parametrize(("source", "words"), OLDER.items())
def test_what_else_it_may_be_is_named(source, words):
    """With what to do about it."""
    assert words in told(source)


@pytest.mark.parametrize("source", SLIPS)
def test_an_ordinary_slip_is_left_to_python(source):
    """A guess would send the student the wrong way."""
    assert told(source) == ""


@pytest.mark.parametrize(
    "source",
    [
        "<<<<<<<\n" * 100_000,
        ">" * 1_000_000,
        'f"{' * 300_000,
        " " * 1_000_000,
        "\n" * 1_000_000,
        "except " + "a, " * 300_000,
        "print " * 150_000,
    ],
    ids=["marks", "arrows", "f-strings", "blanks", "lines", "excepts", "prints"],
)
def test_nothing_that_a_student_writes_takes_long(source):
    """Patterns that look again and again at the same text would stand still at it."""
    before = time.process_time()
    may_be(source, 1, "SyntaxError")
    assert time.process_time() - before < 2


@pytest.mark.parametrize(
    "line", ['f"' + "{" * 998, 'f"' + "{a" * 400 + '"' + "a" * 190, "f'\"" + "{" * 990 + "\\"]
)
def test_a_line_of_open_braces_is_looked_at_once(line):
    """A file may stop at thousands of such lines, each looked at when it is loaded."""
    found = {may_be(line, 1, "SyntaxError") for _ in range(3_000)}
    assert len(found) == 1
