"""A sheet of one question, written into a folder with lines of the test's own."""

PACKAGE = '"""What holds."""\n\nTITLE = "Doubling"\n\nQUESTIONS = ("first",)\n'
QUESTION = '''"""Write ``double(x)``."""

from hypothesis import given
from hypothesis import strategies as st

from grader.authoring import assert_integer, points

ID = "1"
TITLE = "Doubling"


@points(1, "double")
@given(x=st.integers(0, 9))
def test_it_doubles(student, x):
    """Twice the number."""
    assert_integer(student.double(x), 2 * x)
'''
STARTER = '"""My answers."""\n\n\ndef double(x):\n    raise NotImplementedError\n'


def written_sheet(folder, *lines, question=QUESTION):
    """The folder of a sheet whose package ends with these lines."""
    folder.mkdir(parents=True)
    (folder / "__init__.py").write_text(PACKAGE + "".join(f"{line}\n" for line in lines))
    (folder / "first.py").write_text(question)
    (folder / "starter.py").write_text(STARTER)
    return folder
