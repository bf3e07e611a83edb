"""Notebooks for the tests, made as Jupyter makes them."""

import json

import nbformat
from nbformat import v3, v4

PICTURE = v4.new_output("display_data", {"image/png": "iVBORw0KGgo=" * 20})


def notebook(*cells: str) -> bytes:
    """A notebook in format 4: code cells, and where a text begins with '# ', Markdown."""
    made = [_cell(text) for text in cells]
    return nbformat.writes(v4.new_notebook(cells=made)).encode()


def _cell(text: str) -> nbformat.NotebookNode:
    if text.startswith("# "):
        return v4.new_markdown_cell(text)
    return v4.new_code_cell(text, outputs=[PICTURE], execution_count=3)


def old_notebook(*worksheets: list[str]) -> bytes:
    """A notebook in format 3: worksheets of cells; what begins with '# ' is a heading."""
    sheets = [
        v3.new_worksheet(
            cells=[
                v3.new_heading_cell(text[2:], level=2)
                if text.startswith("# ")
                else v3.new_code_cell(
                    text, outputs=[v3.new_output("pyout", output_text="5", prompt_number=1)]
                )
                for text in texts
            ]
        )
        for texts in worksheets
    ]
    return v3.writes_json(v3.new_notebook(worksheets=sheets)).encode()


def raw(**fields: object) -> bytes:
    """A notebook in format 4 with these fields changed; None takes one out."""
    whole = json.loads(notebook("x = 1")) | fields
    return json.dumps({key: value for key, value in whole.items() if value is not None}).encode()
