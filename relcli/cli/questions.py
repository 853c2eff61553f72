"""How every listing asks its question: the database is opened, what was typed and the views it names become Filters.

A saved view is a question under a name. It is stored as it was typed, so that 'last month' stays relative.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from relcli.cli.options import FilterOptions
from relcli.errors import RelcliError, UsageError, nearest
from relcli.query import question
from relcli.query.terms import VIEW, replaced
from relcli.store import connection
from relcli.store.query.fulltext import explained

if TYPE_CHECKING:
    from collections.abc import Iterator
    from sqlite3 import Connection

    from relcli.cli.options import DatabaseOptions
    from relcli.environment import Environment
    from relcli.query.filters import Filters
    from relcli.query.terms import Term, Word


@contextmanager
def open_question(
    environment: Environment, options: FilterOptions, database: DatabaseOptions
) -> Iterator[tuple[Connection, Filters]]:
    """Open the database for reading and yield it with the filters that were asked for.

    Errors in the words typed are raised before the database is looked for, unless the words name a view.
    """
    terms = options.terms()
    names_views = any(term.key == VIEW for term in terms)
    wanted = None if names_views else to_filters(environment, terms, successors=options.successors)
    with connection.reading(database.path(environment)) as opened:
        if wanted is None:
            wanted = _with_views(environment, terms, options, opened)
        with explained(_raw_text(wanted)):
            yield opened, wanted


def to_filters(environment: Environment, terms: list[Term], *, successors: bool) -> Filters:
    """Return what the terms ask for today; with --debug report which period that is."""
    wanted = question.to_filters(terms, environment.today, successors=successors)
    if environment.debug:
        for sign, filters in (("", wanted), *(("^", excluded) for excluded in wanted.excluded)):
            if filters.since or filters.until:
                environment.info(f"period {sign}{filters.since}..{filters.until}")
    return wanted


def _with_views(environment: Environment, terms: list[Term], options: FilterOptions, opened: Connection) -> Filters:
    """Return the filters of the views that were named, changed by what else was typed."""
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


def as_stored(options: FilterOptions) -> str:
    """Return what was typed as JSON; options that were not given are left out."""
    import json  # here and below: only views need it

    return json.dumps({name: value for name, value in options._asdict().items() if value}, ensure_ascii=False)


def from_stored(text: str) -> FilterOptions:
    """Return the options that `as_stored` wrote; RelcliError for anything else."""
    import json

    try:
        values: dict[str, Any] = json.loads(text)
        return FilterOptions(**values)
    except (ValueError, TypeError) as error:
        raise RelcliError(f"a saved view cannot be read: {text!r}", hint="remove it and save it again") from error


def as_typed(options: FilterOptions) -> str:
    """Return what was typed as one line, as a shell would take it."""
    import shlex

    words = [*(options.query or ())]
    for name, value in options._asdict().items():
        if name == "query" or not value:
            continue
        option = "--" + name.strip("_").replace("_", "-")
        if value is True:
            words.append(option)
        elif name == "between":
            words += [option, *value]
        else:
            words += [part for each in ([value] if isinstance(value, str) else value) for part in (option, each)]
    return shlex.join(words)


def stored_options(opened: Connection, name: Word) -> FilterOptions:
    """Return the options of a view; UsageError with the closest names if there is none of this name."""
    from relcli.store.read import saved_views

    found = saved_views.load_view(opened, name.text)
    if found is None:
        raise unknown_view(opened, name.text, name.where)
    return from_stored(found.options)


def unknown_view(opened: Connection, name: str, where: str = "") -> UsageError:
    """Return the error for a view that was never saved."""
    from relcli.store.read import saved_views

    known = [view.name for view in saved_views.list_views(opened)]
    hint = nearest(name, known, "there are", sign="@") if known else "'relcli view save' saves one"
    return UsageError(f"no view @{name}", where=where, hint=hint)
