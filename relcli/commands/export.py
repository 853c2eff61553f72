"""`relcli export --all`: everything in one text file."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Annotated, NamedTuple

from typer import Argument, Option

from relcli.cli.declaration import command
from relcli.cli.options import DatabaseOptions
from relcli.cli.own_files import own_files
from relcli.cli.progress import progress
from relcli.disk_full import disk_full, is_disk_full
from relcli.english import count_noun
from relcli.environment import Environment
from relcli.errors import ExitCode, RelcliError, UsageError
from relcli.store.transfer.exporting import AT_ONCE, Export
from relcli.store.transfer.files import checked_ending, compressed, new_file
from relcli.store.transfer.lines import Header

PANEL = "Export"
NOTHING = "no export was written"
Target = Annotated[
    str,
    Argument(
        metavar="FILE", help="A new file (.jsonl, .jsonl.gz or .jsonl.zst); '-' is standard output.", show_default=False
    ),
]


class ExportOptions(NamedTuple):
    """What is exported."""

    everything: Annotated[
        bool, Option("--all", help="Write everything; 'relcli list' writes only events.", rich_help_panel=PANEL)
    ] = False
    no_settings: Annotated[
        bool,
        Option("--no-settings", help="Leave out your own lexicon tables and settings.", rich_help_panel=PANEL),
    ] = False
    replace: Annotated[bool, Option("--replace", help="Replace FILE if it exists.", rich_help_panel=PANEL)] = False


def export(
    environment: Environment, *, target: Target = "", options: ExportOptions, database: DatabaseOptions
) -> ExitCode:
    """Write everything to one text file: documents, events, mentions, what you decided and why, the change log, saved
    views, your lexicon tables and settings.

    'relcli restore' recreates the database from it on any machine. The file is JSON lines, compressed according to
    its ending. Other programs may write to the database meanwhile. The same database always gives the same file.
    """
    if not options.everything or not target:
        hint = "'relcli export --all FILE.jsonl.gz' writes everything, 'relcli list -o events.csv' the events"
        raise UsageError("export needs --all and a file" if not target else "export needs --all", hint=hint)
    path = database.path(environment)
    ending = ".jsonl" if target == "-" else checked_ending(Path(target))
    file = Path(os.path.realpath(target))
    if target != "-":
        _refuse_existing(file, target, path, replace=options.replace)
    files = [] if options.no_settings else own_files(environment)
    with database.reading(environment) as opened, _failures_reported(target):
        made = Export(opened, files)
        try:
            if target == "-":
                _write(environment, made, _standard_output(environment))
            else:
                with (
                    new_file(file, replace=options.replace) as part,
                    part.open("wb") as raw,
                    compressed(raw, ending, target) as stream,
                ):
                    _write(environment, made, stream)
        finally:
            made.close()
    environment.info(f"exported {holding(made.header)} to {'standard output' if target == '-' else target}")
    return ExitCode.DONE


def holding(header: Header) -> str:
    """Return in words how much an export holds."""
    counts = ((header.tables.get(f"{noun}", 0), noun) for noun in ("event", "document"))
    parts = [count_noun(number, noun) for number, noun in counts]
    parts.append(count_noun(header.tables.get("batch", 0), "change"))
    if header.files:
        parts.append(f"{count_noun(header.files, 'file')} of your own")
    return ", ".join(parts)


def _write(environment: Environment, made: Export, stream: IO[bytes]) -> None:
    with progress(environment, "exporting", made.header.steps(AT_ONCE)) as bar:
        for line in made.lines(bar.advance):
            stream.write(line)


def _standard_output(environment: Environment) -> IO[bytes]:
    """Return standard output as it takes bytes."""
    environment.stdout.flush()
    found: IO[bytes] | None = getattr(environment.stdout, "buffer", None)
    if found is None:
        raise RelcliError("standard output is closed")
    return found


def _refuse_existing(file: Path, target: str, database: Path, *, replace: bool) -> None:
    """Raise an error if the file must not be written."""
    if not os.path.lexists(file):
        return
    if not file.is_file():
        raise UsageError("is not a file", where=target, hint="'-' writes to standard output")
    if file == Path(os.path.realpath(database)):
        raise UsageError("is the database itself", where=target, hint="name another file")
    if not replace:
        raise RelcliError("already exists", where=target, hint="name a new file, or replace it with --replace")


@contextmanager
def _failures_reported(target: str) -> Iterator[None]:
    """Report after an interrupt or on a full disk that nothing was written."""
    try:
        yield
    except OSError as error:
        if target == "-" or not is_disk_full(error):
            raise
        raise disk_full(error, target, NOTHING) from error
    except KeyboardInterrupt as interrupt:
        interrupt.add_note("the export is incomplete" if target == "-" else NOTHING)
        raise


COMMAND = command(
    examples="""
    relcli export --all relations.jsonl.gz
    relcli export --all relations.jsonl.zst --no-settings
    relcli export --all - | gpg --encrypt --recipient me > relations.jsonl.gpg
    """
)(export)
