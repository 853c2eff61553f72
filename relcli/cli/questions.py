"""How every listing asks its question: the database opened, what was typed and the views it names made
Filters."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from sqlite3 import Connection

    from relcli.cli.options import DatabaseOptions, FilterOptions
    from relcli.environment import Environment
    from relcli.query.filters import Filters
    from relcli.query.terms import Term


@contextmanager
def asked(
    environment: Environment, options: FilterOptions, database: DatabaseOptions
) -> Iterator[tuple[Connection, Filters]]:
    """Open the database for reading and yield it with the filters that were asked for.

    What is wrong with the words typed is told before the database is looked for, unless they name a view.
    """
    from relcli.query.terms import names_view, with_views

    terms = options.terms()
    wanted = None if names_view(terms) else to_filters(environment, terms)
    from relcli.store import connection
    from relcli.store.query.fulltext import explained

    with connection.reading(database.path(environment)) as opened:
        if wanted is None:
            from relcli.cli.saved import stored_terms

            wanted = to_filters(environment, with_views(terms, lambda view: stored_terms(opened, view)))
        with explained(_raw_text(wanted)):
            yield opened, wanted


def to_filters(environment: Environment, terms: list[Term]) -> Filters:
    """Return what the terms ask for today; with --debug say which period that is."""
    from relcli.query import question

    wanted = question.to_filters(terms, environment.today)
    if environment.debug:
        for sign, filters in (("", wanted), *(("^", excluded) for excluded in wanted.excluded)):
            if filters.since or filters.until:
                environment.info(f"period {sign}{filters.since}..{filters.until}")
    return wanted


def _raw_text(filters: Filters) -> str:
    """Return a query in FTS5's own syntax among the filters, '' if there is none."""
    asked_for = (filters, *filters.excluded)
    return next((each.text for each in asked_for if each.raw_text), "")
