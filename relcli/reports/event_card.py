"""One event as a terminal shows it: what was coded, the sentence in its paragraph, what belongs to it, what followed.

Into a pipe goes the plain page of `show`, whose lines stay as programs know them. Here there is room for more: a day in
words, the acts of a meeting, the next events of the same two, and the sentence stands out by what is around it being
dim, beside a bar in the margin.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from relcli.output.page import Line, Span
from relcli.output.width import width_of
from relcli.reports import days
from relcli.reports.dates import LENGTHS, when
from relcli.reports.openings import own_headline
from relcli.reports.show import ACCORDING, CLOSE, OPEN, decision_line, in_paragraph, own_line
from relcli.reports.wording import GLYPHS, coded, confidence_shown, joined, pair, reported, said, shown_within

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from relcli.coding import CodedEvent, Document
    from relcli.model import Event
    from relcli.store.decision_log import DecisionRow
    from relcli.store.mentions import StoredMention

CONTEXT = 300
"""Characters of a paragraph shown on either side of the sentence."""
LABEL = 14
LONGEST_PARTIES = 20
"""Parties of other events are aligned up to so many columns."""
BASES = {
    "stated": "stated in the text",
    "inferred": "worked out from the text",
    "published": "from the day of publication",
}
"""What a date rests on, in words."""
LEVELS = {"head": "head of state or government"}
"""Levels whose name in the record does not explain itself."""
_BAR = Span("│ ", "rule")


class Related(NamedTuple):
    """What belongs to an event: the occasion it is part of, the acts done at it, and what its two parties did next."""

    occasion: Event | None = None
    acts: Sequence[Event] = ()
    following: Sequence[Event] = ()


class EventCard:
    """The page of one event on a terminal; `name_of` gives the name of an actor's code, `shown` an event as its parties
    are shown: with codes, or with names in place of them."""

    def __init__(
        self,
        event: Event,
        mentions: Sequence[StoredMention],
        related: Related,
        *,
        name_of: Callable[[str], str],
        decisions: Sequence[DecisionRow] = (),
        shown: Callable[[Event], Event] = lambda event: event,
    ) -> None:
        self._event = event
        self._mentions = mentions
        self._related = related
        self._name_of = name_of
        self._decisions = decisions
        self._shown = shown

    def lines(self) -> Iterator[Line]:
        """Yield the lines of the page."""
        event = self._event
        start = Span(f"#{event.id}  ", "faint"), Span(f"{pair(self._shown(event))}  ", "parties")
        yield Line((*coded(event), *said(event)), start)
        yield Line()
        for label, value in self._facts():
            if any(span.text for span in value):
                yield Line(value, (Span(f"  {label:<{LABEL}}", "faint"),))
        yield from self._reports()
        event, shown = self._shown(event), self._shown
        yield from self._others("What was done", [*map(shown, self._related.acts)], event)
        sides = " and ".join(_sides(event))
        yield from self._others(f"What followed between {sides}", [*map(shown, self._related.following)])

    def _facts(self) -> Iterator[tuple[str, tuple[Span, ...]]]:
        """Yield a label and the spans of its value for everything that can be known of an event."""
        event = self._event
        intensity = "" if event.intensity is None else f"intensity {event.intensity:+g}"
        kind = f"{event.type.lower()} {event.mode}".rstrip()
        outlets = f"{event.outlets:,} outlets" if event.outlets > 1 else ""
        yield "date", _plain(in_words(event))
        yield "who", _plain(*self._names(event.source))
        yield "with" if event.mutual else "whom", _plain(*self._names(event.target))
        yield "type", _plain(kind, event.quad_class.replace("-", " "), intensity)
        yield "modality", _plain(f"{GLYPHS[event.modality]} {event.modality}")
        yield "sectors", _plain(*event.sectors)
        yield "place", _plain(event.place)
        yield "host", _plain(*self._names((event.host,)))
        yield "setting", _plain(event.setting)
        yield "people", _plain(*_people(event, self._name_of))
        yield "level", _plain(LEVELS.get(event.level, event.level))
        if self._related.occasion is not None:
            yield "part of", _in_short(self._related.occasion)
        yield "according to", _plain(event.attribution)
        yield "confidence", _plain(confidence_shown(event))
        yield "reported in", _plain(reported(event), outlets) if event.mentions > 1 else ()
        yield "imported", _plain(event.first_seen)
        for row in self._decisions:
            yield "decided", _plain(decision_line(row))

    def _names(self, codes: Sequence[str]) -> Iterator[str]:
        """Yield the names of actors, each with its code where that is another word."""
        for code in codes:
            name = self._name_of(code) if code else ""
            yield name if name == code else f"{name} ({code})"

    def _reports(self) -> Iterator[Line]:
        """Yield each document under its title, with the passages in it; the first of them in its whole paragraph."""
        by_document: dict[int, list[StoredMention]] = {}
        for mention in self._mentions:
            by_document.setdefault(mention.document_id, []).append(mention)
        for mentions in by_document.values():
            yield Line()
            yield from _heading(mentions[0].document)
            if not any(mention.evidence for mention in mentions):
                yield Line((Span("no sentence: this source has no text", "faint"),), (Span("  "),))
            for place, mention in enumerate(mentions):
                yield from self._passage(mention, in_full=not place)

    def _passage(self, mention: StoredMention, *, in_full: bool) -> Iterator[Line]:
        number = f"passage {mention.id}" if len(self._mentions) > 1 else ""
        differing = "" if mention.best else _differing(mention.coded, self._event)
        remarks = [
            number,
            f"here {differing}" if differing else "",
            own_line(mention.own, mention.coded) if mention.own is not None else "",
        ]
        if any(remarks):
            yield Line((Span(_listed(*remarks), "faint"),), (Span("  "),))
        if mention.evidence:
            before, sentence, after = in_paragraph(mention.document, mention.coded, CONTEXT if in_full else 0)
            marked = Span(sentence, "evidence", plain=f"{OPEN}{sentence}{CLOSE}" if before or after else "")
            text = Span(before, "faint"), marked, Span(after, "faint")
            yield Line(text, (Span("  "), _BAR), more=(Span("  "), _BAR))

    def _others(self, heading: str, events: Sequence[Event], occasion: Event | None = None) -> Iterator[Line]:
        """Yield other events under a heading, a line each: number, day, parties where they are others, the act; all
        below one another."""
        if not events:
            return
        yield Line()
        yield Line((Span(heading, "heading"),))
        digits = max(len(str(event.id)) for event in events) + 1
        days = max(len(str(when(event))) for event in events)
        parties = [shown_within(event, occasion) if occasion else pair(event) for event in events]
        acts = [coded(event)[0] for event in events]
        widest = min(max(map(width_of, parties)), LONGEST_PARTIES), max(width_of(each.text) for each in acts)
        for event, who, done in zip(events, parties, acts, strict=True):
            number = Span(f"  {f'#{event.id}':>{digits}}  ", "faint")
            day = Span("" if occasion else f"{when(event):>{days}}  ", "faint")
            between = " " * (widest[1] - width_of(done.text) + 2)
            room = " " * max(widest[0] - width_of(who), 0)
            yield Line((Span(f"{who}{room}  ", "parties"), done, Span(between), *said(event)), (number, day))


def event_card(
    event: Event,
    mentions: Sequence[StoredMention],
    related: Related,
    *,
    name_of: Callable[[str], str],
    decisions: Sequence[DecisionRow] = (),
    shown: Callable[[Event], Event] = lambda event: event,
) -> Iterator[Line]:
    """Yield the lines of one event's page on a terminal."""
    return EventCard(event, mentions, related, name_of=name_of, decisions=decisions, shown=shown).lines()


def in_words(event: Event) -> str:
    """Return the date of an event in words, with what it rests on: `on or before 7 August 2025, from the day of
    publication`."""
    if not event.date:
        return "not known"
    known = LENGTHS.get(event.date_precision, 10)
    begin, end = (days.in_words(day[:known]) for day in (event.date, event.date_end or event.date))
    if event.date_precision == "before":
        begin = f"on or before {begin}"
    elif event.date_precision == "week":
        begin = f"in the week from {begin} to {end}"
    elif end != begin:
        begin = f"{begin} to {end}"
    return _listed(begin, BASES.get(event.date_basis, event.date_basis))


def _differing(found: CodedEvent, event: Event) -> str:
    """Return what a passage says otherwise than its event: `dated ≤2024-10-17, according to the ministry`."""
    dated = f"dated {when(found)}" if found.date else "without a date"
    attributed = found.attribution and found.attribution != event.attribution
    return _listed(
        "" if (found.date, found.date_precision) == (event.date, event.date_precision) else dated,
        "" if found.modality == event.modality else found.modality,
        f"{ACCORDING} {found.attribution}" if attributed else "",
    )


def _heading(document: Document) -> Iterator[Line]:
    """Yield the title of a document, which leads to its address, and under it who published it, when, and its name."""
    title = document.title or own_headline(document.body) or document.name
    yield Line((Span(title, "heading", link=document.url or document.path),), (Span("  "),))
    parts = dict.fromkeys([document.outlet, days.in_words(document.date), document.name, document.url])
    shown = [part for part in parts if part not in {"", title}]
    spans = [Span(part, "source", link=part if part == document.url else "") for part in shown]
    if spans:
        yield Line(joined(spans, "source"), (Span("  "),))


def _sides(event: Event) -> tuple[str, ...]:
    """Return the two actors of an event, by their codes."""
    return tuple(dict.fromkeys((*event.source, *event.target)))


def _in_short(event: Event) -> tuple[Span, ...]:
    """Return an event on one line: number, day, act and headline."""
    return (Span(f"#{event.id}  {when(event)}  ", "faint"), *coded(event), *said(event))


def _people(event: Event, name_of: Callable[[str], str]) -> Iterator[str]:
    countries = event.people_countries or ("",) * len(event.people)
    for person, country in zip(event.people, countries, strict=False):
        yield f"{person} ({name_of(country)})" if country else person


def _plain(*parts: str) -> tuple[Span, ...]:
    """Return parts with commas between them, in the terminal's own colour."""
    return (Span(_listed(*parts)),)


def _listed(*parts: str) -> str:
    return ", ".join([part for part in parts if part])
