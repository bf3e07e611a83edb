"""
What a platform starts: puts down a result first, and then has the marks made that replace it.

Whatever ends the rest (a limit of the platform, a crash, a fault of ours), a valid result is there,
and says that nothing was decided rather than that nothing was earned. So this uses the standard
library alone, and is in a package as it stands here.
"""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import venv
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

__all__ = ["FALLBACK", "MADE", "SETTINGS", "last_result", "main", "prepare", "put", "run"]

SETTINGS, FALLBACK = "package.json", "fallback"
OURS = "grader"  # in what we store with a result: it is ours
START = (
    "import sys; sys.path[:0] = [{code!r}, {sheet!r}]; "
    "from grader.integrations.packages.mark import main; sys.exit(main(sys.argv[1:]))"
)
MADE = range(100, 110)  # what ends so has made the marks: the platform's status is this less 100


def main(words: list[str]) -> None:
    """
    Mark what was handed in below a folder; ``--prepare FOLDER`` installs what that takes.

    A second folder is where the sheet and the settings are, where they are not beside this file.
    """
    here = Path(__file__).resolve().parent
    if words[0] == "--prepare":
        print(prepare(here / "wheels", Path(words[1])))
        return
    sys.exit(run(here, Path(words[0]).resolve(), Path(words[-1]) if words[1:] else here))


def run(here: Path, top: Path, own: Path) -> int:
    """
    Put the fallback down and have it replaced; the exit status that the platform wants.

    ``here`` is where the grader is, ``top`` the platform's folder, ``own`` that of the sheet.
    """
    settings = json.loads((own / SETTINGS).read_text(encoding="utf-8"))
    for name in settings["fresh"]:
        _remove(top / name)
    put(top / settings["result"], _carried(own / FALLBACK, top, settings))
    for name, text in settings["besides"].items():
        put(top / name, text)
    with contextlib.suppress(OSError):
        _close([here, own, *(top / each for each in settings["closed"])])
    try:
        status = _mark(here, top, own, settings)
    except Exception as error:  # whatever it was, the result is there
        print(f"The marks could not be made: {error}", file=sys.stderr)
        status = -1
    return status - MADE[0] if status in MADE else int(settings["exit"])


def _mark(here: Path, top: Path, own: Path, settings: dict[str, Any]) -> int:
    """
    Have the marks made while there is time; what of that is left then is ended.

    The status of that, which is none of ``MADE`` where no result was written.
    """
    python = os.environ.get("GRADER_PYTHON") or prepare(here / "wheels", Path(settings["python"]))
    program = START.format(code=str(here / "code"), sheet=str(own / "sheet"))
    process = subprocess.Popen(
        [str(python), "-P", "-c", program, str(own), str(top)],
        start_new_session=True,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        cwd=here,
    )
    try:
        return process.wait(timeout=settings["seconds"])
    except subprocess.TimeoutExpired:
        print("The marks were not made in time.", file=sys.stderr)
        return -1
    finally:
        with contextlib.suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def prepare(wheels: Path, place: Path) -> Path:
    """An interpreter with the wheels in it, made where it is not there yet; nothing is fetched."""
    python, done = place / "bin" / "python", place / "prepared"
    if not done.exists():
        venv.EnvBuilder(with_pip=False, symlinks=True).create(place)
        library = f"python{sys.version_info.major}.{sys.version_info.minor}"
        for wheel in sorted(wheels.glob("*.whl")):
            with zipfile.ZipFile(wheel) as opened:
                opened.extractall(place / "lib" / library / "site-packages")
        done.touch()
    return python


def _carried(fallback: Path, top: Path, settings: dict[str, Any]) -> str:
    """The fallback, with the score of the last result where the platform tells that."""
    text = fallback.read_text(encoding="utf-8")
    if not settings["previous"]:
        return text
    try:
        told = json.loads((top / settings["previous"]).read_text(encoding="utf-8"))
        score, stored = last_result(told)
    except (OSError, ValueError):
        return text
    content = json.loads(text)
    if score is not None:
        content["score"] = score
        content["output"] += f"\n{settings['stands']}"
    if stored:
        content["extra_data"] = stored
    return json.dumps(content, indent=2) + "\n"


def last_result(told: Any) -> tuple[float | None, dict[str, Any]]:
    """
    The last score that somebody gave, and what we stored with the last result.

    Without anything that is stored a 0 counts for nothing: it may be one that nobody gave.
    """
    listed = told.get("previous_submissions") if isinstance(told, dict) else None
    before = [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []
    results = [each["results"] for each in before if isinstance(each.get("results"), dict)]
    stored = results[-1].get("extra_data") if results else None
    if isinstance(stored, dict) and stored.get("made_by") == OURS:
        return _number(stored.get("score")), stored
    scores = [_number(each.get("score")) for each in before if not each.get("autograder_error")]
    given = [score for score in scores if score]
    return (given[-1] if given else None), {}


def _number(value: Any) -> float | None:
    """A finite score; JSON has it as a number, and some exports as text."""
    try:
        found = float(value)
    except (TypeError, ValueError):
        return None
    return found if abs(found) < float("inf") else None


def put(file: Path, text: str) -> None:
    """Write a file whole or not at all; an empty text stands for no file."""
    if not text:
        _remove(file)
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f".{file.name}.part")
    _remove(part)  # it may have been handed in, as a link to another file
    part.write_text(text, encoding="utf-8")
    part.replace(file)


def _remove(place: Path) -> None:
    """Remove what lies where a result will: it was handed in, or is of another run."""
    if place.is_dir() and not place.is_symlink():
        shutil.rmtree(place)
    else:
        place.unlink(missing_ok=True)


def _close(places: Iterable[Path]) -> None:
    """Let the owner alone read what a submission must not: it may run as another user."""
    for place in places:
        if place.exists():
            place.chmod(0o700 if place.is_dir() else 0o600)


if __name__ == "__main__":
    main(sys.argv[1:])
