"""What a person types, and what comes back: words, files and exit statuses."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from grader import __version__
from grader.cli import COMMANDS, main
from grader.sandbox.processes import launch
from tests.grader.misbehaviour import AVERAGE, right, submission


@pytest.fixture
def grader(toy, launched, tmp_path, monkeypatch):
    """
    Run the command line in an empty folder, on the toy sheet where a sheet is needed.

    Processes come from the tests' common template; those of ``command`` have one of their own.
    """
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(launch, "launcher", lambda _: contextlib.nullcontext(launched))

    def run(*words):
        needs_sheet = words[0] in {"check", "questions", "start", "freeze"}
        sheet = ["--sheet", str(toy.folder)] if needs_sheet else []
        return CliRunner().invoke(main, [*map(str, words), *sheet])

    return run


@pytest.fixture
def file(tmp_path):
    """Write a submission into the folder."""

    def write(source, name="submission.py"):
        path = tmp_path / name
        path.write_bytes(source if isinstance(source, bytes) else source.encode())
        return path

    return write


def test_all_marks_exit_with_0(grader, file):
    """And the table says so."""
    result = grader("check", file(right()))
    assert result.exit_code == 0
    assert "9 of 9 points" in result.output
    assert result.output.count("all right") == 2


def test_what_a_file_prints_is_shown_unless_it_is_to_be_quiet(grader, file):
    """Below the marks, and never in the JSON, which is the same for the same submission."""
    source = file(f"print('loaded')\n{right()}".replace("return x * 2", "print(x); return x * 2"))
    told, quiet = grader("check", source), grader("check", source, "--quiet")
    assert "Your file printed, while it was loaded:\n    loaded\n" in told.output
    assert "double printed, on " in told.output
    assert quiet.output == told.output.partition("\nYour file printed")[0] + "\n9 of 9 points\n"
    assert "printed" not in grader("check", source, "--json", "-").output


def test_lost_marks_exit_with_1_and_show_the_mistake(grader, file):
    """The law, a call to paste, what came back, what should have."""
    result = grader("check", file(submission("return 3 * x")))
    assert result.exit_code == 1
    assert "Every number is doubled." in result.output
    assert "double(np.array([1.0]))" in result.output
    assert "is 3, should be 2" in result.output
    assert "5 of 9 points" in result.output


def test_the_smallest_call_is_found(grader, file):
    """The mistake is at the third place of five only; the search finds the least of it."""
    body = "if not len(x): raise ValueError\ny = 2 * x\nif len(y) > 2: y[2] = 7\nreturn y"
    result = grader("check", file(submission(body)), "--json", "-")
    verdict = json.loads(result.output)["questions"][0]["verdicts"][0]
    assert verdict["call"] == "double(np.array([0.0, 0.0, 0.0]))"


def test_a_shown_call_can_be_pasted(grader, file):
    """It is Python, with np for NumPy."""
    import numpy as np

    result = grader("check", file(submission("return 3 * x")), "--json", "-")
    verdict = json.loads(result.output)["questions"][0]["verdicts"][0]
    assert eval(verdict["call"], {"np": np, "double": lambda x: x.shape}) == (1,)


def test_feedback_law_keeps_the_answer_back(grader, file):
    """What came back is shown, what should have is not."""
    result = grader("check", file(submission("return 3 * x")), "--feedback", "law")
    assert "should be" not in result.output
    assert "element (0,) is" in result.output


def test_what_cannot_be_graded_exits_with_2(grader, tmp_path):
    """One sentence, with something to do, and no traceback."""
    result = grader("check", tmp_path / "nowhere.py")
    assert result.exit_code == 2
    assert "does not exist" in result.stderr
    assert "Traceback" not in result.output + result.stderr


def test_an_unknown_question_is_told_what_there_is(grader, file):
    """With the ids to choose from."""
    result = grader("check", file(right()), "--only", "7z")
    assert result.exit_code == 2
    assert "Choose from: a, b." in result.stderr


def test_only_looks_at_one_question(grader, file):
    """And marks are out of its points."""
    result = grader("check", file(AVERAGE), "--only", "b")
    assert result.exit_code == 0
    assert "5 of 5 points" in result.output


def test_json_has_the_promised_form(grader, file):
    """Programs rely on it."""
    report = json.loads(grader("check", file(submission("return x")), "--json", "-").output)
    assert list(report) == [
        "format", "sheet", "corpus", "submission", "earned", "open", "possible", "isolation",
        "hint", "environment", "loading", "remarks", "warnings", "written", "questions",
    ]  # fmt: skip
    assert report["format"] == 1
    assert set(report["submission"]) == {"name", "sha256"}
    verdict = report["questions"][0]["verdicts"][0]
    assert {"property", "function", "points", "outcome", "law", "call", "returned", "expected",
            "message", "calls"} <= set(verdict)  # fmt: skip
    assert (report["earned"], report["open"], report["possible"]) == (5, 0, 9)


def test_json_goes_to_a_file_beside_the_table(grader, file, tmp_path):
    """Both are wanted by some."""
    result = grader("check", file(right()), "--json", tmp_path / "report.json")
    assert json.loads((tmp_path / "report.json").read_text())["earned"] == 9
    assert "9 of 9 points" in result.output


def test_json_that_cannot_be_written_is_an_error(grader, file, tmp_path):
    """Rather than a traceback."""
    result = grader("check", file(right()), "--json", tmp_path / "no" / "report.json")
    assert result.exit_code == 2
    assert "cannot write" in result.stderr


@pytest.mark.parametrize("body", ["return 3 * x", "return x.nothing", "return {1}", "pass"])
def test_the_same_submission_gives_the_same_bytes(grader, file, tmp_path, body):
    """Twice, and in another folder."""
    (tmp_path / "elsewhere").mkdir()
    here, there = file(submission(body)), file(submission(body), "elsewhere/submission.py")
    first, second, third = (grader("check", f, "--json", "-").output for f in (here, here, there))
    assert first == second == third


def test_start_writes_a_starter_that_earns_nothing(grader, tmp_path):
    """And says what is missing in words."""
    assert grader("start").exit_code == 0
    result = grader("check", tmp_path / "submission.py")
    assert result.exit_code == 1
    assert "0 of 9 points" in result.output
    assert result.output.count("not implemented yet") == 2
    assert "Still to write: double, average" in result.output
    assert "NotImplementedError" not in result.output


def test_start_never_overwrites(grader, file):
    """A student's work is worth more than ours."""
    path = file("# mine")
    result = grader("start")
    assert result.exit_code == 2
    assert "is there already" in result.stderr
    assert path.read_text() == "# mine"


def test_start_makes_the_folder(grader, tmp_path):
    """Named on the command line."""
    assert grader("start", "week3").exit_code == 0
    assert (tmp_path / "week3" / "submission.py").is_file()


@pytest.mark.parametrize(
    ("words", "name", "beginning"),
    [
        (["sub/new.py"], "sub/new.py", '"""'),
        (["new.ipynb"], "new.ipynb", "{"),
        (["sub/new.ipynb", "--notebook"], "sub/new.ipynb", "{"),
        (["week.3"], "week.3/submission.py", '"""'),
    ],
)
def test_start_writes_the_very_file_that_is_named(grader, tmp_path, words, name, beginning):
    """Rather than a folder of that name; what ends otherwise is a folder."""
    result = grader("start", *words)
    assert result.exit_code == 0, result.stderr
    assert (tmp_path / name).read_text().startswith(beginning)
    assert f"Wrote {name}." in result.output


def test_start_into_a_folder_that_is_called_like_a_file(grader, tmp_path):
    """It is there, so it is meant."""
    (tmp_path / "odd.py").mkdir()
    assert grader("start", "odd.py").exit_code == 0
    assert (tmp_path / "odd.py" / "submission.py").is_file()


def test_start_makes_no_notebook_that_is_called_python(grader, tmp_path):
    """Nothing could open it."""
    result = grader("start", "new.py", "--notebook")
    assert result.exit_code == 2
    assert "new.py is no name for a notebook. Name it new.ipynb." in result.stderr
    assert not (tmp_path / "new.py").exists()


def test_start_never_overwrites_the_file_that_is_named(grader, file):
    """As it does not in a folder."""
    path = file("# mine", "mine.py")
    assert grader("start", "mine.py").exit_code == 2
    assert path.read_text() == "# mine"


def test_questions_prints_texts_functions_and_points(grader):
    """All of them, or one."""
    result = grader("questions")
    assert "a Doubling · 4 points" in result.output
    assert "Functions: average" in result.output
    assert "Doubling" not in grader("questions", "--only", "b").output


def test_freeze_refuses_to_replace_the_public_corpus_by_a_private_one(grader, file):
    """The private one would be shipped to students."""
    result = grader("freeze", "--seed-file", file("secret", "seed"))
    assert result.exit_code == 2
    assert "--out" in result.stderr


def test_a_private_corpus_differs_and_repeats(grader, file, tmp_path):
    """The same seed, the same bytes."""
    for name in ("one", "two"):
        result = grader("freeze", "--seed-file", file("secret", "seed"), "--out", tmp_path / name)
        assert result.exit_code == 0, result.output
    public = grader("freeze", "--out", tmp_path / "public")
    assert public.exit_code == 0
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert (tmp_path / "one").read_bytes() != (tmp_path / "public").read_bytes()
    assert b"secret" not in (tmp_path / "one").read_bytes()


def test_an_outdated_corpus_is_refused(grader, file, toy):
    """Marks on another sheet's examples would be worth nothing."""
    module = toy.folder / "averaging.py"
    text = module.read_text()
    try:
        module.write_text(text + "\n# changed\n")
        result = grader("check", file(right()))
    finally:
        module.write_text(text)
    assert result.exit_code == 2
    assert "grader freeze" in result.stderr


def test_a_slip_in_a_command_is_met_with_what_was_meant(grader):
    """Rather than with a list to search."""
    result = grader("chekc")
    assert result.exit_code == 2
    assert "Did you mean 'check'?" in result.stderr


def test_hints_are_shown_as_far_as_asked_for(grader, file):
    """On the screen and as JSON."""
    wrong = file(submission("return 3 * x"))
    first = grader("check", wrong, "--hint", "1").output
    assert "Every number is doubled." in first
    assert "np.array" not in first
    assert "--hint 2 tells where" in first
    assert "goes wrong" in grader("check", wrong, "--hint", "2").output
    verdict = json.loads(grader("check", wrong, "--hint", "1", "--json", "-").output)
    verdict = verdict["questions"][0]["verdicts"][0]
    assert [verdict[field] for field in ("call", "returned", "expected", "message")] == [""] * 4


def test_a_sheets_cap_holds_whatever_is_asked_for(grader, file, toy_with):
    """Without the option, and with the largest."""
    toy_with("HINTS = 1")
    wrong = file(submission("return 3 * x"))
    for words in ([], ["--hint", "3"], ["--feedback", "full"], ["--json", "-"]):
        output = grader("check", wrong, *words).output
        assert "np.array" not in output
        assert "should be" not in output
    assert "no further hints" in grader("check", wrong).output


def test_german_is_shown_and_json_stays_english(grader, file, monkeypatch):
    """By the option, and by the environment."""
    wrong = file(submission("return 3 * x"))
    assert "Aufgabe" in grader("check", wrong, "--lang", "de").output
    assert "richtig wäre" in grader("check", wrong, "--lang", "de", "--plain").output
    monkeypatch.setenv("LANGUAGE", "de")
    assert "5 von 9 Punkten" in grader("check", wrong).output
    assert "should be" in grader("check", wrong, "--json", "-").output


def test_version_and_help(grader):
    """With examples."""
    assert __version__ in grader("--version").output
    assert "grader check submission.py" in grader("--help").output


def test_help_lists_each_command_once_in_a_whole_line():
    """Students find theirs apart from those of teachers; nothing is cut, nothing wraps."""
    lines = CliRunner().invoke(main, ["--help"], terminal_width=80).output.splitlines()
    students, teachers = lines.index("For students:"), lines.index("For teachers:")
    assert students < teachers
    assert not any("..." in line for line in lines[students:])
    listed = [
        line.split()[0] for line in lines[students:] if line.startswith("  ") and line.endswith(".")
    ]
    assert sorted(listed) == sorted(COMMANDS)


def test_json_means_the_same_in_every_command():
    """It names a file, or '-'."""
    for path, command in _commands("grader", main):
        for option in command.params:
            if {"--json", "--markdown"} & set(option.opts) and path != "grader report":
                assert option.metavar == "FILE|-", path
                assert not option.is_flag, path


@pytest.mark.parametrize("form", ["--json", "--markdown"])
def test_questions_are_written_for_programs_and_for_pages(grader, tmp_path, form):
    """The same to a file and to the screen."""
    printed = grader("questions", "--only", "a", form, "-").output
    shown = grader("questions", "--only", "a", form, tmp_path / "file").output
    assert (tmp_path / "file").read_text() == printed
    assert "Doubling" in shown
    if form == "--json":
        (question,) = json.loads(printed)["questions"]
        assert (question["id"], question["points"]) == ("a", 4)
        assert question["laws"][0]["law"] == "Every number is doubled."
    else:
        assert "\n## a Doubling" in printed


def test_every_option_says_what_it_is_for_and_not_just_what_its_default_is():
    """A reader of ``--help`` has not read the manual."""
    for path, command in _commands("grader", main):
        for option in command.params:
            if isinstance(option, click.Option):
                assert option.help, f"{path} {option.name}"
                assert not option.help.startswith("Default"), f"{path} {option.name}"


def _commands(path, command):
    """A command and those below it, with the words that call them."""
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            yield from _commands(f"{path} {name}", command.get_command(context, name))


def test_help_does_not_wait_for_numpy():
    """Nor for anything else that takes a tenth of a second to import."""
    program = (
        "import sys\nfrom grader.cli import main\n"
        "main(['--help'], 'grader', standalone_mode=False)\n"
        "print({'numpy', 'sympy', 'hypothesis', 'rich', 'jinja2', 'nbformat'} & set(sys.modules))"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert "Usage: grader" in told.stdout
    assert told.stdout.endswith("set()\n"), told.stdout + told.stderr


def command(*words, **kwargs):
    """The command line as a process of its own, as a student runs it."""
    return subprocess.run(
        [sys.executable, "-m", "grader", *words], capture_output=True, text=True, **kwargs
    )


def test_output_on_a_pipe_is_plain(file, toy):
    """No escape codes, and no spinner."""
    result = command("check", file(submission("return x")), "--sheet", toy.folder)
    assert result.returncode == 1
    assert "\x1b" not in result.stdout + result.stderr
    assert result.stderr == ""


def test_an_interrupted_check_leaves_no_process_and_no_traceback(file, toy, tmp_path):
    """Ctrl-C while a submission hangs."""
    begun = tmp_path / "begun"
    body = f"import os\nif not os.path.exists({str(begun)!r}): os.mkdir({str(begun)!r})\n"
    hangs = str(file(submission(f"{body}while True: pass")))
    words = ["check", hangs, "--isolation", "limits", "--sheet", str(toy.folder)]
    process = subprocess.Popen(
        [sys.executable, "-m", "grader", *words],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    while process.poll() is None and not begun.exists():
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert errors.splitlines()[-1:] == ["Interrupted; nothing was graded."]
    assert "Traceback" not in errors
    assert not _descendants(process.pid)


INTERRUPTED_EARLY = """
import os, runpy, signal, sys

class Interrupts:
    def find_spec(self, name, *_):
        if name == {module!r}:
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Interrupts())
runpy.run_module("grader", run_name="__main__")
"""


@pytest.mark.parametrize("module", ["click", "grader.commands.check", "numpy"])
def test_ctrl_c_is_answered_however_early_it_comes(module, file, toy):
    """While the command line, a command or what it needs is imported."""
    code = INTERRUPTED_EARLY.format(module=module)
    words = [sys.executable, "-c", code, "check", str(file(right())), "--sheet", str(toy.folder)]
    ended = subprocess.run(words, capture_output=True, text=True, timeout=120)
    assert ended.returncode == 130
    assert ended.stdout == ""
    assert ended.stderr.splitlines() in (["Interrupted."], ["Interrupted; nothing was graded."])


def _descendants(number):
    """Processes that this one started, or that are in its session."""
    rows = subprocess.run(["ps", "-eo", "pid,ppid,sid"], capture_output=True, text=True).stdout
    named = [list(map(int, row.split())) for row in rows.splitlines()[1:]]
    return [pid for pid, *others in named if pid != number and number in others]


def test_a_named_pipe_is_refused_at_once(tmp_path, toy):
    """Opening it would wait for ever."""
    os.mkfifo(tmp_path / "pipe.py")
    result = command("check", tmp_path / "pipe.py", "--sheet", toy.folder, timeout=30)
    assert result.returncode == 2
    assert "pipe" in result.stderr


def test_the_whole_sheet(tmp_path):
    """The registered sheet: a right submission gets 100, the starter 0."""
    submissions = Path(__file__).resolve().parents[1] / "submissions"
    for name in ("right.py", "right_other_style.py"):
        result = command("check", submissions / name)
        assert (result.returncode, "100 of 100 points" in result.stdout) == (0, True), result.stdout
    assert command("start", tmp_path).returncode == 0
    starter = command("check", tmp_path / "submission.py")
    assert (starter.returncode, "0 of 100 points" in starter.stdout) == (1, True)
