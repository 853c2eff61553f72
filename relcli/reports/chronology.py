"""The chronology: which events stand where, before anybody draws them.

A pure function from events, in any order, to sections with their entries, numbered sources, silences and turning
points. The pages of `timeline` draw it (`timeline`, `timeline_drawn`), and so do its formats for publishing.

    Chronology   the lanes, one without a name where none are asked for; the sources, by number; every event once
    Lane         its name, how many events it has, its sections
    Section      a heading (2024, 2024Q3, 2024-03, 2024-W13, 2024-03-30, undated) and its entries
    Entry        an event with its source, and what was done at it as further entries

- An act is under its occasion; acts of acts are, too. An act whose occasion is not listed is an entry of its own.
- Entries are in order of date and number, or, with `newest_first`, from the newest back. Those without a date come
  last either way.
- An event known only to its year or month is in the section of that year or month, which is before all sections within
  it, never in that of the first of January.
- Sources are numbered as a reader meets them. Two reports of one name are two sources if their titles differ.
- In lanes by country or sector an event is in each lane that it belongs to; turning points are those of the whole
  list, silences those of the lane.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from relcli.reports.dates import UNDATED
from relcli.reports.turning import Turn, dyads_of, silences, turning_points
from relcli.store.buckets import bucket

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from relcli.model import Event
    from relcli.reports.turning import DyadTest

    Turns = Mapping[int, tuple[Turn, ...]]

LANES = ("country", "sector", "type")
"""What lanes can be made by."""
NO_SECTOR = "no sector"
"""The lane of events without any sector."""
NO_COUNTRY = "no country"
"""The lane of events without any party."""


class Source(NamedTuple):
    """A document that reports events, by its number here. `title`, `outlet`, `url`, `published` are '' if unknown,
    and so is `file`, the path from which it was imported.

    `attribution` is who says everything that is taken from it, '' where that differs or is the document itself.
    `opening` are the words that it begins with, where it has no title and they are asked for.
    """

    number: int
    document: str
    outlet: str
    url: str
    published: str
    title: str
    attribution: str
    file: str = ""
    opening: str = ""


class Entry(NamedTuple):
    """An event where it stands. `acts` are what was done at it; acts have none themselves.

    `attribution` is who says so, '' where the source says it for all. `silence` is how many days without an event lie
    between it and the entry above, 0 where that is not worth a line. `turns` are the turning points that it is.
    """

    event: Event
    source: Source
    acts: tuple[Entry, ...] = ()
    attribution: str = ""
    silence: int = 0
    turns: tuple[Turn, ...] = ()

    @property
    def has_one_source(self) -> bool:
        """Is all that was done at it from its own source? Then citing that once is enough; else an act without a mark
        could be from the source of the act above it."""
        return all(act.source.number == self.source.number for act in self.acts)


class Section(NamedTuple):
    """Entries under a heading."""

    heading: str
    entries: tuple[Entry, ...]


class Lane(NamedTuple):
    """A chronology of the events that have something in common, each once; '' names that of all events."""

    name: str
    events: tuple[Event, ...]
    sections: tuple[Section, ...]


class Chronology(NamedTuple):
    """Everything that is shown. `events` are in the order of their dates, each once, those without a date last.

    `one_dyad` is true where turning points, if any, are of the same two parties, so that they need not be named.
    """

    lanes: tuple[Lane, ...]
    sources: tuple[Source, ...]
    events: tuple[Event, ...]
    one_dyad: bool = True

    @property
    def sections(self) -> tuple[Section, ...]:
        """The sections of all lanes, one after another."""
        return tuple(section for lane in self.lanes for section in lane.sections)

    @property
    def repeated(self) -> int:
        """How many events are in more than one lane."""
        counts = Counter(event.id for lane in self.lanes for event in lane.events)
        return sum(count > 1 for count in counts.values())


def chronology(
    events: Iterable[Event],
    titles: Mapping[int, str] | None = None,
    *,
    files: Mapping[int, str] | None = None,
    openings: Mapping[int, str] | None = None,
    by: str = "year",
    lanes: str = "",
    newest_first: bool = False,
    dyads: DyadTest | None = None,
) -> Chronology:
    """Return the chronology of some events, each given once.

    `titles`, `files` and `openings` are those of the documents, by the number of the event. `by` is one of
    `dates.SHOWN`, `lanes` one of LANES or ''. `dyads` says in which pairs of parties turning points are looked for,
    without it in all.
    """
    found = tuple(sorted(events, key=in_order))
    if not found:
        return Chronology((), (), ())
    pairs = dyads_of(found, dyads)
    builder = _Builder(
        found, (titles or {}, files or {}, openings or {}), by, turning_points(found, pairs), newest_first=newest_first
    )
    made = tuple(builder.lane(name, members) for name, members in in_lanes(found, lanes))
    one_dyad = len({pair for each in pairs.values() for pair in each}) <= 1
    return Chronology(made, builder.sources(), found, one_dyad)


def in_order(event: Event) -> tuple[bool, str, int]:
    """Return the key by which a chronology is sorted: date and number, undated events last."""
    return not event.date, event.date, event.id


class _Builder:
    """Puts the events of lanes into sections, and numbers the sources as they come."""

    def __init__(
        self,
        events: Sequence[Event],
        documents: tuple[Mapping[int, str], Mapping[int, str], Mapping[int, str]],
        by: str,
        turns: Turns,
        *,
        newest_first: bool,
    ) -> None:
        self._titles, self._files, self._openings = documents
        self._by, self._turns, self._newest_first = by, turns, newest_first
        self._sources: dict[tuple[str, ...], Source] = {}
        self._attributions: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for event in events:
            self._attributions[self._key(event)].add(event.attribution)

    def lane(self, name: str, events: tuple[Event, ...]) -> Lane:
        """Return the chronology of these events, which are in order."""
        tops, acts = nested(events)
        before = silences(tops, acts)
        grouped: dict[str, list[Event]] = defaultdict(list)
        for event in tops:
            grouped[heading_of(event, self._by)].append(event)
        order = sorted(grouped, key=lambda heading: _begin(heading, grouped[heading][0]))
        if self._newest_first:
            order.sort(key=lambda heading: heading == UNDATED)
            dated = order[: len(order) - (UNDATED in grouped)]
            order = [*reversed(dated), *order[len(dated) :]]
            before = _above(tops, before)
        sections = []
        for heading in order:
            members = grouped[heading]
            if self._newest_first and heading != UNDATED:
                members = members[::-1]
            entries = [self._entry(event, acts[event.id], before.get(event.id, 0)) for event in members]
            sections.append(Section(heading, tuple(entries)))
        return Lane(name, events, tuple(sections))

    def sources(self) -> tuple[Source, ...]:
        """Return the sources numbered so far."""
        return tuple(self._sources.values())

    def _entry(self, event: Event, acts: Iterable[Event] = (), silence: int = 0) -> Entry:
        source = self._source(event)
        attribution = event.attribution if len(self._attributions[self._key(event)]) > 1 else ""
        under = tuple(self._entry(act) for act in acts)
        return Entry(event, source, under, attribution, silence, self._turns.get(event.id, ()))

    def _source(self, event: Event) -> Source:
        key = self._key(event)
        if key not in self._sources:
            said = self._attributions[key]
            attribution = next(iter(said)) if len(said) == 1 else ""
            file, opening = (known.get(event.id, "") for known in (self._files, self._openings))
            self._sources[key] = Source(len(self._sources) + 1, *key, attribution, file, opening)
        return self._sources[key]

    def _key(self, event: Event) -> tuple[str, str, str, str, str]:
        return event.document, event.outlet, event.url, event.published, self._titles.get(event.id, "")


def heading_of(event: Event, by: str) -> str:
    """Return the heading of an event: its year, quarter, month, week or day, as far as it is known.

    They are those of a summary, written as `--period` takes them: 2024, 2024Q3, 2024-03, 2024-W13, 2024-03-30.
    """
    return bucket(by, event.date, event.date_precision) or UNDATED


def _begin(heading: str, first: Event) -> tuple[bool, str]:
    """Return the key by which sections are sorted: what is known to the year is before all days of that year."""
    return heading == UNDATED, heading if first.date.startswith(heading) else first.date


def nested(events: Sequence[Event]) -> tuple[list[Event], dict[int, list[Event]]]:
    """Return the events that are entries, and those that are acts by the number of their occasion, both in the order
    given."""
    by_id = {event.id: event for event in events}
    tops: list[Event] = []
    acts: dict[int, list[Event]] = defaultdict(list)
    for event in events:
        top = _occasion_of(event, by_id)
        if top.id == event.id:
            tops.append(event)
        else:
            acts[top.id].append(event)
    return tops, acts


def _occasion_of(event: Event, by_id: Mapping[int, Event]) -> Event:
    """Return the entry that an event is under, the event itself if under none; in a circle each is one of its own."""
    seen = {event.id}
    top = event
    while top.part_of is not None and top.part_of in by_id:
        if top.part_of in seen:
            return event
        top = by_id[top.part_of]
        seen.add(top.id)
    return top


def _above(tops: Sequence[Event], before: Mapping[int, int]) -> dict[int, int]:
    """Return the silences for the order from the newest back: each belongs to the event on its earlier side."""
    return {tops[at - 1].id: before[event.id] for at, event in enumerate(tops) if event.id in before}


def in_lanes(events: tuple[Event, ...], by: str) -> list[tuple[str, tuple[Event, ...]]]:
    """Return the lanes as names with their events, the fullest first; without `by` one of all events without a name.

    A country that takes part in everything, because it was asked for, has no lane where every event is in another one.
    """
    if not by:
        return [("", events)]
    found: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        for name in _NAMES[by](event):
            found[name].append(event)
    if by == "country":
        common = {name for name, members in found.items() if len(members) == len(events)}
        rest = {event.id for name, members in found.items() if name not in common for event in members}
        if len(rest) == len(events):
            found = defaultdict(list, {name: members for name, members in found.items() if name not in common})
    order = sorted(found, key=lambda name: (name in {NO_SECTOR, NO_COUNTRY}, -len(found[name]), name))
    return [(name, tuple(found[name])) for name in order]


_NAMES: dict[str, Callable[[Event], Iterable[str]]] = {
    "country": lambda event: dict.fromkeys((*event.source, *event.target)) or (NO_COUNTRY,),
    "sector": lambda event: dict.fromkeys(event.sectors) or (NO_SECTOR,),
    "type": lambda event: (event.type,),
}
"""The lanes of an event."""
