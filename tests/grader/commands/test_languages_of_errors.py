"""Errors about what came from outside, told in the language that was asked for."""

import zipfile

import pytest
from click.testing import CliRunner

from grader.cli import main
from tests.grader.commands.conftest import QUICK

WRITTEN = {
    "utf16.py": "x = 1".encode("utf-16"),
    "null.py": b"x\0",
    "merged.ipynb": b"<<<<<<< HEAD\n{}\n",
    "old.ipynb": b'{"nbformat": 2}',
    "empty.ipynb": b"",
    "broken.zip": b"PK\x03\x04nothing",
    "roster.csv": b"colour,size\nred,3\n",
    "gradebook.csv": b"Student,ID\nA,1\n",
    "worksheet.csv": b"Name,Grade\nA,1\n",
    "scaled.csv": b"Identifier,Grade,Maximum grade\nParticipant 1,,100 pts\n",
}
GERMAN = [
    (["check", "utf16.py"], "ist Text in UTF-16. Speichere sie als UTF-8."),
    (["check", "null.py"], "sie enthält Nullbytes. Nenne eine Python-Datei."),
    (["check", "nowhere.py"], "gibt es nicht. Prüfe den Namen"),
    (["check", "merged.ipynb"], "enthält Konfliktmarken von git (<<<<<<<, >>>>>>>). Wähle"),
    (["check", "old.ipynb"], "ist ein Notebook vom Format 2; gelesen werden 3 und 4. Öffne"),
    (["check", "empty.ipynb"], "ist leer. Speichere das Notebook"),
    (["grade", "nowhere"], "nowhere gibt es nicht. Nenne einen Ordner mit Abgaben"),
    (["grade", "broken.zip"], "kann nicht als zip gelesen werden"),
    (["grade", "class", "--roster", "roster.csv"], "hat keine Spalte, die sagt, wer wer ist"),
    (["report", "--canvas", "gradebook.csv"], "0 Aufgaben des Notenbuchs heißen wie"),
    (["report", "--moodle", "worksheet.csv"], "ist keine Bewertungstabelle von Moodle"),
    (["report", "--moodle", "scaled.csv"], "Zeile 2, Spalte 'Maximum grade': '100 pts' ist keine"),
]


@pytest.fixture(scope="module")
def outside(workplace):
    """The workplace with files that cannot be used."""
    for name, content in WRITTEN.items():
        (workplace / name).write_bytes(content)
    with zipfile.ZipFile(workplace / "nothing.zip", "w"):
        pass
    yield workplace
    for name in [*WRITTEN, "nothing.zip"]:
        (workplace / name).unlink()


@pytest.mark.parametrize(("words", "said"), GERMAN, ids=lambda part: " ".join(part)[:40])
def test_an_error_is_german_from_its_first_word_to_its_last(outside, monkeypatch, words, said):
    """What was found, and what to do; and English without ``--lang``."""
    monkeypatch.chdir(outside)
    more = QUICK if words[0] in ("check", "grade") else []
    german = CliRunner().invoke(main, [*words, *more, "--lang", "de"])
    english = CliRunner().invoke(main, [*words, *more])
    assert (german.exit_code, english.exit_code) == (2, 2), german.output
    assert german.stderr.startswith("Fehler: ")
    assert said in german.stderr
    assert english.stderr.startswith("Error: ")
    sentences = english.stderr.removeprefix("Error: ").split(". ")
    assert not [each for each in sentences if len(each) > 20 and each in german.stderr]
