"""`relcli recode`: code the stored documents again."""

from typing import TYPE_CHECKING, Annotated

from typer import Option

from relcli.cli.answers import planned, write_listing
from relcli.cli.coders import Jobs, coding
from relcli.cli.decisions import DecisionOptions, changing, confirmed
from relcli.cli.declaring import command
from relcli.cli.numbers import counted
from relcli.cli.options import DatabaseOptions, OutputOptions
from relcli.cli.progress import progress
from relcli.environment import Environment
from relcli.errors import ExitCode
from relcli.output.fields import Fields
from relcli.store.decide.recode import RECODE_FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from sqlite3 import Connection

    from relcli.coder import Coder
    from relcli.coding import Document
    from relcli.store.decide.recode import Recoded

CHANGES = Fields(names=RECODE_FIELDS, brief=("change", "event", "document", "differences", "headline"))

Yes = Annotated[bool, Option("--yes", "-y", help="Write it without asking.")]


def recode(
    environment: Environment,
    output: OutputOptions,
    decision: DecisionOptions,
    database: DatabaseOptions,
    jobs: Jobs = None,
    yes: Yes = False,
) -> ExitCode:
    """Code the stored documents again with today's coder and lexicon; list what changes, then ask.

    A coding takes the place of the one whose sentence it shares, so events keep their numbers. What people
    decided holds, and so does what they wrote. Without a terminal nothing is written unless --yes is given.
    """
    plan = planned(environment, output, CHANGES)
    if plan is None:
        return ExitCode.DONE
    from relcli.store.decide import recode as recoding

    with changing(environment, database, dry_run=decision.dry_run) as opened:
        stored = dict(_stored(opened.conn))
        with (
            coding(environment, jobs, [iter(stored)]) as (coder, files),
            progress(environment, "coding", len(stored)) as bar,
        ):
            changed = [
                found
                for file in files
                for document in bar.over(file)
                if (found := _compared(opened.conn, stored[document], document, coder)).changes
            ]
        changes = [change for each in changed for change in each.changes]
        ended = write_listing(environment, plan, CHANGES.sorted(changes, plan.sorting))
        environment.stdout.flush()
        environment.info(_counts([change.change for change in changes], len(changed), len(stored)))
        wanted = bool(changes) and not decision.dry_run
        if wanted and (yes or environment.stdin_is_terminal) and confirmed(environment, "write it?", yes=yes):
            batch = decision.batch(environment, "recode", [])
            events = recoding.recode(opened.conn, changed, coder, batch)
            environment.info(f"written; {counted(events, 'new event')}; 'relcli undo' takes it back")
        elif wanted:
            environment.info("nothing was written; --yes writes it")
    return ended


def _stored(opened: "Connection") -> "Iterator[tuple[Document, int]]":
    """Yield the documents that were coded here with their numbers."""
    from relcli.store.decide.recode import stored_documents

    return ((document, number) for number, document in stored_documents(opened))


def _compared(opened: "Connection", number: int, document: "Document", coder: "Coder") -> "Recoded":
    """Code a document and compare that with what is stored."""
    from relcli.store.decide.recode import compare

    return compare(opened, number, document, coder.code(document))


def _counts(kinds: list[str], changed: int, documents: int) -> str:
    """Return in one line how much changes."""
    counts = [f"{kinds.count(kind):,} {kind}" for kind in ("gained", "lost", "changed")]
    return f"codings: {', '.join(counts)}, in {changed:,} of {counted(documents, 'document')}"


COMMAND = command(
    examples="""
    relcli recode
    relcli recode --dry-run -f csv > changes.csv
    relcli recode --yes --quiet
    """
)(recode)
