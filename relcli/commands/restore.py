"""`relcli restore`: a new database from an export of everything."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Annotated, NamedTuple

from typer import Argument, Option

from relcli.cli.declaration import command
from relcli.cli.options import DatabaseOptions
from relcli.cli.own_files import bring_back
from relcli.cli.progress import progress
from relcli.commands.export import holding
from relcli.environment import Environment
from relcli.errors import ExitCode, RelcliError, UsageError
from relcli.store.check import problems
from relcli.store.connection import check_folder
from relcli.store.migrations import SCHEMA_VERSION
from relcli.store.transfer.deriving import STEPS
from relcli.store.transfer.exporting import AT_ONCE, OwnFile
from relcli.store.transfer.files import lines_of, new_file, unpacked
from relcli.store.transfer.restoring import NOTHING, Restored, load, new_database

PANEL = "Restore"
Source = Annotated[
    str,
    Argument(
        metavar="FILE", help="A file written by 'relcli export --all'; '-' is standard input.", show_default=False
    ),
]


class RestoreOptions(NamedTuple):
    """What is restored."""

    settings: Annotated[
        bool,
        Option(
            "--settings", help="Also restore lexicon tables and settings where you have none.", rich_help_panel=PANEL
        ),
    ] = False
    dry_run: Annotated[
        bool, Option("--dry-run", help="Check the whole file; write nothing.", rich_help_panel=PANEL)
    ] = False


def restore(environment: Environment, source: Source, options: RestoreOptions, database: DatabaseOptions) -> ExitCode:
    """Make a new database from a file written by 'relcli export --all', the same as the exported one.

    The database must not exist yet: nothing is merged or replaced. A file that is cut off or damaged is refused
    with the line and the reason, and nothing is written. Lexicon tables and settings come back only with --settings,
    because settings can start programs: look at them first if the file is not your own.
    """
    path = database.path(environment)
    if not options.dry_run:
        _refuse_existing(path)
        database.make_default_folder(environment)
        check_folder(path)
    with _interrupt_noted(), _opened(environment, source) as raw:
        lines = lines_of(unpacked(raw, source), source)
        held = Restored(lines, source, SCHEMA_VERSION)
        if options.dry_run:
            files, problems = _fill(environment, held, None)
        else:
            with new_file(path) as part:
                files, problems = _fill(environment, held, part, str(path))
    for line in problems:
        environment.warn(f"relcli: {line}")
    if options.dry_run and os.path.lexists(path):
        environment.info(f"{source} is complete: {holding(held.header)}; {path} exists, restore with --db NEW_FILE")
    else:
        verb = "would restore" if options.dry_run else "restored"
        environment.info(f"{verb} {holding(held.header)} into {path}")
    _own_files(environment, files, options)
    return ExitCode.DATABASE if problems else ExitCode.DONE


def _fill(
    environment: Environment, held: Restored, part: Path | None, name: str = ""
) -> tuple[list[OwnFile], list[str]]:
    """Fill a new database; return the user's files, and what is wrong in the database, as it already was."""
    with (
        new_database(part, name) as opened,
        progress(environment, "restoring", held.header.steps(AT_ONCE) + STEPS + 1) as bar,
    ):
        files = load(opened, held, bar.advance)
        return files, list(problems(opened))


def _own_files(environment: Environment, files: list[OwnFile], options: RestoreOptions) -> None:
    """Bring the user's files back if that is asked for; otherwise say that they are there."""
    if options.settings:
        bring_back(environment, files, dry_run=options.dry_run)
    elif files:
        names = ", ".join(file.name for file in files)
        environment.info(f"not restored: {names}; --settings restores those that do not exist yet")


def _refuse_existing(path: Path) -> None:
    """Raise an error if there is a database, or leftovers of another one."""
    if str(path) == ":memory:":
        raise UsageError("a restored database needs a file", hint="name it with --db")
    if os.path.lexists(path):
        hint = "name a new one with --db, or move this one away; restore never merges"
        raise RelcliError("already exists", where=str(path), hint=hint)
    for left in (path.with_name(path.name + "-wal"), path.with_name(path.name + "-journal")):
        if left.exists() and left.stat().st_size:
            raise RelcliError(
                "holds changes to a database that no longer exists", where=str(left), hint="move it away first"
            )


@contextmanager
def _opened(environment: Environment, source: str) -> Iterator[IO[bytes]]:
    """Open the file, or standard input."""
    if source != "-":
        with Path(source).open("rb") as stream:
            yield stream
        return
    found: IO[bytes] | None = getattr(environment.stdin, "buffer", None)
    if found is None:
        raise RelcliError("standard input is closed")
    yield found


@contextmanager
def _interrupt_noted() -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt as interrupt:
        interrupt.add_note(NOTHING)
        raise


COMMAND = command(
    examples="""
    relcli restore relations.jsonl.gz --db restored.db
    relcli restore relations.jsonl.gz --dry-run
    relcli restore relations.jsonl.gz --settings
    """
)(restore)
