"""From a function with option groups to a Typer command.

A command is a function of a few parameters: the Environment, groups of options (classes whose
fields are Typer options), and arguments of its own. Here the groups are laid flat into one signature for
Typer and put together again for the function, so that each option is declared once and filters mean the
same everywhere.
"""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, TypeVar, get_type_hints

import typer
from typer.core import TyperCommand

from relcli.environment import Environment
from relcli.errors import ExitCode, UsageError, nearest
from relcli.settings import COLOR_CHOICES, ERROR_FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from typer import _click as click

    Function = Callable[..., ExitCode | None]

GENERAL = "General"


class OptionGroup:
    """Base of all groups of options: subclasses declare Typer options as annotated attributes with a default.

    Dataclasses would do the same, but each costs half a millisecond when its module is imported, in every
    command.
    """

    def __init__(self, **values: Any) -> None:
        """Take the values that were typed; defaults stand for the others."""
        self.__dict__.update(values)

    def __setattr__(self, name: str, value: object) -> None:
        """Refuse: what was typed does not change."""
        raise AttributeError(f"{name} cannot be changed")


Group = TypeVar("Group", bound=OptionGroup)


def _general(*names: str, text: str, metavar: str | None = None) -> Any:
    return typer.Option(*names, metavar=metavar, help=text, show_default=False, rich_help_panel=GENERAL)


class GeneralOptions(OptionGroup):
    """What every command takes, whatever it does."""

    color: Annotated[str, _general("--color", metavar="WHEN", text="auto (default), always or never.")] = "auto"
    width: Annotated[int, _general("--width", metavar="N", text="Columns to lay out for.")] = 0
    today: Annotated[str, _general("--today", metavar="DATE", text="The day 'last month' counts from.")] = ""
    quiet: Annotated[bool, _general("--quiet", "-q", text="Say nothing but errors.")] = False
    debug: Annotated[bool, _general("--debug", text="Show the period asked for, and where an error is.")] = False
    error_format: Annotated[
        str, _general("--error-format", metavar="NAME", text="text (default), or json: one object a line.")
    ] = ""

    def applied_to(self, environment: Environment) -> Environment:
        """Return the environment with these choices and what else is settled; UsageError if one makes no sense."""
        if self.color not in COLOR_CHOICES:
            raise UsageError(f"unknown choice '{self.color}' for --color", hint=nearest(self.color, COLOR_CHOICES))
        if self.error_format not in {"", *ERROR_FORMATS}:
            hint = nearest(self.error_format, ERROR_FORMATS)
            raise UsageError(f"unknown choice '{self.error_format}' for --error-format", hint=hint)
        if self.width < 0:
            raise UsageError(f"--width cannot be {self.width}")
        if self.today and not is_day(self.today):
            raise UsageError(f"--today needs a day such as 2024-03-31, not '{self.today}'")
        chosen = environment.with_choices(
            color=self.color, width=self.width, today=self.today, quiet=self.quiet, debug=self.debug
        )
        return chosen._replace(error_format_choice=self.error_format)

    def settled(self, environment: Environment) -> Environment:
        """Return the environment with what files and variables settle for these options, and tell what a project
        file must not settle; UsageError for settings that make no sense."""
        environment.setting("error_format")  # one that makes no sense is told at once, not at the first error
        told = environment._replace(quiet=environment.quiet or bool(environment.setting("quiet")))
        for file in environment.settings.files:
            for name in file.ignored:
                user = environment.settings.user_path
                told.info(f"relcli: {file.where(name)}: {name} is the user's own to settle, in {user}; ignored here")
        return told


class RelcliCommand(TyperCommand):
    """A Typer command whose help has its options in named groups and its examples as they are to be typed."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write arguments first, then one section for each group of options."""
        sections: dict[str, list[tuple[str, str]]] = {}
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx)
            if record is None:
                continue
            panel = getattr(parameter, "rich_help_panel", None) or GENERAL
            name = "Arguments" if parameter.param_type_name == "argument" else panel
            sections.setdefault(name, []).append(record)
        sections[GENERAL] = sections.pop(GENERAL, [])
        for name, records in sections.items():
            with formatter.section(name):
                formatter.write_dl(records)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return the usage line's parts with arguments named plainly."""
        return [piece.strip("{}") for piece in super().collect_usage_pieces(ctx)]

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples line by line."""
        if self.epilog:
            formatter.write("\nExamples:\n" + "".join(f"  {line}\n" for line in self.epilog.splitlines()))


class Declaration(NamedTuple):
    """A command as its module declares it: the function and the examples of its help. One that is not `settled`
    runs even if the settings are wrong: it mends them."""

    function: Function
    examples: str
    settled: bool = True

    def typer_command(self, name: str) -> click.Command:
        """Return the Typer command, ready to parse a command line."""
        application = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
        application.command(
            name,
            cls=RelcliCommand,
            epilog=inspect.cleandoc(self.examples),
            context_settings={"help_option_names": ["--help", "-h"]},
        )(flattened(self.function, settled=self.settled))
        return typer.main.get_command(application)


def command(*, examples: str, settled: bool = True) -> Callable[[Function], Declaration]:
    """Declare a function as the command of its module; `examples` are command lines for its help, one a
    line."""
    return lambda function: Declaration(function, examples, settled)


def flattened(function: Function, *, settled: bool = True) -> Function:
    """Return `function` with every field of its option groups as a parameter of its own, as Typer reads
    it."""
    hints = get_type_hints(function, include_extras=True)
    parameters = [inspect.Parameter("context", inspect.Parameter.KEYWORD_ONLY, annotation=typer.Context)]
    groups: dict[str, type[OptionGroup]] = {}
    environment_name = ""
    for parameter in inspect.signature(function).parameters.values():
        annotation = hints[parameter.name]
        if annotation is Environment:
            environment_name = parameter.name
        elif inspect.isclass(annotation) and issubclass(annotation, OptionGroup):
            groups[parameter.name] = annotation
            parameters.extend(_parameters_of(annotation))
        else:
            parameters.append(parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY, annotation=annotation))
    parameters.extend(_parameters_of(GeneralOptions))

    def run(context: typer.Context, **values: Any) -> ExitCode | None:
        general = _gathered(GeneralOptions, values)
        environment = general.applied_to(context.obj)
        if settled:
            environment = general.settled(environment)
        made = {name: _gathered(group, values) for name, group in groups.items()}
        return function(**{environment_name: environment}, **made, **values)

    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    run.__doc__ = function.__doc__
    return run


def _gathered(group: type[Group], values: dict[str, Any]) -> Group:
    return group(**{name: values.pop(name) for name in group.__annotations__})


def _parameters_of(group: type[OptionGroup]) -> Iterator[inspect.Parameter]:
    for name, annotation in get_type_hints(group, include_extras=True).items():
        yield inspect.Parameter(
            name, inspect.Parameter.KEYWORD_ONLY, default=getattr(group, name), annotation=annotation
        )


def is_day(text: str) -> bool:
    """Is `text` a day of the calendar, written as ISO says?"""
    from datetime import date

    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
