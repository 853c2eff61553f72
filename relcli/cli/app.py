"""The application: one Typer app whose commands are imported when they are called.

`app` is a group over the table of `command_table`. `app()`, the program `relcli` and Typer's test runner all end in
`process.exit_code_of`, which comes back to `run`: broken pipes, interrupts, errors and exit codes are decided there,
once for all commands, and not by Typer's own `main`.
"""

import sys
from collections.abc import Mapping, Sequence
from contextlib import redirect_stdout
from importlib import import_module
from typing import Annotated, Any, NamedTuple

import typer
from typer.core import TyperGroup

from relcli import __version__
from relcli.cli.command_table import COMMANDS, EXAMPLES, HELP, PURPOSE, Entry, family_help, overview, program_help
from relcli.cli.declaration import HELP_OPTIONS, parameters_of, refuse_empty_options, with_parameters
from relcli.cli.help import described_help, environment_of, is_drawn
from relcli.cli.options import GENERAL, DatabaseOptions, GeneralOptions
from relcli.cli.process import TYPER_COMPLETE, exit_code_of, with_early_choices
from relcli.environment import Environment
from relcli.errors import ExitCode, UsageError

BEFORE_THE_COMMAND = (*GeneralOptions._fields, *DatabaseOptions._fields)
"""Options that can also be given before the command; the same option after it wins."""
METAVAR = "COMMAND ..."


class LazyGroup(TyperGroup):
    """A group of commands that knows their names and purposes from a table and imports the one that is called."""

    family = ""
    """The name of the family whose members these are, '' for all commands."""
    default_member = ""
    purposes: Mapping[str, tuple[str, str]] = {}
    """Name of each command -> the heading it is listed under and its purpose."""

    def load(self, name: str) -> Any:
        """Import a command and return it."""
        raise NotImplementedError

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names of all commands in the order of the help."""
        return list(self.purposes)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return a command, None if there is none of this name."""
        if cmd_name not in self.purposes:
            return None
        return self.load(cmd_name)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse the options before the command; no words ask for help, or for the member that runs by default."""
        refuse_empty_options(self.params, args)
        default = [self.default_member] if self.default_member else []
        if ctx.resilient_parsing:
            pass
        elif not args:
            args = default or ["--help"]
        elif args[0].startswith("-") and args[0] not in HELP:
            args = [*default, *args]
        return super().parse_args(ctx, args)

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[Any, Any, list[str]]:
        """Return the command that is called and the words after it; options before it become defaults of its own."""
        name, *rest = args
        if name == "help" and not rest:
            typer.echo(ctx.get_help(), color=ctx.color)
            ctx.exit()
        if name == "help":
            name, *rest = *rest, "--help"
        found = self.get_command(ctx, name)
        if found is None and not ctx.resilient_parsing:
            from relcli.cli.suggestions import command_hint  # only for an error

            what = f"unknown command '{self.family} {name}'" if self.family else f"unknown command '{name}'"
            raise UsageError(what, hint=command_hint(name, self.family, self.purposes))
        given = {key: value for key, value in ctx.params.items() if value and key in BEFORE_THE_COMMAND}
        ctx.default_map = {name: given}
        return name, found, rest

    def get_help_option(self, ctx: Any) -> Any:
        """Return the option `--help`, which belongs to the general ones."""
        return described_help(super().get_help_option(ctx))

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help from the table; no command is imported for it."""
        environment = environment_of(ctx)
        found = family_help(self.family) if self.family else program_help()
        if is_drawn(environment):
            from relcli.cli.help_page import write_drawn  # with rich

            write_drawn(found, ctx, formatter)
        else:
            formatter.write(overview(found))


class Program(LazyGroup):
    """All commands."""

    purposes: Mapping[str, tuple[str, str]] = {name: (entry.heading, entry.purpose) for name, entry in COMMANDS.items()}

    def load(self, name: str) -> Any:
        """Import a command, or make a family whose members are imported when they are called."""
        entry = COMMANDS[name]
        if entry.members:
            return Family(name, entry, [each for each in self.params if each.name in BEFORE_THE_COMMAND])
        return import_module(f"relcli.commands.{entry.module}").COMMAND.typer_command(name)

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """Run the words as a command line of the process and end it, or return its exit code."""
        code = exit_code_of(sys.argv[1:] if args is None else args, run)
        if standalone_mode:
            sys.exit(code)
        return code

    def run(self, arguments: Sequence[str], environment: Environment) -> int:
        """Parse a command line and run its command."""
        if environment.variables.get(TYPER_COMPLETE):  # from a shell that relcli itself cannot complete for
            super().main(list(arguments), "relcli", TYPER_COMPLETE)
        with self.make_context("relcli", list(arguments), obj=environment) as context:
            return int(self.invoke(context) or ExitCode.DONE)


class Family(LazyGroup):
    """A command with members, such as `config`; they are all in one module."""

    def __init__(self, name: str, entry: Entry, params: list[Any]) -> None:
        super().__init__(
            name=name,
            help=entry.purpose,
            params=params,
            context_settings=HELP_OPTIONS,
            subcommand_metavar=METAVAR,
        )
        self.family = name
        self.default_member = entry.default_member
        self.purposes = {member: ("Commands", purpose) for member, purpose in entry.members.items()}
        self._module = entry.module

    def load(self, name: str) -> Any:
        """Import the family and return a member."""
        return import_module(f"relcli.commands.{self._module}").MEMBERS[name].typer_command(name)


def _show_version(context: typer.Context, value: bool) -> None:
    if value:
        typer.echo(f"relcli {__version__}")
        context.exit()


class _RootOptions(NamedTuple):
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            "-V",
            is_eager=True,
            callback=_show_version,
            help="Show the version and exit.",
            rich_help_panel=GENERAL,
        ),
    ] = False


def _no_command(**_: Any) -> None:
    """Do nothing: an option before the command becomes a default of the command's own options."""


app = typer.Typer(
    name="relcli",
    cls=Program,
    help=PURPOSE,
    epilog="\n".join(["Examples:", *EXAMPLES]),
    context_settings=HELP_OPTIONS,
    subcommand_metavar=METAVAR,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.callback()(
    with_parameters(
        _no_command,
        [each for group in (DatabaseOptions, GeneralOptions, _RootOptions) for each in parameters_of(group)],
        None,
    )
)


def run(arguments: Sequence[str], environment: Environment) -> int:
    """Run one command line in an environment and return its exit code; RelcliError for what the user can correct."""
    group = typer.main.get_command(app)
    assert isinstance(group, Program)
    try:
        with redirect_stdout(environment.stdout):  # Typer writes help there by itself
            return group.run(arguments, with_early_choices(environment, arguments))
    except typer.Exit as end:
        return end.exit_code
    except typer.TyperException as error:
        raise _usage_error(error) from error


def _usage_error(error: typer.TyperException) -> UsageError:
    """Return what Typer found wrong as one clause in our spelling, with the nearest option if one was misspelt."""
    context = getattr(error, "ctx", None)
    called = context.command_path if context is not None else "relcli"
    hint = f"see '{called} --help'"
    option = getattr(error, "option_name", "")
    possibilities = getattr(error, "possibilities", None)
    if possibilities is None and error.__class__.__name__ != "NoSuchOption":
        message = error.format_message().strip().rstrip(".")
        if extra := message.partition("unexpected extra argument")[2].partition(" (")[2].removesuffix(")"):
            message = f"unexpected argument{'s' if ' ' in extra else ''}: {extra}"
        return UsageError(message[:1].lower() + message[1:], hint=hint)
    if context is not None and isinstance(context.command, LazyGroup) and _is_of_commands(option):
        return UsageError(f"put {option} after the command", hint=hint)
    near = _option_hint(context, option)
    return UsageError(f"unknown option {option}", hint=f"{near} {hint}".lstrip())


def _option_hint(context: Any, option: str) -> str:
    """Return what to type instead of an unknown option: one of the command, or of all where none is called yet."""
    from relcli.cli.suggestions import option_hint  # only for an error

    if context is None:
        return ""
    known = [name for each in context.command.get_params(context) for name in each.opts]
    near = option_hint(option, known)
    if not near and isinstance(context.command, LazyGroup):
        from relcli.completing.cursor import all_options

        near = option_hint(option, sorted(all_options()))
        return f"{near.removesuffix('?')} after the command?" if near else ""
    return near


def _is_of_commands(option: str) -> bool:
    """Is this an option of some command?"""
    from relcli.completing.cursor import all_options  # only for an error

    return option in all_options()
