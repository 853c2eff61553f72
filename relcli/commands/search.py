"""`relcli search`: documents by their words."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from relcli.cli.answers import planned, reason_for_nothing, write_listing
from relcli.cli.declaration import command
from relcli.cli.options import DatabaseOptions, FilterOptions, OutputOptions
from relcli.cli.questions import open_question
from relcli.environment import Environment
from relcli.errors import ExitCode
from relcli.output.fields import Fields
from relcli.store.read import documents
from relcli.store.read.documents import FOUND_FIELDS, SNIPPET_END, SNIPPET_START, FoundDocument

FOUND = Fields(names=FOUND_FIELDS, brief=("id", "date", "name", "outlet", "events", "snippet"))


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
        plan = plan._replace(nothing=reason_for_nothing(opened, filters))
        words, others = wanted.text, replace(wanted, text="", raw_text=False)
        fetch, raw = 0 if plan.sorting else plan.fetch, wanted.raw_text
        found: Iterable[FoundDocument] = documents.search_documents(opened, words, others, limit=fetch, raw=raw)
        if plan.sorting:
            found = FOUND.sorted(found, plan.sorting)

        def count() -> int:
            return documents.count_found(opened, words, others, raw=raw)

        return write_listing(environment, plan, _marked(found, "*" if plan.reading else ""), count)


def _marked(found: Iterable[FoundDocument], sign: str) -> Iterator[FoundDocument]:
    """Yield the documents with `sign` around the words searched for, in place of the store's own marks."""
    table = str.maketrans({SNIPPET_START: sign, SNIPPET_END: sign})
    for document in found:
        yield replace(document, snippet=document.snippet.translate(table))


COMMAND = command(
    examples="""
    relcli search gas pipeline --period 2019..2024
    relcli search 'joint statement' --country India -f jsonl
    relcli search --raw-query 'title:gas NOT (lng OR coal)'
    """
)(search)
