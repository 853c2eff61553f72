"""The chronology as text, for pipes and files: occasions with what was done at them, and numbered sources at the end.

2024
 ≤03-30  PAK ↔ RUS  meet, Islamabad: Sharif, Khorev (politics)             #13 [1]
           → RUS    condoles over the Moscow attack                        #14
           → RUS    [pledged] energy, trade, investment                    #15
[1] 2024-03-31  000.txt, per Prime Minister's Office

Lines are as long as what they say, so that `grep` finds what belongs together. On terminals the same chronology is
drawn by `timeline_drawn`, which has strips, rules and branches, silences and turning points.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.english import count_noun
from relcli.model import OCCASION_TYPE
from relcli.output.page import Line, Page, Span, ascii_signs
from relcli.reports.dates import SHOWN, UNDATED, when
from relcli.reports.wording import act, joined, marked, pair, pair_within, reported, tone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from relcli.model import Event
    from relcli.reports.chronology import Chronology, Entry, Lane, Source

WIDEST = 140
"""Longer lines are hard to follow: a wider terminal is not filled."""
PAIR_WIDTH = 9
SHORTEST_DATE, LONGEST_DATE = 6, 9
"""The column of dates is as wide as its dates, but a single long one (from one year into the next) does
not set it."""
LONGEST_NUMBER, LONGEST_PIPED = 20, 5
"""Numbers of events and sources are aligned up to so many characters; in a pipe the margin is not straight anyway."""


class Margin:
    """What is at the right edge: the number of the event and that of its source, both aligned at their last digit, in
    columns of at most so many characters."""

    def __init__(self, chronology: Chronology, most: int = LONGEST_NUMBER) -> None:
        self.number = min(max(len(f"#{event.id}") for event in chronology.events), most)
        self.source = min(len(bracketed(len(chronology.sources))), most)

    def of(self, entry: Entry, above: Entry | None = None) -> str:
        """Return the margin of an entry; an act has no source where that is the one of its occasion `above`."""
        alike = above is not None and above.source.number == entry.source.number
        source = "" if alike else bracketed(entry.source.number)
        return f"{'#' + str(entry.event.id):>{self.number}} {source:>{self.source}}"


class Timeline:
    """A chronology as plain lines; `ascii_only` where arrows cannot be shown, for what is filled up to a width must
    have its own signs already."""

    def __init__(self, chronology: Chronology, *, by: str = "year", ascii_only: bool = False) -> None:
        self._chronology = chronology
        self._shown = SHOWN[by]
        self._sign: Callable[[str], str] = ascii_signs if ascii_only else str
        self._margin = Margin(chronology, LONGEST_PIPED)
        self._dates = date_column(entries_of(chronology), self._date, SHORTEST_DATE, LONGEST_DATE)

    def lines(self) -> Iterator[Line]:
        """Yield the lines: lanes if there are any, headings, occasions and acts, then the sources."""
        for lane in self._chronology.lanes:
            if lane.name:
                yield Line((Span(lane_heading(lane), "heading"),), whole=True)
            for section in lane.sections:
                yield Line((Span(section.heading, "heading"),), whole=True)
                for entry in section.entries:
                    yield from self._entry(entry)
        for source in self._chronology.sources:
            yield self._source(source)

    def _entry(self, entry: Entry) -> Iterator[Line]:
        date = Span(f" {self._date(entry.event):>{self._dates}}  ")
        parties = Span(f"{self._sign(pair(entry.event)):<{PAIR_WIDTH}}  ", "parties")
        yield Line(self._text(entry), (date, parties), Span(self._margin.of(entry)))
        indent = Span(" " * (len(date.text) + 2))
        for each in entry.acts:
            within = self._sign(pair_within(each.event, entry.event))
            parties = Span(f"{within:<{PAIR_WIDTH - 2}}  ", "parties")
            yield Line(self._text(each, within=True), (indent, parties), Span(self._margin.of(each, entry)))

    def _text(self, entry: Entry, *, within: bool = False) -> tuple[Span, ...]:
        """Return modality, act and sectors of an event; `within` an occasion, whose place is shown already."""
        event = entry.event
        line = [*marked(event), Span(described(event, within=within), tone(event))]
        if entry.attribution:
            line.append(Span(f", per {entry.attribution}"))
        if event.sectors:
            line.append(Span(f" ({', '.join(event.sectors)})", "faint"))
        if event.mentions > 1:
            line.append(Span(f" {reported(event)}", "faint"))
        return tuple(line)

    def _date(self, event: Event) -> str:
        return self._sign(date_text(event, self._shown))

    def _source(self, source: Source) -> Line:
        parts = (source.outlet, source.document, source.url)
        named = [Span(part, "source", link=part if part == source.url else "") for part in parts if part]
        if source.attribution:
            named.append(Span(f"per {source.attribution}", "source"))
        start = Span(f"{bracketed(source.number)} {source.published or UNDATED}  ", "source")
        return Line(joined(named, "source"), (start,), whole=True)


def entries_of(chronology: Chronology) -> Iterator[Entry]:
    """Yield the entries from the first to the last, without the acts under them."""
    for section in chronology.sections:
        yield from section.entries


def date_column(entries: Iterable[Entry], text: Callable[[Event], str], least: int, most: int) -> int:
    """Return how wide the column of dates is: as wide as its dates, within limits."""
    return min(max([least, *(len(text(entry.event)) for entry in entries)]), most)


def date_text(event: Event, shown: int) -> str:
    """Return the date of an event without the characters that its heading shows, '' if it has none."""
    return str(when(event, shown)) if event.date else ""


def bracketed(number: int) -> str:
    """Return the number of a source as it is cited."""
    return f"[{number}]"


def lane_heading(lane: Lane) -> str:
    """Return the name of a lane and how many events it has."""
    return f"{lane.name}: {count_noun(len(lane.events), 'event')}"


def is_meeting(event: Event) -> bool:
    """Is an event described by its place and people, rather than by its headline?"""
    return event.type == OCCASION_TYPE and bool(event.people)


def where(event: Event) -> str:
    """Return place and setting of a meeting."""
    return ", ".join([part for part in (event.place, event.setting and f"margins of {event.setting}") if part])


def described(event: Event, *, within: bool = False) -> str:
    """Return an event in one line: a meeting by place, setting and people, anything else by its headline."""
    if is_meeting(event):
        place = where(event)
        return f"{act(event)}{', ' if place else ''}{place}: {', '.join(event.people)}"
    text = event.headline or act(event)
    return text if within or not event.place or event.place in text else f"{text}, {event.place}"


def timeline(chronology: Chronology, *, by: str = "year", ascii_only: bool = False) -> Page:
    """Return the page of a chronology, an empty one for no events; see Timeline."""
    if not chronology.events:
        return Page((), WIDEST)
    return Page(Timeline(chronology, by=by, ascii_only=ascii_only).lines(), WIDEST)
