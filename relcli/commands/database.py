"""`relcli database`: inspect, check, repair, back up and upgrade the file that holds everything."""

import os
from pathlib import Path
from typing import Annotated

from typer import Argument, Option

from relcli.cli.answers import planned, write_listing
from relcli.cli.declaration import command
from relcli.cli.options import DatabaseOptions, OutputOptions
from relcli.english import count_noun
from relcli.environment import Environment
from relcli.errors import ExitCode, RelcliError
from relcli.output.fields import Fields
from relcli.output.screen import Screen
from relcli.store import connection, copies, maintenance
from relcli.store.migrations import SCHEMA_VERSION


def _screen() -> Screen:
    from relcli.reports.listing_screens import content_screen  # only terminals have it

    return content_screen()


CONTENT = Fields(names=("what", "count"), keyed=True, screen=_screen)

Target = Annotated[Path, Argument(metavar="FILE", help="A new file.", show_default=False, readable=False)]
Quick = Annotated[
    bool, Option("--quick", help="Check pages, keys and tables only, not their contents.", show_default=False)
]
DryRun = Annotated[bool, Option("--dry-run", help="Say what would be saved; write nothing.", show_default=False)]


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


def check(environment: Environment, database: DatabaseOptions, quick: Quick = False) -> ExitCode:
    """Check that the file is sound: its pages, keys, texts and their checksums, events against mentions and decisions,
    indexes, summaries and full text.

    Each problem is one line; the exit code is 4 if there are any. The file is only read, even while others write to it.
    """
    from relcli.store.check import problems

    sound = True
    with database.reading(environment) as opened:
        for line in problems(opened, quick=quick):
            environment.warn(f"relcli: {line}")
            sound = False
    if sound:
        environment.info("sound")
        return ExitCode.DONE
    environment.info("not sound; 'relcli database repair NEW_FILE' saves what is intact")
    return ExitCode.DATABASE


def backup(environment: Environment, target: Target, database: DatabaseOptions) -> ExitCode:
    """Copy the whole database into a new file, even while another program writes to it."""
    with database.reading(environment) as opened:
        copies.back_up(opened, target)
    environment.info(f"copied to {target}")
    return ExitCode.DONE


def repair(environment: Environment, target: Target, database: DatabaseOptions, dry_run: DryRun = False) -> ExitCode:
    """Save what is intact in a damaged database to a new file; the damaged one is only read.

    Texts, mentions and decisions that agree with their checksums are copied, and all else is derived from them:
    events keep their numbers. Every lost row is named; the exit code is 4 if there are any.
    """
    from relcli.store.repair import repair as repair_into

    path = database.path(environment)
    if os.path.lexists(target):
        raise RelcliError("already exists", where=str(target), hint="name a new file")
    report = repair_into(path, None if dry_run else target)
    for line in report.lines():
        environment.warn(f"relcli: {line}")
    kept = ", ".join(count_noun(report.kept[table], table) for table in ("document", "mention", "decision"))
    lost = f"{count_noun(sum(report.lost.values()), 'row')} lost" if report.lost else "nothing lost"
    environment.info(f"{'would save' if dry_run else 'saved'} {kept} in {target}; {lost}")
    return ExitCode.DATABASE if report.lost else ExitCode.DONE


def upgrade(environment: Environment, database: DatabaseOptions) -> ExitCode:
    """Upgrade a database made by an earlier version; a copy is made beside it first.

    Every command that writes does this too; commands that read never change the file.
    """
    path = database.path(environment)
    before = connection.schema_version(path, database.patience(environment))
    with database.writing(environment):
        pass
    if before >= SCHEMA_VERSION:
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
    "repair": command(
        examples="""
        relcli database repair saved.db
        relcli database repair saved.db --db damaged.db --dry-run
        """
    )(repair),
    "upgrade": command(
        examples="""
        relcli database upgrade
        """
    )(upgrade),
}
