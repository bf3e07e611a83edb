"""A notebook of a hundred megabytes: its pictures get nowhere, and to find that costs little."""

import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from grader.collect.notebooks import outputs
from tests.grader.collect.notebooks.making import notebook

MADE = """
    import pathlib, sys
    from tests.grader.collect.notebooks.making import notebook
    {make}
    pathlib.Path(sys.argv[1]).write_bytes(source)
"""

MEASURED = """
    import pathlib, resource, sys, time
    import nbformat
    from grader.collect.notebooks import read
    source = pathlib.Path(sys.argv[1]).read_bytes()
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    try:
        read("x.ipynb", source)
    except Exception as error:
        print(type(error).__name__)
    else:
        print("read")
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    print(kilobytes, time.process_time() - start)
"""


def ran(script, file):
    """What a script, told of a file, printed."""
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script), file],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path.cwd())},
        check=True,
    ).stdout


def measured(make, file):
    """What becomes of a large notebook: how it ended, megabytes beyond its own, and seconds."""
    ran(MADE.format(make=make.replace("\n", "\n    ")), file)
    end, figures = ran(MEASURED, file).splitlines()
    kilobytes, seconds = map(float, figures.split())
    return end, kilobytes / 1000, seconds


PICTURES = 'picture = b\'{"data": {"image/png": "\' + b"iVBORw0KGgo" * 500_000 + b\'"}},\''


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="memory is measured with getrusage")
@pytest.mark.parametrize(
    ("make", "end", "megabytes"),
    [
        # Twenty pictures of 5 MB.
        (
            PICTURES + "\nsource = notebook('x = 1').replace"
            "(b'\"outputs\": [', b'\"outputs\": [' + picture * 20, 1)",
            "read",
            60,
        ),
        # Ten million small things, which would be a gigabyte as objects.
        (
            "source = notebook('x = 1').replace"
            "(b'\"outputs\": [', b'\"outputs\": [' + b'[{},[]],' * 12_500_000, 1)",
            "read",
            60,
        ),
        # The same with a number that JSON does not know.
        (
            PICTURES + "\nsource = notebook('x = 1').replace"
            "(b'\"outputs\": [', b'\"outputs\": [NaN,' + picture * 20, 1)",
            "read",
            400,
        ),
        # Five million cells.
        (
            "source = notebook('x = 1').replace"
            '(b\'"cells": [\', b\'"cells": [\' + b\'{"cell_type":"raw"},\' * 5_000_000, 1)',
            "UnreadableSubmission",
            600,
        ),
        # Twenty-five million pieces of one text.
        (
            "pieces = b'[' + b'\"a\",' * 25_000_000 + b'\"\"]'\n"
            "source = notebook('x = 1').replace(b'\"x = 1\"', pieces, 1)",
            "UnreadableSubmission",
            60,
        ),
    ],
    ids=["pictures", "small things", "NaN", "cells", "pieces"],
)
def test_a_hundred_megabytes_cost_little_more_than_themselves(tmp_path, make, end, megabytes):
    """Not even where somebody made them to cost a lot."""
    found, used, seconds = measured(make, tmp_path / "large.ipynb")
    assert found == end
    assert used < megabytes
    assert seconds < 10


def test_outputs_never_reach_the_student_s_process(grade_notebook):
    """What is sent is the code, so a message of a megabyte is enough for it."""
    picture = "iVBORw0KGgo" * 300_000
    source = json.dumps(
        json.loads(
            notebook("def double(x):\n    if not len(x): raise ValueError\n    return 2 * x")
        )
    ).replace("iVBORw0KGgo=", picture, 1)
    assert len(source) > outputs.MOST_CODE * 3
    assert grade_notebook(source.encode()).marks[0].earned == 4


def test_nbformat_is_imported_for_notebooks_only():
    """It takes longer to import than a small file takes to be marked."""
    script = (
        "import sys, grader.collect.notebooks, grader.examine.check;"
        "print('nbformat' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout == "False\n"
