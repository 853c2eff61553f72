"""Saved views: a question under a name, kept as it was typed, so that 'last month' stays relative."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from relcli.cli.options import FilterOptions
from relcli.errors import RelcliError, UsageError, nearest

if TYPE_CHECKING:
    from sqlite3 import Connection

    from relcli.query.terms import Word


def as_stored(options: FilterOptions) -> str:
    """Return what was typed as JSON, options that were not given left out."""
    import json  # only views need it

    given = {name: getattr(options, name) for name in FilterOptions.__annotations__}
    return json.dumps({name: value for name, value in given.items() if value}, ensure_ascii=False)


def from_stored(text: str) -> FilterOptions:
    """Return the options that `as_stored` wrote; RelcliError for anything else."""
    import json

    try:
        values: dict[str, Any] = json.loads(text)
        return FilterOptions(**values)
    except (ValueError, TypeError) as error:
        raise RelcliError(f"a saved view cannot be read: {text!r}", hint="remove it, and save it anew") from error


def as_typed(options: FilterOptions) -> str:
    """Return what was typed as one line, as a shell would take it."""
    import shlex

    words = [*(options.query or ())]
    for name in FilterOptions.__annotations__:
        value = getattr(options, name)
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


def stored_options(connection: Connection, name: Word) -> FilterOptions:
    """Return the options of a view; UsageError with the nearest names if there is none of this name."""
    from relcli.store.read import saved_views as views

    found = views.load_view(connection, name.text)
    if found is None:
        raise unknown_view(connection, name.text, name.where)
    return from_stored(found.options)


def unknown_view(connection: Connection, name: str, where: str = "") -> UsageError:
    """Return the error for a view that was never saved."""
    from relcli.store.read import saved_views as views

    known = [view.name for view in views.list_views(connection)]
    hint = nearest(name, known, "there are", sign="@") if known else "'relcli view save' saves one"
    return UsageError(f"no view @{name}", where=where, hint=hint)
