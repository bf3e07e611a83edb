"""Every command in every encoding, on full disks and closed pipes: no traceback, no status 1."""

import codecs
import io
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from grader.cli import COMMANDS, main
from grader.commands.streams import typed
from tests.grader.commands.conftest import GRADE, NAME, QUICK

USUAL = ["ascii", "utf-16", "cp1252"]
RARE = ["utf-8", "cp437", "gb18030", "utf-32", "cp932", "koi8-r"]  # one of each kind
RAREST = [
    "utf-8-sig", "latin-1", "utf-16-le", "cp1250", "cp1251", "cp850", "cp936", "cp949",
    "iso8859-15", "mac-roman", "shift_jis",
]  # fmt: skip
ENCODINGS = [
    *USUAL,
    *(pytest.param(name, marks=pytest.mark.slow) for name in RARE),
    *(pytest.param(name, marks=pytest.mark.sweep) for name in RAREST),
]
# What each command is told to do on the sheet and the class of these tests; what it then says.
WORK = [
    (["audit", NAME, "--jobs", "1"], 0, "The sheet holds."),
    (["check", "submission.py", *QUICK], 1, "0 of 9 points"),
    (["check", "submission.py", *QUICK, "--plain"], 1, "Function average: wrong"),
    (["check", "submission.py", *QUICK, "--json", "-"], 1, '"earned": 0'),
    (["completion", "bash"], 0, "_GRADER_COMPLETE"),
    (["diff", "1", "2"], 1, "1 of 2 changed."),
    (["diff", "1", "2", "--json", "-"], 1, '"before"'),
    (["doctor", "--isolation", "limits"], 0, "Protects against accidents"),
    (["doctor", "--isolation", "limits", "--json", "-"], 0, '"holds": true'),
    (["explain", "a", "--sheet", NAME], 0, "Every number is doubled."),
    (["explain", "b", "--sheet", NAME, "--lang", "de"], 0, "grader check"),
    (["freeze", "--answers-only", "--sheet", NAME], 0, "Kept "),
    (GRADE, 0, "1 with a problem"),
    (["questions", "--sheet", NAME], 0, "You may import numpy"),
    (["questions", "--sheet", NAME, "--json", "-"], 0, '"double"'),
    (["questions", "--sheet", NAME, "--markdown", "-"], 0, "Averaging"),
    (["replay", "Θεοδώρα →", "--sheet", NAME], 0, "the same, byte for byte"),
    (["replay", "Θεοδώρα →", "--sheet", NAME, "--json", "-"], 0, '"same": true'),
    (["report"], 0, "points: mean"),
    (["report", "--csv", "-"], 0, "张伟"),
    (["report", "--json", "-"], 0, '"submissions"'),
    (["report", "--junit", "-"], 0, "<testsuite"),
    (["report", "--rubric-csv", "-"], 0, "folder,id,name"),
    (["rubric", "import", "more.csv"], 0, "Took 2 marks for 2 students"),
    (["rubric", "import", "less.csv"], 0, "Took 2 marks for 2 students"),
    (["start", "new.py", "--sheet", NAME], 0, "grader check new.py"),
    (["verify", NAME], 1, "the mean of 1 and 3"),
    (["verify", NAME, "--json", "-"], 1, '"mean"'),
    (["verify", NAME, "--markdown", "-"], 1, "the mean of 1 and 3"),
    (["--help"], 0, "Grade numerical coursework."),
    (["check", "--hepl"], 2, "--help"),
    (["check", "Пример→日本.py"], 2, "Error: "),
    *([[command, "--help"], 0, "Usage: "] for command in COMMANDS),
]
WHERE = {"--csv": b"folder", "--json": b"{", "--junit": b"<", "--rubric-csv": b"folder"}
ROOT = Path(__file__).resolve().parents[3]
ONLY_LINUX = pytest.mark.skipif(
    not Path("/dev/full").exists(), reason="only Linux has a disk that is full"
)


@pytest.fixture
def place(workplace, warm, monkeypatch):
    """The folder where the commands work; a run begins there as the first did."""
    monkeypatch.chdir(workplace)
    return workplace


def work(place):
    """Each of the commands; whatever the one before left behind is gone."""
    for words, status, said in WORK:
        (place / "new.py").unlink(missing_ok=True)
        yield words, status, said


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_command_prints_in_every_encoding(place, encoding):
    """With the exit status that it has in UTF-8; what a stream has no sign for is typed."""
    assert {words[0] for words, *_ in WORK} >= set(COMMANDS)
    newcomer = place / "class" / f"{encoding} ½"
    newcomer.mkdir()
    (newcomer / "submission.py").write_text(f"# {encoding}\ndef double(x: return x\n")
    for words, status, said in work(place):
        result = CliRunner(charset=encoding).invoke(main, words)
        assert isinstance(result.exception, (SystemExit, type(None))), (words, result.exception)
        assert result.exit_code == status, (words, result.output)
        told = _decoded(words, result.stdout_bytes, encoding)
        told += codecs.decode(result.stderr_bytes, encoding)
        assert said in " ".join(told.split()), words
    shutil.rmtree(newcomer)


def _decoded(words, printed, encoding):
    """What was printed; a class's tables are UTF-8 everywhere, behind what click writes to try."""
    if words[0] == "report" and "-" in words:
        return codecs.decode(printed[printed.index(WHERE[words[1]]) :], "utf-8")
    return codecs.decode(printed, encoding)


def _full():
    return os.open("/dev/full", os.O_WRONLY)


def _closed_pipe():
    reading, writing = os.pipe()
    os.close(reading)
    return writing


def ended(words, monkeypatch, *, out):
    """The exit status of a command that prints into ``out``, and what it says to that."""
    with monkeypatch.context() as patch:
        told = io.TextIOWrapper(io.BytesIO(), "utf-8")
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", told)
        with pytest.raises(SystemExit) as raised:
            main(words)
        told.flush()
    return raised.value.code, told.buffer.getvalue().decode()


@pytest.mark.parametrize(
    ("opened", "reason"),
    [
        pytest.param(_full, "No space left on device", marks=ONLY_LINUX, id="full"),
        pytest.param(_closed_pipe, "", id="closed pipe"),
        pytest.param(None, "standard output is closed", id="closed"),
    ],
)
def test_every_command_whose_output_goes_nowhere_ends_with_status_2(
    place, monkeypatch, opened, reason
):
    """One sentence, for status 1 would say that marks were lost; none where a pipe is closed."""
    for words, status, _ in work(place):
        if status == 2 or "--lang" in words:
            continue  # it prints nothing but errors; the German one has a test of its own
        stream = io.TextIOWrapper(io.FileIO(opened(), "w"), "utf-8") if opened else None
        code, told = ended(words, monkeypatch, out=stream)
        sentences = [line for line in told.splitlines() if line.startswith("Error")]
        expected = [f"Error: the output cannot be written ({reason})."] if reason else []
        assert (code, sentences) == (2, expected), words
        assert "Traceback" not in told
        if stream is not None:
            stream.close()


@pytest.mark.parametrize(
    ("sign", "said"),
    [
        ("→", "->"), ("×", "x"), ("Θ", "Theta"), ("θ", "theta"), ("·", "*"), ("…", "..."),
        ("é", "e"), ("ß", "ss"), ("½", "1/2"), ("²", "^2"), ("张", "?"), ("\U0001f600", "?"),
        ("\u0301", ""), ("\ud83d", "?"), ("ﬁ", "fi"),
    ],
)  # fmt: skip
def test_a_sign_is_what_a_person_would_type(sign, said):
    """In ASCII, which every stream has."""
    assert typed(sign) == said
    assert typed(sign).isascii()


def run(words, place, **settings):
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **settings.pop("env", {})}
    return subprocess.run(
        [sys.executable, "-m", "grader", *words],
        cwd=place,
        env=environment,
        stderr=subprocess.PIPE,
        **settings,
    )


@pytest.mark.parametrize(
    ("redirected", "reason"),
    [
        pytest.param("> /dev/full", "No space left on device", marks=ONLY_LINUX),
        (">&-", "standard output is closed"),
    ],
)
def test_a_process_without_output_says_one_sentence(workplace, redirected, reason):
    """As a shell starts it; what is closed there is closed before Python is."""
    shell = f'"{sys.executable}" -m grader report {redirected}'
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    ended = subprocess.run(
        shell, shell=True, cwd=workplace, env=environment, capture_output=True, text=True
    )
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == f"Error: the output cannot be written ({reason}).\n"


def test_no_file_takes_the_place_of_a_closed_stream(workplace):
    """A gradebook under the number of standard output would get what a library prints."""
    shell = f'"{sys.executable}" -m grader report --csv again.csv <&- >&- 2>&-'
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run(shell, shell=True, cwd=workplace, env=environment)
    assert (workplace / "again.csv").read_text("utf-8-sig").startswith("folder,")


def test_an_error_is_told_in_the_language_that_was_asked_for(place, monkeypatch):
    """Also what is told after the command has ended."""
    words = ["questions", "--sheet", NAME, "--lang", "de"]
    code, told = ended(words, monkeypatch, out=None)
    assert code == 2
    assert told == (
        "Fehler: Die Ausgabe kann nicht geschrieben werden (die Standardausgabe ist geschlossen).\n"
    )
