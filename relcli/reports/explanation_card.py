"""Why a document is coded as it is, as a terminal shows it: sentence by sentence, with less to read than in a pipe.

The words that state an act stand out in the sentence, and a sentence without any event is faint; who was found is one
flowing line, what is no known actor stands out in it; the reasons of an event are aligned; what was not taken is faint.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from relcli.output.page import Line, Span
from relcli.reports.dates import when
from relcli.reports.explain import PLAIN_KIND, judgement, telling_in
from relcli.reports.wording import GLYPHS, joined, pair, said, tone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relcli.coder.explanation import ActorNote, Analysis, SentenceAnalysis
    from relcli.coding import CodedEvent, Trace

LABEL = 10
REASON = 14


class ExplanationCard:
    """The page of one document's analysis on a terminal."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._body = analysis.document.body
        self._events = {event.number: event for event in analysis.events}
        self._number = len(str(len(analysis.sentences))) + 1

    def lines(self) -> Iterator[Line]:
        """Yield the lines: the document, then each sentence with what was found in it."""
        document, home = self._analysis.document, ", ".join(self._analysis.home)
        parts = [document.name if document.title else "", document.date or "no date"]
        heading = Span(document.title or document.name, "heading")
        more = [Span(part, "source") for part in (*parts, f"published by {home}" if home else "") if part]
        yield Line((heading, Span(", ", "source"), *joined(more, "source")))
        for number, sentence in enumerate(self._analysis.sentences, start=1):
            yield Line()
            yield from self._sentence(number, sentence)

    def _sentence(self, number: int, sentence: SentenceAnalysis) -> Iterator[Line]:
        events = [self._events[each] for each in sentence.events if each in self._events]
        kind = f"({sentence.kind}) " if sentence.kind != PLAIN_KIND else ""
        start = (Span(f"{number:>{self._number}}  ", "heading" if events else "faint"),)
        yield Line((Span(kind, "faint"), *self._marked(sentence, events)), start)
        if sentence.actors:
            actors = [span for actor in sentence.actors for span in (Span("; ", "faint"), *self._actor(actor))]
            yield self._labelled("actors", *actors[1:])
        for event in events:
            yield from self._event(event, sentence)
        for candidate in sentence.judged:
            reasons = Span(f" ({candidate.reasons})" if candidate.reasons else "", "faint")
            words = judgement(replace(candidate, type=candidate.type.lower()), self._body)
            yield self._labelled("judged", Span(words, "" if candidate.taken else "faint"), reasons)
        for trigger in sentence.silent:
            words = self._body[trigger.start : trigger.end]
            yield self._labelled("no event", Span(f"{words}: {trigger.reason}"))
        if sentence.verdict and sentence.verdict not in {trigger.reason for trigger in sentence.silent}:
            yield self._labelled("no event", Span(sentence.verdict))

    def _marked(self, sentence: SentenceAnalysis, events: list[CodedEvent]) -> Iterator[Span]:
        """Yield the sentence with the words that state its events marked."""
        style, place = "" if events else "faint", sentence.start
        traces = [telling_in(event, sentence) for event in events]
        for start, end in sorted({trace.trigger for trace in traces if trace is not None}):
            if start >= place:
                yield Span(self._body[place:start], style)
                yield Span(self._body[start:end], "match")
                place = end
        yield Span(self._body[place : sentence.end], style)

    def _actor(self, actor: ActorNote) -> Iterator[Span]:
        yield Span(f"{self._body[actor.start : actor.end]} = ")
        yield Span(", ".join(actor.codes), "parties") if actor.codes else Span("no known actor", "notice")
        yield Span(f" ({actor.found or actor.kind})", "faint")

    def _event(self, event: CodedEvent, sentence: SentenceAnalysis) -> Iterator[Line]:
        """Yield what was coded; the reasons are given at the sentence that reports it first."""
        kind = f"{event.type.lower()} {event.mode}".rstrip()
        coded = Span(f"{GLYPHS[event.modality]} {kind}", tone(event))
        trace = telling_in(event, sentence)
        again = () if trace else (Span("  reported again", "faint"),)
        parties = Span(f"{pair(event)}  ", "parties")
        yield self._labelled(f"event {event.number}", parties, coded, Span("  "), *said(event), *again)
        for label, value, reason in _reasons(event, trace, self._body) if trace else ():
            if value:
                indent = " " * (self._number + 2 + LABEL)
                because = Span(f" ({reason})" if reason else "", "faint")
                yield Line((Span(value), because), (Span(f"{indent}{label:<{REASON}}", "faint"),))

    def _labelled(self, label: str, *value: Span) -> Line:
        """Return a value after its label, below a sentence."""
        return Line(value, (Span(f"{' ' * (self._number + 2)}{label:<{LABEL}}", "faint"),))


def explanation_card(analysis: Analysis) -> Iterator[Line]:
    """Yield the lines of one document's explanation on a terminal."""
    return ExplanationCard(analysis).lines()


def _reasons(event: CodedEvent, trace: Trace, body: str) -> Iterator[tuple[str, str, str]]:
    """Yield for each part of an event its label, what it is, and what that rests on."""
    yield "trigger", body[trace.trigger[0] : trace.trigger[1]], f"{trace.rule}; {trace.row}"
    yield "source", ", ".join(event.source) or "none", trace.source_from or "not found"
    yield "target", ", ".join(event.target) or "none", trace.target_from or "not found"
    yield "date", str(when(event)) or "none", trace.date_rule or event.date_basis
    yield "sectors", ", ".join(event.sectors), ", ".join(trace.sector_terms)
    yield "place", event.place, ""
    yield "part of", f"event {event.part_of}" if event.part_of is not None else "", ""
    yield "according to", event.attribution, ""
