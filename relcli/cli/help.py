"""What help says: the groups of options of a command and their words, which `help_page` draws on a terminal and
Typer's formatter writes elsewhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from relcli.cli.command_table import Help
from relcli.environment import DEFAULT_WIDTH, Environment
from relcli.errors import RelcliError

if TYPE_CHECKING:
    from collections.abc import Iterable

ARGUMENTS = "Arguments"
GENERAL = "General"
_NARROWEST = 30


def is_drawn(environment: Environment) -> bool:
    """Is help drawn with rich? On a terminal, and wherever colour is asked for."""
    if environment.stdout_is_terminal:
        return environment.variables.get("TERM") != "dumb"
    return is_colored(environment)


def environment_of(context: Any) -> Environment:
    """Return the environment that a Typer context carries, else that of the process."""
    return context.obj if isinstance(context.obj, Environment) else Environment.of_process()


def described_help(option: Any) -> Any:
    """Return the option `--help` as one of the general options, with our words."""
    if option is not None:
        option.rich_help_panel, option.help = GENERAL, "Show this help and exit."
    return option


def plain_width(environment: Environment) -> int:
    """Return the columns of plain help: those asked for, else at most 80."""
    width = drawn_width(environment)
    return max(width if environment.width_choice else min(width, DEFAULT_WIDTH), _NARROWEST) - 2


def sections(parameters: Iterable[Any]) -> dict[str, list[tuple[str, str]]]:
    """Return the parameters of a command as lines of its help: arguments first, then each group of options, the general
    ones last.

    The lines are made here and not by Typer, whose versions differ in them.
    """
    found: dict[str, list[tuple[str, str]]] = {}
    for parameter in parameters:
        if getattr(parameter, "hidden", False):
            continue
        panel = getattr(parameter, "rich_help_panel", None) or GENERAL
        name = ARGUMENTS if parameter.param_type_name == "argument" else panel
        found.setdefault(name, []).append((_names(parameter), _text(parameter)))
    if GENERAL in found:
        found[GENERAL] = found.pop(GENERAL)
    return found


def _names(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        return str(parameter.metavar or parameter.name.upper())
    names = ", ".join(sorted(parameter.opts, key=len))
    return names if parameter.is_flag else f"{names} {parameter.metavar or 'TEXT'}"


def _text(parameter: Any) -> str:
    needed = "  [required]" if parameter.required else ""
    return f"{parameter.help or ''}{needed}"


def command_help(command: Any, context: Any) -> Help:
    """Return the help of a command."""
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    paragraphs = tuple(command.help.split("\n\n")) if command.help else ()
    examples = tuple((command.epilog or "").splitlines()[1:])
    return Help(usage, paragraphs, groups_of(command, context), examples)


def groups_of(command: Any, context: Any) -> dict[str, list[tuple[str, str]]]:
    """Return the parameters of a command in their groups, and what the signs of its screens mean; these in ASCII where
    nothing else can be written."""
    groups = sections(command.get_params(context))
    if not command.legend:
        return groups
    from relcli.cli.legend import HEADING, LEGENDS
    from relcli.output.page import ascii_signs

    legend = LEGENDS[command.legend]
    signs = "".join(sign for sign, _ in legend)
    as_written = str if environment_of(context).can_write(signs) else ascii_signs
    return groups | {HEADING: [(as_written(sign), meaning) for sign, meaning in legend]}


def drawn_width(environment: Environment) -> int:
    """Return the columns that help has; those of a usual terminal where settings cannot be read."""
    try:
        return environment.width
    except (RelcliError, OSError):  # settings that cannot be read: help is shown all the same
        return DEFAULT_WIDTH


def is_colored(environment: Environment) -> bool:
    """Is help in colour? Not where settings cannot be read."""
    try:
        return environment.color
    except (RelcliError, OSError):
        return False
