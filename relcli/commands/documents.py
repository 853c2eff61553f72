"""`relcli documents`: what was imported."""

from relcli.cli.answers import planned, write_listing
from relcli.cli.declaring import command
from relcli.cli.nothing import explained
from relcli.cli.options import DatabaseOptions, FilterOptions, OutputOptions, PagingOptions
from relcli.cli.questions import asked
from relcli.environment import Environment
from relcli.errors import ExitCode
from relcli.output.fields import Fields
from relcli.store.read.documents import DOCUMENT_FIELDS

DOCUMENTS = Fields(
    names=DOCUMENT_FIELDS, brief=("id", "date", "name", "title", "outlet", "events", "mentions", "imported")
)


def list_documents(
    environment: Environment,
    filters: FilterOptions,
    output: OutputOptions,
    paging: PagingOptions,
    database: DatabaseOptions,
) -> ExitCode:
    """List the imported documents with the number of events found in each.

    Filters choose documents by the events they tell; a period alone chooses them by their own date.
    """
    plan = planned(environment, output, DOCUMENTS)
    if plan is None:
        return ExitCode.DONE
    page = paging.page(plan.sorting, plan.fetch)
    with asked(environment, filters, database) as (opened, wanted):
        plan = plan._replace(nothing=explained(opened, filters))
        from relcli.store.read import documents

        rows = documents.list_page(opened, wanted, page)
        return write_listing(environment, plan, rows, lambda: documents.count_documents(opened, wanted), page)


COMMAND = command(
    examples="""
    relcli documents
    relcli documents --imported-since yesterday -f csv
    """
)(list_documents)
