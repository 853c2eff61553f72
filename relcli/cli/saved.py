"""Saved views: a question under a name, kept as it was typed, so that 'last month' stays relative."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.errors import UsageError, nearest

if TYPE_CHECKING:
    from sqlite3 import Connection

    from relcli.cli.options import FilterOptions
    from relcli.query.terms import Term, Word


def as_typed(options: FilterOptions) -> str:
    """Return what was typed as one line, as a shell would take it; a view is stored so."""
    from relcli.query.typed import as_line

    return as_line(options.query or (), options.given())


def stored_terms(connection: Connection, name: Word) -> list[Term]:
    """Return the terms of a view; UsageError with the nearest names if there is none of this name."""
    from relcli.query.typed import parse_line
    from relcli.store.read.saved_views import load_view

    found = load_view(connection, name.text)
    if found is None:
        raise unknown_view(connection, name.text, name.where)
    return parse_line(found.options)


def unknown_view(connection: Connection, name: str, where: str = "") -> UsageError:
    """Return the error for a view that was never saved."""
    from relcli.store.read.saved_views import list_views

    known = [view.name for view in list_views(connection)]
    hint = nearest(name, known, "there are", sign="@") if known else "'relcli view save' saves one"
    return UsageError(f"no view @{name}", where=where, hint=hint)
