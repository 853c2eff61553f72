"""Makes the tables that completion reads: `python -m relcli.completing.build_tables`.

Options are declared once, as Typer options, but Typer is too slow to be asked at each press of TAB. A test compares the
tables with the declarations. No command imports this module.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from relcli.cli.command_table import COMMANDS
from relcli.completing.cursor import OPTIONS, PROGRAM
from relcli.completing.values import CHOICES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relcli.completing.values import ValueKind

HEAD = "# Made from the declarations of commands by `python -m relcli.completing.build_tables`; do not edit.\n"
_KINDS_OF_OPTIONS: dict[str, ValueKind] = {
    "--between": "actor", "--source": "actor", "--target": "actor", "--format": "format", "--fields": "fields",
    "--sort": "sort", "--color": "color", "--error-format": "error-format", "--by": "by", "--jobs": "jobs",
    "--country": "country", "--sector": "sector", "--type": "type", "--mode": "mode", "--modality": "modality",
    "--producer": "producer", "--mutual": "mutual", "--period": "period", "--since": "date", "--until": "date",
    "--imported-since": "date", "--documents": "file",
}  # fmt: skip
"""The kinds of the values of options. Others take file names if their metavar says so, else free text."""
_KINDS_OF_ARGUMENTS: dict[str, tuple[ValueKind, ...]] = {
    "edit": ("assignment",), "add": ("assignment",), "split": ("event", ""), "undo": ("batch",), "redo": ("batch",),
    "view save": ("", "query"), "view remove": ("view",), "lexicon show": ("",), "completion": ("shell",),
    "config set": ("setting", "setting"), "lexicon add": ("", ""), "evaluate": ("file",),
}  # fmt: skip
"""The kinds of the arguments of some commands. Those of others follow from their metavars."""
_KINDS_OF_METAVARS: dict[str, ValueKind] = {
    "PATH": "file", "FILE": "file", "FOLDER": "file", "QUERY": "query", "ID": "event",
    "KEY": "setting",
}  # fmt: skip


def calls() -> Iterator[tuple[str, Any]]:
    """Yield every command as it is typed, with its declaration."""
    for name, entry in COMMANDS.items():
        module = import_module(f"relcli.commands.{entry.module}")
        if entry.members:
            yield from ((f"{name} {member}", module.MEMBERS[member]) for member in entry.members)
        else:
            yield name, module.COMMAND


def options_table() -> str:
    """Return the content of the table of options and arguments."""
    from typer.main import get_command

    from relcli.cli.app import app

    found: dict[tuple[str, str, str, str], list[str]] = {}
    program: Any = get_command(app)
    declared = {PROGRAM: program.params} | {call: each.typer_command(call.split()[-1]).params for call, each in calls()}
    for call, parameters in declared.items():
        arguments = 0
        for parameter in parameters:
            option = parameter.param_type_name == "option"
            count = 0 if getattr(parameter, "is_flag", False) else parameter.nargs
            kind = _kind_of_option(parameter) if option else _kind_of_argument(call, parameter, arguments)
            arguments += not option
            names = " ".join(sorted(parameter.opts, key=len, reverse=True)) if option else ""
            row = (names, str(count), kind if count else "", " ".join((parameter.help or "").split()))
            found.setdefault(row, []).append(call)
        found.setdefault(("--help -h", "0", "", "Show this help and exit."), []).append(call)
    return HEAD + "".join("\t".join((*row, ",".join(named))) + "\n" for row, named in found.items())


def choices_table() -> str:
    """Return the content of the table of fixed choices: kind, or command and kind, and values."""
    from relcli.evaluation.figures import KEYS as EVALUATION_KEYS
    from relcli.model import EDITABLE, PRODUCERS
    from relcli.output import OWN_FORMATS
    from relcli.query.filters import MUTUAL_CHOICES
    from relcli.reports.chronology import LANES
    from relcli.reports.dates import SHOWN
    from relcli.setting_keys import COLOR_CHOICES, ERROR_FORMATS, FORMATS
    from relcli.store.summary.summaries import SUMMARY_KEYS

    rows: dict[str, tuple[str, ...]] = {
        "format": FORMATS,
        "color": COLOR_CHOICES,
        "error-format": ERROR_FORMATS,
        "jobs": ("auto",),
        "shell": ("bash", "zsh", "fish"),
        "mutual": MUTUAL_CHOICES,
        "producer": ("relcli", "gdelt", *(name for name in PRODUCERS if name)),
        "period": (
            "today", "yesterday", "this week", "last week", "this month", "last month", "this year", "last year",
            "last 7 days", "last 30 days", "last 90 days", "ytd", "qtd", "mtd",
        ),
        "date": ("today", "yesterday"),
        "assignment": tuple(EDITABLE),
        "summary by": tuple(SUMMARY_KEYS),
        "timeline by": tuple(SHOWN),
        "timeline format": (*FORMATS, *OWN_FORMATS),
        "timeline lanes": LANES,
        "evaluate by": tuple(EVALUATION_KEYS),
    }  # fmt: skip
    rows |= {f"{call} fields": fields for call, declared in calls() if (fields := _fields(call, declared))}
    return HEAD + "".join(f"{name}\t{';'.join(values)}\n" for name, values in rows.items())


def _fields(call: str, declared: Any) -> tuple[str, ...]:
    """Return the columns that `--fields help` lists, and `all`; nothing for a command without `--fields`."""
    import io

    from relcli.cli.app import run
    from relcli.environment import Environment

    parameters = declared.typer_command(call.split()[-1]).params
    if not any("--fields" in parameter.opts for parameter in parameters):
        return ()
    needed = [
        "1" if _kind_of_argument(call, parameter, 0) == "event" else "x"
        for parameter in parameters
        if parameter.param_type_name == "argument" and parameter.required
    ]
    answer = io.StringIO()
    run([*call.split(), *needed, "--fields", "help"], Environment(io.StringIO(), answer, io.StringIO()))
    return (*(line.split()[0] for line in answer.getvalue().splitlines() if line.strip()), "all")


def _kind_of_option(parameter: Any) -> ValueKind:
    for name in parameter.opts:
        if name in _KINDS_OF_OPTIONS:
            return _KINDS_OF_OPTIONS[name]
    kind = _KINDS_OF_METAVARS.get((parameter.metavar or "").strip("[]."), "")
    return "" if kind == "event" else kind  # an ID of an option is not always that of an event


def _kind_of_argument(call: str, parameter: Any, position: int) -> ValueKind:
    if call in _KINDS_OF_ARGUMENTS:
        return _KINDS_OF_ARGUMENTS[call][position]
    metavar = (parameter.metavar or parameter.name).replace("[", "").replace("]", "").strip(".")
    return _KINDS_OF_METAVARS.get(metavar, "")


def main() -> None:
    """Write both tables."""
    OPTIONS.write_text(options_table(), "utf-8")
    CHOICES.write_text(choices_table(), "utf-8")


if __name__ == "__main__":
    main()
