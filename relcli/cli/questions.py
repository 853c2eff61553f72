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
    from relcli.query.terms import VIEW

    terms = options.terms()
    names_views = any(term.key == VIEW for term in terms)
    wanted = None if names_views else to_filters(environment, terms, successors=options.successors)
    from relcli.store import connection
    from relcli.store.query.fulltext import explained

    with connection.reading(database.path(environment)) as opened:
        if wanted is None:
            wanted = _with_views(environment, terms, options, opened)
        with explained(_raw_text(wanted)):
            yield opened, wanted


def to_filters(environment: Environment, terms: list[Term], *, successors: bool) -> Filters:
    """Return what the terms ask for today; with --debug say which period that is."""
    from relcli.query import question

    wanted = question.to_filters(terms, environment.today, successors=successors)
    if environment.debug:
        for sign, filters in (("", wanted), *(("^", excluded) for excluded in wanted.excluded)):
            if filters.since or filters.until:
                environment.info(f"period {sign}{filters.since}..{filters.until}")
    return wanted


def _with_views(environment: Environment, terms: list[Term], options: FilterOptions, opened: Connection) -> Filters:
    """Return the filters of the views that were named, changed by what else was typed."""
    from relcli.cli.saved import stored_options
    from relcli.query.terms import VIEW, replaced

    successors = options.successors
    viewed: list[Term] = []
    for term in terms:
        if term.key == VIEW:
            stored = stored_options(opened, term.words[0])
            successors = successors or stored.successors
            viewed = replaced(viewed, _of_view(stored.terms(), term.words[0].text))
    typed = [term for term in terms if term.key != VIEW]
    return to_filters(environment, replaced(viewed, typed), successors=successors)


def _of_view(terms: list[Term], name: str) -> list[Term]:
    """Return the terms of a view with the view as their place, for errors; a view names no other."""
    return [term._replace(words=tuple(word._replace(where=f"view {name}") for word in term.words)) for term in terms]


def _raw_text(filters: Filters) -> str:
    """Return a query in FTS5's own syntax among the filters, '' if there is none."""
    asked_for = (filters, *filters.excluded)
    return next((each.text for each in asked_for if each.raw_text), "")
