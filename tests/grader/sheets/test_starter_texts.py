"""A starter file in another language: its texts are translated, and its code is left alone."""

import ast

import pytest

from grader.sheets.starter_texts import passages, translated_source

SOURCE = '''"""
What to do.

Do it "well".
"""

import numpy as np  # noqa: F401

# 1a First
#
#     indented


def first(x):
    """One line."""
    # within
    text = "# no comment"  # beside code
    raise NotImplementedError("""# nor this""")


class Second:
    def method(self):
        """
        Several.

            indented
        """


ANSWERS = {}
'''
TEXTS = [
    'What to do.\n\nDo it "well".',
    "1a First\n\n    indented",
    "One line.",
    "within",
    "Several.\n\n    indented",
]


def code(source):
    """The code of a file, as Python sees it, without its docstrings."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and (
            ast.get_docstring(node) is not None
        ):
            node.body[0] = ast.Expr(ast.Constant(""))
    return ast.dump(tree)


def test_docstrings_and_comments_are_found_from_top_to_bottom():
    """Without their signs; neither strings nor what stands beside code is a text of its own."""
    assert [passage.text for passage in passages(SOURCE)] == TEXTS


@pytest.mark.parametrize("source", [SOURCE, SOURCE.rstrip("\n"), "", "# only\x0cthis", "'one'"])
def test_a_file_without_translations_is_the_same_to_the_byte(source):
    """English students get the file as the sheet has it."""
    assert translated_source(source, lambda text: text) == source


def test_the_texts_are_translated_and_the_code_is_not():
    """Each in its place."""
    german = {text: f"Deutsch {number}.\n\n    eingerückt" for number, text in enumerate(TEXTS)}
    made = translated_source(SOURCE, german.__getitem__)
    assert [passage.text for passage in passages(made)] == list(german.values())
    assert code(made) == code(SOURCE)
    assert "# noqa: F401" in made
    assert "# beside code" in made


@pytest.mark.parametrize(
    "text",
    [
        "short",
        "x" * 90,
        "x" * 91,
        'ends with "quotes"',
        'has """ three',
        'ends with """',
        "a \\ and \\n",
        "ends with \\",
        "one\ntwo",
    ],
)
def test_any_text_can_stand_in_a_docstring(text):
    """Python reads back what was written, in lines that are no longer than a hundred."""
    made = translated_source(SOURCE, lambda _: text)
    assert {passage.text for passage in passages(made)} == {text}
    assert max(map(len, made.splitlines())) <= 100


def test_a_text_that_fits_takes_one_line():
    """As one would type it."""
    made = translated_source(SOURCE, lambda text: "Eine Zeile." if text == "One line." else text)
    assert made == SOURCE.replace("One line.", "Eine Zeile.")
