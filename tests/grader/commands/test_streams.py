"""Every command in every encoding, on full disks and closed pipes: no traceback, no status 1."""

import codecs
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from grader.cli import COMMANDS, main
from grader.commands.streams import typed
from grader.examine.report_json import json_text
from grader.gradebook import ExamResult, open_book
from grader.gradebook.entries import key_of
from grader.model import Outcome
from tests.grader.gradebook.made_up import handin, occasion, report_of

ENCODINGS = [
    "ascii", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252", "cp1250", "cp1251",
    "cp437", "cp850", "cp932", "cp936", "cp949", "latin-1", "iso8859-15", "koi8-r", "mac-roman",
    "gb18030", "shift_jis",
]  # fmt: skip
ROOT = Path(__file__).resolve().parents[3]
WORDS = {
    "audit": ["audit", "--sheet", "日本"],
    "check": ["check", "Пример→日本.py"],
    "completion": ["completion", "bash"],
    "diff": ["diff", "1", "2"],
    "doctor": ["doctor", "--help"],
    "explain": ["explain", "2a"],
    "freeze": ["freeze", "--sheet", "日本→"],
    "grade": ["grade", "Пример→日本.zip"],
    "questions": ["questions"],
    "replay": ["replay", "nobody→日本"],
    "report": ["report"],
    "rubric": ["rubric", "import", "→.csv"],
    "start": ["start", "submission.py"],
    "verify": ["verify", "→日本.py"],
}
ALSO = [
    ["report", "--csv", "-"],
    ["report", "--json", "-"],
    ["report", "--junit", "-"],
    ["questions", "--lang", "de"],
    ["explain", "3f", "--lang", "de"],
    ["--help"],
    ["check", "--hepl"],
]


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A folder with a gradebook of people whose names few encodings have."""
    folder = tmp_path_factory.mktemp("streams")
    with open_book(folder / "gradebook.db", new=True) as book:
        for number in range(2):
            entries = [
                handin("张伟", f"x = {number}"),
                handin("Θεοδώρα →", "y = 1", notes=("späť",)),
            ]
            run = book.begin(occasion(), entries, ["Ж×✓"])
            for key in book.missing(run):
                entry = next(each for each in entries if key_of(each.submission) == key)
                report = report_of(entry.submission, Outcome.WRONG, message="是 3, should be 2 · ½")
                book.store(run, key, ExamResult(json_text(report)))
            book.finish(run)
    return folder


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_command_prints_in_every_encoding(place, monkeypatch, encoding):
    """With the exit status that it has in UTF-8; what a stream has no sign for is typed."""
    assert set(WORDS) == set(COMMANDS)
    monkeypatch.chdir(place)
    for words in [*WORDS.values(), *ALSO, *([command, "--help"] for command in COMMANDS)]:
        (place / "submission.py").unlink(missing_ok=True)
        result = CliRunner(charset=encoding).invoke(main, words)
        assert isinstance(result.exception, (SystemExit, type(None))), (words, result.exception)
        expected = CliRunner().invoke(main, words).exit_code if words[0] == "diff" else None
        assert expected in (None, result.exit_code), words
        assert result.exit_code != 1 or words[0] == "diff", words
        if "-" not in words:
            codecs.decode(result.stdout_bytes, encoding)
        assert result.stdout_bytes or result.stderr_bytes, words


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


@pytest.mark.parametrize("words", [["--help"], ["questions"], ["report"], ["report", "--csv", "-"]])
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is full")
def test_a_full_disk_is_one_sentence_and_status_2(words, place):
    """Status 1 would say that marks were lost."""
    with Path("/dev/full").open("w") as full:
        ended = run(words, place, stdout=full)
    assert ended.stderr.decode() == (
        "Error: the output cannot be written (No space left on device).\n"
    )
    assert ended.returncode == 2


@pytest.mark.parametrize("words", [["questions"], ["report"], ["report", "--csv", "-"]])
def test_whoever_closes_a_pipe_is_told_nothing(words, place):
    """As ``head`` does; and nothing was lost."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        ended = run(words, place, stdout=writing)
    finally:
        os.close(writing)
    assert (ended.returncode, ended.stderr) == (2, b"")


def test_a_students_words_are_printed_whatever_the_pipe_is_like(toy, tmp_path):
    """An exception in Chinese under the code page of Western Europe."""
    (tmp_path / "submission.py").write_text(
        "def double(x):\n    raise RuntimeError('错误 → Θ')\n\ndef average(values):\n    return 0\n"
    )
    words = ["check", "submission.py", "--isolation", "limits", "--budget", "0"]
    for way in ([], ["--plain"], ["--json", "-"]):
        ended = run(
            [*words, *way, "--sheet", str(toy.folder)],
            tmp_path,
            stdout=subprocess.PIPE,
            env={"PYTHONIOENCODING": "cp1252"},
        )
        assert ended.returncode == 1, ended.stderr
        assert b"Traceback" not in ended.stderr
        said = rb"\u9519\u8bef" if way[:1] == ["--json"] else b"?? -> Theta"
        assert said in ended.stdout


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ["freeze", "--out", "own.bin", "--seed-file", "seed"],
            "a corpus that was written is whole",
        ),
        (["check", "submission.py"], "nothing was graded"),
    ],
)
def test_an_interrupted_command_says_what_holds(toy, tmp_path, sent, words, said):
    """One true sentence, and no half of a file."""
    (tmp_path / "seed").write_text("seed")
    (tmp_path / "submission.py").write_text("import time\ntime.sleep(9)\n")
    started = subprocess.Popen(
        [sys.executable, "-m", "grader", *words, "--sheet", str(toy.folder)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    time.sleep(2.0)
    started.send_signal(sent)
    _, told = started.communicate(timeout=60)
    if started.returncode == 130:
        assert told.decode().splitlines()[-1] == f"Interrupted; {said}."
        assert sorted(path.name for path in tmp_path.iterdir()) in (
            ["seed", "submission.py"],
            ["own.bin", "seed", "submission.py"],
        )
    else:
        assert started.returncode == 0, told  # it was done before
