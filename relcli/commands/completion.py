"""`relcli completion`: the script that makes a shell complete what is typed."""

from pathlib import Path
from typing import Annotated

from typer import Argument

from relcli.cli.declaration import command
from relcli.completing.shells import SHELLS
from relcli.environment import Environment
from relcli.errors import ExitCode, UsageError, nearest

SCRIPTS = Path(__file__).parent.parent / "completing" / "scripts"

Shell = Annotated[str, Argument(metavar="SHELL", help="bash, zsh or fish.", show_default=False)]


def completion(environment: Environment, shell: Shell) -> ExitCode:
    """Print the shell completion script: it completes commands, options and values such as countries, columns and
    views.

    For bash, put the first example into ~/.bashrc. For zsh, put eval "$(relcli completion zsh)" into ~/.zshrc after
    compinit, or save the script as _relcli in a folder of fpath. Fish needs the last example once.
    """
    if shell not in SHELLS:
        raise UsageError(f"no completion for '{shell}'", hint=nearest(shell, SHELLS, "there is one for"))
    environment.stdout.write((SCRIPTS / f"relcli.{shell}").read_text(encoding="utf-8"))
    return ExitCode.DONE


COMMAND = command(
    examples="""
    eval "$(relcli completion bash)"
    relcli completion zsh > _relcli
    relcli completion fish > ~/.config/fish/completions/relcli.fish
    """
)(completion)
