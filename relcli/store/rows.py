"""Between events and table rows: how lists and truth values are written and read.

Lists are one text joined by ';'. A ';' inside an item becomes ',', so that what is read is always as many items as
were written. What goes with a mention is in `mentions`.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any

from relcli.model import EVENT_FIELDS, Event

if TYPE_CHECKING:
    from collections.abc import Sequence

CODING_COLUMNS = (
    "number", "part_of", "start_offset", "end_offset", "date", "date_end", "date_precision", "date_basis",
    "source", "target", "mutual", "type", "mode", "quad_class", "intensity", "modality", "sectors", "place",
    "host", "setting", "people", "people_countries", "level", "attribution", "headline", "coder", "lexicon",
    "trace", "confidence",
)  # fmt: skip
"""The columns of `mention` that hold the coding."""

EVENT_COLUMNS = (
    "id", "date", "date_end", "date_precision", "date_basis", "source", "target", "mutual", "type", "mode",
    "quad_class", "intensity", "modality", "sectors", "place", "host", "setting", "part_of", "people",
    "people_countries", "level", "attribution", "headline", "evidence", "mentions", "outlets", "first_seen",
    "documents", "confidence",
)  # fmt: skip
"""The columns of `event` that are fields of Event; the others come from the best mention's
document, the key from `event_key`."""

_EVENT_LISTS = tuple(EVENT_FIELDS.index(name) for name in ("source", "target", "sectors", "people"))
_MUTUAL, _PEOPLE, _COUNTRIES = (EVENT_FIELDS.index(name) for name in ("mutual", "people", "people_countries"))

DOCUMENT_COLUMNS = ("name", "date", "body", "date_precision", "title", "outlet", "url", "path")
"""The columns of `document` in the order of Document's fields."""


def join(items: Sequence[str]) -> str:
    """Return a list as one text."""
    if not items:
        return ""
    text = items[0] if len(items) == 1 else ";".join(items)
    if text.count(";") == len(items) - 1:
        return text
    return ";".join([item.replace(";", ",") for item in items])


def split(text: str) -> tuple[str, ...]:
    """Return the list that `join` made a text of."""
    return tuple(text.split(";")) if text else ()


def parallel(text: str, people: tuple[str, ...]) -> tuple[str, ...]:
    """Return the countries parallel to `people`; one person without a country is written as no text at
    all.
    """
    countries = split(text)
    return countries or ("",) * len(people) if people else countries


_EVENT = attrgetter(*EVENT_COLUMNS)
_EVENT_TEXTS = tuple(
    EVENT_COLUMNS.index(name) for name in ("source", "target", "sectors", "people", "people_countries")
)


def event_to_row(event: Event) -> list[Any]:
    """Return the columns EVENT_COLUMNS for one event."""
    values = list(_EVENT(event))
    for place in _EVENT_TEXTS:
        values[place] = join(values[place])
    return values


def row_to_event(row: Sequence[Any]) -> Event:
    """Return the event from a row of its fields, positional for speed."""
    values = list(row)
    for place in _EVENT_LISTS:
        values[place] = split(row[place])
    values[_MUTUAL] = bool(row[_MUTUAL])
    values[_COUNTRIES] = parallel(row[_COUNTRIES], values[_PEOPLE])
    return Event._make(values)


class ExtendedEvent:
    """An event with values beyond its record, read only on request; both are its attributes."""

    __slots__ = ("event", "extras")

    def __init__(self, event: Event, extras: dict[str, Any]) -> None:
        self.event = event
        self.extras = extras

    def __getattr__(self, name: str) -> Any:
        """Return a field of the record, or an extra one that was asked for."""
        extras = self.extras
        return extras[name] if name in extras else getattr(self.event, name)


def row_to_extended(row: Sequence[Any], extras: Sequence[str]) -> Event:
    """Return the event from a row of its fields and then `extras`; it can be used as the type says."""
    width = len(Event._fields)
    extended: Any = ExtendedEvent(row_to_event(row[:width]), dict(zip(extras, row[width:], strict=True)))
    return extended  # type: ignore[no-any-return]
