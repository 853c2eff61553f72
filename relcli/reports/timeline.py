"""The chronology: occasions with what was done at them, oldest first, and numbered sources at the end.

2024
 ≤03-30  PAK ↔ RUS  meet, Islamabad: Sharif, Khorev (politics)                  [1]
           → RUS  condoles over the Moscow attack
           → RUS  [pledged] energy, trade, investment
[1] 2024-03-31  000.txt, per Prime Minister's Office
"""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby
from typing import TYPE_CHECKING

from relcli.output.page import Line, Page, Span, ascii_signs
from relcli.reports.dates import SHOWN, group_of, when
from relcli.reports.wording import act, joined, pair, pair_within, tone

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from relcli.model import Event

WIDEST = 120
"""Longer lines are hard to follow: a wider terminal is not filled."""
PAIR_WIDTH = 9
SHORTEST_DATE, LONGEST_DATE = 6, 9
"""The column of dates is as wide as its dates, but a single long one (from one year into the next) does
not set it."""

SourceKey = tuple[str, str, str, str]


class Timeline:
    """Events as a chronology with headings by year, month or day; `ascii_only` where arrows cannot be shown, for what
    is filled up to a width must have its own signs already."""

    def __init__(self, events: Iterable[Event], *, by: str = "year", ascii_only: bool = False) -> None:
        self._by = by
        self._sign = ascii_signs if ascii_only else str
        self._tops, self._acts = nested(events)
        self._numbers: dict[SourceKey, int] = {}
        self._attributions: dict[SourceKey, set[str]] = defaultdict(set)
        for event in [*self._tops, *(each for acts in self._acts.values() for each in acts)]:
            self._attributions[source_of(event)].add(event.attribution)
        widths = [len(self._date(event)) for event in self._tops]
        self._dates = min(max([SHORTEST_DATE, *widths]), LONGEST_DATE)

    def lines(self) -> Iterator[Line]:
        """Yield the lines: headings, occasions and acts, then the sources."""
        for heading, events in groupby(self._tops, key=lambda event: group_of(event, self._by)):
            yield Line((Span(heading, "heading"),), whole=True)
            for event in events:
                yield from self._occasion(event)
        for key, number in self._numbers.items():
            yield self._source_line(key, number)

    def _occasion(self, event: Event) -> Iterator[Line]:
        date = Span(f" {self._date(event):>{self._dates}}  ")
        parties = Span(f"{self._sign(pair(event)):<{PAIR_WIDTH}}  ", "parties")
        number = self._number(event)
        yield Line(self._text(event), (date, parties), Span(self._reference(event)))
        indent = Span(" " * (len(date.text) + 2))
        for each in self._acts[event.id]:
            own = "" if self._number(each) == number else self._reference(each)
            parties = Span(f"{self._sign(pair_within(each, event)):<6}  ", "parties")
            yield Line(self._text(each, within=True), (indent, parties), Span(own))

    def _text(self, event: Event, *, within: bool = False) -> tuple[Span, ...]:
        """Return modality, act and sectors of an event; `within` an occasion, whose place is shown already."""
        line = [Span(f"[{event.modality}] ", "modality")] if event.modality != "occurred" else []
        line.append(Span(described(event, within=within), tone(event)))
        if len(self._attributions[source_of(event)]) > 1 and event.attribution:
            line.append(Span(f", per {event.attribution}"))
        if event.sectors:
            line.append(Span(f" ({', '.join(event.sectors)})", "faint"))
        if event.mentions > 1:
            line.append(Span(f" {event.mentions} reports", "faint"))
        return tuple(line)

    def _date(self, event: Event) -> str:
        return self._sign(str(when(event, SHOWN[self._by] if event.date else 0)))

    def _number(self, event: Event) -> int:
        return self._numbers.setdefault(source_of(event), len(self._numbers) + 1)

    def _reference(self, event: Event) -> str:
        return f"[{self._number(event)}]"

    def _source_line(self, key: SourceKey, number: int) -> Line:
        document, outlet, url, published = key
        attributions = self._attributions[key]
        named = [Span(part, "source", link=part if part == url else "") for part in (outlet, document, url) if part]
        if len(attributions) == 1 and (per := next(iter(attributions))):
            named.append(Span(f"per {per}", "source"))
        start = Span(f"[{number}] {published or 'undated'}  ", "source")
        return Line(joined(named, "source"), (start,), whole=True)


def nested(events: Iterable[Event]) -> tuple[list[Event], dict[int, list[Event]]]:
    """Return the events at the top level, and the acts done at each occasion by its id.

    An act whose occasion is not among the events is at the top level; events without a date come last.
    """
    found = list(events)
    ids = {event.id for event in found}
    acts: dict[int, list[Event]] = defaultdict(list)
    tops = []
    for event in found:
        if event.part_of is not None and event.part_of in ids and event.part_of != event.id:
            acts[event.part_of].append(event)
        else:
            tops.append(event)
    return sorted(tops, key=lambda event: not event.date), acts


def described(event: Event, *, within: bool = False) -> str:
    """Return an event in one line: a meeting by place, setting and people, anything else by its headline."""
    if event.type == "CONSULT" and event.people:
        where = ", ".join([part for part in (event.place, event.setting and f"margins of {event.setting}") if part])
        return f"{act(event)}{', ' if where else ''}{where}: {', '.join(event.people)}"
    text = event.headline or act(event)
    return text if within or not event.place or event.place in text else f"{text}, {event.place}"


def source_of(event: Event) -> SourceKey:
    """Return what distinguishes one source from another."""
    return event.document, event.outlet, event.url, event.published


def timeline(events: Iterable[Event], *, by: str = "year", ascii_only: bool = False) -> Page:
    """Return the page of a timeline, an empty one for no events; see Timeline."""
    return Page(Timeline(events, by=by, ascii_only=ascii_only).lines(), WIDEST)
