"""`relcli code`: what the coder finds, without any database."""

from itertools import chain
from typing import Any

from relcli.cli.answers import planned, sparing, write_listing
from relcli.cli.coders import Jobs, coding
from relcli.cli.declaration import command
from relcli.cli.inputs import InputOptions, Paths
from relcli.cli.options import OutputOptions
from relcli.cli.progress import beside, reading_progress
from relcli.coding import Document
from relcli.environment import Environment
from relcli.errors import ExitCode
from relcli.reports.record import CODED, coded_records


def code(
    environment: Environment, paths: Paths, inputs: InputOptions, output: OutputOptions, jobs: Jobs = None
) -> ExitCode:
    """Code documents and print their events: a table on a terminal, jsonl in a pipe or file.

    'number' counts the events of a document and 'part_of' refers to it; the evidence is the document's text from
    'start' to 'end'.
    """
    plan = planned(environment, output, CODED, piped="jsonl")
    if plan is None:
        return ExitCode.DONE
    found = inputs.inputs(paths, environment)
    plan = sparing(plan, found.sources())
    # On a terminal the events themselves show how far it has come.
    elsewhere = output.to_file or not environment.stdout_is_terminal
    with reading_progress(environment, "coding", found.sizes, wanted=elsewhere) as meter:
        seen, found = beside(environment, meter.bar), found._replace(opened=meter.opened)
        with coding(seen, jobs, meter.reading(found.files())) as (coder, files):

            def coded(document: Document) -> list[dict[str, Any]]:
                return list(coded_records(document, coder.code(document)))

            made = (found.done(coded, document) or () for file in meter.done(files) for document in file)
            records = chain.from_iterable(made)
            ended = write_listing(seen, plan, CODED.sorted(records, plan.sorting) if plan.sorting else records)
    environment.stdout.flush()
    found.report_rejected()
    return ExitCode.PARTIAL_IMPORT if found.rejected else ended


COMMAND = command(
    examples="""
    relcli code article.txt
    relcli code articles/ -f jsonl | jq -r .headline
    relcli code archive.jsonl --jobs auto -o events.jsonl
    cat article.txt | relcli code - --date 2024-03-31
    """,
    legend="events",
)(code)
