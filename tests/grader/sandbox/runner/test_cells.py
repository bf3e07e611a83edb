"""Which lines of a cell are for the notebook, and which are Python."""

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.sandbox.runner.cells import parsed_cell, without_magics


def omitted(text):
    """What is left out of a cell, after a look that the rest is parsed line by line as before."""
    tree, left_out = parsed_cell(text, "cell 1")
    lines = text.split("\n")
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and len(node.id) > 3:
            assert node.id in lines[node.lineno - 1]
    return left_out


@pytest.mark.parametrize(
    "line",
    [
        "%matplotlib inline", "% matplotlib inline", "!ls", "!!ls", "! ls -l", "%timeit f(x)",
        "?print", "??print", "? print", "print?", "print??", "np.random.default_rng?", "x[0]?",
        "*int*?", "%time?", "?%time", "np.exp? ;", "files = !ls", "a, b = %time f()",
        "x[0] = !ls", "self.x = %pwd", "%%time", "%config Inline.figure_format = 'retina'",
        "!echo \"unclosed", "%sql SELECT 'it''s' (",
    ],
)  # fmt: skip
@pytest.mark.parametrize("indent", ["", "    "])
def test_a_line_for_the_notebook_gives_way(line, indent):
    """Wherever a statement may begin; the lines after it keep their numbers."""
    around = "if value:\n{}\n    other = 1\n" if indent else "value = 1\n{}\nother = 2\n"
    assert omitted(around.format(indent + line)) == [(2, indent + line)]


@pytest.mark.parametrize(
    "text",
    [
        "value = (7\n% 2)\n",
        "value = [\n'x'\n%('a')\n]\n",
        "value = 7 \\\n% 2\n",
        "text = '''\n%matplotlib\n!ls\nhelp?\n'''\n",
        'text = """\n%matplotlib \\"""\n!ls\n"""\n',
        "text = 'one \\\n%two'\n",
        "text = r'\\\\'\n'''\n%no\n'''\n",
        "text = '#'; other = '''\n%no\n'''\n",
        "value = {  # (\n'key': 7\n% 2\n}\n",
        'text = f"""\n{value}\n%no\n"""\n',
        "text = \"'''\"\nvalue = 1\n",
    ],
)
def test_what_is_python_stays_even_beside_a_magic(text):
    """A continued line is no statement, however it begins."""
    assert omitted(text) == []
    number = text.count("\n") + 1
    assert omitted(text + "%magic\n") == [(number, "%magic")]
    assert omitted("%magic\n" + text) == [(1, "%magic")]


@pytest.mark.parametrize(
    "line", ["x = 5  # why?", "# really?", "'is it?'", "x = y != z", "x = a %b", "x %= 3"]
)
def test_a_question_mark_in_a_comment_is_python(line):
    """Also where there is something to leave out in the cell."""
    assert omitted(f"{line}\n%magic\n{line}\n") == [(2, "%magic")]


@pytest.mark.parametrize(
    "name", ["time", "timeit -n 3", "capture out --no-stderr", "grade 2b", "prun"]
)
def test_the_body_of_some_cell_magics_runs(name):
    """They are about the cell, and not a language of its own."""
    tree, left_out = parsed_cell(f"\n%%{name}\nvalue = 1\n", "cell 1")
    assert left_out == [(2, f"%%{name}")]
    assert [node.lineno for node in tree.body] == [3]


@pytest.mark.parametrize(
    "name", ["bash", "html", "writefile a.py", "!", "sql", "timeout", "R -i x"]
)
def test_all_of_other_cell_magics_is_left_out(name):
    """What is below is anything but ours to run."""
    tree, left_out = parsed_cell(f"%%{name}\nvalue = 1\n", "cell 1")
    assert (tree.body, left_out) == ([], [(0, f"%%{name}")])


def test_a_cell_magic_below_another_is_one_too():
    """IPython takes them from the top."""
    assert parsed_cell("%%time\n%%bash\nls\n", "cell 1")[1] == [(1, "%%time"), (0, "%%bash")]


def test_a_shell_line_goes_on_after_a_backslash():
    """All of it goes, and is told once."""
    text = "!pip install \\\n  numpy \\\n  scipy\nvalue = 1\n"
    assert omitted(text) == [(1, "!pip install \\")]
    assert without_magics(text)[0].splitlines()[3] == "value = 1"


def test_a_cell_that_is_indented_as_a_whole_is_python():
    """It was pasted, and a notebook runs it."""
    tree, left_out = parsed_cell("\n    if True:\n        value = 1\n    other = 2\n", "cell 1")
    assert ([node.lineno for node in tree.body], left_out) == ([2, 4], [])


@pytest.mark.parametrize("text", ["x = (\n%magic\n", "def f(:\n", "%magic\nreturn (", "  x\n y"])
def test_what_is_no_python_all_the_same_is_a_syntax_error(text):
    """Leaving lines out cannot mend it."""
    with pytest.raises(SyntaxError):
        parsed_cell(text, "cell 1")


PIECES = st.lists(
    st.sampled_from(
        ["%m", "!ls", "x?", "x = 1", "(", ")", "'''", '"""', "'", '"', "\\", "\n", "\n", "#", " ",
         "if x:", "    ", "%%time\n", "\r\n", "{", "}", "é", "\f"]
    ),
    max_size=25,
).map("".join)  # fmt: skip


@given(PIECES)
def test_every_line_keeps_its_number(text):
    """What is left out is told by the line that it was on."""
    python, left_out = without_magics(text)
    lines = text.replace("\r\n", "\n").split("\n")
    assert python == "" or len(python.split("\n")) == len(lines)
    assert all(lines[number - 1] == line for number, line in left_out if number)


@given(PIECES)
def test_python_as_it_stands_is_left_alone(text):
    """Whatever it looks like."""
    try:
        expected = ast.dump(ast.parse(text), include_attributes=True)
    except SyntaxError:
        return
    tree, left_out = parsed_cell(text, "cell 1")
    assert (ast.dump(tree, include_attributes=True), left_out) == (expected, [])


def test_a_long_cell_takes_no_time():
    """Each line is looked at once."""
    text = "%magic\nvalue = '''\n%no\n'''\n" * 20_000 + '"' * 100_000
    assert len(without_magics(text)[1]) == 20_000


@pytest.mark.parametrize("line", ["x?{}y", "?x{}y", "x = 1;{}y?"])
def test_a_long_line_takes_no_time(line):
    """However many blanks a pattern may divide among its parts: there would be no end to it."""
    with pytest.raises(SyntaxError):
        parsed_cell(line.format(" " * 1_000_000), "cell 1")
