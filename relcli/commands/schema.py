"""`relcli schema`: what the records are, for programs."""

from typing import Annotated

from typer import Argument

from relcli.cli.declaring import command
from relcli.environment import Environment
from relcli.errors import ExitCode, UsageError

Record = Annotated[
    str,
    Argument(metavar="[RECORD]", help="event, coded, document ...; without one they are listed.", show_default=False),
]


def schema(environment: Environment, record: Record = "") -> ExitCode:
    """Print the JSON Schema (draft 2020-12) of a record: what each field of -f json and jsonl can be.

    Without a record it lists the records there are and the commands that write them.
    """
    from relcli.reports.schema import record_schema, records

    known = records()
    if not record:
        width = max(map(len, known)) + 2
        environment.stdout.write("".join(f"{name:<{width}}{meaning}\n" for name, meaning in known.items()))
        return ExitCode.DONE
    if record not in known:
        from difflib import get_close_matches

        near = get_close_matches(record, known, n=3)
        hint = f"did you mean {', '.join(near)}?" if near else f"records are {', '.join(known)}"
        raise UsageError(f"unknown record '{record}'", hint=hint)
    from json import dumps

    environment.stdout.write(dumps(record_schema(record), ensure_ascii=False, indent=2) + "\n")
    return ExitCode.DONE


COMMAND = command(
    examples="""
    relcli schema event
    relcli schema summary > summary.schema.json
    """
)(schema)
