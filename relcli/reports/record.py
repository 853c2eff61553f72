"""The event record as a listing: its columns, how they are shown for reading, and the same for coded events without
a database."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from relcli.model import CODED_FIELDS, EVENT_FIELDS, EXTRA_FIELDS
from relcli.output.fields import Fields
from relcli.reports.dates import when
from relcli.reports.naming import record_with_names, with_names
from relcli.reports.wording import digits_of_confidence, marked_headline

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from relcli.coding import CodedEvent, Document
    from relcli.output.screen import Screen


def _event_screen() -> Screen:
    from relcli.reports.event_screen import event_screen  # only terminals have it

    return event_screen()


def _coded_screen() -> Screen:
    from relcli.reports.event_screen import coded_screen

    return coded_screen()


EVENTS = Fields(
    names=EVENT_FIELDS,
    brief=("id", "date", "source", "target", "type", "sectors", "headline"),
    reading={"date": when, "headline": marked_headline, "confidence": digits_of_confidence},
    named=with_names,
    screen=_event_screen,
)
"""The columns of one event."""

LISTED = EVENTS._replace(extras=EXTRA_FIELDS)
"""The columns of `list` and `timeline`, with those that only event files have."""


def _marked(record: dict[str, Any]) -> str:
    event: Any = SimpleNamespace(**record)
    return marked_headline(event)


def _digits(record: dict[str, Any]) -> str:
    event: Any = SimpleNamespace(**record)
    return digits_of_confidence(event)


CODED = Fields(
    names=CODED_FIELDS,
    brief=("number", "date", "source", "target", "type", "sectors", "headline"),
    reading={
        "date": lambda record: when(SimpleNamespace(**record)),
        "headline": _marked,
        "confidence": _digits,
    },
    keyed=True,
    named=record_with_names,
    screen=_coded_screen,
)
"""The columns of `code`."""


def coded_records(document: Document, events: Iterable[CodedEvent]) -> Iterator[dict[str, Any]]:
    """Yield the record of `relcli code` for each event of one document."""
    shared = {
        "document": document.name,
        "outlet": document.outlet,
        "url": document.url,
        "published": document.date,
    }
    for event in events:
        own = {name: getattr(event, name) for name in CODED_FIELDS if name not in shared and name != "evidence"}
        yield {**own, **shared, "evidence": document.body[event.start : event.end]}
