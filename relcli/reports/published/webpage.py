"""A chronology as one page of HTML that needs nothing else: no script, no font, no picture from anywhere.

Every event has an anchor (`#event-13`), every section one by its heading (`#on-2024-03`), every source one
(`#source-2`) with a way back to where it is first cited. Colour says how cooperative an act is and sits on its sign
alone; all it says is in words too. Of an event that is in several lanes the first has the anchor.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.english import count_noun
from relcli.output.foreign_text import is_address
from relcli.output.html_page import FOOT, head, isolated, shown
from relcli.reports.density import density
from relcli.reports.published import words
from relcli.reports.published.strip import strip
from relcli.reports.turning import silence_words
from relcli.reports.wording import GLYPHS, act, tone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relcli.model import Event
    from relcli.reports.chronology import Chronology, Entry, Lane, Section, Source
    from relcli.reports.published.words import About


MOST_BARS = 120
"""Of the strip: more are too thin to be told apart on a telephone."""
MOST_LINKS = 40
"""In the table of contents: more are a wall."""
LEGEND = (
    ("cooperation strong", "strong cooperation"),
    ("cooperation", "cooperation"),
    ("neutral", "neutral"),
    ("conflict", "conflict"),
    ("conflict strong", "strong conflict"),
)
"""What colours say, by the classes that have them."""


def lines(chronology: Chronology, about: About) -> Iterator[str]:
    """Yield the lines of the page."""
    return _Webpage(chronology, about).lines()


class _Webpage:
    """Writes the page; remembers which anchors it has set."""

    def __init__(self, chronology: Chronology, about: About) -> None:
        self._chronology, self._about = chronology, about
        self._anchored: set[str] = set()

    def lines(self) -> Iterator[str]:
        """Yield the lines of the page."""
        chronology = self._chronology
        yield head(self._about.title or "Chronology", "chronology").rstrip("\n")
        yield "<main>\n<article>"
        yield from self._header()
        for lane in chronology.lanes:
            yield from self._lane(lane)
        if chronology.sources:
            yield '<section class="sources" aria-labelledby="sources">\n<h2 id="sources">Sources</h2>\n<ol>'
            for source in chronology.sources:
                yield _source(source)
            yield "</ol>\n</section>"
        yield f"</article>\n</main>\n{FOOT}".rstrip("\n")

    def _header(self) -> Iterator[str]:
        yield "<header>"
        if self._about.title:
            yield f"<h1>{shown(self._about.title)}</h1>"
        if not self._chronology.events:
            yield '<p class="facts">No events.</p>\n</header>'
            return
        yield f'<p class="facts">{" · ".join(words.facts(self._chronology))}</p>'
        if (dense := density(self._chronology.events, MOST_BARS)) is not None:
            yield from strip(dense, self._chronology)
        there = {_classes(event) for event in self._chronology.events}
        legend = [f'<span class="{classes}">{word}</span>' for classes, word in LEGEND if classes in there]
        yield f'<p class="legend">{"".join(legend)}</p>'
        yield from self._contents()
        yield "</header>"

    def _contents(self) -> Iterator[str]:
        """Yield links to the lanes, or to the sections where there are no lanes, unless they are too many."""
        lanes = self._chronology.lanes
        if len(lanes) > 1:
            name_of = self._about.name_of
            found = [(_lane_anchor(lane), words.lane_in_words(lane.name, name_of)) for lane in lanes]
        else:
            headings = [section.heading for section in lanes[0].sections]
            found = [(f"on-{heading}", words.heading_in_words(heading)) for heading in headings]
        if 1 < len(found) <= MOST_LINKS:
            links = "".join([f'<a href="#{anchor}">{shown(name)}</a>' for anchor, name in found])
            yield f'<nav class="years" aria-label="Contents">{links}</nav>'

    def _lane(self, lane: Lane) -> Iterator[str]:
        if lane.name:
            anchor = _lane_anchor(lane)
            name = shown(words.lane_in_words(lane.name, self._about.name_of))
            yield f'<section class="lane" aria-labelledby="{anchor}">\n<h2 id="{anchor}">{name}</h2>'
        for section in lane.sections:
            yield from self._section(section, f"{anchor}-" if lane.name else "", "h3" if lane.name else "h2")
        if lane.name:
            yield "</section>"

    def _section(self, section: Section, prefix: str, level: str) -> Iterator[str]:
        anchor = f"{prefix}on-{section.heading}"
        year = words.year_shown(section.heading)
        yield f'<section aria-labelledby="{anchor}">'
        yield f'<{level} id="{anchor}">{words.heading_in_words(section.heading)}</{level}>\n<ol class="events">'
        for entry in section.entries:
            yield from self._entry(entry, year)
        yield "</ol>\n</section>"

    def _entry(self, entry: Entry, year: str) -> Iterator[str]:
        if entry.silence:
            yield f'<li class="gap">{silence_words(entry.silence)}</li>'
        event = entry.event
        yield f"<li{self._anchor(f'event-{event.id}')}>{_date(event, year, 'when')}"
        yield '<div class="what">'
        yield self._act(entry, "div")
        if entry.acts:
            yield '<ol class="acts">'
            for under in entry.acts:
                yield self._act(under, "li", entry, year)
            yield "</ol>"
        yield "</div></li>"

    def _act(self, entry: Entry, tag: str, occasion: Entry | None = None, year: str = "") -> str:
        """Return an event as one element; at an `occasion` with what it does not share with it."""
        event, name_of = entry.event, self._about.name_of
        anchor = self._anchor(f"event-{event.id}") if occasion else ""
        parts = [f'<span class="mark" aria-hidden="true">{GLYPHS[event.modality]}</span>']
        if occasion and words.own_day(event, occasion.event):
            parts.append(_date(event, year, "day"))
        parties = shown(words.parties(event, name_of, occasion.event if occasion else None))
        modality = words.modality(event)
        said = (parties and f'<b class="parties">{parties}</b>', modality and f'<i class="modality">{modality}</i>')
        if any(said):
            parts.append(f"{', '.join([each for each in said if each])}:")
        text = words.sentence(event, within=occasion is not None)
        if entry.attribution:
            text += f", according to {entry.attribution}"
        cited = "" if occasion is not None and occasion.has_one_source else self._reference(entry)
        parts.append(isolated(text) + cited)
        one = self._chronology.one_dyad
        turned = [words.turn_in_words(turn, name_of, one_dyad=one) for turn in entry.turns]
        turns = [f'<p class="turn">{shown(text)}</p>' for text in turned]
        what = f"{' '.join(parts)}{''.join(turns)}{self._details(event)}"
        return f'<{tag}{anchor} class="act {_classes(event)}">{what}</{tag}>'

    def _details(self, event: Event) -> str:
        """Return what else is known: the act in a word, people, sectors, documents, number."""
        parts = []
        if people := words.others(event):
            parts.append(", ".join(people))
        if event.sectors:
            parts.append(", ".join(event.sectors))
        if event.documents > 1:
            parts.append(count_noun(event.documents, "document"))
        about = f'<span class="kind">{act(event)}</span>' + "".join(
            [f"<span>{isolated(part)}</span>" for part in parts]
        )
        return f'<p class="about">{about}<a class="number" href="#event-{event.id}">#{event.id}</a></p>'

    def _reference(self, entry: Entry) -> str:
        number = entry.source.number
        anchor = self._anchor(f"cited-{number}")
        return f'<sup class="note"><a{anchor} href="#source-{number}">{number}</a></sup>'

    def _anchor(self, name: str) -> str:
        """Return an attribute `id`, nothing if the page has this anchor already."""
        if name in self._anchored:
            return ""
        self._anchored.add(name)
        return f' id="{name}"'


def _classes(event: Event) -> str:
    """Return the classes of an event by its intensity."""
    strength, _, side = tone(event).rpartition("-")
    return f"{side} {strength}".rstrip()


def _date(event: Event, year: str, name: str) -> str:
    text = words.in_words(event, year)
    if not event.date:
        return f'<span class="{name}">{text}</span>'
    return f'<time class="{name}" datetime="{words.machine_date(event)}">{text}</time>'


def _lane_anchor(lane: Lane) -> str:
    """Return the anchor of a lane: its name, in signs that an anchor may have."""
    return "lane-" + "".join([sign if sign.isalnum() else "-" for sign in lane.name])


def _source(source: Source) -> str:
    """Return a source as an item, with the way back to where it is first cited."""
    parts = [isolated(part) for part in words.cited(source)]
    if source.url:
        url = shown(source.url)
        parts.append(f'<a href="{url}" rel="noopener noreferrer">{url}</a>' if is_address(source.url) else url)
    back = f'<a class="back" href="#cited-{source.number}" aria-label="back to the text">↩</a>'
    return f'<li id="source-{source.number}"><span>{", ".join(parts)} {back}</span></li>'
