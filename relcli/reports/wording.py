"""Words for events: the act in a word, the pair with its arrow, the style of its intensity."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.english import count_noun
from relcli.model import DOUBTFUL
from relcli.output.page import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from relcli.coding import CodedEvent
    from relcli.model import Event

ACTS = {
    "phone": "call", "third-party": "meet", "multilateral": "meet",
    "AGREE": "agree", "CONSULT": "meet", "SUPPORT": "support", "CONCEDE": "concede", "COOPERATE": "cooperate",
    "AID": "aid", "RETREAT": "retreat", "REQUEST": "request", "ACCUSE": "accuse", "REJECT": "reject",
    "THREATEN": "threaten", "PROTEST": "protest", "SANCTION": "sanction", "MOBILIZE": "mobilise",
    "COERCE": "coerce", "ASSAULT": "attack",
}  # fmt: skip
"""Mode or type -> the act in a word; a mode that is not here is its own word."""

GLYPHS = {"occurred": "●", "agreed": "◑", "pledged": "◔", "proposed": "◌", "denied": "✗", "historical": "↺"}
"""The sign of a modality: full where it is done. It always has the word beside it, or is explained by a legend."""

DOUBT = "?"
"""The mark of a doubtful event."""

NEUTRAL = 1.0
"""Intensities from -1 to +1 are neither cooperation nor conflict: asking for direct flights is no quarrel."""
STRONG = 7.0
"""From here on an act is shown strongly: aid, an attack."""


def act(event: Event | CodedEvent) -> str:
    """Return what was done in one word."""
    if event.mode:
        return ACTS.get(event.mode, event.mode.replace("-", " "))
    return ACTS.get(event.type, event.type.lower())


def marked_headline(event: Event | CodedEvent) -> str:
    """Return the headline, after the modality where the act has not simply occurred."""
    return event.headline if event.modality == "occurred" else f"[{event.modality}] {event.headline}"


def coded(event: Event | CodedEvent) -> tuple[Span, ...]:
    """Return the sign of the modality and the act in a word, both in the style of the intensity."""
    return (Span(f"{GLYPHS[event.modality]} {act(event)}", tone(event)), Span("  "))


def marked(event: Event | CodedEvent) -> tuple[Span, ...]:
    """Return the word for the modality, in brackets where styles cannot be shown; nothing for what has occurred."""
    word = event.modality
    return () if word == "occurred" else (Span(f"{word}: ", "modality", plain=f"[{word}] "),)


def marked_text(event: Event | CodedEvent, text: str) -> tuple[Span, ...]:
    """Return a text that says what was done, after the word for its modality.

    Where colours are shown and the text has that word as its verb ("China pledged to work with ..."), the word is
    coloured where it stands and not said twice.
    """
    word = event.modality
    before, found, behind = text.partition(f" {word} ")
    if not found or word in {"occurred", "historical"}:  # "a historical visit" says something else
        return (*marked(event), Span(text))
    return (Span("", "modality", plain=f"[{word}] "), Span(f"{before} "), Span(word, "modality"), Span(f" {behind}"))


def is_doubtful(event: Event | CodedEvent) -> bool:
    """Is the coder not sure that the event is right?"""
    return event.confidence is not None and event.confidence < DOUBTFUL


def doubted(event: Event | CodedEvent) -> tuple[Span, ...]:
    """Return the mark of a doubtful event; nothing for others."""
    return (Span(f"{DOUBT} ", "faint"),) if is_doubtful(event) else ()


def digits_of_confidence(event: Event | CodedEvent) -> str:
    """Return how sure the coder is; '' where it says nothing."""
    return "" if event.confidence is None else f"{event.confidence:.2f}"


def confidence_shown(event: Event | CodedEvent) -> str:
    """Return how sure the coder is, and in a word that it is not: `0.55 (doubtful)`."""
    return f"{digits_of_confidence(event)}{' (doubtful)' if is_doubtful(event) else ''}"


def said(event: Event | CodedEvent) -> tuple[Span, ...]:
    """Return the headline, after the mark of a doubtful event and the word for its modality."""
    return (*doubted(event), *marked_text(event, event.headline))


def reported(event: Event) -> str:
    """Return how often an event is reported: `3 passages in 2 documents`, `2 passages in 1 document`, `1 passage`.

    Passages are its mentions. One document often reports the same event twice, so the documents are what counts as
    reports; a screen has room for this only where there is more than one passage.
    """
    if event.mentions == 1:
        return "1 passage"
    return f"{count_noun(event.mentions, 'passage')} in {count_noun(event.documents, 'document')}"


def tone(event: Event | CodedEvent) -> str:
    """Return the style of an event's intensity: cooperation, conflict or neutral."""
    return tone_of(event.intensity)


def tone_of(intensity: float | None) -> str:
    """Return the style of an intensity, or of a mean of some."""
    if intensity is None or -NEUTRAL <= intensity <= NEUTRAL:
        return "neutral"
    side = "cooperation" if intensity > 0 else "conflict"
    return f"strong-{side}" if abs(intensity) >= STRONG else side


def pair(event: Event | CodedEvent) -> str:
    """Return who and whom: `PAK ↔ RUS`, `USA, GBR → RUS`; a side the text does not name is left out."""
    source, target = ", ".join(event.source), ", ".join(event.target)
    arrow = "↔" if event.mutual else "→"
    if not target:
        return source
    return f"{source} {arrow} {target}".lstrip()


def pair_within(event: Event, occasion: Event) -> str:
    """Return the pair of an act at an occasion: only the arrow and the receiver where the parties are
    the same two."""
    parties = {*event.source, *event.target}
    if len(parties) == 2 and parties == {*occasion.source, *occasion.target}:
        return "↔" if event.mutual else f"→ {', '.join(event.target)}" if event.target else pair(event)
    return pair(event)


def shown_within(event: Event, occasion: Event) -> str:
    """Return the pair of an act at an occasion as a terminal shows it: an arrow alone says little."""
    within = pair_within(event, occasion)
    return f"{within} both" if within == "↔" else within


def joined(spans: Iterable[Span], style: str = "", separator: str = ", ") -> tuple[Span, ...]:
    """Return spans with a separator in a style between each two."""
    return tuple(_separated(spans, Span(separator, style)))


def _separated(spans: Iterable[Span], separator: Span) -> Iterator[Span]:
    for place, span in enumerate(spans):
        if place:
            yield separator
        yield span
