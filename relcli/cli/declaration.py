"""From a function with option groups to a Typer command.

A command is a function of a few parameters: the Environment, groups of options (NamedTuples whose fields are Typer
options), and arguments of its own. Here the groups are laid flat into one signature for Typer and put together again
for the function, so that each option is declared once and filters mean the same everywhere.
"""

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import PurePath
from typing import Any, NamedTuple

import typer
from typer.core import TyperCommand

from relcli.cli.help import command_help, described_help, environment_of, groups_of, is_drawn, plain_width
from relcli.cli.options import GeneralOptions
from relcli.environment import Environment
from relcli.errors import ExitCode, UsageError
from relcli.escaping import is_text, written_out

PATHS = "PATH..."
"""How the usage line names files and folders that are typed as text, since they may be patterns."""
Function = Callable[..., ExitCode | None]
HELP_OPTIONS = {"help_option_names": ["--help", "-h"]}


class RelcliCommand(TyperCommand):
    """A Typer command whose plain help has its options in named groups, the legend of its screens, and its
    examples line by line."""

    legend: str = ""

    def get_help_option(self, ctx: Any) -> Any:
        """Return the option `--help`, which belongs to the general ones."""
        return described_help(super().get_help_option(ctx))

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse the words after the command; errors know the command, which Typer leaves out of some."""
        refuse_empty_options(self.params, args)
        try:
            return super().parse_args(ctx, args)
        except typer.TyperException as error:
            error.__dict__["ctx"] = getattr(error, "ctx", None) or ctx
            raise

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help: drawn on a terminal, else plain."""
        environment = environment_of(ctx)
        if is_drawn(environment):
            from relcli.cli.help_page import write_drawn  # with rich

            write_drawn(command_help(self, ctx), ctx, formatter)
            return
        formatter.width = plain_width(environment)
        super().format_help(ctx, formatter)

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """Return the parts of the usage line: the options, and each argument by its name."""
        arguments = [each for each in self.params if each.param_type_name == "argument"]
        return ["[OPTIONS]", *(str(each.metavar or each.name) for each in arguments)]

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write arguments first, then one section for each group of options, then the legend."""
        for name, lines in groups_of(self, ctx).items():
            with formatter.section(name):
                formatter.write_dl(lines)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        """Write the examples line by line."""
        if self.epilog:
            first, *lines = self.epilog.splitlines()
            formatter.write(f"\n{first}\n" + "".join(f"  {line}\n" for line in lines))


class Declaration(NamedTuple):
    """A command as its module declares it: the function, and for its help the examples and the name of the legend of
    its screens. One that does not use the settings runs even if they are wrong, so that it can correct them."""

    function: Function
    examples: str
    uses_settings: bool = True
    legend: str = ""

    def typer_command(self, name: str) -> TyperCommand:
        """Return the Typer command, ready to parse a command line."""
        application = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
        application.command(
            name,
            cls=RelcliCommand,
            epilog=f"Examples:\n{inspect.cleandoc(self.examples)}",
            context_settings=HELP_OPTIONS,
        )(flattened(self.function, uses_settings=self.uses_settings))
        made = typer.main.get_command(application)
        assert isinstance(made, RelcliCommand)
        made.legend = self.legend
        return made


def command(*, examples: str, uses_settings: bool = True, legend: str = "") -> Callable[[Function], Declaration]:
    """Declare a function as the command of its module; `examples` are command lines for its help, one a line, `legend`
    is the one of `legend.LEGENDS` that explains its screens."""
    return lambda function: Declaration(function, examples, uses_settings, legend)


def flattened(function: Function, *, uses_settings: bool = True) -> Function:
    """Return `function` with every field of its option groups as a parameter of its own, as Typer reads it."""
    groups: dict[str, Any] = {}
    parameters = [inspect.Parameter("context", inspect.Parameter.KEYWORD_ONLY, annotation=typer.Context)]
    environment_name = ""
    for parameter in inspect.signature(function, eval_str=True).parameters.values():
        if parameter.annotation is Environment:
            environment_name = parameter.name
        elif hasattr(parameter.annotation, "_field_defaults"):
            groups[parameter.name] = parameter.annotation
            parameters.extend(parameters_of(parameter.annotation))
        else:
            parameters.append(parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY))
    parameters.extend(parameters_of(GeneralOptions))

    def run(context: typer.Context, **values: Any) -> ExitCode | None:
        refuse_what_is_no_text(context.command.params, values)
        general: GeneralOptions = _gathered(GeneralOptions, values)
        environment = general.applied_to(context.obj)
        if uses_settings:
            environment = general.with_settings(environment, tolerant=values.get("db") is not None)
        made = {name: _gathered(group, values) for name, group in groups.items()}
        return function(**{environment_name: environment}, **made, **values)

    return with_parameters(run, parameters, function.__doc__)


def refuse_empty_options(params: Sequence[Any], args: Sequence[str]) -> None:
    """Raise UsageError for an option without a value, or an empty argument: an unset variable of a shell must not ask
    for everything, nor for the usual.

    Typer does not tell an empty value from a missing option, so the words are looked at before it parses them.
    """
    lengths = {
        name: each.nargs
        for each in params
        if each.param_type_name == "option" and not each.is_flag
        for name in each.opts
    }
    takes_arguments = any(each.param_type_name == "argument" for each in params)  # a family of commands takes none
    words = iter(args)
    for word in words:
        if word == "--":
            break
        if not word and takes_arguments:
            raise UsageError("an argument is empty", hint="leave it out; is a variable of the shell not set?")
        name, sign, value = word.partition("=")
        if word in lengths:
            given = [*islice(words, lengths[word])]
        else:
            given = [value] if sign and name in lengths else []
        if "" in given:
            raise UsageError(f"{name} is empty", hint="give it a value, or leave the option out")
    if takes_arguments and "" in words:
        raise UsageError("an argument is empty", hint="leave it out; is a variable of the shell not set?")


def refuse_what_is_no_text(params: Sequence[Any], values: Mapping[str, Any]) -> None:
    """Raise UsageError for words with bytes that are not UTF-8, which nothing can store, or with NULs. Only names of
    files may have such bytes."""
    for each in params:
        value = values.get(each.name)
        for word in value if isinstance(value, list | tuple) else (value,):
            is_path = isinstance(word, PurePath) or each.metavar == PATHS
            text = str(word) if isinstance(word, str | PurePath) else ""
            if "\0" in text or not (is_path or is_text(text)):
                name = each.opts[0] if each.param_type_name == "option" else each.metavar
                what = "contains NUL characters" if "\0" in text else "is not UTF-8"
                raise UsageError(f"{name}: '{written_out(text)}' {what}", hint="type it in UTF-8")


def with_parameters(function: Function, parameters: list[inspect.Parameter], doc: str | None) -> Function:
    """Return a function that takes any keywords with the signature that Typer is to read, and its help."""
    function.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    function.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    function.__doc__ = doc
    return function


def parameters_of(group: Any) -> Iterator[inspect.Parameter]:
    """Yield the fields of an option group as parameters."""
    for name, annotation in group.__annotations__.items():
        default = group._field_defaults[name]
        yield inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


def _gathered(group: Any, values: dict[str, Any]) -> Any:
    return group(**{name: values.pop(name) for name in group._fields})
