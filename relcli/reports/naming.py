"""Events with the names of countries and organisations in place of their codes, for those who read (`--names`).

The names are those of the small index that also knows what people type (`query.names`). Formats for programs keep the
codes, which never change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from relcli.model import Event

    Codes = TypeVar("Codes", str, tuple[str, ...])

CODED_ACTORS = ("source", "target", "host", "people_countries")
"""The fields of the event record that hold codes of actors."""


def named(codes: Codes) -> Codes:
    """Return a code, or a list of codes, as names; what has no name stays as it is."""
    from relcli.query.names import actor_name  # few ask for names: the others do not pay for the index

    return actor_name(codes) if isinstance(codes, str) else tuple(map(actor_name, codes))


def with_names(event: Event) -> Event:
    """Return an event that has names in place of codes."""
    return event._replace(**{name: named(getattr(event, name)) for name in CODED_ACTORS})


def record_with_names(record: dict[str, Any]) -> dict[str, Any]:
    """Return a coded record that has names in place of codes."""
    return record | {name: named(record[name]) for name in CODED_ACTORS}
