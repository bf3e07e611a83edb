"""How a package is laid out: which file lies where in what is uploaded to each platform."""

from collections.abc import Callable

from grader.integrations.packages.build import Contents, Files, template, zipped

__all__ = ["packed"]


def packed(made: Contents) -> bytes:
    """The file that a teacher uploads."""
    files = LAYOUTS[made.wish.platform](made)
    return zipped(files, lambda name: files[name].startswith(b"#!"))


def gradescope(made: Contents) -> Files:
    """Two programs at the root, and beside them what they take."""
    programs = ("setup.sh", "run_autograder")
    return made.files | {name: template(f"{name}.j2", python=made.wish.python) for name in programs}


LAYOUTS: dict[str, Callable[[Contents], Files]] = {"gradescope": gradescope}
