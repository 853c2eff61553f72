"""`relcli database`: inspect, check, back up and upgrade the file that holds everything."""

from pathlib import Path
from typing import Annotated

from typer import Argument

from relcli.cli.answers import planned, write_listing
from relcli.cli.decisions import changing
from relcli.cli.declaration import command
from relcli.cli.options import DatabaseOptions, OutputOptions, count_noun
from relcli.environment import Environment
from relcli.errors import ExitCode
from relcli.output.fields import Fields
from relcli.store import connection, copies, maintenance
from relcli.store.migrations import SCHEMA_VERSION

CONTENT = Fields(names=("what", "count"), keyed=True)

Target = Annotated[Path, Argument(metavar="FILE", help="A new file.", show_default=False, readable=False)]


def info(environment: Environment, output: OutputOptions, database: DatabaseOptions) -> ExitCode:
    """Show where the database is, how large it is, and how much it holds."""
    plan = planned(environment, output, CONTENT)
    if plan is None:
        return ExitCode.DONE
    path = database.path(environment)
    with database.reading(environment) as opened:
        held = maintenance.counts(opened)
    records = [{"what": what, "count": count} for what, count in held.items()]
    records += [{"what": "bytes", "count": path.stat().st_size}, {"what": "schema version", "count": SCHEMA_VERSION}]
    code = write_listing(environment, plan, records)
    environment.stdout.flush()
    environment.info(str(path.absolute()))
    return code


def check(environment: Environment, database: DatabaseOptions) -> ExitCode:
    """Check that the file is sound: its pages, keys, events and mentions, indexes, summaries and full text.

    Each problem is one line; the exit code is 4 if there is any.
    """
    with changing(environment, database, dry_run=True) as opened:
        found = list(maintenance.problems(opened.conn))
    for line in found:
        environment.warn(f"relcli: {line}")
    environment.info(f"{count_noun(len(found), 'problem')} found" if found else "sound")
    return ExitCode.DATABASE if found else ExitCode.DONE


def backup(environment: Environment, target: Target, database: DatabaseOptions) -> ExitCode:
    """Copy the whole database into a new file, even while another program writes to it."""
    with database.reading(environment) as opened:
        copies.back_up(opened, target)
    environment.info(f"copied to {target}")
    return ExitCode.DONE


def upgrade(environment: Environment, database: DatabaseOptions) -> ExitCode:
    """Upgrade a database made by an earlier version; a copy is made beside it first.

    Every command that writes does this too; commands that read never change the file.
    """
    path = database.path(environment)
    before = connection.schema_version(path, database.patience(environment))
    with changing(environment, database, dry_run=False):
        pass
    if before < SCHEMA_VERSION:
        environment.info(f"upgraded from schema {before} to {SCHEMA_VERSION}; a copy of the old file is beside it")
    else:
        environment.info(f"up to date (schema {SCHEMA_VERSION})")
    return ExitCode.DONE


MEMBERS = {
    "info": command(
        examples="""
        relcli database info
        """
    )(info),
    "check": command(
        examples="""
        relcli database check
        """
    )(check),
    "backup": command(
        examples="""
        relcli database backup relations-2024.db
        """
    )(backup),
    "upgrade": command(
        examples="""
        relcli database upgrade
        """
    )(upgrade),
}
