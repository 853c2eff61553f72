"""One event as plain lines, for a pipe: what was coded, its sentence in the paragraph, all documents that report it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.model import PRODUCER_NAMES
from relcli.output.page import Line, Span
from relcli.reports.dates import when
from relcli.reports.wording import confidence_shown, joined, pair, reported, tone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from relcli.coding import CodedEvent, Document
    from relcli.model import Event
    from relcli.store.decision_log import DecisionRow
    from relcli.store.mentions import SourceValues, StoredMention

CONTEXT = 600
"""Characters of a paragraph shown on either side of the sentence; some sources have no paragraphs at all."""
WIDEST = 100
LABEL = 13
ACCORDING = "according to"
OPEN, CLOSE = ">>> ", " <<<"
"""Around the sentence where styles cannot be shown."""


class EventPage:
    """The page of one event; `name_of` gives the name of an actor's code, `shown` an event as its parties are shown:
    with codes, or with names in place of them."""

    def __init__(
        self,
        event: Event,
        mentions: Sequence[StoredMention],
        *,
        name_of: Callable[[str], str],
        decisions: Sequence[DecisionRow] = (),
        shown: Callable[[Event], Event] = lambda event: event,
    ) -> None:
        self._event = event
        self._shown = shown
        self._decisions = decisions
        self._mentions = mentions
        self._name_of = name_of

    def lines(self) -> Iterator[Line]:
        """Yield the lines of the page: the event, the paragraph of its sentence, then the other reports."""
        event = self._event
        yield Line((Span(f"#{event.id}  {pair(self._shown(event))}  ", "parties"), Span(event.headline, tone(event))))
        for label, value in facts(event, self._name_of):
            if value:
                yield labelled(label, value)
        for row in self._decisions:
            yield labelled("decided", decision_line(row))
        for place, mention in enumerate(self._mentions):
            yield Line()
            yield from self._report(mention, first=not place)

    def _report(self, mention: StoredMention, *, first: bool) -> Iterator[Line]:
        number = f"mention {mention.id}: " if len(self._mentions) > 1 else ""
        yield Line((Span(number, "heading"), *source_spans(mention)))
        differing = [] if first else differences(mention.coded, self._event)
        if differing:
            yield noted(f"reported {'' if differing[0].startswith(ACCORDING) else 'with '}{', '.join(differing)}")
        if mention.own is not None:
            yield noted(own_line(mention.own, mention.coded))
        if not mention.evidence:
            yield noted("no sentence: its source has no text")
            return
        before, sentence, after = in_paragraph(mention.document, mention.coded)
        evidence = Span(sentence, "evidence", plain=f"{OPEN}{sentence}{CLOSE}")
        yield Line((Span(before), evidence, Span(after)), (Span("  "),))


def labelled(label: str, value: str) -> Line:
    """Return a value after its label."""
    return Line((Span(value),), (Span(f"  {label:<{LABEL}}", "faint"),))


def noted(text: str) -> Line:
    """Return a remark below the name of a source."""
    return Line((Span(text, "faint"),), (Span("  "),), whole=True)


def facts(event: Event, name_of: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    """Yield label and value of everything that is known of an event, '' for what is not."""
    yield "date", f"{when(event)} ({event.date_basis})" if event.date else "not known"
    yield "who", _named(event.source, name_of)
    yield "with" if event.mutual else "whom", _named(event.target, name_of)
    intensity = "" if event.intensity is None else f", {event.intensity:+g}"
    mode = f" {event.mode}" if event.mode else ""
    yield "type", f"{event.type}{mode} ({event.quad_class or 'no class'}{intensity})"
    yield "modality", event.modality
    yield "sectors", ", ".join(event.sectors)
    yield "place", event.place
    yield "host", _named((event.host,) if event.host else (), name_of)
    yield "setting", event.setting
    countries = event.people_countries or ("",) * len(event.people)
    people = [
        f"{person} ({country})" if country else person for person, country in zip(event.people, countries, strict=False)
    ]
    yield "people", ", ".join(people)
    yield "level", event.level
    yield "done at", f"#{event.part_of}" if event.part_of is not None else ""
    yield "according to", event.attribution
    yield "confidence", confidence_shown(event)
    yield "reported by", _counted(event)


def differences(coded: CodedEvent, event: Event) -> list[str]:
    """Return in words where one report says something else than the event as a whole."""
    found = []
    if coded.date != event.date or coded.date_precision != event.date_precision:
        found.append(f"date {when(coded) or 'not known'}")
    if coded.modality != event.modality:
        found.append(f"modality {coded.modality}")
    if coded.attribution and coded.attribution != event.attribution:
        found.append(f"{ACCORDING} {coded.attribution}")
    return found


def own_line(own: SourceValues, coded: CodedEvent) -> str:
    """Return what the producer of an event file says in its own terms."""
    parts = [
        f"coded by {PRODUCER_NAMES.get(own.producer, own.producer)} as {own.code or coded.type}",
        "" if own.goldstein is None else f"Goldstein {own.goldstein:g}",
        f"quad class {own.quad_class}" if own.quad_class else "",
        f"id {own.source_id}",
    ]
    return ", ".join([part for part in parts if part])


_DECIDED = {
    "reject": "rejected", "restore": "brought back", "add": "added by hand",
    "merge": "merged #{value} into #{event}", "split": "split from #{value}", "edit": "{field} {previous} → {value}",
}  # fmt: skip


def decision_line(row: DecisionRow) -> str:
    """Return a decision in one line: what, who, when, and whether it was undone."""
    values = {"field": row.field, "value": row.value or "-", "previous": row.previous or "-", "event": row.event_id}
    line = _DECIDED[row.kind].format(**values)
    parts = [line, row.note, f"{row.author or 'somebody'}, {row.made[:10]}, batch {row.batch}"]
    return "; ".join([part for part in parts if part]) + (f" (undone {row.undone[:10]})" if row.undone else "")


def source_spans(mention: StoredMention) -> tuple[Span, ...]:
    """Return where a report was published: document, title, outlet, day, address."""
    document = mention.document
    parts = dict.fromkeys([document.name, document.title, document.outlet, document.date, document.url])
    spans = [Span(part, "heading", link=part if part == document.url else "") for part in parts if part]
    return joined(spans, "heading")


def in_paragraph(document: Document, coded: CodedEvent, context: int = CONTEXT) -> tuple[str, str, str]:
    """Return the paragraph of a sentence as what comes before it, the sentence, and what comes after it, with so many
    characters of `context` on either side."""
    if not context:
        return "", document.body[coded.start : coded.end], ""
    body, start, end = document.body, coded.start, coded.end
    first = body.rfind("\n", 0, start) + 1
    last = body.find("\n", end)
    before, after = body[first:start], body[end : len(body) if last < 0 else last]
    if len(before) > context:
        before = "… " + before[-context:].split(" ", 1)[-1]
    if len(after) > context:
        after = after[:context].rsplit(" ", 1)[0] + " …"
    return before.lstrip(), body[start:end], after.rstrip()


def event_page(
    event: Event,
    mentions: Sequence[StoredMention],
    *,
    name_of: Callable[[str], str],
    decisions: Sequence[DecisionRow] = (),
    shown: Callable[[Event], Event] = lambda event: event,
) -> Iterator[Line]:
    """Yield the lines of one event's page."""
    return EventPage(event, mentions, name_of=name_of, decisions=decisions, shown=shown).lines()


def _named(codes: tuple[str, ...], name_of: Callable[[str], str]) -> str:
    names = [(name_of(code), code) for code in codes]
    return ", ".join([f"{name} ({code})" if name != code else code for name, code in names])


def _counted(event: Event) -> str:
    reports = "1 report" if event.mentions == 1 else reported(event)
    outlets = f" of {event.outlets:,} outlets" if event.outlets > 1 else ""
    return f"{reports}{outlets}, first imported {event.first_seen}"
