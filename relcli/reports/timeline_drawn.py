"""The chronology as a terminal shows it.

2019-06 ▁  ▂▁   ▁▃▂     ▁█▅▂▁ 2024-10
events per month, at most 14

2024 ────────────────────────────────────────────────────────────────────────────
 ≤03-30 ● PAK ↔ RUS  meet, Islamabad: Sharif, Khorev  #politics           #13 [1]
        ├ ● → RUS    condoles over the Moscow attack                      #14
        └ ◔ → RUS    pledged energy, trade, investment                    #15
 ┄┄┄┄┄┄   14 months without events
        ◆ first conflict after cooperation
  06-02 ● PAK → RUS  sanctions two banks                                  #21 [2]

[1] 2024-03-31  Sharif meets Russian ambassador, Example News

Colour says how cooperative or hostile an act is, and is on the glyph (and on the word for a meeting) alone; the glyph
itself says whether it is done. Everything can be read without colour.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.english import count_noun
from relcli.output.page import MARGIN, Line, Page, Span, ascii_signs
from relcli.output.width import width_of
from relcli.reports.dates import SHOWN, UNDATED, days_of
from relcli.reports.strips import strips
from relcli.reports.timeline import (
    LONGEST_DATE,
    WIDEST,
    Margin,
    bracketed,
    date_column,
    date_text,
    described,
    entries_of,
    is_meeting,
    where,
)
from relcli.reports.turning import silence_words, turn_words
from relcli.reports.wording import (
    GLYPHS,
    act,
    doubted,
    joined,
    marked,
    marked_text,
    pair,
    reported,
    shown_within,
    tone,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from relcli.model import Event
    from relcli.output.layout import Layout
    from relcli.reports.chronology import Chronology, Entry, Section, Source

SHORTEST_PAIR, LONGEST_PAIR, PART_OF_PAIR = 9, 13, 7
"""The column of parties is as wide as these need, up to so many characters or, if that is more, the seventh part of a
line: a longer list has its own room."""
NARROW, NARROWEST = 100, 70
"""Below so many columns what goes on begins under the parties, for the sake of room; below the latter number the
parties have a line to themselves."""
LONGEST_START = 0.4
"""And so they do where they and the date would take more than this part of a line."""


class DrawnTimeline:
    """A chronology as the lines of a terminal, for the width and the signs of a layout."""

    def __init__(self, chronology: Chronology, by: str, layout: Layout) -> None:
        self._chronology = chronology
        self._shown = SHOWN[by]
        self._layout = layout
        self._width = min(layout.width or MARGIN, WIDEST)
        self._sign: Callable[[str], str] = ascii_signs if layout.ascii_only else str
        self._margin = Margin(chronology)
        self._dates = date_column(entries_of(chronology), lambda event: self._from_until(event)[0], 0, LONGEST_DATE)
        pairs = [width_of(self._pair(entry.event)) for entry in entries_of(chronology)]
        most = max(LONGEST_PAIR, self._width // PART_OF_PAIR)
        self._pairs = max([SHORTEST_PAIR, *(width for width in pairs if width <= most)])
        self._branch = " " * (self._dates + 2)
        self._text_column = len(self._branch) + 2 + self._pairs + 2
        self._lane = ""

    def lines(self) -> Iterator[Line]:
        """Yield the lines: strips over the period, lanes if there are any, sections, sources."""
        yield from strips(self._chronology, self._width)
        for place, lane in enumerate(self._chronology.lanes):
            self._lane = lane.name
            if lane.name:
                if place:
                    yield Line()
                count = Span(count_noun(len(lane.events), "event"), "faint")
                yield Line((Span(lane.name, "heading"),), margin=count, fill=Span("─", "rule"))
            for section in lane.sections:
                yield from self._section(section, ruled=not lane.name)
        yield Line()
        for source in self._chronology.sources:
            yield self._source(source)

    def _section(self, section: Section, *, ruled: bool) -> Iterator[Line]:
        """Yield the heading and the entries of a section; a silence before its first entry is before the heading."""
        days = days_of(section.heading)
        name = (Span(section.heading, "heading"), Span(f" {days}" if days else "", "faint"))
        heading = Line(name, fill=Span("─", "rule") if ruled else None)
        for place, entry in enumerate(section.entries):
            if entry.silence:
                line = Span(f" {'┄' * self._dates}", "rule")
                yield Line((Span(silence_words(entry.silence), "faint"),), (line, Span("   ")))
            if not place:
                yield heading
            yield from self._entry(entry)

    def _entry(self, entry: Entry) -> Iterator[Line]:
        """Yield the lines of an event and of what was done at it."""
        event = entry.event
        yield from self._turns(entry, (Span(self._branch),))
        first, until = self._from_until(event)
        date = Span(f" {first:>{self._dates}} ")
        yield from self._laid(
            (date, Span(f"{GLYPHS[event.modality]} ", tone(event))),
            f"{self._pair(event):<{self._pairs}}",
            Line((*until, *self._text(entry)), margin=Span(self._margin.of(entry), "faint")),
            "│" if entry.acts else "",
        )
        for place, each in enumerate(entry.acts, 1):
            yield from self._act(each, entry, last=place == len(entry.acts))

    def _act(self, entry: Entry, above: Entry, *, last: bool) -> Iterator[Line]:
        """Yield the lines of what was done at an occasion, on its branch."""
        event = entry.event
        yield from self._turns(entry, (Span(self._branch), Span("│ ", "rule")))
        margin = self._margin.of(entry, above if above.has_one_source else None)
        parties = self._sign(shown_within(event, above.event))
        branch = Span("└ " if last else "├ ", "rule")
        yield from self._laid(
            (Span(self._branch), branch, Span(f"{GLYPHS[event.modality]} ", tone(event))),
            f"{parties:<{self._pairs - 2}}",
            Line(self._text(entry, within=True), margin=Span(margin, "faint")),
            "" if last else "│",
        )

    def _laid(self, start: tuple[Span, ...], parties: str, line: Line, branch: str) -> Iterator[Line]:
        """Yield the lines of an event: what they begin with, the parties, text and margin, and the branch that further
        lines have, if any."""
        before = sum(width_of(span.text) for span in start)
        column = self._text_column if self._width >= NARROW else before
        blanks = Span(" " * (column - len(self._branch) - len(branch)))
        below = (Span(self._branch), Span(branch, "rule"), blanks) if branch else (Span(self._branch), blanks)
        long = max(before + width_of(parties), self._text_column) > self._width * LONGEST_START
        if self._width < NARROWEST or (long and width_of(parties.rstrip()) > self._pairs):
            yield Line((Span(parties.rstrip(), "parties"),), start, line.margin, more=below)
            yield Line(line.text, below, more=below)
            return
        yield line._replace(start=(*start, Span(f"{parties}  ", "parties")), more=below)

    def _turns(self, entry: Entry, start: tuple[Span, ...]) -> Iterator[Line]:
        """Yield a line for each turning point that an event is."""
        for turn in entry.turns:
            words = turn_words(turn, one_dyad=self._chronology.one_dyad)
            yield Line((Span(words, "notice"),), (*start, Span("◆ ", "notice")))

    def _text(self, entry: Entry, *, within: bool = False) -> tuple[Span, ...]:
        """Return doubt, modality, act, people and sectors of an event, without what is shown already: the place
        `within` an occasion, the sector of a lane."""
        event = entry.event
        line = [*doubted(event)]
        if is_meeting(event):
            place = where(event)
            line += [*marked(event), Span(act(event), tone(event)), Span(f", {place}" if place else "")]
            line.append(Span(f": {', '.join(event.people)}", "faint"))
        else:
            line += marked_text(event, described(event, within=within))
        if entry.attribution:
            line.append(Span(f", per {entry.attribution}"))
        if sectors := [f"#{sector}" for sector in event.sectors if sector != self._lane]:
            line.append(Span(f"  {' '.join(sectors)}", "faint"))
        if event.mentions > 1:
            line += [Span("  ", "faint"), Span(reported(event), "faint", together=True)]
        return tuple(line)

    def _date(self, event: Event) -> str:
        return self._sign(date_text(event, self._shown))

    def _from_until(self, event: Event) -> tuple[str, tuple[Span, ...]]:
        """Return the date for its column; where a range, as one into the next year, is too long for that, only its
        beginning, and its end for the text."""
        date = self._date(event)
        begin, ranged, end = date.partition("..")
        if len(date) <= LONGEST_DATE or not ranged:
            return date, ()
        return begin + ranged, (Span(f"until {end}  ", "faint", together=True),)

    def _pair(self, event: Event) -> str:
        return self._sign(pair(event))

    def _source(self, source: Source) -> Line:
        """Return a source: its title, which leads to its address, or to the file where it has none, and the outlet;
        without a title the words that it begins with, the outlet and its name."""
        number = f"{bracketed(source.number):>{self._margin.source}}"
        start = Span(f"{number} {source.published or UNDATED:<10}  ", "source")
        untitled = (source.opening, source.outlet, source.document)
        names = (source.title, source.outlet) if source.title else untitled
        parts = [part for part in names if part] or [source.url]
        named = [
            Span(part, "source", link="" if place else source.url or source.file) for place, part in enumerate(parts)
        ]
        if source.attribution:
            named.append(Span(f"per {source.attribution}", "source"))
        if source.url not in {"", parts[0]} and not self._layout.links:
            named.append(Span(source.url, "source", link=source.url))
        return Line(joined(named, "source"), (start,))


def drawn_timeline(chronology: Chronology, by: str, layout: Layout) -> Page:
    """Return the page of a chronology for a terminal, an empty one for no events."""
    if not chronology.events:
        return Page((), WIDEST)
    return Page(DrawnTimeline(chronology, by, layout).lines(), WIDEST)
