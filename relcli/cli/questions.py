"""How every listing asks its question: the database is opened, what was typed and the views it names become Filters.

A saved view is a question under a name. It is stored as it was typed, so that 'last month' stays relative.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from relcli.errors import UsageError, nearest
from relcli.query import question
from relcli.query.terms import MIN_CONFIDENCE, Term, Word, names_view, walked, with_views
from relcli.query.typed import as_line, parse_line
from relcli.store.query.fulltext import explained

if TYPE_CHECKING:
    from collections.abc import Iterator
    from sqlite3 import Connection

    from relcli.cli.options import DatabaseOptions, FilterOptions
    from relcli.environment import Environment
    from relcli.query.filters import Filters


@contextmanager
def open_question(
    environment: Environment, options: FilterOptions, database: DatabaseOptions, *, of_documents: bool = False
) -> Iterator[tuple[Connection, Filters]]:
    """Open the database for reading and yield it with the filters that were asked for.

    Errors in the words typed are raised before the database is looked for, unless the words name a view. Once the
    answer is written, words that may have meant something else are remarked on; `of_documents` says that they were
    searched for in whole documents.
    """
    terms = options.terms()
    wanted = None if names_view(terms) else to_filters(environment, terms, of_documents=of_documents)
    with database.reading(environment) as opened:
        if wanted is None:
            found = with_views(terms, lambda view: stored_terms(opened, view))
            wanted = to_filters(environment, found, of_documents=of_documents)
        with explained(_raw_text(wanted)):
            yield opened, wanted
            if options.query:
                _remark(environment, opened, terms, wanted, of_documents=of_documents)


def _remark(
    environment: Environment, opened: Connection, terms: list[Term], wanted: Filters, *, of_documents: bool
) -> None:
    """Say what the words of a question may have meant; where nothing was found, that was said with it."""
    from relcli.cli.remarks import remarks

    said = remarks(terms, nothing_found=False, of_documents=of_documents)
    if said:
        from relcli.store.read.events import list_events

        if of_documents or next(iter(list_events(opened, wanted, limit=1)), None) is not None:
            for line in said:
                environment.info(line)


def to_filters(environment: Environment, terms: list[Term], *, of_documents: bool = False) -> Filters:
    """Return what the terms ask for today and, unless it is asked for documents, the settings where the terms say
    nothing; with --debug report which period that is."""
    added = [] if of_documents else of_settings(environment, terms)
    wanted = question.to_filters([*terms, *added], environment.today)
    if environment.debug:
        for sign, filters in wanted.walked():
            if filters.since or filters.until:
                environment.info(f"period {sign}{filters.since}..{filters.until}")
    return wanted


def of_settings(environment: Environment, terms: list[Term]) -> list[Term]:
    """Return the terms that the settings add to a question: how sure the coder has to be, unless the question says."""
    least = environment.setting("min_confidence")
    if not least or any(term.key == MIN_CONFIDENCE for term in walked(terms)):
        return []
    return [Term(MIN_CONFIDENCE, (Word(f"{least:g}"),))]


def _raw_text(filters: Filters) -> str:
    """Return a query in FTS5's own syntax among the filters, '' if there is none."""
    return next((each.text for _, each in filters.walked() if each.raw_text), "")


def as_typed(options: FilterOptions) -> str:
    """Return what was typed as one line, as a shell would take it; a view is stored like this."""
    return as_line(options.query or (), options.given())


def stored_terms(opened: Connection, name: Word) -> list[Term]:
    """Return the terms of a view; UsageError with the closest names if there is none of this name."""
    from relcli.store.read.saved_views import load_view  # here and below: only views need it

    found = load_view(opened, name.text)
    if found is None:
        raise unknown_view(opened, name.text, name.where)
    return parse_line(found.options)


def unknown_view(opened: Connection, name: str, where: str = "") -> UsageError:
    """Return the error for a view that was never saved."""
    from relcli.store.read.saved_views import list_views

    known = [view.name for view in list_views(opened)]
    hint = nearest(name, known, "views are", sign="@") if known else "'relcli view save' saves one"
    return UsageError(f"no view @{name}", where=where, hint=hint)
