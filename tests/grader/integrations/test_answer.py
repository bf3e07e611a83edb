"""Which of the code in an answer is meant; whatever a model writes, something is handed in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.integrations.answer import code_in

DRAFT = "A draft:\n\n```python\nx = 1\n```\n\nBetter:\n\n```python\nx = 2\n```\nDone."


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (DRAFT, "x = 2\n"),
        ("```py\nx = 1\n```\nIt prints:\n```\n1\n```", "x = 1\n"),
        ("```text\nno\n```\n~~~\nx = 1\n~~~", "x = 1\n"),
        ("````python\ns = '```'\n````", "s = '```'\n"),
        ("```Python title=a.py\nx = 1\n```", "x = 1\n"),
        ("```python\nx = 1", "x = 1"),  # it ran out of words
        ("- so:\n  ```python\n  x = 1\n  ```", "x = 1\n"),
        ("def f():\n    return 1", "def f():\n    return 1"),
        ("", ""),
    ],
)
def test_the_last_block_of_python_is_meant(answer, code):
    assert code_in(answer) == code


@given(st.text())
def test_any_text_at_all_leads_to_text(answer):
    assert isinstance(code_in(answer), str)


@given(st.lists(st.text("ab =\n", min_size=1), min_size=1, max_size=4))
def test_what_is_fenced_comes_out_as_it_was(codes):
    fenced = "\n".join(f"Text.\n\n```python\n{code}\n```\n" for code in codes)
    assert code_in(fenced) == f"{codes[-1]}\n"
