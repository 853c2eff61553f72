"""Why a document is coded as it is: sentence by sentence, what was found and what came of it.

The page shows every sentence; as rows there is one for each event and one for each sentence without any.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from relcli.output.fields import Fields
from relcli.output.page import Line, Span, broken
from relcli.reports.dates import when
from relcli.reports.wording import pair, tone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relcli.coder.explanation import Analysis, SentenceAnalysis
    from relcli.coding import CodedEvent, Trace

EXPLANATION = Fields(
    names=(
        "document", "sentence", "start", "end", "kind", "text", "actors", "event", "source", "target",
        "mutual", "type", "mode", "modality", "date", "rule", "row", "trigger", "source_from", "target_from",
        "date_rule", "sectors", "sector_terms", "silent", "verdict",
    ),
    brief=("sentence", "actors", "event", "type", "modality", "trigger", "row", "verdict"),
    keyed=True,
)  # fmt: skip
"""The columns of `explain` as rows."""

WIDEST = 110
LABEL = 10
PLAIN_KIND = "body"


class Explanation:
    """Lays out one document's analysis for a width (0 = lines are not broken)."""

    def __init__(self, analysis: Analysis, width: int) -> None:
        self._analysis = analysis
        self._body = analysis.document.body
        self._events = {event.number: event for event in analysis.events}
        self._width = min(width, WIDEST)

    def lines(self) -> Iterator[Line]:
        """Yield the lines: the document, then each sentence with what was found in it."""
        document, home = self._analysis.document, ", ".join(self._analysis.home)
        told = f", published by {home}" if home else ""
        yield [Span(f"{document.name}, {document.date or 'no date'}{told}", "strong")]
        for number, sentence in enumerate(self._analysis.sentences, start=1):
            yield []
            yield from self._sentence(number, sentence)

    def _sentence(self, number: int, sentence: SentenceAnalysis) -> Iterator[Line]:
        kind = f"({sentence.kind}) " if sentence.kind != PLAIN_KIND else ""
        start = f"{number:>3}  "
        text = self._text(sentence.start, sentence.end)
        lines = broken([Span(kind, "faint"), Span(text)], max(self._width - len(start), 20) if self._width else 0)
        for place, line in enumerate(lines):
            yield [Span(start if not place else " " * len(start), "strong"), *line]
        for actor in sentence.actors:
            codes = ", ".join(actor.codes) or "no known actor"
            words = self._text(actor.start, actor.end)
            yield from self._labelled("actor", f"{words} = {codes} ({actor.found or actor.kind})")
        for number_of_event in sentence.events:
            if number_of_event in self._events:
                yield from self._event(self._events[number_of_event], sentence)
        for trigger in sentence.silent:
            yield from self._labelled("silent", f"{self._text(trigger.start, trigger.end)}: {trigger.reason}")
        if sentence.verdict:
            yield from self._labelled("no event", sentence.verdict)

    def _event(self, event: CodedEvent, sentence: SentenceAnalysis) -> Iterator[Line]:
        """Yield what was coded; the reasons stand with the sentence that tells it first."""
        mode = f" {event.mode}" if event.mode else ""
        text = [
            Span(f"{pair(event)}  ", "strong"),
            Span(f"{event.type}{mode}", tone(event)),
            Span(f" {event.modality}"),
        ]
        yield from self._labelled(f"event {event.number}", *text)
        trace = telling_in(event, sentence)
        if trace is None:
            yield from self._labelled("", "told again")
            return
        for label, value in self._reasons(event, trace):
            if value:
                yield from self._labelled("", f"{label} {value}")

    def _reasons(self, event: CodedEvent, trace: Trace) -> Iterator[tuple[str, str]]:
        yield "trigger", f'"{self._text(*trace.trigger)}": {trace.rule}, {trace.row}'
        yield "source", f"{', '.join(event.source) or 'none'}: {trace.source_from or 'not found'}"
        yield "target", f"{', '.join(event.target) or 'none'}: {trace.target_from or 'not found'}"
        yield "date", f"{when(event) or 'none'}: {trace.date_rule or event.date_basis}"
        terms = f": {', '.join(trace.sector_terms)}" if trace.sector_terms else ""
        yield "sectors", ", ".join(event.sectors) + terms if event.sectors else ""
        yield "place", event.place
        yield "done at", f"event {event.part_of}" if event.part_of is not None else ""
        yield "according to", event.attribution

    def _labelled(self, label: str, *value: str | Span) -> Iterator[Line]:
        spans = [Span(part) if isinstance(part, str) else part for part in value]
        indent = 5 + LABEL
        room = max(self._width - indent, 20) if self._width else 0
        for place, line in enumerate(broken(spans, room)):
            yield [Span(f"     {label if not place else '':<{LABEL}}", "faint"), *line]

    def _text(self, start: int, end: int) -> str:
        return self._body[start:end]


def telling_in(event: CodedEvent, sentence: SentenceAnalysis) -> Trace | None:
    """Return why the event was coded from this sentence, None where it is only told again there."""
    for telling in (event, *event.retellings):
        if telling.trace and sentence.start <= telling.trace.trigger[0] < sentence.end:
            return telling.trace
    return None


def explanation_page(analysis: Analysis, *, width: int = 0) -> Iterator[Line]:
    """Yield the lines of one document's explanation."""
    return Explanation(analysis, width).lines()


def explanation_rows(analysis: Analysis) -> Iterator[dict[str, Any]]:
    """Yield a row for each event of each sentence, and one for each sentence without any."""
    body = analysis.document.body
    events = {event.number: event for event in analysis.events}
    for number, sentence in enumerate(analysis.sentences, start=1):
        shared: dict[str, Any] = dict.fromkeys(EXPLANATION.names, "")
        shared |= {
            "document": analysis.document.name,
            "sentence": number,
            "start": sentence.start,
            "end": sentence.end,
            "kind": sentence.kind,
            "text": body[sentence.start : sentence.end],
            "actors": tuple(f"{body[note.start : note.end]}={','.join(note.codes)}" for note in sentence.actors),
            "event": None,
            "mutual": None,
            **dict.fromkeys(("source", "target", "sectors", "sector_terms"), ()),
            "silent": tuple(f"{body[each.start : each.end]}: {each.reason}" for each in sentence.silent),
            "verdict": sentence.verdict,
        }
        told = [events[each] for each in sentence.events if each in events]
        if not told:
            yield shared
        for event in told:
            yield {**shared, **_reasons_of(event, telling_in(event, sentence), body)}


def _reasons_of(event: CodedEvent, trace: Trace | None, body: str) -> dict[str, Any]:
    names = ("source", "target", "mutual", "type", "mode", "modality", "date", "sectors")
    row: dict[str, Any] = {"event": event.number, **{name: getattr(event, name) for name in names}}
    if trace is not None:
        reasons = ("rule", "row", "source_from", "target_from", "date_rule", "sector_terms")
        row |= {name: getattr(trace, name) for name in reasons}
        row["trigger"] = body[trace.trigger[0] : trace.trigger[1]]
    return row
