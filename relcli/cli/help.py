"""How help is written: by Typer with rich on a terminal, as plain text everywhere else.

rich is imported only for a terminal. Typer takes help texts for markup there, so brackets are escaped, and paragraphs
are joined to one line each, which rich then breaks where the terminal ends.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from relcli.environment import DEFAULT_WIDTH, Environment
from relcli.errors import RelcliError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ARGUMENTS = "Arguments"
GENERAL = "General"
_NARROWEST = 30


def is_drawn(environment: Environment) -> bool:
    """Is help drawn with rich? On a terminal, and wherever colour is asked for."""
    if environment.stdout_is_terminal:
        return environment.variables.get("TERM") != "dumb"
    return _colored(environment)


def environment_of(context: Any) -> Environment:
    """Return the environment that a Typer context carries, else that of the process."""
    return context.obj if isinstance(context.obj, Environment) else Environment.of_process()


def prepare_drawing(command: Any, environment: Environment) -> None:
    """Make a Typer command draw its help with rich: width and colour as relcli decides them, texts as they are."""
    from typer import rich_utils

    rich_utils.MAX_WIDTH = _width(environment)
    rich_utils.FORCE_TERMINAL = True
    rich_utils.COLOR_SYSTEM = "auto" if _colored(environment) else None
    as_it_is = rich_utils.escape_before_html_export  # its name mentions only one use: it escapes brackets
    command.rich_markup_mode = "rich"
    command.help = as_it_is("\n\n".join(" ".join(text.split()) for text in (command.help or "").split("\n\n")))
    command.epilog = as_it_is(command.epilog or "")
    for parameter in command.params:
        parameter.help = as_it_is(parameter.help or "")
        if parameter.param_type_name == "option":
            parameter.rich_help_panel = parameter.rich_help_panel or GENERAL


def described_help(option: Any) -> Any:
    """Return the option `--help` as one of the general options, with our words."""
    if option is not None:
        option.rich_help_panel, option.help = GENERAL, "Show this help and exit."
    return option


def plain_width(environment: Environment) -> int:
    """Return the columns of plain help: those asked for, else at most 80."""
    width = _width(environment)
    return max(width if environment.width_choice else min(width, DEFAULT_WIDTH), _NARROWEST) - 2


def sections(parameters: Iterable[Any]) -> Mapping[str, list[tuple[str, str]]]:
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


def _width(environment: Environment) -> int:
    try:
        return environment.width
    except (RelcliError, OSError):  # settings that cannot be read: help is shown all the same
        return DEFAULT_WIDTH


def _colored(environment: Environment) -> bool:
    try:
        return environment.color
    except (RelcliError, OSError):
        return False
