"""
The terminal session in the README: ``python docs/record.py`` writes docs/session.svg.

The commands are run for real, on a submission that is kept beside this file, and what they print
is drawn as it comes.  So the picture cannot show what the program no longer says; a test compares
the two.
"""

import io
import os
import re
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text

HERE = Path(__file__).resolve().parent
FOLDER, PICTURE = HERE / "session", HERE / "session.svg"
COLUMNS = 112
# The weakest isolation is the one that every machine has, so the picture is the same everywhere.
COMMANDS = (
    "grader check submission.py --only 1b --only 2a --only 3d --isolation limits",
    "grader check submission.py --only 2a --isolation limits --hint 2",
)


def printed(command: str) -> str:
    """What a command prints on a terminal of our width, colours included."""
    words = command.split()[1:]
    wanted = {
        "COLUMNS": str(COLUMNS),
        "FORCE_COLOR": "1",
        "LANGUAGE": "en",
        "TERM": "xterm-256color",
    }
    environment = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    told = subprocess.run(
        [sys.executable, "-m", "grader", *words],
        capture_output=True,
        text=True,
        check=False,  # marks are lost, which is what we want to show
        cwd=FOLDER,
        env={**environment, **wanted},
    )
    if not told.stdout:
        raise RuntimeError(f"{command} printed nothing: {told.stderr}")
    return told.stdout


def picture() -> str:
    """The session as SVG, the same bytes every time."""
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True)
    for number, command in enumerate(COMMANDS):
        console.print(
            Text.assemble("\n" if number else "", ("$ ", "bold green"), (command, "bold"))
        )
        # Without its last newline, which not every rich draws.
        console.print(Text.from_ansi(printed(command).rstrip("\n")))
    drawn = console.export_svg(title="grader check", unique_id="session")
    # Rich names a font on a server, and a picture in a README should ask nobody for anything.
    return re.sub(r"\s*@font-face \{.*?\}", "", drawn, flags=re.DOTALL)


def main() -> None:
    """Write the picture."""
    PICTURE.write_text(picture(), encoding="utf-8")
    print(f"Wrote {PICTURE}.")


if __name__ == "__main__":
    main()
