"""``grader completion``: the shell finishes commands, options, questions and files."""

import click
from click.shell_completion import BashComplete, get_completion_class

__all__ = ["completion"]

# Click's own script sets a space behind a folder too, where one wants to go on into it.
NO_SPACE = """\
    if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == */ ]]; then
        compopt -o nospace
    fi

    return 0
"""


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """
    Print what makes SHELL complete grader's commands.

    \b
    bash:  echo 'eval "$(grader completion bash)"' >> ~/.bashrc
    zsh:   echo 'eval "$(grader completion zsh)"' >> ~/.zshrc
    fish:  grader completion fish > ~/.config/fish/completions/grader.fish
    """  # noqa: D301
    script = get_completion_class(shell)
    if script is None:  # click knows all that may be chosen
        raise click.UsageError(f"there is no completion for {shell}.")
    source = script(ctx.find_root().command, {}, "grader", "_GRADER_COMPLETE").source()
    if issubclass(script, BashComplete):
        source = source.replace("    return 0\n", NO_SPACE, 1)
    click.echo(source)
