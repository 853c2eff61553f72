"""`relcli recode`: code the stored documents again."""

from sqlite3 import Connection
from typing import TYPE_CHECKING, Annotated

from typer import Option

from relcli.cli.answers import planned, write_listing
from relcli.cli.coders import Jobs, coding
from relcli.cli.decisions import DECISION, DecisionOptions, changing, confirmed
from relcli.cli.declaration import command
from relcli.cli.options import DatabaseOptions, OutputOptions, count_noun
from relcli.cli.progress import progress
from relcli.environment import Environment
from relcli.errors import ExitCode, InputError, RelcliError, fault, trace_of
from relcli.output.fields import Fields
from relcli.store.decide import recode as recoding

if TYPE_CHECKING:
    from relcli.coder import Coder
    from relcli.coding import Document

CHANGES = Fields(names=recoding.RECODE_FIELDS, brief=("change", "event", "document", "differences", "headline"))

Yes = Annotated[
    bool, Option("--yes", "-y", help="Write the changes without asking.", show_default=False, rich_help_panel=DECISION)
]


def recode(
    environment: Environment,
    output: OutputOptions,
    decision: DecisionOptions,
    database: DatabaseOptions,
    jobs: Jobs = None,
    yes: Yes = False,
) -> ExitCode:
    """Code the stored documents again with the present coder and lexicon; list what changes, then ask.

    A new coding replaces the old one of the same sentence, so events keep their numbers. Decisions and edits made by
    hand stay. Without a terminal nothing is written unless --yes is given.
    """
    plan = planned(environment, output, CHANGES)
    if plan is None:
        return ExitCode.DONE
    failed: list[tuple[str, Exception]] = []
    with changing(environment, database, dry_run=decision.dry_run) as opened:
        stored = {document: number for number, document in recoding.stored_documents(opened.conn)}
        with (
            coding(environment, jobs, [iter(stored)]) as (coder, files),
            progress(environment, "coding", len(stored)) as bar,
        ):
            compared = (
                _compared(opened.conn, stored[document], document, coder, failed)
                for file in files
                for document in bar.over(file)
            )
            changed = [each for each in compared if each is not None and each.changes]
        changes = [change for each in changed for change in each.changes]
        ended = write_listing(environment, plan, CHANGES.sorted(changes, plan.sorting))
        environment.stdout.flush()
        for name, error in failed:
            trace = trace_of(error) if environment.debug else ""
            environment.error(InputError(fault(error), where=name), ExitCode.PARTIAL_IMPORT, trace)
        environment.info(_counts([change.change for change in changes], len(changed), len(stored)))
        wanted = bool(changes) and not decision.dry_run
        if wanted and (yes or environment.stdin_is_terminal) and confirmed(environment, "write the changes?", yes=yes):
            batch = decision.batch(environment, "recode", [])
            events = recoding.recode(opened.conn, changed, coder, batch)
            environment.info(f"written; {count_noun(events, 'new event')}; 'relcli undo' takes it back")
        elif wanted:
            environment.info("nothing was written; confirm with --yes")
    return ExitCode.PARTIAL_IMPORT if failed else ended


def _compared(
    opened: Connection, number: int, document: "Document", coder: "Coder", failed: list[tuple[str, Exception]]
) -> recoding.Recoded | None:
    """Code a document and compare the result with what is stored; None, which keeps what is stored, and an entry in
    `failed` where the coder fails."""
    try:
        events = coder.code(document)
    except RelcliError:
        raise
    except Exception as error:
        failed.append((document.name, error))
        return None
    return recoding.compare(opened, number, document, events)


def _counts(kinds: list[str], changed: int, documents: int) -> str:
    """Return in one line how much changes."""
    counts = [f"{kinds.count(kind):,} {kind}" for kind in ("gained", "lost", "changed")]
    return f"codings: {', '.join(counts)}, in {changed:,} of {count_noun(documents, 'document')}"


COMMAND = command(
    examples="""
    relcli recode
    relcli recode --dry-run -f csv > changes.csv
    relcli recode --yes --quiet
    """
)(recode)
