"""Finds the command that was called, imports its module alone, and has Typer parse the rest of the line.

Typer's own `main` is not used: it decides about broken pipes, interrupts and exit codes by itself, which is
the job of `relcli.__main__`, once, for all commands.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from relcli.commands import COMMANDS, SUBCOMMANDS, USUAL_MEMBERS, family_overview, overview
from relcli.errors import ExitCode, UsageError, nearest

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from typer._click.exceptions import ClickException

    from relcli.environment import Environment


COMPLETE = "__complete"
"""What the scripts of `relcli completion` call: shell, then the words typed so far. Typer is not needed for it."""
HELP = frozenset({"--help", "-h", "help"})


def run(arguments: Sequence[str], environment: Environment) -> int:
    """Run one command line; return its exit code, raise RelcliError for what the user can mend."""
    name, *rest = arguments or ["--help"]
    if name == COMPLETE:
        from relcli.completing import complete

        return complete(rest, environment)
    if name in HELP:
        if not rest:
            environment.stdout.write(overview())
            return ExitCode.DONE
        name, *rest = [*rest, "--help"]
    if name not in COMMANDS:
        raise _unknown_command(name, COMMANDS)
    if name not in SUBCOMMANDS:
        return _invoke([name], rest, environment)
    usual = USUAL_MEMBERS.get(name, "")
    if usual and (not rest or (rest[0].startswith("-") and rest[0] not in HELP)):
        rest = [usual, *rest]
    member, *rest = rest or ["--help"]
    if member in HELP and not (member == "help" and rest):
        environment.stdout.write(family_overview(name))
        return ExitCode.DONE
    if member == "help":
        member, rest = rest[0], ["--help"]
    if member not in SUBCOMMANDS[name]:
        raise _unknown_command(member, SUBCOMMANDS[name], name)
    return _invoke([name, member], rest, environment)


def _invoke(path: list[str], arguments: list[str], environment: Environment) -> int:
    """Parse the arguments of a command, or of a member of a family, and run it."""
    from importlib import import_module

    from typer import Exit
    from typer._click.exceptions import ClickException

    module = import_module(f"relcli.commands.{COMMANDS[path[0]][0]}")
    declaration = module.COMMAND if len(path) == 1 else module.MEMBERS[path[1]]
    command = declaration.typer_command(path[-1])
    called = " ".join(["relcli", *path])
    gc.freeze()  # what is there now stays to the end: the collector need not look at it
    gc.enable()
    gc.set_threshold(50_000)  # what is made is mostly gone again by itself; looking for cycles often costs a tenth
    try:
        with command.make_context(called, arguments, obj=environment) as context:
            return int(command.invoke(context) or ExitCode.DONE)
    except Exit as end:
        return end.exit_code
    except ClickException as error:
        raise UsageError(_one_sentence(error), hint=f"see '{called} --help'") from error


def _one_sentence(error: ClickException) -> str:
    """Return what Typer found wrong as one clause in our spelling, with the nearest option if one was
    misspelt."""
    possibilities = getattr(error, "possibilities", None)
    option = getattr(error, "option_name", "")
    if possibilities is not None or error.__class__.__name__ == "NoSuchOption":
        near = ", ".join(list(possibilities or ())[:3])
        return f"unknown option {option}" + (f"; did you mean {near}?" if near else "")
    message = error.format_message().strip().rstrip(".")
    return message[:1].lower() + message[1:]


def _unknown_command(name: str, known: Collection[str], family: str = "") -> UsageError:
    called = f"relcli {family} COMMAND" if family else "relcli COMMAND"
    if name.startswith("-"):
        return UsageError(f"{name} stands before the command", hint=f"options go behind it: {called} --option")
    what = f"unknown command '{family} {name}'" if family else f"unknown command '{name}'"
    return UsageError(what, hint=nearest(name, known, "commands are"))
