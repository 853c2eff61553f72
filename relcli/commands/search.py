"""`relcli search`: documents by their words."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from relcli.cli.answers import planned, reason_for_nothing, shows_screen, write_listing
from relcli.cli.declaration import command
from relcli.cli.options import DatabaseOptions, FilterOptions, OutputOptions
from relcli.cli.questions import open_question
from relcli.environment import Environment
from relcli.errors import ExitCode
from relcli.output.fields import Fields
from relcli.output.screen import Screen
from relcli.store.read import documents
from relcli.store.read.documents import FOUND_FIELDS, SNIPPET_END, SNIPPET_START, FoundDocument


def _screen() -> Screen:
    from relcli.reports.document_screen import found_screen  # only terminals have it

    return found_screen()


FOUND = Fields(
    names=FOUND_FIELDS,
    brief=("id", "date", "name", "outlet", "events", "snippet"),
    reading={"snippet": lambda document: _marked(document.snippet, "*")},
    screen=_screen,
)


def search(
    environment: Environment, filters: FilterOptions, output: OutputOptions, database: DatabaseOptions
) -> ExitCode:
    """Find documents that contain all words and "phrases" of the query, best match first.

    key:value filters as in all listings: 'gas pipeline country:russia date:2024 ^lng'. To find events by the words of
    their sentence: relcli list --text WORDS.
    """
    plan = planned(environment, output, FOUND)
    if plan is None:
        return ExitCode.DONE
    with open_question(environment, filters, database, of_documents=True) as (opened, wanted):
        plan = plan._replace(nothing=reason_for_nothing(environment, opened, filters, of_documents=True))
        words, others = wanted.text, replace(wanted, text="", raw_text=False)
        fetch, raw = 0 if plan.sorting else plan.fetch, wanted.raw_text
        found: Iterable[FoundDocument] = documents.search_documents(
            opened, words, others, limit=fetch, raw=raw, beside_title=shows_screen(environment, plan)
        )
        if plan.sorting:
            found = FOUND.sorted(found, plan.sorting)

        def count() -> int:
            return documents.count_found(opened, words, others, raw=raw)

        return write_listing(environment, plan, found if plan.reading else _unmarked(found), count)


def _unmarked(found: Iterable[FoundDocument]) -> Iterator[FoundDocument]:
    """Yield the documents without the store's marks around the words searched for."""
    for document in found:
        yield replace(document, snippet=_marked(document.snippet, ""))


def _marked(snippet: str, sign: str) -> str:
    """Return a snippet with `sign` around the words searched for."""
    return snippet.replace(SNIPPET_START, sign).replace(SNIPPET_END, sign)


COMMAND = command(
    examples="""
    relcli search gas pipeline --period 2019..2024
    relcli search 'joint statement' --country India -f jsonl
    relcli search --raw-query 'title:gas NOT (lng OR coal)'
    """,
    legend="passages",
)(search)
