"""`relcli import`: documents and events into the database."""

from functools import partial
from typing import Annotated

from typer import Option

from relcli.cli.coders import Jobs, coding
from relcli.cli.declaration import command
from relcli.cli.inputs import DOCUMENTS, EventFiles, InputOptions, Paths
from relcli.cli.options import DatabaseOptions
from relcli.cli.progress import Meter, beside, reading_progress
from relcli.coding import Document
from relcli.english import count_noun
from relcli.environment import Environment
from relcli.errors import ExitCode
from relcli.escaping import written_out
from relcli.store.write import documents as importing
from relcli.store.write.batches import Batch
from relcli.store.write.documents import ImportResult

DryRun = Annotated[
    bool,
    Option("--dry-run", help="Show what would happen; write nothing.", show_default=False, rich_help_panel=DOCUMENTS),
]

KEPT = "everything finished so far was imported, the same command imports the rest"
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
        reading_progress(environment, "importing", found.sizes) as meter,
    ):
        seen = beside(environment, meter.bar)
        events = EventFiles(seen, opened, batch)
        events.on_rows = partial(on_rows, meter)
        found = found._replace(take_events=events.take, opened=meter.opened)
        files = meter.reading(found.files())
        with coding(seen, jobs, files, partial(importing.is_known, opened)) as (coder, coded):
            report = partial(on_document, meter, len(found.paths))
            result = importing.import_documents(opened, meter.done(coded), coder, batch, on_document=report)
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
    line = f"{verb} {count_noun(result.documents, 'document')}, {count_noun(result.events + result.joined, 'event')}"
    if result.joined:
        line += f" ({result.events:,} new, {result.joined:,} already known)"
    if result.known:
        line += f"; {count_noun(result.known, 'document')} already known"
    if result.rejected:
        line += f"; {len(result.rejected):,} rejected"
    return line


def on_document(meter: Meter, inputs: int, document: Document, result: ImportResult) -> None:
    """Show how many documents, or files of one document each, are in."""

    def words() -> str:
        files = f"{meter.files:,} of {count_noun(inputs, 'file')}" if inputs > 1 else ""
        return f"{files or count_noun(result.documents, 'document')}, {count_noun(result.coded, 'event')}"

    meter.bar.say(words)


def on_rows(meter: Meter, read: int, events: int) -> None:
    """Show how many rows of event files are read."""
    meter.here()
    meter.bar.say(lambda: count_noun(read, "row") + (f", {count_noun(events, 'event')}" if events else ""))


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
