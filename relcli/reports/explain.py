"""Why a document is coded as it is: sentence by sentence, what was found and what came of it.

The page shows every sentence; as rows there is one for each event and one for each sentence without any.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from relcli.output.fields import Fields
from relcli.output.page import Line, Span
from relcli.reports.dates import when
from relcli.reports.wording import pair, tone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relcli.coder.explanation import Analysis, JudgedCandidate, SentenceAnalysis
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
    """The page of one document's analysis."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._body = analysis.document.body
        self._events = {event.number: event for event in analysis.events}

    def lines(self) -> Iterator[Line]:
        """Yield the lines: the document, then each sentence with what was found in it."""
        document, home = self._analysis.document, ", ".join(self._analysis.home)
        published = f", published by {home}" if home else ""
        yield Line((Span(f"{document.name}, {document.date or 'no date'}{published}", "heading"),), whole=True)
        for number, sentence in enumerate(self._analysis.sentences, start=1):
            yield Line()
            yield from self._sentence(number, sentence)

    def _sentence(self, number: int, sentence: SentenceAnalysis) -> Iterator[Line]:
        kind = f"({sentence.kind}) " if sentence.kind != PLAIN_KIND else ""
        text = self._text(sentence.start, sentence.end)
        yield Line((Span(kind, "faint"), Span(text)), (Span(f"{number:>3}  ", "heading"),))
        for actor in sentence.actors:
            codes = ", ".join(actor.codes) or "no known actor"
            words = self._text(actor.start, actor.end)
            yield labelled("actor", f"{words} = {codes} ({actor.found or actor.kind})")
        for number_of_event in sentence.events:
            if number_of_event in self._events:
                yield from self._event(self._events[number_of_event], sentence)
        for candidate in sentence.judged:
            yield labelled("judged", f"{judgement(candidate, self._body)}. {candidate.reasons}".rstrip(" ."))
        for trigger in sentence.silent:
            yield labelled("silent", f"{self._text(trigger.start, trigger.end)}: {trigger.reason}")
        if sentence.verdict:
            yield labelled("no event", sentence.verdict)

    def _event(self, event: CodedEvent, sentence: SentenceAnalysis) -> Iterator[Line]:
        """Yield what was coded; the reasons are given at the sentence that reports it first."""
        mode = f" {event.mode}" if event.mode else ""
        text = [
            Span(f"{pair(event)}  ", "parties"),
            Span(f"{event.type}{mode}", tone(event)),
            Span(f" {event.modality}"),
        ]
        yield labelled(f"event {event.number}", *text)
        trace = telling_in(event, sentence)
        if trace is None:
            yield labelled("", "reported again")
            return
        for label, value in self._reasons(event, trace):
            if value:
                yield labelled("", f"{label} {value}")

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

    def _text(self, start: int, end: int) -> str:
        return self._body[start:end]


def labelled(label: str, *value: str | Span) -> Line:
    """Return a value after its label, below a sentence."""
    spans = [Span(part) if isinstance(part, str) else part for part in value]
    return Line(tuple(spans), (Span(f"     {label:<{LABEL}}", "faint"),))


def judgement(candidate: JudgedCandidate, body: str) -> str:
    """Return what was judged, and how: the words, the sides and the type, whether it was taken."""
    sides = f"{', '.join(candidate.source)} → {', '.join(candidate.target)}"
    outcome = "taken" if candidate.taken else "not taken"
    words = body[candidate.start : candidate.end]
    return f"“{words}” {sides} {candidate.type}: {outcome} at {candidate.confidence:.2f}"


def telling_in(event: CodedEvent, sentence: SentenceAnalysis) -> Trace | None:
    """Return why the event was coded from this sentence, None where the sentence only repeats it."""
    for telling in (event, *event.retellings):
        if telling.trace and sentence.start <= telling.trace.trigger[0] < sentence.end:
            return telling.trace
    return None


def explanation_page(analysis: Analysis) -> Iterator[Line]:
    """Yield the lines of one document's explanation."""
    return Explanation(analysis).lines()


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
        coded = [events[each] for each in sentence.events if each in events]
        if not coded:
            yield shared
        for event in coded:
            yield {**shared, **_reasons_of(event, telling_in(event, sentence), body)}


def _reasons_of(event: CodedEvent, trace: Trace | None, body: str) -> dict[str, Any]:
    names = ("source", "target", "mutual", "type", "mode", "modality", "date", "sectors")
    row: dict[str, Any] = {"event": event.number, **{name: getattr(event, name) for name in names}}
    if trace is not None:
        reasons = ("rule", "row", "source_from", "target_from", "date_rule", "sector_terms")
        row |= {name: getattr(trace, name) for name in reasons}
        row["trigger"] = body[trace.trigger[0] : trace.trigger[1]]
    return row
