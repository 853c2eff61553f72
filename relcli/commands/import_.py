"""`relcli import`: documents and events into the database."""

from functools import partial
from typing import Annotated

from typer import Option

from relcli.cli.coders import Jobs, coding
from relcli.cli.declaration import command
from relcli.cli.inputs import DOCUMENTS, EventFiles, InputOptions, Paths
from relcli.cli.options import DatabaseOptions, count_noun
from relcli.cli.progress import progress
from relcli.coding import Document
from relcli.environment import Environment
from relcli.errors import ExitCode
from relcli.escaping import written_out
from relcli.output.progress import Progress
from relcli.store.write import documents as importing
from relcli.store.write.batches import Batch
from relcli.store.write.documents import ImportResult

DryRun = Annotated[
    bool,
    Option("--dry-run", help="Show what would happen; write nothing.", show_default=False, rich_help_panel=DOCUMENTS),
]

KEPT = "complete files were imported, the same command imports the rest"
"""What is reported for an import that ends early."""


def import_documents(
    environment: Environment,
    paths: Paths,
    inputs: InputOptions,
    database: DatabaseOptions,
    jobs: Jobs = None,
    dry_run: DryRun = False,
) -> ExitCode:
    """Read documents, code their events and store both; read the events of event files.

    A document is a text whose first line is 'date 2024-03-31', or a line of a .jsonl file with the keys id, date and
    text. Event files are those of GDELT, ICEWS, POLECAT, Phoenix and PLOVER, and relcli's own csv and jsonl, which edit
    the events they were made from. Formats are detected from the content, also in .gz and .zip. Re-importing is a
    no-op. An input that cannot be read is reported, the others are imported, and the exit code is 3.
    """
    batch = Batch("import", f"import {written_out(' '.join(paths))}", environment.now, environment.author)
    found = inputs.inputs(paths, environment)
    with (
        database.writing(environment, dry_run=dry_run, create=True, kept=KEPT) as opened,
    ):
        events = EventFiles(environment, opened, batch)
        found = found._replace(take_events=events.take)
        with (
            coding(environment, jobs, found.files(), partial(importing.is_known, opened)) as (coder, coded),
            # How much one long file holds is not known before its end: the bar then only shows that it goes on.
            progress(environment, "importing", len(found.paths) if len(found.paths) > 1 else None) as bar,
        ):
            events.on_rows = partial(on_rows, bar)
            files = bar.over(coded)
            result = importing.import_documents(opened, files, coder, batch, on_document=partial(on_document, bar))
    found.traces.update(result.traces)
    result.rejected.extend(found.rejected)
    found.rejected[:] = result.rejected
    found.report_rejected()
    verb = "would import" if dry_run else "imported"
    if events.files:
        environment.info(events.line(verb))
    if result.documents or result.known or result.rejected or not events.files:
        environment.info(summary_line(result, verb))
    return ExitCode.PARTIAL_IMPORT if result.rejected or events.rejected else ExitCode.DONE


def summary_line(result: ImportResult, verb: str) -> str:
    """Return in one line what an import did; zeros are left out, except for documents and events."""
    line = f"{verb} {count_noun(result.documents, 'document')}, {count_noun(result.events, 'event')}"
    if result.known:
        line += f"; {result.known:,} already known"
    if result.rejected:
        line += f"; {len(result.rejected):,} rejected"
    return line


def on_document(bar: Progress, document: Document, result: ImportResult) -> None:
    """Show how many documents are in."""
    bar.say(f"{count_noun(result.documents, 'document')}, {count_noun(result.mentions, 'mention')}")


def on_rows(bar: Progress, read: int, mentions: int) -> None:
    """Show how many rows of event files are read."""
    bar.say(f"{count_noun(read, 'row')}, {count_noun(mentions, 'report')}")


COMMAND = command(
    examples="""
    relcli import articles/
    relcli import release.txt --date 2024-03-31 --outlet 'Foreign Ministry'
    relcli import archive.jsonl --jobs auto
    relcli import 20241031120000.export.CSV.zip events.2018.tab.gz
    relcli list -c France -f csv > events.csv; relcli import events.csv
    pdftotext report.pdf - | relcli import - --date 2024-03-31
    """
)(import_documents)
