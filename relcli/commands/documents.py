"""`relcli documents`: what was imported."""

from relcli.cli.answers import planned, reason_for_nothing, write_listing
from relcli.cli.declaration import command
from relcli.cli.options import DatabaseOptions, FilterOptions, OutputOptions, PagingOptions
from relcli.cli.questions import open_question
from relcli.environment import Environment
from relcli.errors import ExitCode
from relcli.output.fields import Fields
from relcli.output.screen import Screen
from relcli.store.read import documents
from relcli.store.read.documents import DOCUMENT_FIELDS


def _screen() -> Screen:
    from relcli.reports.document_screen import document_screen  # only terminals have it

    return document_screen()


DOCUMENTS = Fields(
    names=DOCUMENT_FIELDS,
    brief=("id", "date", "name", "title", "outlet", "events", "mentions", "imported"),
    screen=_screen,
)


def list_documents(
    environment: Environment,
    filters: FilterOptions,
    output: OutputOptions,
    paging: PagingOptions,
    database: DatabaseOptions,
) -> ExitCode:
    """List the imported documents with the number of events found in each.

    Filters select documents by the events they report; a period alone selects them by their own date.
    """
    plan = planned(environment, output, DOCUMENTS)
    if plan is None:
        return ExitCode.DONE
    page = paging.page(plan.sorting, plan.fetch)
    with open_question(environment, filters, database, of_documents=True) as (opened, wanted):
        plan = plan._replace(nothing=reason_for_nothing(environment, opened, filters, of_documents=True))
        rows = documents.list_page(opened, wanted, page)
        return write_listing(environment, plan, rows, lambda: documents.count_documents(opened, wanted), page)


COMMAND = command(
    examples="""
    relcli documents
    relcli documents --imported-since yesterday -f csv
    """
)(list_documents)
