"""``%load_ext grader``: ``%grade 2b`` checks; ``%%grade 2b`` runs the cell below it before."""

from typing import Any

from grader.selftest.notebook.check import begin, check
from grader.selftest.notebook.result import Checked, Refused

__all__ = ["load"]


def load(shell: Any) -> None:
    """Define the magics in an IPython shell, and start the examiner."""

    def grade(line: str, cell: str | None = None) -> Checked | Refused | None:
        """Check the questions named on the line; the cell below it is run before."""
        if cell is not None and not shell.run_cell(cell).success:
            return None
        return check(*line.replace(",", " ").split())

    shell.register_magic_function(grade, "line_cell")
    begin()
