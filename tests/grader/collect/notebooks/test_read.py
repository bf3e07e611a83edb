"""Reading notebooks: what is broken is refused in a sentence, and size costs nothing."""

import hashlib
import json

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbformat import v4

from grader.collect.notebooks import read
from grader.errors import UnreadableSubmission
from grader.model import Cell, Submission
from tests.grader.collect.notebooks.making import notebook, old_notebook, raw

DEEP = 100_000


def cells(source):
    return [(cell.number, cell.source) for cell in read("x.ipynb", source).cells]


def refusal(source):
    """The sentence that a notebook is refused with."""
    with pytest.raises(UnreadableSubmission) as refused:
        read("x.ipynb", source)
    return str(refused.value)


def code(**fields):
    """A notebook with one cell, its fields changed; None takes one out."""
    cell = {"cell_type": "code", "source": "x = 1", "metadata": {}, "outputs": []} | fields
    return raw(cells=[{key: value for key, value in cell.items() if value is not None}])


def test_code_cells_keep_their_place_among_all_cells():
    """A student counts what is on the screen, and that is all cells."""
    source = notebook("# Title", "x = 1", "# More", "", "y = 2\nz = 3")
    assert cells(source) == [(2, "x = 1"), (4, ""), (5, "y = 2\nz = 3")]


def test_cells_of_all_worksheets_are_counted_through():
    """Format 3 could have several; nbformat puts them one behind the other."""
    source = old_notebook(["# Title", "x = 1"], ["y = 2"])
    assert cells(source) == [(2, "x = 1"), (3, "y = 2")]


@pytest.mark.parametrize("minor", range(6))
def test_every_version_of_format_4_is_read(minor):
    """They differ in what surrounds the code."""
    node = v4.new_notebook(cells=[v4.new_code_cell("x = 1")])
    if minor < 5:
        del node.cells[0]["id"]
    source = json.dumps({**node, "nbformat_minor": minor}).encode()
    assert cells(source) == [(1, "x = 1")]


@pytest.mark.parametrize(
    "source",
    [
        code(source=["x ", "= 1"]),
        code(id="not an id, and /more"),
        code(metadata=None, outputs=None),
        code(outputs="not a list"),
        b"\xef\xbb\xbf" + code(),
        raw(metadata=None, nbformat_minor=None, cells=json.loads(code())["cells"]),
        raw(nbformat_minor=99, future={}, cells=json.loads(code())["cells"]),
        code().replace(b'"outputs": []', b'"outputs": [NaN, -Infinity, Infinity]'),
        code().replace(b'"source": "x', b'"source": "first", "source": "x'),
        code().replace(b'"cell_type"', b'"cell\\u005ftype"'),
    ],
    ids=[
        "text in pieces", "an odd id", "nothing but code", "outputs of another kind",
        "a byte order mark", "no metadata", "a future minor version", "numbers that JSON lacks",
        "a key twice, the last counts", "an escaped key",
    ],
)  # fmt: skip
def test_what_does_not_touch_the_code_does_no_harm(source):
    """A tool wrote it, not the student."""
    assert cells(source) == [(1, "x = 1")]


def test_a_text_may_hold_what_is_no_number():
    """NaN is taken for null between texts, never in them, quotes or not."""
    text = 'values = [NaN, "\\"NaN\\"", Infinity] # \\'
    source = code(source=text).replace(b'"outputs": []', b'"outputs": [NaN]')
    assert cells(source) == [(1, text)]


AGAIN = "Open it in Jupyter, save it, and hand in what was saved."


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (b"", "is empty"),
        (b" \n", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"import numpy\n", "is no notebook: JSON is malformed"),
        (notebook("x = 1")[:-40], "is no notebook: Input data was truncated"),
        (b'{"a": ' + b'\\"' * 500_000, "is no notebook: JSON is malformed"),
        (b'{"a": NaN, "b": "' + b"\\" * 999_999, "is no notebook: Input data was truncated"),
        (b"[" * DEEP, "Expected `object`, got `array`"),
        (b'{"a":' * DEEP, "is nested too deeply"),
        (code().replace(b'"outputs": []', b'"outputs": ' + b"[" * DEEP + b"]" * DEEP), "too deep"),
        (b"[1, 2]", "Expected `object`, got `array`"),
        (b"null", "Expected `object`"),
        (b"{}", "missing required field `nbformat`"),
        (b"NaN", "Expected `object`, got `null`"),
        (notebook("x = 1").decode().encode("utf-16"), "is UTF-16 text. Save it as UTF-8."),
        (raw(nbformat="4"), "Expected `int`, got `str`"),
        (raw(nbformat=4.5), "Expected `int`, got `float`"),
        (raw(nbformat=True), "Expected `int`, got `bool`"),
        (raw(nbformat=10**30), "is no notebook"),
        (raw(nbformat=2), "is a notebook of format 2, and 3 and 4 can be read"),
        (raw(nbformat=5), "is a notebook of format 5"),
        (raw(nbformat=3), "is no notebook: it has no cells"),
        (raw(cells=None), "is no notebook: it has no cells"),
        (raw(cells={}), "Expected `array | null`, got `object`"),
        (raw(cells=[5]), "Expected `object`, got `int`"),
        (code(source=5), "has a cell without text: Expected `str | array`, got `int`"),
        (code(source=["x", 5]), "has a cell without text: Expected `str`, got `int`"),
        (code().replace(b'"x = 1"', b"[" * 500 + b"]" * 500), "cell without text"),
        (code().replace(b"x = 1", b"\xff"), "has a cell without text"),
        (raw(metadata={"language_info": {"name": "R"}}), "is a notebook in R. Write"),
        (raw(metadata={"kernelspec": {"language": "julia"}}), "is a notebook in julia"),
        (raw(metadata=[]), "Expected `object`, got `array`"),
        (raw(cells=[{"cell_type": "raw"}] * 2001), "has 2001 cells, and may have 2000"),
        (code(source="x" * 1_000_001), "has more than 1 MB of code"),
        (code(source="\N{EURO SIGN}" * 400_000), "has more than 1 MB of code"),
        (raw(cells=json.loads(code(source="x" * 600_000))["cells"] * 2), "more than 1 MB of code"),
        (code().replace(b"x = 1", b"\\u0078" * 2_000_000), "has more than 1 MB of code"),
    ],
    # A notebook's cells have ids by chance, and a test's name must not.
    ids=lambda each: each if isinstance(each, str) else "notebook",
)
def test_a_broken_notebook_is_refused_in_a_sentence(source, words):
    """With its name, what was found, and what to do."""
    said = refusal(source)
    assert said.startswith("x.ipynb ")
    assert words in said
    assert said.endswith((".", "?"))
    assert said.isprintable()
    assert len(said) < 500


def test_what_is_said_of_a_notebook_is_cleaned():
    """Its name and its words are the student's."""
    with pytest.raises(UnreadableSubmission) as refused:
        read("\x1b[2J\u202e.ipynb", raw(metadata={"language_info": {"name": "\x1b[2J"}}))
    assert str(refused.value).isprintable()


def test_a_notebook_of_python_may_say_so():
    """As every kernel of Python does, and some with a number."""
    for name in ("python", "python3", "ipython"):
        source = raw(metadata={"kernelspec": {"language": name, "name": "k"}, "x": [1]})
        assert len(cells(source)) == 1


def test_the_code_may_be_as_long_as_that_of_a_file(grade_notebook):
    """Up to the last byte, and with the most cells, it still fits into one message."""
    texts = ["#" * 498] * 1_999
    texts.append("".join(f"x = {n % 10}\n" for n in range(700)).ljust(1_000_000 - 498 * 1_999, "#"))
    source = raw(cells=[{"cell_type": "code", "source": text} for text in texts])
    assert sum(len(cell.source) for cell in read("x.ipynb", source).cells) == 1_000_000
    report = grade_notebook(source)
    assert (report.open, report.loading) == (0, ())
    assert "no function called double" in report.marks[0].verdicts[0].message


def test_the_digest_is_that_of_what_was_handed_in():
    """It is what the student can compute."""
    source = notebook("x = 1")
    found = read("x.ipynb", source)
    assert found.sha256 == hashlib.sha256(source).hexdigest()
    assert found.name == "x.ipynb"


def test_what_is_kept_is_the_notebook_without_outputs():
    """It is valid, it is read to the same cells, and it is the same every time."""
    for source in (notebook("# a", "x = 1", "y"), old_notebook(["# a", "x = 1"], ["y"])):
        found = read("x.ipynb", source)
        nbformat.validate(nbformat.reads(found.source.decode(), 4))
        assert read("x.ipynb", found.source).cells == found.cells
        assert read("x.ipynb", source) == found
        assert b"iVBOR" not in found.source


def test_a_notebook_without_code_has_one_empty_cell():
    """Its bytes are no Python, and must not be taken for it."""
    assert read("x.ipynb", notebook("# a")).cells == (Cell(1, ""),)


def test_a_python_file_is_made_of_a_name_and_bytes():
    """As everywhere in the grader."""
    assert Submission("a.py", b"x").sha256 == hashlib.sha256(b"x").hexdigest()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["cells", "cell_type", "source", "nbformat", "metadata", "input"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(JSON, st.sampled_from(["cells", "worksheets", "metadata", "nbformat", "nbformat_minor"]))
def test_any_json_is_a_notebook_or_is_refused(value, field):
    """Nothing else comes out, whatever is put in."""
    try:
        found = read("x.ipynb", raw(**{field: value}))
    except UnreadableSubmission:
        return
    assert all(type(cell.source) is str for cell in found.cells)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_notebook_or_are_refused(source):
    """They come from anybody."""
    with pytest.raises(UnreadableSubmission):
        read("x.ipynb", source)


HALVES = {"\\ud83d": 1, "\\udE00": 1, "\\uDE00\\uD83D": 2, "\\ud83d\\ud83d\\ude00": 1}


@pytest.mark.parametrize("half", HALVES)
@pytest.mark.parametrize("place", ["outputs", "markdown", "metadata", "code"])
def test_half_an_emoji_costs_only_the_text_that_holds_it(half, place):
    """Python writes it into JSON, and nothing else reads it back."""
    output = {"output_type": "stream", "name": "stdout", "text": ["@outputs"]}
    code = {"cell_type": "code", "source": "x = 1  # @code", "outputs": [output]}
    code["metadata"] = {"tags": ["@metadata"]}
    markdown = {"cell_type": "markdown", "source": "@markdown", "metadata": {}}
    whole = raw(cells=[markdown, code]).replace(f"@{place}".encode(), half.encode())
    ((number, text),) = cells(whole)
    assert number == 2
    assert text.startswith("x = 1  # ")
    assert text.count("\ufffd") == (HALVES[half] if place == "code" else 0)


def test_a_backslash_before_a_u_is_no_half_of_anything():
    """Nor is a whole emoji; what is beside half a one stays as it is."""
    text = "'\\\\ud83d', '\U0001f600', '@'"
    whole = raw(cells=[{"cell_type": "code", "source": text, "metadata": {}, "outputs": []}])
    assert cells(whole.replace(b"@", rb"\ude00")) == [(1, text.replace("@", "\ufffd"))]


def test_a_merge_that_was_not_finished_is_called_one():
    """Jupyter cannot open such a file, so nobody is told to."""
    merging = notebook("x = 1").replace(
        b'"x = 1"', b'\n<<<<<<< HEAD\n"x = 1"\n=======\n"x = 2"\n>>>>>>> theirs\n'
    )
    said = refusal(merging)
    assert "holds git's conflict marks" in said
    assert "Choose one of the two versions" in said


@pytest.mark.parametrize("kind", ["sql", "chat", 7, None, {"a": 1}, "Code"])
def test_a_cell_of_an_unknown_kind_costs_itself(kind):
    """Extensions of Jupyter have kinds of their own."""
    odd = {"cell_type": kind, "source": 5, "metadata": {}}
    code = {"cell_type": "code", "source": "x = 1", "metadata": {}, "outputs": []}
    assert cells(raw(cells=[odd, code])) == [(2, "x = 1")]
