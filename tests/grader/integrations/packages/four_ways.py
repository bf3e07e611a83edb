"""The canonical reports on a class, by each of the four ways in which they are made."""

import json
import subprocess
import sys
from pathlib import Path

from grader import Grader
from grader.examine.packing.build import build_pack
from grader.examine.report_json import json_text
from grader.gradebook import FILE_NAME, open_book
from grader.sheets.private_corpus import named_examples

__all__ = ["by_grade", "by_package", "by_program", "packed"]

MINUTES = 60
# What the package's own programs start, for one submission after the other.
PROGRAM = """
import json, shutil, sys
from pathlib import Path
source, top, handed = map(Path, sys.argv[1:])
sys.path[:0] = [str(source / "code"), str(source / "sheet")]
from grader.examine.report_json import json_text
from grader.integrations.packages.mark import marked
import grader
assert Path(grader.__file__).is_relative_to(source)
settings = json.loads((source / "package.json").read_text())
(top / "submission").mkdir()
for file in sorted(handed.iterdir()):
    shutil.copy(file, top / "submission" / "submission.py")
    found = marked(source, top, settings)
    assert not found.problem and not found.failure, (found.problem, found.failure)
    print(json.dumps([file.name, json_text(found.official)]), flush=True)
"""


def by_program(sheet, corpus, handed, tier):
    """By ``Grader.score_all``; on a pack, which has a corpus of its own, without one."""
    with Grader(sheet, corpus=corpus, isolation=tier, jobs=2, budget=0) as grader:
        return dict(zip(handed, (s.report for s in grader.score_all(handed.values())), strict=True))


def by_grade(sheet, corpus, handed, tier, place):
    """By ``grader grade``, out of its gradebook."""
    for name, source in handed.items():
        (place / "class" / name).mkdir(parents=True)
        (place / "class" / name / "submission.py").write_bytes(source)
    options = ["--out", place / "grades", "--corpus", corpus, "--sheet", sheet.asked]
    options += ["--isolation", tier, "--budget", "0", "--jobs", "2"]
    _run([sys.executable, "-m", "grader", "grade", place / "class", *options])
    with open_book(place / "grades" / FILE_NAME) as book:
        rows = book.results().rows
        assert not (unmarked := {row.folder: row.problem for row in rows if not row.result}), (
            unmarked
        )
        return {row.folder: json_text(book.report(row.result)) for row in rows}


def by_package(source, handed, place):
    """By the unpacked package's own code, in Gradescope's layout."""
    for folder in ("top", "handed"):
        (place / folder).mkdir()
    for name, text in handed.items():
        (place / "handed" / name).write_bytes(text)
    said = _run([sys.executable, "-P", "-c", PROGRAM, source, place / "top", place / "handed"])
    return dict(json.loads(line) for line in said.splitlines())


def packed(sheet, corpus, place):
    """The file of a pack with this corpus."""
    file = place / f"{sheet.name}-private.zip"
    file.write_bytes(build_pack(sheet, named_examples(Path(corpus), sheet)).content)
    return file


def _run(words):
    done = subprocess.run(
        [*map(str, words)], capture_output=True, text=True, timeout=MINUTES * 60, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
