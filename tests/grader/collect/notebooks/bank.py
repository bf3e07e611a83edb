"""
Thirty notebooks as students hand them in, with what each is worth and is told.

``cells`` are code, or Markdown where they begin with '# '; ``marks`` are the points for the two
questions of the toy sheet, of which 4 and 5 can be had; ``failed`` and ``remarks`` are words
of the report, one entry each, that say which cell and line it was.
"""

from typing import NamedTuple

from grader.examine.student.exception_advice import importable
from grader.sandbox.isolation.importable import PACKAGES
from tests.grader.collect.notebooks.making import notebook, old_notebook
from tests.grader.misbehaviour import AVERAGE, RIGHT

MODULES = importable(PACKAGES)
FULL = (4, 5)
BROKEN = "def double(x):\n    return 2 *\n"
WRONG = "def double(x):\n    return 3 * x"
NO_ANSWER = "input() asks a person, and here nobody answers"


class Case(NamedTuple):
    """A notebook, and what is to come of it."""

    cells: list[str]
    marks: tuple[int, int] = FULL
    failed: list[str] = []  # noqa: RUF012
    remarks: list[str] = []  # noqa: RUF012

    def notebook(self) -> bytes:
        return notebook(*self.cells)


OLD = {
    "format 3": old_notebook(["# Homework", RIGHT], ["# Second sheet", AVERAGE]),
    "format 3 with a magic": old_notebook(["%pylab inline\n" + RIGHT, AVERAGE]),
}

CASES = {
    "one function a cell": Case(["# Homework", RIGHT, "# Second", AVERAGE]),
    "all in one cell": Case([RIGHT + AVERAGE]),
    "nothing but text": Case(["# I could not do it"], (0, 0)),
    "a blank cell between": Case([RIGHT, "", "   \n\n", AVERAGE]),
    "defined twice, the last is right": Case([WRONG, RIGHT, AVERAGE]),
    "defined twice, the last is wrong": Case([RIGHT, AVERAGE, WRONG], (0, 5)),
    "the last definition does not run": Case(
        [RIGHT, AVERAGE, BROKEN], FULL, ["cell 3, line 2: SyntaxError: invalid syntax: return 2 *"]
    ),
    "a cell with a syntax error": Case(
        ["# Homework", BROKEN, AVERAGE],
        (0, 5),
        ["cell 2, line 2: SyntaxError: invalid syntax: return 2 *"],
    ),
    "an unclosed bracket": Case(
        [RIGHT, "values = [1, 2\n", AVERAGE],
        FULL,
        ["cell 2, line 1: SyntaxError: '[' was never closed: values = [1, 2"],
    ),
    "a cell that raises": Case(
        ["1 / 0\n", RIGHT, "\n\nunknown", AVERAGE],
        FULL,
        [
            "cell 1, line 1: ZeroDivisionError: division by zero",
            "cell 3, line 3: NameError: name 'unknown' is not defined",
        ],
    ),
    "a cell that raises and what depends on it": Case(
        ["factor = 2 / 0", "import numpy as np\ndef double(x):\n    return factor * x", AVERAGE],
        (0, 5),
        ["cell 1, line 1: ZeroDivisionError: division by zero"],
    ),
    "an import that is not there": Case(
        ["import matplotlib.pyplot as plt", RIGHT, AVERAGE, "plt.plot([1, 2])"],
        FULL,
        [
            f"cell 1, line 1: ModuleNotFoundError: No module named 'matplotlib'; {MODULES}",
            "cell 4, line 1: NameError: name 'plt' is not defined",
        ],
    ),
    "magics and shell lines": Case(
        ["%matplotlib inline\n!pip install numpy\n" + RIGHT, AVERAGE + "%timeit average([1])\n"],
        FULL,
        [],
        [
            "cell 1, line 1 was skipped: %matplotlib inline",
            "cell 1, line 2 was skipped: !pip install numpy",
            "cell 2, line 4 was skipped: %timeit average([1])",
        ],
    ),
    "a magic in a block": Case(
        [RIGHT, AVERAGE, "for n in range(3):\n    %time average([n])\n    n += 1\n"],
        FULL,
        [],
        ["cell 3, line 2 was skipped: %time average([n])"],
    ),
    "a shell line over two lines": Case(
        ["!pip install \\\n    numpy\n" + RIGHT, AVERAGE],
        FULL,
        [],
        ["cell 1, line 1 was skipped: !pip install \\"],
    ),
    "what a shell said": Case(
        ["files = !ls\nhome = %pwd", RIGHT + AVERAGE],
        FULL,
        [],
        ["cell 1, line 1 was skipped: files = !ls", "cell 1, line 2 was skipped: home = %pwd"],
    ),
    "questions": Case(
        ["?print\nlen?\n" + RIGHT, "np.exp??", AVERAGE],
        FULL,
        [],
        [
            "cell 1, line 1 was skipped: ?print",
            "cell 1, line 2 was skipped: len?",
            "cell 2, line 1 was skipped: np.exp??",
        ],
    ),
    "per cent in a text and in a sum": Case(
        [RIGHT, 'HELP = """\n%matplotlib\n!ls\n"""\nodd = (7\n% 2)\n' + AVERAGE],
    ),
    "a magic after a text that looks like one": Case(
        [RIGHT, 'HELP = """\n%no magic\n"""\n%magic\nrest = (7\n% 2)\n' + AVERAGE],
        FULL,
        [],
        ["cell 2, line 4 was skipped: %magic"],
    ),
    "cell magics whose body runs": Case(
        ["%%time\n" + RIGHT, "%%capture out\n%%timeit -n 1\n" + AVERAGE, "%%grade a\n"],
        FULL,
        [],
        [
            "cell 1, line 1 was skipped: %%time",
            "cell 2, line 1 was skipped: %%capture out",
            "cell 2, line 2 was skipped: %%timeit -n 1",
        ],
    ),
    "cell magics that are no Python": Case(
        ["%%bash\nrm -rf /\n" + WRONG, "%%html\n<b>", "%%writefile a.py\n" + WRONG, RIGHT, AVERAGE],
        FULL,
        [],
        [
            "cell 1 was skipped: %%bash",
            "cell 2 was skipped: %%html",
            "cell 3 was skipped: %%writefile a.py",
        ],
    ),
    "another grader": Case(
        ["from grader import marks\nimport grader.examine.student.session", RIGHT, AVERAGE],
        FULL,
        [
            f"cell 1, line 1: ModuleNotFoundError: No module named 'grader'; {MODULES}",
            f"cell 1, line 2: ModuleNotFoundError: No module named 'grader'; {MODULES}",
        ],
    ),
    "input at the top level": Case(
        [RIGHT, AVERAGE, "n = int(input('How many? '))"],
        FULL,
        [f"cell 3, line 1: EOFError: {NO_ANSWER}: take the value as an argument"],
    ),
    "display and get_ipython": Case(
        [
            "get_ipython().run_line_magic('matplotlib', 'inline')\n"
            "if 'IPKernelApp' in get_ipython().config: display(1)",
            RIGHT,
            AVERAGE + "display(average([1, 2]), clear=True)",
        ]
    ),
    "the self-check of a starter": Case(
        [
            "from grader import check\n%load_ext grader",
            "%%grade a" + RIGHT,
            "check('a')",
            "%%grade b\n" + AVERAGE,
            "import grader\nprint(check(), grader.check('a'))\n%grade b",
        ]
    ),
    "waiting at the top level": Case(
        [RIGHT, AVERAGE, "import asyncio\nawait asyncio.sleep(1)"],
        FULL,
        [
            "cell 3, line 2: SyntaxError: 'await' outside function; only a notebook can wait at "
            "its top level; take the 'await' out"
        ],
    ),
    "a cell that never ends": Case(
        [RIGHT, "\nwhile True: pass", AVERAGE],
        FULL,
        ["cell 2, line 2: loading the file was still running after 0.6 s"],
    ),
    "a cell that ends the process": Case(
        ["import os\nos._exit(7)", RIGHT, AVERAGE],
        FULL,
        ["cell 1, line 2: loading the file ended its own process (exit status 7)"],
    ),
    "a future import": Case(
        [
            "from __future__ import annotations\nimport numpy as np",
            "def double(x: Unknown) -> Nothing:\n"
            "    if not len(x): raise ValueError\n    return 2 * x",
            AVERAGE,
        ]
    ),
    "an indented cell": Case(
        ["\n" + "".join(f"    {line}\n" for line in RIGHT.splitlines()), AVERAGE]
    ),
    "no ends of lines but Windows's": Case(
        ["%magic\r\n" + RIGHT.replace("\n", "\r\n"), AVERAGE.replace("\n", "\r\n")],
        FULL,
        [],
        ["cell 1, line 1 was skipped: %magic"],
    ),
}
