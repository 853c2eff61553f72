"""Fields beyond the event record, read only where somebody asks for them: what event files say of their
events.

The record never grows columns by itself, and a listing without these fields pays nothing for them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from relcli.model import EVENT_FIELDS
from relcli.store.rows import row_to_event

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relcli.model import Event

EXTRA_SQL = {
    "producer": "event.producer",
    "source_id": "ifnull(mention_source.source_id, '')",
    "source_code": "ifnull(mention_source.code, '')",
    "goldstein": "mention_source.goldstein",
    "source_quad_class": "ifnull(mention_source.quad_class, '')",
    "place_country": "ifnull(mention_source.place_country, '')",
}
"""How each extra field is read."""

JOIN_SOURCE = " LEFT JOIN mention_source ON mention_source.mention_id = event.best_mention_id"


class ExtendedEvent:
    """An event with values beyond its record; both are its attributes."""

    __slots__ = ("event", "extras")

    def __init__(self, event: Event, extras: dict[str, Any]) -> None:
        self.event = event
        self.extras = extras

    def __getattr__(self, name: str) -> Any:
        """Return a field of the record, or an extra one that was asked for."""
        extras = self.extras
        return extras[name] if name in extras else getattr(self.event, name)


def row_to_extended(row: Sequence[Any], extras: Sequence[str]) -> Event:
    """Return the event from a row of EVENT_FIELDS and then `extras`; what it is typed as, it can stand for."""
    width = len(EVENT_FIELDS)
    extended: Any = ExtendedEvent(row_to_event(row[:width]), dict(zip(extras, row[width:], strict=True)))
    return extended  # type: ignore[no-any-return]
