"""What the commands say of themselves, and how soon."""

import subprocess
import sys

import click
from click.testing import CliRunner

from grader import __version__
from grader.cli import COMMANDS, main


def test_a_slip_in_a_command_is_met_with_what_was_meant(grader):
    """Rather than with a list to search."""
    result = grader("chekc")
    assert result.exit_code == 2
    assert "Did you mean 'check'?" in result.stderr


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


def test_help_is_laid_out_as_it_was_written(grader):
    """Lines that are to be typed stand by themselves, and no summary is cut."""
    for shell in ("bash", "zsh", "fish"):
        assert f"\n  {shell}:" in grader("completion", "--help").output
    for path, command in _commands("grader", main):
        told = CliRunner().invoke(main, [*path.split()[1:], "--help"], terminal_width=80).output
        assert "\\b" not in told, path
        if isinstance(command, click.Group):
            assert "..." not in told.partition("\nCommands:")[2], path


def test_json_means_the_same_in_every_command():
    """It names a file, or '-'."""
    for path, command in _commands("grader", main):
        for option in command.params:
            if {"--json", "--markdown"} & set(option.opts):
                is_class = (path, option.name) == ("grader report", "markdown")  # a page for each
                assert option.metavar == ("FILE|DIR|-" if is_class else "FILE|-"), path
                assert not option.is_flag, path


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
