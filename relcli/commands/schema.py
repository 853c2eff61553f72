"""`relcli schema`: what the records are, for programs."""

from json import dumps
from typing import Annotated

from typer import Argument

from relcli.cli.declaration import command
from relcli.environment import Environment
from relcli.errors import ExitCode, UsageError, nearest
from relcli.reports.schema import record_schema, records

Record = Annotated[
    str,
    Argument(metavar="[RECORD]", help="event, coded, document ...; without one they are listed.", show_default=False),
]


def schema(environment: Environment, record: Record = "") -> ExitCode:
    """Print the JSON Schema (draft 2020-12) of a record: what each field of -f json and jsonl can be.

    Without a record, list all records and the commands that write them.
    """
    known = records()
    if not record:
        width = max(map(len, known)) + 2
        environment.stdout.write("".join(f"{name:<{width}}{meaning}\n" for name, meaning in known.items()))
        return ExitCode.DONE
    if record not in known:
        raise UsageError(f"unknown record '{record}'", hint=nearest(record, known, "records are"))
    environment.stdout.write(dumps(record_schema(record), ensure_ascii=False, indent=2) + "\n")
    return ExitCode.DONE


COMMAND = command(
    examples="""
    relcli schema event
    relcli schema summary > summary.schema.json
    """
)(schema)
