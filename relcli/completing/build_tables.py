"""Makes the tables that completion reads: `python -m relcli.completing.build_tables`.

Options are declared once, as Typer options; Typer is too slow to be asked at every press of the tab key. A test
compares the tables with what is declared. No command imports this module.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from relcli.cli.command_table import COMMANDS
from relcli.completing.cursor import OPTIONS, PROGRAM
from relcli.completing.values import CHOICES

if TYPE_CHECKING:
    from collections.abc import Iterator

HEAD = "# Made of the declarations of commands by `python -m relcli.completing.build_tables`; do not edit.\n"
_KINDS = {
    "--between": "actor", "--source": "actor", "--target": "actor", "--format": "format", "--fields": "fields",
    "--sort": "sort", "--color": "color", "--error-format": "error-format", "--by": "by", "--jobs": "jobs",
    "--country": "country", "--sector": "sector", "--type": "type", "--mode": "mode", "--modality": "modality",
    "--producer": "producer", "--mutual": "mutual", "--period": "period", "--since": "date", "--until": "date",
    "--imported-since": "date", "--documents": "file",
}  # fmt: skip
"""What options have as values; others have file names if their help calls it so, else a free text."""
_KINDS_OF_ARGUMENTS = {
    "edit": ("assignment",), "add": ("assignment",), "split": ("event", ""), "undo": ("batch",),
    "view save": ("", "query"), "view remove": ("view",), "lexicon show": ("",), "completion": ("shell",),
    "config set": ("setting", "setting"),
}  # fmt: skip
"""What the arguments of some commands are; others are told by what their help calls them."""
_CALLED = {
    "PATH": "file", "FILE": "file", "GOLD": "file", "CODED": "file", "FOLDER": "file", "QUERY": "query", "ID": "event",
    "KEY": "setting",
}  # fmt: skip


def calls() -> Iterator[tuple[str, Any]]:
    """Yield every command as it is called, with its declaration."""
    for name, entry in COMMANDS.items():
        module = import_module(f"relcli.commands.{entry.module}")
        if entry.members:
            yield from ((f"{name} {member}", module.MEMBERS[member]) for member in entry.members)
        else:
            yield name, module.COMMAND


def options_table() -> str:
    """Return the table of all options and arguments as it should be."""
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
    """Return the table of fixed choices as it should be: kind, or command and kind, and values."""
    from relcli.evaluation.figures import KEYS as EVALUATION_KEYS
    from relcli.output import FORMATS
    from relcli.query.filters import MUTUAL_CHOICES, PRODUCERS
    from relcli.reports.dates import SHOWN
    from relcli.resolve.curate import EDITABLE
    from relcli.settings import KEYS
    from relcli.store.summary.summaries import SUMMARY_KEYS

    rows: dict[str, tuple[str, ...]] = {
        "format": tuple(FORMATS),
        "color": KEYS["color"].choices,
        "error-format": KEYS["error_format"].choices,
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
        "evaluate by": tuple(EVALUATION_KEYS),
    }  # fmt: skip
    rows |= {f"{call} fields": fields for call, declared in calls() if (fields := _fields(call, declared))}
    return HEAD + "".join(f"{name}\t{';'.join(values)}\n" for name, values in rows.items())


def _fields(call: str, declared: Any) -> tuple[str, ...]:
    """Return the columns that `--fields help` lists, with `all`; nothing for a command without."""
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


def _kind_of_option(parameter: Any) -> str:
    kind = next((_KINDS[name] for name in parameter.opts if name in _KINDS), "")
    return kind or _CALLED.get((parameter.metavar or "").strip("[]."), "").replace("event", "")


def _kind_of_argument(call: str, parameter: Any, place: int) -> str:
    if call in _KINDS_OF_ARGUMENTS:
        return _KINDS_OF_ARGUMENTS[call][place]
    called = (parameter.metavar or parameter.name).replace("[", "").replace("]", "").strip(".")
    return _CALLED.get(called, "")


def main() -> None:
    """Write both tables."""
    OPTIONS.write_text(options_table(), "utf-8")
    CHOICES.write_text(choices_table(), "utf-8")


if __name__ == "__main__":
    main()
