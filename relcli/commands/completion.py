"""`relcli completion`: the script that makes a shell complete what is typed."""

from pathlib import Path
from typing import Annotated

from typer import Argument

from relcli.cli.declaring import command
from relcli.completing.shells import SHELLS
from relcli.environment import Environment
from relcli.errors import ExitCode, UsageError, nearest

SCRIPTS = Path(__file__).parent.parent / "completing" / "scripts"

Shell = Annotated[str, Argument(metavar="SHELL", help="bash, zsh or fish.", show_default=False)]


def completion(environment: Environment, shell: Shell) -> ExitCode:
    """Print what makes a shell complete commands, options and values: countries, sectors, columns, saved views,
    numbers of events.

    \b
    Once and for all, for
      bash, in ~/.bashrc:  eval "$(relcli completion bash)"
      zsh, in ~/.zshrc:    eval "$(relcli completion zsh)"   # behind compinit
      fish:  relcli completion fish > ~/.config/fish/completions/relcli.fish
    """
    if shell not in SHELLS:
        raise UsageError(f"no completion for '{shell}'", hint=nearest(shell, SHELLS, "there is one for"))
    environment.stdout.write((SCRIPTS / f"relcli.{shell}").read_text(encoding="utf-8"))
    return ExitCode.DONE


COMMAND = command(
    examples="""
    eval "$(relcli completion bash)"
    relcli completion zsh > _relcli
    """
)(completion)
