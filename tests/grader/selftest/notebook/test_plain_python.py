"""``check`` without any notebook: at the end of a script, and at the prompt."""

import os
import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="scripts are forked")

SCRIPT = """
from grader import check

def average(values):
    print("called")
    return sum(values) / COUNT(values)

COUNT = len
"""


@pytest.fixture
def run(tmp_path):
    """What a script prints; ``words`` come before its name."""

    def run(source, *words, given=None):
        file = tmp_path / "script.py"
        file.write_text(source)
        return subprocess.run(
            [sys.executable, *words, *([] if given else [str(file)])],
            input=given,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            env={**os.environ, "PYTHONWARNINGS": "error"},
        )

    return run


def test_a_script_has_the_result_printed(run, toy):
    """Nobody else would show it; what the function prints stands below, as far as ten lines."""
    ran = run(SCRIPT + f"result = check('b', sheet={str(toy.folder)!r})\nprint(result.earned)")
    assert ran.stderr == ""
    assert "this session · doubling" in ran.stdout
    assert "5 of 5 points" in ran.stdout
    assert ran.stdout.endswith("\n5\n")
    assert 1 <= ran.stdout.count("called\n") <= 10


def test_a_german_report_calls_the_session_in_german(run, toy):
    """Above the table; as JSON it keeps its name."""
    ran = run(SCRIPT + f"result = check('b', sheet={str(toy.folder)!r}, lang='de')")
    assert "diese Sitzung · doubling" in ran.stdout, ran.stderr


def test_at_the_prompt_it_is_shown_once(run, toy):
    """By the prompt, which shows what every expression gives."""
    defined = "def average(values): return sum(values) / len(values)\n"
    asked = f"from grader import check\n{defined}\ncheck('b', sheet={str(toy.folder)!r})\n"
    ran = run("", "-i", "-q", given=asked)
    assert ran.stdout.count("5 of 5 points") == 1, ran.stderr


@pytest.mark.slow
def test_a_fork_of_the_script_has_an_examiner_of_its_own(run, toy):
    """And does not end the other's, nor take its replies."""
    ran = run(
        SCRIPT
        + f"""
import os
sheet = {str(toy.folder)!r}
check("b", sheet=sheet)
if os.fork() == 0:
    COUNT = lambda values: 1
    check("b", sheet=sheet)
    raise SystemExit
os.wait()
check("b", sheet=sheet)
""",
        "-u",
    )
    assert "5 of 5 points" in ran.stdout.partition("wrong")[0]
    assert ran.stdout.count("5 of 5 points") == 2, ran.stdout + ran.stderr
    assert "wrong" in ran.stdout


@pytest.mark.slow
def test_another_thread_can_check(run, toy):
    """Some environments run cells in threads of their own."""
    ran = run(
        SCRIPT
        + f"""
import threading
asking = threading.Thread(target=check, args=["b"], kwargs={{"sheet": {str(toy.folder)!r}}})
asking.start()
asking.join()
"""
    )
    assert "5 of 5 points" in ran.stdout, ran.stderr


def test_importing_the_grader_starts_nothing(run):
    """Only the name ``check`` does."""
    look = "import os; print(open(f'/proc/self/task/{os.getpid()}/children').read().split())"
    assert run(f"import grader; grader.__version__\n{look}").stdout == "[]\n"


def test_what_the_package_does_not_have_is_said_as_ever(run):
    """The lazy name hides no misspelt one."""
    assert "has no attribute 'chekc'" in run("import grader; grader.chekc").stderr


DATA = """
from grader import check

ANSWERS = {"7a": "b", "7b": "d", "7c": 20}

def fit(path):
    with open(path) as file:
        rows = [tuple(map(float, line.split(","))) for line in file.read().split()[1:]]
    mx, my = (sum(each) / len(rows) for each in zip(*rows))
    slope = sum((x - mx) * (y - my) for x, y in rows) / sum((x - mx) ** 2 for x, _ in rows)
    return {"slope": slope, "intercept": my - slope * mx}

result = check("4", "7", sheet="exercises.tour", budget=0)
print(result.earned)
"""


def test_the_data_of_a_sheet_are_there_and_so_are_letters(run):
    """In the copy that answers; the script itself works in a folder without them."""
    pytest.importorskip("matplotlib", reason="the tour draws a figure: pip install 'grader[plot]'")
    ran = run(DATA)
    assert ran.stderr == ""
    assert ran.stdout.endswith("\n6\n"), ran.stdout
