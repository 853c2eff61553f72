"""How events look on a terminal as a table, or as cards where it is narrow.

Colour says intensity, and sits on the sign and the type alone; the words of a headline are in the terminal's own. The
sectors give way first, then the type, of which the sign with its colour is left; narrower terminals show cards.
"""

from __future__ import annotations

from functools import partial
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from relcli.output.page import Line, Span
from relcli.output.screen import Cell, Column, Screen, number_cell, text_cell
from relcli.output.width import width_of
from relcli.reports.dates import when
from relcli.reports.wording import GLYPHS, pair, said, tone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from relcli.coding import CodedEvent
    from relcli.model import Event
    from relcli.output import Value

SECTORS_FROM, TYPE_FROM, TABLE_FROM = 120, 95, 76
"""The least columns of a terminal that shows sectors, the type, and a table at all."""


def date_cell(event: Event) -> Cell:
    """Return the date, all digits below one another, whether a sign is before them or not."""
    date = str(when(event))
    return text_cell(date if date.startswith(("≤", "~")) else f" {date}", together=True)


def parties_cell(event: Event) -> Cell:
    """Return who and whom."""
    return text_cell(pair(event), "parties")


def type_cell(event: Event) -> Cell:
    """Return the sign of the modality and the type, in the colour of its intensity."""
    return text_cell(f"{GLYPHS[event.modality]} {event.type.lower()}", tone(event), together=True)


def sign_cell(event: Event) -> Cell:
    """Return the sign of the modality alone, in the colour of the intensity."""
    return text_cell(GLYPHS[event.modality], tone(event))


def headline_cell(event: Event, *, sectors: bool = False) -> Cell:
    """Return the headline with its modality where the act has not simply occurred; with `sectors` before these."""
    return Cell(tuple(headline_spans(event, sectors=sectors)), flows=True)


def headline_spans(event: Event | CodedEvent, *, sectors: bool = False) -> Iterator[Span]:
    """Yield the pieces of a headline, see `headline_cell`."""
    yield from said(event)
    if sectors and event.sectors:
        yield Span("  " + " ".join(f"#{sector}" for sector in event.sectors), "faint")


def modality_cell(event: Event) -> Cell:
    """Return the modality, marked where the act has not simply occurred."""
    return text_cell(event.modality, "" if event.modality == "occurred" else "modality")


def sectors_cell(event: Event) -> Cell:
    """Return the sectors."""
    return text_cell(", ".join(event.sectors), "faint")


def event_cards(events: Sequence[Event], number: str = "id") -> Iterator[Line]:
    """Yield the lines of some events: number, date, parties and type, and below them the headline, set in."""
    numbers = [f"#{getattr(event, number)}" for event in events]
    longest = max(map(len, numbers))
    dates = max(width_of(span.text) for event in events for span in date_cell(event).spans)
    for event, shown in zip(events, numbers, strict=True):
        date = "".join(span.text for span in date_cell(event).spans)
        start = (Span(f"{shown:<{longest}} ", "faint"), Span(f"{date}{' ' * (dates - width_of(date))}  "))
        yield Line((Span(pair(event), "parties"), Span("  "), *type_cell(event).spans), start)
        yield Line(tuple(headline_spans(event)), (Span("  "),))


def event_screen(number: str = "id", view: Callable[[Any], Any] = lambda record: record) -> Screen:
    """Return the screen of events; `number` is the field with their number, `view` makes of a record what has
    attributes."""

    def seen(cell: Callable[..., Value | Cell], **choices: bool) -> Callable[[Any], Value | Cell]:
        return lambda record: cell(view(record), **choices)

    numbered = seen(lambda event: number_cell(getattr(event, number)))
    dated, typed = seen(date_cell), seen(type_cell)
    columns = (
        Column(number, numbered),
        Column(" date", dated),
        Column("parties", seen(parties_cell)),
        Column("  type", typed, wide=TYPE_FROM),
        Column("", seen(sign_cell), narrow=TYPE_FROM),
        Column("headline", seen(headline_cell), narrow=SECTORS_FROM),
        Column("headline", seen(headline_cell, sectors=True), wide=SECTORS_FROM),
    )
    cells: Mapping[str, Callable[[Any], Value | Cell]] = {
        number: numbered,
        "date": dated,
        "source": seen(lambda event: text_cell(", ".join(event.source), "parties")),
        "target": seen(lambda event: text_cell(", ".join(event.target), "parties")),
        "type": seen(lambda event: text_cell(event.type.lower(), tone(event))),
        "modality": seen(modality_cell),
        "headline": seen(headline_cell),
        "sectors": seen(sectors_cell),
    }
    cards = partial(_cards_of, number=number, view=view)
    return Screen(columns, cards, TABLE_FROM, cells)


def _cards_of(records: Sequence[Any], width: int, number: str, view: Callable[[Any], Any]) -> Iterator[Line]:
    return event_cards([view(record) for record in records], number)


def coded_screen() -> Screen:
    """Return the screen of what the coder finds, whose records are mappings."""
    return event_screen("number", lambda record: SimpleNamespace(**record))
