"""`relcli recode`: code the stored documents again."""

from sqlite3 import Connection
from typing import TYPE_CHECKING, Annotated

from typer import Option

from relcli.cli.answers import planned, write_listing
from relcli.cli.coders import Jobs, coding
from relcli.cli.decisions import DECISION, DecisionOptions, confirmed
from relcli.cli.declaration import command
from relcli.cli.options import DatabaseOptions, OutputOptions
from relcli.cli.progress import beside, progress
from relcli.english import count_noun
from relcli.environment import Environment
from relcli.errors import ExitCode, InputError, RelcliError, fault, trace_of
from relcli.output.fields import Fields
from relcli.store.decide import recode as recoding

if TYPE_CHECKING:
    from relcli.cli.answers import Plan
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
    with database.writing(environment, dry_run=decision.dry_run) as opened:
        work = _Work(environment, opened.conn, jobs)
        while True:
            if not yes or decision.dry_run:
                ended = _listed(work, plan)
                if not work.changes or decision.dry_run:
                    return ended
                if not (environment.stdin_is_terminal and confirmed(environment, "write the changes?", yes=False)):
                    environment.info("nothing was written; confirm with --yes")
                    return ended
            try:
                events = work.write(decision)
            except recoding.StaleError:
                environment.info("another program has coded the documents in the meantime; comparing again")
                work.compare()
            else:
                break
        if yes:  # nobody decides by the list, so it is shown once, as written
            ended = _listed(work, plan)
    if work.changes:
        environment.info(f"written; {count_noun(events, 'new event')}; 'relcli undo' takes it back")
    return ended


class _Work:
    """The stored documents coded again, beside what is stored."""

    def __init__(self, environment: Environment, opened: Connection, jobs: str | None) -> None:
        self.environment = environment
        self.opened = opened
        self._jobs = jobs
        self.compare()

    def compare(self) -> None:
        """Code and compare all documents."""
        self.state = recoding.state_of_codings(self.opened)
        stored = {document: number for number, document in recoding.stored_documents(self.opened)}
        self.documents = len(stored)
        self.failed: list[tuple[Document, Exception]] = []
        with (
            progress(self.environment, "coding", len(stored)) as bar,
            coding(beside(self.environment, bar), self._jobs, [iter(stored)]) as (self.coder, files),
        ):
            compared = (self._compared(stored[document], document) for file in files for document in bar.over(file))
            self.changed = [each for each in compared if each is not None and each.changes]

    def _compared(self, number: int, document: "Document") -> recoding.Recoded | None:
        """Code a document and compare the result with what is stored; None where the coder fails: what is stored
        stays."""
        try:
            events = self.coder.code(document)
        except RelcliError:
            raise
        except Exception as error:
            self.failed.append((document, error))
            return None
        return recoding.compare(self.opened, number, document, events)

    def write(self, decision: DecisionOptions) -> int:
        """Write the changes; return how many events are new. StaleError if there are others by now."""
        if not self.changed:
            return 0
        batch = decision.batch(self.environment, "recode", [])
        return recoding.recode(self.opened, self.changed, self.coder, batch, self.state)

    @property
    def changes(self) -> list[recoding.Change]:
        """Everything that changes."""
        return [change for each in self.changed for change in each.changes]


def _listed(work: _Work, plan: "Plan") -> ExitCode:
    """List what changes, and report how much, and on which documents the coder failed."""
    ended = write_listing(work.environment, plan, CHANGES.sorted(work.changes, plan.sorting))
    work.environment.stdout.flush()
    for document, error in work.failed:
        trace = trace_of(error) if work.environment.debug else ""
        work.environment.error(InputError(fault(error), where=document.name), ExitCode.PARTIAL_IMPORT, trace)
    work.environment.info(_counts([change.change for change in work.changes], len(work.changed), work.documents))
    return ExitCode.PARTIAL_IMPORT if work.failed else ended


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
